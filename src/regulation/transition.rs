//! Which status may follow which (art. 3 gives the backbone).

use crate::diagnostic::{Code, Diagnostic, Field};
use crate::domain::{Dossier, DossierId, Status, Vocabulary};

use Status::{Answered, AppealRuled, Closed, InProgress, Incomplete, NotTakenUp, OralReport, Received, SolvedInTalk, UnderAppeal, Withdrawn};

/// The statuses that may follow, in the order of the procedure; `None` is a dossier that does not exist yet.
///
/// A new dossier may begin as an appeal: one whose dossier was destroyed.
#[must_use]
pub fn successors(from: Option<Status>) -> &'static [Status] {
    match from {
        None => &[OralReport, Received, UnderAppeal],
        Some(OralReport) => &[Received, SolvedInTalk, Withdrawn],
        Some(Received) => &[Incomplete, InProgress, SolvedInTalk, Withdrawn, NotTakenUp],
        Some(Incomplete) => &[InProgress, SolvedInTalk, Withdrawn, NotTakenUp],
        Some(InProgress) => &[Incomplete, Answered, SolvedInTalk, Withdrawn],
        Some(Answered | SolvedInTalk | Withdrawn | NotTakenUp) => &[Closed, UnderAppeal, InProgress],
        Some(UnderAppeal) => &[AppealRuled, Answered],
        Some(AppealRuled) => &[Closed, InProgress],
        Some(Closed) => &[UnderAppeal, InProgress],
    }
}

/// Whether the step is in the table. Staying where it is, is no step and always allowed.
#[must_use]
pub fn is_allowed(from: Option<Status>, to: Status) -> bool {
    from == Some(to) || successors(from).contains(&to)
}

/// Whether the step opens a dossier that had ended; it asks a reason (`heropend`).
#[must_use]
pub fn is_reopening(from: Option<Status>, to: Status) -> bool {
    to == InProgress && from.is_some_and(Status::is_ended)
}

/// Whether a step that is not in the table is one that several steps of the table make together, without opening a dossier again.
#[must_use]
pub fn leaps(from: Status, to: Status) -> bool {
    let mut reached = vec![from];
    let mut at = 0;
    while let Some(status) = reached.get(at).copied() {
        at += 1;
        for next in successors(Some(status)) {
            if !is_reopening(Some(status), *next) && !reached.contains(next) {
                reached.push(*next);
            }
        }
    }
    !is_allowed(Some(from), to) && reached.contains(&to)
}

/// Whether a correction may take the dossier back to this status: one from which its present status follows.
///
/// Back to a status before a reopening only when there was one.
#[must_use]
pub fn may_go_back(dossier: &Dossier, to: Status) -> bool {
    let was_reopened = !dossier.reopenings.is_empty();
    leads_back(dossier.status, to) && (was_reopened || !is_reopening(Some(to), dossier.status))
}

/// Whether the table has the step the other way round.
fn leads_back(from: Status, to: Status) -> bool {
    successors(Some(to)).contains(&from)
}

/// The remark on a step that is not in the table, with the steps that are; `None` when it may be taken.
#[must_use]
pub fn forbidden(id: DossierId, from: Option<Status>, to: Status) -> Option<Diagnostic> {
    if is_allowed(from, to) {
        return None;
    }
    let steps = successors(from).iter().map(|status| status.word()).collect::<Vec<_>>().join(", ");
    let (message, help) = match from {
        None => (format!("een nieuw dossier begint niet met de status {to}"), format!("begin met: {steps}")),
        Some(from) => {
            let message = format!("van {from} kan een klacht niet in één stap naar {to}");
            let mistake = format!("; was {from} een vergissing, typ dan «klacht status {id} {to} --correctie --reden …»");
            (message, format!("na {from} kan: {steps}{}", if leads_back(from, to) { mistake.as_str() } else { "" }))
        }
    };
    Some(Diagnostic::new(Code::ForbiddenTransition, Field::Status, message, help))
}

