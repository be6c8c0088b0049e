//! A folder with what is handed out: made whole or not at all, for its owner alone, never among the dossiers.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::files::in_dutch;

/// The file that says a folder was made by us and may be replaced; it names what we put there, a line each.
const MARKER: &str = ".klacht-inzage";
/// Keeps the folder out of git, wherever it lies.
const IGNORE: &str = ".gitignore";

/// Why nothing was put there.
#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    /// It would lie among the dossiers.
    #[error("«{}» ligt tussen de dossiers", .0.display())]
    AmongDossiers(PathBuf),
    /// It would lie where git keeps its own.
    #[error("«{}» ligt in de map van git zelf", .0.display())]
    InGit(PathBuf),
    /// Something else lies there.
    #[error("«{}» bestaat al en is niet door klacht gemaakt", .0.display())]
    NotOurs(PathBuf),
    /// Someone put a file of their own among ours.
    #[error("«{}» heeft klacht daar niet neergezet", .0.display())]
    Added(PathBuf),
    /// The system would not.
    #[error("«{}» is niet te schrijven: {}", .0.display(), in_dutch(.1))]
    System(PathBuf, io::Error),
}

/// A folder for what is handed out.
#[derive(Clone, Debug)]
pub struct Handover {
    folder: PathBuf,
    next: PathBuf,
    previous: PathBuf,
}

impl Handover {
    /// The folder at this path, after what an interrupted run left is cleaned up.
    ///
    /// # Errors
    /// When it lies among the dossiers, holds something else, or cannot be reached.
    pub fn at(folder: &Path, dossiers: &Path) -> Result<Self, HandoverError> {
        let sibling = |ending: &str| {
            let mut name = folder.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            folder.with_file_name(name)
        };
        let handover = Self { folder: folder.to_owned(), next: sibling(".nieuw"), previous: sibling(".oud") };
        if folder.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git")) {
            return Err(HandoverError::InGit(folder.to_owned()));
        }
        if is_within(folder, dossiers) {
            return Err(HandoverError::AmongDossiers(folder.to_owned()));
        }
        for path in [&handover.folder, &handover.next, &handover.previous] {
            refuse_foreign(path)?;
            refuse_added(path)?;
        }
        handover.recover()?;
        Ok(handover)
    }

    /// Puts these files there, by their paths with `/`, in the place of what a former run put there.
    ///
    /// # Errors
    /// When the system would not; then everything is as it was.
    pub fn put(&self, files: &[(String, &[u8])]) -> Result<(), HandoverError> {
        let made = self.fill(files);
        if made.is_err() {
            // What went wrong is what the officer has to know.
            let _ = fs::remove_dir_all(&self.next);
        }
        made?;
        if present(&self.folder) {
            rename(&self.folder, &self.previous)?;
        }
        if let Err(error) = rename(&self.next, &self.folder) {
            let _ = fs::rename(&self.previous, &self.folder);
            return Err(error);
        }
        remove(&self.previous)
    }

    fn fill(&self, files: &[(String, &[u8])]) -> Result<(), HandoverError> {
        let failed = |error| HandoverError::System(self.next.clone(), error);
        if let Some(parent) = self.next.parent() {
            make_folder(parent).map_err(failed)?;
        }
        make_folder(&self.next).map_err(failed)?;
        let ours: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        write(&self.next.join(MARKER), ours.join("\n").as_bytes())?;
        write(&self.next.join(IGNORE), b"*\n")?;
        for (path, bytes) in files {
            let on_disk = path.split('/').fold(self.next.clone(), |folder, part| folder.join(part));
            if let Some(parent) = on_disk.parent() {
                make_folder(parent).map_err(failed)?;
            }
            write(&on_disk, bytes)?;
        }
        Ok(())
    }

    /// Finishes or undoes what an interrupted run left.
    fn recover(&self) -> Result<(), HandoverError> {
        if !present(&self.folder) && present(&self.previous) {
            rename(&self.previous, &self.folder)?;
        }
        remove(&self.next)?;
        remove(&self.previous)
    }
}

/// Whether a folder was made by us to be handed out.
#[must_use]
pub fn is_handover(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

/// Refuses a folder that holds anything and was not made by us.
fn refuse_foreign(path: &Path) -> Result<(), HandoverError> {
    let foreign = || HandoverError::NotOurs(path.to_owned());
    let failed = |error| HandoverError::System(path.to_owned(), error);
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
        Ok(metadata) if !metadata.is_dir() => return Err(foreign()),
        Ok(_) => {}
    }
    let is_empty = fs::read_dir(path).map_err(failed)?.next().is_none();
    if is_empty || path.join(MARKER).is_file() { Ok(()) } else { Err(foreign()) }
}

