//! Whether a commit has a dossier as it was before something was taken out of it, held against the one that was told again.

use std::collections::BTreeMap;

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::stated_number::number_of;
use super::trees::Trees;
use crate::domain::DossierId;
use crate::source::{BLACKENED, is_blackened};

/// What is being done when the history cannot be read.
const READING: &str = "het doorzoeken van de geschiedenis";

/// A commit that may be like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Twin {
    /// The commit.
    pub(super) commit: ObjectId,
    tree: ObjectId,
    /// The tree of its first parent.
    before: Option<ObjectId>,
    /// Who put it there and when, as git keeps it: telling a commit again leaves that, a rebase or pick does not.
    put: Vec<u8>,
}

impl Twin {
    /// What there is to compare of a commit.
    pub(super) fn of(commit: &gix::Commit<'_>) -> Result<Self, RepositoryError> {
        let parent = commit.parent_ids().next().map(|parent| parent.object().doing(READING)?.peel_to_tree().doing(READING));
        let before = parent.transpose()?.map(|tree| tree.id);
        let put = commit.decode().doing(READING)?.committer.to_vec();
        Ok(Self { commit: commit.id, tree: commit.tree_id().doing(READING)?.detach(), before, put })
    }
}

/// Who wrote a commit, when, and with what words: what a rebase and a pick leave as it is, and telling it again too.
pub(super) fn words(commit: &gix::Commit<'_>) -> Result<Vec<u8>, RepositoryError> {
    let commit = commit.decode().doing(READING)?;
    let parts: [&[u8]; 2] = [commit.author, commit.message];
    Ok(parts.join(&b'\n'))
}

/// Whether a commit that is like a new one has the dossier as it was: `None` when it has not, else whether it is among what it changes.
pub(super) fn brings_back(
    (git, trees): (&gix::Repository, &mut Trees<'_>),
    new: &Twin,
    old: &Twin,
    (prefix, dossier): (&str, DossierId),
) -> Result<Option<bool>, RepositoryError> {
    let mut folders = |before: Option<ObjectId>, after: ObjectId| {
        let top = format!("{prefix}dossiers");
        let before = before.map(|tree| trees.at(tree, &top)).transpose()?.flatten();
        let after = trees.at(after, &top)?;
        folders_of(trees, (before, after), dossier)
    };
    if new.put == old.put {
        let (otherwise, changed) = (folders(Some(new.tree), old.tree)?, folders(old.before, old.tree)?);
        let mut held = Held { git, trees };
        for (told, old) in otherwise.into_values() {
            if held.is_told_of(told, old)? {
                return Ok(Some(!changed.is_empty()));
            }
        }
        return Ok(None);
    }
    let (told, moved) = (folders(new.before, new.tree)?, folders(old.before, old.tree)?);
    let whole = folders(None, new.tree)?;
    let mut held = Held { git, trees };
    for (way, (before, after)) in moved {
        let (before, after) = (held.files(before)?, held.files(after)?);
        let as_told = told.get(&way).copied().unwrap_or_default();
        let (told_before, told_after) = (held.files(as_told.0)?, held.files(as_told.1)?);
        let all = held.files(whole.get(&way).and_then(|(_, after)| *after))?;
        for (path, file) in after.iter().filter(|(path, file)| before.get(*path) != Some(file)) {
            // A piece that was taken out is nowhere in the new one.
            if !all.contains_key(path) {
                return Ok(Some(true));
            }
            let blackened = held.marks(told_after.get(path))? - held.marks(told_before.get(path))?;
            if blackened > 0 && held.marks(Some(file))? - held.marks(before.get(path))? < blackened {
                return Ok(Some(true));
            }
        }
    }
    Ok(None)
}

/// The folders of one dossier by the way to each, as they were and as they are.
pub(super) type Folders = BTreeMap<Vec<u8>, (Option<ObjectId>, Option<ObjectId>)>;

/// The folders of one dossier that differ between two trees of dossiers.
pub(super) fn folders_of(
    trees: &mut Trees<'_>,
    (before, after): (Option<ObjectId>, Option<ObjectId>),
    dossier: DossierId,
) -> Result<Folders, RepositoryError> {
    let mut found = BTreeMap::new();
    for (year, was, is) in trees.changed_folders(before, after)? {
        for (name, was, is) in trees.changed_folders(was, is)? {
            if number_of(&name) == Some(dossier) {
                found.insert([year.as_slice(), b"/", &name].concat(), (was, is));
            }
        }
    }
    Ok(found)
}

/// What reads the files of a dossier.
struct Held<'a, 'repo> {
    git: &'a gix::Repository,
    trees: &'a mut Trees<'repo>,
}

impl Held<'_, '_> {
    /// Every file in a folder, by its path from there.
    fn files(&mut self, folder: Option<ObjectId>) -> Result<BTreeMap<String, ObjectId>, RepositoryError> {
        let content = self.trees.content(folder)?;
        let file = content.file.map(|file| ("dossier.md".to_owned(), file));
        Ok(content.attachments.into_iter().chain(file).collect())
    }

    /// Whether the one folder is the other without something: with pieces less, or with a mark for a passage. Two commits of one second and
    /// the same words that were each made by themselves have no such folders.
    fn is_told_of(&mut self, told: Option<ObjectId>, old: Option<ObjectId>) -> Result<bool, RepositoryError> {
        let (told, old) = (self.files(told)?, self.files(old)?);
        let mut is_otherwise = told.len() < old.len();
        for (path, file) in &told {
            match old.get(path) {
                Some(other) if other == file => {}
                Some(other) => {
                    let blob = |id: &ObjectId| Ok::<_, RepositoryError>(self.git.find_blob(*id).doing(READING)?.take_data());
                    if !is_blackened(&blob(file)?, &blob(other)?) {
                        return Ok(false);
                    }
                    is_otherwise = true;
                }
                None => return Ok(false),
            }
        }
        Ok(is_otherwise)
    }

    /// How often something was taken out of a file.
    fn marks(&self, file: Option<&ObjectId>) -> Result<i64, RepositoryError> {
        let Some(file) = file else { return Ok(0) };
        let bytes = self.git.find_blob(*file).doing(READING)?.take_data();
        let marks = bytes.windows(BLACKENED.len()).filter(|some| *some == BLACKENED.as_bytes()).count();
        Ok(i64::try_from(marks).unwrap_or(i64::MAX))
    }
}
