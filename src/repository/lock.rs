//! One klacht at a time in a repository.

use std::cell::Cell;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use super::error::{AtPath, RepositoryError};

/// The name of the lock file in git's folder.
const NAME: &str = "klacht.lock";

/// The program's own lock, held while this value lives.
///
/// The system releases it when the process ends, however that ends; the file itself stays. It holds the process id of
/// who has the lock and, while that one moves a branch, a word for it: found by the next, it tells of a process that was
/// killed, or could not clear up after itself.
pub(super) struct OwnLock {
    path: PathBuf,
    file: File,
    left: Option<Left>,
    /// Whether the next holder is to hear that something was left.
    leaves: Cell<bool>,
}

/// What the last holder was doing when it was killed.
#[derive(Clone, Copy)]
pub(super) struct Left {
    /// When it began that.
    pub(super) since: SystemTime,
    /// Whether it was moving a branch.
    pub(super) moving: bool,
}

/// The word for moving a branch.
const MOVING: &str = "branch";
/// What is being done when the lock cannot be taken or written.
const DOING: &str = "het vergrendelen van de map";

impl OwnLock {
    /// The lock of the repository with this git folder, waiting for at most `patience`.
    ///
    /// # Errors
    /// [`RepositoryError::Locked`] with the holder's process id when another holds it until then.
    pub(super) fn acquire(git_dir: &Path, patience: Duration) -> Result<Self, RepositoryError> {
        let path = git_dir.join(NAME);
        let mut asking = open(&path).at(DOING, &path)?;
        let Some(mut file) = lock_within(&asking, &path, patience).at(DOING, &path)? else {
            return Err(RepositoryError::Locked { pid: holder(&mut asking) });
        };
        if !is_at(&file, &path) {
            // The folder was replaced while this one waited: the lock is one of a store that is no more.
            return Err(RepositoryError::Locked { pid: None });
        }
        let left = read(&mut file).filter(|text| !text.is_empty()).map(|text| (text.contains(MOVING), file.metadata()));
        let left = left.and_then(|(moving, file)| Some(Left { since: file.ok()?.modified().ok()?, moving }));
        // What was left stays written until it is mended: the one who mends may be killed as well.
        let lock = Self { path, file, left, leaves: Cell::new(left.is_some()) };
        if left.is_none() {
            lock.say("")?;
        }
        Ok(lock)
    }

    /// What the last holder was doing, if it was killed before it was done.
    pub(super) fn left(&self) -> Option<Left> {
        self.left
    }

    /// Notes that what the last holder left is mended.
    pub(super) fn mended(&mut self) -> Result<(), RepositoryError> {
        if self.left.take().is_some() {
            self.say("")?;
            self.leaves.set(false);
        }
        Ok(())
    }

    /// Notes that something is left that this holder could not clear up; the next is to see to it.
    pub(super) fn leave(&self) {
        self.leaves.set(true);
    }

    /// Notes that a branch is about to be moved, so that being killed in the middle of it can be told.
    pub(super) fn moving(&self) -> Result<(), RepositoryError> {
        self.say(MOVING)
    }

    /// Notes that the branch was moved. What was done stays done, also when this cannot be written.
    pub(super) fn moved(&self) {
        let _ = self.say("");
    }

    /// Writes who holds the lock and what it is doing, always as many bytes: at no moment does the file say less.
    fn say(&self, doing: &str) -> Result<(), RepositoryError> {
        let mut file = &self.file;
        let text = format!("{:<10}\n{doing:<10}\n", std::process::id());
        file.rewind().and_then(|()| file.write_all(text.as_bytes())).at(DOING, &self.path)
    }
}

impl Drop for OwnLock {
    fn drop(&mut self) {
        if !self.leaves.get() {
            let _ = self.file.set_len(0);
        }
        // Closing would do, but not while a program being started still has the open file too.
        let _ = self.file.unlock();
    }
}

