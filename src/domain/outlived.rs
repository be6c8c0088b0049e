//! What outlives a dossier that was destroyed: its improvements.

use chrono::NaiveDate;

use super::{Dossier, DossierId, Improvement, Status};

/// The improvements of a dossier that was destroyed, and the evaluation it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlived {
    /// The number it had.
    pub id: DossierId,
    /// The year whose evaluation it belongs to; `None` when it was not founded.
    pub evaluation_year: Option<i32>,
    /// The day it was taken along in the evaluation.
    pub evaluated_on: Option<NaiveDate>,
    /// What is improved; nothing when that was never written down.
    pub improvements: Vec<Improvement>,
}

impl Outlived {
    /// Nothing but the number.
    #[must_use]
    pub fn nothing_but(id: DossierId) -> Self {
        Self { id, evaluation_year: None, evaluated_on: None, improvements: Vec::new() }
    }

    /// A dossier in which only the improvements stand: terms and promises are told of it as of any other.
    #[must_use]
    pub fn as_dossier(&self) -> Dossier {
        Dossier { improvements: self.improvements.clone(), evaluated_on: self.evaluated_on, ..Dossier::new(self.id, Status::Closed) }
    }
}
