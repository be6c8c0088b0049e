//! What in the folder differs from what was recorded last.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use super::office::{FoundDossier, Inventory, Office, OfficeError, RULE_FILE, dossier_path};
use crate::domain::DossierId;
use crate::repository::{BlobId, Change, CommitId, CommitMessage, Filters, Outline, Repository, RepositoryError, TrackedPath, dossier_folder};
use crate::source::marks;

/// A dossier of which something differs from what was recorded last.
#[derive(Clone, Debug)]
pub struct ChangedDossier {
    /// Its number, by its folder.
    pub id: DossierId,
    /// Its file as it was recorded last; `None` when it was not.
    pub recorded: Option<Vec<u8>>,
    /// Its file as it is; `None` when it is gone.
    pub now: Option<Vec<u8>>,
    /// The stored pieces that were recorded and are gone.
    pub gone: Vec<TrackedPath>,
    /// The recorded pieces that hold something else now.
    pub altered: Vec<TrackedPath>,
    /// Everything that is to be recorded.
    pub changes: BTreeMap<TrackedPath, Change>,
    /// The commit it was compared with; `None` before the first.
    pub based_on: Option<CommitId>,
    /// From the work tree to the dossier folder: empty, or with a slash at its end.
    pub office: String,
    /// Whether it is not recorded and the register of what was destroyed names its number.
    pub was_destroyed: bool,
    /// Whether something was taken out of it, and fewer marks of that stand in the file than were recorded.
    pub lost_marks: bool,
}

/// A dossier of which something differs, or why that could not be told.
pub type Compared = (DossierId, Result<ChangedDossier, ChangesError>);

/// Why it could not be told what changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangesError {
    /// The folder could not be read.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// Git could not be read.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

/// What the folder is compared with: the last commit, read once, with the filters that git applies.
pub struct Comparison<'repo> {
    repository: &'repo Repository,
    filters: Filters<'repo>,
    commit: Option<CommitId>,
    /// What the commit has of every dossier; `None` when it is looked up one by one.
    all: Option<BTreeMap<DossierId, BTreeMap<TrackedPath, BlobId>>>,
    /// The numbers that the register of what was destroyed names there, once one is asked for.
    destroyed: OnceCell<BTreeSet<DossierId>>,
}

impl<'repo> Comparison<'repo> {
    /// With the last commit, for a few dossiers.
    ///
    /// # Errors
    /// When git cannot be read.
    pub fn with_head(repository: &'repo Repository) -> Result<Self, RepositoryError> {
        Ok(Self { repository, filters: repository.filters()?, commit: repository.head_commit()?, all: None, destroyed: OnceCell::new() })
    }

    /// With the last commit, for many dossiers: faster than one by one.
    ///
    /// # Errors
    /// When git cannot be read.
    pub fn with_all(repository: &'repo Repository) -> Result<Self, RepositoryError> {
        let with = Self::with_head(repository)?;
        Ok(Self { all: Some(recorded_by_dossier(repository)?), ..with })
    }

    /// The numbers that are recorded, where all are known.
    fn numbers(&self) -> impl Iterator<Item = DossierId> {
        self.all.iter().flat_map(|all| all.keys().copied())
    }

    /// Whether the register of what was destroyed names this number.
    fn is_destroyed(&self, id: DossierId) -> Result<bool, RepositoryError> {
        if let Some(destroyed) = self.destroyed.get() {
            return Ok(destroyed.contains(&id));
        }
        let destroyed = Office::destroyed_as_recorded(self.repository)?;
        Ok(self.destroyed.get_or_init(|| destroyed).contains(&id))
    }

    fn recorded(&self, id: DossierId) -> Result<BTreeMap<TrackedPath, BlobId>, RepositoryError> {
        match &self.all {
            Some(all) => Ok(all.get(&id).cloned().unwrap_or_default()),
            None => self.repository.recorded_files(self.commit, id),
        }
    }
}

impl ChangedDossier {
    /// What its commit says.
    #[must_use]
    pub fn message(&self) -> CommitMessage {
        let file = TrackedPath::of_dossier(self.id);
        let attachments = self.changes.keys().any(|path| *path != file);
        let before = self.recorded.as_deref().map(Outline::of);
        let after = Outline::of(self.now.as_deref().or(self.recorded.as_deref()).unwrap_or_default());
        CommitMessage::of_change(self.id, before.as_ref(), &after, attachments)
    }
}

impl Office {
    /// The dossiers that differ from what was recorded last, by number; only these numbers when there are any.
    ///
    /// # Errors
    /// When the folders or git cannot be read. What keeps one dossier from being compared stands beside its number.
    pub fn changed_dossiers(&self, repository: &Repository, wanted: &BTreeSet<DossierId>) -> Result<Vec<Compared>, ChangesError> {
        let with = Comparison::with_all(repository)?;
        let found = self.inventory()?.dossiers.into_iter().filter(|found| found.path == dossier_path(found.id));
        let found: BTreeMap<_, _> = found.map(|found| (found.id, found)).collect();
        let numbers: BTreeSet<_> = found.keys().copied().chain(with.numbers()).collect();
        let numbers = numbers.into_iter().filter(|id| wanted.is_empty() || wanted.contains(id));
        let compared = numbers.map(|id| (id, self.compared(id, found.get(&id), &with)));
        Ok(compared.filter_map(|(id, changed)| Some((id, changed.transpose()?))).collect())
    }

