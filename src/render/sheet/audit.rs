//! `register --audit` for a spreadsheet: a row a complaint.

use super::{Cell, sheet};
use crate::domain::{Consequence, Improvement};
use crate::overview::{AuditPage, AuditRow, LateTerm};
use crate::regulation::Standing;

/// What stands above the columns.
pub(super) const HEADINGS: &[&str] = &[
    "nummer",
    "status",
    "ingediend op",
    "ontvangen op",
    "bevestigd op",
    "bevestigd in werkdagen",
    "bevestiging",
    "beantwoord op",
    "beantwoord in dagen",
    "termijn",
    "uitgesteld tot",
    "reactie",
    "afgehandeld op",
    "wijze",
    "oordeel",
    "maatregel",
    "eigenaar",
    "voortgang",
    "doeltreffend",
    "geëvalueerd op",
    "bezwaar op",
    "bezwaar ingetrokken op",
    "uitspraak op",
    "uitspraak",
    "consequenties",
    "vernietigen vanaf",
    "vernietigen uiterlijk",
    "te laat",
];

/// The auditor's page for a spreadsheet; what a complaint has more of stands in one cell, a line each.
#[must_use]
pub fn audit_sheet(page: &AuditPage) -> String {
    sheet(HEADINGS, page.rows.iter().map(cells))
}

fn cells(row: &AuditRow) -> Vec<Cell> {
    let mut cells = vec![Cell::text(row.id), Cell::text(row.status), Cell::day(row.submitted_on), Cell::day(row.received_on)];
    cells.extend(of_terms(row));
    cells.extend([Cell::day(row.ended_on), Cell::words(row.manner.as_ref()), Cell::words(row.finding)]);
    cells.extend(of_measures(row));
    cells.extend(of_appeal(row));
    cells.extend([Cell::day(row.destroy_from), Cell::day(row.destroy_by), lines(row.late.iter().map(late))]);
    cells
}

fn of_terms(row: &AuditRow) -> Vec<Cell> {
    let standing = |standing: &Standing| Cell::text(standing.word());
    let (confirmation, answer) = (row.confirmation.as_ref(), row.answer.as_ref());
    let working_days = confirmation.and_then(|confirmation| confirmation.working_days).and_then(|days| i64::try_from(days).ok());
    vec![
        Cell::day(confirmation.and_then(|confirmation| confirmation.sent_on)),
        Cell::number(working_days),
        confirmation.map_or(Cell::Empty, |confirmation| standing(&confirmation.standing)),
        Cell::day(answer.and_then(|answer| answer.sent_on)),
        Cell::number(answer.and_then(|answer| answer.days)),
        Cell::day(answer.and_then(|answer| answer.original_due_on)),
        Cell::day(answer.and_then(|answer| answer.extended_to)),
        answer.map_or(Cell::Empty, |answer| standing(&answer.standing)),
    ]
}

fn of_measures(row: &AuditRow) -> Vec<Cell> {
    let each = |told: fn(&Improvement) -> Option<String>| lines(row.measures.iter().map(move |measure| told(measure).unwrap_or_default()));
    let measure = if row.lacks_measure { Cell::text("geen vastgelegd") } else { each(|measure| measure.measure.clone()) };
    vec![measure, each(|measure| measure.owner.clone()), each(progress), each(effect), Cell::day(row.evaluated_on)]
}

fn progress(measure: &Improvement) -> Option<String> {
    let done = measure.done_on.map(|day| format!("gereed {day}"));
    done.or_else(|| measure.due_on.map(|day| format!("uiterlijk {day}")))
}

fn effect(measure: &Improvement) -> Option<String> {
    measure.effect.as_ref().and_then(|effect| effect.outcome).map(|outcome| outcome.to_string())
}

fn of_appeal(row: &AuditRow) -> Vec<Cell> {
    let Some(appeal) = &row.appeal else { return vec![Cell::Empty; 5] };
    let consequences = lines(appeal.consequences.iter().map(consequence));
    vec![Cell::day(appeal.filed_on), Cell::day(appeal.withdrawn_on), Cell::day(appeal.ruled_on), Cell::words(appeal.ruling), consequences]
}

fn consequence(consequence: &Consequence) -> String {
    let what = consequence.what.as_deref().unwrap_or("consequentie");
    match (consequence.done_on, consequence.due_on) {
        (Some(day), _) => format!("{what}: gereed {day}"),
        (None, Some(day)) => format!("{what}: uiterlijk {day}"),
        (None, None) => format!("{what}: nog niet gereed"),
    }
}

fn late(late: &LateTerm) -> String {
    let reason = late.reason.as_deref().unwrap_or("geen reden gegeven");
    format!("{}: uiterlijk {}, dagen te laat {}; {reason}", late.kind, late.due_on, late.days_late)
}

/// Each text on a line of its own; an empty cell when there is nothing to say.
fn lines(texts: impl Iterator<Item = String>) -> Cell {
    let told: Vec<String> = texts.collect();
    if told.iter().all(String::is_empty) { Cell::Empty } else { Cell::Text(told.join("\n")) }
}
