//! What was recorded last.

use std::collections::BTreeMap;

use gix::objs::tree::EntryKind;

use super::error::{Doing, RepositoryError};
use super::names::{BlobId, CommitId};
use super::open::Repository;
use super::path::TrackedPath;

/// What is being done when git's data cannot be read.
const READING: &str = "het lezen van de git-opslag";

impl Repository {
    /// The last commit of the branch; `None` before the first.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_commit(&self) -> Result<Option<CommitId>, RepositoryError> {
        let mut head = self.git.head().doing(READING)?;
        Ok(head.try_peel_to_id().doing(READING)?.map(|id| CommitId(id.detach())))
    }

    /// A file as it was recorded last, as it would stand in the work tree; `None` when it was not.
    ///
    /// # Errors
    /// When git's data cannot be read, or a filter does not give it back.
    pub fn head_file(&self, path: &TrackedPath) -> Result<Option<Vec<u8>>, RepositoryError> {
        self.head_blob(path)?.map(|blob| self.filters()?.restored(path, blob)).transpose()
    }

    /// A file as a commit has it, as it would stand in the work tree; `None` when it has none.
    ///
    /// # Errors
    /// As [`Self::head_file`].
    pub fn file_in(&self, commit: CommitId, path: &TrackedPath) -> Result<Option<Vec<u8>>, RepositoryError> {
        self.entry_at(Some(commit.0), &self.in_tree(path))?.map(|(_, blob)| self.filters()?.restored(path, blob)).transpose()
    }

    /// The content of a file by its name, as git keeps it.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn blob(&self, id: BlobId) -> Result<Vec<u8>, RepositoryError> {
        Ok(self.git.find_blob(id.0).doing(READING)?.take_data())
    }

    /// The name of a file's content as it was recorded last; `None` when it was not.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_blob(&self, path: &TrackedPath) -> Result<Option<BlobId>, RepositoryError> {
        let head = self.head_commit()?.map(|commit| commit.0);
        let entry = self.entry_at(head, &self.in_tree(path))?;
        Ok(entry.filter(|(kind, _)| matches!(kind, EntryKind::Blob | EntryKind::BlobExecutable)).map(|(_, blob)| blob))
    }

    /// Every file below `dossiers/` as it was recorded last, with the name of its content.
    ///
    /// A file whose name is not UTF-8 is left out.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_files(&self) -> Result<BTreeMap<TrackedPath, BlobId>, RepositoryError> {
        self.head_files_below("dossiers")
    }

    /// Every file that was recorded below a folder of the dossier folder, by its path.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_files_below(&self, folder: &str) -> Result<BTreeMap<TrackedPath, BlobId>, RepositoryError> {
        self.head_commit()?.map_or_else(|| Ok(BTreeMap::new()), |head| self.files_below(head, folder))
    }

    /// Every file that a commit has below a folder of the dossier folder, by its path.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn files_below(&self, commit: CommitId, folder: &str) -> Result<BTreeMap<TrackedPath, BlobId>, RepositoryError> {
        let mut files = BTreeMap::new();
        let tree = self.git.find_commit(commit.0).doing(READING)?.tree().doing(READING)?;
        let top = format!("{}{folder}", self.prefix());
        if let Some(entry) = tree.lookup_entry(top.split('/')).doing(READING)?
            && entry.mode().is_tree()
        {
            self.collect(entry.object_id(), folder, &mut files)?;
        }
        Ok(files)
    }

    /// The commits a commit was made after.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn parents(&self, commit: CommitId) -> Result<Vec<CommitId>, RepositoryError> {
        Ok(self.git.find_commit(commit.0).doing(READING)?.parent_ids().map(|id| CommitId(id.detach())).collect())
    }

    /// Adds every file of a tree, by its path below this folder.
    pub(super) fn collect(&self, tree: gix::ObjectId, folder: &str, files: &mut BTreeMap<TrackedPath, BlobId>) -> Result<(), RepositoryError> {
        let tree = self.git.find_tree(tree).doing(READING)?;
        for entry in tree.iter() {
            let entry = entry.doing(READING)?;
            let Ok(name) = std::str::from_utf8(entry.filename()) else { continue };
            let path = format!("{folder}/{name}");
            match entry.mode().kind() {
                EntryKind::Tree => self.collect(entry.object_id(), &path, files)?,
                EntryKind::Blob | EntryKind::BlobExecutable => {
                    // A name git allows and we do not (a backslash) is no file of ours.
                    let Ok(path) = TrackedPath::new(path) else { continue };
                    files.insert(path, BlobId(entry.object_id()));
                }
                EntryKind::Link | EntryKind::Commit => {}
            }
        }
        Ok(())
    }
}
