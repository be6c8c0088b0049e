//! How long every dossier is kept, the most urgent first.

use crate::diagnostic::Field;
use crate::domain::{Dossier, DossierId};
use crate::regulation::{Case, Disposal, DisposalStanding, disposal};

/// A dossier with what the term of keeping means for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The dossier.
    pub id: DossierId,
    /// What the term means for it.
    pub disposal: Disposal,
}

impl Keeping {
    /// The keeping of a dossier on the day of the case.
    #[must_use]
    pub fn of(case: &Case<'_>) -> Self {
        Self { id: case.dossier.id, disposal: disposal(case) }
    }

    /// Whether a reason keeps it beyond the day on which it might go.
    #[must_use]
    pub fn is_kept_longer(&self) -> bool {
        let kept = self.disposal.blocks.iter().any(|block| block.place == Field::KeepLonger.into());
        kept && self.disposal.kept_until.zip(self.disposal.not_before).is_none_or(|(until, free)| until >= free)
    }

    /// Whether someone has something to do: destroy it, or see to what keeps it although it need not be kept.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.disposal.standing < DisposalStanding::TooEarly
    }
}

/// The keeping of these dossiers: what must go before what may, and of those the longest here first.
#[must_use]
pub fn keepings<'a>(dossiers: impl IntoIterator<Item = &'a Dossier>, case_of: impl Fn(&'a Dossier) -> Case<'a>) -> Vec<Keeping> {
    let mut found: Vec<Keeping> = dossiers.into_iter().map(|dossier| Keeping::of(&case_of(dossier))).collect();
    found.sort_by_key(|keeping| (keeping.disposal.standing, keeping.disposal.not_before, keeping.id));
    found
}
