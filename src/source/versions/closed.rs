//! What was changed in a dossier that was closed, beyond what may still come to it.

use super::EXPLAIN;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place, Step};
use crate::domain::{Decision, Dossier, DossierId, Narrative, RequestKind, Status};
use crate::regulation::may_follow_closing;
use crate::source::alike::partners;
use crate::source::{Marked, Node, Part, Reading, Value};

/// Parts that may change in any way after closing: they look forward, or point at other dossiers.
const FREE: &[Field] = &[
    Field::Schema,
    // Held against its folder, and changed by a renumbering.
    Field::Number,
    Field::Status,
    Field::KeepLonger,
    Field::ThirdParties,
    Field::EvaluatedOn,
    Field::Related,
    Field::RecurrenceOf,
    Field::Formerly,
    Field::Corrections,
    Field::Reopenings,
];

/// Parts within which a value may be put right: what an assessment said, and when a measure was done.
const PUT_RIGHT: &[Field] = &[Field::Effective, Field::DoneOn];

/// The remark on everything that changed and may not in a closed dossier; `None` when nothing did, or it was opened again.
#[must_use]
pub fn edits_after_closing(before: &Reading<'_>, now: &Reading<'_>) -> Option<Diagnostic> {
    let found = changed_after_closing(before, now);
    let message = format!("het dossier was gesloten, en daarin is gewijzigd: {}", named(&found));
    let help = format!("heropen een dossier voordat u het wijzigt; {EXPLAIN}");
    Some(Diagnostic::new(Code::ClosedDossierChanged, found.into_iter().next()?, message, help))
}

/// The same before it is recorded, when it can still be done as it should: by opening the dossier again.
#[must_use]
pub fn edits_while_closed(before: &Reading<'_>, now: &Reading<'_>, id: DossierId) -> Option<Diagnostic> {
    let found = changed_after_closing(before, now);
    let message = format!("{id} is gesloten; wijzigen kan alleen na heropenen, en dit is gewijzigd: {}", named(&found));
    let help = format!("zet terug wat er stond, of heropen het dossier: klacht status {id} in_behandeling --reden \"…\"");
    Some(Diagnostic::new(Code::ClosedDossierChanged, found.into_iter().next()?, message, help))
}

fn named(places: &[Place]) -> String {
    places.iter().filter_map(Place::name).collect::<Vec<_>>().join(", ")
}

/// Everything that changed and may not in a closed dossier; nothing when it was opened again.
///
/// Added is: what a person may always ask or do, and what follows from it. Changed or taken away is nothing, but for marks
/// around what concerns a third person, and what a granted request to correct or erase asks for.
fn changed_after_closing(before: &Reading<'_>, now: &Reading<'_>) -> Vec<Place> {
    if !must_stay_as_it_was(before, now) {
        return Vec::new();
    }
    let mut edits = Edits::default();
    if let (Some(before), Some(now)) = (before.tree(), now.tree()) {
        edits.compare(before, now, &FieldPath::default());
    }
    edits.compare_text(before, now);
    edits.found
}

/// Whether what a closed dossier holds may not be changed or taken away: it was not opened again, and nobody was granted that it is.
#[must_use]
pub fn must_stay_as_it_was(before: &Reading<'_>, now: &Reading<'_>) -> bool {
    stays_closed(before, now) && !now.dossier.as_ref().is_some_and(is_put_right_on_request)
}

/// Whether it was closed and is not opened again; an appeal leaves it as it was.
fn stays_closed(before: &Reading<'_>, now: &Reading<'_>) -> bool {
    let status = |reading: &Reading<'_>| reading.dossier.as_ref().map(|dossier| dossier.status);
    status(before) == Some(Status::Closed) && matches!(status(now), Some(Status::Closed | Status::UnderAppeal))
}

/// Whether the dossier records that a request to correct or erase was granted, wholly or in part.
fn is_put_right_on_request(dossier: &Dossier) -> bool {
    dossier.requests.iter().any(|request| {
        let asks = matches!(request.kind, Some(RequestKind::Correction | RequestKind::Erasure));
        asks && matches!(request.decision, Some(Decision::Granted | Decision::Partly))
    })
}

/// The places where something changed that may not.
#[derive(Default)]
struct Edits {
    found: Vec<Place>,
}

impl Edits {
    fn compare(&mut self, before: &Node<'_>, now: &Node<'_>, path: &FieldPath) {
        match (&before.value, &now.value) {
            (Value::Map(_), Value::Map(_)) => self.compare_maps(before, now, path),
            (Value::List(was), Value::List(is)) => self.compare_lists(was, is, path),
            (Value::Scalar(was), Value::Scalar(is)) if unmarked(was) == unmarked(is) => {}
            (Value::Empty, Value::Empty) => {}
            (Value::Empty, _) => self.added(path),
            _ => self.changed(path),
        }
    }

    fn compare_maps(&mut self, before: &Node<'_>, now: &Node<'_>, path: &FieldPath) {
        // Keys of the organisation's own are its own business, and unknown ones have a remark of their own.
        let known = |key: &str| Field::ALL.iter().copied().find(|field| field.key() == key);
        for entry in now.entries() {
            let Some(field) = known(&entry.key) else { continue };
            let path = path.clone().field(field);
            match before.entry(&entry.key) {
                Some(was) => self.compare(&was.value, &entry.value, &path),
                None => self.added(&path),
            }
        }
        for entry in before.entries().iter().filter(|entry| now.entry(&entry.key).is_none()) {
            if let Some(field) = known(&entry.key) {
                self.changed(&path.clone().field(field));
            }
        }
    }

