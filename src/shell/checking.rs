//! Everything there is to say about a dossier folder.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::files::in_dutch;
use super::office::{FoundDossier, Inventory, Misplaced, Office, OfficeError, WhyMisplaced, dossier_path};
use super::site::own_letter_sources;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::domain::{Destroyed, DossierId, Outlived};
use crate::overview::CheckedFile;
use crate::pace::{self, Stage};
use crate::regulation::Rules;
use crate::render::letter::template_faults;
use crate::repository::{Repository, RepositoryError, TrackedPath};
use crate::source::{self, ByteRange, FilePlace, Located, Register, RegisterEntry};

/// What was destroyed, without personal data.
pub const DESTROYED: &str = "register/vernietigd.yaml";
/// From which dossiers something was taken out of every version, and why.
pub const REDACTED: &str = "register/weggelakt.yaml";
/// The improvements that outlive what was destroyed.
pub const OUTLIVED: &str = "register/verbeteringen.yaml";
/// Numbers that were given out and of which nothing else tells any more.
pub const ISSUED: &str = "register/nummers.yaml";

impl Office {
    /// Checks every dossier under these rules, in order of path, and after them the register as a whole.
    ///
    /// Numbers in `elsewhere` stand on another branch and leave no gap.
    ///
    /// # Errors
    /// When a folder cannot be read; a file that cannot be read earns a remark.
    pub fn check(&self, rules: &Rules, elsewhere: BTreeSet<DossierId>, today: NaiveDate) -> Result<Vec<CheckedFile>, OfficeError> {
        let Inventory { dossiers, misplaced } = self.inventory()?;
        let underway = pace::begin(Stage::Checking, dossiers.len());
        let check = |found| self.check_dossier(found, rules, today).map(without_idle_bytes).inspect(|_| pace::step());
        let checked: Result<Vec<_>, _> = dossiers.par_iter().map(check).collect();
        drop(underway);
        let (mut files, entries): (Vec<_>, Vec<_>) = checked?.into_iter().unzip();
        let destroyed = self.destroyed();
        let explained = elsewhere.into_iter().chain(destroyed.iter().copied()).collect();
        self.add_register_remarks(&mut files, &Register::new(entries, explained).with_destroyed(destroyed).numbered(rules.numbering.clone()), rules);
        files.extend(misplaced.into_iter().map(|misplaced| misplaced_file(misplaced, rules)));
        files.extend(self.check_outlived(rules, today));
        files.extend(self.check_letter_templates(rules)?);
        Ok(files)
    }

    /// Checks the folder's own templates of letters, each with what there is to say about it.
    ///
    /// # Errors
    /// When one cannot be read.
    fn check_letter_templates(&self, rules: &Rules) -> Result<Vec<CheckedFile>, OfficeError> {
        let own = own_letter_sources(self)?;
        let mut remarks: BTreeMap<String, Vec<Located>> = BTreeMap::new();
        for fault in template_faults(&own, rules) {
            let source = own.get(&fault.file).map(String::as_str).unwrap_or_default();
            let mut remark = weighed(fault.remark, rules);
            remark.at = line_at(source, fault.line);
            remarks.entry(fault.file).or_default().push(remark);
        }
        let file = |(name, source): (String, String)| CheckedFile {
            path: format!("site-templates/{name}"),
            number: None,
            remarks: remarks.remove(&name).unwrap_or_default(),
            recorded: None,
            bytes: source.into_bytes(),
        };
        Ok(own.into_iter().map(file).collect())
    }

