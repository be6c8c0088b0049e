//! Dossiers that are gone, and what says why.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::DossierId;
use crate::repository::{Repository, RepositoryError, TrackedPath};
use crate::source::read_dossier;

/// The numbers that are there now, and those whose absence is explained.
pub(super) struct Present<'repo> {
    repository: &'repo Repository,
    now: BTreeSet<DossierId>,
    destroyed: &'repo BTreeSet<DossierId>,
    /// Numbers that dossiers had before; read when first asked for.
    former: Option<BTreeSet<DossierId>>,
    told: BTreeSet<DossierId>,
}

impl<'repo> Present<'repo> {
    /// What the last commit holds, beside the destroyed.
    pub(super) fn in_head(repository: &'repo Repository, destroyed: &'repo BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let files = repository.head_files()?;
        let now = files.keys().filter(|path| path.as_str().ends_with("/dossier.md")).filter_map(TrackedPath::dossier).collect();
        Ok(Self { repository, now, destroyed, former: None, told: BTreeSet::new() })
    }

    /// Whether the register of destroyed dossiers names the number.
    pub(super) fn is_destroyed(&self, dossier: DossierId) -> bool {
        self.destroyed.contains(&dossier)
    }

    /// The remark on a dossier that a commit took away, unless it came back or something says why; once a dossier.
    pub(super) fn taken_away(&mut self, dossier: DossierId) -> Result<Option<Diagnostic>, RepositoryError> {
        if self.now.contains(&dossier) || self.is_destroyed(dossier) || self.former()?.contains(&dossier) || !self.told.insert(dossier) {
            return Ok(None);
        }
        let message = format!("{dossier} is hier uit de map verdwenen, en nergens staat waarom");
        let help = "haal het dossier terug uit de geschiedenis; is het vernietigd, zet het dan in register/vernietigd.yaml, en kreeg het een ander nummer, noem het dan daar onder «voorheen»";
        Ok(Some(Diagnostic::new(Code::DossierGone, Place::File, message, help)))
    }

    fn former(&mut self) -> Result<&BTreeSet<DossierId>, RepositoryError> {
        if self.former.is_none() {
            let mut former = BTreeSet::new();
            for dossier in &self.now {
                let bytes = self.repository.head_file(&TrackedPath::of_dossier(*dossier))?.unwrap_or_default();
                former.extend(read_dossier(&bytes).dossier.into_iter().flat_map(|dossier| dossier.formerly));
            }
            self.former = Some(former);
        }
        Ok(self.former.as_ref().expect("it was read just now"))
    }
}
