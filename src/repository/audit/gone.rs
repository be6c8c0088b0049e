//! Dossiers that are gone, and what says why.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::DossierId;
use crate::repository::{BlobId, Repository, RepositoryError, TrackedPath};
use crate::source::{read_dossier, read_redacted};

/// The numbers that are there now, and those whose absence is explained.
pub(super) struct Present<'repo> {
    repository: &'repo Repository,
    now: BTreeSet<DossierId>,
    destroyed: &'repo BTreeSet<DossierId>,
    /// Dossiers from which something was taken out of every version.
    redacted: BTreeSet<DossierId>,
    /// Numbers that dossiers had before; read when first asked for.
    former: Option<BTreeSet<DossierId>>,
    told: BTreeSet<DossierId>,
    /// The first file of every dossier each time its number came into use, as far as the walk went back.
    came: BTreeMap<DossierId, BTreeSet<BlobId>>,
}

impl<'repo> Present<'repo> {
    /// What the last commit holds, beside the destroyed.
    pub(super) fn in_head(repository: &'repo Repository, destroyed: &'repo BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let files = repository.head_files()?;
        let now = files.keys().filter(|path| path.as_str().ends_with("/dossier.md")).filter_map(TrackedPath::dossier).collect();
        let redacted = read_redacted(&repository.head_file(&TrackedPath::new("register/weggelakt.yaml")?)?.unwrap_or_default());
        Ok(Self { repository, now, destroyed, redacted, former: None, told: BTreeSet::new(), came: BTreeMap::new() })
    }

    /// Whether the register of destroyed dossiers names the number.
    pub(super) fn is_destroyed(&self, dossier: DossierId) -> bool {
        self.destroyed.contains(&dossier)
    }

    /// Whether a message may go on naming the dossier though its commit changes nothing of it any more: it was destroyed, or what the
    /// commit changed was taken out of every version.
    pub(super) fn may_be_named(&self, dossier: DossierId) -> bool {
        self.is_destroyed(dossier) || self.redacted.contains(&dossier)
    }

    /// Takes note of a dossier that a commit brought.
    pub(super) fn came(&mut self, dossier: DossierId, first: &Version) {
        self.came.entry(dossier).or_default().insert(first.file);
    }

    /// The remark on a dossier that a commit took away, unless it came back as it was or something says why; once a dossier.
    ///
    /// What later came under its number is another complaint, unless that began with the very file that was taken away.
    pub(super) fn taken_away(&mut self, dossier: DossierId, last: &[Rc<Version>]) -> Result<Option<Diagnostic>, RepositoryError> {
        let came = self.came.get(&dossier);
        let is_back = came.map_or_else(|| self.now.contains(&dossier), |came| last.iter().any(|version| came.contains(&version.file)));
        let used_again = came.is_some();
        // A former number tells where one dossier went, and not where the next one of that number did.
        let is_explained = self.is_destroyed(dossier) || (!used_again && self.former()?.contains(&dossier));
        if is_back || is_explained || !self.told.insert(dossier) {
            return Ok(None);
        }
        Ok(Some(if used_again { replaced(dossier) } else { gone(dossier) }))
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

fn gone(dossier: DossierId) -> Diagnostic {
    let message = format!("{dossier} is hier uit de map verdwenen, en nergens staat waarom");
    let help = format!(
        "moest het weg, vernietig het dan met: klacht vernietig {dossier}; kreeg het een ander nummer, noem het daar dan onder «voorheen»; haal het anders terug uit de geschiedenis"
    );
    Diagnostic::new(Code::DossierGone, Place::File, message, help)
}

/// The remark on a dossier whose number another has, or had, since.
fn replaced(dossier: DossierId) -> Diagnostic {
    let message = format!("{dossier} is hier uit de map verdwenen, nergens staat waarom, en het nummer is daarna opnieuw gebruikt");
    let help = "zet het niet terug over het dossier dat het nummer nu heeft; «klacht uitleg historie-dossier-verdwenen» zegt wat dan wel";
    Diagnostic::new(Code::DossierGone, Place::File, message, help)
}
