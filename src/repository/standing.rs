//! Where git stands, seen from outside: enough to tell that someone else moved it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{Doing, RepositoryError};
use super::names::{CommitId, TreeId};
use super::open::Repository;
use super::path::{TrackedPath, dossier_folder};
use crate::domain::DossierId;

/// What is being done when git's data cannot be read.
const READING: &str = "het lezen van de git-opslag";

/// The branch, its last commit, and whether git is at work on the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The branch that is checked out; `None` when HEAD names a commit.
    pub branch: Option<String>,
    /// Its last commit; `None` before the first.
    pub commit: Option<CommitId>,
    /// The lock that git holds while it changes files.
    pub lock: Option<PathBuf>,
    /// When the index was last written, and its size.
    index: Option<(SystemTime, u64)>,
}

impl Repository {
    /// Where git stands now.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn standing(&self) -> Result<Standing, RepositoryError> {
        let index = self.git.index_path();
        let lock = index.with_extension("lock");
        let metadata = index.metadata().ok();
        Ok(Standing {
            branch: self.git.head_name().doing(READING)?.map(|name| name.shorten().to_string()),
            commit: self.head_commit()?,
            lock: lock.exists().then_some(lock),
            index: metadata.and_then(|index| Some((index.modified().ok()?, index.len()))),
        })
    }

    /// The folders in which git writes when it moves a branch or takes another: the first holds HEAD, the second the branches.
    #[must_use]
    pub fn moving_folders(&self) -> [PathBuf; 2] {
        [self.git.git_dir().to_owned(), self.git.common_dir().join("refs/heads")]
    }

    /// Every dossier a commit has, with the name of all its files together: equal files, equal name.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn recorded_dossiers(&self, commit: Option<CommitId>) -> Result<BTreeMap<DossierId, TreeId>, RepositoryError> {
        let mut dossiers = BTreeMap::new();
        for year in self.folders_in(commit, "dossiers")?.keys().filter(|year| year.parse::<u16>().is_ok()) {
            for (name, tree) in self.folders_in(commit, &format!("dossiers/{year}"))? {
                if let Ok(id) = name.parse::<DossierId>()
                    && id.year().to_string() == *year
                {
                    dossiers.insert(id, tree);
                }
            }
        }
        Ok(dossiers)
    }

    /// The files of one dossier as a commit has them.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn recorded_files(&self, commit: Option<CommitId>, id: DossierId) -> Result<BTreeMap<TrackedPath, super::names::BlobId>, RepositoryError> {
        let mut files = BTreeMap::new();
        let folder = dossier_folder(id);
        if let Some(tree) = self.tree_in(commit, &folder)? {
            self.collect(tree, &folder, &mut files)?;
        }
        Ok(files)
    }

    fn folders_in(&self, commit: Option<CommitId>, folder: &str) -> Result<BTreeMap<String, TreeId>, RepositoryError> {
        let Some(tree) = self.tree_in(commit, folder)? else { return Ok(BTreeMap::new()) };
        let mut folders = BTreeMap::new();
        for entry in self.git.find_tree(tree).doing(READING)?.iter() {
            let entry = entry.doing(READING)?;
            if entry.mode().is_tree() {
                folders.insert(entry.filename().to_string(), TreeId(entry.object_id()));
            }
        }
        Ok(folders)
    }

    /// The tree of a folder in a commit; `None` when it is not there.
    fn tree_in(&self, commit: Option<CommitId>, folder: &str) -> Result<Option<gix::ObjectId>, RepositoryError> {
        let Some(commit) = commit else { return Ok(None) };
        let top = self.git.find_commit(commit.0).doing(READING)?.tree().doing(READING)?;
        let path = format!("{}{folder}", self.prefix());
        let entry = top.lookup_entry_by_path(Path::new(&path)).doing(READING)?;
        Ok(entry.filter(|entry| entry.mode().is_tree()).map(|entry| entry.object_id()))
    }
}
