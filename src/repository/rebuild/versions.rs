//! Every version a dossier ever had, and everything a rebuilt store still says.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::EntryKind;
use gix::objs::{FindExt, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::super::names::{BlobId, CommitId};
use super::super::offices::offices_in;
use super::super::open::Repository;
use super::super::trees::{FolderContent, Trees};
use super::fresh::Fresh;
use super::leaving::Leaving;
use super::order::parents_first;
use super::references::References;
use super::{READING, commit_behind};
use crate::domain::DossierId;
use crate::pace::{self, Stage};

/// Something a rebuilt store says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A file, by its path from the folder of the office; what lies outside that begins with `../`.
    File {
        /// The path.
        path: &'a str,
        /// Whether the branch in use has this version now; else it is of the past, or of another branch.
        is_current: bool,
        /// The name git gives to its content.
        id: BlobId,
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
    /// By whom a commit was written, or put where it is.
    Author {
        /// The commit, by its new name.
        commit: CommitId,
        /// Name and address.
        text: &'a [u8],
    },
    /// A local branch.
    Branch {
        /// Its name, without `refs/heads/`.
        name: &'a str,
    },
    /// A tag, with its message when it has one.
    Tag {
        /// Its name.
        name: &'a str,
        /// The message.
        text: &'a [u8],
    },
}

/// Everything some dossiers ever were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EveryVersion {
    /// Every version of their dossier files.
    pub files: Vec<Vec<u8>>,
    /// Every version of every file in their folders, the pieces among them, by the name git gives to its content.
    pub pieces: BTreeSet<BlobId>,
}

/// Files of some dossiers: their dossier files, and all.
#[derive(Default)]
struct Found {
    files: BTreeSet<ObjectId>,
    pieces: BTreeSet<ObjectId>,
}

impl Found {
    fn add(&mut self, content: FolderContent) {
        self.files.extend(content.file);
        self.pieces.extend(content.attachments.into_iter().map(|(_, id)| id).chain(content.file));
    }
}

