//! Finding, opening and beginning a repository.

use std::path::{Path, PathBuf};

use super::error::{AtPath, Doing, Format, RepositoryError};
use super::path::TrackedPath;

/// What is being done when a repository cannot be begun.
const BEGINNING: &str = "het beginnen van de git-opslag";
/// How many bytes of objects are kept at hand: the last commit and the trees to a dossier of a very large folder.
const AT_HAND: usize = 4 << 20;
/// The folder in which a repository is made.
const WORKSHOP: &str = ".klacht-begin";

/// A git repository with a dossier folder in it, open.
///
/// The dossier folder is the one that holds `dossiers/`: the work tree itself or a folder below it.
#[derive(Clone)]
pub struct Repository {
    /// Git's side of it.
    pub(super) git: gix::Repository,
    /// The dossier folder, absolute.
    root: PathBuf,
    /// From the work tree to the dossier folder: empty, or with a slash at its end.
    prefix: String,
}

impl Repository {
    /// The repository around a folder, seen from the nearest dossier folder upwards; `None` where there is no git.
    ///
    /// Without a `dossiers/regeling.yaml` anywhere upwards, the work tree itself is the dossier folder.
    ///
    /// # Errors
    /// When there is a repository that cannot be opened, or that has no work tree.
    pub fn discover(start: &Path) -> Result<Option<Self>, RepositoryError> {
        let start = std::path::absolute(start).at("het opzoeken van de map", start)?;
        let dossier_folder = start.ancestors().find(|folder| folder.join("dossiers/regeling.yaml").is_file());
        let from = dossier_folder.unwrap_or(&start);
        let Some(work_tree) = from.ancestors().find(|folder| is_git(&folder.join(".git"))) else { return Ok(None) };
        known_names(work_tree)?;
        let git = opened(work_tree, by_the_folder()).doing("het openen van de git-opslag")?;
        Self::at(git, dossier_folder.unwrap_or(work_tree), work_tree).map(Some)
    }

    /// A new repository in a folder, on branch `main`; what stands in the folder already stays and is not recorded.
    ///
    /// # Errors
    /// When the folder has a repository already, or cannot be written.
    pub fn init(folder: &Path) -> Result<Self, RepositoryError> {
        Self::init_with(folder, by_the_folder())
    }

    /// A new repository that heeds nothing of what the user or the computer configured for git.
    ///
    /// # Errors
    /// As [`Self::init`].
    pub fn init_isolated(folder: &Path) -> Result<Self, RepositoryError> {
        Self::init_with(folder, gix::open::Options::isolated())
    }

    fn init_with(folder: &Path, options: gix::open::Options) -> Result<Self, RepositoryError> {
        let folder = std::path::absolute(folder).at("het opzoeken van de map", folder)?;
        if is_git(&folder.join(".git")) {
            return Err(RepositoryError::AlreadyThere(folder));
        }
        // Elsewhere, and then put in place at one stroke: nobody can do anything with half a repository.
        let workshop = folder.join(WORKSHOP);
        remove_folder(&workshop)?;
        std::fs::create_dir_all(&workshop).at(BEGINNING, &workshop)?;
        let creating = options.clone().config_overrides(["init.defaultBranch=main"]);
        gix::ThreadSafeRepository::init_opts(&workshop, gix::create::Kind::WithWorktree, gix::create::Options::default(), creating)
            .doing(BEGINNING)?;
        as_closed_as(&folder, &workshop.join(".git"))?;
        let git_dir = folder.join(".git");
        std::fs::rename(workshop.join(".git"), &git_dir).at(BEGINNING, &git_dir)?;
        remove_folder(&workshop)?;
        Self::at(opened(&folder, options).doing(BEGINNING)?, &folder, &folder)
    }

