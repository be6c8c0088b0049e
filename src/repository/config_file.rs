//! Changing settings of one repository, as git does it: through git's lock, whole or not at all.
//!
//! The new settings are written under a name only we use and become the lock by a second name, as with the index: whoever
//! finds both names on one file, holding our own lock, knows that one of us was killed.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::{AtPath, Doing, RepositoryError};
use super::index_lock::{create, is_same_file, remove};
use super::lock::OwnLock;
use super::open::Repository;

/// What is being done when the settings cannot be changed.
const SETTING: &str = "het wijzigen van de instellingen van git";
/// How long to wait for a klacht that is recording.
const PATIENCE: Duration = Duration::from_secs(10);
/// The name the new settings are written under.
const TWIN: &str = "klacht.config";

/// Sets values, each by section (`core`, or `merge.klacht`), key and value, in the repository's own settings; others stay as they
/// are written. Not while our own lock is held.
pub(super) fn change_config(repository: &Repository, values: &[(&str, &'static str, &str)]) -> Result<(), RepositoryError> {
    let _own = OwnLock::acquire(repository.git.common_dir(), PATIENCE)?;
    repository.mend_config()?;
    let (config, lock, twin) = names(repository);
    let written = write(&config, &twin, values).and_then(|()| put_in_place(&config, &lock, &twin));
    if written.is_err() {
        // It is ours, and what cannot be removed here is found by its name next time.
        let _ = remove(&twin);
    }
    written
}

fn write(config: &Path, twin: &Path, values: &[(&str, &'static str, &str)]) -> Result<(), RepositoryError> {
    let mut settings = gix::config::File::from_path_no_includes(config.to_owned(), gix::config::Source::Local).doing(SETTING)?;
    for (section, key, value) in values {
        let (section, subsection) = section.split_once('.').map_or((*section, None), |(section, name)| (section, Some(name)));
        settings.set_raw_value_by(section, subsection.map(gix::bstr::BStr::new), *key, *value).doing(SETTING)?;
    }
    let mut file = create(twin).at(SETTING, twin)?;
    let mut bytes = Vec::new();
    settings.write_to(&mut bytes).and_then(|()| file.write_all(&bytes)).and_then(|()| file.sync_all()).at(SETTING, twin)?;
    let permissions = std::fs::metadata(config).at(SETTING, config)?.permissions();
    std::fs::set_permissions(twin, permissions).at(SETTING, twin)
}

fn put_in_place(config: &Path, lock: &Path, twin: &Path) -> Result<(), RepositoryError> {
    let locked = match std::fs::hard_link(twin, lock) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(RepositoryError::git_locked(lock.to_owned())),
        // Not every file system knows second names; the file itself becomes the lock there.
        Err(_) if lock.exists() => return Err(RepositoryError::git_locked(lock.to_owned())),
        Err(_) => std::fs::rename(twin, lock),
    };
    let placed = locked.and_then(|()| std::fs::rename(lock, config)).at(SETTING, config);
    if placed.is_err() && is_same_file(twin, lock) {
        let _ = remove(lock);
    }
    placed.and_then(|()| remove(twin))
}

impl Repository {
    /// Takes away what a killed klacht left of changing the settings. Only while our own lock is held.
    pub(super) fn mend_config(&self) -> Result<(), RepositoryError> {
        let (_, lock, twin) = names(self);
        if twin.exists() {
            if is_same_file(&twin, &lock) {
                remove(&lock)?;
            }
            remove(&twin)?;
        }
        Ok(())
    }
}

/// The settings, git's lock of them, and the name only we use.
fn names(repository: &Repository) -> (PathBuf, PathBuf, PathBuf) {
    let config = repository.git.common_dir().join("config");
    (config.clone(), config.with_extension("lock"), config.with_file_name(TWIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun() -> (tempfile::TempDir, Repository) {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init_isolated(folder.path()).unwrap();
        (folder, repository)
    }

    fn set(repository: &Repository) -> Result<(), RepositoryError> {
        change_config(repository, &[("core", "fsync", "all")])
    }

    #[test]
    fn what_a_killed_one_left_is_taken_away() {
        let (_folder, repository) = begun();
        let (config, lock, twin) = names(&repository);
        std::fs::write(&twin, "half").unwrap();
        std::fs::hard_link(&twin, &lock).unwrap();
        set(&repository).unwrap();
        assert!(!lock.exists() && !twin.exists());
        assert!(std::fs::read_to_string(config).unwrap().contains("fsync = all"));
    }

    #[test]
    fn lock_of_git_is_respected() {
        let (_folder, repository) = begun();
        let (config, lock, twin) = names(&repository);
        let before = std::fs::read(&config).unwrap();
        std::fs::write(&lock, "van git").unwrap();
        assert!(matches!(set(&repository), Err(RepositoryError::GitLocked { .. })));
        assert_eq!(std::fs::read(&config).unwrap(), before);
        assert_eq!((lock.exists(), twin.exists()), (true, false));
    }
}
