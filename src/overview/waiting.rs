//! Who has to act before a dossier goes on.

use crate::domain::{Appeal, Dossier, MessageKind, Status, vocabulary};

vocabulary! {
    /// Who has to act first.
    Party {
        /// The officer, or someone else within the company.
        Us = "onszelf",
        /// The complainant.
        Complainant = "de klachtindiener",
        /// The body that advises.
        Adviser = "de adviseur",
        /// The disputes committee.
        Committee = "de geschillencommissie",
    }
}

/// Who has to act before the dossier goes on.
#[must_use]
pub fn waiting_for(dossier: &Dossier) -> Party {
    match dossier.status {
        Status::UnderAppeal if dossier.appeal.as_ref().is_some_and(is_with_committee) => Party::Committee,
        Status::Incomplete if awaits_completion(dossier) => Party::Complainant,
        Status::OralReport | Status::Received | Status::InProgress if awaits_advice(dossier) => Party::Adviser,
        Status::OralReport | Status::Received | Status::InProgress if awaits_talk(dossier) => Party::Complainant,
        _ => Party::Us,
    }
}

/// Whether advice was asked and has not come in.
pub(super) fn awaits_advice(dossier: &Dossier) -> bool {
    dossier.advice.iter().any(|advice| advice.asked_on.is_some() && advice.received_on.is_none())
}

/// Whether the complainant was invited to a talk that has neither been held nor declined.
pub(super) fn awaits_talk(dossier: &Dossier) -> bool {
    dossier.talks.iter().any(|talk| talk.invited_on.is_some() && talk.held_on.is_none() && talk.outcome.is_none())
}

/// Whether a completion was asked for and has not come in since.
pub(super) fn awaits_completion(dossier: &Dossier) -> bool {
    let asked = dossier.messages.iter().filter_map(|message| message.sent_in_writing_as(MessageKind::CompletionRequest)).max();
    let completed = dossier.messages.iter().filter(|message| message.kind == Some(MessageKind::Completion)).filter_map(|message| message.date).max();
    asked.is_some_and(|asked| completed.is_none_or(|completed| completed < asked))
}

/// Whether the committee has the appeal and has not yet ruled.
fn is_with_committee(appeal: &Appeal) -> bool {
    let has_it = appeal.handed_over_on.or(appeal.taken_up_on).is_some();
    has_it && appeal.ruling.is_none() && appeal.withdrawn_on.is_none()
}
