//! A term: what is due when, why, and how it stands.

use chrono::NaiveDate;

use crate::diagnostic::FieldPath;
use crate::domain::{Provision, TermKind, vocabulary};

vocabulary! {
    /// Whose norm a term is.
    Basis {
        /// The procedure says it.
        Regulation = "regeling",
        /// The law says it.
        Law = "wet",
        /// Our own choice where the procedure is silent.
        OwnNorm = "eigen_norm",
    }
}

/// A term of one dossier, as it stands on a day. Computed on reading, never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is due.
    pub kind: TermKind,
    /// What in the dossier it is about: `ontvangen_op`, `afspraken[1]`.
    pub place: FieldPath,
    /// The provision it rests on.
    pub provision: Provision,
    /// Whose norm it is.
    pub basis: Basis,
    /// Day nought: the fact it starts from; `None` when a dossier names only the last day.
    pub starts_on: Option<NaiveDate>,
    /// The last day, which counts whole; for retention the maximum, `None` when the rule file sets none.
    pub due_on: Option<NaiveDate>,
    /// The first day on which destruction is allowed; only for retention.
    pub not_before: Option<NaiveDate>,
    /// The last day before any extension, when there was one.
    pub original_due_on: Option<NaiveDate>,
    /// The last day on which someone can send: a working day on or before the last day, outside closures.
    pub send_by: Option<NaiveDate>,
    /// The day from which it is due soon.
    pub warn_from: Option<NaiveDate>,
    /// The day it was met.
    pub met_on: Option<NaiveDate>,
    /// What met it.
    pub met_by: Option<FieldPath>,
    /// How it stands.
    pub standing: Standing,
    /// The steps from the fact to the last day.
    pub derivation: Vec<Step>,
}

/// How a term stands on a day. Lateness is in calendar days after the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Met on or before its last day.
    MetInTime,
    /// Met after its last day.
    MetLate {
        /// Calendar days after the last day.
        days_late: i64,
    },
    /// Not met, and there is time.
    Open {
        /// Calendar days left; `None` when there is no last day.
        days_left: Option<i64>,
    },
    /// Not met, and the warning day has come.
    DueSoon {
        /// Calendar days left; nought on the last day.
        days_left: i64,
    },
    /// Not met, and the last day has passed.
    Overdue {
        /// Calendar days after the last day.
        days_late: i64,
    },
    /// Late, and the officer gave the reason (`termijnoverschrijding`).
    Acknowledged {
        /// Calendar days after the last day.
        days_late: i64,
        /// Whether it was met in the end.
        met: bool,
    },
    /// It no longer applies.
    Lapsed {
        /// Why, in Dutch.
        reason: String,
    },
}

/// A step of a derivation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day.
    pub day: NaiveDate,
    /// Whether the day counts; day nought and skipped days do not.
    pub counts: bool,
    /// Why, in Dutch.
    pub reason: String,
}

impl Standing {
    /// The word of the JSON contract.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::MetInTime => "op_tijd",
            Self::MetLate { .. } => "te_laat_voldaan",
            Self::Open { .. } => "open",
            Self::DueSoon { .. } => "loopt_af",
            Self::Overdue { .. } => "te_laat_open",
            Self::Acknowledged { .. } => "toegelicht",
            Self::Lapsed { .. } => "vervallen",
        }
    }

    /// Calendar days left, negative when late and not met; `None` when the term is done, lapsed or without a last day.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        match self {
            Self::Open { days_left } => *days_left,
            Self::DueSoon { days_left } => Some(*days_left),
            Self::Overdue { days_late } | Self::Acknowledged { days_late, met: false } => Some(-days_late),
            Self::MetInTime | Self::MetLate { .. } | Self::Acknowledged { met: true, .. } | Self::Lapsed { .. } => None,
        }
    }

    /// Whether something is still to be done for it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::DueSoon { .. } | Self::Overdue { .. } | Self::Acknowledged { met: false, .. })
    }
}
