//! Whether the repository is in a state to record in.

use std::path::Path;

use gix::index::entry::Stage;
use gix::state::InProgress;

use super::error::{AtPath, Doing, RepositoryError};
use super::open::Repository;
use super::operation::Operation;

impl Repository {
    /// Whether something can be recorded here now, apart from what is staged of the paths themselves.
    ///
    /// # Errors
    /// One of the states of [`RepositoryError`], each with what to do about it.
    pub fn usable_state(&self) -> Result<(), RepositoryError> {
        self.usable_folder()?;
        self.index_now().map(|_| ())
    }

    /// Whether the folders of git that a recording writes in can be written in now; what is tried leaves no name behind.
    ///
    /// One that is not there is made when it is needed: a begin that was cut off leaves a repository without branches.
    pub(super) fn writable(&self) -> Result<(), RepositoryError> {
        let (own, common) = (self.git.git_dir().to_owned(), self.git.common_dir());
        let folders = [own, common.join("objects"), common.join("refs/heads")];
        let mut present = folders.iter().filter(|folder| folder.exists());
        present.try_for_each(|folder| tempfile::tempfile_in(folder).map(drop).at("het schrijven in de git-opslag", folder))
    }

    /// The index as it is, when every entry of it is one that can be committed.
    pub(super) fn index_now(&self) -> Result<gix::worktree::IndexPersistedOrInMemory, RepositoryError> {
        let index = self.git.index_or_empty().doing("het lezen van de index van git")?;
        usable_index(&index)?;
        Ok(gix::worktree::IndexPersistedOrInMemory::Persisted(index))
    }

    /// Whether the whole history is here, as reading it back asks.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] or [`RepositoryError::Partial`] when it was fetched in part.
    pub fn whole_history(&self) -> Result<(), RepositoryError> {
        if self.git.is_shallow().doing("het lezen van de git-opslag")? {
            return Err(RepositoryError::Shallow);
        }
        self.promised_by().map_or(Ok(()), |remote| Err(RepositoryError::Partial(remote)))
    }

    /// The place that keeps objects this store has not; `None` when it has all it needs itself.
    pub(super) fn promised_by(&self) -> Option<String> {
        let config = self.git.config_snapshot();
        let is_promised = |remote: &String| config.boolean(&format!("remote.{remote}.promisor")) == Some(true);
        config.string("extensions.partialClone").map(|remote| remote.to_string()).or_else(|| self.remote_names().into_iter().find(is_promised))
    }

    /// The same, as far as it can be told without reading the index.
    ///
    /// # Errors
    /// As [`Self::usable_state`], but for what is in the index.
    pub fn usable_folder(&self) -> Result<(), RepositoryError> {
        if self.git.is_bare() {
            return Err(RepositoryError::Bare);
        }
        if self.git.git_dir_trust() != gix::sec::Trust::Full {
            return Err(RepositoryError::Untrusted);
        }
        if let Some(operation) = self.git.state() {
            let (operation, back) = (operation.into(), self.unfinished_leading_back()?);
            return Err(if back.is_empty() { RepositoryError::InProgress(operation) } else { RepositoryError::BringsBack { operation, back } });
        }
        if self.git.head().doing("het lezen van de branch")?.is_detached() {
            return Err(RepositoryError::Detached);
        }
        self.checked_out_once()?;
        let config = self.git.config_snapshot();
        if config.boolean("core.sparseCheckout") == Some(true) {
            return Err(RepositoryError::Sparse);
        }
        if config.boolean("core.splitIndex") == Some(true) || is_split(&self.git.index_path(), self.git.git_dir())? {
            return Err(RepositoryError::SplitIndex);
        }
        Ok(())
    }
}

/// Whether every entry of the index is one that can be committed.
pub(super) fn usable_index(index: &gix::index::State) -> Result<(), RepositoryError> {
    if index.is_sparse() {
        return Err(RepositoryError::Sparse);
    }
    match index.entries().iter().find(|entry| entry.stage() != Stage::Unconflicted) {
        Some(conflict) => Err(RepositoryError::Conflict(conflict.path(index).to_string())),
        None => Ok(()),
    }
}

/// Whether the index names one of the shared indexes beside it. (Read from the bytes: gix joins the two on reading.)
fn is_split(index: &Path, git_dir: &Path) -> Result<bool, RepositoryError> {
    const DOING: &str = "het lezen van de index van git";
    let mut shared = Vec::new();
    for entry in git_dir.read_dir().at(DOING, git_dir)? {
        let name = entry.at(DOING, git_dir)?.file_name();
        let id = name.to_str().and_then(|name| name.strip_prefix("sharedindex.")).and_then(|hex| gix::ObjectId::from_hex(hex.as_bytes()).ok());
        shared.extend(id);
    }
    if shared.is_empty() || !index.exists() {
        return Ok(false);
    }
    let bytes = std::fs::read(index).at(DOING, index)?;
    let links = |id: &gix::ObjectId| bytes.windows(8 + id.as_slice().len()).any(|part| part.starts_with(b"link") && part.ends_with(id.as_slice()));
    Ok(shared.iter().any(links))
}

impl From<InProgress> for Operation {
    fn from(state: InProgress) -> Self {
        match state {
            InProgress::ApplyMailbox => Self::ApplyMailbox,
            InProgress::ApplyMailboxRebase | InProgress::Rebase | InProgress::RebaseInteractive => Self::Rebase,
            InProgress::Bisect => Self::Bisect,
            InProgress::CherryPick | InProgress::CherryPickSequence => Self::CherryPick,
            InProgress::Merge => Self::Merge,
            InProgress::Revert | InProgress::RevertSequence => Self::Revert,
        }
    }
}
