//! The numbers that only what is left behind tells of.

use std::collections::{BTreeSet, HashMap};

use gix::ObjectId;

use super::super::error::{Doing, RepositoryError};
use super::super::open::Repository;
use super::super::trees::Trees;
use super::READING;
use super::leaving::Leaving;
use super::versions::every_tip;
use crate::domain::DossierId;

impl Repository {
    /// Every number in the history of any reference that the history of the branch in use does not hold: of another branch or
    /// computer, or put aside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn numbers_beside_head(&self) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let git = self.itself();
        let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach);
        let walk = git.rev_walk(every_tip(&git)?).with_hidden(head).all().doing(READING)?;
        let mut trees = Trees::new(&git);
        let mut folders: HashMap<ObjectId, Option<ObjectId>> = HashMap::new();
        let mut numbers = BTreeSet::new();
        for commit in walk {
            let commit = commit.doing(READING)?;
            let mut before = Vec::new();
            for id in std::iter::once(commit.id).chain(commit.parent_ids().map(gix::Id::detach).take(1)) {
                let folder = match folders.get(&id) {
                    Some(folder) => *folder,
                    None => {
                        trees.at(git.find_commit(id).doing(READING)?.tree_id().doing(READING)?.detach(), &format!("{}dossiers", self.prefix()))?
                    }
                };
                folders.insert(id, folder);
                before.push(folder);
            }
            // What the first parent has is told by that one.
            numbers.extend(trees.changed_dossiers(before.get(1).copied().flatten(), before[0])?.iter().map(|change| change.dossier));
        }
        Ok(numbers)
    }

    /// The numbers these dossiers had before, and under which something of theirs goes along.
    ///
    /// # Errors
    /// When the history cannot be read, or it cannot be told of such a number what was theirs.
    pub fn former_numbers(&self, gone: &BTreeSet<DossierId>) -> Result<BTreeSet<DossierId>, RepositoryError> {
        Ok(Leaving::of(&self.itself(), self.prefix(), gone)?.former)
    }
}
