//! A remark with the commit it is about.

use chrono::{DateTime, FixedOffset};

use crate::diagnostic::{Diagnostic, Severity};
use crate::domain::DossierId;
use crate::overview::{CheckedFile, InCommit};
use crate::regulation::Rules;
use crate::repository::TrackedPath;
use crate::source::{Located, read_dossier};

/// What was found in a commit.
pub(in crate::repository) struct Finding {
    /// The place of the commit in the order of the history.
    pub(in crate::repository) index: usize,
    /// The dossier; `None` when it is about the commit as a whole.
    pub(in crate::repository) dossier: Option<DossierId>,
    /// The version the remark points into; empty when there is none.
    pub(in crate::repository) bytes: Vec<u8>,
    /// The remark.
    pub(in crate::repository) diagnostic: Diagnostic,
}

impl Finding {
    /// The finding as a remark on a version of a file, with the weight the rule file gives it; one that was explained weighs nothing.
    pub(in crate::repository) fn into_file(self, commit: String, at: DateTime<FixedOffset>, rules: &Rules) -> CheckedFile {
        let mut diagnostic = self.diagnostic;
        diagnostic.severity = rules.severity(diagnostic.code);
        if let Some(reason) = rules.explanation(diagnostic.code, at, self.dossier) {
            diagnostic.severity = Severity::Info;
            diagnostic.message = format!("{}; toegelicht: {reason}", diagnostic.message);
            diagnostic.help = String::new();
        }
        let at_bytes = if self.bytes.is_empty() { 0..0 } else { read_dossier(&self.bytes).locate(&diagnostic.place) };
        CheckedFile {
            path: self.dossier.map_or_else(|| "dossiers".to_owned(), |dossier| TrackedPath::of_dossier(dossier).to_string()),
            number: self.dossier,
            bytes: self.bytes,
            remarks: vec![Located { diagnostic, at: at_bytes }],
            recorded: Some(InCommit { commit, at }),
        }
    }
}
