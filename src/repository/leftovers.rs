//! What a killed klacht leaves lying about: files that hold what a person told us, and that nobody would find.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::objects::remove_antechamber;
use super::open::Repository;
use crate::domain::DossierId;

/// What the name of a file in the dossier folder begins with while it is being written.
pub const TEMPORARY: &str = ".klacht-";
/// What the name of a folder begins with in which the hooks judge a commit.
pub(super) const HOOK_FOLDER: &str = "klacht-hook-";
/// The folders in which the program writes.
const WRITTEN_IN: [&str; 2] = ["dossiers", "register"];

impl Repository {
    /// Removes what was being written since that moment and never came to its place.
    ///
    /// Only while our own lock is held: nobody else of us is writing then. What cannot be removed stays.
    pub(super) fn remove_leftovers(&self, since: SystemTime) {
        remove_antechamber(&self.git);
        each_entry(self.git.git_dir(), |name, path| {
            if name.starts_with(HOOK_FOLDER) {
                let _ = std::fs::remove_dir_all(path);
            }
        });
        remove_files(self.root(), since, &|name| WRITTEN_IN.contains(&name));
    }
}

/// Removes the unfinished files of a folder and of those below it that are wanted, and a dossier's folder with nothing in it.
fn remove_files(folder: &Path, since: SystemTime, wanted: &dyn Fn(&str) -> bool) {
    each_entry(folder, |name, path| {
        if name.starts_with(TEMPORARY) {
            if is_made_since(path, since) {
                // It is one or the other.
                let _ = std::fs::remove_file(path);
                let _ = std::fs::remove_dir_all(path);
            }
        } else if wanted(name) && path.symlink_metadata().is_ok_and(|entry| entry.is_dir()) {
            remove_files(path, since, &|_| true);
            if name.parse::<DossierId>().is_ok() {
                // Fails, as it should, on a folder with anything in it.
                let _ = std::fs::remove_dir(path);
            }
        }
    });
}

/// Does something with everything in a folder that can be read; a name that is not UTF-8 is none of ours.
fn each_entry(folder: &Path, act: impl Fn(&str, &Path)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Some(name) = entry.file_name().to_str() {
            act(name, &entry.path());
        }
    }
}

fn is_made_since(path: &Path, since: SystemTime) -> bool {
    path.symlink_metadata().and_then(|entry| entry.modified()).is_ok_and(|made| is_since(made, since))
}

/// Whether one moment is not before another. File systems round times, some to two seconds.
pub(super) fn is_since(made: SystemTime, since: SystemTime) -> bool {
    made + Duration::from_secs(2) >= since
}
