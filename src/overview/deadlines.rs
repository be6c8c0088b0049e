//! Which terms are shown, and the most urgent first.

use std::cmp::Reverse;

use crate::domain::{DossierId, Status, TermKind};
use crate::regulation::{Standing, Term};

/// The terms of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierTerms {
    /// Its number.
    pub id: DossierId,
    /// Where it stands; `None` once it was destroyed, when only its improvements are left.
    pub status: Option<Status>,
    /// Its terms, in the order of the procedure.
    pub terms: Vec<Term>,
}

/// Which terms to show; what is empty or `None` leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermFilter {
    /// Only dossiers with one of these statuses.
    pub statuses: Vec<Status>,
    /// Only terms of these kinds.
    pub kinds: Vec<TermKind>,
    /// Only terms in this state.
    pub state: TermState,
    /// Only open terms that end within so many calendar days; late ones too.
    pub within: Option<i64>,
}

/// Which terms by their standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermState {
    /// Also those that were met or lapsed.
    #[default]
    All,
    /// Those for which something is still to be done.
    Open,
    /// Those that are open and late.
    Late,
}

impl TermFilter {
    /// What is left of these dossiers; a dossier without a term left is left out.
    #[must_use]
    pub fn applied(&self, dossiers: Vec<DossierTerms>) -> Vec<DossierTerms> {
        let mut left: Vec<_> = dossiers
            .into_iter()
            .filter(|dossier| self.statuses.is_empty() || dossier.status.is_some_and(|status| self.statuses.contains(&status)))
            .map(|mut dossier| {
                dossier.terms.retain(|term| self.shows(term));
                dossier
            })
            .filter(|dossier| !dossier.terms.is_empty())
            .collect();
        left.sort_by_key(|dossier| (dossier.terms.iter().map(urgency).min(), dossier.id));
        left
    }

    fn shows(&self, term: &Term) -> bool {
        let kind = self.kinds.is_empty() || self.kinds.contains(&term.kind);
        let soon = self.within.is_none_or(|within| term.standing.days().is_some_and(|days| days <= within));
        kind && soon && self.state.holds(&term.standing)
    }
}

impl TermState {
    fn holds(self, standing: &Standing) -> bool {
        match self {
            Self::All => true,
            Self::Open => standing.is_open(),
            Self::Late => standing.is_open() && standing.days().is_some_and(|days| days < 0),
        }
    }
}

/// Every term with its dossier, the most urgent first.
#[must_use]
pub fn by_urgency(dossiers: &[DossierTerms]) -> Vec<(&DossierTerms, &Term)> {
    let mut all: Vec<_> = dossiers.iter().flat_map(|dossier| dossier.terms.iter().map(move |term| (dossier, term))).collect();
    all.sort_by_key(|(dossier, term)| (urgency(term), dossier.id));
    all
}

/// What terms are sorted by: open ones by the days that are left, then the rest with the latest first.
fn urgency(term: &Term) -> (bool, i64, Reverse<Option<chrono::NaiveDate>>, TermKind) {
    let open = term.standing.is_open();
    let past = if open { None } else { term.due_on };
    (!open, term.standing.days().unwrap_or(i64::MAX), Reverse(past), term.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Field;
    use crate::domain::Provision;
    use crate::regulation::Basis;

    fn dossier(number: &str, status: Status, standings: &[Standing]) -> DossierTerms {
        let term = |standing: &Standing| Term {
            kind: TermKind::Answer,
            place: Field::SubmittedOn.into(),
            provision: Provision::Answer,
            basis: Basis::Regulation,
            starts_on: None,
            due_on: "2026-11-30".parse().ok(),
            not_before: None,
            original_due_on: None,
            send_by: None,
            warn_from: None,
            met_on: None,
            met_by: None,
            standing: standing.clone(),
            derivation: Vec::new(),
        };
        DossierTerms { id: number.parse().unwrap(), status: Some(status), terms: standings.iter().map(term).collect() }
    }

    fn order(filter: &TermFilter) -> Vec<String> {
        let late = Standing::Overdue { days_late: 3 };
        let left = filter.applied(vec![
            dossier("K-2026-0001", Status::Closed, &[Standing::MetInTime]),
            dossier("K-2026-0002", Status::InProgress, &[Standing::Open { days_left: Some(9) }, Standing::MetLate { days_late: 1 }]),
            dossier("K-2026-0003", Status::Received, &[late, Standing::DueSoon { days_left: 0 }]),
        ]);
        by_urgency(&left).iter().map(|(dossier, term)| format!("{} {}", dossier.id, term.standing.word())).collect()
    }

    #[test]
    fn late_comes_first_and_what_is_done_last() {
        let expected = ["K-2026-0003 te_laat_open", "K-2026-0003 loopt_af", "K-2026-0002 open", "K-2026-0001 op_tijd", "K-2026-0002 te_laat_voldaan"];
        assert_eq!(order(&TermFilter::default()), expected);
    }

    #[test]
    fn late_filter_keeps_what_is_late_and_open() {
        assert_eq!(order(&TermFilter { state: TermState::Late, ..TermFilter::default() }), ["K-2026-0003 te_laat_open"]);
    }

    #[test]
    fn within_a_week_keeps_late_terms_too() {
        let expected = ["K-2026-0003 te_laat_open", "K-2026-0003 loopt_af"];
        assert_eq!(order(&TermFilter { within: Some(7), ..TermFilter::default() }), expected);
    }

    #[test]
    fn status_filter_keeps_dossiers_with_that_status() {
        assert_eq!(order(&TermFilter { statuses: vec![Status::Closed], ..TermFilter::default() }), ["K-2026-0001 op_tijd"]);
    }
}
