//! What stands in the way of building a repository again, and what will be left behind.

use std::collections::BTreeSet;
use std::path::PathBuf;

use gix::bstr::ByteSlice;

use super::super::error::{Doing, RepositoryError};
use super::super::names::CommitId;
use super::super::open::Repository;
use super::commit_behind;
use super::place::{LOOKOUT, WORKSHOP};
use super::references::References;
use super::remembered::{Memory, Remembered, kind_of_file, kind_of_reference, names_in};
use super::replaced::{CLEAN, LIST};
use super::store::COPIED_INFO;
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
    /// Large files lie in a store of their own.
    LargeFiles,
    /// Other repositories lie within this one.
    Submodules,
    /// The branch in use is another name for something that is not built again, such as what was fetched.
    NoOwnBranch(String),
    /// This path is staged otherwise than it was recorded.
    Staged(String),
}

/// What is in git's folder besides branches and tags, and is not in a rebuilt one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// What stands in the way.
    pub obstacles: Vec<Obstacle>,
    /// What is remembered and left behind.
    pub memory: Memory,
    /// Other stores that this one borrows objects from; the rebuilt one has all it needs itself.
    pub borrows_from: Vec<String>,
    /// Local branches that are built again, without `refs/heads/`.
    pub branches: Vec<String>,
    /// Tags that are built again, without `refs/tags/`.
    pub tags: Vec<String>,
    /// The places elsewhere.
    pub remotes: Vec<RemoteStanding>,
}

/// How this branch stands to the same one at a place elsewhere, as far as is known here without asking there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteStanding {
    /// Git's name for the place.
    pub name: String,
    /// How many commits are here alone, and how many there alone; `None` when nothing is known of it here.
    pub apart: Option<(usize, usize)>,
    /// Whether what is known of it is the history from before an earlier destruction or redaction.
    pub is_old: bool,
}

/// What a rebuilt store has too, made again or copied.
const TOLD_AGAIN: [&str; 15] = [
    "HEAD",
    "config",
    "config.worktree",
    "description",
    "hooks",
    "index",
    "info",
    "objects",
    "packed-refs",
    "refs",
    "klacht.lock",
    WORKSHOP,
    LOOKOUT,
    LIST,
    CLEAN,
];

