//! A dossier folder with the real git and the real program in it, and a home of its own.
#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "each test file uses the part it needs, makes the folders it judges, and says aloud what it skips"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The dossier of these tests.
pub const ID: &str = "K-2026-0007";
/// Its file.
pub const FILE: &str = "dossiers/2026/K-2026-0007/dossier.md";
/// As it is recorded first: complete, and with a line to change.
pub const DOSSIER: &str = "---
schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: e-mail
onderwerp: Uitslag kwam te laat
klachtindiener:
  naam: Sanne de Wit
  organisatie: ROC De Linde
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@roc-delinde.example
  telefoon: \"0612345678\"
---
## Omschrijving

De uitslag kwam te laat.

## Ondernomen stappen

geen
";

/// A folder, the home of who works in it, and nothing else.
pub struct Ground {
    _temporary: tempfile::TempDir,
    /// Everything of this test lies below it.
    pub around: PathBuf,
    /// The dossier folder.
    pub path: PathBuf,
}

/// What a program said and how it ended.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// Both streams, the answer first.
    pub text: String,
    /// The answer alone.
    pub answer: String,
}

/// Everything that a refused command must leave as it was.
#[derive(Debug, PartialEq, Eq)]
pub struct Trace(BTreeMap<PathBuf, Vec<u8>>);

/// Whether a program is there; said aloud when it is not.
pub fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok();
    if !there {
        eprintln!("SKIPPED: {program} is not installed, so it judges nothing here");
    }
    there
}

impl Trace {
    /// The paths in which two differ.
    pub fn difference(&self, other: &Self) -> Vec<PathBuf> {
        let paths = self.0.keys().chain(other.0.keys());
        let changed: std::collections::BTreeSet<_> = paths.filter(|path| self.0.get(*path) != other.0.get(*path)).collect();
        changed.into_iter().cloned().collect()
    }

    /// The files in which a text stands as it is.
    pub fn naming(&self, text: &str) -> Vec<PathBuf> {
        let names = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        self.0.iter().filter(|(_, bytes)| names(bytes)).map(|(path, _)| path.clone()).collect()
    }
}

impl Ground {
    /// A home with a name and an address, and no dossier folder yet.
    pub fn bare() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let around = temporary.path().canonicalize().unwrap();
        fs::create_dir(around.join("thuis")).unwrap();
        fs::write(
            around.join("thuis/.gitconfig"),
            "[user]\n\tname = P. Jansen\n\temail = p.jansen@organisatie.example\n[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n",
        )
        .unwrap();
        let path = around.join("klachten");
        Self { _temporary: temporary, around, path }
    }

    /// A dossier folder with its dossier recorded.
    pub fn begun() -> Self {
        let ground = Self::bare();
        ground.does_at(&ground.around, &["begin", "klachten"]);
        ground.write(FILE, DOSSIER);
        ground.does(&["leg-vast"]);
        ground
    }

    /// A command in this folder with nothing of the real home.
    pub fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("GIT_") || name.starts_with("SSH_") || name.starts_with("GPG_") || name == "DISPLAY" {
                command.env_remove(&*name);
            }
        }
        command
            .current_dir(folder)
            .env("HOME", self.around.join("thuis"))
            .env("XDG_CONFIG_HOME", self.around.join("thuis/.config"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// The program with these words, in the dossier folder.
    pub fn klacht_command(&self, words: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_klacht"), &self.path);
        command.args(["--vandaag", "2026-11-04"]).args(words);
        command
    }

    /// What the program says to these words.
    pub fn klacht(&self, words: &[&str]) -> Said {
        said(&mut self.klacht_command(words))
    }

    /// What the program says to these words elsewhere.
    pub fn klacht_at(&self, folder: &Path, words: &[&str]) -> Said {
        said(self.klacht_command(words).current_dir(folder))
    }

    /// The program does this.
    #[track_caller]
    pub fn does(&self, words: &[&str]) -> String {
        self.does_at(&self.path, words)
    }

    /// The program does this elsewhere.
    #[track_caller]
    pub fn does_at(&self, folder: &Path, words: &[&str]) -> String {
        let said = self.klacht_at(folder, words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.text);
        said.text
    }

    /// What git answers.
    #[track_caller]
    pub fn git(&self, words: &[&str]) -> String {
        self.git_at(&self.path, words)
    }

    /// What git answers elsewhere.
    #[track_caller]
    pub fn git_at(&self, folder: &Path, words: &[&str]) -> String {
        let said = self.try_git_at(folder, words);
        assert_eq!(said.code, 0, "git {words:?}: {}", said.text);
        said.answer.trim_end().to_owned()
    }

    /// What git answers, whether it succeeds or not.
    pub fn try_git(&self, words: &[&str]) -> Said {
        self.try_git_at(&self.path, words)
    }

    fn try_git_at(&self, folder: &Path, words: &[&str]) -> Said {
        said(self.command("git", folder).args(["-c", "core.editor=true"]).args(words))
    }

    /// Writes a file below the dossier folder.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.path.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    /// The bytes of a file below the dossier folder.
    pub fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path.join(path)).unwrap()
    }

    /// The dossier with another subject, written.
    pub fn changes_subject(&self, subject: &str) -> String {
        let changed = DOSSIER.replace("Uitslag kwam te laat", subject);
        self.write(FILE, &changed);
        changed
    }

    /// Git has nothing to report, and finds every object sound.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        assert_eq!(self.git(&["diff", "HEAD"]), "");
        assert_eq!(self.git(&["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
    }

    /// All files of the folder and of git, but for what the program keeps to itself.
    pub fn trace(&self) -> Trace {
        let mut files = BTreeMap::new();
        collect(&self.path, &mut files);
        Trace(files)
    }
}

/// Runs it to its end.
pub fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    let text = answer.clone() + &String::from_utf8_lossy(&output.stderr);
    Said { code: output.status.code().unwrap_or(-1), text, answer }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        if name == "klacht.lock" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&path, files);
        } else if entry.file_type().unwrap().is_symlink() {
            files.insert(path.clone(), fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes());
        } else {
            files.insert(path.clone(), fs::read(&path).unwrap_or_default());
        }
    }
}
