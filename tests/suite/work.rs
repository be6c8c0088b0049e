//! A folder with a repository that git makes, step by step, and what a rebuilt one beside it says.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use klachtdossier::repository::{Repository, RepositoryError};

use super::by_git::{git, put};

/// The folder, and the day that the next commit is of.
pub struct Work {
    folder: tempfile::TempDir,
    day: Cell<u32>,
}

impl Work {
    /// A dossier folder with a rule file that was recorded.
    pub fn new() -> Self {
        let work = Self { folder: tempfile::tempdir().unwrap(), day: Cell::new(0) };
        work.git(&["init", "-q", "-b", "main"]);
        work.put("dossiers/regeling.yaml", klachtdossier::source::DEFAULT_RULES);
        work.commit("Begin van de dossiermap");
        work
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, path: &str, text: &str) {
        put(self.path(), path, text);
    }

    /// Writes a dossier with a text of its own, and what it was called before.
    pub fn version(&self, number: &str, text: &str, formerly: &[&str]) {
        let formerly = if formerly.is_empty() { String::new() } else { format!("voorheen: [{}]\n", formerly.join(", ")) };
        let file = format!("---\nschema: 1\nnummer: {number}\nstatus: gesloten\n{formerly}---\n## Omschrijving\n{text}\n");
        self.put(&format!("dossiers/2026/{number}/dossier.md"), &file);
    }

    /// Writes and records it.
    pub fn record(&self, number: &str, text: &str) {
        self.version(number, text, &[]);
        self.commit(&format!("{number}: {}", self.day.get()));
    }

    /// Gives a dossier another number, as one commit.
    pub fn renumber(&self, from: &str, to: &str, text: &str) {
        std::fs::remove_dir_all(self.path().join("dossiers/2026").join(from)).unwrap();
        self.version(to, text, &[from]);
        self.commit(&format!("{from} hernummerd naar {to}"));
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments, self.day.get())
    }

    pub fn commit(&self, message: &str) {
        self.day.set(self.day.get() + 1);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// The repository built again without these dossiers, as a bare one beside it; the program and git call it sound.
    pub fn without(&self, numbers: &[&str]) -> Result<PathBuf, RepositoryError> {
        self.without_in("", numbers)
    }

    /// The same of the office in this folder.
    pub fn without_in(&self, office: &str, numbers: &[&str]) -> Result<PathBuf, RepositoryError> {
        let folder = self.path().join("nieuw.git");
        let gone: BTreeSet<_> = numbers.iter().map(|number| number.parse().unwrap()).collect();
        let repository = Repository::discover(&self.path().join(office)).unwrap().unwrap();
        repository.rebuild_without(&gone, &folder)?;
        let proof = repository.prove_rebuilt(&gone, &folder).unwrap();
        assert!(proof.holds(), "{proof:?}");
        git(&folder, &["config", "core.bare", "true"], 1);
        assert_eq!(git(&folder, &["fsck", "--strict", "--full"], 1), "");
        Ok(folder)
    }
}

/// Every object of the repository, printed.
pub fn everything(folder: &Path) -> String {
    let names = git(folder, &["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"], 1);
    names.lines().map(|name| git(folder, &["cat-file", "-p", name], 1) + "\n").collect()
}

/// What was recorded of a folder through time, on every branch and tag: who, when, which message, which content; sorted.
pub fn course(folder: &Path, path: &str) -> Vec<String> {
    let commits = git(folder, &["rev-list", "--all", "--full-history", "--", path], 1);
    let told = |commit: &str| {
        let tree = git(folder, &["ls-tree", commit, path], 1);
        let headers = git(folder, &["cat-file", "commit", commit], 1);
        let kept = headers.lines().filter(|line| !["tree ", "parent "].iter().any(|start| line.starts_with(start))).collect::<Vec<_>>();
        format!("{tree}\n{}", kept.join("\n"))
    };
    let told: BTreeSet<String> = commits.lines().map(told).collect();
    told.into_iter().collect()
}