    /// Checks one dossier by itself, where its number says it lies.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn check_one(&self, id: DossierId, rules: &Rules, today: NaiveDate) -> Result<CheckedFile, OfficeError> {
        Ok(self.check_dossier(&FoundDossier { path: dossier_path(id), id }, rules, today)?.0)
    }

    /// Checks these bytes as the file of a dossier, beside the pieces that lie in its folder.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn check_bytes(&self, id: DossierId, bytes: Vec<u8>, rules: &Rules, today: NaiveDate) -> Result<CheckedFile, OfficeError> {
        Ok(self.check_read(&FoundDossier { path: dossier_path(id), id }, bytes, rules, today)?.0)
    }

    /// The numbers the register of destroyed dossiers names.
    #[must_use]
    pub fn destroyed(&self) -> BTreeSet<DossierId> {
        self.destroyed_dossiers().into_iter().map(|destroyed| destroyed.id).collect()
    }

    /// The numbers that were given out and of which nothing else here tells any more.
    #[must_use]
    pub fn issued(&self) -> BTreeSet<DossierId> {
        source::read_issued(&self.read(ISSUED).unwrap_or_default())
    }

    /// The numbers the register of destroyed dossiers names as it was recorded last: a line that was only typed excuses nothing.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn destroyed_as_recorded(repository: &Repository) -> Result<BTreeSet<DossierId>, RepositoryError> {
        Ok(Self::destructions_as_recorded(repository)?.into_iter().map(|destroyed| destroyed.id).collect())
    }

    /// The same with what is told of each.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn destructions_as_recorded(repository: &Repository) -> Result<Vec<Destroyed>, RepositoryError> {
        Ok(source::read_destroyed(&repository.head_file(&TrackedPath::new(DESTROYED)?)?.unwrap_or_default()))
    }

    /// The dossiers from which something was taken out, by their register as it was recorded last.
    ///
    /// # Errors
    /// When git cannot be read.
    pub fn redacted_as_recorded(repository: &Repository) -> Result<BTreeSet<DossierId>, RepositoryError> {
        Ok(source::read_redacted(&repository.head_file(&TrackedPath::new(REDACTED)?)?.unwrap_or_default()))
    }

    /// What the register of destroyed dossiers still tells of each, in order of number; nothing when there is no register.
    #[must_use]
    pub fn destroyed_dossiers(&self) -> Vec<Destroyed> {
        source::read_destroyed(&self.read(DESTROYED).unwrap_or_default())
    }

    /// The improvements that outlive what was destroyed, in the order of their file; nothing when there is none.
    #[must_use]
    pub fn outlived(&self) -> Vec<Outlived> {
        source::read_outlived(&self.read(OUTLIVED).unwrap_or_default())
    }

    /// The list of improvements that outlive what was destroyed, checked; `None` when it is not there.
    fn check_outlived(&self, rules: &Rules, today: NaiveDate) -> Option<CheckedFile> {
        let bytes = self.read(OUTLIVED).ok()?;
        let remarks = source::check_outlived(&bytes, rules, today);
        Some(CheckedFile { path: OUTLIVED.to_owned(), number: None, bytes, remarks, recorded: None })
    }

    /// Puts the remarks on the register at the files they are about; a gap is in no file and comes under the folder.
    fn add_register_remarks(&self, files: &mut Vec<CheckedFile>, register: &Register, rules: &Rules) {
        let by_path: BTreeMap<_, _> = files.iter().enumerate().map(|(index, file)| (file.path.clone(), index)).collect();
        for remark in register.remarks(rules) {
            match remark.path.as_ref().and_then(|path| by_path.get(path)) {
                Some(index) => {
                    let file = &mut files[*index];
                    // It was readable a moment ago. When it has become another since, the remark stands where what is left of it says.
                    let whole = self.read(&file.path).unwrap_or_default();
                    if whole.starts_with(&file.bytes) {
                        file.bytes = whole;
                    }
                    let at = source::read_dossier(&file.bytes).locate(&remark.diagnostic.place);
                    file.remarks.push(Located { diagnostic: remark.diagnostic, at });
                }
                None => files.push(CheckedFile {
                    path: "dossiers".to_owned(),
                    number: Some(remark.number),
                    bytes: Vec::new(),
                    remarks: vec![Located { diagnostic: remark.diagnostic, at: 0..0 }],
                    recorded: None,
                }),
            }
        }
    }

    fn check_dossier(&self, found: &FoundDossier, rules: &Rules, today: NaiveDate) -> Result<(CheckedFile, RegisterEntry), OfficeError> {
        match self.read(&found.path) {
            Ok(bytes) => self.check_read(found, bytes, rules, today),
            Err(error) => {
                let remarks = vec![unreadable(&error, rules)];
                let file = CheckedFile { path: found.path.clone(), number: Some(found.id), bytes: Vec::new(), remarks, recorded: None };
                Ok((file, RegisterEntry::of(found.path.clone(), found.id, None)))
            }
        }
    }

    fn check_read(&self, found: &FoundDossier, bytes: Vec<u8>, rules: &Rules, today: NaiveDate) -> Result<(CheckedFile, RegisterEntry), OfficeError> {
        let place = FilePlace::of(&found.path, self.attachments(found)?).expect("a dossier is found by the number its folder bears");
        let checked = source::check_file(&bytes, &place, rules, today);
        let entry = RegisterEntry::of(found.path.clone(), found.id, checked.dossier.as_ref());
        Ok((CheckedFile { path: found.path.clone(), number: Some(found.id), bytes, remarks: checked.remarks, recorded: None }, entry))
    }
}

