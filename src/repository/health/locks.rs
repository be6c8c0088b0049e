//! The locks that lie about, and whether anyone can be holding them.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::overview::health::{LeftLock, Locks, Remains};
use crate::repository::Repository;
use crate::repository::error::{AtPath, RepositoryError};
use crate::repository::lock::OwnLock;

/// The folders in git's folder where locks can lie, each with those below it.
const WITH_LOCKS: [&str; 3] = ["refs", "objects/info", "worktrees"];

impl Repository {
    /// The locks of git that lie about, and who may be holding them.
    #[must_use]
    pub fn locks(&self, now: SystemTime) -> Locks {
        let mut locks = Locks { git_is_at_work: git_is_at_work(&self.places_of_work()), ..Locks::default() };
        let top = self.git.common_dir();
        collect(top, top, now, &mut locks.found, &|name| WITH_LOCKS.contains(&name) || name == "objects");
        locks.is_destroying = self.is_destroying();
        if locks.is_destroying {
            // Held until it is finished: else what is about to go could be recorded again.
            locks.found.retain(|lock| lock.name != "index.lock");
        }
        locks.found.sort_by(|one, other| one.name.cmp(&other.name));
        match OwnLock::acquire(top, Duration::ZERO) {
            Ok(own) => locks.klacht_was_killed = own.left().is_some(),
            Err(error) => locks.klacht_is_at_work = matches!(error, RepositoryError::Locked { .. }),
        }
        locks
    }

    /// Files in git's folder that a synchronising program made beside those of git, or beside a branch, as seen from the work tree.
    #[must_use]
    pub fn copies_of_synchronising(&self) -> Vec<String> {
        let top = self.git.common_dir();
        let names = |folder: &str| {
            let entries = top.join(folder).read_dir().into_iter().flatten().flatten();
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect::<Vec<_>>()
        };
        let in_use = self.git.head_name().ok().flatten().map(|name| name.shorten().to_string());
        let branches: Vec<String> = names("refs/heads").into_iter().chain(in_use).collect();
        // Such a program puts the name of the computer behind a name; of a branch only where that is written in capitals.
        let is_computer =
            |rest: &str| rest.contains(|letter: char| letter.is_ascii_uppercase()) && !rest.contains(|letter: char| letter.is_lowercase());
        let is_copy_of = |name: &str, of: &str| name.strip_prefix(of).and_then(|rest| rest.strip_prefix('-')).is_some_and(is_computer);
        let beside_branch = |name: &String| Remains::is_of_synchronising(name) || branches.iter().any(|of| is_copy_of(name, of));
        let beside_gits = |name: &String| {
            let starts = |of: &str| name.strip_prefix(of).is_some_and(|rest| rest.starts_with(['-', ' ', '(']));
            Remains::is_of_synchronising(name) || ["index", "HEAD", "config", "packed-refs"].iter().any(|of| starts(of))
        };
        let gits = names("").into_iter().filter(beside_gits).map(|name| format!(".git/{name}"));
        let of_branches = names("refs/heads").into_iter().filter(beside_branch).map(|name| format!(".git/refs/heads/{name}"));
        let mut found: Vec<String> = gits.chain(of_branches).collect();
        found.sort();
        found
    }

    /// Removes the locks nobody holds any more; only while no klacht is recording.
    ///
    /// # Errors
    /// When another klacht is recording, or one cannot be removed.
    pub fn remove_left_locks(&self, now: SystemTime) -> Result<(), RepositoryError> {
        const DOING: &str = "het weghalen van een vergrendeling";
        let locks = self.locks(now);
        let _own = OwnLock::acquire(self.git.common_dir(), Duration::ZERO)?;
        for lock in locks.left_behind() {
            let path = self.git.common_dir().join(&lock.name);
            std::fs::remove_file(&path).at(DOING, &path)?;
        }
        Ok(())
    }
}

/// The locks in a folder, and in those below it that are wanted.
fn collect(top: &Path, folder: &Path, now: SystemTime, found: &mut Vec<LeftLock>, wanted: &dyn Fn(&str) -> bool) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let Some(name) = name.to_str() else { continue };
        let Ok(metadata) = path.symlink_metadata() else { continue };
        if metadata.is_dir() && wanted(name) {
            let in_objects = folder == top && name == "objects";
            collect(top, &path, now, found, &|below| if in_objects { below == "info" } else { true });
        } else if metadata.is_file() && name.ends_with(".lock") && name != "klacht.lock" {
            let age = metadata.modified().ok().and_then(|made| now.duration_since(made).ok()).unwrap_or_default();
            let name = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push(LeftLock { name, minutes: age.as_secs() / 60 });
        }
    }
}

/// Whether a process called git has its place in one of these folders; one whose place is hidden may have.
#[cfg(target_os = "linux")]
fn git_is_at_work(places: &[PathBuf]) -> Option<bool> {
    let processes = std::fs::read_dir("/proc").ok()?;
    let is_git = |process: &Path| std::fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "git" || name.starts_with("git-"));
    let is_here = |process: &Path| match process.join("cwd").read_link() {
        Ok(cwd) => places.iter().any(|place| cwd.starts_with(place)),
        // One that has just ended has no place any more; one of another user hides it.
        Err(error) => error.kind() == std::io::ErrorKind::PermissionDenied,
    };
    Some(processes.flatten().map(|entry| entry.path()).any(|process| is_git(&process) && is_here(&process)))
}

/// Whether a git is at work here: not to be seen on this system.
#[cfg(not(target_os = "linux"))]
fn git_is_at_work(_: &[PathBuf]) -> Option<bool> {
    None
}
