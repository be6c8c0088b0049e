//! A whole repository with its history, made in one go: for examples.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use gix::bstr::BStr;
use gix::objs::tree::EntryKind;

use super::durable::sync_disk;
use super::error::{AtPath, Doing, RepositoryError};
use super::identity::Identity;
use super::index::write_whole;
use super::message::CommitMessage;
use super::objects::NewObjects;
use super::open::Repository;
use super::path::TrackedPath;
use super::recording::Change;
use super::tip::unsigned_commit;

/// A commit of a history that is told afterwards.
#[derive(Clone, Debug)]
pub struct Link {
    /// What becomes of which file.
    pub changes: BTreeMap<TrackedPath, Change>,
    /// What the commit says.
    pub message: CommitMessage,
    /// Who made it.
    pub by: Identity,
    /// When.
    pub at: DateTime<FixedOffset>,
}

impl Repository {
    /// A new repository in a folder with these commits, oldest first, and the files as the last one leaves them.
    ///
    /// Nothing of what the user or the computer configured for git is heeded, so the same links make the same commits
    /// everywhere. A link that changes nothing makes no commit. Everything is brought safely to disk once, at the end.
    ///
    /// # Errors
    /// When the folder has a repository already, or cannot be written.
    pub fn with_chain(folder: &Path, links: &[Link]) -> Result<Self, RepositoryError> {
        let repository = Self::init_isolated(folder)?;
        let objects = NewObjects::new(&repository.git);
        let Some((last, tip, tree)) = repository.write_links(links, &objects)? else { return Ok(repository) };
        objects.settle()?;
        write_files(repository.root(), links)?;
        write_whole(&repository, &tree)?;
        repository.move_branch(None, tip, last.message.subject(), &last.by.signature(last.at))?;
        sync_disk(repository.root())?;
        Ok(repository)
    }

    /// Writes trees and commits; the last link that made one, with its commit and tree.
    fn write_links<'a>(
        &self,
        links: &'a [Link],
        objects: &NewObjects<'_>,
    ) -> Result<Option<(&'a Link, gix::ObjectId, gix::ObjectId)>, RepositoryError> {
        const BUILDING: &str = "het samenstellen van de geschiedenis";
        let mut editor = self.git.empty_tree().edit().doing(BUILDING)?.detach();
        let mut last: Option<(&Link, gix::ObjectId, gix::ObjectId)> = None;
        for link in links {
            for (path, change) in &link.changes {
                let path = self.in_tree(path);
                let parts = path.split('/').map(BStr::new);
                match change {
                    Change::Content(bytes) => editor.upsert(parts, EntryKind::Blob, objects.write_blob(bytes)?),
                    Change::Removed => editor.remove(parts),
                }
                .doing(BUILDING)?;
            }
            let tree = editor.write(|tree| objects.write(tree))?;
            // The next link is made from what is in the store.
            objects.settle()?;
            let before = last.map_or(gix::ObjectId::empty_tree(self.git.object_hash()), |(_, _, tree)| tree);
            if tree != before {
                let parent = last.map(|(_, commit, _)| commit);
                let commit = objects.write(&unsigned_commit(&link.by.signature(link.at), &link.message.to_string(), tree, parent))?;
                last = Some((link, commit, tree));
            }
        }
        Ok(last)
    }
}

/// Writes the files as the last link leaves them.
fn write_files(root: &Path, links: &[Link]) -> Result<(), RepositoryError> {
    const DOING: &str = "het schrijven van het bestand";
    let mut files: BTreeMap<&TrackedPath, &Change> = BTreeMap::new();
    for link in links {
        files.extend(&link.changes);
    }
    for (path, change) in files {
        let Change::Content(bytes) = change else { continue };
        let path = path.on_disk(root);
        let folder = path.parent().expect("a file has a folder");
        std::fs::create_dir_all(folder).at(DOING, folder)?;
        std::fs::write(&path, bytes).at(DOING, &path)?;
    }
    Ok(())
}
