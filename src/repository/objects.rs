//! New objects in git's store, remembered until they are safe on disk.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use gix::objs::WriteTo;

use super::durable::Durable;
use super::error::{Doing, RepositoryError};

/// What is being done when an object cannot be written.
const WRITING: &str = "het schrijven in de git-opslag";

/// Writes objects and knows which files they became.
pub(super) struct NewObjects<'repo> {
    git: &'repo gix::Repository,
    written: RefCell<BTreeSet<gix::ObjectId>>,
}

impl<'repo> NewObjects<'repo> {
    /// No objects yet.
    pub(super) fn new(git: &'repo gix::Repository) -> Self {
        Self { git, written: RefCell::default() }
    }

    /// An object's name, after it was written when it was not there.
    pub(super) fn write(&self, object: &impl WriteTo) -> Result<gix::ObjectId, RepositoryError> {
        let id = self.git.write_object(object).doing(WRITING)?.detach();
        self.written.borrow_mut().insert(id);
        Ok(id)
    }

    /// A blob's name, after it was written when it was not there.
    pub(super) fn write_blob(&self, bytes: &[u8]) -> Result<gix::ObjectId, RepositoryError> {
        let id = self.git.write_blob(bytes).doing(WRITING)?.detach();
        self.written.borrow_mut().insert(id);
        Ok(id)
    }

    /// Brings all of them, and the folders that name them, safely to disk; those inside a pack are there already.
    pub(super) fn make_durable(&self) -> Result<(), RepositoryError> {
        let store: PathBuf = self.git.objects.store_ref().path().to_owned();
        let mut durable = Durable::default();
        for id in self.written.take() {
            let hex = id.to_string();
            let file = store.join(&hex[..2]).join(&hex[2..]);
            if file.exists() {
                durable.file_and_folders(&file, &store);
            }
        }
        durable.sync()
    }
}
