//! The end of the branch, and moving it by one commit.

use std::path::PathBuf;
use std::time::SystemTime;

use gix::actor::Signature;
use gix::objs::tree::EntryKind;
use gix::refs::FullName;
use gix::refs::store::WriteReflog;
use gix::refs::transaction::{PreviousValue, RefEdit};

use super::branch_log::Move;
use super::content::Prepared;
use super::durable::Durable;
use super::error::{AtPath, Doing, RepositoryError};
use super::leftovers::is_since;
use super::names::{BlobId, CommitId};
use super::objects::NewObjects;
use super::open::Repository;
use super::path::TrackedPath;
use super::recording::Recording;
use super::signing::Signer;

/// What is being done when the branch cannot be read.
const READING: &str = "het lezen van de branch";
/// What is being done when the branch cannot be moved.
const MOVING: &str = "het bijwerken van de branch";
/// How often a commit is made anew when the branch moved meanwhile.
const TRIES: usize = 3;

/// A commit to be: what is to become of which file, and what is said of it.
pub(super) struct Draft<'a> {
    /// What was asked for.
    pub(super) recording: &'a Recording,
    /// The message, as the hooks left it.
    pub(super) message: &'a str,
    /// The files.
    pub(super) prepared: &'a [Prepared<'a>],
    /// Where its objects go.
    pub(super) objects: &'a NewObjects<'a>,
    /// Who signs it; `None` when nobody does.
    pub(super) signer: Option<Signer>,
}

/// A commit that was signed before git was locked, so that nobody waits while a password is typed.
#[derive(Clone, Copy)]
pub(super) struct SignedAhead {
    parent: Option<gix::ObjectId>,
    commit: gix::ObjectId,
}

/// A branch and its last commit, as they are now.
#[derive(PartialEq, Eq)]
struct Tip {
    branch: FullName,
    commit: Option<gix::ObjectId>,
}

impl Repository {
    fn tip(&self) -> Result<Tip, RepositoryError> {
        let branch = self.git.head_name().doing(READING)?.ok_or(RepositoryError::Detached)?;
        Ok(Tip { branch, commit: self.head_commit()?.map(|commit| commit.0) })
    }

    /// Whether a file was recorded as a program last; `None` when it was not recorded.
    pub(super) fn head_kind(&self, path: &TrackedPath) -> Result<Option<EntryKind>, RepositoryError> {
        let tip = self.head_commit()?.map(|commit| commit.0);
        Ok(self.entry_at(tip, &self.in_tree(path))?.map(|(kind, _)| kind))
    }

    /// What a commit has at a path of its tree.
    pub(super) fn entry_at(&self, commit: Option<gix::ObjectId>, tree_path: &str) -> Result<Option<(EntryKind, BlobId)>, RepositoryError> {
        let Some(commit) = commit else { return Ok(None) };
        let mut tree = self.git.find_commit(commit).doing(READING)?.tree().doing(READING)?;
        let mut parts = tree_path.split('/').peekable();
        while let Some(part) = parts.next() {
            let Some(entry) = tree.lookup_entry([part]).doing(READING)? else { return Ok(None) };
            let (mode, id) = (entry.mode(), entry.object_id());
            if parts.peek().is_none() {
                return Ok(Some((mode.kind(), BlobId(id))));
            }
            // Nothing of ours lies in a repository within the repository.
            if !mode.is_tree() {
                return Ok(None);
            }
            tree = self.git.find_tree(id).doing(READING)?;
        }
        Ok(None)
    }

