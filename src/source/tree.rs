//! Front matter as a tree of nodes that know where they stand.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{FieldPath, Step};

/// Bytes of the whole file, front matter and text together, counted from nought.
pub type ByteRange = Range<usize>;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'t> {
    /// Where the value stands, quotation marks included. Empty, just behind the key, when there is no value.
    pub at: ByteRange,
    /// What stands there.
    pub value: Value<'t>,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'t> {
    /// A key with nothing behind it, or `~` or `null`.
    Empty,
    /// The characters as written: an unquoted `0612345678` keeps its nought.
    Scalar(Cow<'t, str>),
    /// A list, in block or flow style.
    List(Vec<Node<'t>>),
    /// Keys with values, in the order of the file.
    Map(Vec<Entry<'t>>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key as written.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub key_at: ByteRange,
    /// Its value.
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// The entry with this key, when the node is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The entries of a map; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'t>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The nodes of a list; none for anything else.
    #[must_use]
    pub fn items(&self) -> &[Node<'t>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The node at the end of a path; `None` when it is not there.
    #[must_use]
    pub fn find(&self, path: &FieldPath) -> Option<&Self> {
        path.steps().iter().try_fold(self, |node, step| match step {
            Step::Field(field) => node.entry(field.key()).map(|entry| &entry.value),
            Step::Entry(index) => node.items().get(*index),
        })
    }

    /// The characters of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }
}
