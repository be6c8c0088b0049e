//! The bytes of a file as git will keep them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::PathBuf;

use gix::objs::tree::EntryKind;

use super::error::RepositoryError;
use super::objects::NewObjects;
use super::open::Repository;
use super::path::TrackedPath;
use super::recording::Change;

/// A change, ready for a tree and for the index.
pub(super) struct Prepared<'a> {
    /// The path as git's trees have it.
    pub(super) tree_path: String,
    /// The file on disk.
    pub(super) on_disk: PathBuf,
    /// What the file will be; `None` when it goes.
    pub(super) file: Option<PreparedFile<'a>>,
}

/// A file's content after the filters, written to git's store.
pub(super) struct PreparedFile<'a> {
    /// The bytes in the work tree.
    pub(super) bytes: &'a [u8],
    /// The content's name.
    pub(super) id: gix::ObjectId,
    /// Whether it can be run as a program.
    pub(super) kind: EntryKind,
}

/// Takes every change through the filters of `.gitattributes` and `core.autocrlf` and writes its content.
pub(super) fn prepare<'a>(
    repository: &Repository,
    changes: &'a BTreeMap<TrackedPath, Change>,
    objects: &NewObjects<'_>,
) -> Result<Vec<Prepared<'a>>, RepositoryError> {
    let filters = repository.filters()?;
    let programs = leaving_programs(repository, changes)?;
    let mut prepared = Vec::with_capacity(changes.len());
    for (path, change) in changes {
        let tree_path = repository.in_tree(path);
        let on_disk = path.on_disk(repository.root());
        let file = match change {
            Change::Removed => None,
            Change::Content(bytes) => {
                let id = objects.write_blob(&filters.to_git(path, bytes)?)?;
                let kind = kind_of(repository, path, on_disk.symlink_metadata().ok(), programs.contains(&id))?;
                Some(PreparedFile { bytes, id, kind })
            }
        };
        prepared.push(Prepared { tree_path, on_disk, file });
    }
    Ok(prepared)
}

/// The contents that were recorded as programs under a path they leave now.
fn leaving_programs(repository: &Repository, changes: &BTreeMap<TrackedPath, Change>) -> Result<BTreeSet<gix::ObjectId>, RepositoryError> {
    let mut programs = BTreeSet::new();
    for (path, _) in changes.iter().filter(|(_, change)| matches!(change, Change::Removed)) {
        if repository.head_kind(path)? == Some(EntryKind::BlobExecutable) {
            programs.extend(repository.head_blob(path)?.map(|blob| blob.0));
        }
    }
    Ok(programs)
}

/// Whether the file counts as a program, after the work tree where that can tell, else after what was recorded last, here or
/// (`was_program`) under the path it comes from.
fn kind_of(repository: &Repository, path: &TrackedPath, on_disk: Option<Metadata>, was_program: bool) -> Result<EntryKind, RepositoryError> {
    let Some(metadata) = on_disk else { return Ok(EntryKind::Blob) };
    if !metadata.is_file() {
        return Err(RepositoryError::NotAFile(path.to_string()));
    }
    let known = repository.head_kind(path)?;
    let links_are_text = repository.git.config_snapshot().boolean("core.symlinks") == Some(false);
    if links_are_text && known == Some(EntryKind::Link) {
        return Err(RepositoryError::NotAFile(path.to_string()));
    }
    let executable = if repository.git.config_snapshot().boolean("core.fileMode").unwrap_or(cfg!(unix)) {
        is_executable(&metadata)
    } else {
        known == Some(EntryKind::BlobExecutable) || (known.is_none() && was_program)
    };
    Ok(if executable { EntryKind::BlobExecutable } else { EntryKind::Blob })
}

#[cfg(unix)]
fn is_executable(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;

    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    false
}