impl Repository {
    /// Every version of the files of these dossiers that any reference leads to, also what was put aside.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn every_version(&self, dossiers: &BTreeSet<DossierId>) -> Result<EveryVersion, RepositoryError> {
        let git = self.itself();
        let leaving = Leaving::of(&git, self.prefix(), dossiers)?;
        let mut trees = Trees::new(&git);
        let mut folders: HashMap<ObjectId, Vec<Option<ObjectId>>> = HashMap::new();
        let mut found = Found::default();
        let at = |trees: &mut Trees<'_>, tree: ObjectId| -> Result<Vec<Option<ObjectId>>, RepositoryError> {
            leaving.ways.iter().map(|way| trees.at(tree, &format!("{way}dossiers"))).collect()
        };
        let commits = parents_first(&git, every_tip(&git)?)?;
        let underway = pace::begin(Stage::Tracing, commits.len());
        for id in commits {
            pace::step();
            let mut buffer = Vec::new();
            let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
            let after = at(&mut trees, commit.tree())?;
            let parents: Vec<_> = commit.parents().filter_map(|parent| folders.get(&parent).cloned()).collect();
            for (which, way) in leaving.ways.iter().enumerate() {
                let before: Vec<_> = parents.iter().map(|folders| folders[which]).collect();
                for before in if before.is_empty() { vec![None] } else { before } {
                    for change in trees.changed_dossiers(before, after[which])? {
                        let (place, name) = (format!("{way}dossiers/{}/", change.dossier.year()), change.dossier.to_string());
                        if let Some(folder) = change.after.filter(|folder| leaving.goes(place.as_bytes(), name.as_bytes(), folder)) {
                            found.add(trees.content(Some(folder))?);
                        }
                    }
                }
            }
            folders.insert(id, after);
        }
        drop(underway);
        for commit in let_go(&git).into_iter().filter(|commit| !folders.contains_key(commit)) {
            // What was let go may be half cleared up.
            let tree = git.find_commit(commit).ok().and_then(|commit| commit.tree_id().ok());
            let after = tree.and_then(|tree| at(&mut trees, tree.detach()).ok()).unwrap_or_default();
            let changes = after.into_iter().flat_map(|after| trees.changed_dossiers(None, after).unwrap_or_default()).collect::<Vec<_>>();
            for change in changes.into_iter().filter(|change| dossiers.contains(&change.dossier)) {
                if let Ok(content) = trees.content(change.after) {
                    found.add(content);
                }
            }
        }
        let Found { files, mut pieces } = found;
        let read = |id: ObjectId| -> Result<Vec<u8>, RepositoryError> { Ok(git.find_blob(id).doing(READING)?.take_data()) };
        let recorded = files.iter().map(|id| read(*id)).collect::<Result<Vec<_>, _>>()?;
        let index = git.index_or_empty().doing(READING)?;
        let numbers: BTreeSet<Vec<u8>> = dossiers.iter().map(|id| id.to_string().into_bytes()).collect();
        let own = |path: &[u8]| {
            let within = path.strip_prefix(self.prefix().as_bytes()).and_then(|path| path.strip_prefix(b"dossiers/")).unwrap_or_default();
            let parts: Vec<&[u8]> = within.split_str(b"/").collect();
            matches!(parts[..], [_, number, b"dossier.md"] if numbers.contains(number))
        };
        let staged = index.entries().iter().filter(|entry| own(entry.path(&index)) && !files.contains(&entry.id));
        let staged = staged.filter_map(|entry| git.find_blob(entry.id).ok().map(|mut blob| blob.take_data()));
        // What holds nothing stands everywhere.
        pieces.remove(&ObjectId::empty_blob(gix::hash::Kind::Sha1));
        Ok(EveryVersion { files: recorded.into_iter().chain(staged).collect(), pieces: pieces.into_iter().map(BlobId).collect() })
    }

    /// The name git gives to this content.
    ///
    /// # Errors
    /// When it cannot be reckoned.
    pub fn name_of_content(&self, bytes: &[u8]) -> Result<BlobId, RepositoryError> {
        gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, bytes).map(BlobId).doing(READING)
    }

    /// The ways from the folder of this office to those of the others that lie in the branch in use.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn other_offices(&self) -> Result<Vec<String>, RepositoryError> {
        let Some(head) = self.git.head().doing(READING)?.try_peel_to_id().doing(READING)? else { return Ok(Vec::new()) };
        let tree = self.git.find_commit(head).doing(READING)?.tree_id().doing(READING)?.detach();
        let others = offices_in(&self.git, tree)?.into_iter().filter(|way| way != self.prefix());
        Ok(others.map(|way| from_office(self.prefix(), &way)).collect())
    }

    /// Hands over everything a store that was built again says: every version of every file once, every message. Each object is a step.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_rebuilt(&self, folder: &Path, mut heed: impl FnMut(Said<'_>)) -> Result<(), RepositoryError> {
        let git = gix::open_opts(folder, gix::open::Options::isolated()).doing(READING)?;
        let references = References::of(&git)?;
        let tips = references.kept.iter().map(|kept| commit_behind(&git, kept.target)).collect::<Result<Vec<_>, _>>()?;
        let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach);
        let mut reading = Reading { git: &git, prefix: self.prefix(), heard: HashSet::new(), fresh: Fresh::default() };
        if let Some(head) = head {
            let tree = git.find_commit(head).doing(READING)?.tree_id().doing(READING)?.detach();
            reading.tree(tree, "", true, &mut heed)?;
        }
        let mut authors = HashSet::new();
        for id in parents_first(&git, tips.into_iter().flatten())? {
            pace::step();
            let mut buffer = Vec::new();
            let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
            heed(Said::Message { commit: CommitId(id), text: commit.message });
            for text in [commit.author, commit.committer] {
                // Without the time, whose digits could be anyone's number.
                let who = text.rsplit_once_str(">").map_or(text.as_bytes(), |(who, _)| who);
                if authors.insert(who.to_owned()) {
                    heed(Said::Author { commit: CommitId(id), text: who });
                }
            }
            reading.tree(commit.tree(), "", false, &mut heed)?;
        }
        for kept in &references.kept {
            let name = kept.name.to_string();
            if let Some(name) = name.strip_prefix("refs/heads/") {
                heed(Said::Branch { name });
                continue;
            }
            heed(Said::Tag { name: &name, text: b"" });
            let mut target = kept.target;
            // A tag of a tag: each has a message.
            loop {
                let mut buffer = Vec::new();
                let Ok(tag) = git.objects.find_tag(&target, &mut buffer) else { break };
                heed(Said::Tag { name: &name, text: tag.message });
                target = tag.target();
            }
        }
        for (name, _) in &references.others {
            let name = name.to_string();
            heed(name.strip_prefix("refs/heads/").map_or(Said::Tag { name: &name, text: b"" }, |name| Said::Branch { name }));
        }
        Ok(())
    }
}

