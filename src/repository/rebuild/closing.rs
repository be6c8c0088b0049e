//! The commit that closes a destruction: what stays of the dossiers, in the new store before anyone sees it.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use gix::index::entry::{Flags, Mode, Stat};
use gix::objs::tree::EntryKind;

use super::super::durable::sync_disk;
use super::super::error::{AtPath, Doing, RepositoryError};
use super::super::identity::Identity;
use super::super::message::CommitMessage;
use super::super::names::CommitId;
use super::super::open::Repository;
use super::super::path::TrackedPath;
use super::super::tip::unsigned_commit;
use super::pack::WRITING;

/// What the last commit of a rebuilt store adds.
#[derive(Clone, Debug)]
pub struct Closing<'a> {
    /// The files with their new content.
    pub files: &'a BTreeMap<TrackedPath, Vec<u8>>,
    /// What the commit says.
    pub message: CommitMessage,
    /// Who destroys.
    pub by: Identity,
    /// When.
    pub at: DateTime<FixedOffset>,
}

impl Repository {
    /// Adds the closing commit to the branch in use of a store that was built again; gives its name.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn close_rebuilt(&self, folder: &Path, closing: &Closing<'_>) -> Result<CommitId, RepositoryError> {
        let git = gix::open_opts(folder, gix::open::Options::isolated()).doing(WRITING)?;
        let head = git.head().doing(WRITING)?.try_peel_to_id().doing(WRITING)?.map(gix::Id::detach);
        let before = match head {
            Some(head) => git.find_commit(head).doing(WRITING)?.tree().doing(WRITING)?,
            None => git.empty_tree(),
        };
        let mut editor = before.edit().doing(WRITING)?;
        for (path, bytes) in closing.files {
            let blob = git.write_blob(bytes).doing(WRITING)?.detach();
            editor.upsert(self.in_tree(path), EntryKind::Blob, blob).doing(WRITING)?;
        }
        let tree = editor.write().doing(WRITING)?.detach();
        let signature = closing.by.signature(closing.at);
        let commit = git.write_object(unsigned_commit(&signature, &closing.message.to_string(), tree, head)).doing(WRITING)?.detach();
        let mut branch = git.head_name().doing(WRITING)?.ok_or(RepositoryError::Detached)?;
        // The branch in use may be another name for one.
        while let Some(reference) = git.try_find_reference(branch.as_ref()).doing(WRITING)?
            && let Some(other) = reference.target().try_name()
        {
            branch = other.to_owned();
        }
        let path = folder.join(gix::path::from_bstr(branch.as_bstr()).doing(WRITING)?);
        std::fs::create_dir_all(path.parent().expect("a branch lies in a folder")).at(WRITING, &path)?;
        std::fs::write(&path, format!("{commit}\n")).at(WRITING, &path)?;
        Ok(CommitId(commit))
    }

    /// Adds to the branch in use what the closing commit had and what was lost since. Only while git is held.
    ///
    /// # Errors
    /// As [`Self::close_rebuilt`].
    pub fn close_again(&self, closing: &Closing<'_>) -> Result<CommitId, RepositoryError> {
        let commit = self.close_rebuilt(self.git.git_dir(), closing)?;
        self.stage_as_recorded(closing.files.keys())?;
        Ok(commit)
    }

    /// Gives these paths in the index the version the last commit has, where it has another or none. Only while git is held.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn stage_as_recorded<'a>(&self, paths: impl IntoIterator<Item = &'a TrackedPath>) -> Result<(), RepositoryError> {
        let mut index = gix::index::File::clone(&*self.git.index_or_empty().doing(WRITING)?);
        let mut differs = false;
        for path in paths {
            let Some(blob) = self.head_blob(path)? else { continue };
            let tree_path = self.in_tree(path);
            if index.entry_by_path(tree_path.as_str().into()).is_some_and(|entry| entry.id == blob.0) {
                continue;
            }
            differs = true;
            index.remove_entries(|_, known, _| known == tree_path.as_str());
            index.dangerously_push_entry(Stat::default(), blob.0, Flags::empty(), Mode::FILE, tree_path.as_str().into());
            index.sort_entries();
        }
        if !differs {
            return Ok(());
        }
        index.remove_tree();
        let mut bytes = Vec::new();
        index.write_to(&mut bytes, gix::index::write::Options::default()).doing(WRITING)?;
        let (path, fresh) = (self.git.index_path(), self.git.git_dir().join("klacht-nieuwe-index"));
        std::fs::write(&fresh, bytes).and_then(|()| std::fs::rename(&fresh, &path)).at(WRITING, &path)?;
        sync_disk(self.git.git_dir())
    }
}
