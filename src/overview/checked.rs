//! What was checked, and how much there was to say about it.

use crate::diagnostic::Severity;
use crate::domain::DossierId;
use crate::source::Located;

/// A file with everything there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedFile {
    /// Its path below the dossier folder, with `/`.
    pub path: String,
    /// The number of the dossier, by its folder; `None` for any other file.
    pub number: Option<DossierId>,
    /// Its bytes as they were read; empty when they could not be.
    pub bytes: Vec<u8>,
    /// The remarks, in the order of the file.
    pub remarks: Vec<Located>,
}

impl CheckedFile {
    /// Whether it is the file of a dossier.
    #[must_use]
    pub fn is_dossier(&self) -> bool {
        self.number.is_some() && self.path.ends_with("/dossier.md")
    }

    /// Whether its path is one the program gave: a dossier or the rule file. Any other may tell a name.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.number.is_some() || self.path == "dossiers/regeling.yaml"
    }
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
        let mut tally = Self { dossiers: files.iter().filter(|file| file.is_dossier()).count(), ..Self::default() };
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