impl Repository {
    /// What stands in the way of building the repository again without these dossiers, and what will be left behind.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn survey(&self, gone: &BTreeSet<DossierId>) -> Result<Survey, RepositoryError> {
        let git_dir = self.git.git_dir();
        let references = References::of(&self.git)?;
        let mut survey = Survey { obstacles: self.obstacles(gone)?, remotes: self.remote_standings()?, ..Survey::default() };
        let others = references.others.iter().filter_map(|(name, _)| Some(name.strip_prefix(b"refs/heads/")?.to_str_lossy().into_owned()));
        survey.branches.extend(others);
        for kept in &references.kept {
            let name = kept.name.to_str_lossy();
            match (name.strip_prefix("refs/heads/"), name.strip_prefix("refs/tags/")) {
                (Some(branch), _) => survey.branches.push(branch.to_owned()),
                (_, Some(tag)) if commit_behind(&self.git, kept.target)?.is_none() => {
                    survey.memory.entry(Remembered::LooseTags).or_default().push(tag.to_owned());
                }
                (_, tag) => survey.tags.extend(tag.map(str::to_owned)),
            }
        }
        for name in references.left_behind {
            survey.memory.entry(kind_of_reference(&name)).or_default().push(name);
        }
        for name in names_in(git_dir, |name| !TOLD_AGAIN.contains(&name)) {
            survey.memory.entry(kind_of_file(&name)).or_default().push(name);
        }
        let beside = names_in(&git_dir.join("info"), |name| !COPIED_INFO.contains(&name)).into_iter().map(|name| format!("info/{name}"));
        survey.memory.entry(Remembered::Other).or_default().extend(beside);
        survey.memory.entry(Remembered::KeptPacks).or_default().extend(names_in(&git_dir.join("objects/pack"), |name| name.ends_with(".keep")));
        survey.memory.retain(|_, names| !names.is_empty());
        let borrowed = std::fs::read_to_string(git_dir.join("objects/info/alternates")).unwrap_or_default();
        survey.borrows_from = borrowed.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
        Ok(survey)
    }

    fn obstacles(&self, gone: &BTreeSet<DossierId>) -> Result<Vec<Obstacle>, RepositoryError> {
        let mut obstacles = Vec::new();
        let git_dir = self.git.git_dir();
        let own = self.work_dir().join(".git");
        if self.git.common_dir() != git_dir || own.symlink_metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            obstacles.push(Obstacle::StoreElsewhere(self.git.common_dir().to_owned()));
        }
        // Of one whose folder is gone nothing but a note is left.
        let others = self.git.worktrees().doing(LOOKING)?.into_iter().filter_map(|proxy| proxy.base().ok());
        let others: Vec<PathBuf> = others.filter(|path| path.exists()).collect();
        if !others.is_empty() {
            obstacles.push(Obstacle::OtherWorkTrees(others));
        }
        obstacles.extend(self.branch_that_stays_behind()?.map(Obstacle::NoOwnBranch));
        let holds = |inside: &str| git_dir.join(inside).exists();
        obstacles.extend(holds("lfs/objects").then_some(Obstacle::LargeFiles));
        obstacles.extend(holds("modules").then_some(Obstacle::Submodules));
        obstacles.extend(self.staged_path(gone)?.map(Obstacle::Staged));
        Ok(obstacles)
    }

    /// The branch in use when it would not be built again; `None` when it is, or there is no commit on it.
    fn branch_that_stays_behind(&self) -> Result<Option<String>, RepositoryError> {
        let Some(branch) = self.git.head_name().doing(LOOKING)?.filter(|_| self.git.head_id().is_ok()) else { return Ok(None) };
        let References { kept, others, .. } = References::of(&self.git)?;
        let is_told = kept.iter().map(|kept| &kept.name).chain(others.iter().map(|(name, _)| name)).any(|name| name == branch.as_bstr());
        Ok((!is_told).then(|| branch.shorten().to_string()))
    }

    /// How this branch stands to the same one at every place elsewhere; nothing is fetched for it.
    fn remote_standings(&self) -> Result<Vec<RemoteStanding>, RepositoryError> {
        let branch = self.git.head_name().doing(LOOKING)?.map(|name| name.shorten().to_string()).unwrap_or_default();
        let head = self.head_commit()?.map(|commit| commit.0);
        let replaced = self.replaced()?;
        let mut standings = Vec::new();
        for name in self.git.remote_names() {
            let tracked = self.git.try_find_reference(&format!("refs/remotes/{name}/{branch}")).doing(LOOKING)?;
            let there = tracked.and_then(|mut tracked| tracked.peel_to_id().ok()).map(gix::Id::detach);
            let apart = match there {
                Some(there) => Some((self.commits_between(head, [there])?.len(), self.commits_between(Some(there), head)?.len())),
                None => None,
            };
            let is_old = match there {
                Some(there) => replaced.holds(CommitId(there)) || !self.leading_back(&[(name.to_string(), there)], &[])?.is_empty(),
                None => false,
            };
            standings.push(RemoteStanding { name: name.to_string(), apart, is_old });
        }
        Ok(standings)
    }

    /// A path outside these dossiers that is staged otherwise than it was recorded; the index alone would know that version.
    fn staged_path(&self, gone: &BTreeSet<DossierId>) -> Result<Option<String>, RepositoryError> {
        let Some(head) = self.head_commit()? else { return Ok(None) };
        let tree = self.git.find_commit(head.0).doing(LOOKING)?.tree_id().doing(LOOKING)?;
        let recorded = self.git.index_from_tree(&tree).doing(LOOKING)?;
        let index = self.git.index_or_empty().doing(LOOKING)?;
        let gone: BTreeSet<Vec<u8>> = gone.iter().map(|id| id.to_string().into_bytes()).collect();
        let goes = |path: &[u8]| path.split_str(b"/").any(|part| gone.contains(part));
        let versions = |state: &gix::index::State| -> BTreeSet<(Vec<u8>, gix::ObjectId, u32)> {
            let entries = state.entries().iter().map(|entry| (entry.path(state).to_vec(), entry.id, entry.mode.bits()));
            entries.filter(|(path, ..)| !goes(path)).collect()
        };
        let (recorded, staged) = (versions(&recorded), versions(&index));
        let path = recorded.symmetric_difference(&staged).next();
        Ok(path.map(|(path, ..)| String::from_utf8_lossy(path).into_owned()))
    }
}
