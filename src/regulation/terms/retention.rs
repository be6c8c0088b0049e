//! How long a dossier is kept (art. 4).

use chrono::{Days, NaiveDate};

use super::super::{Case, Standing, Step, Term, holds};
use super::draft::start_step;
use crate::calendar::day_in_words;
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Appeal, MessageKind, Provision, Status, TermKind};

/// The term of keeping, once the complaint has ended and no appeal is open; `None` before, or while the day of the ending is unknown.
///
/// Destruction is allowed from the day *after* the anniversary; 29 February counts as 28 February.
pub(in crate::regulation) fn term(case: &Case<'_>) -> Option<Term> {
    let status = case.dossier.status;
    if !status.is_ended() || status == Status::UnderAppeal {
        return None;
    }
    let (start, place) = last_fact(case)?;
    let rule = case.rules.terms.retention;
    let anniversary = case.rules.calendar.after(start, rule.minimum);
    let not_before = anniversary + Days::new(1);
    let maximum = rule.maximum.map(|maximum| case.rules.calendar.after(start, maximum));
    // No warning while nothing can be done about it yet.
    let warn_from = maximum.map(|day| case.rules.calendar.before(day, rule.warn).max(not_before));
    let mut derivation = vec![
        start_step(start, "de klacht is helemaal afgehandeld"),
        Step { day: anniversary, counts: true, reason: format!("{} later: tot en met deze dag wordt het dossier bewaard", rule.minimum) },
        Step { day: not_before, counts: false, reason: "vanaf deze dag mag het dossier worden vernietigd".to_owned() },
    ];
    derivation.extend(rule.maximum.zip(maximum).map(|(period, day)| Step {
        day,
        counts: true,
        reason: format!("{period} na de afhandeling: uiterlijk op deze dag is het dossier vernietigd"),
    }));
    Some(Term {
        kind: TermKind::Retention,
        place,
        provision: Provision::Retention,
        basis: rule.basis,
        starts_on: Some(start),
        due_on: maximum,
        not_before: Some(not_before),
        original_due_on: None,
        send_by: None,
        warn_from,
        met_on: None,
        met_by: None,
        standing: standing(case, maximum, warn_from),
        derivation,
    })
}

/// The last of answer, ending, ruling and consequences, with its place.
fn last_fact(case: &Case<'_>) -> Option<(NaiveDate, FieldPath)> {
    let ending = case.dossier.ended_on().map(|day| (day, FieldPath::from(Field::Resolution).field(Field::Date)));
    let messages = case.dossier.messages.iter().enumerate();
    let answers = messages.filter_map(|(index, message)| {
        let sent_on = message.sent_in_writing_as(MessageKind::Answer)?;
        Some((sent_on, FieldPath::from(Field::Messages).entry(index).field(Field::Date)))
    });
    let appeal = case.dossier.appeal.iter().flat_map(appeal_facts);
    // The ending comes last: of facts on one day it gives the place.
    answers.chain(appeal).chain(ending).max_by_key(|(day, _)| *day)
}

fn appeal_facts(appeal: &Appeal) -> Vec<(NaiveDate, FieldPath)> {
    let ruling_path = FieldPath::from(Field::Appeal).field(Field::Ruling);
    let withdrawn = appeal.withdrawn_on.map(|day| (day, FieldPath::from(Field::Appeal).field(Field::WithdrawnOn)));
    let ruling = appeal.ruling.iter().filter_map(|ruling| Some((ruling.date?, ruling_path.clone().field(Field::Date))));
    let consequences = appeal.ruling.iter().flat_map(|ruling| ruling.consequences.iter().enumerate());
    let done = consequences.filter_map(|(index, consequence)| {
        Some((consequence.done_on?, ruling_path.clone().field(Field::Consequences).entry(index).field(Field::DoneOn)))
    });
    withdrawn.into_iter().chain(ruling).chain(done).collect()
}

fn standing(case: &Case<'_>, maximum: Option<NaiveDate>, warn_from: Option<NaiveDate>) -> Standing {
    let Some(maximum) = maximum else {
        return Standing::Open { days_left: None };
    };
    if let Some(reason) = still_needed(case).or_else(|| kept_longer(case)) {
        return Standing::Lapsed { reason };
    }
    let days_left = (maximum - case.today).num_days();
    match days_left {
        ..0 => Standing::Overdue { days_late: -days_left },
        _ if warn_from.is_some_and(|day| case.today >= day) => Standing::DueSoon { days_left },
        _ => Standing::Open { days_left: Some(days_left) },
    }
}

/// What is still owed from the dossier, so that it cannot go yet (decision on retention).
fn still_needed(case: &Case<'_>) -> Option<String> {
    holds(case.dossier).first().map(|hold| hold.kind.reason().to_owned())
}

/// Why the maximum does not hold today: a recorded reason to keep the dossier longer that has not run out.
fn kept_longer(case: &Case<'_>) -> Option<String> {
    let keep = case.dossier.keep_longer.as_ref().filter(|keep| keep.holds_on(case.today))?;
    match keep.until {
        Some(until) => Some(format!("er is een reden om het dossier tot en met {} te bewaren", day_in_words(until))),
        None => Some("er is een reden om het dossier langer te bewaren".to_owned()),
    }
}
