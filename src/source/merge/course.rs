//! Which of two statuses a dossier gets when both sides went on from the same one.

use std::collections::BTreeSet;

use super::three::Side;
use crate::domain::Status;
use crate::regulation::transition::{is_reopening, successors};

/// The side whose status is further along the procedure; `None` when the two contradict each other.
///
/// The further one lies beyond the other on one way through the table of statuses, without opening the dossier again
/// and without going back, and not the other way round as well.
pub(super) fn further(base: Option<Status>, ours: Status, theirs: Status) -> Option<Side> {
    if [ours, theirs].iter().all(|status| matches!(status, Status::Incomplete | Status::InProgress)) {
        return None;
    }
    let on_the_way = |first: Status, then: Status| leads_to(base, first) && leads_to(Some(first), then);
    match (on_the_way(theirs, ours), on_the_way(ours, theirs)) {
        (true, false) => Some(Side::Ours),
        (false, true) => Some(Side::Theirs),
        _ => None,
    }
}

/// Whether one status follows from another in any number of steps forward.
fn leads_to(from: Option<Status>, to: Status) -> bool {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(status) = open.pop() {
        let forward = successors(status).iter().filter(|next| !is_reopening(status, **next) && !goes_back(status, **next));
        open.extend(forward.filter(|next| reached.insert(**next)).map(|next| Some(*next)));
    }
    from == Some(to) || reached.contains(&to)
}

/// Whether the step leads to where the dossier stood before: an appeal withdrawn, or found incomplete after it was taken up.
fn goes_back(from: Option<Status>, to: Status) -> bool {
    matches!((from, to), (Some(Status::UnderAppeal), Status::Answered) | (Some(Status::InProgress), Status::Incomplete))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status::{
        Answered, AppealRuled, Closed, InProgress, Incomplete, NotTakenUp, OralReport, Received, SolvedInTalk, UnderAppeal, Withdrawn,
    };

    #[test]
    fn further_status_wins_on_one_way_through_the_table() {
        for (base, first, then) in [
            (Received, InProgress, Answered),
            (Received, InProgress, Closed),
            (OralReport, Received, InProgress),
            (InProgress, Answered, AppealRuled),
            (Received, Incomplete, Withdrawn),
        ] {
            assert_eq!(further(Some(base), first, then), Some(Side::Theirs), "{base} {first} {then}");
            assert_eq!(further(Some(base), then, first), Some(Side::Ours), "{base} {then} {first}");
        }
    }

    #[test]
    fn endings_that_contradict_each_other_are_a_conflict() {
        for (base, ours, theirs) in [
            (InProgress, Answered, Withdrawn),
            (Received, NotTakenUp, InProgress),
            (Received, SolvedInTalk, NotTakenUp),
            (Received, Incomplete, InProgress),
            (Answered, InProgress, Closed),
            (Answered, Closed, UnderAppeal),
        ] {
            assert_eq!(further(Some(base), ours, theirs), None, "{base} {ours} {theirs}");
        }
    }

    #[test]
    fn new_dossier_goes_on_from_nothing() {
        assert_eq!(further(None, Received, InProgress), Some(Side::Theirs));
    }
}
