//! Taking an anchor.

use super::sequence::{Sequences, ancestors};
use crate::domain::{Anchor, Mark};
use crate::repository::audit::commit::{Commit, commits};
use crate::repository::message::Kind;
use crate::repository::{Repository, RepositoryError, TrackedPath};
use crate::source::AnchorLeaves;

/// An anchor with all that stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAnchor {
    /// The anchor.
    pub anchor: Anchor,
    /// The whole name of the last commit.
    pub head: String,
    /// The sequence of every dossier.
    pub leaves: AnchorLeaves,
}

impl TakenAnchor {
    /// Where its file belongs.
    #[must_use]
    pub fn path(&self) -> TrackedPath {
        path(&self.anchor)
    }
}

impl Repository {
    /// The anchor of this branch as it is; `None` when nothing was recorded. Commits that only keep an anchor do not count.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] when the history is not all here; when git's data cannot be read.
    pub fn anchor(&self) -> Result<Option<TakenAnchor>, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(None) };
        let repository = self.as_recorded();
        let commits = commits(&repository, tip)?;
        let mut head = commits.len() - 1;
        while let (Some(Kind::Anchor), [parent]) = (commits[head].claim.kind, commits[head].parents.as_slice()) {
            head = *parent;
        }
        let sequences = Sequences::of(&repository, &commits, &ancestors(&commits, [head]))?;
        let leaves = sequences.leaves();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let anchor = Anchor {
            day: commits[head].committed.date_naive(),
            dossiers: count(sequences.dossiers().count()),
            changes: count(sequences.changes()),
            origin: origin(&commits),
            head: Mark::of(commits[head].id.as_bytes()),
            root: leaves.root(),
        };
        Ok(Some(TakenAnchor { anchor, head: commits[head].id.to_string(), leaves }))
    }
}

/// The mark of the commit a history begins with.
pub(super) fn origin(commits: &[Commit]) -> Mark<5> {
    Mark::of(&commits[0].fingerprint)
}

/// Where the file of an anchor belongs.
pub(super) fn path(anchor: &Anchor) -> TrackedPath {
    let start: String = anchor.root.to_string().chars().take(5).collect();
    TrackedPath::new(format!("register/ijkpunten/{}-{start}.txt", anchor.day)).expect("a day and five signs make a sound name")
}
