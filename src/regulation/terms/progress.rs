//! Interim information while the complaint is in progress (art. 3).

use chrono::NaiveDate;

use super::super::{Case, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Provision, Status, TermKind};

/// The term from the last message to the complainant, or from a later reopening, while in progress and unanswered; `None` otherwise.
///
/// The procedure names no frequency: the length is our own norm (rule file).
pub(super) fn term(case: &Case<'_>) -> Option<Term> {
    if case.dossier.status != Status::InProgress || case.dossier.is_answered() || case.is_unreachable() {
        return None;
    }
    let rule = case.rules.terms.progress;
    let (start, place, fact) = last_word(case)?;
    let (due_on, days) = count(case, start, rule.length);
    let mut derivation = vec![start_step(start, fact)];
    derivation.extend(days);
    let draft = Draft {
        kind: TermKind::ProgressNotice,
        place,
        provision: Provision::ProgressNotice,
        basis: rule.basis,
        starts_on: Some(start),
        due_on,
        original_due_on: None,
        warn: rule.warn,
        met: None,
        lapse: Lapse::Never,
        derivation,
    };
    Some(draft.stand(case))
}

/// The last message to the complainant up to the day of the case, else the receipt; a later reopening comes before both.
fn last_word(case: &Case<'_>) -> Option<(NaiveDate, FieldPath, &'static str)> {
    let messages = case.dossier.messages.iter().enumerate();
    let sent = messages.filter_map(|(index, message)| Some((message.sent_to_complainant_on().filter(|day| *day <= case.today)?, index)));
    let message = sent.max().map(|(day, index)| (day, FieldPath::from(Field::Messages).entry(index), "laatste bericht aan de klachtindiener"));
    let receipt = || case.dossier.received.map(|received| (received.date(), Field::ReceivedOn.into(), "ontvangst van de klacht"));
    let word = message.or_else(receipt);
    reopening(case).filter(|(day, ..)| word.as_ref().is_none_or(|(told, ..)| told < day)).or(word)
}

/// The last reopening, which starts the wait anew.
fn reopening(case: &Case<'_>) -> Option<(NaiveDate, FieldPath, &'static str)> {
    let reopened_on = case.dossier.reopened_on()?;
    let index = case.dossier.reopenings.iter().position(|reopening| reopening.on == Some(reopened_on))?;
    Some((reopened_on, FieldPath::from(Field::Reopenings).entry(index), "heropening van de klacht"))
}
