//! What differs between two versions of a dossier, part by part; an entry of a list is known by what it says, not by its place.

use super::alike::{is_fact, likeness, partners, same};
use super::document::Document;
use super::intake::Sections;
use super::reading::Reading;
use super::tree::{Node, Value};
use crate::domain::Narrative;

/// The most pairs of entries that are compared key by key.
const MOST_COMPARED: usize = 250_000;

/// A part of a front matter that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// Which part.
    pub part: Part<'a>,
    /// What became of it.
    pub change: Change<'a>,
}

/// A part of a map or of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// A key.
    Key(&'a str),
    /// An entry of a list: of the later version, or of the former when it went.
    Entry {
        /// Its place, counted from nought.
        place: usize,
        /// The list it stands in.
        of: &'a [Node<'a>],
    },
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// It came, or was empty and is no longer.
    Added(&'a Node<'a>),
    /// It went, or was emptied.
    Removed(&'a Node<'a>),
    /// Another value stands there.
    Replaced {
        /// What stood there.
        before: &'a Node<'a>,
        /// What stands there.
        after: &'a Node<'a>,
    },
    /// It stayed, and something within it differs.
    Within(Vec<Difference<'a>>),
    /// The entries are the same in another order.
    Reordered,
}

/// A part of the text that differs between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextDifference {
    /// A section of the procedure came.
    Added(&'static str),
    /// A section of the procedure went, or was emptied.
    Removed(&'static str),
    /// A section of the procedure says something else.
    Changed(&'static str),
    /// What stands outside those sections is another.
    Elsewhere,
}

/// What differs between two front matters, in the order of the later; what went comes last. How it is written makes no difference.
#[must_use]
pub fn differences<'a>(before: &'a Node<'a>, after: &'a Node<'a>) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    for entry in after.entries() {
        let change = match before.entry(&entry.key) {
            Some(before) => change(&before.value, &entry.value),
            None => is_fact(&entry.value).then(|| came(&entry.value)),
        };
        found.extend(change.map(|change| Difference { part: Part::Key(&entry.key), change }));
    }
    let gone = before.entries().iter().filter(|entry| after.entry(&entry.key).is_none() && is_fact(&entry.value));
    found.extend(gone.map(|entry| Difference { part: Part::Key(&entry.key), change: went(&entry.value) }));
    found
}

/// What became of a value; `None` when it says the same.
fn change<'a>(before: &'a Node<'a>, after: &'a Node<'a>) -> Option<Change<'a>> {
    match (is_fact(before), is_fact(after)) {
        (false, false) => return None,
        (false, true) => return Some(came(after)),
        (true, false) => return Some(went(before)),
        (true, true) => {}
    }
    if same(before, after) {
        return None;
    }
    match (&before.value, &after.value) {
        (Value::Map(_), Value::Map(_)) => within(differences(before, after)),
        (Value::List(_), Value::List(_) | Value::Scalar(_)) | (Value::Scalar(_), Value::List(_)) => list_change(entries(before), entries(after)),
        _ => Some(Change::Replaced { before, after }),
    }
}

/// What became of a fact that was not there: of a list, that each of its entries came.
fn came<'a>(node: &'a Node<'a>) -> Change<'a> {
    list_change(&[], node.items()).unwrap_or(Change::Added(node))
}

/// What became of a fact that is no longer there: of a list, that each of its entries went.
fn went<'a>(node: &'a Node<'a>) -> Change<'a> {
    list_change(node.items(), &[]).unwrap_or(Change::Removed(node))
}