/// The file without the bytes that are shown with no remark: those behind the line after the last one that is marked, and all of them
/// when nothing is said of it. Of what is no text, nothing is taken off: as a whole it is shown otherwise.
fn without_idle_bytes((mut file, entry): (CheckedFile, RegisterEntry)) -> (CheckedFile, RegisterEntry) {
    let marked = file.remarks.iter().map(|remark| remark.at.end).max();
    let shown = match std::str::from_utf8(&file.bytes) {
        Ok(text) => marked.map_or(0, |end| second_line_end(text, end)),
        Err(_) => marked.map_or(0, |_| file.bytes.len()),
    };
    file.bytes.truncate(shown);
    file.bytes.shrink_to_fit();
    (file, entry)
}

/// The end of the line behind the one this byte stands in.
fn second_line_end(text: &str, at: usize) -> usize {
    let mut ends = text.bytes().enumerate().skip(at).filter(|(_, byte)| *byte == b'\n').map(|(end, _)| end + 1);
    ends.nth(1).unwrap_or(text.len())
}

fn misplaced_file(misplaced: Misplaced, rules: &Rules) -> CheckedFile {
    let (what, help) = match misplaced.why {
        WhyMisplaced::StrayFile => ("dit bestand hoort bij geen dossier", "zet het in de map «bijlagen» van het dossier waar het bij hoort"),
        WhyMisplaced::NoYear => ("deze map draagt geen jaartal", "dossiers staan in een map per jaar, zoals dossiers/2026"),
        WhyMisplaced::NoNumber => ("deze map draagt geen nummer", "geef de map het nummer van het dossier, zoals K-2026-0007"),
        WhyMisplaced::NoDossierFile => ("in deze map staat geen dossier.md", "haal dossier.md terug, of verwijder de lege map"),
        WhyMisplaced::NoFile => ("dit is geen gewoon bestand", "haal het weg en zet het bestand zelf in de map"),
        WhyMisplaced::Link => ("dit is een koppeling, en die wordt niet gevolgd", "zet het bestand zelf in de dossiermap"),
    };
    let remark = weighed(Diagnostic::new(Code::MisplacedFile, Place::File, what, help), rules);
    CheckedFile { path: misplaced.path, number: None, bytes: Vec::new(), remarks: vec![remark], recorded: None }
}

fn unreadable(error: &OfficeError, rules: &Rules) -> Located {
    let what = match error {
        OfficeError::Unreadable { cause, .. } => format!("het bestand kan niet gelezen worden: {}", in_dutch(cause)),
        other => other.to_string(),
    };
    weighed(Diagnostic::new(Code::UnreadableFile, Place::File, what, "controleer of het bestand er is en van u is"), rules)
}

/// The bytes of a line, counted from 1, without its end.
fn line_at(text: &str, line: usize) -> ByteRange {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// The remark on the file as a whole, with the weight the rule file gives it.
fn weighed(mut diagnostic: Diagnostic, rules: &Rules) -> Located {
    diagnostic.severity = rules.severity(diagnostic.code);
    Located { diagnostic, at: 0..0 }
}
