//! What became of every dossier, read back from the commits in one walk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use gix::ObjectId;

use super::ancestry::{Step, ancestry};
use super::error::RepositoryError;
use super::names::{BlobId, CommitId};
use super::open::Repository;
use super::outline::{FieldGroup, Outline};
use super::trees::{FolderChange, FolderContent, Trees};
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
    /// The dossier file after the change; `None` when it is gone.
    pub file: Option<BlobId>,
    /// The status before; `None` when there was no file or none that could be read.
    pub from: Option<Status>,
    /// The status after; `None` when there is no file or none that can be read.
    pub to: Option<Status>,
    /// The parts that changed, attachments among them. Of a new dossier: all it has.
    pub groups: BTreeSet<FieldGroup>,
    /// The files beside the dossier file that changed, by their path from its folder.
    pub attachments: BTreeMap<String, AttachmentChange>,
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

/// The revisions of every dossier up to a commit, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    tip: Option<CommitId>,
    revisions: BTreeMap<DossierId, Vec<Revision>>,
}

impl History {
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
    /// The history of every dossier on this branch, in one walk over the commits.
    ///
    /// A merge counts only for dossiers that differ from all its parents, and is told against the first.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] when it is not all here; when git's data cannot be read.
    pub fn history(&self) -> Result<History, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(History::default()) };
        let steps = ancestry(&self.git, tip.0)?;
        let mut walk = Walk::new(self, steps.len());
        // Newest first: git keeps the newest version whole and older ones as differences from it.
        for index in (0..steps.len()).rev() {
            walk.visit(&steps, index)?;
        }
        let mut revisions = walk.revisions;
        revisions.values_mut().for_each(|revisions| revisions.reverse());
        Ok(History { tip: Some(tip), revisions })
    }
}

/// The walk under way.
struct Walk<'repo> {
    repository: &'repo Repository,
    trees: Trees<'repo>,
    /// From the work tree to `dossiers/`.
    top: String,
    /// `dossiers/` in each commit that was looked at; within, `None` where there is no such folder.
    tops: Vec<Option<Option<ObjectId>>>,
    /// The last outline read of each dossier: nearly always the one its next older revision led to.
    outlines: BTreeMap<DossierId, (ObjectId, Arc<Outline>)>,
    /// What was found, newest first.
    revisions: BTreeMap<DossierId, Vec<Revision>>,
}

impl<'repo> Walk<'repo> {
    /// A walk over this many commits, at its beginning.
    fn new(repository: &'repo Repository, commits: usize) -> Self {
        Self {
            repository,
            trees: Trees::new(&repository.git),
            top: format!("{}dossiers", repository.prefix()),
            tops: vec![None; commits],
            outlines: BTreeMap::new(),
            revisions: BTreeMap::new(),
        }
    }

    /// Notes what a commit changed.
    fn visit(&mut self, steps: &[Step], index: usize) -> Result<(), RepositoryError> {
        let after = self.top_of(steps, index)?;
        let mut before = Vec::with_capacity(1);
        for parent in &steps[index].parents {
            before.push(self.top_of(steps, *parent)?);
        }
        let first = before.first().copied().flatten();
        if first == after || before.contains(&after) {
            return Ok(());
        }
        let mut changes = self.trees.changed_dossiers(first, after)?;
        for other in before.iter().skip(1) {
            let differing: BTreeSet<_> = self.trees.changed_dossiers(*other, after)?.into_iter().map(|change| change.dossier).collect();
            changes.retain(|change| differing.contains(&change.dossier));
        }
        for change in changes {
            let revision = self.revision(&steps[index], change)?;
            self.revisions.entry(change.dossier).or_default().push(revision);
        }
        Ok(())
    }

    /// `dossiers/` in a commit.
    fn top_of(&mut self, steps: &[Step], index: usize) -> Result<Option<ObjectId>, RepositoryError> {
        if let Some(known) = self.tops[index] {
            return Ok(known);
        }
        let top = self.trees.at(steps[index].tree, &self.top)?;
        self.tops[index] = Some(top);
        Ok(top)
    }

    fn revision(&mut self, step: &Step, change: FolderChange) -> Result<Revision, RepositoryError> {
        let before = self.trees.content(change.before)?;
        let after = self.trees.content(change.after)?;
        // The later one first, which is at hand from the revision after it.
        let outline_after = self.outline(change.dossier, after.file)?;
        let outline_before = self.outline(change.dossier, before.file)?;
        let attachments = changed_attachments(&before, &after);
        let mut groups = outline_before.differences(&outline_after);
        groups.extend((!attachments.is_empty()).then_some(FieldGroup::Attachments));
        Ok(Revision {
            commit: CommitId(step.id),
            at: step.at,
            by: step.by.clone(),
            file: after.file.map(BlobId),
            from: outline_before.status(),
            to: outline_after.status(),
            groups,
            attachments,
        })
    }

    /// The outline of a version of a dossier file; the empty one when there is none.
    fn outline(&mut self, dossier: DossierId, file: Option<ObjectId>) -> Result<Arc<Outline>, RepositoryError> {
        let Some(file) = file else { return Ok(Arc::default()) };
        if let Some((known, outline)) = self.outlines.get(&dossier)
            && *known == file
        {
            return Ok(outline.clone());
        }
        let outline = Arc::new(Outline::of(&self.repository.blob(BlobId(file))?));
        self.outlines.insert(dossier, (file, outline.clone()));
        Ok(outline)
    }
}

/// What became of the files beside the dossier file.
fn changed_attachments(before: &FolderContent, after: &FolderContent) -> BTreeMap<String, AttachmentChange> {
    if before.attachments == after.attachments {
        return BTreeMap::new();
    }
    let was: BTreeMap<_, _> = before.attachments.iter().map(|(path, id)| (path, id)).collect();
    let is: BTreeMap<_, _> = after.attachments.iter().map(|(path, id)| (path, id)).collect();
    let became = |path: &String| match (was.get(path), is.get(path)) {
        (None, Some(_)) => Some(AttachmentChange::Added),
        (Some(_), None) => Some(AttachmentChange::Removed),
        (was, is) => (was != is).then_some(AttachmentChange::Changed),
    };
    let paths: BTreeSet<&String> = was.keys().chain(is.keys()).copied().collect();
    paths.into_iter().filter_map(|path| became(path).map(|change| (path.clone(), change))).collect()
}
