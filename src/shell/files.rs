//! Files on disk: what the system says of them, in Dutch, and writing them whole or not at all.

use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::repository::{TEMPORARY, replace_read};

/// From so many files on, their disk is made safe as a whole: that is faster.
const MANY: usize = 200;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Someone changed the file since it was read; it was left as it is.
    #[error("«{0}» is intussen gewijzigd")]
    ChangedMeanwhile(PathBuf),
    /// The system would not write.
    #[error("«{}» is niet te schrijven: {}", .0.display(), in_dutch(.1))]
    System(PathBuf, io::Error),
}

/// Puts new bytes in the place of the bytes that were read; the file appears whole or stays as it was.
///
/// # Errors
/// When the file no longer holds `read`, or cannot be written.
pub fn replace(path: &Path, read: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let failed = |error| WriteError::System(path.to_owned(), error);
    remove_leftovers(folder_of(path)).map_err(failed)?;
    if replace_read(path, read, new).map_err(failed)? { Ok(()) } else { Err(WriteError::ChangedMeanwhile(path.to_owned())) }
}

/// The bytes of a file the officer named, as large as `most` at the most.
///
/// # Errors
/// When it is not there, no ordinary file, too large or closed to us.
pub fn read_named(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    match metadata.is_file() {
        false => Err(io::Error::new(ErrorKind::InvalidInput, "het is geen gewoon bestand")),
        true if metadata.len() > most => Err(io::Error::new(ErrorKind::InvalidInput, format!("het is groter dan {} MB", most >> 20))),
        true => std::fs::read(path),
    }
}

/// Writes a new file, and the folders it lies in; the file appears whole or not at all.
///
/// # Errors
/// When a file is there already, or it cannot be written.
pub fn create(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error| WriteError::System(path.to_owned(), error);
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(failed(ErrorKind::AlreadyExists.into()));
    }
    std::fs::create_dir_all(folder_of(path)).map_err(failed)?;
    write_whole(path, bytes).map_err(failed)
}

/// Files that were written together, taken away again unless they are kept.
#[derive(Debug)]
pub struct Written(Vec<PathBuf>);

impl Written {
    /// Leaves them where they are.
    pub fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        self.0.iter().for_each(|path| remove_written(path));
    }
}

/// Writes new files, many at once; each appears whole, and when one cannot be written none is left.
///
/// # Errors
/// When a file is there already, or one cannot be written.
pub fn create_all(files: &[(PathBuf, &[u8])]) -> Result<Written, WriteError> {
    use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

    // Taken away again when one fails: the temporary files go by themselves, before the folders they lie in.
    let written = Written(files.iter().map(|(path, _)| path.clone()).filter(|path| std::fs::symlink_metadata(path).is_err()).collect());
    let prepared = files.par_iter().map(|(path, bytes)| prepare_new(path, bytes).map_err(|error| WriteError::System(path.clone(), error)));
    let prepared = prepared.collect::<Result<Vec<_>, _>>()?;
    make_durable(&prepared).map_err(|error| WriteError::System(files[0].0.clone(), error))?;
    for (file, (path, _)) in prepared.into_iter().zip(files) {
        file.persist_noclobber(path).map_err(|error| WriteError::System(path.clone(), error.error))?;
    }
    Ok(written)
}

/// A new file under a name of its own, beside where it comes to stand.
fn prepare_new(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    std::fs::create_dir_all(folder_of(path))?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Brings the content of these files safely to disk, before they get their names.
fn make_durable(files: &[tempfile::NamedTempFile]) -> io::Result<()> {
    use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

    match files {
        [first, ..] if cfg!(target_os = "linux") && files.len() >= MANY => {
            crate::repository::sync_disk(folder_of(first.path())).map_err(io::Error::other)
        }
        few => few.par_iter().try_for_each(|file| file.as_file().sync_all()),
    }
}

/// Lets a file that was copied be run as a program when the one it was copied from can be.
///
/// # Errors
/// When either is not there or cannot be changed.
pub fn keep_executable(from: &Path, to: &Path) -> Result<(), WriteError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let permissions = std::fs::metadata(from).map_err(|error| WriteError::System(from.to_owned(), error))?.permissions();
        if permissions.mode() & 0o100 != 0 {
            std::fs::set_permissions(to, permissions).map_err(|error| WriteError::System(to.to_owned(), error))?;
        }
    }
    #[cfg(not(unix))]
    let _ = (from, to);
    Ok(())
}

