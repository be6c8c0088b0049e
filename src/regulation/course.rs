//! What each status demands (art. 2 to 5), and the remarks on status itself.

use super::opening::lack_in_words;
use super::{Case, article_2, article_4, improvement};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Direction, Dossier, MessageKind, Resolution, Status};

/// The demands of the dossier's own status that are not met; empty when the step to it may be recorded.
#[must_use]
pub fn unmet_demands(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = standing_demands(case);
    if case.dossier.status == Status::Closed {
        found.extend(article_4::closed_with_request(case));
    }
    found
}

/// The demands that hold as long as the status does. A request may lawfully come in after closing, so it is not among them.
pub(super) fn standing_demands(case: &Case<'_>) -> Vec<Diagnostic> {
    let status = case.dossier.status;
    let mut found = Vec::new();
    if was_taken_up(case.dossier) {
        found.extend(article_2::taken_up_incomplete(case));
    }
    if status.is_ended() && is_complaint(case.dossier) {
        found.extend(resolution_incomplete(case));
    }
    match status {
        Status::Answered if !is_back_from_appeal(case.dossier) => {
            if !case.is_unreachable() {
                found.extend(answer_not_sent(case));
            }
            found.extend(finding_missing(case));
        }
        Status::NotTakenUp => found.extend(refusal_without_reason(case)),
        Status::AppealRuled => found.extend(super::article_5::ruling_missing(case)),
        Status::Closed => {
            found.extend(article_4::closed_with_commitment(case));
            found.extend(super::article_5::closed_with_consequence(case));
            found.extend(improvement::closed_without(case));
        }
        _ => {}
    }
    found
}

/// Whether the complaint was taken up: its status says so, or an answer was sent.
fn was_taken_up(dossier: &Dossier) -> bool {
    let answered = dossier.messages.iter().any(|message| message.sent_in_writing_as(MessageKind::Answer).is_some());
    match dossier.status {
        Status::InProgress => true,
        Status::Answered => answered || !is_back_from_appeal(dossier),
        Status::UnderAppeal | Status::AppealRuled | Status::Closed => answered,
        _ => false,
    }
}

/// Whether the status follows a withdrawn appeal: the complaint had ended before that, perhaps in a talk and without any answer.
pub(super) fn is_back_from_appeal(dossier: &Dossier) -> bool {
    let withdrawn_on = dossier.appeal.as_ref().and_then(|appeal| appeal.withdrawn_on);
    withdrawn_on.is_some_and(|withdrawn_on| dossier.reopened_on().is_none_or(|reopened_on| reopened_on <= withdrawn_on))
}

/// Whether there is a complaint, in writing or oral; an appeal whose dossier was destroyed has none.
fn is_complaint(dossier: &Dossier) -> bool {
    dossier.submitted.is_some() || dossier.received.is_some() || dossier.oral_report.is_some() || dossier.appeal.is_none()
}

fn resolution_incomplete(case: &Case<'_>) -> Option<Diagnostic> {
    let absent = Resolution::default();
    let resolution = case.dossier.resolution.as_ref().unwrap_or(&absent);
    let lack = lack_in_words(&[(resolution.date.is_none(), Field::Date), (resolution.manner.is_none(), Field::Manner)])?;
    Some(Diagnostic::new(
        Code::ResolutionIncomplete,
        at_resolution(case, None),
        format!("de status is {}, maar bij de afhandeling {lack}", case.dossier.status),
        "vul onder «afhandeling» de datum en de wijze van afhandeling in",
    ))
}

/// A field of the ending, or the ending as a whole; the status that asks for it when there is no ending at all.
fn at_resolution(case: &Case<'_>, field: Option<Field>) -> FieldPath {
    match (&case.dossier.resolution, field) {
        (None, _) => Field::Status.into(),
        (Some(_), None) => Field::Resolution.into(),
        (Some(_), Some(field)) => FieldPath::from(Field::Resolution).field(field),
    }
}

fn answer_not_sent(case: &Case<'_>) -> Option<Diagnostic> {
    let messages = &case.dossier.messages;
    let sent = messages.iter().any(|message| message.sent_in_writing_as(MessageKind::Answer).is_some());
    let unsent = messages.iter().position(|message| message.kind == Some(MessageKind::Answer));
    (!sent).then(|| {
        Diagnostic::new(
            Code::AnswerNotSent,
            unsent.map_or(Field::Status.into(), |index| FieldPath::from(Field::Messages).entry(index)),
            "de status is afgehandeld, maar er is geen schriftelijke reactie verzonden",
            "zet de reactie met de dag van verzending onder «correspondentie» (soort: reactie)",
        )
    })
}

fn finding_missing(case: &Case<'_>) -> Option<Diagnostic> {
    case.dossier.finding().is_none().then(|| {
        Diagnostic::new(
            Code::FindingMissing,
            at_resolution(case, Some(Field::Finding)),
            "de status is afgehandeld, maar het oordeel ontbreekt",
            "vul «oordeel» in onder «afhandeling»: gegrond, deels_gegrond, ongegrond of geen_oordeel",
        )
    })
}

