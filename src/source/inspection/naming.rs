//! The fields that by their nature name someone else than the complainant.

use crate::diagnostic::Field;
use crate::source::{Marked, Node, Part, Spot, Value};

/// A field that names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Where it stands.
    pub spot: Spot,
    /// What it says, marked passages left out.
    pub text: String,
    /// Why it stays in; `None` when the officer has not decided.
    pub shown_because: Option<String>,
}

/// The fields at the top that name another.
const AT_THE_TOP: &[Field] = &[Field::Accused, Field::InternalContact, Field::OnBehalfOf, Field::ReceivedVia, Field::Related, Field::RecurrenceOf];

/// Every field that names another, in the order of the file, with what it says.
pub(super) fn fields_naming_others(top: &Node<'_>) -> Vec<(Spot, String)> {
    let complainant = text_at(top, &[Field::Complainant, Field::Name]);
    let mut found = Vec::new();
    for entry in top.entries() {
        let spot = Spot::default().key(&entry.key);
        if AT_THE_TOP.iter().any(|field| field.key() == entry.key) {
            each_text(&entry.value, &spot, &mut found);
        }
        match Field::ALL.iter().find(|field| field.key() == entry.key) {
            Some(Field::Representative) => under(&entry.value, &spot, Field::Name, &mut found),
            Some(Field::OralReport) => under(&entry.value, &spot, Field::TakenBy, &mut found),
            Some(Field::Messages) => in_entries(&entry.value, &spot, Field::With, &mut found),
            Some(Field::ExternalAdvice) => in_entries(&entry.value, &spot, Field::Body, &mut found),
            Some(Field::Appeal) => {
                if let Some(appellant) = entry.value.entry(Field::Appellant.key()) {
                    each_text(&appellant.value, &spot.key(Field::Appellant.key()), &mut found);
                }
            }
            _ => {}
        }
    }
    // The word for the complainant, and the complainant by name, are no one else.
    found.retain(|(_, text)| text != "klachtindiener" && complainant.as_deref() != Some(text.as_str()) && says_something(text));
    found
}

/// Fields that may name another and usually name a department: the officer looks at them.
pub(super) fn fields_to_look_at(top: &Node<'_>) -> Vec<(Spot, String)> {
    let mut found = Vec::new();
    for (list, field) in [(Field::Commitments, Field::Who), (Field::Improvements, Field::Owner)] {
        if let Some(entry) = top.entry(list.key()) {
            in_entries(&entry.value, &Spot::default().key(list.key()), field, &mut found);
        }
    }
    let ruling = top.entry(Field::Appeal.key()).and_then(|appeal| appeal.value.entry(Field::Ruling.key()));
    if let Some(consequences) = ruling.and_then(|ruling| ruling.value.entry(Field::Consequences.key())) {
        let spot = Spot::default().key(Field::Appeal.key()).key(Field::Ruling.key()).key(Field::Consequences.key());
        in_entries(&consequences.value, &spot, Field::Who, &mut found);
    }
    found.retain(|(_, text)| says_something(text));
    found
}

fn text_at(top: &Node<'_>, way: &[Field]) -> Option<String> {
    let node = way.iter().try_fold(top, |node, field| node.entry(field.key()).map(|entry| &entry.value))?;
    node.text().map(str::to_owned)
}

/// Every single value below a node, each with its own spot.
fn each_text(node: &Node<'_>, spot: &Spot, found: &mut Vec<(Spot, String)>) {
    match &node.value {
        Value::Scalar(text) => found.push((spot.clone(), unmarked(text))),
        Value::List(items) => items.iter().enumerate().for_each(|(index, item)| each_text(item, &spot.entry(index), found)),
        Value::Map(entries) => entries.iter().for_each(|entry| each_text(&entry.value, &spot.key(&entry.key), found)),
        Value::Empty => {}
    }
}

/// The value of a key under a group of keys; a single text in its place counts for it.
fn under(node: &Node<'_>, spot: &Spot, field: Field, found: &mut Vec<(Spot, String)>) {
    match (&node.value, node.entry(field.key())) {
        (_, Some(entry)) => each_text(&entry.value, &spot.key(field.key()), found),
        (Value::Scalar(_), None) => each_text(node, spot, found),
        _ => {}
    }
}

/// The value of a key in every entry of a list.
fn in_entries(node: &Node<'_>, spot: &Spot, field: Field, found: &mut Vec<(Spot, String)>) {
    for (index, item) in node.items().iter().enumerate() {
        under(item, &spot.entry(index), field, found);
    }
}

/// What is left of a text when its marked passages are taken out.
fn unmarked(text: &str) -> String {
    let Ok(marked) = Marked::read(text) else { return text.to_owned() };
    let plain = marked.parts.iter().filter_map(|part| match part {
        Part::Plain(plain) => Some(*plain),
        Part::Passage(_) => None,
    });
    plain.collect::<String>().trim().to_owned()
}

fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
