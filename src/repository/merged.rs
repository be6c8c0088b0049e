//! A dossier at a merge: what the merge made that no side had, and what it chose where the sides had parted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gix::ObjectId;

use super::ancestry::Header;
use super::error::RepositoryError;
use super::history::Revision;
use super::names::{BlobId, CommitId};
use super::outline::{FieldGroup, Outline};
use super::trees::{FolderContent, Trees};
use super::walk::changed_attachments;
use crate::diagnostic::Field;
use crate::domain::{DossierId, Status};

/// The folder of a dossier at a merge.
pub(super) struct Sides {
    /// What the merge made of it.
    pub(super) after: Option<ObjectId>,
    /// What the sides grew from.
    pub(super) base: Option<ObjectId>,
    /// What each side had, first parent first.
    pub(super) parents: Vec<Option<ObjectId>>,
}

/// The dossiers a merge tells something of: as no side had them, or changed on all sides, and differently.
pub(super) fn sides(
    trees: &mut Trees<'_>,
    after: Option<ObjectId>,
    parents: &[Option<ObjectId>],
    base: Option<ObjectId>,
) -> Result<BTreeMap<DossierId, Sides>, RepositoryError> {
    let mut found: BTreeMap<DossierId, Sides> = BTreeMap::new();
    for (place, parent) in parents.iter().enumerate() {
        for change in trees.changed_dossiers(*parent, after)? {
            // A side that does not differ from what became of it has that.
            let blank = || Sides { after: change.after, base: change.after, parents: vec![change.after; parents.len()] };
            found.entry(change.dossier).or_insert_with(blank).parents[place] = change.before;
        }
    }
    if found.is_empty() {
        return Ok(found);
    }
    for change in trees.changed_dossiers(base, after)? {
        if let Some(sides) = found.get_mut(&change.dossier) {
            sides.base = change.before;
        }
    }
    found.retain(|_, sides| sides.are_told());
    Ok(found)
}

impl Sides {
    fn are_told(&self) -> bool {
        let differ_from = |version: Option<ObjectId>| self.parents.iter().all(|parent| *parent != version);
        differ_from(self.after) || (differ_from(self.base) && self.parents.iter().any(|parent| *parent != self.parents[0]))
    }
}

/// A version of a dossier: what is in its folder, and the outline of its file.
type Version = (FolderContent, Arc<Outline>);

/// A dossier at a merge, read.
pub(super) struct Merged {
    /// What the merge made of it.
    pub(super) after: Version,
    /// What the sides grew from.
    pub(super) base: Version,
    /// What each side had, first parent first.
    pub(super) parents: Vec<Version>,
}

impl Merged {
    /// What is told of it.
    pub(super) fn revision(&self, commit: ObjectId, header: &Header) -> Revision {
        let mut files: Vec<Option<BlobId>> = self.parents.iter().map(|(content, _)| content.file.map(BlobId)).collect();
        let before = files.remove(files.iter().position(Option::is_some).unwrap_or_default());
        let mut changed = self.parents.iter().map(|(content, _)| changed_attachments(content, &self.after.0));
        let mut attachments = changed.next().unwrap_or_default();
        changed.for_each(|other| attachments.retain(|path, _| other.contains_key(path)));
        let mut groups: BTreeSet<FieldGroup> = self.made().chain(self.contested()).collect();
        groups.extend((!attachments.is_empty()).then_some(FieldGroup::Attachments));
        let to = self.after.1.status();
        Revision {
            commit: CommitId(commit),
            at: header.at,
            by: header.by.clone(),
            before,
            beside: files,
            file: self.after.0.file.map(BlobId),
            from: if groups.contains(&FieldGroup::Field(Field::Status)) { self.not_chosen(to) } else { to },
            to,
            groups,
            attachments,
        }
    }

    /// The parts that are as on none of the sides.
    fn made(&self) -> impl Iterator<Item = FieldGroup> {
        common(self.parents.iter().map(|(_, outline)| outline.differences(&self.after.1))).into_iter()
    }

    /// The parts that all sides changed, and differently.
    fn contested(&self) -> impl Iterator<Item = FieldGroup> {
        let changed = common(self.parents.iter().map(|(_, outline)| outline.differences(&self.base.1)));
        let first = &self.parents[0].1;
        let parted: BTreeSet<_> = self.parents.iter().flat_map(|(_, outline)| outline.differences(first)).collect();
        changed.into_iter().filter(move |group| parted.contains(group))
    }

    /// The status of the first side that has another; this one when none has.
    fn not_chosen(&self, chosen: Option<Status>) -> Option<Status> {
        let mut sides = self.parents.iter().map(|(_, outline)| outline.status()).filter(|status| *status != chosen);
        let first = sides.next();
        first.into_iter().chain(sides).find(Option::is_some).or(first).unwrap_or(chosen)
    }
}

/// What is in all of them.
fn common(sets: impl Iterator<Item = BTreeSet<FieldGroup>>) -> BTreeSet<FieldGroup> {
    sets.reduce(|all, other| all.intersection(&other).copied().collect()).unwrap_or_default()
}
