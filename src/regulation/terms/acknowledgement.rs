//! The confirmation, within two working days of receipt (art. 3, step 2).

use chrono::NaiveDate;

use super::super::{Case, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{MessageKind, Provision, TermKind};

/// The term from receipt, met by a confirmation or a request for completion, and one from each completion that was asked for.
pub(super) fn terms(case: &Case<'_>) -> Vec<Term> {
    let received = case.dossier.received.map(|received| (received.date(), FieldPath::from(Field::ReceivedOn), "ontvangst van de klacht"));
    let completions = completions_asked_for(case).into_iter().map(|(day, place)| (day, place, "ontvangst van de aanvulling"));
    received.into_iter().chain(completions).map(|(start, place, fact)| term(case, start, place, fact)).collect()
}

fn term(case: &Case<'_>, start: NaiveDate, place: FieldPath, fact: &str) -> Term {
    let rule = case.rules.terms.acknowledgement;
    let (due_on, days) = count(case, start, rule.length);
    let mut derivation = vec![start_step(start, fact)];
    derivation.extend(days);
    let lapse = if case.is_unreachable() { Lapse::Because("de klachtindiener is anoniem en niet bereikbaar".to_owned()) } else { Lapse::AtEnding };
    Draft {
        kind: TermKind::Acknowledgement,
        place,
        provision: Provision::Acknowledgement,
        basis: rule.basis,
        starts_on: Some(start),
        due_on,
        original_due_on: None,
        warn: rule.warn,
        met: first_reply(case, start),
        lapse,
        derivation,
    }
    .stand(case)
}

/// The first confirmation or request for completion sent in writing on or after this day.
fn first_reply(case: &Case<'_>, start: NaiveDate) -> Option<(NaiveDate, FieldPath)> {
    let replies = case.dossier.messages.iter().enumerate().filter_map(|(index, message)| {
        let acknowledged = message.sent_in_writing_as(MessageKind::Acknowledgement);
        let sent_on = acknowledged.or_else(|| message.sent_in_writing_as(MessageKind::CompletionRequest))?;
        (sent_on >= start).then(|| (sent_on, FieldPath::from(Field::Messages).entry(index)))
    });
    replies.min()
}

/// The completions that came in after a request for completion and before a confirmation.
fn completions_asked_for(case: &Case<'_>) -> Vec<(NaiveDate, FieldPath)> {
    let messages = &case.dossier.messages;
    let sent = |kind| messages.iter().filter_map(move |message| message.sent_in_writing_as(kind));
    let asked_before = |day: NaiveDate| sent(MessageKind::CompletionRequest).any(|asked_on| asked_on <= day);
    let confirmed_before = |day: NaiveDate| sent(MessageKind::Acknowledgement).any(|confirmed_on| confirmed_on < day);
    let completions = messages.iter().enumerate().filter(|(_, message)| message.kind == Some(MessageKind::Completion));
    completions
        .filter_map(|(index, message)| {
            let day = message.date?;
            (asked_before(day) && !confirmed_before(day)).then(|| (day, FieldPath::from(Field::Messages).entry(index)))
        })
        .collect()
}