    /// Removes what beginning this repository left when it was killed.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn finish_init(self) -> Result<Self, RepositoryError> {
        remove_folder(&self.work_dir().join(WORKSHOP))?;
        Ok(self)
    }

    fn at(git: gix::Repository, root: &Path, work_tree: &Path) -> Result<Self, RepositoryError> {
        match git.workdir() {
            None => return Err(RepositoryError::Bare),
            Some(named) if !is_same_folder(named, work_tree) => return Err(RepositoryError::WorkTreeElsewhere(named.to_owned())),
            Some(_) => {}
        }
        if git.config_snapshot().string("extensions.refStorage").is_some_and(|kept| !kept.eq_ignore_ascii_case(b"files")) {
            return Err(RepositoryError::Format(Format::Reftable));
        }
        let below = root.strip_prefix(work_tree).expect("the work tree was found upwards from the dossier folder");
        let prefix = below.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect();
        Ok(Self { git, root: root.to_owned(), prefix })
    }

    /// The dossier folder, absolute: every [`TrackedPath`] is below it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The work tree, absolute: the dossier folder or one above it.
    #[must_use]
    pub fn work_dir(&self) -> &Path {
        self.git.workdir().expect("a repository without work tree is never opened")
    }

    /// Git's folder, where the program may keep what belongs to this repository and is not recorded.
    #[must_use]
    pub fn git_dir(&self) -> &Path {
        self.git.common_dir()
    }

    /// Another handle on the same repository, as another process would have it: it sees what changed since.
    ///
    /// # Errors
    /// When it cannot be opened any more.
    pub fn reopened(&self) -> Result<Self, RepositoryError> {
        let git = opened(self.work_dir(), self.git.open_options().clone()).doing("het openen van de git-opslag")?;
        Ok(Self { git, root: self.root.clone(), prefix: self.prefix.clone() })
    }

    /// The same, with the objects it read last at hand: for who asks for the same few again and again.
    #[must_use]
    pub fn remembering(mut self) -> Self {
        self.git.object_cache_size(AT_HAND);
        self
    }

    /// The same repository around another dossier folder, given by the way to it from the work tree.
    pub(super) fn with_office(&self, office: &str) -> Self {
        Self { git: self.git.clone(), root: self.work_dir().join(office.trim_end_matches('/')), prefix: office.to_owned() }
    }

    /// A path as git's trees and index have it: from the work tree, with `/`.
    pub(super) fn in_tree(&self, path: &TrackedPath) -> String {
        format!("{}{path}", self.prefix)
    }

    /// From the work tree to the dossier folder: empty, or with a slash at its end.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

/// How a repository is opened: as git does, going by the folder alone (decision 076).
fn by_the_folder() -> gix::open::Options {
    gix::open::Options::default().filter_config_section(is_heeded)
}

/// The repository of a work tree, in no namespace.
fn opened(work_tree: &Path, options: gix::open::Options) -> Result<gix::Repository, gix::Error> {
    let mut git = gix::open_opts(work_tree, options)?;
    git.refs.namespace = None;
    Ok(git)
}

/// Whether a setting counts: not when git left it in the environment to lead its own children to a repository.
fn is_heeded(setting: &gix::config::file::Metadata) -> bool {
    let of_environment = setting.source == gix::config::Source::EnvOverride;
    let trusted = setting.trust == gix::sec::Trust::Full || setting.source.kind() != gix::config::source::Kind::Repository;
    trusted && !of_environment
}

/// Refuses a repository whose objects have names of another length than we know.
fn known_names(work_tree: &Path) -> Result<(), RepositoryError> {
    let settings = work_tree.join(".git/config");
    // Where it cannot be read, opening the repository says why.
    let Ok(settings) = gix::config::File::from_path_no_includes(settings, gix::config::Source::Local) else { return Ok(()) };
    let other = settings.string("extensions.objectFormat").is_some_and(|format| format.eq_ignore_ascii_case(b"sha256"));
    if other { Err(RepositoryError::Format(Format::Sha256)) } else { Ok(()) }
}

/// Whether two paths lead to one folder.
fn is_same_folder(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Removes a folder that may not be there.
fn remove_folder(path: &Path) -> Result<(), RepositoryError> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).at(BEGINNING, path),
        _ => Ok(()),
    }
}

/// Lets nobody into git's folder who is not let into the folder around it.
#[cfg(unix)]
fn as_closed_as(around: &Path, git_dir: &Path) -> Result<(), RepositoryError> {
    use std::os::unix::fs::PermissionsExt;

    let let_in = around.metadata().at(BEGINNING, around)?.permissions().mode();
    let mut permissions = git_dir.metadata().at(BEGINNING, git_dir)?.permissions();
    permissions.set_mode(permissions.mode() & (let_in | !0o777));
    std::fs::set_permissions(git_dir, permissions).at(BEGINNING, git_dir)
}

/// Lets nobody into git's folder who is not let into the folder around it: as it is on this system.
#[cfg(not(unix))]
fn as_closed_as(_: &Path, _: &Path) -> Result<(), RepositoryError> {
    Ok(())
}

/// Whether this `.git` is one: a folder with a HEAD, or the file a linked work tree has.
fn is_git(path: &Path) -> bool {
    path.is_file() || path.join("HEAD").exists()
}
