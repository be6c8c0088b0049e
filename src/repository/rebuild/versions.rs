//! Every version a dossier ever had, and everything a rebuilt store still says.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use gix::ObjectId;
use gix::objs::tree::EntryKind;
use gix::objs::{FindExt, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::super::names::CommitId;
use super::super::open::Repository;
use super::super::trees::Trees;
use super::commit_behind;
use super::order::parents_first;
use super::references::References;
use crate::domain::DossierId;

/// What is being done when a history cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// Something a rebuilt store says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A file, by its path in the work tree.
    File {
        /// The path.
        path: &'a str,
        /// Whether the branch in use has this version now; else it is of the past, or of another branch.
        is_current: bool,
        /// The bytes.
        bytes: &'a [u8],
    },
    /// The message of a commit.
    Message {
        /// The commit, by its new name.
        commit: CommitId,
        /// The message.
        text: &'a [u8],
    },
    /// The message of a tag.
    Tag {
        /// Its name.
        name: &'a str,
        /// The message.
        text: &'a [u8],
    },
}

impl Repository {
    /// Every version of the files of these dossiers that any reference leads to, also what was put aside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn every_version(&self, dossiers: &BTreeSet<DossierId>) -> Result<Vec<Vec<u8>>, RepositoryError> {
        let git = self.itself();
        let mut trees = Trees::new(&git);
        let mut folders: HashMap<ObjectId, Option<ObjectId>> = HashMap::new();
        let mut files = BTreeSet::new();
        for id in parents_first(&git, every_tip(&git)?)? {
            let mut buffer = Vec::new();
            let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
            let after = trees.at(commit.tree(), &format!("{}dossiers", self.prefix()))?;
            folders.insert(id, after);
            let parents: Vec<_> = commit.parents().map(|parent| folders.get(&parent).copied().flatten()).collect();
            for before in if parents.is_empty() { vec![None] } else { parents } {
                for change in trees.changed_dossiers(before, after)?.into_iter().filter(|change| dossiers.contains(&change.dossier)) {
                    files.extend(trees.content(change.after)?.file);
                }
            }
        }
        let read = |id: ObjectId| Ok(git.find_blob(id).doing(READING)?.take_data());
        files.into_iter().map(read).collect()
    }

    /// Hands over everything a store that was built again says: every version of every file once, every message.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_rebuilt(&self, folder: &Path, mut heed: impl FnMut(Said<'_>)) -> Result<(), RepositoryError> {
        let git = gix::open_opts(folder, gix::open::Options::isolated()).doing(READING)?;
        let references = References::of(&git)?;
        let tips = references.kept.iter().map(|kept| commit_behind(&git, kept.target)).collect::<Result<Vec<_>, _>>()?;
        let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach);
        let mut reading = Reading { git: &git, heard: HashSet::new() };
        if let Some(head) = head {
            let tree = git.find_commit(head).doing(READING)?.tree_id().doing(READING)?.detach();
            reading.tree(tree, "", true, &mut heed)?;
        }
        for id in parents_first(&git, tips.into_iter().flatten())? {
            let mut buffer = Vec::new();
            let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
            heed(Said::Message { commit: CommitId(id), text: commit.message });
            reading.tree(commit.tree(), "", false, &mut heed)?;
        }
        for kept in &references.kept {
            let mut buffer = Vec::new();
            if let Ok(tag) = git.objects.find_tag(&kept.target, &mut buffer) {
                heed(Said::Tag { name: &kept.name.to_string(), text: tag.message });
            }
        }
        Ok(())
    }
}

/// The commits that all references lead to, also those that are left behind, and HEAD.
fn every_tip(git: &gix::Repository) -> Result<BTreeSet<ObjectId>, RepositoryError> {
    let mut tips = BTreeSet::new();
    for reference in git.references().doing(READING)?.all().doing(READING)? {
        let target = reference.doing(READING)?.target().try_id().map(ToOwned::to_owned);
        // What a note or a replacement names may be no commit, or be gone.
        tips.extend(target.and_then(|target| commit_behind(git, target).ok().flatten()));
    }
    tips.extend(git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach));
    Ok(tips)
}

/// A store that is read, each object once.
struct Reading<'a> {
    git: &'a gix::Repository,
    heard: HashSet<ObjectId>,
}

impl Reading<'_> {
    fn tree(&mut self, id: ObjectId, place: &str, is_current: bool, heed: &mut impl FnMut(Said<'_>)) -> Result<(), RepositoryError> {
        if !self.heard.insert(id) {
            return Ok(());
        }
        let mut buffer = Vec::new();
        self.git.objects.find_tree_iter(&id, &mut buffer).doing(READING)?;
        for entry in TreeRefIter::from_bytes(&buffer, gix::hash::Kind::Sha1) {
            let entry = entry.doing(READING)?;
            let path = format!("{place}{}", entry.filename);
            match entry.mode.kind() {
                EntryKind::Tree => self.tree(entry.oid.to_owned(), &format!("{path}/"), is_current, heed)?,
                EntryKind::Commit => {}
                EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link => {
                    if self.heard.insert(entry.oid.to_owned()) {
                        let mut bytes = Vec::new();
                        let bytes = self.git.objects.find_blob(entry.oid, &mut bytes).doing(READING)?.data;
                        heed(Said::File { path: &path, is_current, bytes });
                    }
                }
            }
        }
        Ok(())
    }
}
