//! What the dossier says already, line by line of a form.

use std::collections::BTreeMap;

use super::{Entries, Form};
use crate::diagnostic::FieldPath;
use crate::source::{Node, Reading};

/// What one entry says, by the number of the line; a line that is not there has nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing(BTreeMap<usize, Vec<String>>);

impl Standing {
    /// The entries of a form as the dossier has them; of a form about the only one, that one or an empty one.
    pub fn all(form: &Form, reading: &Reading<'_>) -> Vec<Self> {
        let list = reading.tree().and_then(|tree| tree.find(&form.path()));
        match (form.entries, list) {
            (Entries::Many { .. }, Some(list)) => list.items().iter().map(|item| Self::of(form, item)).collect(),
            (Entries::Many { .. }, None) => Vec::new(),
            (Entries::One, Some(group)) => vec![Self::of(form, group)],
            (Entries::One, None) => vec![Self::default()],
        }
    }

    fn of(form: &Form, entry: &Node<'_>) -> Self {
        let lines = form.lines.iter().enumerate().filter_map(|(index, line)| {
            let path = line.at.iter().fold(FieldPath::default(), |path, field| path.field(*field));
            let node = entry.find(&path)?;
            let texts: Vec<_> = node.items().iter().chain([node]).filter_map(|node| node.text().map(str::to_owned)).collect();
            (!texts.is_empty()).then_some((index, texts))
        });
        Self(lines.collect())
    }

    /// What stands on a line; nothing when it is not there.
    pub fn line(&self, index: usize) -> &[String] {
        self.0.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing stands on any line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything stands on a line.
    pub fn has(&self, index: usize) -> bool {
        self.0.contains_key(&index)
    }

    /// The entry in a few words, for someone who has to choose one.
    pub fn in_words(&self) -> String {
        let words: Vec<_> = self.0.values().take(3).map(|texts| texts.join(" en ")).collect();
        if words.is_empty() { "(leeg)".to_owned() } else { words.join(", ") }
    }
}