/// Refuses a folder of ours in which someone put a file of their own: replacing the folder would lose it.
fn refuse_added(folder: &Path) -> Result<(), HandoverError> {
    let Ok(listed) = fs::read_to_string(folder.join(MARKER)) else { return Ok(()) };
    let ours: BTreeSet<PathBuf> = listed.lines().chain([MARKER, IGNORE]).map(|path| path.split('/').collect()).collect();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let failed = |error| HandoverError::System(current.clone(), error);
        for entry in fs::read_dir(&current).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if fs::symlink_metadata(&path).map_err(failed)?.is_dir() {
                folders.push(path);
            } else if path.strip_prefix(folder).is_ok_and(|inside| !ours.contains(inside)) {
                return Err(HandoverError::Added(path));
            }
        }
    }
    Ok(())
}

/// Whether the path lies within the folder, links followed as far as the path is there.
fn is_within(path: &Path, folder: &Path) -> bool {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let there = path.ancestors().find_map(|ancestor| Some((ancestor, fs::canonicalize(ancestor).ok()?)));
    let real = match there {
        Some((ancestor, real)) => path.strip_prefix(ancestor).map_or_else(|_| real.clone(), |rest| real.join(rest)),
        None => path.to_owned(),
    };
    real.starts_with(folder)
}

fn present(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn rename(from: &Path, to: &Path) -> Result<(), HandoverError> {
    fs::rename(from, to).map_err(|error| HandoverError::System(to.to_owned(), error))
}

fn remove(path: &Path) -> Result<(), HandoverError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(HandoverError::System(path.to_owned(), error)),
        _ => Ok(()),
    }
}

/// A folder, with those above it, that its owner alone may open.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;

        builder.mode(0o700);
    }
    builder.create(path)
}

/// A file that its owner alone may read, safely on disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), HandoverError> {
    let written = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;

            options.mode(0o600);
        }
        let mut file = options.open(path)?;
        io::Write::write_all(&mut file, bytes)?;
        file.sync_all()
    };
    written().map_err(|error| HandoverError::System(path.to_owned(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, &[u8])> {
        vec![("K-2026-0007/inzage.html".to_owned(), text.as_bytes()), ("K-2026-0007.zip".to_owned(), b"zip")]
    }

    #[test]
    fn folder_takes_the_place_of_the_former_one() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("inzage/K-2026-0007");
        for text in ["een", "twee"] {
            Handover::at(&folder, &top.path().join("dossiers")).unwrap().put(&files(text)).unwrap();
            assert_eq!(fs::read_to_string(folder.join("K-2026-0007/inzage.html")).unwrap(), text);
        }
        assert_eq!(fs::read_dir(top.path().join("inzage")).unwrap().count(), 1);
    }

    #[test]
    fn folder_of_git_is_refused() {
        let top = tempfile::tempdir().unwrap();
        let inside = Handover::at(&top.path().join(".git/inzage"), &top.path().join("dossiers"));
        assert!(matches!(inside, Err(HandoverError::InGit(_))));
    }

    #[test]
    fn folder_of_another_is_left_alone() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("vakantie");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("foto.jpg"), "x").unwrap();
        assert!(matches!(Handover::at(&folder, &top.path().join("dossiers")), Err(HandoverError::NotOurs(_))));
        assert!(folder.join("foto.jpg").exists());
    }

    #[test]
    fn file_that_someone_put_among_ours_is_left_alone() {
        let top = tempfile::tempdir().unwrap();
        let (folder, dossiers) = (top.path().join("K-2026-0007"), top.path().join("dossiers"));
        Handover::at(&folder, &dossiers).unwrap().put(&files("een")).unwrap();
        let own = folder.join("K-2026-0007/gelakt.pdf");
        fs::write(&own, "eigen").unwrap();
        assert!(Handover::at(&folder, &dossiers).is_err());
        assert!(own.exists());
        fs::remove_file(own).unwrap();
        Handover::at(&folder, &dossiers).unwrap().put(&files("twee")).unwrap();
    }

    #[test]
    fn folder_among_the_dossiers_is_refused() {
        let top = tempfile::tempdir().unwrap();
        let dossiers = top.path().join("dossiers");
        fs::create_dir_all(dossiers.join("2026")).unwrap();
        assert!(matches!(Handover::at(&dossiers.join("2026/inzage"), &dossiers), Err(HandoverError::AmongDossiers(_))));
    }

    #[test]
    fn what_an_interrupted_run_left_is_undone() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("K-2026-0007");
        let dossiers = top.path().join("dossiers");
        Handover::at(&folder, &dossiers).unwrap().put(&files("een")).unwrap();
        fs::rename(&folder, top.path().join("K-2026-0007.oud")).unwrap();
        fs::create_dir(top.path().join("K-2026-0007.nieuw")).unwrap();
        fs::write(top.path().join("K-2026-0007.nieuw/.klacht-inzage"), "").unwrap();
        Handover::at(&folder, &dossiers).unwrap();
        assert_eq!(fs::read_to_string(folder.join("K-2026-0007/inzage.html")).unwrap(), "een");
        assert_eq!(fs::read_dir(top.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;

        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("K-2026-0007");
        Handover::at(&folder, &top.path().join("dossiers")).unwrap().put(&files("een")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("K-2026-0007.zip"))), (0o700, 0o600));
        assert_eq!(mode(&folder.join("K-2026-0007")), 0o700);
    }
}
