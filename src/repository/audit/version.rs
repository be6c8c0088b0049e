//! The versions of dossier files, each read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use gix::ObjectId;

use crate::domain::{Dossier, DossierId, Status};
use crate::repository::{BlobId, Outline, Repository, RepositoryError};
use crate::source::read_dossier;

/// A version of a dossier file.
pub(in crate::repository) struct Version {
    /// The file as git names it.
    pub(in crate::repository) file: BlobId,
    /// Its bytes.
    pub(in crate::repository) bytes: Vec<u8>,
    /// Its status and parts, read by lines.
    pub(in crate::repository) outline: Outline,
}

impl Version {
    /// The status it states.
    pub(in crate::repository) fn status(&self) -> Option<Status> {
        self.outline.status()
    }

    /// The dossier it tells; `None` when it cannot be read as one.
    pub(in crate::repository) fn dossier(&self) -> Option<Dossier> {
        read_dossier(&self.bytes).dossier
    }
}

/// Reads versions and remembers the last one of each dossier: nearly always the one its next older change led to.
pub(in crate::repository) struct Versions<'repo> {
    repository: &'repo Repository,
    last: BTreeMap<DossierId, (ObjectId, Rc<Version>)>,
}

impl<'repo> Versions<'repo> {
    /// No version yet.
    pub(in crate::repository) fn new(repository: &'repo Repository) -> Self {
        Self { repository, last: BTreeMap::new() }
    }

    /// A version of a dossier file; `None` where there is no file.
    pub(in crate::repository) fn of(&mut self, dossier: DossierId, file: Option<ObjectId>) -> Result<Option<Rc<Version>>, RepositoryError> {
        let Some(file) = file else { return Ok(None) };
        if let Some((known, version)) = self.last.get(&dossier)
            && *known == file
        {
            return Ok(Some(version.clone()));
        }
        let bytes = self.repository.blob(BlobId(file))?;
        let version = Rc::new(Version { file: BlobId(file), outline: Outline::of(&bytes), bytes });
        self.last.insert(dossier, (file, version.clone()));
        Ok(Some(version))
    }

    /// Forgets the version of a dossier that does not go further back.
    pub(in crate::repository) fn forget(&mut self, dossier: DossierId) {
        self.last.remove(&dossier);
    }
}
