//! Which bytes an edit replaces.

use super::fresh::Fresh;
use super::shape::{Shape, nearest_field};
use super::sheet::{Sheet, Splice};
use super::{Edit, EditError, NewEntry, block, flow};
use crate::diagnostic::{Field, FieldPath, Step};
use crate::source::quote::{Context, written};
use crate::source::{Entry, Node, Value};

/// The splices that carry out an edit.
pub(super) fn plan(sheet: &Sheet<'_>, root: &Node<'_>, edit: &Edit) -> Result<Vec<Splice>, EditError> {
    let plan = Plan { sheet, path: edit.path() };
    match edit {
        Edit::Set { value, .. } => plan.set(root, value),
        Edit::Append { entry, .. } => plan.append(root, entry),
        Edit::Remove { path } => plan.remove(root, &Shape::of(root).removable(path)?),
    }
}

/// An edit being planned.
struct Plan<'p, 't> {
    /// The dossier.
    sheet: &'p Sheet<'t>,
    /// The way to what changes.
    path: &'p FieldPath,
}

/// How far a path exists.
struct Reach<'p, 'n, 't> {
    /// The last node that is there.
    node: &'n Node<'t>,
    /// The entry of a map the node is the value of, unless it is the whole or an entry of a list.
    entry: Option<&'n Entry<'t>>,
    /// The steps that led to the node.
    done: &'p [Step],
    /// The steps that lead nowhere yet.
    rest: &'p [Step],
    /// Whether the node, or something around it, stands between brackets.
    in_flow: bool,
}

impl<'p, 't> Plan<'p, 't> {
    /// The error that the place is too odd to be edited.
    fn too_odd(&self) -> EditError {
        EditError::TooOdd(self.path.clone())
    }

