//! What a dossier says, without how it is written: the proof that an edit changed what it should and nothing else.

use std::collections::BTreeMap;

use super::{Edit, EditError, NewEntry};
use crate::diagnostic::{Field, FieldPath, Step};
use crate::source::{Node, Value};

/// A tree without places. The order of keys does not matter; an edit never moves one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) enum Shape {
    /// No value.
    Empty,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Shape>),
    /// Keys with values.
    Map(BTreeMap<String, Shape>),
}

impl Shape {
    /// The shape of a tree.
    pub(in crate::source) fn of(node: &Node<'_>) -> Self {
        match &node.value {
            Value::Empty => Self::Empty,
            Value::Scalar(text) => Self::Text(text.to_string()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(entries) => Self::Map(entries.iter().map(|entry| (entry.key.to_string(), Self::of(&entry.value))).collect()),
        }
    }

    /// The shape as it must be after an edit.
    pub(in crate::source) fn edited(mut self, edit: &Edit) -> Result<Self, EditError> {
        let path = edit.path();
        match edit {
            Edit::Set { value, .. } => match self.reach(path.steps(), path)? {
                Self::List(_) | Self::Map(_) => return Err(EditError::NotAText(path.clone())),
                place => *place = Self::Text(value.clone()),
            },
            Edit::Append { entry, .. } => match self.reach(path.steps(), path)? {
                Self::List(items) => items.push(Self::new(entry)),
                place @ Self::Empty => *place = Self::List(vec![Self::new(entry)]),
                _ => return Err(EditError::NotAList(path.clone())),
            },
            Edit::Remove { .. } => {
                let steps = self.removable(path)?;
                self.remove(&steps, path)?;
            }
        }
        Ok(self)
    }

    /// The shape of a new entry.
    fn new(entry: &NewEntry) -> Self {
        match entry {
            NewEntry::Text(text) => Self::Text(text.clone()),
            NewEntry::Fields(fields) => Self::Map(fields.iter().map(|(field, text)| (field.key().to_owned(), Self::Text(text.clone()))).collect()),
        }
    }

    /// The shape at the end of the steps; keys that are absent come into being.
    fn reach(&mut self, steps: &[Step], path: &FieldPath) -> Result<&mut Self, EditError> {
        let Some((first, rest)) = steps.split_first() else { return Ok(self) };
        if let (Self::Empty, Step::Field(_)) = (&*self, first) {
            *self = Self::Map(BTreeMap::new());
        }
        match (self, first) {
            (Self::Map(entries), Step::Field(field)) => {
                let next = entries.entry(field.key().to_owned()).or_insert(Self::Empty);
                next.reach(rest, path)
            }
            (Self::List(items), Step::Entry(index)) => {
                let next = items.get_mut(*index).ok_or_else(|| EditError::Absent(path.clone()))?;
                next.reach(rest, path)
            }
            (_, Step::Field(_)) => Err(EditError::NotAMap(path.clone())),
            (_, Step::Entry(_)) => Err(EditError::NotAList(path.clone())),
        }
    }

    /// The steps to what really goes when `path` goes: a map or list around it that would be left empty goes with it.
    pub(in crate::source) fn removable(&self, path: &FieldPath) -> Result<Vec<Step>, EditError> {
        let mut steps = path.steps().to_vec();
        if steps.is_empty() {
            return Err(EditError::Absent(path.clone()));
        }
        self.at(&steps).ok_or_else(|| EditError::Absent(path.clone()))?;
        while let Some((_, above)) = steps.split_last().filter(|(_, above)| !above.is_empty()) {
            match self.at(above) {
                Some(Self::Map(entries)) if entries.len() == 1 => steps.truncate(above.len()),
                Some(Self::List(items)) if items.len() == 1 => steps.truncate(above.len()),
                _ => break,
            }
        }
        Ok(steps)
    }

    /// The shape at the end of the steps.
    fn at(&self, steps: &[Step]) -> Option<&Self> {
        steps.iter().try_fold(self, |shape, step| match (shape, step) {
            (Self::Map(entries), Step::Field(field)) => entries.get(field.key()),
            (Self::List(items), Step::Entry(index)) => items.get(*index),
            _ => None,
        })
    }

    /// Takes out what stands at the end of the steps.
    fn remove(&mut self, steps: &[Step], path: &FieldPath) -> Result<(), EditError> {
        let Some((last, above)) = steps.split_last() else { return Err(EditError::Absent(path.clone())) };
        match (self.reach(above, path)?, last) {
            (Self::Map(entries), Step::Field(field)) => drop(entries.remove(field.key())),
            (Self::List(items), Step::Entry(index)) => drop(items.remove(*index)),
            _ => return Err(EditError::Absent(path.clone())),
        }
        if above.is_empty() && *self == Self::Map(BTreeMap::new()) {
            *self = Self::Empty;
        }
        Ok(())
    }
}

/// The field nearest to the end of the steps; `None` for the dossier itself.
pub(in crate::source) fn nearest_field(steps: &[Step]) -> Option<Field> {
    steps.iter().rev().find_map(|step| match step {
        Step::Field(field) => Some(*field),
        Step::Entry(_) => None,
    })
}