/// The file with the lock on it; `None` when another has it all this time.
///
/// Who has to wait, waits in the system's own queue, which serves in order of arrival: with many at work, trying again and
/// again would let one of them come too late every time.
fn lock_within(file: &File, path: &Path, patience: Duration) -> io::Result<Option<File>> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) if !patience.is_zero() => wait_in_line(open(path)?, patience),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
        Ok(()) => file.try_clone().map(Some),
    }
}

/// Waits for the lock in a thread of its own, since the queue knows no end to patience.
fn wait_in_line(file: File, patience: Duration) -> io::Result<Option<File>> {
    // Without room for what nobody takes: a lock that comes too late goes back, and is given up where it was taken.
    let (tell, told) = mpsc::sync_channel(0);
    let wait = move || {
        let locked = lock(&file).map(|()| file);
        if let Err(mpsc::SendError(Ok(file))) = tell.send(locked) {
            let _ = file.unlock();
        }
    };
    std::thread::Builder::new().spawn(wait)?;
    told.recv_timeout(patience).map_or(Ok(None), |locked| locked.map(Some))
}

/// Takes the lock, waiting as long as it takes; again when a signal comes in between.
fn lock(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

/// The lock file, made when it is not there.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

/// Whether an open file is still the one with this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let identity = |file: std::fs::Metadata| (file.dev(), file.ino());
    matches!((file.metadata().map(identity), path.metadata().map(identity)), (Ok(open), Ok(named)) if open == named)
}

/// Whether an open file is still the one with this name: an open file keeps its name on this system.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

/// The process id the holder wrote; `None` when it did not come to that.
fn holder(file: &mut File) -> Option<u32> {
    read(file)?.lines().next()?.trim().parse().ok()
}

/// What the file says; `None` where a lock keeps others from reading it.
fn read(file: &mut File) -> Option<String> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_holder_hears_who_is_first() {
        let folder = tempfile::tempdir().unwrap();
        let _first = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        let second = OwnLock::acquire(folder.path(), Duration::from_millis(40)).err().expect("the lock is held");
        assert!(matches!(second, RepositoryError::Locked { pid: Some(pid) } if pid == std::process::id()));
    }

    #[test]
    fn who_waits_has_the_lock_as_soon_as_it_is_released() {
        let folder = tempfile::tempdir().unwrap();
        let first = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| OwnLock::acquire(folder.path(), Duration::from_secs(60)).is_ok());
            drop(first);
            assert!(waiting.join().unwrap());
        });
    }

    #[test]
    fn who_waited_in_vain_leaves_the_lock_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let first = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        assert!(OwnLock::acquire(folder.path(), Duration::from_millis(5)).is_err());
        drop(first);
        // The one that waits on in vain may get it first, for a moment.
        assert!(OwnLock::acquire(folder.path(), Duration::from_secs(60)).is_ok());
    }

    #[test]
    fn released_lock_can_be_taken() {
        let folder = tempfile::tempdir().unwrap();
        drop(OwnLock::acquire(folder.path(), Duration::ZERO).unwrap());
        assert!(OwnLock::acquire(folder.path(), Duration::ZERO).is_ok());
    }

    #[test]
    fn file_left_by_a_dead_process_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), "4194304").unwrap();
        assert!(OwnLock::acquire(folder.path(), Duration::ZERO).is_ok());
    }

    #[test]
    fn what_a_dead_process_left_is_told_until_it_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(NAME), "4194304   \nbranch    \n").unwrap();
        let told = |lock: &OwnLock| lock.left().map(|left| left.moving);
        assert_eq!(told(&OwnLock::acquire(folder.path(), Duration::ZERO).unwrap()), Some(true));
        let mut second = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(told(&second), Some(true));
        second.mended().unwrap();
        drop(second);
        assert_eq!(told(&OwnLock::acquire(folder.path(), Duration::ZERO).unwrap()), None);
    }

    #[test]
    fn failing_to_move_a_branch_is_told_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let first = OwnLock::acquire(folder.path(), Duration::ZERO).unwrap();
        first.moving().unwrap();
        first.leave();
        drop(first);
        assert!(OwnLock::acquire(folder.path(), Duration::ZERO).unwrap().left().is_some_and(|left| left.moving));
    }
}
