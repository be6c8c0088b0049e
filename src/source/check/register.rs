//! Rules over all dossiers at once: every number once, no gap unexplained, no reference into nothing (art. 4: registered).

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Dossier, DossierId, Gap, Numbering};
use crate::regulation::Rules;

/// What the register keeps of one dossier file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// Its path below the dossier folder, with `/`.
    pub path: String,
    /// The number its folder bears.
    pub folder: DossierId,
    /// The number it states; `None` when the file is no dossier.
    pub number: Option<DossierId>,
    /// The numbers it refers to.
    pub references: Vec<(FieldPath, DossierId)>,
    /// The numbers it had before.
    pub formerly: Vec<DossierId>,
}

impl RegisterEntry {
    /// The entry of a file in the folder of this number; of a file that is no dossier only the folder counts.
    #[must_use]
    pub fn of(path: String, folder: DossierId, dossier: Option<&Dossier>) -> Self {
        let related = |dossier: &Dossier| {
            let entries = dossier.related.iter().enumerate();
            entries.map(|(index, number)| (FieldPath::from(Field::Related).entry(index), *number)).collect::<Vec<_>>()
        };
        let mut references = dossier.map(related).unwrap_or_default();
        references.extend(dossier.and_then(|dossier| dossier.recurrence_of).map(|number| (Field::RecurrenceOf.into(), number)));
        let formerly = dossier.map(|dossier| dossier.formerly.clone()).unwrap_or_default();
        Self { path, folder, number: dossier.map(|dossier| dossier.id), references, formerly }
    }
}

/// A remark on the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRemark {
    /// The file it is about; `None` for a gap, which is in no file.
    pub path: Option<String>,
    /// The number it is about.
    pub number: DossierId,
    /// The remark, with the weight the rule file gives it.
    pub diagnostic: Diagnostic,
}

/// All dossiers of a folder, and the numbers whose absence is explained elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    entries: Vec<RegisterEntry>,
    explained: BTreeSet<DossierId>,
    destroyed: BTreeSet<DossierId>,
    numbering: Numbering,
}

impl Register {
    /// The register of these files, beside numbers that are known to be destroyed or to stand on another branch.
    #[must_use]
    pub fn new(entries: Vec<RegisterEntry>, explained: BTreeSet<DossierId>) -> Self {
        Self { entries, explained, ..Self::default() }
    }

    /// The same, with the numbers of dossiers that were destroyed: none of them may be here.
    #[must_use]
    pub fn with_destroyed(self, destroyed: BTreeSet<DossierId>) -> Self {
        Self { destroyed, ..self }
    }

    /// The same, with numbers that begin each year where these do; else they begin at 1.
    #[must_use]
    pub fn numbered(self, numbering: Numbering) -> Self {
        Self { numbering, ..self }
    }

    /// Every remark, first those of files in the order of the entries, then the gaps by number.
    #[must_use]
    pub fn remarks(&self, rules: &Rules) -> Vec<RegisterRemark> {
        let known = self.known();
        let mut found = self.duplicates();
        found.extend(self.entries.iter().flat_map(|entry| unknown_references(entry, &known)));
        found.extend(self.gaps(&known).into_iter().map(gap));
        for remark in &mut found {
            remark.diagnostic.severity = rules.severity(remark.diagnostic.code);
        }
        found
    }

    /// Every number that is there, was there under another number, or is explained.
    fn known(&self) -> BTreeSet<DossierId> {
        let numbers = self.entries.iter().flat_map(|entry| entry.number.into_iter().chain([entry.folder]).chain(entry.formerly.iter().copied()));
        numbers.chain(self.explained.iter().copied()).collect()
    }

    /// The runs of numbers that nothing explains; a number that a file states against its folder raises no highest.
    fn gaps(&self, known: &BTreeSet<DossierId>) -> Vec<Gap> {
        self.numbering.gaps(known, self.entries.iter().map(|entry| entry.folder).chain(self.explained.iter().copied()))
    }