    /// Puts one commit with the changes on the branch; `None` when that would change nothing.
    ///
    /// The tree is that of the last commit with the changes in it, whatever the index holds. When the branch moves
    /// meanwhile it is made again on the new end, unless the new end has other content at one of the paths.
    pub(super) fn advance(&self, draft: &Draft<'_>, signed: Option<SignedAhead>) -> Result<Option<CommitId>, RepositoryError> {
        let Draft { recording, message, prepared, objects, .. } = draft;
        let signature = recording.by.signature(recording.at);
        let first = self.tip()?;
        let mut tip = Tip { branch: first.branch.clone(), commit: first.commit };
        for _ in 0..TRIES {
            if tip.branch != first.branch {
                return Err(RepositoryError::BranchSwitched);
            }
            self.unchanged_since(recording.based_on, tip.commit, prepared)?;
            let Some(tree) = self.tree_with(tip.commit, prepared, objects)? else { return Ok(None) };
            let commit = match signed {
                Some(signed) if signed.parent == tip.commit => signed.commit,
                _ => self.write_draft(draft, tree, tip.commit)?,
            };
            // Before the branch names them: a branch that names what a power cut took makes the repository unreadable.
            objects.make_durable()?;
            match self.move_branch(tip.commit, commit, message, &signature) {
                Ok(()) => return Ok(Some(CommitId(commit))),
                Err(error) => {
                    let Ok(now) = self.tip() else { return Err(RepositoryError::Unsure(Box::new(error))) };
                    // Moved, and only what comes after it failed.
                    if now.commit == Some(commit) {
                        return Ok(Some(CommitId(commit)));
                    }
                    if now == tip {
                        return Err(self.lock_of_branch(&tip).unwrap_or(error));
                    }
                    tip = now;
                }
            }
        }
        Err(RepositoryError::BranchContended)
    }

    /// The commit on the end of the branch as it is now, where it has to be signed; `None` where not, or where nothing changes.
    pub(super) fn sign_ahead(&self, draft: &Draft<'_>) -> Result<Option<SignedAhead>, RepositoryError> {
        if draft.signer.is_none() {
            return Ok(None);
        }
        let parent = self.tip()?.commit;
        self.unchanged_since(draft.recording.based_on, parent, draft.prepared)?;
        let Some(tree) = self.tree_with(parent, draft.prepared, draft.objects)? else { return Ok(None) };
        Ok(Some(SignedAhead { parent, commit: self.write_draft(draft, tree, parent)? }))
    }

    fn write_draft(&self, draft: &Draft<'_>, tree: gix::ObjectId, parent: Option<gix::ObjectId>) -> Result<gix::ObjectId, RepositoryError> {
        let by = draft.recording.by.signature(draft.recording.at);
        let commit = unsigned_commit(&by, draft.message, tree, parent);
        draft.objects.write(&match &draft.signer {
            Some(signer) => signer.sign(commit)?,
            None => commit,
        })
    }

    /// Brings the branch, its log and the index safely to disk, and what is to go along in the same turn.
    pub(super) fn make_branch_durable(&self, along: Durable) -> Result<(), RepositoryError> {
        let mut durable = along;
        let (common, own) = (self.git.common_dir(), self.git.git_dir());
        let branch = self.tip()?.branch.to_string();
        durable.file_and_folders(&common.join(&branch), common);
        durable.file_and_folders(&common.join("logs").join(&branch), common);
        durable.file_and_folders(&own.join("logs/HEAD"), own);
        durable.file_and_folders(&self.git.index_path(), own);
        durable.sync()
    }

