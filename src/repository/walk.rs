//! What every commit changed, found by comparing trees, in one walk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gix::ObjectId;
use gix::prelude::FindExt;

use super::ancestry::{Content, Header, Step, ancestry};
use super::chronicle::{Chapter, Chronicle};
use super::error::{Doing, RepositoryError};
use super::history::{AttachmentChange, Revision};
use super::merge_base::merge_base;
use super::merged::{Merged, sides};
use super::names::{BlobId, CommitId};
use super::open::Repository;
use super::outline::{FieldGroup, Outline};
use super::trees::{FolderChange, FolderContent, Trees};
use crate::domain::DossierId;
use crate::pace::{self, Stage};

/// What is being done when a commit or a version cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// The chronicle up to a tip, of which some is known.
///
/// A merge counts only for dossiers that differ from all its parents, or that all sides changed and differently.
pub(super) fn walk(repository: &Repository, tip: ObjectId, known: Chronicle) -> Result<Chronicle, RepositoryError> {
    let mut steps = ancestry(&repository.git, tip, known)?;
    let mut walk = Walk::new(repository, steps.len());
    let mut found = Vec::with_capacity(steps.len());
    // Newest first: git keeps the newest version whole and older ones as differences from it.
    let unread = steps.iter().filter(|step| matches!(step.content, Content::Unwalked(_))).count();
    let _underway = pace::begin(Stage::History, unread);
    for index in (0..steps.len()).rev() {
        found.push(match &mut steps[index].content {
            Content::Walked(revisions) => std::mem::take(revisions),
            Content::Unwalked(header) => {
                pace::step();
                let header = header.clone();
                walk.visit(&steps, index, &header)?
            }
        });
    }
    let chapter = |(step, revisions): (Step, _)| Chapter { id: step.id, parents: step.parents, committed: step.committed, revisions };
    Ok(Chronicle { chapters: steps.into_iter().zip(found.into_iter().rev()).map(chapter).collect() })
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
    /// Room for the version that is being read.
    bytes: Vec<u8>,
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
            bytes: Vec::new(),
        }
    }

    /// What a commit changed.
    fn visit(&mut self, steps: &[Step], index: usize, header: &Header) -> Result<Vec<(DossierId, Revision)>, RepositoryError> {
        let after = self.top_of(steps, index)?;
        let mut before = Vec::with_capacity(1);
        for parent in &steps[index].parents {
            before.push(self.top_of(steps, *parent)?);
        }
        if before.len() > 1 {
            return self.visit_merge(steps, index, header, (after, &before));
        }
        let changes = self.trees.changed_dossiers(before.first().copied().flatten(), after)?;
        changes.into_iter().map(|change| Ok((change.dossier, self.revision(steps[index].id, header, change)?))).collect()
    }

    /// What a merge made that no side had, and what it chose.
    fn visit_merge(
        &mut self,
        steps: &[Step],
        index: usize,
        header: &Header,
        (after, before): (Option<ObjectId>, &[Option<ObjectId>]),
    ) -> Result<Vec<(DossierId, Revision)>, RepositoryError> {
        let base = merge_base(steps, &steps[index].parents);
        let base = base.map_or(Ok(None), |base| self.top_of(steps, base))?;
        let mut revisions = Vec::new();
        for (dossier, sides) in sides(&mut self.trees, after, before, base)? {
            let merged = Merged {
                after: self.version(dossier, sides.after)?,
                base: self.version(dossier, sides.base)?,
                parents: sides.parents.iter().map(|side| self.version(dossier, *side)).collect::<Result<_, _>>()?,
            };
            revisions.push((dossier, merged.revision(steps[index].id, header)));
        }
        Ok(revisions)
    }

    /// The folder of a dossier with the outline of its file.
    fn version(&mut self, dossier: DossierId, folder: Option<ObjectId>) -> Result<(FolderContent, Arc<Outline>), RepositoryError> {
        let content = self.trees.content(folder)?;
        let outline = self.outline(dossier, content.file)?;
        Ok((content, outline))
    }

    /// `dossiers/` in a commit.
    fn top_of(&mut self, steps: &[Step], index: usize) -> Result<Option<ObjectId>, RepositoryError> {
        if let Some(known) = self.tops[index] {
            return Ok(known);
        }
        let tree = match &steps[index].content {
            Content::Unwalked(header) => header.tree,
            Content::Walked(_) => self.tree_of(steps[index].id)?,
        };
        let top = self.trees.at(tree, &self.top)?;
        self.tops[index] = Some(top);
        Ok(top)
    }

    /// The tree of a commit of which only the changes are known.
    fn tree_of(&self, commit: ObjectId) -> Result<ObjectId, RepositoryError> {
        let mut buffer = Vec::new();
        Ok(self.repository.git.objects.find_commit(&commit, &mut buffer).doing(READING)?.tree())
    }

    fn revision(&mut self, commit: ObjectId, header: &Header, change: FolderChange) -> Result<Revision, RepositoryError> {
        // The later one first, which is at hand from the revision after it.
        let (after, outline_after) = self.version(change.dossier, change.after)?;
        let (before, outline_before) = self.version(change.dossier, change.before)?;
        let attachments = changed_attachments(&before, &after);
        let mut groups = outline_before.differences(&outline_after);
        groups.extend((!attachments.is_empty()).then_some(FieldGroup::Attachments));
        Ok(Revision {
            commit: CommitId(commit),
            at: header.at,
            by: header.by.clone(),
            before: before.file.map(BlobId),
            beside: Vec::new(),
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
        let bytes = self.repository.git.objects.find_blob(&file, &mut self.bytes).doing(READING)?.data;
        let outline = Arc::new(Outline::of(bytes));
        self.outlines.insert(dossier, (file, outline.clone()));
        Ok(outline)
    }
}

/// What became of the files beside the dossier file.
pub(super) fn changed_attachments(before: &FolderContent, after: &FolderContent) -> BTreeMap<String, AttachmentChange> {
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
