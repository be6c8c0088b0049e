//! What was checked, and how much there was to say about it.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::diagnostic::{Code, Severity};
use crate::domain::DossierId;
use crate::source::{KeptRegister, Located};

/// A file with everything there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedFile {
    /// Its path below the dossier folder, with `/`.
    pub path: String,
    /// The number of the dossier, by its folder; `None` for any other file.
    pub number: Option<DossierId>,
    /// Its bytes as they were read; empty when they could not be. When a whole folder was checked, only as many as its remarks show:
    /// none when nothing is said of it.
    pub bytes: Vec<u8>,
    /// The remarks, in the order of the file.
    pub remarks: Vec<Located>,
    /// The recording whose version this is; `None` for the file as it lies in the folder.
    pub recorded: Option<InCommit>,
}

/// A recording that remarks are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InCommit {
    /// The whole name of the commit.
    pub commit: String,
    /// When its author made it.
    pub at: DateTime<FixedOffset>,
}

impl InCommit {
    /// As many digits of the name as are enough for a person.
    #[must_use]
    pub fn short(&self) -> &str {
        self.commit.get(..8).unwrap_or(&self.commit)
    }
}

impl CheckedFile {
    /// Whether it is the file of a dossier.
    #[must_use]
    pub fn is_dossier(&self) -> bool {
        self.number.is_some() && self.path.ends_with("/dossier.md")
    }

    /// Whether it is none that was read: something leads back to a dossier that was destroyed or redacted, under the path it would have.
    fn came_back(&self) -> bool {
        self.bytes.is_empty() && self.remarks.iter().any(|remark| remark.diagnostic.code == Code::DestroyedReachable)
    }

    /// Whether its path is one the program gave: a dossier, the rule file, or a register. Any other may tell a name.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        let is_register = KeptRegister::ALL.iter().any(|register| register.path() == self.path);
        self.number.is_some() || is_register || self.path == "dossiers/regeling.yaml"
    }
}

/// What became of an anchor in a later history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorTold {
    /// The day it was taken of.
    pub day: NaiveDate,
    /// Whether the history still holds all it was taken of, but for what was destroyed.
    pub holds: bool,
    /// How many changes came since.
    pub changes_since: usize,
    /// The dossiers of the anchor that were destroyed since.
    pub destroyed: Vec<DossierId>,
}

/// How much of a history was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The commits.
    pub commits: usize,
    /// The dossiers that are or were there.
    pub dossiers: usize,
    /// What became of the anchor it was held against; `None` when it was held against none.
    pub anchor: Option<AnchorTold>,
}

/// How much there was to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Dossiers that were looked at.
    pub dossiers: usize,
    /// Remarks of weight `fout`.
    pub errors: usize,
    /// Remarks of weight `waarschuwing`.
    pub warnings: usize,
    /// Remarks of weight `info`.
    pub infos: usize,
}

impl Tally {
    /// The count over these files.
    #[must_use]
    pub fn of(files: &[CheckedFile]) -> Self {
        let mut tally = Self { dossiers: files.iter().filter(|file| file.is_dossier() && !file.came_back()).count(), ..Self::default() };
        for remark in files.iter().flat_map(|file| &file.remarks) {
            tally.add(remark.diagnostic.severity);
        }
        tally
    }

    /// Counts one remark of this weight.
    pub fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
    }
}
