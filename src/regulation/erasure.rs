//! Whether a dossier may be erased at a request before its term (art. 17 AVG; decision 094).

use super::disposal::{Block, kept_longer};
use super::{Case, holds};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Decision, Dossier, Request, RequestKind};

/// Everything that keeps the dossier from being erased at a request, in the order in which it is told; nothing when it may be.
///
/// The request itself is what asks for it, so that it is not met yet keeps nothing. What is still owed, an open complaint and an appeal
/// do: the procedure and the defence of a claim go before (art. 17(3)(b) and (e) AVG), as does a reason to keep the dossier longer.
#[must_use]
pub fn erasure_blocks(case: &Case<'_>) -> Vec<Block> {
    let request = last_request(case.dossier);
    let mut found = match request {
        None => vec![block(Field::Requests.into(), "er is geen verzoek om verwijdering vastgelegd")],
        Some((index, request)) => lacks(index, request),
    };
    if !case.dossier.status.is_ended() {
        found.push(block(Field::Status.into(), "de klacht is nog niet afgehandeld"));
    }
    let itself = request.map(|(index, _)| FieldPath::from(Field::Requests).entry(index));
    let owed = holds(case.dossier).into_iter().filter(|hold| Some(&hold.place) != itself.as_ref());
    found.extend(owed.map(|hold| Block { place: hold.place, reason: hold.kind.reason().to_owned() }));
    found.extend(kept_longer(case));
    found
}

/// The last request for erasure, with its index.
fn last_request(dossier: &Dossier) -> Option<(usize, &Request)> {
    dossier.requests.iter().enumerate().rfind(|(_, request)| request.kind == Some(RequestKind::Erasure))
}

/// What the request lacks to be carried out: who asked, a decision that grants it, and on which ground.
fn lacks(index: usize, request: &Request) -> Vec<Block> {
    let entry = || FieldPath::from(Field::Requests).entry(index);
    let decision = match request.decision {
        None => Some("op het verzoek om verwijdering is nog niet besloten"),
        Some(Decision::Refused) => Some("het verzoek om verwijdering is afgewezen"),
        Some(Decision::Partly) => Some("het verzoek om verwijdering is maar deels toegewezen; dat deel haalt u weg met «klacht lak-weg»"),
        Some(Decision::Granted) => None,
    };
    let ground = request.reason.is_none().then_some("er staat niet bij op welke grond het verzoek om verwijdering is toegewezen");
    let identity = request.identity_established_on.is_none().then_some("er staat niet bij dat is vastgesteld wie om verwijdering vroeg");
    let lacks = [(Field::Decision, decision), (Field::Reason, ground), (Field::IdentityEstablishedOn, identity)];
    lacks.into_iter().filter_map(|(field, lack)| Some(block(entry().field(field), lack?))).collect()
}

fn block(place: FieldPath, reason: &str) -> Block {
    Block { place, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Appeal, Commitment, KeepLonger, Status};
    use crate::source::default_rules;
    use chrono::NaiveDate;

    fn day() -> Option<NaiveDate> {
        "2026-11-02".parse().ok()
    }

    fn granted() -> Request {
        Request {
            kind: Some(RequestKind::Erasure),
            decision: Some(Decision::Granted),
            reason: Some("niet langer nodig (art. 17 lid 1 onder a)".to_owned()),
            identity_established_on: day(),
            ..Request::default()
        }
    }

    fn asked(request: Request) -> Dossier {
        Dossier { requests: vec![request], ..Dossier::new("K-2026-0007".parse().unwrap(), Status::Answered) }
    }

    fn reasons(dossier: &Dossier) -> Vec<String> {
        let case = Case { dossier, rules: &default_rules(), today: day().unwrap() };
        erasure_blocks(&case).into_iter().map(|block| block.reason).collect()
    }

    #[test]
    fn granted_request_is_enough_though_it_is_not_met_and_the_term_has_not_passed() {
        assert_eq!(reasons(&asked(granted())), Vec::<String>::new());
    }

    #[test]
    fn every_other_standing_of_a_request_is_refused_with_what_lacks() {
        let decided = |decision| Request { decision, ..granted() };
        for (dossier, expected) in [
            (Dossier { requests: Vec::new(), ..asked(granted()) }, "er is geen verzoek om verwijdering vastgelegd"),
            (asked(decided(None)), "nog niet besloten"),
            (asked(decided(Some(Decision::Refused))), "afgewezen"),
            (asked(decided(Some(Decision::Partly))), "maar deels toegewezen"),
            (asked(Request { reason: None, ..granted() }), "op welke grond"),
            (asked(Request { identity_established_on: None, ..granted() }), "wie om verwijdering vroeg"),
        ] {
            let found = reasons(&dossier);
            assert!(found.len() == 1 && found[0].contains(expected), "{expected}: {found:?}");
        }
    }

    #[test]
    fn procedure_and_a_reason_to_keep_go_before() {
        let keep = KeepLonger { reason: Some("rechtszaak".to_owned()), ..KeepLonger::default() };
        let appeal = Appeal { filed_on: day(), ..Appeal::default() };
        for (dossier, expected) in [
            (Dossier { status: Status::InProgress, ..asked(granted()) }, "de klacht is nog niet afgehandeld"),
            (Dossier { appeal: Some(appeal), ..asked(granted()) }, "er loopt nog een bezwaar"),
            (Dossier { commitments: vec![Commitment::default()], ..asked(granted()) }, "er staat nog een afspraak open"),
            (Dossier { keep_longer: Some(keep), ..asked(granted()) }, "het wordt met een reden langer bewaard"),
        ] {
            assert_eq!(reasons(&dossier), [expected]);
        }
    }
}
