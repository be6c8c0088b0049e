//! Several folders side by side, such as two copies of an office and a server, with git and our program run in each as one person.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Room for several folders, away from the real home and from its settings of git.
pub struct Places {
    folder: tempfile::TempDir,
    /// The day our program is told it is; the real one when absent.
    today: Option<&'static str>,
}

impl Places {
    /// With nothing in it yet; `None`, aloud with what was `missed`, where there is no git.
    pub fn new(today: Option<&'static str>, missed: &str) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("PASSED OVER: the git program is not here, so {missed}");
            return None;
        }
        Some(Self { folder: tempfile::tempdir().unwrap(), today })
    }

    /// A path below all of them.
    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file in a folder.
    pub fn put(&self, folder: &str, path: &str, text: &str) {
        let path = self.at(folder).join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A program with these words, in a folder.
    pub fn run(&self, folder: &str, program: impl AsRef<OsStr>, words: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.current_dir(self.at(folder)).args(words).env("HOME", self.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CONFIG_GLOBAL", self.at("geen-configuratie")).env("LC_ALL", "C.UTF-8").env_remove("GIT_DIR");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "P. Jansen").env(format!("GIT_{who}_EMAIL"), "p.jansen@voorbeeld.example");
        }
        command.output().unwrap()
    }

    /// What git says, which must succeed.
    #[track_caller]
    pub fn git(&self, folder: &str, words: &[&str]) -> String {
        let output = self.run(folder, "git", words);
        assert!(output.status.success(), "git {words:?}: {}", said(&output));
        said(&output)
    }

    /// What git says when it refuses, as it must.
    #[track_caller]
    pub fn refused(&self, folder: &str, words: &[&str]) -> String {
        let output = self.run(folder, "git", words);
        assert!(!output.status.success(), "git {words:?}: {}", said(&output));
        said(&output)
    }

    /// What our program says, which must end so.
    #[track_caller]
    pub fn klacht(&self, folder: &str, words: &[&str], exit: i32) -> String {
        let words: Vec<_> = self.today.iter().flat_map(|today| ["--vandaag", today]).chain(words.iter().copied()).collect();
        let output = self.run(folder, env!("CARGO_BIN_EXE_klacht"), &words);
        assert_eq!(output.status.code(), Some(exit), "{words:?}: {}", said(&output));
        said(&output)
    }
}

/// Everything a program said, on both its ways out.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), output.stderr.as_slice()].concat()).into_owned()
}
