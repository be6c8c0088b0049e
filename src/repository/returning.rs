//! Dossiers that something leads back to, by what was done to them.

use std::collections::BTreeSet;

use super::reach::{Leading, Removal};
use crate::domain::DossierId;

/// Dossiers that something leads back to, by what was done to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returning {
    /// The destroyed.
    pub destroyed: BTreeSet<DossierId>,
    /// Those with what was taken out.
    pub redacted: BTreeSet<DossierId>,
}

impl Returning {
    /// The dossiers all of these lead to.
    #[must_use]
    pub fn of(leading: &[Leading]) -> Self {
        let mut returning = Self::default();
        for Leading { dossiers, removal, .. } in leading {
            let all = if *removal == Removal::Destruction { &mut returning.destroyed } else { &mut returning.redacted };
            all.extend(dossiers.keys());
        }
        returning
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.destroyed.is_empty() && self.redacted.is_empty()
    }

    /// What was done to which dossiers, and what they do now all the same.
    #[must_use]
    pub fn told(&self, now: &str) -> String {
        let (destroyed, redacted) = (listed(&self.destroyed), listed(&self.redacted));
        match (self.destroyed.is_empty(), self.redacted.is_empty()) {
            (_, true) => format!("{destroyed} is vernietigd en {now}"),
            (true, false) => format!("uit {redacted} is iets weggelakt, en dat {now}"),
            (false, false) => format!("{destroyed} is vernietigd, uit {redacted} is iets weggelakt, en dat {now}"),
        }
    }
}

/// The first numbers, and how many there are more.
pub(super) fn listed(numbers: &BTreeSet<DossierId>) -> String {
    let shown: Vec<String> = numbers.iter().take(5).map(ToString::to_string).collect();
    let more = numbers.len().saturating_sub(5);
    if more == 0 { shown.join(", ") } else { format!("{} en nog {more}", shown.join(", ")) }
}
