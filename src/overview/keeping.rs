//! How long every dossier is kept, the most urgent first.

use crate::diagnostic::{Field, Step};
use crate::domain::{Dossier, DossierId, Provision};
use crate::regulation::{Block, Case, Disposal, DisposalStanding, disposal};

/// A dossier with what the term of keeping means for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The dossier.
    pub id: DossierId,
    /// What the term means for it.
    pub disposal: Disposal,
    /// The reason for which it is kept longer on the day of the case; free text.
    pub reason: Option<String>,
}

impl Keeping {
    /// The keeping of a dossier on the day of the case.
    #[must_use]
    pub fn of(case: &Case<'_>) -> Self {
        let keep = case.dossier.keep_longer.as_ref().filter(|keep| keep.holds_on(case.today));
        Self { id: case.dossier.id, disposal: disposal(case), reason: keep.and_then(|keep| keep.reason.clone()) }
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

/// The provision for whose sake a dossier is not destroyed.
#[must_use]
pub fn blocking_provision(block: &Block) -> Provision {
    let rests_on = |step: &Step| match step {
        Step::Field(Field::Consequences) => Some(Provision::Ruling),
        Step::Field(Field::Appeal) => Some(Provision::Appeal),
        Step::Field(Field::Requests) => Some(Provision::Privacy),
        Step::Field(Field::Commitments) => Some(Provision::Record),
        Step::Field(Field::Status) => Some(Provision::Course),
        _ => None,
    };
    // The last step says most: a consequence stands within an appeal.
    block.place.steps().iter().rev().find_map(rests_on).unwrap_or(Provision::Retention)
}

/// The keeping of these dossiers: what must go before what may, and of those the longest here first.
#[must_use]
pub fn keepings<'a>(dossiers: impl IntoIterator<Item = &'a Dossier>, case_of: impl Fn(&'a Dossier) -> Case<'a>) -> Vec<Keeping> {
    let mut found: Vec<Keeping> = dossiers.into_iter().map(|dossier| Keeping::of(&case_of(dossier))).collect();
    found.sort_by_key(|keeping| (keeping.disposal.standing, keeping.disposal.not_before, keeping.id));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FieldPath;

    #[test]
    fn block_rests_on_what_is_owed() {
        let block = |place: FieldPath| blocking_provision(&Block { place, reason: String::new() });
        let appeal = FieldPath::from(Field::Appeal);
        assert_eq!(block(appeal.clone()), Provision::Appeal);
        assert_eq!(block(appeal.field(Field::Ruling).field(Field::Consequences).entry(0)), Provision::Ruling);
        assert_eq!(block(FieldPath::from(Field::Requests).entry(1)), Provision::Privacy);
        assert_eq!(block(Field::Status.into()), Provision::Course);
        assert_eq!(block(Field::KeepLonger.into()), Provision::Retention);
    }
}
