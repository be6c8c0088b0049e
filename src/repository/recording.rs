//! Recording: the one way to put something in the history.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::content::{Prepared, prepare};
use super::durable::Durable;
use super::error::{ErrorKind, RepositoryError};
use super::identity::Identity;
use super::index::{LockedIndex, check_path};
use super::index_lock::wait_for_git;
use super::lock::OwnLock;
use super::message::{About, CommitMessage};
use super::names::CommitId;
use super::objects::{NewObjects, remove_antechamber};
use super::open::Repository;
use super::path::TrackedPath;
use super::program::Attendance;
use super::tip::{Draft, SignedAhead};

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It gets these bytes, as they stand in the work tree; git's filters are applied when recording.
    Content(Vec<u8>),
    /// It goes.
    Removed,
}

/// One commit to be.
#[derive(Clone, Debug)]
pub struct Recording {
    /// What becomes of which file; all in the folder of the message's dossier, unless the message is of another kind.
    pub changes: BTreeMap<TrackedPath, Change>,
    /// What the commit says.
    pub message: CommitMessage,
    /// Who records.
    pub by: Identity,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The commit whose files were looked at when the changes were decided on; `None` when there was no commit yet.
    pub based_on: Option<CommitId>,
}

/// What came of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Recorded, and safe on disk.
    Recorded {
        /// The new commit.
        commit: CommitId,
        /// How many commits stand only on this computer; `None` when there is no remote.
        unpushed: Option<usize>,
    },
    /// Everything was recorded like this already.
    NothingToRecord,
}

/// The right to record, held by one process at a time.
///
/// Take it before reading what a change is decided on, so that nobody else of us records in between.
pub struct Recorder<'repo> {
    repository: &'repo Repository,
    patience: Duration,
    attendance: Attendance,
    lock: OwnLock,
}

impl Repository {
    /// The right to record, waiting for at most `patience` on another klacht, and as long on git.
    ///
    /// # Errors
    /// [`RepositoryError::Locked`] when another holds it; a state of [`RepositoryError`] in which nothing can be recorded.
    pub fn recorder(&self, patience: Duration) -> Result<Recorder<'_>, RepositoryError> {
        let mut lock = OwnLock::acquire(self.git.common_dir(), patience)?;
        self.usable_folder()?;
        // On an old history nothing is written, and nothing judged by what is no longer true.
        self.not_put_back()?;
        if let Some(left) = lock.left() {
            if left.moving {
                self.mend_branch(left.since)?;
            }
            self.remove_leftovers(left.since);
        }
        if !self.is_destroying() {
            self.mend_index()?;
        }
        self.mend_config()?;
        self.mend_move()?;
        self.usable_state()?;
        if lock.left().is_some() {
            // What the killed one recorded was never promised, but from here on it counts as recorded.
            self.make_branch_durable(Durable::default())?;
        }
        lock.mended()?;
        Ok(Recorder { repository: self, patience, attendance: Attendance::NOBODY, lock })
    }
}

