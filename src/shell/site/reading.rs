//! One dossier file read and checked, and what can only be said of it once all of them were.

use std::collections::BTreeSet;

use super::build::SiteSource;
use super::gather::Gathered;
use crate::diagnostic::{Code, Place};
use crate::domain::DossierId;
use crate::overview::Profile;
use crate::regulation::Rules;
use crate::render::html::{PlacedRemark, UnreadableFile};
use crate::source::{CheckedDossier, FilePlace, Lines, Located, Register, RegisterEntry, check_file, read_dossier};

/// A dossier file as it was checked.
pub(super) struct Checked {
    /// The file, with what lies beside it.
    pub file: Gathered,
    /// The dossier in it, its terms, and every remark.
    pub outcome: CheckedDossier,
    /// What the register knows of it.
    entry: RegisterEntry,
}

impl Checked {
    /// Checks one file. Its folder decides under which number its page stands; a remark says when they differ.
    pub fn of(source: &SiteSource<'_>, file: Gathered) -> Self {
        let found = &file.found;
        let place = FilePlace::of(&found.path, file.stored.clone()).expect("an inventory tells dossiers by the number of their folder");
        let mut outcome = check_file(&file.bytes, &place, source.rules, source.today);
        let entry = RegisterEntry::of(found.path.clone(), found.id, outcome.dossier.as_ref());
        if let Some(dossier) = &mut outcome.dossier {
            dossier.id = found.id;
        }
        Self { file, outcome, entry }
    }

    /// Whether a site of this profile tells of it. What cannot be read may be about anyone.
    pub fn is_for(&self, profile: Profile) -> bool {
        self.outcome.dossier.as_ref().map_or(profile == Profile::Full, |dossier| profile.shows(dossier))
    }

    /// Why it could not be read; `None` when it is a dossier.
    pub fn unreadable(&self) -> Option<UnreadableFile> {
        if self.outcome.dossier.is_some() {
            return None;
        }
        let remarks = &self.outcome.remarks;
        let says_why = |remark: &&Located| remark.diagnostic.code == Code::NotADossier;
        let reason = remarks.iter().find(says_why).or_else(|| remarks.iter().max_by_key(|remark| remark.diagnostic.severity));
        let reason = reason.map_or_else(String::new, |remark| remark.diagnostic.message.clone());
        Some(UnreadableFile { path: self.file.found.path.clone(), reason })
    }

    /// The remarks with the lines they are about.
    pub fn placed_remarks(&self) -> Vec<PlacedRemark> {
        if self.outcome.remarks.is_empty() {
            return Vec::new();
        }
        let lines = Lines::new(&self.file.bytes);
        let placed = |remark: &Located| PlacedRemark {
            line: (remark.diagnostic.place != Place::File).then(|| lines.position(remark.at.start).line),
            diagnostic: remark.diagnostic.clone(),
        };
        self.outcome.remarks.iter().map(placed).collect()
    }
}

/// Adds what can only be said once every file was read.
pub(super) fn add_register_remarks(checked: &mut [Checked], rules: &Rules) {
    let entries = checked.iter().map(|file| file.entry.clone()).collect();
    for remark in Register::new(entries, BTreeSet::new()).remarks(rules) {
        let file = remark.path.and_then(|path| checked.iter_mut().find(|checked| checked.file.found.path == path));
        if let Some(checked) = file {
            let at = read_dossier(&checked.file.bytes).locate(&remark.diagnostic.place);
            checked.outcome.remarks.push(Located { diagnostic: remark.diagnostic, at });
        }
    }
}

/// The numbers that have a page.
pub(super) fn present(checked: &[Checked]) -> BTreeSet<DossierId> {
    checked.iter().filter(|checked| checked.outcome.dossier.is_some()).map(|checked| checked.file.found.id).collect()
}
