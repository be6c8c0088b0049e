//! Git's index: under its lock, and only the recorded paths.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use gix::bstr::{BStr, ByteSlice};
use gix::index::State;
use gix::index::entry::{Flags, Mode, Stage, Stat};
use gix::objs::tree::EntryKind;

use super::content::{Prepared, PreparedFile};
use super::durable::noting_time;
use super::error::{AtPath, Doing, LeftAlone, RepositoryError};
use super::index_lock::IndexLock;
use super::open::Repository;
use super::state::usable_index;

/// What is being done when the index cannot be read.
const READING: &str = "het lezen van de index van git";
/// What is being done when the index cannot be written.
const WRITING: &str = "het schrijven van de index van git";

/// The index, read while its lock is held; dropping it gives the lock back and changes nothing.
pub(super) struct LockedIndex {
    lock: IndexLock,
    index: gix::index::File,
}

impl LockedIndex {
    /// Takes the lock, waiting for at most `patience`, and reads the index as it is then; what was read before and is still in it word
    /// for word is not read again.
    pub(super) fn acquire(repository: &Repository, patience: Duration) -> Result<Self, RepositoryError> {
        let path = repository.git.index_path();
        let lock = IndexLock::acquire(&path, patience)?;
        let seen = repository.git.index_or_empty().doing(READING)?;
        let index = if is_same(&seen, &path) {
            gix::index::File::clone(&seen)
        } else if path.exists() {
            repository.git.open_index().doing(READING)?
        } else {
            gix::index::File::from_state(gix::index::State::new(repository.git.object_hash()), &path)
        };
        usable_index(&index)?;
        Ok(Self { lock, index })
    }

