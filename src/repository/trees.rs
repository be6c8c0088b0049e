//! Git's trees, compared without looking where nothing changed.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::tree::{EntryRef, name_order};
use gix::objs::{FindExt, TreeRefIter};

use super::error::{Doing, RepositoryError};
use super::path::DOSSIER_FILE;
use crate::domain::DossierId;

/// What is being done when a tree cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// How many trees are remembered: enough for the trees of a commit and of its neighbours in a branched history.
const REMEMBERED: usize = 48;

/// Reads trees and remembers the last ones: each is compared with the one before it and with the one after it.
pub(super) struct Trees<'repo> {
    git: &'repo gix::Repository,
    remembered: gix::hashtable::HashMap<ObjectId, Rc<Vec<u8>>>,
    order: VecDeque<ObjectId>,
}

/// The folder of a dossier at two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FolderChange {
    /// The dossier.
    pub(super) dossier: DossierId,
    /// Its folder before; `None` when it was not there.
    pub(super) before: Option<ObjectId>,
    /// Its folder after; `None` when it is gone.
    pub(super) after: Option<ObjectId>,
}

/// What a dossier's folder holds beside folders.
#[derive(Default)]
pub(super) struct FolderContent {
    /// The dossier file.
    pub(super) file: Option<ObjectId>,
    /// Every other file, by its path from the folder.
    pub(super) attachments: Vec<(String, ObjectId)>,
}

impl<'repo> Trees<'repo> {
    /// No trees yet.
    pub(super) fn new(git: &'repo gix::Repository) -> Self {
        Self { git, remembered: gix::hashtable::HashMap::default(), order: VecDeque::new() }
    }

    /// The tree at a path of folders; `None` when it is not there.
    pub(super) fn at(&mut self, tree: ObjectId, path: &str) -> Result<Option<ObjectId>, RepositoryError> {
        let mut tree = tree;
        for name in path.split('/') {
            let bytes = self.bytes(tree)?;
            let mut found = None;
            for entry in entries(&bytes) {
                let entry = entry?;
                if entry.filename == name && entry.mode.is_tree() {
                    found = Some(entry.oid.to_owned());
                    break;
                }
            }
            let Some(next) = found else { return Ok(None) };
            tree = next;
        }
        Ok(Some(tree))
    }

    /// The folder with dossiers at the first of these ways that leads to one.
    pub(super) fn first_at(&mut self, tree: ObjectId, ways: &[&str]) -> Result<Option<ObjectId>, RepositoryError> {
        for way in ways {
            if let Some(folder) = self.at(tree, &format!("{way}dossiers"))? {
                return Ok(Some(folder));
            }
        }
        Ok(None)
    }

