//! A watch over everything a site is built from, also over a folder that comes or is exchanged while it runs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::own_templates::FOLDER as TEMPLATES;
use super::trace::FolderMark;
use crate::repository::Repository;
use crate::shell::office::Office;
use crate::shell::watch::{Saved, Saves, Waited, WatchError};

/// The folders below the dossier folder from which a site is built.
const SOURCES: [&str; 3] = ["dossiers", "register", TEMPLATES];

/// What may come, go or be exchanged in the dossier folder itself: those, and git's.
const IN_THE_TOP: &[&str] = &["dossiers", "register", TEMPLATES, ".git"];

/// What a site is built from, under watch.
#[derive(Debug)]
pub struct SiteWatch {
    office: Office,
    saves: Saves,
    /// The folders that are watched.
    folders: Folders,
}

/// The folders a site is built from, each with its mark when it is there.
#[derive(Debug, PartialEq, Eq)]
struct Folders {
    /// Those of the officer.
    sources: Vec<(PathBuf, Option<FolderMark>)>,
    /// Those in which git writes when it moves.
    moving: Vec<(PathBuf, Option<FolderMark>)>,
}

impl SiteWatch {
    /// Watches what a site of this office is built from.
    ///
    /// # Errors
    /// When the system cannot watch it.
    pub(super) fn over(office: &Office) -> Result<Self, WatchError> {
        // Seen before they are watched: one that is exchanged in between is seen to differ.
        let folders = Folders::of(office);
        Ok(Self { saves: folders.watch(office)?, office: office.clone(), folders })
    }

    /// Waits at most so long until something has changed, and then until it has become quiet.
    ///
    /// # Errors
    /// When a folder that came or was exchanged cannot be watched; something has changed then.
    pub fn next_change(&mut self, at_most: Duration) -> Result<Waited, WatchError> {
        let waited = self.saves.next_change(at_most);
        let folders = Folders::of(&self.office);
        if waited == Waited::Ended || folders == self.folders {
            return Ok(waited);
        }
        self.folders = folders;
        self.saves = self.folders.watch(&self.office)?;
        Ok(Waited::Changed(Saved::Anywhere))
    }
}

impl Folders {
    fn of(office: &Office) -> Self {
        let marked = |folder: PathBuf| {
            let mark = FolderMark::of(&folder);
            (folder, mark)
        };
        // A repository that cannot be opened is told by the build.
        let repository = Repository::discover(office.root()).ok().flatten();
        let moving = repository.map(|repository| repository.moving_folders().to_vec()).unwrap_or_default();
        Self { sources: SOURCES.map(|folder| marked(office.on_disk(folder))).into(), moving: moving.into_iter().map(marked).collect() }
    }

    fn watch(&self, office: &Office) -> Result<Saves, WatchError> {
        let present: Vec<&Path> = self.sources.iter().filter(|(_, mark)| mark.is_some()).map(|(folder, _)| folder.as_path()).collect();
        let moving: Vec<PathBuf> = self.moving.iter().map(|(folder, _)| folder.clone()).collect();
        Saves::over(&present, &moving, office.root(), IN_THE_TOP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::office::RULE_FILE;
    use crate::source::DEFAULT_RULES;

    const PATIENCE: Duration = Duration::from_secs(60);

    /// A dossier folder with git under watch.
    fn watched() -> (tempfile::TempDir, SiteWatch) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("dossiers")).unwrap();
        std::fs::write(folder.path().join(RULE_FILE), DEFAULT_RULES).unwrap();
        Repository::init_isolated(folder.path()).unwrap();
        let watch = SiteWatch::over(&Office::find(folder.path()).unwrap()).unwrap();
        (folder, watch)
    }

    #[track_caller]
    fn assert_noticed(watch: &mut SiteWatch, what: &str) {
        assert!(matches!(watch.next_change(PATIENCE).unwrap(), Waited::Changed(_)), "{what}");
    }

    #[test]
    fn folder_that_comes_is_watched_and_missed_when_it_goes() {
        let (folder, mut watch) = watched();
        for name in ["site-templates", "register"] {
            let made = folder.path().join(name);
            std::fs::create_dir(&made).unwrap();
            assert_noticed(&mut watch, "it came");
            std::fs::write(made.join("over.html"), "nieuw").unwrap();
            assert_noticed(&mut watch, "something was saved in it");
            std::fs::remove_dir_all(&made).unwrap();
            assert_noticed(&mut watch, "it went");
        }
    }

    #[test]
    fn commit_is_noticed_in_a_git_folder_that_was_exchanged() {
        let (folder, mut watch) = watched();
        let (git, old) = (folder.path().join(".git"), folder.path().join(".git-oud"));
        std::fs::rename(&git, &old).unwrap();
        Repository::init_isolated(folder.path()).unwrap();
        std::fs::remove_dir_all(&old).unwrap();
        assert_noticed(&mut watch, "it was exchanged");
        std::fs::create_dir_all(git.join("refs/heads")).unwrap();
        std::fs::write(git.join("refs/heads/main"), "x").unwrap();
        assert_noticed(&mut watch, "a branch moved");
    }

    #[test]
    fn what_else_lies_in_the_dossier_folder_is_no_reason_to_build() {
        let (folder, mut watch) = watched();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("LEESMIJ.md"), "nieuw").unwrap();
        assert_eq!(watch.next_change(Duration::from_millis(500)).unwrap(), Waited::InVain);
    }
}
