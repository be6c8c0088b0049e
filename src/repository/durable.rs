//! What must survive a power cut.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::{AtPath, RepositoryError};

/// Files and folders to bring safely to disk, each once.
///
/// A file is safe only when the folder that names it is: a rename lives in the folder.
#[derive(Default)]
pub(super) struct Durable {
    files: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Durable {
    /// Adds a file and the folders from its own up to `top`, that one included.
    pub(super) fn file_and_folders(&mut self, file: &Path, top: &Path) {
        if file.exists() {
            self.files.insert(file.to_owned());
        }
        for folder in file.ancestors().skip(1) {
            if folder.exists() {
                self.folders.insert(folder.to_owned());
            }
            if folder == top {
                break;
            }
        }
    }

    /// Brings them to disk: files first, then folders from the deepest up.
    pub(super) fn sync(self) -> Result<(), RepositoryError> {
        use rayon::prelude::{IntoParallelIterator, ParallelIterator};

        // At once, so that the file system can do many in one turn.
        self.files.into_par_iter().try_for_each(|file| sync_file(&file))?;
        self.folders.into_iter().rev().try_for_each(|folder| sync_folder(&folder))
    }
}

/// Puts a file in place whole or not at all, and safely on disk before returning.
///
/// The folder is made when it is not there. What stood there is replaced; its permissions stay.
///
/// # Errors
/// When folder or file cannot be written; then what stood there stands there still.
pub fn durably_write(path: &Path, bytes: &[u8]) -> Result<(), RepositoryError> {
    const DOING: &str = "het schrijven van het bestand";
    let folder = path.parent().expect("a file has a folder");
    std::fs::create_dir_all(folder).at(DOING, folder)?;
    let mut file = tempfile::Builder::new().prefix(".klacht-").tempfile_in(folder).at(DOING, path)?;
    file.write_all(bytes).at(DOING, path)?;
    keep_permissions(path, file.as_file()).at(DOING, path)?;
    file.as_file().sync_all().at(DOING, path)?;
    file.persist(path).map_err(|error| error.error).at(DOING, path)?;
    sync_folder(folder)
}

/// Gives a new file the permissions of the one it replaces; else those any new file gets, not the private ones of a temporary file.
#[cfg(unix)]
fn keep_permissions(path: &Path, file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let permissions = match path.metadata() {
        Ok(standing) => standing.permissions(),
        // Dossiers are confidential (art. 4): a new one is for its owner, and for the group when the folder is.
        Err(_) => {
            let folder = path.parent().expect("a file has a folder").metadata()?.permissions().mode();
            std::fs::Permissions::from_mode(folder & 0o666 | 0o600)
        }
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &File) -> std::io::Result<()> {
    Ok(())
}

/// Brings a file safely to disk.
fn sync_file(path: &Path) -> Result<(), RepositoryError> {
    const DOING: &str = "het veiligstellen op schijf";
    // Windows flushes only what is open for writing, and objects are read-only: there this is an effort, not a promise.
    let file = if cfg!(windows) { OpenOptions::new().write(true).open(path) } else { File::open(path) };
    match file {
        Err(error) if cfg!(windows) && error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        file => file.and_then(|file| file.sync_all()).at(DOING, path),
    }
}

/// Brings the names in a folder safely to disk; Windows knows no such thing.
fn sync_folder(path: &Path) -> Result<(), RepositoryError> {
    if cfg!(windows) { Ok(()) } else { File::open(path).and_then(|folder| folder.sync_all()).at("het veiligstellen op schijf", path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_file_replaces_what_stood_there_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nieuw/dossier.md");
        durably_write(&path, b"een").unwrap();
        durably_write(&path, b"twee").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"twee");
        assert_eq!(path.parent().unwrap().read_dir().unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn replaced_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossier.md");
        std::fs::write(&path, "een").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        durably_write(&path, b"twee").unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
}
