//! What lies in the repository around the dossier folder, where that is a folder within it: looked through, and never ours to remove.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::beside::{holds_history, is_store};
use super::rehearsal::MOST_BYTES;
use crate::repository::Repository;

/// So many bytes are looked through around the dossier folder; what lies there besides is named by its folder.
const MOST_AROUND: u64 = 1 << 30;

/// Everything in the work tree outside the dossier folder, sorted. All paths are absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// Files to look through.
    pub(super) files: BTreeSet<PathBuf>,
    /// Links; they are not followed.
    pub(super) links: BTreeSet<PathBuf>,
    /// Histories of git's of their own.
    pub(super) copies: BTreeSet<PathBuf>,
    /// Folders that cannot be read, or of which not every file is looked through since it would be too much.
    pub(super) left: BTreeSet<PathBuf>,
    /// How many bytes the files are.
    bytes: u64,
    /// The top of the work tree, and the way from there to the dossier folder.
    top: PathBuf,
    way: String,
}

impl Around {
    /// What lies there; nothing where the dossier folder is the whole work tree.
    pub(super) fn of(repository: &Repository) -> Self {
        let mut around = Self { top: repository.work_dir().to_owned(), way: repository.prefix().to_owned(), ..Self::default() };
        if !around.way.is_empty() {
            around.look(&around.top.clone(), MOST_AROUND);
        }
        around
    }

    /// A path as it is from the dossier folder.
    pub(super) fn shown(&self, path: &Path) -> String {
        let from_top = path.strip_prefix(&self.top).unwrap_or(path).to_string_lossy().replace('\\', "/");
        format!("{}{from_top}", "../".repeat(self.way.matches('/').count()))
    }

    fn look(&mut self, folder: &Path, most: u64) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            self.left.insert(folder.to_owned());
            return;
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Ok(metadata) = path.symlink_metadata() else { continue };
            if metadata.is_symlink() {
                self.links.insert(path);
            } else if metadata.is_dir() {
                self.look_below(path, most);
            } else if metadata.is_file() && holds_history(&path) {
                self.copies.insert(path);
            } else if metadata.is_file() {
                // What is too large by itself is named by itself.
                let bytes = if metadata.len() > MOST_BYTES { 0 } else { metadata.len() };
                if self.bytes + bytes > most {
                    self.left.insert(folder.to_owned());
                } else {
                    self.bytes += bytes;
                    self.files.insert(path);
                }
            }
        }
    }

    /// A folder: the dossier folder itself and git's own were or will be looked through elsewhere.
    fn look_below(&mut self, folder: PathBuf, most: u64) {
        let is_gits_own = folder.parent() == Some(&self.top) && [".git", ".git.klacht", ".git.klacht-oud"].iter().any(|own| folder.ends_with(own));
        if is_gits_own || folder == self.top.join(self.way.trim_end_matches('/')) {
            return;
        }
        if is_store(&folder) {
            self.copies.insert(folder);
        } else {
            self.look(&folder, most);
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test makes the folders it looks through")]
mod tests {
    use super::*;

    fn around(most: u64) -> (Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in
            [("kantoor/eigen.txt", "x"), ("a/een.txt", "een"), ("a/twee.txt", "twee"), ("b.txt", "vier"), (".git/x", "x"), ("c/.git/x", "x")]
        {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut around = Around { top: folder.path().to_owned(), way: "kantoor/".to_owned(), ..Around::default() };
        around.look(folder.path(), most);
        let shown = |paths: &BTreeSet<PathBuf>| paths.iter().map(|path| around.shown(path)).collect();
        (shown(&around.files), shown(&around.left))
    }

    #[test]
    fn all_but_the_dossier_folder_and_gits_own_is_looked_through() {
        assert_eq!(around(100), (["../a/een.txt", "../a/twee.txt", "../b.txt", "../c/.git/x"].map(str::to_owned).to_vec(), Vec::new()));
    }

    #[test]
    fn what_would_be_too_much_is_named_by_its_folder() {
        assert_eq!(around(6), (["../a/een.txt", "../c/.git/x"].map(str::to_owned).to_vec(), ["../", "../a"].map(str::to_owned).to_vec()));
    }
}
