//! What else is a fact once a letter was sent.

use chrono::NaiveDate;

use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Dossier, LetterKind, Status, TalkKind};
use crate::source::edit::{Edit, NewEntry};

/// The edits that go with sending: the invitation of a talk, the day advice was asked, the day the complainant was informed.
pub fn edits(dossier: &Dossier, kind: LetterKind, day: NaiveDate) -> Vec<Edit> {
    match kind {
        LetterKind::Invitation => invited(dossier, day),
        LetterKind::AdviceRequest => asked(dossier, day),
        // The confirmation says how the data are used and may be shared (R39).
        LetterKind::Acknowledgement if dossier.informed_on.is_none() => {
            vec![Edit::Set { path: Field::InformedOn.into(), value: day.to_string() }]
        }
        _ => Vec::new(),
    }
}

/// The step in status that usually follows once this letter was sent; `None` when there is none.
pub fn next_step(dossier: &Dossier, kind: LetterKind) -> Option<String> {
    let to = match (kind, dossier.status) {
        (LetterKind::CompletionRequest, Status::Received | Status::InProgress) => Status::Incomplete,
        (LetterKind::SolutionConfirmation, status) if !status.is_ended() => Status::SolvedInTalk,
        (LetterKind::WithdrawalConfirmation, status) if !status.is_ended() => Status::Withdrawn,
        (LetterKind::Ruling, Status::UnderAppeal) => Status::AppealRuled,
        // After a confirmation or an answer a remark says so already.
        _ => return None,
    };
    Some(format!("De stap die hierbij hoort: klacht status {} {to}\n", dossier.id))
}

/// The talk that is planned and was not invited to, or a new one.
fn invited(dossier: &Dossier, day: NaiveDate) -> Vec<Edit> {
    let talks = FieldPath::from(Field::Talks);
    let mut open = dossier.talks.iter().enumerate().filter(|(_, talk)| talk.kind != Some(TalkKind::Before) && talk.outcome.is_none());
    match open.next_back() {
        Some((_, talk)) if talk.invited_on.is_some() => Vec::new(),
        Some((index, _)) => vec![Edit::Set { path: talks.entry(index).field(Field::InvitedOn), value: day.to_string() }],
        None => {
            let fields = vec![(Field::Kind, TalkKind::OnInvitation.to_string()), (Field::InvitedOn, day.to_string())];
            vec![Edit::Append { list: talks, entry: NewEntry::Fields(fields) }]
        }
    }
}

fn asked(dossier: &Dossier, day: NaiveDate) -> Vec<Edit> {
    let mut open = dossier.advice.iter().enumerate().filter(|(_, advice)| advice.received_on.is_none());
    let Some((index, advice)) = open.next_back() else { return Vec::new() };
    let path = FieldPath::from(Field::ExternalAdvice).entry(index).field(Field::AskedOn);
    if advice.asked_on.is_some() { Vec::new() } else { vec![Edit::Set { path, value: day.to_string() }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Talk, TalkOutcome};

    fn day() -> NaiveDate {
        "2026-11-04".parse().unwrap()
    }

    fn with_talks(talks: Vec<Talk>) -> Dossier {
        Dossier { talks, ..Dossier::new("K-2026-0007".parse().unwrap(), Status::Received) }
    }

    fn paths(dossier: &Dossier, kind: LetterKind) -> Vec<String> {
        edits(dossier, kind, day()).iter().map(|edit| edit.path().to_string()).collect()
    }

    #[test]
    fn invitation_belongs_to_the_talk_that_is_planned() {
        let planned = Talk { held_on: Some(day()), ..Talk::default() };
        let held = Talk { outcome: Some(TalkOutcome::NotSolved), ..Talk::default() };
        let before = Talk { kind: Some(TalkKind::Before), ..Talk::default() };
        assert_eq!(paths(&with_talks(vec![held.clone(), planned]), LetterKind::Invitation), ["gesprekken[1].uitgenodigd_op"]);
        assert_eq!(paths(&with_talks(vec![before, held]), LetterKind::Invitation), ["gesprekken"]);
        let invited = Talk { invited_on: Some(day()), ..Talk::default() };
        assert_eq!(paths(&with_talks(vec![invited]), LetterKind::Invitation), [""; 0]);
    }

    #[test]
    fn confirmation_informs_once() {
        let mut dossier = with_talks(Vec::new());
        assert_eq!(paths(&dossier, LetterKind::Acknowledgement), ["geinformeerd_op"]);
        dossier.informed_on = Some(day());
        assert_eq!(paths(&dossier, LetterKind::Acknowledgement), [""; 0]);
    }
}