/// The bytes of a file; `None` when it is not there.
///
/// # Errors
/// When it is there and cannot be read.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Makes a folder that holds these files, by their names in it with `/`; it appears with all of them or not at all.
///
/// One process at a time makes folders here: what another left behind when it was killed goes first.
///
/// # Errors
/// When something is there already, or it cannot be written.
pub fn create_folder(path: &Path, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
    let failed = |error| WriteError::System(path.to_owned(), error);
    if std::fs::symlink_metadata(path).is_ok() {
        return Err(failed(ErrorKind::AlreadyExists.into()));
    }
    let parent = folder_of(path);
    std::fs::create_dir_all(parent).map_err(failed)?;
    let making = parent.join(format!("{TEMPORARY}nieuw"));
    remove_folder(&making).map_err(failed)?;
    let written = files.iter().try_for_each(|(name, bytes)| create(&name.split('/').fold(making.clone(), |at, part| at.join(part)), bytes));
    let made = written.and_then(|()| std::fs::rename(&making, path).map_err(failed));
    if made.is_err() {
        let _ = remove_folder(&making);
    }
    made
}

/// Takes away a folder that was made a moment ago and is not to stay, with what is in it.
///
/// # Errors
/// When it cannot be taken away.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The bytes of a file of at most this many bytes.
///
/// # Errors
/// When it is not there, closed to us, or larger.
pub fn read_at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// Takes a file away and returns what it held.
///
/// # Errors
/// When it cannot be read or taken away.
pub fn take_away(path: &Path) -> Result<Vec<u8>, WriteError> {
    let failed = |error| WriteError::System(path.to_owned(), error);
    let bytes = std::fs::read(path).map_err(failed)?;
    std::fs::remove_file(path).map_err(failed)?;
    Ok(bytes)
}

/// Takes away a file that was written a moment ago and is not to stay, and the folder it made when that is empty now.
///
/// Silent when it cannot: whatever went wrong before is what the officer has to know.
pub fn remove_written(path: &Path) {
    let _ = std::fs::remove_file(path);
    // Fails, as it should, on a folder with anything in it.
    let _ = std::fs::remove_dir(folder_of(path));
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    remove_leftovers(folder_of(path))?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Removes what a write that was killed left behind: it holds what a person told us, and nobody would find it.
///
/// One process at a time writes in the folder of a dossier.
///
/// # Errors
/// When the folder cannot be read or a file in it not removed.
pub fn remove_leftovers(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What the system said, in Dutch where we know it.
#[must_use]
pub fn in_dutch(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "het bestaat niet",
        ErrorKind::PermissionDenied => "geen toegang",
        ErrorKind::AlreadyExists => "het bestaat al",
        ErrorKind::StorageFull => "de schijf is vol",
        ErrorKind::ReadOnlyFilesystem => "de schijf is alleen te lezen",
        ErrorKind::NotADirectory => "een deel van het pad is geen map",
        ErrorKind::IsADirectory => "het is een map",
        ErrorKind::AddrInUse => "een ander programma gebruikt hem",
        ErrorKind::FileTooLarge => "het is te groot",
        ErrorKind::InvalidFilename => "zo kan een bestand niet heten",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossier.md");
        std::fs::write(&path, "van de collega").unwrap();
        assert!(matches!(replace(&path, b"gelezen", b"nieuw"), Err(WriteError::ChangedMeanwhile(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"van de collega");
    }

    #[test]
    fn replaced_file_holds_the_new_bytes_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossier.md");
        std::fs::write(&path, "oud").unwrap();
        replace(&path, b"oud", b"nieuw").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"nieuw");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_write_left_goes_with_the_next() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".klacht-3Fsgaz"), "naam: Sanne de Wit").unwrap();
        create(&folder.path().join("dossier.md"), b"nieuw").unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folder_appears_with_all_its_files_or_not_at_all() {
        let top = tempfile::tempdir().unwrap();
        let path = top.path().join("2026/K-2026-0001");
        std::fs::create_dir_all(top.path().join("2026/.klacht-nieuw/bijlagen")).unwrap();
        create_folder(&path, &[("dossier.md", b"een"), ("bijlagen/a.eml", b"twee")]).unwrap();
        assert_eq!(std::fs::read(path.join("bijlagen/a.eml")).unwrap(), b"twee");
        assert!(create_folder(&path, &[("dossier.md", b"drie")]).is_err());
        let other = top.path().join("2026/K-2026-0002");
        assert!(create_folder(&other, &[("dossier.md", b"vier"), ("dossier.md/bijlage", b"vijf")]).is_err());
        assert_eq!(std::fs::read_dir(top.path().join("2026")).unwrap().count(), 1);
    }

    #[test]
    fn existing_file_is_not_created_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossiers/2026/K-2026-0001/dossier.md");
        create(&path, b"eerste").unwrap();
        assert!(create(&path, b"tweede").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"eerste");
    }
}
