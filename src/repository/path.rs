//! Paths as a dossier repository has them.

use std::fmt;
use std::path::{Path, PathBuf};

use gix::validate::path::component;

use super::error::RepositoryError;
use crate::domain::DossierId;

/// A file below the folder that holds `dossiers/`, written with `/`: `dossiers/2026/K-2026-0007/dossier.md`.
///
/// Never absolute, never upwards, never inside git's own folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackedPath(String);

/// The name of the file that is the dossier.
pub const DOSSIER_FILE: &str = "dossier.md";

impl TrackedPath {
    /// The path with this spelling.
    ///
    /// # Errors
    /// When it is empty, absolute, leads upwards, has a backslash in it, or leads into `.git` on any computer: git would
    /// refuse to check it out again.
    pub fn new(path: impl Into<String>) -> Result<Self, RepositoryError> {
        let path = path.into();
        let guards = component::Options { protect_windows: false, protect_hfs: true, protect_ntfs: true };
        let sound = |part: &str| gix::validate::path::component(part.into(), None, guards).is_ok();
        if path.split('/').all(sound) && !path.contains(['\\', '\0']) { Ok(Self(path)) } else { Err(RepositoryError::InvalidPath(path)) }
    }

    /// The dossier file of this number.
    #[must_use]
    pub fn of_dossier(id: DossierId) -> Self {
        Self(format!("{}/{DOSSIER_FILE}", dossier_folder(id)))
    }

    /// A file in the folder of this number, such as `bijlagen/2026-11-04-bevestiging.eml`.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn in_dossier(id: DossierId, inside: &str) -> Result<Self, RepositoryError> {
        Self::new(format!("{}/{inside}", dossier_folder(id)))
    }

    /// The spelling, with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file on disk, below this root.
    #[must_use]
    pub fn on_disk(&self, root: &Path) -> PathBuf {
        self.0.split('/').fold(root.to_owned(), |path, part| path.join(part))
    }

    /// The dossier whose folder the file lies in; `None` outside every dossier.
    #[must_use]
    pub fn dossier(&self) -> Option<DossierId> {
        let mut parts = self.0.split('/');
        let (top, year, number) = (parts.next()?, parts.next()?, parts.next()?);
        parts.next()?;
        let id: DossierId = number.parse().ok()?;
        (top == "dossiers" && year == id.year().to_string()).then_some(id)
    }
}

impl fmt::Display for TrackedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder of a dossier, without a slash at its end: `dossiers/2026/K-2026-0007`.
#[must_use]
pub fn dossier_folder(id: DossierId) -> String {
    format!("dossiers/{}/{id}", id.year())
}

/// Whether the file is hidden, or left behind by an editor or a file manager.
#[must_use]
pub fn is_passed_over(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    name.starts_with('.')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.ends_with('~')
        || matches!(extension, "swp" | "swx" | "tmp" | "bak" | "part" | "crdownload")
        // With this one vim tries whether it may make files here.
        || matches!(name, "Thumbs.db" | "desktop.ini" | "4913")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_of_a_dossier_tells_its_number() {
        let path = TrackedPath::new("dossiers/2026/K-2026-0007/bijlagen/brief.eml").unwrap();
        assert_eq!(path.dossier(), DossierId::new(2026, 7));
    }

    #[test]
    fn dossier_in_the_wrong_year_folder_is_none() {
        assert_eq!(TrackedPath::new("dossiers/2025/K-2026-0007/dossier.md").unwrap().dossier(), None);
    }

    #[test]
    fn path_that_another_computer_takes_for_git_is_refused() {
        for path in ["dossiers/git~1", "dossiers/GIT~1/x", "dossiers/.git ./x", "dossiers/.git::$INDEX_ALLOCATION", "dossiers/.g\u{200c}it"] {
            assert!(TrackedPath::new(path).is_err(), "{path}");
        }
    }

    #[test]
    fn path_that_leaves_the_folder_is_refused() {
        for path in ["", "/etc/passwd", "dossiers/../../x", "dossiers//x", ".git/config", "dossiers/.GIT/x", "a\\b", "./a"] {
            assert!(TrackedPath::new(path).is_err(), "{path}");
        }
    }
}
