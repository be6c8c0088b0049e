//! What follows from an addition to a dossier: the terms it started, what it holds up, and the remarks it leaves.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, FieldPath, Place, Severity};
use crate::domain::TermKind;
use crate::regulation::{HoldKind, Standing, Term, holds};
use crate::source::{CheckedDossier, Located};

/// What follows from an addition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aftermath {
    /// The terms that are new, or stand otherwise than before.
    pub terms: Vec<Term>,
    /// Why the dossier waits for the addition: it can be neither closed nor destroyed before; none when it does not.
    pub held: Vec<HoldKind>,
    /// The remarks on the addition, and those that came with it.
    pub remarks: Vec<Located>,
    /// How many other remarks the dossier has.
    pub others: usize,
}

impl Aftermath {
    /// What follows from an addition at these places, when the dossier was and is as checked.
    #[must_use]
    pub fn of(before: &CheckedDossier, after: &CheckedDossier, places: &[FieldPath]) -> Self {
        let within = |path: &FieldPath| places.iter().any(|place| path.is_within(place));
        let met_here = |term: &Term| within(&term.place) || term.met_by.as_ref().is_some_and(within);
        let terms = after.terms.iter().filter(|term| met_here(term) || !before.terms.contains(term));
        // That keeping it waits, is told by what it waits for.
        let terms = terms.filter(|term| !matches!((term.kind, &term.standing), (TermKind::Retention, Standing::Lapsed { .. }))).cloned();
        let known: BTreeSet<(Code, &Place)> = before.remarks.iter().map(named).collect();
        let said = after.remarks.iter().filter(|remark| remark.diagnostic.severity > Severity::Info);
        let (remarks, others): (Vec<_>, Vec<_>) = said.partition(|remark| {
            let on_it = matches!(&remark.diagnostic.place, Place::Field(path) if within(path));
            on_it || !known.contains(&named(remark))
        });
        Self {
            terms: terms.collect(),
            held: after.dossier.iter().flat_map(holds).filter(|hold| within(&hold.place)).map(|hold| hold.kind).collect(),
            remarks: remarks.into_iter().cloned().collect(),
            others: others.len(),
        }
    }
}

fn named(remark: &Located) -> (Code, &Place) {
    (remark.diagnostic.code, &remark.diagnostic.place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Field;
    use crate::source::{FilePlace, check_file, default_rules};

    const ANSWERED: &str = "schema: 1
nummer: K-2026-0007
status: afgehandeld
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@klant.example
  telefoon: niet_opgegeven
afhandeling: {datum: 2026-11-20, wijze: brief, oordeel: ongegrond}
";

    fn checked(head: &str) -> CheckedDossier {
        let text = format!("---\n{head}---\n## Omschrijving\nTe laat.\n## Ondernomen stappen\ngeen\n");
        let place = FilePlace::of("dossiers/2026/K-2026-0007/dossier.md", BTreeSet::new()).unwrap();
        check_file(text.as_bytes(), &place, &default_rules(), "2026-11-22".parse().unwrap())
    }

    fn after(addition: &str, place: &FieldPath) -> Aftermath {
        Aftermath::of(&checked(ANSWERED), &checked(&format!("{ANSWERED}{addition}")), std::slice::from_ref(place))
    }

    #[test]
    fn request_starts_its_term_and_holds_up_closing() {
        let request = after("verzoeken: [{soort: inzage, ontvangen_op: 2026-11-21}]\n", &FieldPath::from(Field::Requests).entry(0));
        assert_eq!(request.terms.iter().map(|term| term.kind.to_string()).collect::<Vec<_>>(), ["verzoek"]);
        assert_eq!(request.held, [HoldKind::Request]);
        assert_eq!(request.remarks, []);
    }

    #[test]
    fn remark_on_the_addition_is_told_and_the_others_are_counted() {
        let request = after("verzoeken: [{ontvangen_op: 2026-11-21, besluit: deels}]\n", &FieldPath::from(Field::Requests).entry(0));
        let codes: Vec<_> = request.remarks.iter().map(|remark| remark.diagnostic.code).collect();
        assert_eq!(codes, [Code::RequestIncomplete, Code::RefusalOfRequestWithoutReason]);
        assert!(request.others > 0);
    }
}
