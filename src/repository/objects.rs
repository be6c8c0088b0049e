//! New objects in git's store: in an antechamber until they are safe on disk.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use gix::objs::{Exists, Kind, Write, WriteTo};
use gix::odb::loose::Store;

use super::durable::Durable;
use super::error::{AtPath, Doing, RepositoryError};

/// What is being done when an object cannot be written.
const WRITING: &str = "het schrijven in de git-opslag";
/// The folder in git's store where objects wait; git removes what begins like this when it clears up.
const ANTECHAMBER: &str = "tmp_objdir-klacht";

/// Writes objects, and puts them in the store once they are safe.
///
/// An object under its own name counts as written, for git and for us. After a power cut it would be there and be empty, and
/// what it held could never be recorded again; so it gets its name only when its bytes are on disk.
pub(super) struct NewObjects<'repo> {
    git: &'repo gix::Repository,
    antechamber: Store,
    /// In the order they were written: what an object names comes before it.
    written: RefCell<Vec<gix::ObjectId>>,
}

impl<'repo> NewObjects<'repo> {
    /// No objects yet. Only while our own lock is held: what a killed klacht left in the antechamber goes.
    pub(super) fn new(git: &'repo gix::Repository) -> Self {
        remove_antechamber(git);
        let antechamber = Store::at(antechamber(git), git.object_hash());
        Self { git, antechamber, written: RefCell::default() }
    }

    /// An object's name, after it was written when it was not there.
    pub(super) fn write(&self, object: &impl WriteTo) -> Result<gix::ObjectId, RepositoryError> {
        let mut bytes = Vec::new();
        object.write_to(&mut bytes).at(WRITING, self.antechamber.path())?;
        self.write_bytes(object.kind(), &bytes)
    }

    /// A blob's name, after it was written when it was not there.
    pub(super) fn write_blob(&self, bytes: &[u8]) -> Result<gix::ObjectId, RepositoryError> {
        self.write_bytes(Kind::Blob, bytes)
    }

    fn write_bytes(&self, kind: Kind, bytes: &[u8]) -> Result<gix::ObjectId, RepositoryError> {
        let id = gix::objs::compute_hash(self.git.object_hash(), kind, bytes).doing(WRITING)?;
        if !self.is_there(id) {
            std::fs::create_dir_all(self.antechamber.path()).at(WRITING, self.antechamber.path())?;
            self.antechamber.write_buf(kind, bytes).doing(WRITING)?;
        }
        self.written.borrow_mut().push(id);
        Ok(id)
    }

    /// Brings all of them, and the folders that name them, safely to disk; those inside a pack are there already.
    pub(super) fn make_durable(&self) -> Result<(), RepositoryError> {
        let written = self.written.take();
        let mut bytes = Durable::default();
        for id in &written {
            bytes.file(&self.antechamber.object_path(id));
            bytes.file(&self.place(*id));
        }
        bytes.sync()?;
        self.put_in_place(&written)?;
        let mut names = Durable::default();
        for place in written.iter().map(|id| self.place(*id)).filter(|place| place.exists()) {
            names.folders(&place, store(self.git));
        }
        names.sync()
    }

    /// Puts all of them in the store without waiting for the disk, where everything is brought there in the end.
    pub(super) fn settle(&self) -> Result<(), RepositoryError> {
        self.put_in_place(&self.written.take())
    }

    fn put_in_place(&self, written: &[gix::ObjectId]) -> Result<(), RepositoryError> {
        for id in written {
            let (waiting, place) = (self.antechamber.object_path(id), self.place(*id));
            if waiting.exists() {
                let folder = place.parent().expect("an object lies in a folder");
                std::fs::create_dir_all(folder).at(WRITING, folder)?;
                std::fs::rename(&waiting, &place).at(WRITING, &place)?;
            }
        }
        remove_antechamber(self.git);
        Ok(())
    }

    /// Whether an object is in the store; an empty file is what a power cut leaves of another program's object.
    fn is_there(&self, id: gix::ObjectId) -> bool {
        match self.place(id).metadata() {
            Ok(file) => file.len() > 0,
            Err(_) => self.git.objects.exists(&id),
        }
    }

    /// Where an object lies that is in no pack.
    fn place(&self, id: gix::ObjectId) -> PathBuf {
        let hex = id.to_string();
        store(self.git).join(&hex[..2]).join(&hex[2..])
    }
}

/// Removes what waits in the antechamber and never came to its place.
pub(super) fn remove_antechamber(git: &gix::Repository) {
    // What cannot be removed here is tried again before the next recording.
    let _ = std::fs::remove_dir_all(antechamber(git));
}

fn antechamber(git: &gix::Repository) -> PathBuf {
    store(git).join(ANTECHAMBER)
}

fn store(git: &gix::Repository) -> &Path {
    git.objects.store_ref().path()
}
