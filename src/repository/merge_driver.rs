//! Letting git merge dossiers with this program: two settings of this repository, and nothing else.

use std::path::Path;

use super::config_file::change_config;
use super::error::RepositoryError;
use super::open::Repository;

/// What git calls the driver where it tells of it.
const NAME: &str = "klachtdossier, veld voor veld";

/// The line of `.gitattributes` that lets git call the driver.
pub const MERGE_ATTRIBUTE: &str = "dossiers/*/*/dossier.md merge=klacht";

/// What git is to run, in the shell that git brings along on every system.
///
/// This very program where it still stands, else the one on the path; and git's own merge by line where neither can do it,
/// so that an older or vanished klacht never passes for a merge. Exit 0 is a clean merge, 1 one with conflicts.
fn driver(program: &Path) -> String {
    let program = program.to_string_lossy().replace('\\', "/").replace('\'', "'\\''").replace('%', "%%");
    format!(
        "for k in '{program}' klacht; do command -v \"$k\" >/dev/null 2>&1 || continue; \
         \"$k\" samenvoegen -- %O %A %B %L %P %S %X %Y; s=$?; test $s -le 1 && exit $s; done; \
         git merge-file --marker-size=%L %A %O %B"
    )
}

impl Repository {
    /// Lets git merge dossiers of this repository with the program at this path; whether that was not so yet.
    ///
    /// # Errors
    /// When the settings of the repository cannot be read or written, or git is changing them.
    pub fn set_merge_driver(&self, program: &Path) -> Result<bool, RepositoryError> {
        let driver = driver(program);
        let wanted = [("merge.klacht", "name", NAME), ("merge.klacht", "driver", driver.as_str())];
        let config = self.reopened()?.git.config_snapshot().plumbing().clone();
        let is_so = |key: &str, value: &str| config.string_by("merge", "klacht", key).is_some_and(|set| set.as_slice() == value.as_bytes());
        if wanted.iter().all(|(_, key, value)| is_so(key, value)) {
            return Ok(false);
        }
        change_config(self, &wanted).map(|()| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_of_the_program_survives_the_shell() {
        let told = driver(Path::new("C:\\Program Files\\d'Huis 100%\\klacht.exe"));
        assert!(told.starts_with("for k in 'C:/Program Files/d'\\''Huis 100%%/klacht.exe' klacht; do "), "{told}");
    }
}
