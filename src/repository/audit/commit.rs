//! The commits of a history with what they say of themselves.

use chrono::{DateTime, FixedOffset};
use gix::ObjectId;
use gix::prelude::FindExt;
use sha2::{Digest, Sha256};

use super::claim::Claim;
use crate::repository::ancestry::{Content, ancestry};
use crate::repository::chronicle::Chronicle;
use crate::repository::error::Doing;
use crate::repository::{CommitId, Repository, RepositoryError};

/// What is being done when a commit cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// A commit that is to be judged.
pub(in crate::repository) struct Commit {
    /// Its name.
    pub(in crate::repository) id: ObjectId,
    /// The tree of the whole work tree.
    pub(in crate::repository) tree: ObjectId,
    /// Where its parents are in the order, first parent first.
    pub(in crate::repository) parents: Vec<usize>,
    /// When its author made it.
    pub(in crate::repository) made: DateTime<FixedOffset>,
    /// When it came into the history.
    pub(in crate::repository) committed: DateTime<FixedOffset>,
    /// What it says of itself.
    pub(in crate::repository) claim: Claim,
    /// A hash of its author, the time it was made and its message: what a lawful destruction of others leaves as it is.
    pub(in crate::repository) fingerprint: [u8; 32],
}

/// All commits reachable from a tip, oldest first, read anew.
pub(in crate::repository) fn commits(repository: &Repository, tip: CommitId) -> Result<Vec<Commit>, RepositoryError> {
    let mut buffer = Vec::new();
    let mut commits = Vec::new();
    for step in ancestry(&repository.git, tip.0, Chronicle::default())? {
        let Content::Unwalked(header) = step.content else { unreachable!("nothing was remembered of any commit") };
        let commit = repository.git.objects.find_commit(&step.id, &mut buffer).doing(READING)?;
        let claim = Claim::of(&commit.message.to_string());
        let committed = DateTime::from_timestamp(step.committed, 0).unwrap_or_default().with_timezone(header.at.offset());
        commits.push(Commit {
            id: step.id,
            tree: header.tree,
            parents: step.parents,
            made: header.at,
            committed,
            claim,
            fingerprint: fingerprint(&commit)?,
        });
    }
    Ok(commits)
}

fn fingerprint(commit: &gix::objs::CommitRef<'_>) -> Result<[u8; 32], RepositoryError> {
    let author = commit.author().doing(READING)?;
    let mut hash = Sha256::new();
    for part in [author.name.as_ref(), author.email.as_ref(), author.time.as_bytes(), commit.message.as_ref()] as [&[u8]; 4] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Ok(hash.finalize().into())
}
