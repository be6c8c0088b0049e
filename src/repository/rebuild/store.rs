//! The folder of a new git store: only what is needed to go on working, and nothing of what was.

use std::path::{Path, PathBuf};

use gix::ObjectId;
use gix::bstr::{BString, ByteSlice};

use super::super::error::{AtPath, Doing, RepositoryError};
use super::pack::WRITING;

/// Files and folders that are copied as they are: settings, hooks, what is ignored. None of them speaks of a dossier by itself.
const COPIED: [&str; 4] = ["config", "config.worktree", "description", "hooks"];
/// What is copied of the folder `info`: what is ignored, and how files are treated. Grafts and lists of commits are left behind.
pub(super) const COPIED_INFO: [&str; 2] = ["attributes", "exclude"];

/// Makes the folders of a new store.
pub(super) fn make(folder: &Path) -> Result<(), RepositoryError> {
    for inside in ["objects/pack", "objects/info", "refs/heads", "refs/tags"] {
        let path = folder.join(inside);
        std::fs::create_dir_all(&path).at(WRITING, &path)?;
    }
    Ok(())
}

/// Copies settings, hooks and what is ignored.
pub(super) fn copy_settings(from: &Path, to: &Path) -> Result<(), RepositoryError> {
    for name in COPIED {
        copy(&from.join(name), &to.join(name))?;
    }
    let info = to.join("info");
    std::fs::create_dir_all(&info).at(WRITING, &info)?;
    COPIED_INFO.iter().try_for_each(|name| copy(&from.join("info").join(name), &info.join(name)))
}

/// The files a new store has that were copied as they are.
pub(super) fn copied_files(store: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = COPIED.iter().map(|name| store.join(name)).chain([store.join("info")]).collect();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Writes the references, other names for one of them that are still there, and HEAD on this branch.
pub(super) fn write_references(
    folder: &Path,
    head: &BString,
    references: &[(BString, ObjectId)],
    others: &[(BString, BString)],
) -> Result<(), RepositoryError> {
    let mut packed = b"# pack-refs with: sorted \n".to_vec();
    for (name, target) in references {
        packed.extend_from_slice(format!("{target} ").as_bytes());
        packed.extend_from_slice(name);
        packed.push(b'\n');
    }
    write(&folder.join("packed-refs"), &packed)?;
    for (name, other) in others.iter().filter(|(_, other)| references.iter().any(|(name, _)| name == other)) {
        let path = folder.join(gix::path::from_bstr(name.as_bstr()).doing(WRITING)?);
        let within = path.parent().expect("a branch lies in a folder");
        std::fs::create_dir_all(within).at(WRITING, within)?;
        write(&path, &[b"ref: ", other.as_bytes(), b"\n"].concat())?;
    }
    write(&folder.join("HEAD"), &[b"ref: ", head.as_bytes(), b"\n"].concat())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), RepositoryError> {
    std::fs::write(path, bytes).at(WRITING, path)
}

/// Copies a file, or a folder with all in it; what is not there is no matter.
fn copy(from: &Path, to: &Path) -> Result<(), RepositoryError> {
    if from.is_dir() {
        std::fs::create_dir_all(to).at(WRITING, to)?;
        for entry in std::fs::read_dir(from).at(WRITING, from)? {
            let entry = entry.at(WRITING, from)?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if from.exists() { std::fs::copy(from, to).map(drop).at(WRITING, from) } else { Ok(()) }
}
