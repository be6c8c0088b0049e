//! Places of remarks into bytes of a file.

use super::intake::Sections;
use super::{ByteRange, Entry, Node, Value};
use crate::diagnostic::Step;

/// Where the value behind these steps stands, or the key nearest around it; `None` when nothing of the way is there.
///
/// A single value is marked itself; a list or a group is marked by its key, or by its first line.
pub(super) fn locate_field(top: &Node<'_>, steps: &[Step]) -> Option<ByteRange> {
    walk(top, steps.iter().copied().map(Stride::from))
}

/// Where the setting with this name stands, such as `termijnen.bevestiging.duur` or `functionarissen[1].naam`.
pub(super) fn locate_setting(top: &Node<'_>, path: &str) -> Option<ByteRange> {
    walk(top, path.split('.').flat_map(strides_of_part))
}

/// The characters of the setting with this name, when it is there and a single value.
pub(super) fn setting_text<'n>(top: &'n Node<'_>, path: &str) -> Option<&'n str> {
    let mut strides = path.split('.').flat_map(strides_of_part);
    let node = strides.try_fold(top, |node, stride| match stride {
        Stride::Key(key) => node.entry(key).map(|entry| &entry.value),
        Stride::Entry(index) => node.items().get(index),
    });
    node?.text()
}

/// The heading line of a section.
pub(super) fn locate_section(sections: &Sections, heading: &str) -> Option<ByteRange> {
    sections.find(heading).map(|section| section.at.clone())
}

/// A step by the characters of a key, or by the index of an entry.
enum Stride<'k> {
    Key(&'k str),
    Entry(usize),
}

impl From<Step> for Stride<'static> {
    fn from(step: Step) -> Self {
        match step {
            Step::Field(field) => Self::Key(field.key()),
            Step::Entry(index) => Self::Entry(index),
        }
    }
}

/// The steps of one part of a setting's name: a key, and perhaps entries behind it.
fn strides_of_part(part: &str) -> impl Iterator<Item = Stride<'_>> {
    let (key, entries) = part.split_once('[').unwrap_or((part, ""));
    let entries = entries.split(['[', ']']).filter_map(|index| index.parse().ok());
    std::iter::once(Stride::Key(key)).chain(entries.map(Stride::Entry))
}

/// Follows the steps as far as they go.
fn walk<'k>(top: &Node<'_>, strides: impl Iterator<Item = Stride<'k>>) -> Option<ByteRange> {
    let mut node = top;
    let mut mark = None;
    for stride in strides {
        match stride {
            Stride::Key(key) => match node.entry(key) {
                Some(entry) => (node, mark) = (&entry.value, Some(mark_of_entry(entry))),
                None => return mark,
            },
            Stride::Entry(index) => match (&node.value, node.items().get(index)) {
                (_, Some(item)) => (node, mark) = (item, Some(mark_of_item(item))),
                // A single value that was taken for a list is its own first entry.
                (Value::Scalar(_) | Value::Map(_), None) if index == 0 => {}
                _ => return mark,
            },
        }
    }
    mark
}

/// The value of a key when it is a single one, else the key.
fn mark_of_entry(entry: &Entry<'_>) -> ByteRange {
    match &entry.value.value {
        Value::Scalar(_) => entry.value.at.clone(),
        Value::Empty | Value::List(_) | Value::Map(_) => entry.key_at.clone(),
    }
}

/// An entry of a list: a single value itself, of a group its first key with the value behind it.
fn mark_of_item(item: &Node<'_>) -> ByteRange {
    match item.entries().first() {
        Some(Entry { key_at, value: Node { at, value: Value::Scalar(_) }, .. }) => key_at.start..at.end,
        Some(entry) => entry.key_at.clone(),
        None => item.at.clone(),
    }
}
