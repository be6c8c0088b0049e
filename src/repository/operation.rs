//! What git may be in the middle of.

/// What git was in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display)]
pub enum Operation {
    /// `git merge`.
    #[strum(serialize = "samenvoeging (git merge)")]
    Merge,
    /// `git rebase`.
    #[strum(serialize = "herschikking (git rebase)")]
    Rebase,
    /// `git am`.
    #[strum(serialize = "reeks patches (git am)")]
    ApplyMailbox,
    /// `git cherry-pick`.
    #[strum(serialize = "overname van een commit (git cherry-pick)")]
    CherryPick,
    /// `git revert`.
    #[strum(serialize = "terugdraaiing (git revert)")]
    Revert,
    /// `git bisect`.
    #[strum(serialize = "zoektocht (git bisect)")]
    Bisect,
}

impl Operation {
    /// The command that puts an end to it.
    #[must_use]
    pub fn abort(self) -> &'static str {
        match self {
            Self::Merge => "git merge --abort",
            Self::Rebase => "git rebase --abort",
            Self::ApplyMailbox => "git am --abort",
            Self::CherryPick => "git cherry-pick --abort",
            Self::Revert => "git revert --abort",
            Self::Bisect => "git bisect reset",
        }
    }
}
