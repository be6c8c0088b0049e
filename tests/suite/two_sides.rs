//! A dossier folder on which two sides work, with the real git program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The dossier both sides work on.
pub const DOSSIER: &str = "dossiers/2026/K-2026-0007/dossier.md";

/// A dossier with something of everything.
pub const BASE: &str = "\
---
schema: 1
nummer: K-2026-0007
status: ontvangen

ingediend_op: 2026-11-02            # begin van de vier weken
ontvangen_op: 2026-11-03
kanaal: e-mail
betreft: [product_of_dienst]
onderwerp: Uitslag kwam te laat

klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@klant.example
  telefoon: \"0612345678\"

correspondentie:
  - soort: bevestiging
    datum: 2026-11-04
    kanaal: e-mail

afspraken:
  - datum: 2026-11-10
    wat: Uitslagen opnieuw aanleveren
    wie: ExTrack
    uiterlijk: 2026-11-24
---
## Omschrijving
De uitslag kwam te laat.

## Ondernomen stappen
Gebeld op maandag.
";

/// A dossier folder made by `klacht begin`, in a folder with a name as people give them.
pub struct Folder {
    pub temporary: tempfile::TempDir,
    pub path: PathBuf,
}

impl Folder {
    /// `None`, said aloud, when git is not installed.
    pub fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("SKIPPED: the git program is not installed, so it merges nothing");
            return None;
        }
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("onze klachten (2026)");
        let config = "[user]\n\tname = P. Jansen\n\temail = p.jansen@organisatie.example\n[commit]\n\tgpgSign = false\n";
        std::fs::write(temporary.path().join("gitconfig"), config).unwrap();
        let folder = Self { temporary, path };
        folder.klacht(folder.temporary.path(), &["begin", "onze klachten (2026)"]);
        Some(folder)
    }

    pub fn command(&self, program: &Path, inside: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.current_dir(inside).args(arguments).env("GIT_CONFIG_GLOBAL", self.temporary.path().join("gitconfig"));
        command.env("GIT_CONFIG_SYSTEM", self.temporary.path().join("none")).env("GIT_EDITOR", "true").env("LC_ALL", "C").output().unwrap()
    }

    #[track_caller]
    pub fn klacht(&self, inside: &Path, arguments: &[&str]) -> String {
        let output = self.command(Path::new(env!("CARGO_BIN_EXE_klacht")), inside, arguments);
        let said = said(&output);
        assert!(output.status.success(), "klacht {}: {said}", arguments.join(" "));
        said
    }

    /// What git says, and whether it succeeded.
    pub fn try_git(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.command(Path::new("git"), &self.path, arguments);
        (output.status.success(), said(&output))
    }

    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let (done, said) = self.try_git(arguments);
        assert!(done, "git {}: {said}", arguments.join(" "));
        said
    }

    pub fn write(&self, path: &str, text: &str) {
        let file = self.path.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).unwrap()
    }

    #[track_caller]
    pub fn commit(&self, path: &str, text: &str) {
        self.write(path, text);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "dossier"]);
    }

    /// Both sides went on from the base, and theirs comes in by this verb. Whether git found no conflict.
    #[track_caller]
    pub fn brought_together(&self, verb: Verb, base: &str, ours: &str, theirs: &str) -> (bool, String) {
        self.git(&["checkout", "-q", "-f", "-B", "basis", "main"]);
        self.commit(DOSSIER, base);
        if verb != Verb::StashPop {
            self.git(&["checkout", "-q", "-B", "hun"]);
            self.commit(DOSSIER, theirs);
            self.git(&["checkout", "-q", "-B", "onze", "basis"]);
            self.commit(DOSSIER, ours);
        }
        match verb {
            Verb::Merge => self.try_git(&["merge", "-q", "--no-edit", "hun"]),
            Verb::CherryPick => self.try_git(&["cherry-pick", "--keep-redundant-commits", "hun"]),
            Verb::Rebase => {
                self.git(&["checkout", "-q", "hun"]);
                self.try_git(&["rebase", "-q", "onze"])
            }
            Verb::StashPop => {
                self.write(DOSSIER, theirs);
                self.git(&["stash", "-q"]);
                self.git(&["checkout", "-q", "-B", "onze"]);
                self.commit(DOSSIER, ours);
                self.try_git(&["stash", "pop", "-q"])
            }
        }
    }

    /// Gives up whatever is going on.
    pub fn break_off(&self) {
        for verb in ["merge", "cherry-pick", "rebase"] {
            self.try_git(&[verb, "--abort"]);
        }
        self.git(&["reset", "-q", "--hard"]);
        self.try_git(&["stash", "clear"]);
    }
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// The ways in which git brings two versions together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Merge,
    CherryPick,
    Rebase,
    StashPop,
}

pub const VERBS: [Verb; 4] = [Verb::Merge, Verb::CherryPick, Verb::Rebase, Verb::StashPop];
