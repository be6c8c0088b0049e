//! A complaint of the auditor's page, as templates see it.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::dossier_address;
use crate::domain::{Consequence, DossierId, Effectiveness, Improvement};
use crate::overview::{Answer, AppealCourse, AuditRow, Confirmation, LateTerm, plain, term_name};
use crate::regulation::Standing;

/// A complaint; every cell is a few lines.
#[derive(Debug, Serialize)]
pub(super) struct AuditRowView {
    number: String,
    address: Option<String>,
    arrival: Vec<LineView>,
    confirmation: Vec<LineView>,
    answer: Vec<LineView>,
    ending: Vec<LineView>,
    measures: Vec<LineView>,
    appeal: Vec<LineView>,
    retention: Vec<LineView>,
    late: Vec<LineView>,
}

#[derive(Debug, Serialize)]
struct LineView {
    text: String,
    /// `heel` for what stays on one line, `fout` for what went wrong.
    class: Option<&'static str>,
}

impl AuditRowView {
    /// The complaint as templates see it, leading to its page when it has one.
    pub fn of(row: &AuditRow, has_page: impl Fn(DossierId) -> bool) -> Self {
        Self {
            number: row.id.to_string(),
            address: has_page(row.id).then(|| dossier_address(row.id)),
            arrival: days(&[("", row.submitted_on), ("", row.received_on)]),
            confirmation: row.confirmation.as_ref().map(confirmation).unwrap_or_default(),
            answer: row.answer.as_ref().map(answer).unwrap_or_default(),
            ending: ending(row),
            measures: measures(row),
            appeal: row.appeal.as_ref().map(appeal).unwrap_or_default(),
            retention: retention(row),
            late: row.late.iter().map(late).collect(),
        }
    }
}

fn line(text: impl Into<String>) -> LineView {
    LineView { text: text.into(), class: None }
}

fn whole(text: impl Into<String>) -> LineView {
    LineView { text: text.into(), class: Some("heel") }
}

fn wrong(text: impl Into<String>) -> LineView {
    LineView { text: text.into(), class: Some("fout") }
}

/// A line for every day that is known.
fn days(days: &[(&str, Option<NaiveDate>)]) -> Vec<LineView> {
    days.iter().filter_map(|(before, day)| day.map(|day| whole(format!("{before}{}", brief(day))))).collect()
}

fn confirmation(confirmation: &Confirmation) -> Vec<LineView> {
    let sent = confirmation.sent_on.zip(confirmation.working_days);
    match sent {
        Some((day, working_days)) => vec![whole(brief(day)), kept(format!("{working_days} wd"), &confirmation.standing)],
        None => not_sent(&confirmation.standing, confirmation.due_on),
    }
}

fn answer(answer: &Answer) -> Vec<LineView> {
    let mut lines = match answer.sent_on.zip(answer.days) {
        Some((day, days)) => vec![whole(brief(day)), kept(format!("{days} d"), &answer.standing)],
        None => not_sent(&answer.standing, answer.extended_to.or(answer.original_due_on)),
    };
    lines.extend(answer.original_due_on.map(|day| whole(format!("termijn {}", brief(day)))));
    lines.extend(answer.extended_to.map(|day| whole(format!("uitstel {}", brief(day)))));
    lines
}

/// How long it took, and whether that was in time.
fn kept(took: String, standing: &Standing) -> LineView {
    match standing {
        Standing::MetInTime => line(format!("{took}, op tijd")),
        Standing::MetLate { .. } | Standing::Acknowledged { .. } => wrong(format!("{took}, te laat")),
        _ => line(took),
    }
}

/// What there is instead of a day of sending.
fn not_sent(standing: &Standing, due_on: Option<NaiveDate>) -> Vec<LineView> {
    let due = due_on.map(|day| format!(", uiterlijk {}", brief(day))).unwrap_or_default();
    match standing {
        Standing::Lapsed { reason } => vec![line(format!("vervallen: {reason}"))],
        Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. } => vec![wrong(format!("nog niet{due}"))],
        _ => vec![line(format!("nog niet{due}"))],
    }
}

