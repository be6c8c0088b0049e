//! What stands in every branch, and what stands only on this computer.

use std::collections::{BTreeSet, HashSet};

use super::error::{Doing, RepositoryError};
use super::open::Repository;
use crate::domain::DossierId;

/// What is being done when a branch cannot be read.
const READING: &str = "het lezen van de branches";

impl Repository {
    /// The numbers of all dossiers in the last commit of every local and remote-tracking branch.
    ///
    /// A number in use elsewhere must not be given out here.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn numbers_in_all_branches(&self) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let mut seen = HashSet::new();
        let mut numbers = BTreeSet::new();
        for commit in self.branch_tips()? {
            let tree = self.git.find_commit(commit).doing(READING)?.tree().doing(READING)?;
            let top = tree.lookup_entry(format!("{}dossiers", self.prefix()).split('/')).doing(READING)?;
            let Some(top) = top.filter(|entry| entry.mode().is_tree() && seen.insert(entry.object_id())) else { continue };
            for year in self.subtrees(top.object_id())? {
                if seen.insert(year.1) {
                    numbers.extend(self.subtrees(year.1)?.iter().filter_map(|(name, _)| name.parse::<DossierId>().ok()));
                }
            }
        }
        Ok(numbers)
    }

    /// Whether any branch has a commit whose name is meant.
    pub(super) fn branch_with(&self, is_meant: impl Fn(&[u8]) -> bool) -> Result<bool, RepositoryError> {
        for commit in self.git.rev_walk(self.branch_tips()?).all().doing(READING)? {
            if is_meant(commit.doing(READING)?.id.as_bytes()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How many commits of this branch no remote-tracking branch has; `None` when there is no remote at all.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn unpushed_count(&self) -> Result<Option<usize>, RepositoryError> {
        Ok(self.unpushed_commits()?.map(|commits| commits.len()))
    }

    /// When each of them says it was made, in seconds since 1970; `None` when there is no remote at all.
    pub(super) fn unpushed_times(&self) -> Result<Option<Vec<i64>>, RepositoryError> {
        let Some(commits) = self.unpushed_commits()? else { return Ok(None) };
        let time = |id: gix::ObjectId| Ok(self.git.find_commit(id).doing(READING)?.time().doing(READING)?.seconds);
        commits.into_iter().map(time).collect::<Result<_, _>>().map(Some)
    }

    fn unpushed_commits(&self) -> Result<Option<Vec<gix::ObjectId>>, RepositoryError> {
        let remote = self.tips_of("refs/remotes/")?;
        if remote.is_empty() && self.git.remote_names().is_empty() {
            return Ok(None);
        }
        self.commits_between(self.head_commit()?.map(|head| head.0), remote).map(Some)
    }

    /// The commits that lead to this one and do not lead to the others.
    pub(super) fn commits_between(
        &self,
        tip: Option<gix::ObjectId>,
        others: impl IntoIterator<Item = gix::ObjectId>,
    ) -> Result<Vec<gix::ObjectId>, RepositoryError> {
        let walk = self.git.rev_walk(tip).with_hidden(others).all().doing(READING)?;
        walk.map(|commit| Ok(commit.doing(READING)?.id)).collect()
    }

    /// The last commit of every local and remote-tracking branch, and of HEAD.
    fn branch_tips(&self) -> Result<BTreeSet<gix::ObjectId>, RepositoryError> {
        let mut tips = self.tips_of("refs/heads/")?;
        tips.extend(self.tips_of("refs/remotes/")?);
        tips.extend(self.head_commit()?.map(|commit| commit.0));
        Ok(tips)
    }

    /// The last commit of every branch whose name begins so.
    pub(super) fn tips_of(&self, prefix: &str) -> Result<BTreeSet<gix::ObjectId>, RepositoryError> {
        let platform = self.git.references().doing(READING)?;
        let mut tips = BTreeSet::new();
        for reference in platform.prefixed(prefix).doing(READING)? {
            let mut reference = reference.doing(READING)?;
            // A branch may name what is not there: `origin/HEAD` after the branch it follows was pruned.
            let Ok(tip) = reference.peel_to_id() else { continue };
            if tip.header().is_ok_and(|header| header.kind() == gix::objs::Kind::Commit) {
                tips.insert(tip.detach());
            }
        }
        Ok(tips)
    }

    fn subtrees(&self, tree: gix::ObjectId) -> Result<Vec<(String, gix::ObjectId)>, RepositoryError> {
        let tree = self.git.find_tree(tree).doing(READING)?;
        let mut found = Vec::new();
        for entry in tree.iter() {
            let entry = entry.doing(READING)?;
            if entry.mode().is_tree() {
                found.push((entry.filename().to_string(), entry.object_id()));
            }
        }
        Ok(found)
    }
}
