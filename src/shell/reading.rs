//! The rule file and the dossiers, read from disk.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::office::{FoundDossier, Office, OfficeError, RULE_FILE};
use crate::domain::{Dossier, DossierId};
use crate::overview::CheckedFile;
use crate::pace::{self, Stage};
use crate::regulation::Rules;
use crate::source;

/// The rule file as it was read.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// The rules; `None` when anything in the file is an error.
    pub rules: Option<Rules>,
    /// The file with its remarks.
    pub file: CheckedFile,
}

/// The dossiers as they were read, without being checked.
#[derive(Clone, Debug, Default)]
pub struct Dossiers {
    /// Those that can be read, in order of path.
    pub read: Vec<Dossier>,
    /// Those that cannot, in order of path.
    pub unreadable: Vec<FoundDossier>,
}

impl Office {
    /// Reads and checks the rule file.
    ///
    /// # Errors
    /// When it cannot be read from disk.
    pub fn rule_file(&self) -> Result<RuleFile, OfficeError> {
        let bytes = self.read(RULE_FILE)?;
        let (rules, remarks) = source::read_rules(&bytes);
        Ok(RuleFile { rules, file: CheckedFile { path: RULE_FILE.to_owned(), number: None, bytes, remarks, recorded: None } })
    }

    /// Reads every dossier, or those with these numbers when there are any.
    ///
    /// # Errors
    /// When a folder cannot be read from disk; a file that cannot is among the unreadable.
    pub fn dossiers(&self, wanted: &BTreeSet<DossierId>) -> Result<Dossiers, OfficeError> {
        let found = self.wanted(wanted)?;
        let underway = pace::begin(Stage::Reading, found.len());
        let read = |found: &FoundDossier| {
            pace::step();
            source::read_dossier(&self.read(&found.path).ok()?).dossier
        };
        let read: Vec<_> = match found.as_slice() {
            // For one, no other core is woken.
            [one] => vec![read(one)],
            many => many.par_iter().map(read).collect(),
        };
        drop(underway);
        let mut dossiers = Dossiers::default();
        for (found, dossier) in found.into_iter().zip(read) {
            match dossier {
                Some(dossier) => dossiers.read.push(dossier),
                None => dossiers.unreadable.push(found),
            }
        }
        Ok(dossiers)
    }

    /// Every number of the dossiers: those their folders bear, those they state, and those they bore before.
    ///
    /// # Errors
    /// When a folder cannot be read; a file that cannot states none.
    pub fn stated_numbers(&self) -> Result<BTreeSet<DossierId>, OfficeError> {
        let found = self.inventory()?.dossiers;
        let stated = |found: &FoundDossier| self.read(&found.path).map(|bytes| source::stated_numbers(&bytes, found.id)).unwrap_or_default();
        let stated: Vec<DossierId> = found.par_iter().flat_map_iter(stated).collect();
        Ok(found.iter().map(|found| found.id).chain(stated).collect())
    }

    /// Every dossier, or those with these numbers; where each lies in its own place, the rest of the folder is not looked through.
    fn wanted(&self, wanted: &BTreeSet<DossierId>) -> Result<Vec<FoundDossier>, OfficeError> {
        if !wanted.is_empty()
            && let Some(found) = wanted.iter().map(|id| self.found(*id)).collect::<Option<Vec<_>>>()
        {
            return Ok(found);
        }
        let found = self.inventory()?.dossiers;
        Ok(found.into_iter().filter(|found| wanted.is_empty() || wanted.contains(&found.id)).collect())
    }
}
