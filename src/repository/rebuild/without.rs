//! A history told again without some dossiers: the same trees but for their folders, the same commits but for those about them alone.

use std::collections::HashMap;

use gix::ObjectId;
use gix::objs::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use gix::objs::{FindExt, Kind, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::fresh::entry_end;
use super::headers::{commit_told_again, tag_told_again};
use super::leaving::Leaving;
use super::pack::{PackWriter, WRITING};
use super::redaction::Redaction;
use super::retold::{LastTold, Retold};

/// A history on its way into a new store.
pub(super) struct Without<'repo> {
    pub(super) git: &'repo gix::Repository,
    /// The dossier that is told otherwise, and where it lies.
    redaction: Option<(Redaction<'repo>, Leaving)>,
    /// The folders that are left out.
    leaving: Leaving,
    /// Where it goes; `None` when it is only reckoned what becomes of what.
    packs: Option<PackWriter>,
    /// What became of a tree at a place where it matters which it is; `None` when nothing is left of it.
    pub(super) trees: HashMap<(ObjectId, Vec<u8>), Option<ObjectId>>,
    last_told: LastTold,
    /// What became of a commit; `None` when it and all before it were about these dossiers alone.
    commits: HashMap<ObjectId, Option<ObjectId>>,
    /// What became of an annotated tag; `None` when nothing did.
    tags: HashMap<ObjectId, Option<ObjectId>>,
    /// The tree of every new commit.
    new_trees: HashMap<ObjectId, ObjectId>,
    /// Commits that were about these dossiers alone.
    pub(super) fallen_away: usize,
}

impl<'repo> Without<'repo> {
    /// A history without these folders.
    pub(super) fn new(git: &'repo gix::Repository, leaving: Leaving, packs: Option<PackWriter>) -> Self {
        Self {
            git,
            redaction: None,
            leaving,
            packs,
            trees: HashMap::new(),
            last_told: LastTold::default(),
            commits: HashMap::new(),
            tags: HashMap::new(),
            new_trees: HashMap::new(),
            fallen_away: 0,
        }
    }

    /// The same with this dossier told otherwise.
    pub(super) fn with(self, redaction: Option<(Redaction<'repo>, Leaving)>) -> Self {
        Self { redaction, ..self }
    }

    /// Writes the packs to their end; gives how many objects are in them.
    pub(super) fn finish(mut self) -> Result<usize, RepositoryError> {
        let mut packs = self.packs.take().expect("only what is written is finished");
        packs.flush()?;
        Ok(packs.count())
    }

    /// What became of a commit that was told; `None` when nothing did.
    pub(super) fn became(&self, commit: &ObjectId) -> Option<ObjectId> {
        self.commits.get(commit).copied().flatten()
    }

    /// Every commit and annotated tag that was told with what became of it.
    pub(super) fn what_became(&self) -> impl Iterator<Item = (ObjectId, Option<ObjectId>)> {
        self.commits.iter().chain(&self.tags).map(|(old, new)| (*old, *new))
    }

    /// How many commits were told.
    pub(super) fn commits_told(&self) -> usize {
        self.commits.len()
    }

    /// Tells a commit, of which all parents were told.
    pub(super) fn tell_commit(&mut self, id: ObjectId) -> Result<(), RepositoryError> {
        let mut buffer = Vec::new();
        let (old_tree, old_parents): (ObjectId, Vec<ObjectId>) = {
            let old = self.git.objects.find_commit(&id, &mut buffer).doing(WRITING)?;
            (old.tree(), old.parents().collect())
        };
        let tree = self.tell_root(old_tree)?;
        let mut parents = Vec::new();
        for parent in &old_parents {
            match self.became(parent) {
                Some(parent) if !parents.contains(&parent) => parents.push(parent),
                _ => {}
            }
        }
        let new = if self.falls_away((old_tree, old_parents.first()), tree, &parents)? {
            self.fallen_away += 1;
            parents.first().copied()
        } else {
            Some(self.write_commit(&buffer, tree, parents)?)
        };
        self.commits.insert(id, new);
        Ok(())
    }

    /// Tells an annotated tag, without its signature; gives what became of it.
    pub(super) fn tell_tag(&mut self, id: ObjectId) -> Result<Option<ObjectId>, RepositoryError> {
        let mut buffer = Vec::new();
        let (target, kind) = {
            let old = self.git.objects.find_tag(&id, &mut buffer).doing(WRITING)?;
            (old.target(), old.target_kind)
        };
        let target = match kind {
            Kind::Commit => self.became(&target),
            Kind::Tag => self.tell_tag(target)?,
            // It may be the folder of such a dossier itself, or a file of it: nothing in it says so.
            Kind::Tree | Kind::Blob => None,
        };
        let new = target.map(|target| self.write_bytes(Kind::Tag, tag_told_again(&buffer, target), b"")).transpose()?;
        self.tags.insert(id, new);
        Ok(new)
    }

    /// Adds an object; without a place it is compared with nothing that stood there before.
    pub(super) fn write_bytes(&mut self, kind: Kind, bytes: Vec<u8>, place: &[u8]) -> Result<ObjectId, RepositoryError> {
        let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, kind, &bytes).doing(WRITING)?;
        self.add(kind, id, bytes, place)
    }

    fn add(&mut self, kind: Kind, id: ObjectId, bytes: Vec<u8>, place: &[u8]) -> Result<ObjectId, RepositoryError> {
        if let Some(packs) = &mut self.packs {
            packs.add(kind, id, bytes, place)?;
        }
        Ok(id)
    }

    /// Whether this object is written, or nothing is.
    fn has(&self, id: &ObjectId) -> bool {
        self.packs.as_ref().is_none_or(|packs| packs.has(id))
    }

    /// Whether a commit did nothing but to these dossiers: it changed something, and what is left changes nothing.
    ///
    /// A commit that changed nothing in the first place stays, and so does one that brings two lines together.
    fn falls_away(&mut self, (old, before): (ObjectId, Option<&ObjectId>), tree: ObjectId, parents: &[ObjectId]) -> Result<bool, RepositoryError> {
        let changed_something = match before {
            // With a dossier told otherwise every commit stays: each is about something that is still there.
            _ if self.redaction.is_some() => false,
            None => old != ObjectId::empty_tree(gix::hash::Kind::Sha1),
            Some(parent) => {
                let mut buffer = Vec::new();
                self.git.objects.find_commit(parent, &mut buffer).doing(WRITING)?.tree() != old
            }
        };
        Ok(match parents {
            [] => tree == ObjectId::empty_tree(gix::hash::Kind::Sha1) && changed_something,
            [parent] => changed_something && self.new_trees.get(parent) == Some(&tree),
            _ => false,
        })
    }

    fn write_commit(&mut self, old: &[u8], tree: ObjectId, parents: Vec<ObjectId>) -> Result<ObjectId, RepositoryError> {
        if tree == ObjectId::empty_tree(gix::hash::Kind::Sha1) {
            self.write_bytes(Kind::Tree, Vec::new(), b"")?;
        }
        let id = self.write_bytes(Kind::Commit, commit_told_again(old, tree, &parents), b"")?;
        self.new_trees.insert(id, tree);
        Ok(id)
    }

    /// The tree of a commit, the empty one included.
    fn tell_root(&mut self, tree: ObjectId) -> Result<ObjectId, RepositoryError> {
        Ok(self.tell_tree(tree, b"")?.unwrap_or(ObjectId::empty_tree(gix::hash::Kind::Sha1)))
    }

    /// Tells a tree and everything below it; `None` when nothing is left of it.
    ///
    /// `place` is its path with a slash behind every name. Where nothing can go it stays as it is.
    fn tell_tree(&mut self, old: ObjectId, place: &[u8]) -> Result<Option<ObjectId>, RepositoryError> {
        let redacted = self.redaction.as_ref().is_some_and(|(_, folders)| folders.is_on_the_way(place));
        let matters = redacted || self.leaving.is_on_the_way(place);
        let here = (old, if matters { place.to_owned() } else { Vec::new() });
        if let Some(new) = self.trees.get(&here).filter(|_| matters) {
            return Ok(*new);
        }
        if !matters && self.has(&old) {
            return Ok(Some(old));
        }
        let mut buffer = Vec::new();
        self.git.objects.find_tree_iter(&old, &mut buffer).doing(WRITING)?;
        let was_empty = buffer.is_empty();
        let (mut folder, rest) = self.last_told.begin(place, buffer);
        self.tell_entries(&mut folder, place)?;
        rest.end(&mut folder);
        let told = match folder.is_as_it_was() {
            _ if folder.new.is_empty() && !was_empty => None,
            true => Some(self.add(Kind::Tree, old, folder.new.clone(), place)?),
            false => Some(self.write_bytes(Kind::Tree, folder.new.clone(), place)?),
        };
        self.last_told.remember(place, folder);
        if matters {
            self.trees.insert(here, told);
        }
        Ok(told)
    }

    /// Tells the entries of a folder that its last version did not have.
    fn tell_entries(&mut self, folder: &mut Retold, place: &[u8]) -> Result<(), RepositoryError> {
        let entries = folder.to_tell().to_owned();
        let mut at = 0;
        for entry in TreeRefIter::from_bytes(&entries, gix::hash::Kind::Sha1) {
            let entry = entry.doing(WRITING)?;
            let from = at;
            at = entry_end(&entries, from);
            if self.leaving.goes(place, entry.filename, entry.oid) {
                folder.leave_out(from..at);
                continue;
            }
            let below = [place, entry.filename.as_bytes(), b"/"].concat();
            let redaction = self.redaction.as_ref().filter(|(_, folders)| folders.goes(place, entry.filename, entry.oid));
            let kept = match (entry.mode.kind(), redaction.map(|(redaction, _)| *redaction)) {
                (EntryKind::Tree, Some(redaction)) => self.tell_redacted(&redaction, entry.oid.to_owned(), (&below, ""))?,
                (EntryKind::Tree, None) => self.tell_tree(entry.oid.to_owned(), &below)?,
                // Another repository: only its name stands here.
                (EntryKind::Commit, _) => Some(entry.oid.to_owned()),
                (EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link, _) => Some(self.tell_blob(entry.oid.to_owned(), &below)?),
            };
            match kept {
                Some(kept) => folder.keep(&entries[from..at], kept),
                None => folder.leave_out(from..at),
            }
        }
        Ok(())
    }

    fn tell_blob(&mut self, id: ObjectId, place: &[u8]) -> Result<ObjectId, RepositoryError> {
        if self.has(&id) {
            return Ok(id);
        }
        let mut buffer = Vec::new();
        self.git.objects.find_blob(&id, &mut buffer).doing(WRITING)?;
        self.add(Kind::Blob, id, buffer, place)
    }
}
