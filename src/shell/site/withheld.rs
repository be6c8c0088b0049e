//! Whose recordings a site for others leaves out: under one number another dossier may have been recorded, which they may not see.

use std::collections::BTreeSet;

use super::build::SiteSource;
use super::kept::KeptDossiers;
use crate::diagnostic::Severity;
use crate::domain::DossierId;
use crate::overview::Profile;
use crate::render::html::PlacedRemark;
use crate::repository::{History, Revision};

/// Whose recordings these readers are not told.
pub(super) struct Withheld {
    /// The numbers a dossier bore before it was renumbered.
    formerly: BTreeSet<DossierId>,
    /// Whether all are withheld: a file that cannot be read, or not as it was meant, may be of a dossier that bore any number.
    all: bool,
    is_for_others: bool,
}

impl Withheld {
    /// What the site of these dossiers leaves out.
    pub fn of(source: &SiteSource<'_>, kept: &KeptDossiers) -> Self {
        let checked = || kept.dossiers.values().map(|kept| &kept.checked);
        Self {
            formerly: checked().flat_map(|checked| checked.entry.formerly.iter().copied()).collect(),
            all: checked().any(|checked| checked.whole.is_none() || checked.remarks.iter().any(is_misread)),
            is_for_others: source.profile != Profile::Full,
        }
    }

    /// Whether the recordings of this number are left out. Without a repository there are none.
    pub fn holds(&self, id: DossierId, history: Option<&History>) -> bool {
        let begins_again = |history: &History| begins_again(history.of(id));
        self.is_for_others && history.is_some_and(|history| self.all || self.formerly.contains(&id) || begins_again(history))
    }
}

/// Whether the remark is on how the file is written, so that not all of it was read.
fn is_misread(remark: &PlacedRemark) -> bool {
    let code = remark.diagnostic.code;
    code.provision().is_none() && code.severity() == Severity::Error
}

/// Whether the number went or came more than once: what came later may be another dossier.
fn begins_again(revisions: &[Revision]) -> bool {
    revisions.iter().any(Revision::is_gone) || revisions.iter().filter(|revision| revision.is_new()).count() > 1
}