    /// Whether a file with this name lies directly in a folder.
    pub(super) fn holds(&mut self, folder: ObjectId, name: &str) -> Result<bool, RepositoryError> {
        let bytes = self.bytes(folder)?;
        for entry in entries(&bytes) {
            let entry = entry?;
            if entry.filename == name && entry.mode.is_blob() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The folders of dossiers that differ between two versions of `dossiers/`.
    pub(super) fn changed_dossiers(&mut self, before: Option<ObjectId>, after: Option<ObjectId>) -> Result<Vec<FolderChange>, RepositoryError> {
        let mut changed = Vec::new();
        for (year, before, after) in self.changed_folders(before, after)? {
            for (number, before, after) in self.changed_folders(before, after)? {
                let dossier = std::str::from_utf8(&number).ok().and_then(|number| number.parse::<DossierId>().ok());
                if let Some(dossier) = dossier.filter(|dossier| dossier.year().to_string().as_bytes() == year) {
                    changed.push(FolderChange { dossier, before, after });
                }
            }
        }
        Ok(changed)
    }

    /// What a dossier's folder holds.
    pub(super) fn content(&mut self, folder: Option<ObjectId>) -> Result<FolderContent, RepositoryError> {
        let mut content = FolderContent::default();
        if let Some(folder) = folder {
            self.collect(folder, "", &mut content)?;
        }
        Ok(content)
    }

    fn collect(&mut self, folder: ObjectId, above: &str, content: &mut FolderContent) -> Result<(), RepositoryError> {
        let bytes = self.bytes(folder)?;
        for entry in entries(&bytes) {
            let entry = entry?;
            if entry.mode.is_tree() {
                self.collect(entry.oid.to_owned(), &format!("{above}{}/", entry.filename), content)?;
            } else if above.is_empty() && entry.filename == DOSSIER_FILE {
                content.file = entry.mode.is_blob().then(|| entry.oid.to_owned());
            } else {
                content.attachments.push((format!("{above}{}", entry.filename), entry.oid.to_owned()));
            }
        }
        Ok(())
    }

    /// The folders directly in a folder that differ between two versions of it, by name.
    pub(super) fn changed_folders(&mut self, before: Option<ObjectId>, after: Option<ObjectId>) -> Result<Vec<FolderPair>, RepositoryError> {
        self.changed(before, after, |entry| entry.mode.is_tree())
    }

    /// The files in Markdown directly in a folder that differ between two versions of it, by name.
    pub(super) fn changed_texts(&mut self, before: Option<ObjectId>, after: Option<ObjectId>) -> Result<Vec<FolderPair>, RepositoryError> {
        self.changed(before, after, |entry| entry.mode.is_blob() && is_text(entry.filename))
    }

    fn changed(
        &mut self,
        before: Option<ObjectId>,
        after: Option<ObjectId>,
        heeded: fn(EntryRef<'_>) -> bool,
    ) -> Result<Vec<FolderPair>, RepositoryError> {
        if before == after {
            return Ok(Vec::new());
        }
        let nothing = Rc::new(Vec::new());
        let before = before.map_or(Ok(nothing.clone()), |tree| self.bytes(tree))?;
        let after = after.map_or(Ok(nothing), |tree| self.bytes(tree))?;
        compare(&before, &after, heeded)
    }

    /// A tree as git keeps it.
    fn bytes(&mut self, tree: ObjectId) -> Result<Rc<Vec<u8>>, RepositoryError> {
        if let Some(bytes) = self.remembered.get(&tree) {
            return Ok(bytes.clone());
        }
        let mut bytes = Vec::new();
        self.git.objects.find_tree_iter(&tree, &mut bytes).doing(READING)?;
        let bytes = Rc::new(bytes);
        self.remembered.insert(tree, bytes.clone());
        self.order.push_back(tree);
        if self.order.len() > REMEMBERED {
            let oldest = self.order.pop_front().expect("more than one is remembered");
            self.remembered.remove(&oldest);
        }
        Ok(bytes)
    }
}

/// Whether a file with this name is in Markdown.
fn is_text(name: &[u8]) -> bool {
    name.len() > 3 && name[name.len() - 3..].eq_ignore_ascii_case(b".md")
}

/// The name of a folder or file with what it was before and after.
pub(super) type FolderPair = (Vec<u8>, Option<ObjectId>, Option<ObjectId>);

fn entries(tree: &[u8]) -> impl Iterator<Item = Result<EntryRef<'_>, RepositoryError>> {
    TreeRefIter::from_bytes(tree, gix::hash::Kind::Sha1).map(|entry| entry.doing(READING))
}

/// What differs between two trees of the entries that are heeded, by name; both are in git's order.
fn compare(before: &[u8], after: &[u8], heeded: fn(EntryRef<'_>) -> bool) -> Result<Vec<FolderPair>, RepositoryError> {
    let (mut before, mut after) = (before, after);
    let mut changed = Vec::new();
    loop {
        let same = common_entries(before, after);
        (before, after) = (&before[same..], &after[same..]);
        let (was, is) = (first_entry(before)?, first_entry(after)?);
        let order = match (was, is) {
            (None, None) => return Ok(changed),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(was), Some(is)) => name_order(was.filename, was.mode.is_tree(), is.filename, is.mode.is_tree()),
        };
        let (was, is) = (was.filter(|_| order.is_le()), is.filter(|_| order.is_ge()));
        before = was.map_or(before, |entry| after_entry(before, entry));
        after = is.map_or(after, |entry| after_entry(after, entry));
        let object = |entry: EntryRef<'_>| heeded(entry).then(|| entry.oid.to_owned());
        let pair = (was.and_then(object), is.and_then(object));
        if pair.0 != pair.1 {
            let name = was.or(is).expect("one of the two is there").filename.to_vec();
            changed.push((name, pair.0, pair.1));
        }
    }
}

fn first_entry(tree: &[u8]) -> Result<Option<EntryRef<'_>>, RepositoryError> {
    entries(tree).next().transpose()
}

/// What follows the first entry of a tree, given that entry: mode, space, name, nought, and the object's name in binary.
fn after_entry<'a>(tree: &'a [u8], first: EntryRef<'_>) -> &'a [u8] {
    let mode = tree.iter().position(|byte| *byte == b' ').expect("an entry that was read has a space after its mode");
    &tree[mode + 1 + first.filename.len() + 1 + first.oid.as_bytes().len()..]
}

/// How many bytes of whole entries two trees have in common at their beginning; nearly all of them, nearly always.
pub(super) fn common_entries(left: &[u8], right: &[u8]) -> usize {
    const STRIDE: usize = 256;
    let strides = left.chunks_exact(STRIDE).zip(right.chunks_exact(STRIDE)).take_while(|(left, right)| left == right).count();
    let from = strides * STRIDE;
    let same = from + left[from..].iter().zip(&right[from..]).take_while(|(left, right)| left == right).count();
    if same == left.len() && same == right.len() {
        return same;
    }
    let mut whole = 0;
    // Each ends with a nought and the object's name in binary.
    while let Some(name_end) = left[whole..same].find_byte(0) {
        let end = whole + name_end + 1 + gix::hash::Kind::Sha1.len_in_bytes();
        if end > same {
            break;
        }
        whole = end;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree of these entries: a name, `/` at its end when a folder, and the first digit of what it holds.
    fn tree(entries: &[(&str, u8)]) -> Vec<u8> {
        let entry = |(name, id): &(&str, u8)| {
            let (mode, name) = name.strip_suffix('/').map_or(("100644", *name), |folder| ("40000", folder));
            [mode.as_bytes(), b" ", name.as_bytes(), b"\0", &[*id; 20]].concat()
        };
        entries.iter().flat_map(entry).collect()
    }

    fn changed(before: &[(&str, u8)], after: &[(&str, u8)]) -> Vec<String> {
        let shown = |(name, was, is): FolderPair| {
            format!("{}{}{}", if was.is_some() { "-" } else { "" }, if is.is_some() { "+" } else { "" }, name.escape_ascii())
        };
        compare(&tree(before), &tree(after), |entry| entry.mode.is_tree()).unwrap().into_iter().map(shown).collect()
    }

    #[test]
    fn equal_trees_have_no_changed_folder() {
        assert!(changed(&[("a/", 1), ("b/", 0)], &[("a/", 1), ("b/", 0)]).is_empty());
    }

    #[test]
    fn changed_added_and_removed_folders_are_found() {
        assert_eq!(changed(&[("a/", 1), ("b/", 1), ("c/", 1)], &[("a/", 2), ("c/", 1), ("d/", 0)]), ["-+a", "-b", "+d"]);
    }

    #[test]
    fn files_are_left_out() {
        assert_eq!(changed(&[("a/", 1), ("lijst.txt", 1)], &[("a/", 3), ("lijst.txt", 2)]), ["-+a"]);
    }

    #[test]
    fn folder_sorts_as_git_sorts_it() {
        // In git's order `a-oud` comes before the folder `a`.
        assert_eq!(changed(&[("a-oud/", 1), ("a/", 1)], &[("a/", 1)]), ["-a-oud"]);
    }

    #[test]
    fn object_name_that_looks_like_an_entry_misleads_nobody() {
        assert_eq!(changed(&[("a/", b'4'), ("b/", 0)], &[("a/", b'4'), ("b/", b' ')]), ["-+b"]);
    }
}