/// The remark on a correction that does not go back; `None` when it does.
#[must_use]
pub fn forbidden_correction(dossier: &Dossier, to: Status) -> Option<Diagnostic> {
    if may_go_back(dossier, to) {
        return None;
    }
    let from = dossier.status;
    let back: Vec<_> = Status::ALL.iter().filter(|status| may_go_back(dossier, **status)).map(|status| status.word()).collect();
    let help = format!("vóór {from} kan gestaan hebben: {}; verder terug gaat u in stappen", back.join(", "));
    let message = format!("een correctie gaat terug, en {to} kwam niet vóór {from}");
    Some(Diagnostic::new(Code::ForbiddenTransition, Field::Status, message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier(status: Status) -> Dossier {
        Dossier::new("K-2026-0007".parse().unwrap(), status)
    }

    #[test]
    fn correction_goes_back_and_never_forward() {
        assert!(may_go_back(&dossier(InProgress), Received));
        assert!(may_go_back(&dossier(Closed), Answered));
        assert!(!may_go_back(&dossier(Received), Closed));
        assert!(!may_go_back(&dossier(Received), Received));
    }

    #[test]
    fn correction_undoes_a_reopening_only_where_there_was_one() {
        let reopened = Dossier { reopenings: vec![crate::domain::Reopening::default()], ..dossier(InProgress) };
        assert!(may_go_back(&reopened, Closed));
        assert!(!may_go_back(&dossier(InProgress), Closed));
    }

    #[test]
    fn only_a_step_the_other_way_round_offers_a_correction() {
        let help = |from, to| forbidden("K-2026-0007".parse().unwrap(), Some(from), to).unwrap().help;
        assert!(help(InProgress, Received).contains("--correctie"));
        assert!(!help(Received, Closed).contains("--correctie"));
    }

    #[test]
    fn every_status_can_be_reached() {
        for status in Status::ALL {
            let reached = std::iter::once(None).chain(Status::ALL.iter().copied().map(Some)).any(|from| successors(from).contains(status));
            assert!(reached, "{status}");
        }
    }

    #[test]
    fn answered_does_not_follow_received() {
        assert!(!is_allowed(Some(Received), Answered));
        assert!(is_allowed(Some(InProgress), Answered));
    }

    #[test]
    fn leap_goes_forward_over_a_status_and_never_back() {
        assert!(leaps(Received, Answered));
        assert!(leaps(OralReport, InProgress));
        assert!(leaps(InProgress, Closed));
        assert!(!leaps(Received, InProgress));
        assert!(!leaps(InProgress, Received));
        assert!(!leaps(Answered, Incomplete));
        assert!(!leaps(Closed, Closed));
    }

    #[test]
    fn closed_opens_again_only_for_an_appeal_or_with_a_reason() {
        assert_eq!(successors(Some(Closed)), [UnderAppeal, InProgress]);
        assert!(is_reopening(Some(Closed), InProgress));
        assert!(!is_reopening(Some(Received), InProgress));
    }

    #[test]
    fn forbidden_step_tells_which_steps_there_are() {
        let id = DossierId::new(2026, 14).unwrap();
        assert_eq!(forbidden(id, Some(AppealRuled), Closed), None);
        let remark = forbidden(id, Some(AppealRuled), Answered).unwrap();
        assert_eq!(remark.message, "van bezwaar_afgehandeld kan een klacht niet in één stap naar afgehandeld");
        assert!(remark.help.starts_with("na bezwaar_afgehandeld kan: gesloten, in_behandeling"), "{}", remark.help);
        assert_eq!(forbidden(id, None, Closed).unwrap().message, "een nieuw dossier begint niet met de status gesloten");
    }

    #[test]
    fn withdrawn_appeal_goes_back_to_answered() {
        assert!(is_allowed(Some(UnderAppeal), Answered));
    }
}
