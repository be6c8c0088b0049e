//! The other work trees of a repository.

use std::path::{Path, PathBuf};

use super::error::{Doing, RepositoryError};
use super::open::Repository;

impl Repository {
    /// Refuses a branch that another work tree has checked out too.
    ///
    /// A recording would move it under that one, whose files and index would then undo the recording with the next.
    pub(super) fn checked_out_once(&self) -> Result<(), RepositoryError> {
        // Most repositories have no other work tree.
        let Ok(linked) = self.git.common_dir().join("worktrees").read_dir() else { return Ok(()) };
        let Some(branch) = self.git.head_name().doing("het lezen van de branch")? else { return Ok(()) };
        let (common, own) = (resolved(self.git.common_dir()), resolved(self.git.git_dir()));
        let linked = linked.flatten().map(|entry| resolved(&entry.path()));
        for other in linked.chain([common.clone()]).filter(|other| *other != own) {
            let on_same = std::fs::read_to_string(other.join("HEAD")).is_ok_and(|head| head.trim_end() == format!("ref: {branch}"));
            if let Some(at) = work_tree_of(&other, &common).filter(|at| on_same && at.exists()) {
                return Err(RepositoryError::CheckedOutTwice { branch: branch.shorten().to_string(), at });
            }
        }
        Ok(())
    }
}

impl Repository {
    /// The folders in which a git may be at work on this repository: git's own, and every work tree that has one.
    pub(super) fn places_of_work(&self) -> Vec<PathBuf> {
        let common = resolved(self.git.common_dir());
        let linked = common.join("worktrees").read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let trees = linked.chain([common.clone()]).filter_map(|git_dir| work_tree_of(&git_dir, &common));
        trees.chain([self.work_dir().to_owned(), common.clone()]).map(|place| resolved(&place)).collect()
    }
}

/// A path without detours, where it leads somewhere.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The folder of the work tree that this folder of git belongs to; `None` when it has none.
fn work_tree_of(git_dir: &Path, common: &Path) -> Option<PathBuf> {
    if git_dir == common {
        return (git_dir.file_name()? == ".git").then(|| git_dir.parent().map(ToOwned::to_owned))?;
    }
    // Git may have written it as seen from its own folder.
    let link = std::fs::read_to_string(git_dir.join("gitdir")).ok()?;
    git_dir.join(link.trim_end()).parent().map(ToOwned::to_owned)
}
