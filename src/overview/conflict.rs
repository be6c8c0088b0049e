//! What git stands still on: which files both sides changed, where, and what to do about it.

use chrono::{DateTime, FixedOffset};

use crate::domain::{DossierId, vocabulary};
use crate::source::merge::{Clash, ClashPlace};

vocabulary! {
    /// What git is busy with.
    Busy {
        /// `git merge`, and a `git pull` that merges.
        Merge = "samenvoeging",
        /// `git rebase`, and a `git pull` that rebases.
        Rebase = "herschikking",
        /// `git cherry-pick`.
        CherryPick = "overname",
        /// `git revert`.
        Revert = "terugdraaiing",
        /// Something else that git can go on with.
        Other = "anders",
    }
}

impl Busy {
    /// The command that ends it when everything is settled.
    #[must_use]
    pub fn go_on(self) -> &'static str {
        match self {
            Self::Merge => "git commit --no-edit",
            Self::Rebase => "git rebase --continue",
            Self::CherryPick => "git cherry-pick --continue",
            Self::Revert => "git revert --continue",
            Self::Other => "git am --continue",
        }
    }

    /// The command that gives it up and puts everything back.
    #[must_use]
    pub fn give_up(self) -> &'static str {
        match self {
            Self::Merge => "git merge --abort",
            Self::Rebase => "git rebase --abort",
            Self::CherryPick => "git cherry-pick --abort",
            Self::Revert => "git revert --abort",
            Self::Other => "git am --abort",
        }
    }
}

/// Who made the last commit of a side, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The short name of the commit.
    pub commit: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Everything git stands still on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standstill {
    /// What git is busy with; `None` for what leaves no trace, such as `git stash pop`.
    pub busy: Option<Busy>,
    /// Who stands on our side.
    pub ours: Option<Hand>,
    /// Who stands on theirs, where git tells.
    pub theirs: Option<Hand>,
    /// The files that are not settled, in order of path.
    pub files: Vec<Undecided>,
    /// The files that are settled for git and still have marks in them.
    pub marked: Vec<String>,
    /// The files that are settled for git, and that cannot be read as a dossier as they are.
    pub broken: Vec<Broken>,
    /// Numbers that more than one file states.
    pub doubles: Vec<Double>,
}

/// A file that is settled for git, and that cannot be read as a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its path below the work tree.
    pub path: String,
    /// Its number, by its folder.
    pub number: DossierId,
    /// What is wrong, a line each: where, what, and what to do.
    pub why: Vec<String>,
}

/// A file that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Its path below the work tree.
    pub path: String,
    /// The dossier, when it is the file of one.
    pub number: Option<DossierId>,
    /// What is the matter.
    pub matter: Matter,
}

/// What is the matter with a file that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// These places were changed by both, and differently.
    Places(Vec<Clash>),
    /// Field by field nothing clashes: git just did not merge it so.
    MergesByItself,
    /// It was taken away here and changed there.
    GoneHere,
    /// It was taken away there and changed here.
    GoneThere,
    /// Two complaints bear the same number.
    TwoComplaints,
    /// It is another file than a dossier.
    OtherFile,
}

impl Matter {
    /// The word of the JSON contract.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Places(_) => "plaatsen",
            Self::MergesByItself => "vanzelf",
            Self::GoneHere => "hier_weg",
            Self::GoneThere => "daar_weg",
            Self::TwoComplaints => "twee_klachten",
            Self::OtherFile => "ander_bestand",
        }
    }

    /// What is the matter with a dossier that is there on both sides, from what a merge of it found.
    #[must_use]
    pub fn of(clashes: Vec<Clash>, was_there_before: bool) -> Self {
        match clashes.as_slice() {
            [] => Self::MergesByItself,
            [Clash { place: ClashPlace::File, .. }] if !was_there_before => Self::TwoComplaints,
            _ => Self::Places(clashes),
        }
    }
}

/// A number that more than one file states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Double {
    /// The number.
    pub number: DossierId,
    /// The files, in order of path.
    pub paths: Vec<String>,
}
