//! What a commit says of itself, read from its message.

use crate::domain::{DossierId, Status, Vocabulary};
use crate::repository::message::Kind;

/// What a message claims. A message by hand claims little or nothing, which is no fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::repository) struct Claim {
    /// The dossiers in its trailers `Dossier:`.
    pub(in crate::repository) dossiers: Vec<DossierId>,
    /// The steps in its trailers `Status:`.
    pub(in crate::repository) statuses: Vec<ClaimedStep>,
    /// The trailer `Soort:`, when the word is known.
    pub(in crate::repository) kind: Option<Kind>,
    /// What the subject says of a dossier.
    pub(in crate::repository) subject: Option<(DossierId, Claimed)>,
}

/// A step in status as a message tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repository) struct ClaimedStep {
    /// The status before; `None` when it names none.
    pub(in crate::repository) from: Option<Status>,
    /// The status after.
    pub(in crate::repository) to: Status,
}

/// What a subject claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repository) enum Claimed {
    /// A new dossier, with its status when that is named.
    New(Option<Status>),
    /// A step in status.
    Step(ClaimedStep),
    /// Something else.
    Other,
}

impl Claim {
    /// What this message claims.
    pub(in crate::repository) fn of(message: &str) -> Self {
        let mut lines = message.lines();
        let mut claim = Self { subject: lines.next().and_then(subject), ..Self::default() };
        for (key, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match key {
                "Dossier" => claim.dossiers.extend(value.parse::<DossierId>()),
                "Status" => claim.statuses.extend(step(value)),
                "Soort" => claim.kind = Kind::from_word(value).ok().or(claim.kind),
                _ => {}
            }
        }
        claim
    }
}

impl ClaimedStep {
    /// Whether this is the step between two statuses.
    pub(in crate::repository) fn is_between(self, from: Option<Status>, to: Option<Status>) -> bool {
        Some(self.to) == to && (self.from.is_none() || self.from == from)
    }
}

/// The number a subject begins with and what it says of it.
fn subject(line: &str) -> Option<(DossierId, Claimed)> {
    let (number, rest) = line.split_once(": ")?;
    let claimed = match rest.trim().split_once("nieuw") {
        Some(("", "")) => Claimed::New(None),
        Some(("", status)) => {
            status.strip_prefix(", status ").and_then(|word| Status::from_word(word).ok()).map_or(Claimed::Other, |to| Claimed::New(Some(to)))
        }
        _ => rest.trim().strip_prefix("status ").and_then(step).map_or(Claimed::Other, Claimed::Step),
    };
    Some((number.parse().ok()?, claimed))
}

/// `in_behandeling`, or `ontvangen -> in_behandeling`.
fn step(text: &str) -> Option<ClaimedStep> {
    match text.split_once("->") {
        Some((from, to)) => Some(ClaimedStep { from: Some(Status::from_word(from.trim()).ok()?), to: Status::from_word(to.trim()).ok()? }),
        None => Some(ClaimedStep { from: None, to: Status::from_word(text.trim()).ok()? }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::{CommitMessage, Outline};

    fn id() -> DossierId {
        DossierId::new(2026, 7).unwrap()
    }

    #[test]
    fn every_message_of_our_own_is_understood() {
        let (before, after) = (Outline::of(b"---\nstatus: ontvangen\n---\n"), Outline::of(b"---\nstatus: in_behandeling\n---\n"));
        let step = ClaimedStep { from: Some(Status::Received), to: Status::InProgress };
        let claim = Claim::of(&CommitMessage::of_change(id(), Some(&before), &after, false).to_string());
        assert_eq!(claim.subject, Some((id(), Claimed::Step(step))));
        assert_eq!((claim.dossiers, claim.statuses), (vec![id()], vec![ClaimedStep { from: None, ..step }]));
        let claim = Claim::of(&CommitMessage::of_change(id(), None, &after, false).to_string());
        assert_eq!(claim.subject, Some((id(), Claimed::New(Some(Status::InProgress)))));
        let claim = Claim::of(&CommitMessage::of_kind(Kind::Import, [id()]).to_string());
        assert_eq!((claim.kind, claim.subject, claim.dossiers), (Some(Kind::Import), None, vec![id()]));
    }

    #[test]
    fn message_by_hand_claims_what_it_says_and_no_more() {
        assert_eq!(Claim::of("Typefout verbeterd\n"), Claim::default());
        assert_eq!(Claim::of(""), Claim::default());
        assert_eq!(Claim::of("K-2026-0007: gebeld met de school").subject, Some((id(), Claimed::Other)));
        assert_eq!(Claim::of("K-2026-0007: nieuwe brief").subject, Some((id(), Claimed::Other)));
        assert_eq!(Claim::of("Revert \"K-2026-0007: status ontvangen -> gesloten\"\n").subject, None);
        assert_eq!(Claim::of("Bijgewerkt\n\nStatus: ontvangen -> in_behandeling\n").statuses.len(), 1);
    }

    #[test]
    fn trailers_each_in_a_paragraph_of_their_own_are_read_too() {
        let claim = Claim::of("x\n\nDossier: K-2026-0007\n\nStatus: gesloten\n\nSoort: onbekend\n");
        assert_eq!((claim.dossiers.len(), claim.statuses.len(), claim.kind), (1, 1, None));
    }
}