    /// Refuses a path of which the index holds a third version: neither what HEAD has nor what is to be recorded.
    ///
    /// `in_head` tells what the last commit has at a path of the tree.
    pub(super) fn check_staged(
        &self,
        prepared: &[Prepared<'_>],
        in_head: impl Fn(&str) -> Result<Option<gix::ObjectId>, RepositoryError>,
    ) -> Result<(), RepositoryError> {
        for change in prepared {
            let to_be = change.file.as_ref().map(|file| file.id);
            check_path(&self.index, &change.tree_path, &[in_head(&change.tree_path)?, to_be])?;
        }
        Ok(())
    }

    /// Brings the recorded paths up to date and leaves every other entry as it is.
    pub(super) fn update(&mut self, prepared: &[Prepared<'_>]) {
        self.distrust_racy_entries();
        let mut added = false;
        for change in prepared {
            let path: &BStr = change.tree_path.as_str().into();
            match &change.file {
                None => {
                    if let Ok(position) = self.index.entry_index_by_path(path) {
                        self.index.remove_entry_at_index(position);
                    }
                }
                Some(file) => added |= self.put(path, file, stat_of(change, file)),
            }
        }
        if added {
            self.index.sort_entries();
        }
        // Git would take the tree cache at its word, and the next plain commit would take the change back.
        self.index.remove_tree();
    }

    /// Writes the index into its lock file, safely on disk, but does not put it in place yet.
    pub(super) fn write(&mut self) -> Result<(), RepositoryError> {
        let path = self.index.path().to_owned();
        let file = self.lock.file();
        let mut out = BufWriter::with_capacity(64 * 1024, &mut *file);
        self.index.write_to(&mut out, gix::index::write::Options::default()).doing(WRITING)?;
        out.flush().at(WRITING, &path)?;
        drop(out);
        noting_time(|| file.sync_all()).at(WRITING, &path)
    }

    /// Puts the written index in place of the old one and gives the lock back.
    pub(super) fn commit(self) -> Result<(), RepositoryError> {
        self.lock.commit()
    }

    /// Leaves lock and index to the next klacht, which can tell whether the branch has what is in it.
    pub(super) fn leave(self) {
        self.lock.leave();
    }

    /// Gives the path its new content; whether the entries must be sorted again.
    fn put(&mut self, path: &BStr, file: &PreparedFile<'_>, stat: Stat) -> bool {
        let mode = if file.kind == EntryKind::BlobExecutable { Mode::FILE_EXECUTABLE } else { Mode::FILE };
        if let Some(entry) = self.index.entry_mut_by_path_and_stage(path, Stage::Unconflicted) {
            entry.id = file.id;
            entry.mode = mode;
            entry.stat = stat;
            entry.flags.remove(Flags::INTENT_TO_ADD | Flags::EXTENDED);
            return false;
        }
        self.index.dangerously_push_entry(stat, file.id, Flags::empty(), mode, path);
        true
    }

    /// Marks entries as to be looked at again whose file changed in the very second the old index was written.
    ///
    /// Git looks at the content of such files as long as the index is that old; a newer index would make it trust them unseen.
    fn distrust_racy_entries(&mut self) {
        let written = self.index.timestamp();
        let seconds_alone = gix::index::entry::stat::Options::default();
        for entry in self.index.entries_mut() {
            if entry.stat.is_racy(written, seconds_alone) {
                entry.stat.size = 0;
            }
        }
    }
}

/// Whether the index on disk ends with the hash that what was read of it ends with: a time can lie, a hash over all of it cannot.
fn is_same(seen: &gix::index::File, path: &Path) -> bool {
    let Some(hash) = seen.checksum().filter(|hash| !hash.is_null()) else { return false };
    let mut end = vec![0; hash.as_slice().len()];
    let from_end = -i64::try_from(end.len()).expect("a hash is short");
    let read = File::open(path).and_then(|mut file| file.seek(SeekFrom::End(from_end)).and_then(|_| file.read_exact(&mut end)));
    read.is_ok() && end == hash.as_slice()
}

/// Refuses a path that the index holds as a folder, leaves alone, or has in another version than these.
pub(super) fn check_path(index: &State, path: &str, versions: &[Option<gix::ObjectId>]) -> Result<(), RepositoryError> {
    if let Some(parent) = file_in_the_way(index, path) {
        return Err(RepositoryError::NotAFile(parent));
    }
    let Some(entry) = index.entry_by_path(path.into()) else {
        return if versions.contains(&None) { Ok(()) } else { Err(RepositoryError::StagedToGo(path.to_owned())) };
    };
    let told = |flag, kept| entry.flags.contains(flag).then(|| RepositoryError::LeftAlone { path: path.to_owned(), kept });
    let left_alone = told(Flags::ASSUME_VALID, LeftAlone::AssumeUnchanged).or_else(|| told(Flags::SKIP_WORKTREE, LeftAlone::SkipWorktree));
    match left_alone {
        Some(left_alone) => Err(left_alone),
        None if entry.flags.contains(Flags::INTENT_TO_ADD) || versions.contains(&Some(entry.id)) => Ok(()),
        None => Err(RepositoryError::PartlyStaged(path.to_owned())),
    }
}

/// A tracked file where the path needs a folder, or the path itself where it is a tracked folder.
fn file_in_the_way(index: &State, path: &str) -> Option<String> {
    let parents = path.match_indices('/').map(|(end, _)| &path[..end]);
    let parent = parents.into_iter().find(|parent| index.entry_by_path((*parent).into()).is_some());
    let folder = format!("{path}/");
    parent.or_else(|| index.prefixed_entries(folder.as_str().into()).map(|_| path)).map(ToOwned::to_owned)
}

/// What the index remembers of the file on disk: nothing when its bytes are not the recorded ones, so that git looks again.
fn stat_of(change: &Prepared<'_>, file: &PreparedFile<'_>) -> Stat {
    // Before the bytes: a change in between then shows as one.
    let metadata = gix::index::fs::Metadata::from_path_no_follow(&change.on_disk);
    let stat = metadata.ok().and_then(|metadata| Stat::from_fs(&metadata).ok());
    let same = std::fs::read(&change.on_disk).is_ok_and(|bytes| bytes == file.bytes);
    stat.filter(|_| same).unwrap_or_default()
}

/// A new index for a tree whose files all stand in the work tree just as the tree has them.
pub(super) fn write_whole(repository: &Repository, tree: &gix::oid) -> Result<(), RepositoryError> {
    let mut index = repository.git.index_from_tree(tree).doing(WRITING)?;
    let work_dir = repository.work_dir().to_owned();
    for (entry, path) in index.entries_mut_with_paths() {
        let on_disk = work_dir.join(path.to_str().expect("recorded paths are UTF-8"));
        let metadata = gix::index::fs::Metadata::from_path_no_follow(&on_disk);
        entry.stat = metadata.ok().and_then(|metadata| Stat::from_fs(&metadata).ok()).unwrap_or_default();
    }
    index.remove_tree();
    let mut locked = LockedIndex::acquire(repository, Duration::ZERO)?;
    locked.index = index;
    locked.write()?;
    locked.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes an index that has this content at one path, as git does: a new file in place of the old one.
    fn write(repository: &Repository, content: &[u8]) {
        let mut index = gix::index::File::from_state(State::new(repository.git.object_hash()), repository.git.index_path());
        let id = gix::objs::compute_hash(repository.git.object_hash(), gix::objs::Kind::Blob, content).unwrap();
        index.dangerously_push_entry(Stat::default(), id, Flags::empty(), Mode::FILE, "dossiers/regeling.yaml".into());
        index.write(gix::index::write::Options::default()).unwrap();
    }

    /// What an index that is taken has at that path.
    fn taken(repository: &Repository) -> gix::ObjectId {
        let locked = LockedIndex::acquire(repository, Duration::ZERO).unwrap();
        locked.index.entry_by_path("dossiers/regeling.yaml".into()).unwrap().id
    }

    #[test]
    fn index_that_was_replaced_within_the_same_moment_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init_isolated(folder.path()).unwrap();
        write(&repository, b"eerst");
        let seen = repository.index_now().unwrap().entries()[0].id;
        let path = repository.git.index_path();
        let moment = path.metadata().unwrap().modified().unwrap();
        assert_eq!(taken(&repository), seen);
        write(&repository, b"daarna");
        File::options().write(true).open(&path).unwrap().set_modified(moment).unwrap();
        assert_ne!(taken(&repository), seen);
    }
}