    /// A number that two files state, or that was of a destroyed dossier.
    ///
    /// A former number that another dossier bears is none: so it must be when two offices gave out one number.
    fn duplicates(&self) -> Vec<RegisterRemark> {
        let mut stated: BTreeMap<DossierId, Vec<&RegisterEntry>> = BTreeMap::new();
        for entry in &self.entries {
            stated.entry(entry.number.unwrap_or(entry.folder)).or_default().push(entry);
        }
        let mut found = Vec::new();
        for entry in &self.entries {
            let number = entry.number.unwrap_or(entry.folder);
            let other = stated[&number].iter().find(|other| other.path != entry.path);
            // The file whose folder bears the number keeps it; the other is the one to change.
            if let Some(other) = other.filter(|other| other.folder == number || entry.folder != number) {
                found.push(duplicate(entry, number, Field::Number.into(), &other.path));
            }
            if self.destroyed.contains(&number) {
                found.push(of_destroyed(entry, number));
            }
        }
        found
    }
}

fn duplicate(entry: &RegisterEntry, number: DossierId, field: FieldPath, other: &str) -> RegisterRemark {
    let message = format!("het nummer {number} staat ook in {other}");
    let help = "geef het dossier dat het laatst kwam het eerste vrije nummer met «klacht hernummer»; een nummer wordt nooit opnieuw gebruikt";
    let diagnostic = Diagnostic::new(Code::DuplicateNumber, field, message, help);
    RegisterRemark { path: Some(entry.path.clone()), number, diagnostic }
}

fn of_destroyed(entry: &RegisterEntry, number: DossierId) -> RegisterRemark {
    let message = format!("het nummer {number} is van een dossier dat is vernietigd");
    let help = "is dit een andere klacht, geef haar dan een eigen nummer met «klacht hernummer»; is het dezelfde, dan is een oude kopie teruggekomen";
    let diagnostic = Diagnostic::new(Code::DuplicateNumber, Field::Number, message, help);
    RegisterRemark { path: Some(entry.path.clone()), number, diagnostic }
}

fn unknown_references(entry: &RegisterEntry, known: &BTreeSet<DossierId>) -> Vec<RegisterRemark> {
    let unknown = entry.references.iter().filter(|(_, number)| !known.contains(number));
    unknown
        .map(|(field, number)| {
            let message = format!("het dossier {number} is er niet");
            let diagnostic = Diagnostic::new(Code::UnknownDossier, field.clone(), message, "verbeter het nummer, of haal de verwijzing weg");
            RegisterRemark { path: Some(entry.path.clone()), number: entry.folder, diagnostic }
        })
        .collect()
}

