//! What a merge left undecided: the files with what each side has of them, and what git is busy with.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use gix::index::entry::Stage;

use super::error::{Doing, RepositoryError};
use super::names::{BlobId, CommitId};
use super::open::Repository;
use super::operation::Operation;

/// What is being done when the state cannot be read.
const READING: &str = "het lezen van wat git onderhanden heeft";

/// A file that both sides changed and git could not decide on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConflictedFile {
    /// Its path below the work tree, with `/`.
    pub path: String,
    /// What both came from; `None` when both made it, or that is not known.
    pub base: Option<BlobId>,
    /// What stood here; `None` when it was taken away here.
    pub ours: Option<BlobId>,
    /// What comes in; `None` when it was taken away there.
    pub theirs: Option<BlobId>,
}

/// A commit of one of the two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideCommit {
    /// The commit.
    pub commit: CommitId,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What git is busy with, and between which commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// What it is; `None` for what leaves no trace, such as `git stash pop`.
    pub operation: Option<Operation>,
    /// The last commit here.
    pub ours: Option<SideCommit>,
    /// The commit that comes in, where git says which.
    pub theirs: Option<SideCommit>,
}

impl Repository {
    /// The files git could not decide on, in order of path.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn conflicted_files(&self) -> Result<Vec<ConflictedFile>, RepositoryError> {
        let index = self.git.index_or_empty().doing(READING)?;
        let mut files: BTreeMap<String, ConflictedFile> = BTreeMap::new();
        for entry in index.entries().iter().filter(|entry| entry.stage() != Stage::Unconflicted) {
            let path = entry.path(&index).to_string();
            let file = files.entry(path.clone()).or_insert_with(|| ConflictedFile { path, ..ConflictedFile::default() });
            let side = match entry.stage() {
                Stage::Base => &mut file.base,
                Stage::Ours => &mut file.ours,
                Stage::Theirs | Stage::Unconflicted => &mut file.theirs,
            };
            *side = Some(BlobId(entry.id));
        }
        Ok(files.into_values().collect())
    }

    /// What git is busy with, and who is on which side.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn unfinished(&self) -> Result<Unfinished, RepositoryError> {
        let operation = self.git.state().map(Operation::from);
        let coming_in = match operation {
            Some(Operation::Merge) => "MERGE_HEAD",
            Some(Operation::Rebase | Operation::ApplyMailbox) => "REBASE_HEAD",
            Some(Operation::CherryPick) => "CHERRY_PICK_HEAD",
            Some(Operation::Revert) => "REVERT_HEAD",
            Some(Operation::Bisect) | None => "",
        };
        let path = self.git.git_dir().join(coming_in);
        let named = std::fs::read_to_string(path).ok().filter(|_| !coming_in.is_empty());
        let theirs = named.and_then(|text| gix::ObjectId::from_hex(text.lines().next()?.trim().as_bytes()).ok());
        let ours = self.head_commit()?.map(|commit| self.side_commit(commit.0)).transpose()?;
        Ok(Unfinished { operation, ours, theirs: theirs.map(|commit| self.side_commit(commit)).transpose()? })
    }

    fn side_commit(&self, id: gix::ObjectId) -> Result<SideCommit, RepositoryError> {
        let commit = self.git.find_commit(id).doing(READING)?;
        let author = commit.author().doing(READING)?;
        let time = author.time().doing(READING)?;
        let zone = FixedOffset::east_opt(time.offset).unwrap_or_else(|| FixedOffset::east_opt(0).expect("nought is a zone"));
        let at = DateTime::from_timestamp(time.seconds, 0).unwrap_or_default().with_timezone(&zone);
        Ok(SideCommit { commit: CommitId(id), by: author.name.to_string(), at })
    }

    /// A path below the work tree as one below the dossier folder; `None` outside it.
    #[must_use]
    pub fn below_dossier_folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.prefix())
    }
}
