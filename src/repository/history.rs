//! What became of every dossier, read back from the commits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::chronicle::Chronicle;
use super::error::RepositoryError;
use super::names::{BlobId, CommitId};
use super::open::Repository;
use super::outline::FieldGroup;
use crate::domain::{DossierId, Status};

/// A commit's change to one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The commit.
    pub commit: CommitId,
    /// When its author made it.
    pub at: DateTime<FixedOffset>,
    /// Its author's name.
    pub by: Arc<str>,
    /// The dossier file before, in the first parent of the commit that has it; `None` when none has.
    pub before: Option<BlobId>,
    /// Of a merge: the dossier file in each other parent. Empty for a commit that is no merge.
    pub beside: Vec<Option<BlobId>>,
    /// The dossier file after the change; `None` when it is gone.
    pub file: Option<BlobId>,
    /// The status before; `None` when there was no file or none that could be read. Of a merge: that of a side which was not
    /// chosen, and where nothing was chosen the status after.
    pub from: Option<Status>,
    /// The status after; `None` when there is no file or none that can be read.
    pub to: Option<Status>,
    /// The parts that changed, attachments among them. Of a new dossier: all it has. Of a merge: those that are as on none of
    /// the sides, and those that all sides had changed, and differently.
    pub groups: BTreeSet<FieldGroup>,
    /// The files beside the dossier file that changed, by their path from its folder.
    pub attachments: BTreeMap<String, AttachmentChange>,
}

impl Revision {
    /// Whether it brought sides together.
    #[must_use]
    pub fn is_merge(&self) -> bool {
        !self.beside.is_empty()
    }

    /// Whether the dossier came with it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.before.is_none() && self.file.is_some()
    }

    /// Whether the dossier went with it.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.before.is_some() && self.file.is_none()
    }
}

/// What became of a file beside the dossier file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentChange {
    /// It came.
    Added,
    /// Its content changed.
    Changed,
    /// It went.
    Removed,
}

impl fmt::Display for AttachmentChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Added => "toegevoegd",
            Self::Changed => "gewijzigd",
            Self::Removed => "verwijderd",
        })
    }
}

/// The revisions of every dossier up to a commit, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    tip: Option<CommitId>,
    revisions: BTreeMap<DossierId, Vec<Revision>>,
}

impl History {
    /// The history up to a commit.
    pub(super) fn new(tip: Option<CommitId>, revisions: BTreeMap<DossierId, Vec<Revision>>) -> Self {
        Self { tip, revisions }
    }

    /// The commit it goes up to; `None` when nothing was recorded.
    #[must_use]
    pub fn tip(&self) -> Option<CommitId> {
        self.tip
    }

    /// The revisions of one dossier, oldest first; none when it was never recorded.
    #[must_use]
    pub fn of(&self, dossier: DossierId) -> &[Revision] {
        self.revisions.get(&dossier).map_or(&[], Vec::as_slice)
    }

    /// Every dossier that ever was recorded on this branch, with its revisions.
    pub fn iter(&self) -> impl Iterator<Item = (DossierId, &[Revision])> {
        self.revisions.iter().map(|(dossier, revisions)| (*dossier, revisions.as_slice()))
    }
}

impl Repository {
    /// The history of every dossier on this branch; what an earlier reading found and git keeps is not read again.
    ///
    /// A merge counts only for dossiers that differ from all its parents, or that all sides changed and differently: there it chose.
    /// Commits are read as they were made: what git was told to show in their place (`git replace`) is passed over.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] when it is not all here; when git's data cannot be read.
    pub fn history(&self) -> Result<History, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(History::default()) };
        let kept = self.recalled_chronicle().unwrap_or_default();
        if kept.tip() == Some(tip.0) {
            return Ok(kept.into_history());
        }
        let chronicle = kept.up_to(tip.0, &self.as_recorded())?;
        self.keep_chronicle(&chronicle);
        Ok(chronicle.into_history())
    }

    /// The revisions of one dossier, oldest first; the rest of what git keeps of an earlier reading is not held.
    ///
    /// # Errors
    /// As [`Self::history`].
    pub fn history_of(&self, dossier: DossierId) -> Result<Vec<Revision>, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(Vec::new()) };
        match self.recalled_revisions(tip.0, dossier) {
            Some(revisions) => Ok(revisions),
            None => Ok(self.history()?.of(dossier).to_vec()),
        }
    }

    /// The same as [`Self::history`], read from the commits alone, and keeping nothing: for who is to judge them.
    ///
    /// # Errors
    /// As [`Self::history`].
    pub fn history_afresh(&self) -> Result<History, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(History::default()) };
        Ok(Chronicle::default().up_to(tip.0, &self.as_recorded())?.into_history())
    }

    /// The repository without what git was told to show in place of other objects.
    pub(super) fn as_recorded(&self) -> Self {
        let mut repository = self.clone();
        repository.git.objects.ignore_replacements = true;
        // A walk asks for every object once.
        repository.git.object_cache_size(None);
        repository
    }
}