    /// Refuses when a path has other content in `tip` than in the commit the caller looked at.
    fn unchanged_since(&self, seen: Option<CommitId>, tip: Option<gix::ObjectId>, prepared: &[Prepared<'_>]) -> Result<(), RepositoryError> {
        let seen = seen.map(|commit| commit.0);
        if seen == tip {
            return Ok(());
        }
        for change in prepared {
            if self.entry_at(seen, &change.tree_path)? != self.entry_at(tip, &change.tree_path)? {
                return Err(RepositoryError::Overtaken(change.tree_path.clone()));
            }
        }
        Ok(())
    }

    /// The tree of a commit with the changes in it; `None` when it is the same tree.
    pub(super) fn tree_with(
        &self,
        tip: Option<gix::ObjectId>,
        prepared: &[Prepared<'_>],
        objects: &NewObjects<'_>,
    ) -> Result<Option<gix::ObjectId>, RepositoryError> {
        const BUILDING: &str = "het samenstellen van de vastlegging";
        let before = match tip {
            Some(tip) => self.git.find_commit(tip).doing(READING)?.tree().doing(READING)?,
            None => self.git.empty_tree(),
        };
        let mut editor = before.edit().doing(BUILDING)?.detach();
        for change in prepared {
            let parts = change.tree_path.split('/').map(gix::bstr::BStr::new);
            match &change.file {
                Some(file) => editor.upsert(parts, file.kind, file.id),
                None => editor.remove(parts),
            }
            .doing(BUILDING)?;
        }
        let after = editor.write(|tree| objects.write(tree))?;
        Ok((after != before.id).then_some(after))
    }

    /// Moves the branch from one commit to the next, unless it is elsewhere by now.
    pub(super) fn move_branch(&self, from: Option<gix::ObjectId>, to: gix::ObjectId, message: &str, by: &Signature) -> Result<(), RepositoryError> {
        let expected = from.map_or(PreviousValue::MustNotExist, |commit| PreviousValue::MustExistAndMatch(commit.into()));
        let log = gix::reference::log::message("commit", message.into(), usize::from(from.is_some())).to_string();
        // Through HEAD, so that nobody checks out another branch meanwhile.
        let head: FullName = "HEAD".try_into().expect("HEAD is a valid name");
        let branch = self.git.head_name().doing(READING)?.ok_or(RepositoryError::Detached)?;
        let mut git = self.git.clone();
        git.refs.write_reflog = WriteReflog::Disable;
        let edit = RefEdit::update(head, to, expected, log.as_str()).with_deref(true);
        let mut time = gix::date::parse::TimeBuf::default();
        git.edit_references_as([edit], Some(by.to_ref(&mut time))).doing(MOVING)?;
        self.log_move(&branch.to_string(), &Move { from, to, by, message: &log });
        Ok(())
    }

    /// The lock file that kept the branch from moving, when that is why.
    fn lock_of_branch(&self, tip: &Tip) -> Option<RepositoryError> {
        self.locks_of(tip).into_iter().find(|lock| lock.exists()).map(RepositoryError::git_locked)
    }

    /// Removes the locks of the branch that a klacht left, killed while it was moving it since that moment.
    pub(super) fn mend_branch(&self, since: SystemTime) -> Result<(), RepositoryError> {
        for lock in self.locks_of(&self.tip()?) {
            // An older one is not ours.
            if lock.metadata().and_then(|lock| lock.modified()).is_ok_and(|made| is_since(made, since)) {
                std::fs::remove_file(&lock).at(MOVING, &lock)?;
            }
        }
        Ok(())
    }

    /// Whether the branch, HEAD or the file with packed branches is locked, or that cannot be told.
    pub(super) fn is_branch_locked(&self) -> bool {
        self.tip().map_or(true, |tip| self.locks_of(&tip).iter().any(|lock| lock.exists()))
    }

    /// Git's lock files of a branch, of HEAD and of the branches that git packed.
    fn locks_of(&self, tip: &Tip) -> [PathBuf; 3] {
        let (common, own) = (self.git.common_dir(), self.git.git_dir());
        [common.join(format!("{}.lock", tip.branch)), own.join("HEAD.lock"), common.join("packed-refs.lock")]
    }
}

/// A commit of this tree, as yet without a signature.
pub(super) fn unsigned_commit(by: &Signature, message: &str, tree: gix::ObjectId, parent: Option<gix::ObjectId>) -> gix::objs::Commit {
    gix::objs::Commit {
        tree,
        parents: parent.into_iter().collect(),
        author: by.clone(),
        committer: by.clone(),
        encoding: None,
        message: message.into(),
        extra_headers: Vec::new(),
    }
}
