//! What every rule looks at.

use chrono::NaiveDate;

use super::Rules;
use crate::domain::Dossier;

/// A dossier under a procedure, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it is looked at.
    pub today: NaiveDate,
}

impl<'a> Case<'a> {
    /// Who handles the dossier: as stated, else the officer in office on the day of receipt, else today.
    #[must_use]
    pub fn handler(&self) -> Option<&'a str> {
        let day = self.dossier.received.map_or(self.today, |received| received.date());
        let appointed = || self.rules.officer_on(day).map(|officer| officer.name.as_str());
        self.dossier.handler.as_deref().or_else(appointed)
    }

    /// Whether no message can reach the complainant: anonymous, without an address.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.dossier.complainant.is_unreachable()
    }
}
