//! What must survive a power cut.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

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
        self.file(file);
        self.folders(file, top);
    }

    /// Adds a file, when it is there.
    pub(super) fn file(&mut self, file: &Path) {
        if file.exists() {
            self.files.insert(file.to_owned());
        }
    }

    /// Adds the folders of a file from its own up to `top`, that one included.
    pub(super) fn folders(&mut self, file: &Path, top: &Path) {
        for folder in file.ancestors().skip(1) {
            if folder.exists() {
                self.folders.insert(folder.to_owned());
            }
            if folder == top {
                break;
            }
        }
    }

    /// Brings them to disk: files first, then the folders that name them.
    pub(super) fn sync(self) -> Result<(), RepositoryError> {
        if cfg!(target_os = "linux") && self.files.len() >= MANY {
            return self.sync_disks();
        }
        at_once(&self.files.into_iter().collect::<Vec<_>>(), sync_file)?;
        at_once(&self.folders.into_iter().collect::<Vec<_>>(), sync_folder)
    }

    /// Brings every disk that holds one of the folders safely there, names and content alike.
    fn sync_disks(self) -> Result<(), RepositoryError> {
        let mut disks = BTreeSet::new();
        for folder in self.folders.into_iter().filter(|folder| folder.exists()) {
            if disks.insert(disk_of(&folder)?) {
                sync_disk(&folder)?;
            }
        }
        Ok(())
    }
}

/// How many are on their way to the disk at once: they wait for the disk, not for a core.
const UNDER_WAY: usize = 16;
/// A disk that takes longer over one file lets itself be waited for; one that answers sooner is asked for the next.
const AT_HAND: Duration = Duration::from_micros(500);
/// Whether this process waited for a disk before: from then on nobody waits alone.
static WAITED: AtomicBool = AtomicBool::new(false);

/// Brings something to disk, and notes when that let itself be waited for.
pub(super) fn noting_time<T>(sync: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let outcome = sync();
    if began.elapsed() > AT_HAND {
        WAITED.store(true, Ordering::Relaxed);
    }
    outcome
}

/// Does this to every path; once the disk lets itself be waited for, many at once, so that the file system can write them in one turn.
/// The first failure is told.
fn at_once(paths: &[PathBuf], sync: fn(&Path) -> Result<(), RepositoryError>) -> Result<(), RepositoryError> {
    let mut paths = paths.iter();
    let mut outcome = Ok(());
    while !WAITED.load(Ordering::Relaxed)
        && let Some(path) = paths.next()
    {
        outcome = outcome.and(noting_time(|| sync(path)));
    }
    let left = paths.as_slice();
    let share = left.len().div_ceil(UNDER_WAY).max(1);
    std::thread::scope(|scope| {
        let shares = left.chunks(share).map(|share| scope.spawn(move || share.iter().try_for_each(|path| sync(path))));
        let shares: Vec<_> = shares.collect();
        let outcomes = shares.into_iter().map(|share| share.join().expect("bringing to disk does not panic"));
        outcomes.fold(outcome, Result::and)
    })
}

/// From so many files on, a disk as a whole is faster than every file by itself: an import has thousands.
const MANY: usize = 200;

/// The number of the disk a folder lies on.
#[cfg(unix)]
fn disk_of(folder: &Path) -> Result<u64, RepositoryError> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(folder).map(|metadata| metadata.dev()).at("het veiligstellen op schijf", folder)
}

/// Where disks have no numbers, every folder is taken for one of its own.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it has the shape of the other")]
fn disk_of(folder: &Path) -> Result<PathBuf, RepositoryError> {
    Ok(folder.to_owned())
}

/// Brings everything on the disk that holds `folder` safely there in one turn: a whole repository has more than a thousand files.
///
/// Only Linux waits until it is done; elsewhere the system is asked, or nothing is: there it is for what can be made again.
///
/// # Errors
/// When the disk would not.
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "only Linux has such a call for one disk"))]
pub fn sync_disk(folder: &Path) -> Result<(), RepositoryError> {
    #[cfg(target_os = "linux")]
    {
        const DOING: &str = "het veiligstellen op schijf";
        let opened = File::open(folder).at(DOING, folder)?;
        rustix::fs::syncfs(&opened).map_err(std::io::Error::from).at(DOING, folder)?;
    }
    #[cfg(all(unix, not(target_os = "linux")))]
    rustix::fs::sync();
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
    fn failure_is_told_wherever_it_comes() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<_> = (10..30).map(|number| folder.path().join(number.to_string())).collect();
        paths.iter().for_each(|path| std::fs::write(path, "x").unwrap());
        assert!(at_once(&paths, sync_file).is_ok());
        for missing in &paths {
            std::fs::remove_file(missing).unwrap();
            let told = at_once(&paths, sync_file).unwrap_err().to_string();
            assert!(told.contains(&missing.display().to_string()), "{told}");
            std::fs::write(missing, "x").unwrap();
        }
    }
}