fn ending(row: &AuditRow) -> Vec<LineView> {
    if let Some(day) = row.reopened_on {
        return vec![line(format!("heropend op {}, {}", brief(day), plain(row.status)))];
    }
    let answered_on = row.answer.as_ref().and_then(|answer| answer.sent_on);
    let mut lines = days(&[("", row.ended_on.filter(|day| Some(*day) != answered_on))]);
    lines.extend(row.manner.as_ref().map(line));
    lines.extend(row.finding.map(|finding| line(plain(finding))));
    lines.extend(row.not_taken_up.as_ref().map(not_taken_up));
    if lines.is_empty() {
        lines.push(line(plain(row.status)));
    }
    lines
}

fn not_taken_up(reason: &Option<String>) -> LineView {
    let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    line(format!("niet in behandeling genomen{reason}"))
}

/// From when it may be destroyed and by when it must be; why not, where something keeps it.
fn retention(row: &AuditRow) -> Vec<LineView> {
    let from = days(&[("vanaf ", row.destroy_from)]);
    let last = row.destroy_by.map(|day| format!("uiterlijk {}", brief(day)));
    let rest = match &row.keeping {
        Some(Standing::Lapsed { reason }) => {
            let own_words = row.kept_because.as_ref().map(|own| format!(": {own}")).unwrap_or_default();
            return vec![line(format!("vervallen: {reason}{own_words}"))];
        }
        Some(Standing::Overdue { days_late } | Standing::Acknowledged { days_late, .. }) => {
            last.map(|last| wrong(format!("{last}, {} te laat", days_in_words(*days_late))))
        }
        _ => last.map(whole),
    };
    from.into_iter().chain(rest).collect()
}

fn days_in_words(days: i64) -> String {
    if days == 1 { "1 dag".to_owned() } else { format!("{days} dagen") }
}

fn measures(row: &AuditRow) -> Vec<LineView> {
    let mut lines: Vec<_> = row.measures.iter().map(|measure| line(measure_in_words(measure))).collect();
    if row.lacks_measure {
        lines.push(wrong("geen vastgelegd"));
    }
    lines.extend(row.evaluated_on.map(|day| line(format!("geëvalueerd {}", brief(day)))));
    lines
}

/// "Tweede leverancier (Hoofd productie), gereed 20-1-2027, doeltreffend: ja".
fn measure_in_words(measure: &Improvement) -> String {
    let mut text = measure.measure.clone().unwrap_or_else(|| "maatregel onbekend".to_owned());
    if measure.is_none_expressly() {
        text = format!("geen maatregel{}", measure.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default());
    }
    text.push_str(&measure.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default());
    match (measure.done_on, measure.due_on) {
        (Some(done), _) => text.push_str(&format!(", gereed {}", brief(done))),
        (None, Some(due)) => text.push_str(&format!(", uiterlijk {}", brief(due))),
        (None, None) => {}
    }
    let effect = measure.effect.as_ref().and_then(|effect| effect.outcome);
    text.push_str(&effect.map(|effect: Effectiveness| format!(", doeltreffend: {effect}")).unwrap_or_default());
    text
}

fn appeal(appeal: &AppealCourse) -> Vec<LineView> {
    let mut lines = days(&[("bezwaar ", appeal.filed_on), ("ingetrokken ", appeal.withdrawn_on), ("uitspraak ", appeal.ruled_on)]);
    lines.extend(appeal.ruling.map(|ruling| line(plain(ruling))));
    lines.extend(appeal.consequences.iter().map(|consequence| line(consequence_in_words(consequence))));
    lines
}

fn consequence_in_words(consequence: &Consequence) -> String {
    let what = consequence.what.as_deref().unwrap_or("consequentie");
    match (consequence.done_on, consequence.due_on) {
        (Some(done), _) => format!("{what}, gereed {}", brief(done)),
        (None, Some(due)) => format!("{what}, uiterlijk {}", brief(due)),
        (None, None) => format!("{what}, nog niet gereed"),
    }
}

fn late(late: &LateTerm) -> LineView {
    let what = format!("{}: {} na {}", term_name(late.kind), days_in_words(late.days_late), brief(late.due_on));
    match &late.reason {
        Some(reason) => line(format!("{what}; {reason}")),
        None => wrong(format!("{what}; geen reden gegeven")),
    }
}

/// "3-11-2026".
pub(super) fn brief(day: NaiveDate) -> String {
    format!("{}-{}-{}", day.day(), day.month(), day.year())
}
