//! What stands in the way of building a repository again, and what will be left behind.

use std::collections::BTreeSet;
use std::path::PathBuf;

use gix::bstr::ByteSlice;
use sha2::{Digest, Sha256};

use super::super::error::{Doing, RepositoryError};
use super::super::open::Repository;
use super::place::WORKSHOP;
use super::references::References;
use crate::domain::DossierId;

/// What is being done when git's folder cannot be looked through.
const LOOKING: &str = "het doorzien van de git-opslag";

/// Something that must be settled first, since building again would harm it or miss it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Git's folder is not a folder of its own in the work tree.
    StoreElsewhere(PathBuf),
    /// The repository has other work trees, at these places.
    OtherWorkTrees(Vec<PathBuf>),
    /// Objects are borrowed from another store.
    Borrows,
    /// Large files lie in a store of their own.
    LargeFiles,
    /// Other repositories lie within this one.
    Submodules,
    /// This path is staged otherwise than it was recorded.
    Staged(String),
}

/// What is in git's folder besides branches and tags, and is not in a rebuilt one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What stands in the way.
    pub obstacles: Vec<Obstacle>,
    /// References of others, put aside, noted or left by something unfinished, by their whole names.
    pub references: Vec<String>,
    /// Files and folders of git's folder that are left behind, by name: logs, messages, caches, remains of a merge.
    pub files: Vec<String>,
}

/// What a rebuilt store has too, made again or copied.
const TOLD_AGAIN: [&str; 12] =
    ["HEAD", "config", "config.worktree", "description", "hooks", "index", "info", "objects", "packed-refs", "refs", "klacht.lock", WORKSHOP];

impl Repository {
    /// What stands in the way of building the repository again without these dossiers, and what will be left behind.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&self, gone: &BTreeSet<DossierId>) -> Result<Survey, RepositoryError> {
        let mut survey = Survey { references: References::of(&self.git)?.left_behind, ..Survey::default() };
        let git_dir = self.git.git_dir();
        let own = self.work_dir().join(".git");
        if self.git.common_dir() != git_dir || own.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            survey.obstacles.push(Obstacle::StoreElsewhere(self.git.common_dir().to_owned()));
        }
        let others: Vec<PathBuf> = self.git.worktrees().doing(LOOKING)?.into_iter().filter_map(|proxy| proxy.base().ok()).collect();
        if !others.is_empty() {
            survey.obstacles.push(Obstacle::OtherWorkTrees(others));
        }
        let holds = |inside: &str| git_dir.join(inside).exists();
        survey.obstacles.extend(holds("objects/info/alternates").then_some(Obstacle::Borrows));
        survey.obstacles.extend(holds("lfs/objects").then_some(Obstacle::LargeFiles));
        survey.obstacles.extend(holds("modules").then_some(Obstacle::Submodules));
        survey.obstacles.extend(self.staged_path(gone)?.map(Obstacle::Staged));
        for entry in git_dir.read_dir().into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if !TOLD_AGAIN.contains(&name.as_str()) {
                survey.files.push(name);
            }
        }
        survey.files.sort();
        Ok(survey)
    }

    /// A hash of every reference, of HEAD and of the index: another one tells that something was recorded, staged or fetched since.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn as_it_stands(&self) -> Result<String, RepositoryError> {
        let mut hasher = Sha256::new();
        let mut told: Vec<String> = Vec::new();
        for reference in self.git.references().doing(LOOKING)?.all().doing(LOOKING)? {
            let reference = reference.doing(LOOKING)?;
            told.push(format!("{} {:?}", reference.name().as_bstr(), reference.target()));
        }
        told.sort();
        told.push(format!("{:?}", self.git.head_name().doing(LOOKING)?));
        let index = self.git.index_or_empty().doing(LOOKING)?;
        told.extend(index.entries().iter().map(|entry| format!("{} {} {:?}", entry.path(&index), entry.id, entry.flags)));
        told.iter().for_each(|line| hasher.update(format!("{line}\n")));
        Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A path outside these dossiers that is staged otherwise than it was recorded; the index alone would know that version.
    fn staged_path(&self, gone: &BTreeSet<DossierId>) -> Result<Option<String>, RepositoryError> {
        let Some(head) = self.head_commit()? else { return Ok(None) };
        let tree = self.git.find_commit(head.0).doing(LOOKING)?.tree_id().doing(LOOKING)?;
        let recorded = self.git.index_from_tree(&tree).doing(LOOKING)?;
        let index = self.git.index_or_empty().doing(LOOKING)?;
        let goes = |path: &[u8]| path.split_str(b"/").any(|part| gone.iter().any(|id| id.to_string().as_bytes() == part));
        let versions = |state: &gix::index::State| -> BTreeSet<(Vec<u8>, gix::ObjectId)> {
            let entries = state.entries().iter().map(|entry| (entry.path(state).to_vec(), entry.id));
            entries.filter(|(path, _)| !goes(path)).collect()
        };
        let (recorded, staged) = (versions(&recorded), versions(&index));
        let path = recorded.symmetric_difference(&staged).next();
        Ok(path.map(|(path, _)| String::from_utf8_lossy(path).into_owned()))
    }
}