impl Recorder<'_> {
    /// The same, knowing whether someone is there to unlock a key; else nobody is.
    #[must_use]
    pub fn attended(self, attendance: Attendance) -> Self {
        Self { attendance, ..self }
    }

    /// Refuses files that could not be recorded as git stands now, before anything is written for it.
    ///
    /// # Errors
    /// A state in which the paths cannot be recorded, a lock held by git, or a setting for signing that cannot be meant.
    pub fn foresee<'a>(&self, paths: impl IntoIterator<Item = &'a TrackedPath>) -> Result<(), RepositoryError> {
        let repository = self.repository;
        repository.no_destruction_under_way()?;
        repository.usable_folder()?;
        repository.writable()?;
        repository.signer(self.attendance)?;
        wait_for_git(&repository.git.index_path(), self.patience)?;
        let index = repository.index_now()?;
        let head = repository.head_commit()?.map(|commit| commit.0);
        paths.into_iter().try_for_each(|path| {
            let path = repository.in_tree(path);
            let recorded = repository.entry_at(head, &path)?.map(|(_, blob)| blob.0);
            check_path(&index, &path, &[recorded])
        })
    }

    /// Where is recorded.
    pub(super) fn repository(&self) -> &Repository {
        self.repository
    }

    /// Records the changes as one commit on the branch, brings the index up to date and everything safely to disk.
    ///
    /// The files themselves the caller wrote before. Whatever else is changed or staged stays as it is. A commit without
    /// change is not made. With `commit.gpgSign` it is signed as git was configured, or refused.
    ///
    /// # Errors
    /// A state in which the paths cannot be recorded, a refusing hook, a lock held by git, a failing disk: then nothing moved.
    /// [`RepositoryError::Unsafe`] when it is recorded and not promised to survive a power cut.
    pub fn record(&self, recording: &Recording) -> Result<Outcome, RepositoryError> {
        let outcome = self.record_once(recording);
        if outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Io) {
            // What could not be written could perhaps not be removed either.
            self.lock.leave();
        } else {
            // What was written for it and did not get its place.
            remove_antechamber(&self.repository.git);
        }
        outcome
    }

    fn record_once(&self, recording: &Recording) -> Result<Outcome, RepositoryError> {
        check_scope(recording)?;
        let repository = self.repository;
        repository.no_destruction_under_way()?;
        repository.usable_folder()?;
        repository.writable()?;
        let objects = NewObjects::new(&repository.git);
        let prepared = prepare(repository, &recording.changes, &objects)?;
        let message = self.judged_message(recording, &prepared, &objects)?;
        let signer = repository.signer(self.attendance)?;
        let draft = Draft { recording, message: &message, prepared: &prepared, objects: &objects, signer };
        // Before git is locked: typing a password takes its time.
        let signed = repository.sign_ahead(&draft)?;

        // What an earlier recording of this very process had to leave, as a killed one leaves it.
        repository.mend_index()?;
        let mut index = LockedIndex::acquire(repository, self.patience)?;
        let head = repository.head_commit()?.map(|commit| commit.0);
        index.check_staged(&prepared, |path| Ok(repository.entry_at(head, path)?.map(|(_, blob)| blob.0)))?;
        index.update(&prepared);
        index.write()?;
        let advanced = self.advance(&draft, signed);
        if matches!(advanced, Err(RepositoryError::Unsure(_))) {
            index.leave();
            return Err(advanced.expect_err("it was just seen to be one"));
        }
        let Some(commit) = advanced? else { return Ok(Outcome::NothingToRecord) };
        let (in_place, durable) = (index.commit(), self.make_durable(&prepared));
        in_place
            .and(durable)
            .map_err(|cause| RepositoryError::Unsafe { recorded: recording.message.subject().to_owned(), cause: Box::new(cause) })?;
        // It is recorded, whatever becomes of the counting.
        Ok(Outcome::Recorded { commit, unpushed: repository.unpushed_count().unwrap_or_default() })
    }

    /// Moves the branch, so that the next klacht can tell when it was not done to the end.
    fn advance(&self, draft: &Draft<'_>, signed: Option<SignedAhead>) -> Result<Option<CommitId>, RepositoryError> {
        self.lock.moving()?;
        let advanced = self.repository.advance(draft, signed);
        if advanced.is_ok() && !self.repository.is_branch_locked() {
            self.lock.moved();
        } else {
            self.lock.leave();
        }
        advanced
    }

    /// The message after the hooks had their say; nothing is locked for git meanwhile.
    fn judged_message(&self, recording: &Recording, prepared: &[Prepared<'_>], objects: &NewObjects<'_>) -> Result<String, RepositoryError> {
        let message = recording.message.to_string();
        if !self.repository.has_hooks() {
            return Ok(message);
        }
        let head = self.repository.head_commit()?.map(|commit| commit.0);
        match self.repository.tree_with(head, prepared, objects)? {
            Some(tree) => {
                // The hooks look into the tree, and see only what is in the store.
                objects.make_durable()?;
                self.repository.run_hooks(&tree, &message)
            }
            None => Ok(message),
        }
    }

    fn make_durable(&self, prepared: &[Prepared<'_>]) -> Result<(), RepositoryError> {
        let mut durable = Durable::default();
        for change in prepared {
            durable.file_and_folders(&change.on_disk, self.repository.root());
        }
        self.repository.make_branch_durable(durable)
    }
}

/// Refuses changes outside the dossier the message is about.
fn check_scope(recording: &Recording) -> Result<(), RepositoryError> {
    let About::Dossier(id) = recording.message.about() else { return Ok(()) };
    match recording.changes.keys().find(|path| path.dossier() != Some(*id)) {
        Some(outside) => Err(RepositoryError::OutsideDossier(outside.to_string())),
        None => Ok(()),
    }
}
