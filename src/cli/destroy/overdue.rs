//! The dossiers whose longest term has passed: which of them go, and which stay here and why.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::{Desk, Failure};
use super::removed::TakenOut;
use crate::domain::DossierId;
use crate::overview::{Keeping, keepings};
use crate::regulation::{Case, DisposalStanding, Rules};
use crate::shell::office::Office;

/// The dossiers that are past their longest term.
pub(super) struct Overdue {
    /// Those that nothing keeps.
    pub(super) goes: BTreeSet<DossierId>,
    /// The others with what keeps each, in words; empty when there are none.
    pub(super) stays: String,
}

impl Overdue {
    /// Those of the dossier folder on this day, and those that were taken out of it and are in the history still.
    pub(super) fn of(desk: &Desk, office: &Office, rules: &Rules) -> Result<Self, Failure> {
        let mut dossiers = desk.dossiers(office, &[])?;
        let taken_out = TakenOut::of(&dossiers, office)?;
        desk.terminal.notice(&taken_out.told());
        dossiers.extend(taken_out.dossiers);
        let found = keepings(&dossiers, |dossier| Case { dossier, rules, today: desk.today });
        let goes = found.iter().filter(|keeping| keeping.disposal.standing == DisposalStanding::Overdue).map(|keeping| keeping.id).collect();
        let kept: Vec<&Keeping> = found
            .iter()
            .filter(|keeping| keeping.disposal.standing == DisposalStanding::Blocked && keeping.disposal.due_on.is_some_and(|day| day < desk.today))
            .collect();
        Ok(Self { goes, stays: told(&kept) })
    }
}

fn told(kept: &[&Keeping]) -> String {
    let mut text = String::new();
    if !kept.is_empty() {
        text.push_str("De langste bewaartermijn is voorbij, maar dit gaat niet mee:\n");
    }
    for keeping in kept {
        let _ = writeln!(text, "  {}: {}", keeping.id, keeping.disposal.reasons().join("; "));
    }
    text
}