fn refusal_without_reason(case: &Case<'_>) -> Option<Diagnostic> {
    let reason = case.dossier.resolution.as_ref().and_then(|resolution| resolution.reason.as_ref());
    reason.is_none().then(|| {
        Diagnostic::new(
            Code::RefusalWithoutReason,
            at_resolution(case, Some(Field::Reason)),
            "er staat niet waarom de klacht niet in behandeling is genomen",
            "vul «reden» in onder «afhandeling»",
        )
    })
}

/// The remarks on status that are no demands.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(status_behind_facts(case));
    found.extend(ending_not_confirmed(case));
    found.extend(corrections_incomplete(case));
    found.extend(reopenings_incomplete(case));
    found
}

/// Solved in the talk or withdrawn: the complainant should have it in writing, on or after the day of the ending.
fn ending_not_confirmed(case: &Case<'_>) -> Option<Diagnostic> {
    let status = case.dossier.status;
    if !matches!(status, Status::SolvedInTalk | Status::Withdrawn) || case.is_unreachable() {
        return None;
    }
    let ended_on = case.dossier.ended_on()?;
    let confirmed = case.dossier.messages.iter().any(|message| {
        let written = message.channel.is_none_or(|channel| channel.is_written());
        message.direction() == Some(Direction::Outgoing) && written && message.sent_to_complainant_on().is_some_and(|day| day >= ended_on)
    });
    (!confirmed).then(|| {
        let what = if status == Status::Withdrawn { "de intrekking" } else { "de oplossing" };
        Diagnostic::new(
            Code::EndingNotConfirmed,
            Field::Resolution,
            format!("{what} is niet schriftelijk aan de klachtindiener bevestigd"),
            "stuur een korte bevestiging en zet die onder «correspondentie» (soort: overig, richting: uitgaand)",
        )
    })
}

fn corrections_incomplete(case: &Case<'_>) -> Vec<Diagnostic> {
    let entries = case.dossier.corrections.iter().enumerate();
    entries
        .filter_map(|(index, entry)| {
            let missing = [
                (entry.on.is_none(), Field::On),
                (entry.from.is_none(), Field::From),
                (entry.to.is_none(), Field::To),
                (entry.reason.is_none(), Field::Reason),
            ];
            let lack = lack_in_words(&missing)?;
            let place = FieldPath::from(Field::Corrections).entry(index);
            let help = "noem de dag, de status van en naar, en de reden";
            Some(Diagnostic::new(Code::CorrectionIncomplete, place, format!("bij deze correctie {lack}"), help))
        })
        .collect()
}

fn reopenings_incomplete(case: &Case<'_>) -> Vec<Diagnostic> {
    let entries = case.dossier.reopenings.iter().enumerate();
    entries
        .filter_map(|(index, entry)| {
            let lack = lack_in_words(&[(entry.on.is_none(), Field::On), (entry.reason.is_none(), Field::Reason)])?;
            let place = FieldPath::from(Field::Reopenings).entry(index);
            let help = "noem de dag en de reden van heropenen";
            Some(Diagnostic::new(Code::ReopeningIncomplete, place, format!("bij deze heropening {lack}"), help))
        })
        .collect()
}

/// Facts that belong to a later status than the dossier has.
fn status_behind_facts(case: &Case<'_>) -> Option<Diagnostic> {
    let next = status_by_facts(case)?;
    let text = format!("de status is {}, maar de feiten horen bij {next}", case.dossier.status);
    Some(Diagnostic::new(
        Code::StatusBehindFacts,
        Field::Status,
        text,
        format!("klopt dat, leg het dan vast met «klacht status {} {next}»", case.dossier.id),
    ))
}

fn status_by_facts(case: &Case<'_>) -> Option<Status> {
    let dossier = case.dossier;
    let sent = |kind| dossier.messages.iter().any(|message| message.sent_in_writing_as(kind).is_some());
    let appeal = dossier.appeal.as_ref();
    let appealed = appeal.is_some_and(|appeal| appeal.filed_on.is_some() && appeal.withdrawn_on.is_none());
    let ruled = appeal.is_some_and(|appeal| appeal.ruling.as_ref().is_some_and(|ruling| ruling.date.is_some() && ruling.finding.is_some()));
    match dossier.status {
        Status::OralReport if dossier.submitted.is_some() && dossier.received.is_some() => Some(Status::Received),
        Status::Received | Status::Incomplete if sent(MessageKind::Acknowledgement) && article_2::lacking(case).is_empty() => {
            Some(Status::InProgress)
        }
        Status::InProgress if dossier.is_answered() => Some(Status::Answered),
        Status::UnderAppeal if ruled => Some(Status::AppealRuled),
        status if (status.is_ending() || status == Status::Closed) && appealed && !ruled => Some(Status::UnderAppeal),
        _ => None,
    }
}
