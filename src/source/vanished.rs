//! Facts of the last recording that are gone from the file.

use super::alike::{is_fact, partners};
use super::tree::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place};

/// A remark for every fact that `recorded` has and `now` has not: a key that is gone or emptied, an entry that left its list.
///
/// A fact with another value is a correction and no remark; entries may change place. Keys that begin with `x_` count as well.
#[must_use]
pub fn vanished(recorded: &Node<'_>, now: &Node<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    compare(recorded, Some(now), &Way::default(), &mut found);
    found
}

/// The way to a value: the keys as a reader writes them, and the place of the nearest thing that is still there.
#[derive(Clone, Default)]
struct Way {
    written: String,
    place: Option<FieldPath>,
}

impl Way {
    fn key(&self, key: &str) -> Self {
        let separator = if self.written.is_empty() { "" } else { "." };
        let field = Field::ALL.iter().copied().find(|field| field.key() == key);
        let place = field.map(|field| self.place.clone().unwrap_or_default().field(field));
        Self { written: format!("{}{separator}{key}", self.written), place: place.or_else(|| self.place.clone()) }
    }

    fn entry(&self, index: usize) -> Self {
        let place = self.place.clone().map(|place| place.entry(index));
        Self { written: format!("{}[{index}]", self.written), place }
    }
}

fn compare(recorded: &Node<'_>, now: Option<&Node<'_>>, way: &Way, found: &mut Vec<Diagnostic>) {
    let at_the_top = way.written.is_empty();
    let Some(now) = now.filter(|now| at_the_top || is_fact(now)) else {
        found.extend(is_fact(recorded).then(|| gone(way)));
        return;
    };
    for entry in recorded.entries() {
        compare(&entry.value, now.entry(&entry.key).map(|entry| &entry.value), &way.key(&entry.key), found);
    }
    // A text that became a list of one, or a list that became a text, is a correction.
    if matches!(now.value, Value::List(_)) {
        compare_lists(recorded.items(), now.items(), way, found);
    }
}

fn compare_lists(recorded: &[Node<'_>], now: &[Node<'_>], way: &Way, found: &mut Vec<Diagnostic>) {
    for (index, (entry, partner)) in recorded.iter().zip(partners(recorded, now, |_, _| true)).enumerate() {
        match partner {
            Some(partner) => compare(entry, Some(&now[partner]), &way.entry(partner), found),
            None => found.extend(is_fact(entry).then(|| gone(&Way { place: way.place.clone(), ..way.entry(index) }))),
        }
    }
}

fn gone(way: &Way) -> Diagnostic {
    let place = way.place.clone().map_or(Place::File, Place::Field);
    Diagnostic::new(
        Code::FactVanished,
        place,
        format!("«{}» stond in het vastgelegde dossier en is nu weg", way.written),
        "zet het terug; is het met opzet weggehaald, leg dan vast met «--verdwenen-akkoord»",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse;

    fn gone_between(recorded: &str, now: &str) -> Vec<String> {
        let tree = |text| parse(text, 0).0.unwrap();
        vanished(&tree(recorded), &tree(now)).into_iter().map(|remark| remark.message).collect()
    }

    fn names(recorded: &str, now: &str, expected: &[&str]) {
        let expected: Vec<_> = expected.iter().map(|name| format!("«{name}» stond in het vastgelegde dossier en is nu weg")).collect();
        assert_eq!(gone_between(recorded, now), expected);
    }

    #[test]
    fn key_that_is_gone_is_named_with_its_path() {
        names("a: 1\nklachtindiener:\n  naam: Sanne\n  email: s@post.example\n", "a: 1\nklachtindiener:\n  naam: Sanne\n", &["klachtindiener.email"]);
    }

    #[test]
    fn emptied_key_is_gone() {
        names("onderwerp: Te laat\n", "onderwerp:\n", &["onderwerp"]);
    }

    #[test]
    fn changed_value_is_a_correction() {
        names("onderwerp: Te laat\nbetreft: [product_of_dienst]\n", "onderwerp: Veel te laat\nbetreft: [werkwijze_of_beleid]\n", &[]);
    }

    #[test]
    fn entry_that_left_its_list_is_gone() {
        let recorded = "correspondentie:\n  - soort: bevestiging\n    datum: 2026-11-04\n  - soort: reactie\n    datum: 2026-11-20\n";
        names(recorded, "correspondentie:\n  - soort: reactie\n    datum: 2026-11-20\n", &["correspondentie[0]"]);
    }

    #[test]
    fn entry_put_before_the_others_moves_nothing_away() {
        let recorded = "afspraken:\n  - wat: Bellen\n    wie: ExTrack\n    nagekomen_op: 2026-11-23\n";
        names(recorded, "afspraken:\n  - wat: Mailen\n  - wat: Bellen\n    wie: ExTrack\n    nagekomen_op: 2026-11-23\n", &[]);
    }

    #[test]
    fn key_gone_from_a_changed_entry_is_named() {
        let recorded = "afspraken:\n  - wat: Bellen\n    wie: ExTrack\n    uiterlijk: 2026-11-23\n";
        names(recorded, "afspraken:\n  - wat: Mailen\n    wie: ExTrack\n", &["afspraken[0].uiterlijk"]);
    }
}