/// A path from the top as it is from the folder of an office.
fn from_office(prefix: &str, path: &str) -> String {
    path.strip_prefix(prefix).map_or_else(|| format!("{}{path}", "../".repeat(prefix.matches('/').count())), str::to_owned)
}

/// The commits that all references lead to, also those that are left behind, and HEAD.
pub(super) fn every_tip(git: &gix::Repository) -> Result<BTreeSet<ObjectId>, RepositoryError> {
    let mut tips = BTreeSet::new();
    for reference in git.references().doing(READING)?.all().doing(READING)? {
        let target = reference.doing(READING)?.target().try_id().map(ToOwned::to_owned);
        // What a note or a replacement names may be no commit, or be gone.
        tips.extend(target.and_then(|target| commit_behind(git, target).ok().flatten()));
    }
    tips.extend(git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach));
    Ok(tips)
}

/// The commits that nothing leads to but a log, or a file in which git remembers where it was; and the parents of each.
fn let_go(git: &gix::Repository) -> BTreeSet<ObjectId> {
    let mut waiting = vec![git.common_dir().join("logs")];
    let top = git.common_dir().read_dir().into_iter().flatten().flatten();
    waiting.extend(top.map(|entry| entry.path()).filter(|path| path.is_file()));
    let mut named = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()));
        } else {
            let text = std::fs::read(&path).unwrap_or_default();
            named.extend(text.split(|byte| !byte.is_ascii_hexdigit()).filter_map(|word| ObjectId::from_hex(word).ok()));
        }
    }
    let parents = |id: &ObjectId| git.find_commit(*id).map(|commit| commit.parent_ids().map(gix::Id::detach).collect::<Vec<_>>()).unwrap_or_default();
    let before: Vec<ObjectId> = named.iter().flat_map(parents).collect();
    named.extend(before);
    named
}

/// A store that is read, each object once.
struct Reading<'a> {
    git: &'a gix::Repository,
    /// The way from the top to the folder of the office.
    prefix: &'a str,
    heard: HashSet<ObjectId>,
    fresh: Fresh,
}

impl Reading<'_> {
    fn tree(&mut self, id: ObjectId, place: &str, is_current: bool, heed: &mut impl FnMut(Said<'_>)) -> Result<(), RepositoryError> {
        if !self.heard.insert(id) {
            return Ok(());
        }
        pace::step();
        let mut buffer = Vec::new();
        self.git.objects.find_tree_iter(&id, &mut buffer).doing(READING)?;
        let fresh = self.fresh.part(place.as_bytes(), &buffer);
        for entry in TreeRefIter::from_bytes(&buffer[fresh], gix::hash::Kind::Sha1) {
            let entry = entry.doing(READING)?;
            let path = format!("{place}{}", entry.filename);
            match entry.mode.kind() {
                EntryKind::Tree => self.tree(entry.oid.to_owned(), &format!("{path}/"), is_current, heed)?,
                EntryKind::Commit => {}
                EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link => {
                    if self.heard.insert(entry.oid.to_owned()) {
                        pace::step();
                        let mut bytes = Vec::new();
                        let bytes = self.git.objects.find_blob(entry.oid, &mut bytes).doing(READING)?.data;
                        let path = from_office(self.prefix, &path);
                        heed(Said::File { path: &path, is_current, id: BlobId(entry.oid.to_owned()), bytes });
                    }
                }
            }
        }
        Ok(())
    }
}
