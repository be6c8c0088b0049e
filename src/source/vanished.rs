//! Facts of the last recording that are gone from the file.

use super::alike::{is_fact, partners};
use super::reader::{nearest, read_day};
use super::tree::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place};

/// What an officer adds to say that facts were meant to go.
const AGREEMENT: &str = "--verdwenen-akkoord";

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
    let former = former_keys(way, recorded, now);
    for entry in recorded.entries().iter().filter(|entry| !former.iter().any(|field| field.key() == entry.key)) {
        let stands = now.entry(&entry.key).map(|entry| &entry.value);
        match slip(&entry.key, recorded, now).filter(|_| stands.is_none() && is_fact(&entry.value)) {
            Some(typed) => found.push(mistyped(&way.key(&entry.key), &entry.key, typed)),
            None => compare(&entry.value, stands, &way.key(&entry.key), found),
        }
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

/// What told of a former reason to keep a dossier longer and goes with it, where a new reason took its place; the history has it still.
fn former_keys(way: &Way, recorded: &Node<'_>, now: &Node<'_>) -> &'static [Field] {
    let is_renewed = way.written == Field::KeepLonger.key() && is_another_reason(recorded, now);
    if is_renewed { &[Field::Until, Field::LiftedOn, Field::LiftReason] } else { &[] }
}

/// Whether a reason is of a later day than the one before it, or another on the day that one was lifted.
fn is_another_reason(recorded: &Node<'_>, now: &Node<'_>) -> bool {
    let day = |node: &Node<'_>, field: Field| node.entry(field.key()).and_then(|entry| read_day(entry.value.text()?).ok());
    let reason = |node: &Node<'_>| node.entry(Field::Reason.key()).and_then(|entry| entry.value.text().map(str::to_owned));
    let (Some(since), before) = (day(now, Field::Since), day(recorded, Field::Since)) else { return false };
    let is_later = before.is_some_and(|before| before < since);
    let was_lifted = day(recorded, Field::LiftedOn).is_some_and(|lifted| lifted <= since);
    is_later || was_lifted && (before.is_none() || reason(recorded) != reason(now))
}

/// The unknown key that came into a map and looks like this one.
fn slip<'n>(key: &str, recorded: &Node<'_>, now: &'n Node<'_>) -> Option<&'n str> {
    let is_known = |key: &str| Field::ALL.iter().any(|field| field.key() == key) || key.starts_with("x_");
    let mut typed = now.entries().iter().map(|entry| entry.key.as_ref()).filter(|typed| !is_known(typed) && recorded.entry(typed).is_none());
    typed.find(|typed| nearest(typed, std::iter::once(key)).is_some())
}

fn mistyped(way: &Way, key: &str, typed: &str) -> Diagnostic {
    let place = way.place.clone().map_or(Place::File, Place::Field);
    let message = format!("«{}» is weg, en er staat nu «{typed}»: is dat een tikfout?", way.written);
    Diagnostic::new(Code::FactVanished, place, message, format!("maak van «{typed}:» weer «{key}:»; dan is er niets weg"))
}

/// Whether the remark is on a fact that may be recorded as gone when the officer says so; a slip of the pen is put right instead.
#[must_use]
pub fn may_be_agreed_to(remark: &Diagnostic) -> bool {
    remark.code == Code::FactVanished && remark.help.contains(AGREEMENT)
}

fn gone(way: &Way) -> Diagnostic {
    let place = way.place.clone().map_or(Place::File, Place::Field);
    Diagnostic::new(
        Code::FactVanished,
        place,
        format!("«{}» stond in het vastgelegde dossier en is nu weg", way.written),
        format!("zet het terug; is het met opzet weggehaald, leg dan vast met «{AGREEMENT}»"),
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
    fn key_with_a_slip_is_asked_about_and_not_to_be_agreed_to() {
        let tree = |text| parse(text, 0).0.unwrap();
        let remarks = |recorded, now| vanished(&tree(recorded), &tree(now));
        let [slip] = &remarks("kanaal: post\n", "kanal: post\n")[..] else { panic!("one remark") };
        assert_eq!(slip.message, "«kanaal» is weg, en er staat nu «kanal»: is dat een tikfout?");
        assert!(!may_be_agreed_to(slip) && slip.help.contains("«kanaal:»"), "{}", slip.help);
        let [within] = &remarks("klachtindiener:\n  email: a\n", "klachtindiener:\n  emial: a\n")[..] else { panic!("one remark") };
        assert_eq!(within.message, "«klachtindiener.email» is weg, en er staat nu «emial»: is dat een tikfout?");
    }

    #[test]
    fn known_key_or_one_that_looks_like_nothing_is_no_slip() {
        names("kanaal: post\n", "x_kanaal: post\n", &["kanaal"]);
        names("datum: 2026-11-04\n", "uiterlijk: 2026-11-04\n", &["datum"]);
        names("kanal: oud\nkanaal: post\n", "kanal: oud\n", &["kanaal"]);
    }

    #[test]
    fn emptied_key_is_gone() {
        names("onderwerp: Te laat\n", "onderwerp:\n", &["onderwerp"]);
    }

    #[test]
    fn new_reason_to_keep_a_dossier_takes_the_place_of_the_former_with_its_last_day_and_its_lifting() {
        let reason = |since: &str, reason: &str, more: &str| format!("langer_bewaren:\n  sinds: {since}\n  reden: {reason}\n{more}");
        let lifted = "  tot: 2029-01-01\n  opgeheven_op: 2028-06-01\n  reden_opheffing: voorbij\n";
        let recorded = reason("2028-03-03", "zaak", lifted);
        names(&recorded, &reason("2028-07-01", "beroep", ""), &[]);
        names(&recorded, &reason("2028-06-01", "beroep", ""), &[]);
        let gone = ["langer_bewaren.tot", "langer_bewaren.opgeheven_op", "langer_bewaren.reden_opheffing"];
        names(&recorded, &reason("2028-03-03", "zaak", ""), &gone);
        names(&reason("2028-06-01", "zaak", lifted), &reason("2028-06-01", "zaak", ""), &gone);
        names(&reason("2028-03-03", "zaak", "  tot: 2029-01-01\n"), &reason("2028-03-03", "beroep", ""), &gone[..1]);
        names(&recorded, "langer_bewaren:\n  sinds: 2028-07-01\n", &["langer_bewaren.reden"]);
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
