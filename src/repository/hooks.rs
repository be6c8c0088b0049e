//! The hooks the officer or the organisation put in the repository.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::error::{AtPath, Doing, RepositoryError};
use super::leftovers::HOOK_FOLDER;
use super::open::Repository;
use super::program::{git, legible};

/// What is being done when a hook cannot be prepared.
const PREPARING: &str = "het klaarzetten van de git-hooks";

impl Repository {
    /// Whether one of the hooks that judge a commit is there.
    pub(super) fn has_hooks(&self) -> bool {
        ["pre-commit", "commit-msg"].iter().any(|hook| self.hook(hook).is_some())
    }

    /// Lets `pre-commit` and `commit-msg` judge a commit of this tree, and returns the message as they left it.
    ///
    /// They see an index of their own that holds just the tree to be committed. Through the git program, as git runs them.
    pub(super) fn run_hooks(&self, tree: &gix::oid, message: &str) -> Result<String, RepositoryError> {
        let folder = tempfile::Builder::new().prefix(HOOK_FOLDER).tempdir_in(self.git.git_dir()).at(PREPARING, self.git.git_dir())?;
        let index_path = folder.path().join("index");
        let mut index = self.git.index_from_tree(tree).doing(PREPARING)?;
        index.set_path(&index_path);
        index.write(gix::index::write::Options::default()).doing(PREPARING)?;
        if self.hook("pre-commit").is_some() {
            self.run_hook("pre-commit", &index_path, None)?;
        }
        if self.hook("commit-msg").is_none() {
            return Ok(message.to_owned());
        }
        let message_path = folder.path().join("COMMIT_EDITMSG");
        std::fs::write(&message_path, message).at(PREPARING, &message_path)?;
        self.run_hook("commit-msg", &index_path, Some(&message_path))?;
        let message = std::fs::read_to_string(&message_path).at(PREPARING, &message_path)?;
        let refused = || RepositoryError::HookRefused { hook: "commit-msg", output: "er blijft geen boodschap over".to_owned() };
        if message.trim().is_empty() { Err(refused()) } else { Ok(message) }
    }

    /// The hook's file, when it is there and may be run.
    fn hook(&self, name: &str) -> Option<PathBuf> {
        let configured = self.git.config_snapshot().trusted_path("core.hooksPath").ok().flatten();
        let folder = configured.map_or_else(|| self.git.common_dir().join("hooks"), |folder| self.work_dir().join(folder));
        let hook = folder.join(name);
        gix::index::fs::Metadata::from_path_no_follow(&hook)
            .is_ok_and(|hook| cfg!(windows) || hook.is_symlink() || hook.is_executable())
            .then_some(hook)
    }

    fn run_hook(&self, name: &'static str, index: &Path, argument: Option<&Path>) -> Result<(), RepositoryError> {
        let mut git = git(self.work_dir());
        git.env("GIT_INDEX_FILE", index).env("GIT_EDITOR", ":").stdin(Stdio::null());
        git.args(["hook", "run", name]);
        if let Some(argument) = argument {
            git.arg("--").arg(argument);
        }
        let output = match git.output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(RepositoryError::HookWithoutGit(name)),
            output => output.at("het uitvoeren van de git-hook", Path::new(name))?,
        };
        if output.status.success() {
            return Ok(());
        }
        Err(RepositoryError::HookRefused { hook: name, output: legible(&[output.stdout, output.stderr].concat()) })
    }
}
