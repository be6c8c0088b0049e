//! The hooks the officer or the organisation put in the repository.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::error::{AtPath, Doing, RepositoryError};
use super::leftovers::HOOK_FOLDER;
use super::open::Repository;
use super::program::{git, legible};

/// What is being done when a hook cannot be prepared.
const PREPARING: &str = "het klaarzetten van de git-hooks";

/// The variable by which a hook of ours knows that klacht itself is recording, and asked whether facts may go.
pub const RECORDING: &str = "KLACHT_LEGT_VAST";

/// Where git looks for the hooks of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookFolder {
    /// The folder, which need not be there.
    pub path: PathBuf,
    /// Whether it is of this repository alone: in git's own folder or in the work tree.
    pub is_own: bool,
}

impl HookFolder {
    /// The hooks of the repository in this folder, with a work tree or without.
    ///
    /// # Errors
    /// When there is no repository, or it cannot be read.
    pub fn of(folder: &Path) -> Result<Self, RepositoryError> {
        if !folder.join("HEAD").exists() && !folder.join(".git").exists() {
            return Err(RepositoryError::NotARepository(folder.to_owned()));
        }
        // Whoever names the folder may step upwards on the way to it; a setting that does is judged as it is. A way without such steps
        // stays as it is named, also when it leads over a link: a setting may name it so too.
        let steps_up = folder.components().any(|part| part == std::path::Component::ParentDir);
        let real = steps_up.then(|| gix::path::realpath(folder).ok()).flatten();
        let folder = real.as_deref().unwrap_or(folder);
        let git = gix::open(folder).doing("het openen van de git-opslag")?;
        let path = std::path::absolute(hook_folder(&git)).at(PREPARING, folder)?;
        let own = [Some(git.common_dir()), git.workdir()];
        let own = own.into_iter().flatten().filter_map(|own| std::path::absolute(own).ok());
        // A path that leads upwards is anyone's, whatever it begins with.
        let leads_up = path.components().any(|part| part == std::path::Component::ParentDir);
        let is_own = !leads_up && own.into_iter().any(|own| path.starts_with(own));
        Ok(Self { path, is_own })
    }
}

/// The folder git runs hooks from: the one the settings name, seen from the work tree, else the one in git's own folder.
pub(super) fn hook_folder(git: &gix::Repository) -> PathBuf {
    let configured = git.config_snapshot().trusted_path("core.hooksPath").ok().flatten();
    configured.map_or_else(|| git.common_dir().join("hooks"), |folder| git.workdir().unwrap_or_else(|| git.common_dir()).join(folder))
}

impl Repository {
    /// Whether this hook is there and may be run.
    pub(super) fn has_hook(&self, name: &str) -> bool {
        self.hook(name).is_some()
    }

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
    pub(super) fn hook(&self, name: &str) -> Option<PathBuf> {
        let hook = hook_folder(&self.git).join(name);
        gix::index::fs::Metadata::from_path_no_follow(&hook)
            .is_ok_and(|hook| cfg!(windows) || hook.is_symlink() || hook.is_executable())
            .then_some(hook)
    }

    fn run_hook(&self, name: &'static str, index: &Path, argument: Option<&Path>) -> Result<(), RepositoryError> {
        let mut git = git(self.work_dir());
        git.env("GIT_INDEX_FILE", index).env("GIT_EDITOR", ":").env(RECORDING, "1").stdin(Stdio::null());
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
