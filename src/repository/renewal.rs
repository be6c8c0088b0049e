//! After a destruction: the branches and tags elsewhere that still are of the old history, each put in line with the new one.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::elsewhere::Offered;
use super::error::{Doing, RepositoryError};
use super::names::CommitId;
use super::open::Repository;
use super::program::Attendance;
use super::rebuild::Replaced;
use super::sharing::{Destination, NO_ACCESS, scrubbed, spoken_by_remote};
use super::sharing_error::SharingError;

/// What is being done when references cannot be read.
const READING: &str = "het lezen van branches en tags";

/// What is to become of a place elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renewal {
    /// Branches and tags that move, or go: `here` is what comes in their place.
    pub moves: Vec<Moved>,
    /// Branches of the old history that are not here and annotated tags of it that never were, by their whole names: whether work in
    /// them is still needed, only people know.
    pub absent: Vec<String>,
    /// Branches and tags with work that was never here and leads to nothing old, by their whole names: they stay as they are.
    pub unseen: Vec<String>,
    /// Branches and tags where the old history was merged into the new one, or goes on with work that was never here.
    pub mixed: Vec<Moved>,
    /// Other references of the old history, which only who administers the place can take away.
    pub beyond: Vec<String>,
}

/// A branch or tag elsewhere that is put in line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its whole name there.
    pub name: String,
    /// What it points at there.
    pub from: CommitId,
    /// What it is called here; `None` when it goes.
    pub here: Option<String>,
}

impl Renewal {
    /// Whether nothing keeps it from being done.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.absent.is_empty() && self.mixed.is_empty()
    }
}

impl Repository {
    /// What has to move elsewhere, given what is offered there, which commits were replaced here, and which references there
    /// lead back to the old history.
    ///
    /// # Errors
    /// When the references here cannot be read.
    pub fn renewal(
        &self,
        to: &Destination,
        offered: &[Offered],
        (replaced, back): (&Replaced, &BTreeSet<String>),
    ) -> Result<Renewal, RepositoryError> {
        let mut renewal = Renewal::default();
        for Offered { name, target, peeled } in offered.iter().filter(|offered| offered.name.starts_with("refs/")) {
            let commit = peeled.unwrap_or(*target);
            let (is_branch, is_tag) = (name.starts_with("refs/heads/"), name.starts_with("refs/tags/"));
            let is_old = replaced.holds(commit);
            // The branch in use may have another name there.
            let here = if *name == to.there { to.here.clone() } else { name.clone() };
            let is_here = (is_branch || is_tag) && self.git.try_find_reference(here.as_str()).doing(READING)?.is_some();
            match (is_old, is_branch, is_tag) {
                // What an annotated tag says is work too; the list has those that were here.
                (true, _, true) if peeled.is_some() && !replaced.holds(*target) && !self.git.has_object(target.0) => {
                    renewal.absent.push(name.clone());
                }
                (true, true, _) if !is_here => renewal.absent.push(name.clone()),
                (true, true, _) | (true, _, true) => {
                    renewal.moves.push(Moved { name: name.clone(), from: *target, here: is_here.then_some(here) });
                }
                (true, ..) => renewal.beyond.push(name.clone()),
                (false, false, false) if back.contains(name) => renewal.beyond.push(name.clone()),
                (false, false, false) => {}
                (false, ..) if back.contains(name) => {
                    renewal.mixed.push(Moved { name: name.clone(), from: *target, here: is_here.then_some(here) });
                }
                (false, ..) if self.git.has_object(commit.0) => {}
                (false, ..) => renewal.unseen.push(name.clone()),
            }
        }
        Ok(renewal)
    }

    /// Puts the place in line: all at once or not at all, and only what still is there as it was looked at.
    ///
    /// # Errors
    /// [`RepositoryError::Sharing`] with why it did not happen; then nothing changed there.
    pub fn renew(&self, to: &Destination, renewal: &Renewal, attendance: Attendance) -> Result<(), RepositoryError> {
        let mut push = self.pushing(to);
        push.arg("--atomic");
        for Moved { name, from, .. } in &renewal.moves {
            push.arg(format!("--force-with-lease={name}:{from}"));
        }
        push.arg("--").arg(&to.remote);
        for Moved { name, here, .. } in &renewal.moves {
            push.arg(format!("{}:{name}", here.as_deref().unwrap_or_default()));
        }
        let ran = self.run_push(&mut push, to, attendance)?;
        if ran.status.success() {
            return Ok(());
        }
        let said = scrubbed(&super::program::legible(&ran.stderr));
        let by_remote = spoken_by_remote(&said);
        let remote = to.remote.clone();
        Err(match () {
            () if NO_ACCESS.iter().any(|word| said.contains(word)) => SharingError::NoAccess { remote, said },
            () if !by_remote.is_empty() => SharingError::Refused { remote, said: by_remote },
            () => SharingError::Refused { remote, said: scrubbed(&super::program::legible(&[ran.stdout, ran.stderr].concat())) },
        }
        .into())
    }

    /// Whether the branch there is, at its end, of the history that a destruction replaced here.
    pub(super) fn is_old_there(&self, to: &Destination, offered: &[Offered]) -> Result<bool, RepositoryError> {
        let tip = offered.iter().find(|offered| offered.name == to.there).map(Offered::commit);
        let Some(tip) = tip else { return Ok(false) };
        Ok(self.replaced()?.holds(tip))
    }

    /// The first place elsewhere of which the old history is all that is known since a destruction or redaction.
    ///
    /// # Errors
    /// When the references here cannot be read.
    pub fn awaiting_renewal(&self) -> Result<Option<String>, RepositoryError> {
        let replaced = self.replaced()?;
        for remote in self.remote_names().into_iter().filter(|_| !replaced.is_empty()) {
            // A push puts what is there now among what was fetched.
            let known = self.tips_of(&format!("refs/remotes/{remote}/"))?;
            if known.iter().all(|tip| replaced.holds(CommitId(*tip))) {
                return Ok(Some(remote));
            }
        }
        Ok(None)
    }

    /// The commit at the end of the branch that is shared.
    pub(super) fn end_of(&self, to: &Destination) -> Result<Option<ObjectId>, RepositoryError> {
        let reference = self.git.try_find_reference(to.here.as_str()).doing(READING)?;
        Ok(reference.and_then(|reference| reference.into_fully_peeled_id().ok()).map(gix::Id::detach))
    }
}