    /// One dossier with everything that differs; `None` when nothing does.
    ///
    /// # Errors
    /// When a folder, a file or git cannot be read.
    pub fn changed_dossier(&self, repository: &Repository, id: DossierId) -> Result<Option<ChangedDossier>, ChangesError> {
        self.changed_from(&Comparison::with_head(repository)?, id)
    }

    /// One dossier with everything in which it differs from this; `None` when nothing does.
    ///
    /// # Errors
    /// As [`Self::changed_dossier`].
    pub fn changed_from(&self, with: &Comparison<'_>, id: DossierId) -> Result<Option<ChangedDossier>, ChangesError> {
        self.compared(id, self.found(id).as_ref(), with)
    }

    /// The dossier with everything that differs; `None` when nothing does.
    fn compared(&self, id: DossierId, found: Option<&FoundDossier>, with: &Comparison<'_>) -> Result<Option<ChangedDossier>, ChangesError> {
        let recorded = with.recorded(id)?;
        let file = TrackedPath::of_dossier(id);
        let now = found.map(|found| self.files_of(found)).transpose()?.unwrap_or_default();
        let mut changes = BTreeMap::new();
        for (path, bytes) in &now {
            // As git would keep it: where only a filter differs, nothing changed.
            if recorded.get(path) != Some(&with.filters.blob_id(path, bytes)?) {
                changes.insert(path.clone(), Change::Content(bytes.clone()));
            }
        }
        let altered = changes.keys().filter(|path| **path != file && recorded.contains_key(*path)).cloned().collect();
        let gone: Vec<_> = recorded.keys().filter(|path| !now.contains_key(*path)).cloned().collect();
        changes.extend(gone.iter().map(|path| (path.clone(), Change::Removed)));
        if changes.is_empty() {
            return Ok(None);
        }
        let recorded = recorded.get(&file).map(|blob| with.filters.restored(&file, *blob)).transpose()?;
        let gone = gone.into_iter().filter(|path| *path != file).collect();
        let fewer = recorded.as_deref().zip(now.get(&file)).is_some_and(|(before, now)| marks(now) < marks(before));
        let lost_marks = fewer && Office::redacted_as_recorded(with.repository)?.contains(&id);
        let was_destroyed = recorded.is_none() && now.contains_key(&file) && with.is_destroyed(id)?;
        Ok(Some(ChangedDossier {
            id,
            recorded,
            now: now.get(&file).cloned(),
            gone,
            altered,
            changes,
            based_on: with.commit,
            office: with.repository.prefix().to_owned(),
            was_destroyed,
            lost_marks,
        }))
    }

    /// The dossier with this number, when its file is where it belongs.
    pub(super) fn found(&self, id: DossierId) -> Option<FoundDossier> {
        let path = dossier_path(id);
        let is_file = std::fs::symlink_metadata(self.on_disk(&path)).is_ok_and(|metadata| metadata.is_file());
        is_file.then_some(FoundDossier { path, id })
    }

    /// Whether the folder of this number lies here, whatever is in it.
    #[must_use]
    pub fn has_folder(&self, id: DossierId) -> bool {
        self.on_disk(&dossier_folder(id)).is_dir()
    }

    /// The dossier file and the pieces beside it.
    fn files_of(&self, found: &FoundDossier) -> Result<BTreeMap<TrackedPath, Vec<u8>>, ChangesError> {
        let mut files = BTreeMap::from([(TrackedPath::of_dossier(found.id), self.read(&found.path)?)]);
        for piece in self.attachments(found)? {
            let path = TrackedPath::in_dossier(found.id, &piece)?;
            match self.read_whole(path.as_str()) {
                Ok(bytes) => drop(files.insert(path, bytes)),
                // Taken away since the folder was looked at, as editors do with what they put beside a file.
                Err(OfficeError::Unreadable { cause, .. }) if cause.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(files)
    }

    /// The rule file, when it differs from what was recorded last.
    ///
    /// # Errors
    /// When it or git cannot be read.
    pub fn changed_rule_file(&self, repository: &Repository) -> Result<BTreeMap<TrackedPath, Change>, ChangesError> {
        let path = TrackedPath::new(RULE_FILE)?;
        let now = self.read(RULE_FILE)?;
        let same = repository.head_blob(&path)? == Some(repository.filters()?.blob_id(&path, &now)?);
        Ok(if same { BTreeMap::new() } else { BTreeMap::from([(path, Change::Content(now))]) })
    }
}

impl Inventory {
    /// What lies where it is recorded with no dossier, in order of path.
    #[must_use]
    pub fn lying_elsewhere(&self) -> Vec<String> {
        let dossiers = self.dossiers.iter().filter(|found| found.path != dossier_path(found.id)).map(|found| &found.path);
        let mut paths: Vec<_> = dossiers.chain(self.misplaced.iter().map(|misplaced| &misplaced.path)).cloned().collect();
        paths.sort();
        paths
    }
}

fn recorded_by_dossier(repository: &Repository) -> Result<BTreeMap<DossierId, BTreeMap<TrackedPath, BlobId>>, RepositoryError> {
    let mut recorded: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (path, blob) in repository.head_files()? {
        if let Some(id) = path.dossier() {
            recorded.entry(id).or_default().insert(path, blob);
        }
    }
    Ok(recorded)
}
