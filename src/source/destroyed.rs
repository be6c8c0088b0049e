//! The register of destroyed dossiers, `register/vernietigd.yaml`, into what each line still tells.

use std::collections::BTreeMap;

use super::document::split_register;
use super::parse::parse;
use super::reader::read_day;
use super::{Node, Value};
use crate::domain::{Destroyed, DossierId, Vocabulary};

/// The key the lines stand under.
const LINES: &str = "vernietigd";

/// Every dossier the register names, in order of number, with as much of its line as can be understood.
///
/// A line that was written by hand and went wrong loses its facts, not its number. A number in a comment, or in what another line says,
/// is of no line: whoever is spoken of was not destroyed for that.
#[must_use]
pub fn read_destroyed(bytes: &[u8]) -> Vec<Destroyed> {
    let found = lines(bytes).unwrap_or_else(|| numbers(&String::from_utf8_lossy(bytes)));
    // Of two lines on one number, the one that tells most.
    let mut by_number: BTreeMap<DossierId, Destroyed> = BTreeMap::new();
    for destroyed in found {
        if destroyed != Destroyed::nothing_but(destroyed.id) || !by_number.contains_key(&destroyed.id) {
            by_number.insert(destroyed.id, destroyed);
        }
    }
    by_number.into_values().collect()
}

/// The lines of a file that can be read; `None` when it cannot.
fn lines(bytes: &[u8]) -> Option<Vec<Destroyed>> {
    let document = split_register(bytes).0?;
    let top = parse(document.front_matter, document.front_matter_at).0?;
    let lines = top.entry(LINES).map_or(&top, |entry| &entry.value);
    let told = |node: &Node<'_>| line(node).map_or_else(|| numbers_in(node), |line| vec![line]);
    // Without a list of lines, whatever stands there was meant as one.
    Some(if lines.items().is_empty() { numbers_in(lines) } else { lines.items().iter().flat_map(told).collect() })
}

/// Every number in what stands here, keys included.
fn numbers_in(node: &Node<'_>) -> Vec<Destroyed> {
    match &node.value {
        Value::Empty => Vec::new(),
        Value::Scalar(text) => numbers(text),
        Value::List(items) => items.iter().flat_map(numbers_in).collect(),
        Value::Map(entries) => entries.iter().flat_map(|entry| [numbers(&entry.key), numbers_in(&entry.value)].concat()).collect(),
    }
}

/// Every number in a text, but for those in its comments.
fn numbers(text: &str) -> Vec<Destroyed> {
    let said = text.lines().filter_map(|line| line.split(" #").next().filter(|said| !said.trim_start().starts_with('#')));
    let words = said.flat_map(|said| said.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-'));
    words.filter_map(|word| word.parse().ok()).map(Destroyed::nothing_but).collect()
}

/// One line; `None` when it has no number.
fn line(node: &Node<'_>) -> Option<Destroyed> {
    let text = |key: &str| node.entry(key).and_then(|entry| entry.value.text());
    let id = text("nummer")?.parse().ok()?;
    Some(Destroyed {
        id,
        is_complaint: text("klacht").and_then(yes_or_no).unwrap_or(true),
        received: text("ontvangen").and_then(|text| text.parse().ok()),
        subjects: node.entry("betreft").map(|entry| words(&entry.value)).unwrap_or_default(),
        finding: text("oordeel").and_then(|word| Vocabulary::from_word(word).ok()),
        in_time: text("op_tijd").and_then(yes_or_no),
        ground: text("grond").map(str::to_owned),
        destroyed_on: text("vernietigd_op").and_then(|text| read_day(text).ok()),
        role: text("rol").map(str::to_owned),
    })
}

/// The words of a list, or one word by itself; those that are not known are left out.
fn words<T: Vocabulary>(node: &Node<'_>) -> Vec<T> {
    let of = |node: &Node<'_>| node.text().and_then(|word| T::from_word(word).ok());
    match &node.value {
        Value::List(items) => items.iter().filter_map(of).collect(),
        _ => of(node).into_iter().collect(),
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Finding, Subject};

    const LINE: &str = "schema: 1\nvernietigd:\n  - nummer: K-2024-0003\n    ontvangen: 2024-K2\n    betreft: [product_of_dienst]\n    \
        oordeel: gegrond\n    op_tijd: nee\n    grond: bewaartermijn\n    vernietigd_op: 2026-07-01\n    rol: klachtenfunctionaris\n";

    #[test]
    fn line_tells_what_it_tells() {
        let found = read_destroyed(LINE.as_bytes());
        let expected = Destroyed {
            id: "K-2024-0003".parse().unwrap(),
            is_complaint: true,
            received: Some("2024-K2".parse().unwrap()),
            subjects: vec![Subject::ProductOrService],
            finding: Some(Finding::Founded),
            in_time: Some(false),
            ground: Some("bewaartermijn".to_owned()),
            destroyed_on: Some("2026-07-01".parse().unwrap()),
            role: Some("klachtenfunctionaris".to_owned()),
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn line_that_went_wrong_keeps_its_number() {
        for text in ["- K-2024-0003: [", "K-2024-0003", "vernietigd:\n  - {nummer: K-2024-0003, ontvangen: ooit, oordeel: misschien}\n"] {
            let found = read_destroyed(text.as_bytes());
            assert_eq!(found, [Destroyed::nothing_but("K-2024-0003".parse().unwrap())], "{text}");
        }
    }

    #[test]
    fn number_that_is_only_spoken_of_was_not_destroyed() {
        let spoken = LINE.replace("grond: bewaartermijn", "grond: hoort bij K-2025-0001");
        let commented = format!("# K-2025-0001 loopt nog\n{LINE}  # en K-2025-0002\n");
        for text in [spoken, commented, "# K-2025-0001\n".to_owned(), "# K-2025-0001\n- K-2024-0003: [ # K-2025-0002\n".to_owned()] {
            let numbers: Vec<_> = read_destroyed(text.as_bytes()).into_iter().map(|destroyed| destroyed.id.to_string()).collect();
            assert!(numbers.iter().all(|number| number == "K-2024-0003"), "{text}: {numbers:?}");
        }
    }

    #[test]
    fn file_that_is_not_there_names_none() {
        assert_eq!(read_destroyed(b""), []);
    }
}
