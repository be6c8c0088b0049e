//! What an edit adds, and how that is written.

use super::NewEntry;
use crate::diagnostic::{Field, Step};
use crate::source::quote::{Context, written};

/// A value that is not in the file yet.
pub(super) enum Fresh<'e> {
    /// A text.
    Text(&'e str),
    /// Keys with values.
    Map(Vec<(Field, Fresh<'e>)>),
    /// A list of one entry.
    List(Box<Fresh<'e>>),
}

impl<'e> Fresh<'e> {
    /// A new entry of a list.
    pub(super) fn entry(entry: &'e NewEntry) -> Self {
        match entry {
            NewEntry::Text(text) => Self::Text(text),
            NewEntry::Fields(fields) => Self::Map(fields.iter().map(|(field, text)| (*field, Self::Text(text))).collect()),
        }
    }

    /// The value within a map for each of these steps; `None` when an entry of a list is among them, which must exist already.
    pub(super) fn under(self, steps: &[Step]) -> Option<Self> {
        steps.iter().rev().try_fold(self, |inner, step| match step {
            Step::Field(field) => Some(Self::Map(vec![(*field, inner)])),
            Step::Entry(_) => None,
        })
    }

    /// The value between brackets, on one line.
    pub(super) fn in_flow(&self) -> String {
        match self {
            Self::Text(text) => written(text, Context::Flow).into_owned(),
            Self::Map(entries) => {
                let entries: Vec<_> = entries.iter().map(|(field, value)| format!("{field}: {}", value.in_flow())).collect();
                format!("{{{}}}", entries.join(", "))
            }
            Self::List(entry) => format!("[{}]", entry.in_flow()),
        }
    }

    /// The lines of a key with this value, without the indentation of the key itself.
    pub(super) fn lines_under(&self, field: Field) -> Vec<String> {
        match self {
            Self::Text(text) => vec![format!("{field}: {}", written(text, Context::Block))],
            Self::Map(_) | Self::List(_) => {
                let own = self.lines().into_iter().map(|line| format!("  {line}"));
                std::iter::once(format!("{field}:")).chain(own).collect()
            }
        }
    }

    /// The lines of this value below its key, or of an entry of a list behind its dash.
    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![written(text, Context::Block).into_owned()],
            Self::Map(entries) => entries.iter().flat_map(|(field, value)| value.lines_under(*field)).collect(),
            Self::List(entry) => {
                let lines = entry.lines().into_iter().enumerate();
                lines.map(|(index, line)| if index == 0 { format!("- {line}") } else { format!("  {line}") }).collect()
            }
        }
    }
}
