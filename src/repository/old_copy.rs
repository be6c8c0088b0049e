//! A copy from before a destruction or redaction, as far as what was fetched tells; and what in it stands nowhere else.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::elsewhere::FreshCopy;
use super::error::{Doing, RepositoryError};
use super::kept_out::KeptOut;
use super::open::Repository;
use super::returning::Returning;
use super::sharing::Destination;
use super::sharing_error::SharingError;
use crate::domain::DossierId;

/// What is being done when the history cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// By what a commit is known in a history that was told again: its author, its committer, both with their times, and its words.
type Likeness = Vec<u8>;

impl Repository {
    /// Refuses a copy from before a destruction or redaction at a place elsewhere, as far as what was fetched from there tells. `back` is
    /// what the branch in use leads back to.
    ///
    /// # Errors
    /// [`SharingError::FromBefore`] when it is one; when git's data cannot be read.
    pub fn not_from_before(&self, back: &Returning) -> Result<(), RepositoryError> {
        let Some(head) = self.head_commit()?.filter(|_| !back.is_empty()) else { return Ok(()) };
        let known_here = KeptOut::at(&self.git, self.prefix(), [head.0])?;
        for remote in self.remote_names() {
            let there = KeptOut::at(&self.git, self.prefix(), self.fetched_from(&remote)?)?;
            let tells = |of: &BTreeSet<DossierId>, there: &BTreeSet<DossierId>, here: &BTreeSet<DossierId>| {
                of.iter().any(|id| there.contains(id) && !here.contains(id))
            };
            if tells(&back.destroyed, &there.destroyed, &known_here.destroyed)
                || tells(&back.redacted, &there.redacted.dossiers, &known_here.redacted.dossiers)
            {
                let again = Box::new(known_here.besides(&there));
                return Err(SharingError::FromBefore { unshared: self.unshared_dossiers(&remote).ok(), remote, numbers: back.clone(), again }.into());
            }
        }
        Ok(())
    }

    /// Refuses to put a place in line that knows of a destruction or redaction of which nothing is known here, given what it offers.
    ///
    /// # Errors
    /// [`SharingError::OldCopy`] when it does; when something cannot be read.
    pub fn knows_all_that_was_taken(&self, copy: &FreshCopy, to: &Destination) -> Result<(), RepositoryError> {
        let Some(own) = self.head_commit()? else { return Ok(()) };
        copy.borrow_from(self)?;
        let git = copy.opened()?;
        let ends = FreshCopy::references(&git)?.into_iter().filter(|(name, _)| name.starts_with("refs/heads/")).map(|(_, end)| end);
        let there = KeptOut::at(&git, self.prefix(), ends)?;
        let here = KeptOut::at(&git, self.prefix(), [own.0])?;
        let unknown = there.besides(&here);
        let mut old = Returning::of(&there.leading(&git, &[("hier".to_owned(), own.0)], &[], &copy.others)?);
        old.destroyed.retain(|dossier| unknown.destroyed.contains(dossier));
        old.redacted.retain(|dossier| unknown.redacted.contains(dossier));
        if old.is_empty() { Ok(()) } else { Err(self.old_copy(to.remote.clone(), old, here.besides(&there)).into()) }
    }

    /// The dossiers of which something was recorded here that is not at this place, as far as is known here; one that was destroyed is
    /// none of them.
    ///
    /// A destruction tells every commit again: one there with the same people, times and words is the same.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub(super) fn unshared_dossiers(&self, remote: &str) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let (head, there) = (self.head_commit()?.map(|head| head.0), self.fetched_from(remote)?);
        let mut own = BTreeSet::new();
        let mut told_there = BTreeSet::new();
        for tip in &there {
            for commit in self.commits_between(Some(*tip), head)? {
                told_there.insert(self.likeness(commit)?);
            }
        }
        for commit in self.commits_between(head, there)? {
            if !told_there.contains(&self.likeness(commit)?) {
                own.insert(commit);
            }
        }
        let destroyed = self.destroyed_anywhere()?;
        let history = self.history()?;
        let of_own = history.iter().filter(|(_, revisions)| revisions.iter().any(|revision| own.contains(&revision.commit.0)));
        Ok(of_own.map(|(id, _)| id).filter(|id| !destroyed.contains(id)).collect())
    }

    /// Where the branches of a place elsewhere were when they were fetched last.
    fn fetched_from(&self, remote: &str) -> Result<Vec<ObjectId>, RepositoryError> {
        let below = format!("refs/remotes/{remote}/");
        Ok(self.references_to_commits(&[&below])?.into_iter().map(|(_, end)| end).collect())
    }

    fn likeness(&self, commit: ObjectId) -> Result<Likeness, RepositoryError> {
        let commit = self.git.find_commit(commit).doing(READING)?;
        let decoded = commit.decode().doing(READING)?;
        Ok([decoded.author.as_ref(), decoded.committer.as_ref(), decoded.message.as_ref()].join(&b'\n'))
    }
}
