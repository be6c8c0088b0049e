//! Interim information while the complaint is in progress (art. 3).

use chrono::NaiveDate;

use super::super::{Case, Term};
use super::draft::{Draft, Lapse, count, start_step};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{MessageKind, Provision, Status, TermKind};

/// The term from the last message to the complainant, while in progress and unanswered; `None` otherwise.
///
/// The procedure names no frequency: the length is our own norm (rule file).
pub(super) fn term(case: &Case<'_>) -> Option<Term> {
    let answered = case.dossier.messages.iter().any(|message| message.sent_in_writing_as(MessageKind::Answer).is_some());
    if case.dossier.status != Status::InProgress || answered || case.is_unreachable() {
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

/// The last message to the complainant up to the day of the case, else the receipt.
fn last_word(case: &Case<'_>) -> Option<(NaiveDate, FieldPath, &'static str)> {
    let messages = case.dossier.messages.iter().enumerate();
    let sent = messages.filter_map(|(index, message)| Some((message.sent_to_complainant_on().filter(|day| *day <= case.today)?, index)));
    let last = sent.max().map(|(day, index)| (day, FieldPath::from(Field::Messages).entry(index), "laatste bericht aan de klachtindiener"));
    last.or_else(|| case.dossier.received.map(|received| (received.date(), Field::ReceivedOn.into(), "ontvangst van de klacht")))
}
