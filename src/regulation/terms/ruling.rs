//! Consequences of a ruling, which are handled quickly (art. 5).

use chrono::NaiveDate;

use super::super::{Case, Step, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Consequence, Provision, Ruling, TermKind};

/// A term for every consequence: its own last day, else counted from the ruling (rule file). None without either.
pub(super) fn terms(case: &Case<'_>) -> Vec<Term> {
    let Some(ruling) = case.dossier.appeal.as_ref().and_then(|appeal| appeal.ruling.as_ref()) else {
        return Vec::new();
    };
    let consequences = ruling.consequences.iter().enumerate();
    consequences.filter_map(|(index, consequence)| term(case, ruling, index, consequence)).collect()
}

fn term(case: &Case<'_>, ruling: &Ruling, index: usize, consequence: &Consequence) -> Option<Term> {
    let rule = case.rules.terms.consequence;
    let place = FieldPath::from(Field::Appeal).field(Field::Ruling).field(Field::Consequences).entry(index);
    let (due_on, derivation) = last_day(case, ruling, consequence)?;
    let draft = Draft {
        kind: TermKind::Consequence,
        place: place.clone(),
        provision: Provision::Ruling,
        basis: rule.basis,
        starts_on: ruling.date,
        due_on,
        original_due_on: None,
        warn: rule.warn,
        met: consequence.done_on.map(|day| (day, place.field(Field::DoneOn))),
        lapse: Lapse::Never,
        derivation,
    };
    Some(draft.stand(case))
}

fn last_day(case: &Case<'_>, ruling: &Ruling, consequence: &Consequence) -> Option<(NaiveDate, Vec<Step>)> {
    if let Some(due_on) = consequence.due_on {
        let step = Step { day: due_on, counts: true, reason: "zo vastgelegd bij de consequentie (uiterlijk)".to_owned() };
        return Some((due_on, vec![step]));
    }
    let start = ruling.date?;
    let (due_on, days) = count(case, start, case.rules.terms.consequence.length);
    let mut derivation = vec![start_step(start, "uitspraak van de geschillencommissie")];
    derivation.extend(days);
    Some((due_on, derivation))
}