    fn compare_lists(&mut self, before: &[Node<'_>], now: &[Node<'_>], path: &FieldPath) {
        let partners = partners(before, now, |_, _| true);
        for (was, partner) in before.iter().zip(&partners) {
            match partner {
                Some(index) => self.compare(was, &now[*index], &path.clone().entry(*index)),
                None => self.changed(path),
            }
        }
        for index in (0..now.len()).filter(|index| !partners.contains(&Some(*index))) {
            self.added(&path.clone().entry(index));
        }
    }

    fn compare_text(&mut self, before: &Reading<'_>, now: &Reading<'_>) {
        for heading in [Narrative::DESCRIPTION, Narrative::STEPS_TAKEN, Narrative::FINDINGS] {
            let text = |reading: &Reading<'_>| reading.written_under(heading).map(|text| unmarked(&text));
            if text(before) != text(now) {
                self.found.push(Place::Section(heading));
            }
        }
    }

    fn added(&mut self, path: &FieldPath) {
        if !may_follow_closing(path) && !is_free(path) {
            self.found.push(path.clone().into());
        }
    }

    fn changed(&mut self, path: &FieldPath) {
        let put_right = path.steps().iter().any(|step| matches!(step, Step::Field(field) if PUT_RIGHT.contains(field)));
        if !put_right && !is_free(path) {
            self.found.push(path.clone().into());
        }
    }
}

fn is_free(path: &FieldPath) -> bool {
    matches!(path.steps().first(), Some(Step::Field(field)) if FREE.contains(field))
}

/// The text without the braces of marks and without blanks at its ends; a text with an odd mark stays as it is.
fn unmarked(text: &str) -> String {
    let plain = Marked::read(text).map(|marked| {
        let part = |part: &Part<'_>| match part {
            Part::Plain(text) => (*text).to_owned(),
            Part::Passage(passage) => unmarked(&passage.text),
        };
        marked.parts.iter().map(part).collect::<String>()
    });
    let plain = plain.unwrap_or_else(|_| text.to_owned());
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read_dossier;

    const CLOSED: &str = "---
schema: 1
nummer: K-2026-0007
status: gesloten
klachtindiener:
  naam: Sanne de Wit
correspondentie:
  - soort: reactie
    datum: 2026-11-20
afhandeling:
  datum: 2026-11-20
  oordeel: ongegrond
verbetering:
  - maatregel: Bellen
    eigenaar: Productie
x_kleur: rood
---
## Omschrijving
Piet van de balie was laat.
";

    /// The places of what may not have changed, when the closed dossier gets this instead of that.
    fn edited(from: &str, to: &str) -> String {
        assert!(CLOSED.contains(from), "{from}");
        let now = CLOSED.replace(from, to);
        let remark = edits_after_closing(&read_dossier(CLOSED.as_bytes()), &read_dossier(now.as_bytes()));
        remark.map(|remark| remark.message.rsplit_once(": ").unwrap().1.to_owned()).unwrap_or_default()
    }

    #[test]
    fn what_may_follow_closing_is_no_edit() {
        for added in [
            "verzoeken:\n  - {soort: inzage, ontvangen_op: 2027-01-02}\nafhandeling:",
            "bezwaar: {ingediend_op: 2026-12-20}\nafhandeling:",
            "termijnoverschrijding:\n  - {termijn: reactie, uiterlijk: 2026-11-18, reden: druk}\nafhandeling:",
            "langer_bewaren: {reden: zaak, tot: 2028-01-01}\nafhandeling:",
            "gerelateerd: [K-2026-0009]\nafhandeling:",
        ] {
            assert_eq!(edited("afhandeling:", added), "", "{added}");
        }
        assert_eq!(edited("    datum: 2026-11-20\n", "    datum: 2026-11-20\n  - soort: overig\n    datum: 2027-01-03\n"), "");
        assert_eq!(edited("    eigenaar: Productie", "    eigenaar: Productie\n    gereed_op: 2027-01-02"), "");
        assert_eq!(edited("x_kleur: rood", "x_kleur: blauw"), "");
    }

    #[test]
    fn anything_else_is_an_edit_and_is_named() {
        assert_eq!(edited("ongegrond", "gegrond"), "afhandeling.oordeel");
        assert_eq!(edited("    datum: 2026-11-20", "    datum: 2026-11-10"), "correspondentie[0].datum");
        assert_eq!(edited("  - soort: reactie\n    datum: 2026-11-20\n", "  []\n"), "correspondentie");
        assert_eq!(edited("afhandeling:", "afspraken:\n  - {wat: Bellen}\nafhandeling:"), "afspraken");
        assert_eq!(edited("klachtindiener:\n  naam: Sanne de Wit\n", ""), "klachtindiener");
        assert_eq!(edited("was laat", "was niet laat"), "## Omschrijving");
        assert_eq!(edited("eigenaar: Productie", "eigenaar: Verkoop"), "verbetering[0].eigenaar");
    }

    #[test]
    fn mark_around_a_third_person_and_new_blanks_are_no_edit() {
        assert_eq!(edited("Piet van de balie", "{{derde: Piet}} van\nde balie "), "");
    }

    #[test]
    fn what_a_granted_request_asks_for_is_no_edit() {
        let request = "verzoeken:\n  - {soort: correctie, ontvangen_op: 2027-01-02, besluit: toegewezen}\nx_kleur:";
        let now = CLOSED.replace("Sanne de Wit", "Sanne Wit").replace("x_kleur:", request);
        assert_eq!(edits_after_closing(&read_dossier(CLOSED.as_bytes()), &read_dossier(now.as_bytes())), None);
        let refused = now.replace("toegewezen", "afgewezen");
        assert!(edits_after_closing(&read_dossier(CLOSED.as_bytes()), &read_dossier(refused.as_bytes())).is_some());
    }
}