fn within(differences: Vec<Difference<'_>>) -> Option<Change<'_>> {
    (!differences.is_empty()).then_some(Change::Within(differences))
}

/// The entries of a list; a text where a list may stand is a list of one.
fn entries<'a>(node: &'a Node<'a>) -> &'a [Node<'a>] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// What became of a list: its entries in their order, then those that went.
fn list_change<'a>(before: &'a [Node<'a>], after: &'a [Node<'a>]) -> Option<Change<'a>> {
    // No complaint has hundreds of entries in a list; of what has, only equal entries are known again.
    let few = before.len() * after.len() <= MOST_COMPARED;
    let partners = partners(before, after, |one, other| few && are_one(one, other));
    let mut found = Vec::new();
    for (place, entry) in after.iter().enumerate() {
        let former = partners.iter().position(|partner| *partner == Some(place));
        let change = match former {
            Some(former) => change(&before[former], entry),
            None => is_fact(entry).then_some(Change::Added(entry)),
        };
        found.extend(change.map(|change| Difference { part: Part::Entry { place, of: after }, change }));
    }
    let gone = before.iter().enumerate().filter(|(place, entry)| partners[*place].is_none() && is_fact(entry));
    found.extend(gone.map(|(place, entry)| Difference { part: Part::Entry { place, of: before }, change: Change::Removed(entry) }));
    let order: Vec<usize> = partners.into_iter().flatten().collect();
    if found.is_empty() && !order.is_sorted() { Some(Change::Reordered) } else { within(found) }
}

/// Whether two entries that are not equal are one and the same: half of what the shorter says is said by the other.
fn are_one(one: &Node<'_>, other: &Node<'_>) -> bool {
    let facts = |node: &Node<'_>| node.entries().iter().filter(|entry| is_fact(&entry.value)).count();
    let shorter = facts(one).min(facts(other));
    shorter > 0 && likeness(one, other) * 2 >= shorter
}

/// What differs between the texts below two front matters; line ends and blank lines around a section make no difference.
#[must_use]
pub fn text_differences(before: &Reading<'_>, after: &Reading<'_>) -> Vec<TextDifference> {
    let (Some(before), Some(after)) = (Text::of(before), Text::of(after)) else { return Vec::new() };
    let mut found = Vec::new();
    for heading in [Narrative::DESCRIPTION, Narrative::STEPS_TAKEN, Narrative::FINDINGS] {
        let texts = (before.section(heading), after.section(heading));
        found.extend(match (texts.0.is_empty(), texts.1.is_empty()) {
            (true, false) => Some(TextDifference::Added(heading)),
            (false, true) => Some(TextDifference::Removed(heading)),
            _ => (texts.0 != texts.1).then_some(TextDifference::Changed(heading)),
        });
    }
    found.extend((before.elsewhere() != after.elsewhere()).then_some(TextDifference::Elsewhere));
    found
}

/// The text of a dossier with its sections.
struct Text<'a> {
    document: &'a Document<'a>,
    sections: &'a Sections,
}

impl<'a> Text<'a> {
    fn of(reading: &'a Reading<'a>) -> Option<Self> {
        Some(Self { document: reading.document()?, sections: reading.sections() })
    }

    /// What stands under a heading.
    fn section(&self, heading: &str) -> String {
        let text = self.sections.find(heading).map(|section| section.text.clone());
        text.map_or_else(String::new, |text| tidied(&self.document.body[text.start - self.document.body_at..text.end - self.document.body_at]))
    }

    /// What stands under no heading of the procedure.
    fn elsewhere(&self) -> String {
        let headings = [Narrative::DESCRIPTION, Narrative::STEPS_TAKEN, Narrative::FINDINGS];
        let mut taken: Vec<_> =
            headings.iter().filter_map(|heading| self.sections.find(heading)).map(|section| section.at.start..section.text.end).collect();
        taken.sort_by_key(|range| range.start);
        let (mut rest, mut from) = (String::new(), self.document.body_at);
        for range in taken {
            rest.push_str(&self.document.body[from - self.document.body_at..range.start - self.document.body_at]);
            from = range.end;
        }
        rest.push_str(&self.document.body[from - self.document.body_at..]);
        tidied(&rest)
    }
}

fn tidied(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