/// The remark on a run of numbers.
fn gap((number, last): Gap) -> RegisterRemark {
    let message = if number == last {
        format!("het nummer {number} ontbreekt in het register")
    } else {
        format!("de nummers {number} tot en met {last} ontbreken in het register")
    };
    let help = "haal het dossier terug, noem het nummer onder «voorheen» bij het dossier dat het nu draagt, of leg de vernietiging vast";
    RegisterRemark { path: None, number, diagnostic: Diagnostic::new(Code::UnexplainedGap, Field::Number, message, help) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;
    use crate::source::default_rules;

    fn number(text: &str) -> DossierId {
        text.parse().unwrap()
    }

    /// The entry of a dossier in the folder of its number.
    fn entry(text: &str) -> RegisterEntry {
        moved(text, text)
    }

    /// The entry of a dossier that states a number in the folder of another.
    fn moved(folder: &str, stated: &str) -> RegisterEntry {
        let dossier = Dossier::new(number(stated), Status::Received);
        RegisterEntry::of(format!("dossiers/2026/{folder}/dossier.md"), number(folder), Some(&dossier))
    }

    /// Code, folder of the file and message of every remark.
    fn remarks(entries: Vec<RegisterEntry>, explained: &[&str]) -> Vec<(Code, String, String)> {
        let explained = explained.iter().map(|text| number(text)).collect();
        let found = Register::new(entries, explained).remarks(&default_rules());
        let folder = |remark: &RegisterRemark| remark.path.as_deref().and_then(|path| path.split('/').nth(2)).unwrap_or_default().to_owned();
        found.into_iter().map(|remark| (remark.diagnostic.code, folder(&remark), remark.diagnostic.message)).collect()
    }

    #[test]
    fn unbroken_register_earns_no_remark() {
        assert_eq!(remarks(vec![entry("K-2026-0001"), entry("K-2026-0002"), entry("K-2025-0001")], &[]), []);
        assert_eq!(remarks(vec![], &[]), []);
    }

    #[test]
    fn gap_is_told_from_first_to_last() {
        let found = remarks(vec![entry("K-2026-0002"), entry("K-2026-0006")], &[]);
        let messages: Vec<_> = found.iter().map(|remark| remark.2.as_str()).collect();
        let expected =
            ["het nummer K-2026-0001 ontbreekt in het register", "de nummers K-2026-0003 tot en met K-2026-0005 ontbreken in het register"];
        assert_eq!(messages, expected);
    }

    #[test]
    fn destroyed_and_former_numbers_leave_no_gap() {
        let mut renumbered = entry("K-2026-0004");
        renumbered.formerly = vec![number("K-2026-0002")];
        assert_eq!(remarks(vec![entry("K-2026-0001"), renumbered], &["K-2026-0003"]), []);
    }

    #[test]
    fn gap_below_a_destroyed_number_is_noticed() {
        let found = remarks(vec![entry("K-2026-0001")], &["K-2026-0003"]);
        assert_eq!(found[0].2, "het nummer K-2026-0002 ontbreekt in het register");
    }

    #[test]
    fn file_that_is_no_dossier_still_holds_its_number() {
        let broken = RegisterEntry::of("dossiers/2026/K-2026-0001/dossier.md".into(), number("K-2026-0001"), None);
        assert_eq!(remarks(vec![broken, entry("K-2026-0002")], &[]), []);
    }

    #[test]
    fn duplicate_is_told_of_the_file_in_the_wrong_folder() {
        let found = remarks(vec![entry("K-2026-0001"), moved("K-2026-0002", "K-2026-0001")], &[]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1.as_str()), (Code::DuplicateNumber, "K-2026-0002"));
    }

    #[test]
    fn number_stated_in_two_wrong_folders_is_told_of_both() {
        let found = remarks(vec![entry("K-2026-0001"), moved("K-2026-0002", "K-2026-0009"), moved("K-2026-0003", "K-2026-0009")], &[]);
        assert_eq!(found.iter().filter(|remark| remark.0 == Code::DuplicateNumber).count(), 2);
    }

    #[test]
    fn former_number_may_be_of_another_that_got_it_too() {
        let mut renumbered = entry("K-2026-0002");
        renumbered.formerly = vec![number("K-2026-0001")];
        assert_eq!(remarks(vec![entry("K-2026-0001"), renumbered], &[]), []);
    }

    #[test]
    fn number_of_a_destroyed_dossier_is_never_used_again() {
        let destroyed = BTreeSet::from([number("K-2026-0001")]);
        let register = Register::new(vec![entry("K-2026-0001"), entry("K-2026-0002")], destroyed.clone()).with_destroyed(destroyed);
        let found = register.remarks(&default_rules());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].diagnostic.message, "het nummer K-2026-0001 is van een dossier dat is vernietigd");
    }

    #[test]
    fn reference_into_nothing_is_noticed() {
        let mut dossier = Dossier::new(number("K-2026-0001"), Status::Received);
        dossier.related = vec![number("K-2026-0002"), number("K-2025-0044")];
        dossier.recurrence_of = Some(number("K-2024-0001"));
        let first = RegisterEntry::of("dossiers/2026/K-2026-0001/dossier.md".into(), dossier.id, Some(&dossier));
        let found = Register::new(vec![first, entry("K-2026-0002")], BTreeSet::new()).remarks(&default_rules());
        let places: Vec<_> = found.iter().map(|remark| remark.diagnostic.place.name().unwrap()).collect();
        assert_eq!(places, ["gerelateerd[1]", "herhaling_van"]);
    }
}
