//! Whether a destroyed dossier is in the repository again.

use std::collections::BTreeSet;

use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::super::error::{Doing, RepositoryError};
use super::super::names::CommitId;
use super::super::open::Repository;
use super::super::path::dossier_folder;
use super::versions::every_tip;
use super::{READING, commit_behind};
use crate::domain::DossierId;

/// A destroyed dossier that is there again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Back {
    /// The dossier.
    pub dossier: DossierId,
    /// Where, in Dutch.
    pub place: String,
}

impl Repository {
    /// Which of these dossiers can be reached from a branch, a tag or the index; what led to `since` is known to hold none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn back(&self, gone: &BTreeSet<DossierId>, since: Option<CommitId>) -> Result<Vec<Back>, RepositoryError> {
        let git = self.itself();
        let since = since.map(|since| since.0);
        let mut found = BTreeSet::new();
        let again = self.first_with(gone, every_tip(&git)?, since)?;
        for reference in git.references().doing(READING)?.all().doing(READING)? {
            let reference = reference.doing(READING)?;
            let tip = reference.target().try_id().and_then(|target| commit_behind(&git, target.to_owned()).ok().flatten());
            if again.is_empty() {
                break;
            }
            let place = told_place(&reference.name().as_bstr().to_str_lossy());
            found.extend(self.first_with(&again, tip, since)?.into_iter().map(|dossier| Back { dossier, place: place.clone() }));
        }
        let absent = |found: &BTreeSet<Back>, among: &BTreeSet<DossierId>| -> Vec<DossierId> {
            among.iter().copied().filter(|id| found.iter().all(|back| back.dossier != *id)).collect()
        };
        // What only HEAD leads to.
        let unnamed = absent(&found, &again);
        found.extend(unnamed.into_iter().map(|dossier| Back { dossier, place: "de geschiedenis".to_owned() }));
        let index = git.index_or_empty().doing(READING)?;
        for dossier in absent(&found, gone) {
            if index.prefixed_entries(format!("{}/", self.recorded_folder(dossier)).as_str().into()).is_some() {
                found.insert(Back { dossier, place: "wat klaargezet is".to_owned() });
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Which of these dossiers a commit has that these lead to.
    fn first_with(
        &self,
        gone: &BTreeSet<DossierId>,
        tips: impl IntoIterator<Item = ObjectId>,
        since: Option<ObjectId>,
    ) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let git = self.itself();
        let mut found = BTreeSet::new();
        for commit in git.rev_walk(tips).with_hidden(since).all().doing(READING)? {
            let commit = commit.doing(READING)?.id;
            for id in gone.difference(&found.clone()) {
                if self.entry_at(Some(commit), &self.recorded_folder(*id))?.is_some() {
                    found.insert(*id);
                }
            }
            if found.len() == gone.len() {
                break;
            }
        }
        Ok(found)
    }

    fn recorded_folder(&self, id: DossierId) -> String {
        format!("{}{}", self.prefix(), dossier_folder(id))
    }
}

fn told_place(reference: &str) -> String {
    match (reference.strip_prefix("refs/heads/"), reference.strip_prefix("refs/tags/")) {
        (Some(branch), _) => format!("branch {branch}"),
        (_, Some(tag)) => format!("tag {tag}"),
        _ => reference.to_owned(),
    }
}