    /// Follows steps as far as they exist.
    fn follow<'s, 'n>(&self, root: &'n Node<'t>, steps: &'s [Step]) -> Reach<'s, 'n, 't> {
        let mut reach = Reach { node: root, entry: None, done: &[], rest: steps, in_flow: self.sheet.is_flow(root) };
        while let Some((step, rest)) = reach.rest.split_first() {
            let next = match step {
                Step::Field(field) => reach.node.entry(field.key()).map(|entry| (&entry.value, Some(entry))),
                Step::Entry(index) => reach.node.items().get(*index).map(|item| (item, None)),
            };
            let Some((node, entry)) = next else { break };
            let done = &steps[..=reach.done.len()];
            reach = Reach { node, entry, done, rest, in_flow: reach.in_flow || self.sheet.is_flow(node) };
        }
        reach
    }

    /// Gives a key a text.
    fn set(&self, root: &Node<'t>, value: &str) -> Result<Vec<Splice>, EditError> {
        let reach = self.follow(root, self.path.steps());
        if !reach.rest.is_empty() {
            return self.add(&reach, Fresh::Text(value));
        }
        let context = if reach.in_flow { Context::Flow } else { Context::Block };
        let text = written(value, context);
        let at = reach.node.at.clone();
        let glued = at.is_empty() && self.sheet.bytes[..at.start].last().is_some_and(|byte| !byte.is_ascii_whitespace());
        let glue = if glued { " " } else { "" };
        Ok(vec![Splice { at, text: format!("{glue}{text}") }])
    }

    /// Adds an entry to a list.
    fn append(&self, root: &Node<'t>, entry: &NewEntry) -> Result<Vec<Splice>, EditError> {
        if matches!(entry, NewEntry::Fields(fields) if fields.is_empty()) {
            return Err(self.too_odd());
        }
        let fresh = Fresh::entry(entry);
        let reach = self.follow(root, self.path.steps());
        match &reach.node.value {
            _ if !reach.rest.is_empty() => self.add(&reach, Fresh::List(Box::new(fresh))),
            Value::Empty => self.fill(&reach, &Fresh::List(Box::new(fresh))),
            Value::List(items) if reach.in_flow => match (items.last(), reach.entry, &fresh) {
                (None, Some(entry), Fresh::Map(_)) if self.sheet.begins_line(entry.key_at.start) => {
                    Ok(block::unfold(self.sheet, entry, &Fresh::List(Box::new(fresh))))
                }
                (last, ..) => Ok(vec![flow::append(reach.node, last, &fresh.in_flow())]),
            },
            Value::List(_) => Ok(vec![block::append(self.sheet, reach.node, &fresh)]),
            _ => Err(EditError::NotAList(self.path.clone())),
        }
    }

    /// Adds what the rest of the path names, with this value at its end.
    fn add(&self, reach: &Reach<'_, '_, 't>, value: Fresh<'_>) -> Result<Vec<Splice>, EditError> {
        let (field, deeper) = match reach.rest.split_first() {
            Some((Step::Field(field), deeper)) => (*field, deeper),
            _ => return Err(EditError::Absent(self.path.clone())),
        };
        let value = value.under(deeper).ok_or_else(|| EditError::Absent(self.path.clone()))?;
        match &reach.node.value {
            Value::Empty => self.fill(reach, &Fresh::Map(vec![(field, value)])),
            Value::Map(entries) if reach.in_flow => {
                Ok(vec![flow::append(reach.node, entries.last().map(|entry| &entry.value), &format!("{field}: {}", value.in_flow()))])
            }
            Value::Map(entries) => self.insert(nearest_field(reach.done), entries, field, &value),
            _ => Err(EditError::NotAMap(self.path.clone())),
        }
    }

    /// Adds a key to a block map: on the line that was reserved for it, else at the place its rank asks for.
    fn insert(&self, parent: Option<Field>, entries: &[Entry<'t>], field: Field, value: &Fresh<'_>) -> Result<Vec<Splice>, EditError> {
        if let Some(reserved) = block::reserved(self.sheet, parent.is_none(), entries, field) {
            return Ok(vec![block::fill_in(self.sheet, reserved, &value.lines_under(field))]);
        }
        let place = block::place(parent, entries, field).ok_or_else(|| self.too_odd())?;
        Ok(vec![block::insert(self.sheet, &place, &value.lines_under(field))])
    }

    /// Gives a key that has no value a map or a list.
    fn fill(&self, reach: &Reach<'_, '_, 't>, value: &Fresh<'_>) -> Result<Vec<Splice>, EditError> {
        match reach.entry {
            Some(_) if reach.in_flow => Ok(vec![Splice { at: reach.node.at.clone(), text: format!(" {}", value.in_flow()) }]),
            Some(entry) => Ok(block::unfold(self.sheet, entry, value)),
            None if reach.done.is_empty() => Ok(vec![block::first(self.sheet, value)]),
            None => Err(self.too_odd()),
        }
    }

    /// Takes out what stands at the end of the steps.
    fn remove(&self, root: &Node<'t>, steps: &[Step]) -> Result<Vec<Splice>, EditError> {
        let (last, above) = steps.split_last().ok_or_else(|| EditError::Absent(self.path.clone()))?;
        let reach = self.follow(root, above);
        let at = match (&reach.node.value, last) {
            (Value::Map(entries), Step::Field(field)) => {
                let index = entries.iter().position(|entry| entry.key == field.key()).ok_or_else(|| EditError::Absent(self.path.clone()))?;
                if reach.in_flow {
                    let parts: Vec<_> = entries.iter().map(|entry| entry.key_at.start..entry.value.at.end).collect();
                    flow::gap(self.sheet, &parts, index)
                } else {
                    block::key_gap(self.sheet, entries, index)
                }
            }
            (Value::List(items), Step::Entry(index)) if reach.in_flow => {
                let parts: Vec<_> = items.iter().map(|item| item.at.clone()).collect();
                flow::gap(self.sheet, &parts, *index)
            }
            (Value::List(items), Step::Entry(index)) => items.get(*index).and_then(|item| block::item_gap(self.sheet, item)),
            _ => return Err(EditError::Absent(self.path.clone())),
        };
        at.map(|at| vec![Splice::remove(at)]).ok_or_else(|| self.too_odd())
    }
}
