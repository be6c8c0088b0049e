//! What is still owed from a dossier: it can be neither closed nor destroyed before that is done (art. 4 and 5).

use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Appeal, Decision, Dossier, Request, RequestKind};

/// Something owed, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// What is owed.
    pub kind: HoldKind,
    /// Where it stands.
    pub place: FieldPath,
}

/// What can be owed from a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// A request that was not met.
    Request,
    /// A request for erasure that was granted and not met: erasing is what meets it.
    GrantedErasure,
    /// An agreement that was not kept.
    Commitment,
    /// An appeal without ruling or withdrawal.
    Appeal,
    /// A consequence of a ruling that is not done.
    Consequence,
}

impl HoldKind {
    /// Why the dossier is still needed, in Dutch.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Request => "er staat nog een verzoek open",
            Self::GrantedErasure => "het toegewezen verzoek om verwijdering is nog niet uitgevoerd (dat doet «klacht wis»)",
            Self::Commitment => "er staat nog een afspraak open",
            Self::Appeal => "er loopt nog een bezwaar",
            Self::Consequence => "er staat nog een consequentie open",
        }
    }
}

/// Everything owed from the dossier, in the order in which it is told.
#[must_use]
pub fn holds(dossier: &Dossier) -> Vec<Hold> {
    let entry = |list: Field, index: usize| FieldPath::from(list).entry(index);
    let requests = dossier.requests.iter().enumerate().filter(|(_, request)| request.fulfilled_on.is_none());
    let requests = requests.map(|(index, request)| Hold { kind: of_request(request), place: entry(Field::Requests, index) });
    let commitments = dossier.commitments.iter().enumerate().filter(|(_, commitment)| commitment.kept_on.is_none());
    let commitments = commitments.map(|(index, _)| Hold { kind: HoldKind::Commitment, place: entry(Field::Commitments, index) });
    requests.chain(commitments).chain(dossier.appeal.iter().flat_map(of_appeal)).collect()
}

/// What an open request is owed.
fn of_request(request: &Request) -> HoldKind {
    let is_granted = request.kind == Some(RequestKind::Erasure) && request.decision == Some(Decision::Granted);
    if is_granted { HoldKind::GrantedErasure } else { HoldKind::Request }
}

/// An appeal is owed a ruling, and a ruling its consequences.
fn of_appeal(appeal: &Appeal) -> Vec<Hold> {
    let place = FieldPath::from(Field::Appeal);
    match &appeal.ruling {
        Some(ruling) if ruling.date.is_some() => {
            let open = ruling.consequences.iter().enumerate().filter(|(_, consequence)| consequence.done_on.is_none());
            let list = place.field(Field::Ruling).field(Field::Consequences);
            open.map(|(index, _)| Hold { kind: HoldKind::Consequence, place: list.clone().entry(index) }).collect()
        }
        _ if appeal.filed_on.is_some() && appeal.withdrawn_on.is_none() => vec![Hold { kind: HoldKind::Appeal, place }],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Consequence, Ruling, Status};

    fn reasons(dossier: &Dossier) -> Vec<&'static str> {
        holds(dossier).into_iter().map(|hold| hold.kind.reason()).collect()
    }

    fn dossier() -> Dossier {
        Dossier::new("K-2026-0007".parse().unwrap(), Status::Answered)
    }

    #[test]
    fn request_is_owed_until_it_is_met() {
        let met = Request { fulfilled_on: "2027-02-20".parse().ok(), ..Request::default() };
        let both = Dossier { requests: vec![met, Request::default()], ..dossier() };
        assert_eq!(holds(&both).iter().map(|hold| hold.place.to_string()).collect::<Vec<_>>(), ["verzoeken[1]"]);
    }

    #[test]
    fn granted_erasure_waits_for_the_erasing_and_not_for_a_decision() {
        let asked = |kind, decision| Request { kind: Some(kind), decision, ..Request::default() };
        for (request, expected) in [
            (asked(RequestKind::Erasure, None), HoldKind::Request),
            (asked(RequestKind::Erasure, Some(Decision::Granted)), HoldKind::GrantedErasure),
            (asked(RequestKind::Erasure, Some(Decision::Partly)), HoldKind::Request),
            (asked(RequestKind::Inspection, Some(Decision::Granted)), HoldKind::Request),
        ] {
            let kinds: Vec<_> = holds(&Dossier { requests: vec![request], ..dossier() }).into_iter().map(|hold| hold.kind).collect();
            assert_eq!(kinds, [expected]);
        }
    }

    #[test]
    fn ruling_ends_an_appeal_and_leaves_its_consequences() {
        let filed = Appeal { filed_on: "2026-12-20".parse().ok(), ..Appeal::default() };
        let appealed = |appeal: Appeal| Dossier { appeal: Some(appeal), ..dossier() };
        assert_eq!(reasons(&appealed(filed.clone())), ["er loopt nog een bezwaar"]);
        let ruling = |consequences| Some(Ruling { date: "2027-01-25".parse().ok(), consequences, ..Ruling::default() });
        assert_eq!(reasons(&appealed(Appeal { ruling: ruling(vec![]), ..filed.clone() })), Vec::<&str>::new());
        let owed = Appeal { ruling: ruling(vec![Consequence::default()]), ..filed.clone() };
        assert_eq!(reasons(&appealed(owed)), ["er staat nog een consequentie open"]);
        assert_eq!(reasons(&appealed(Appeal { withdrawn_on: "2027-01-08".parse().ok(), ..filed })), Vec::<&str>::new());
    }
}
