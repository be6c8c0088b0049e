//! What was checked, by what it rests on, and which dossiers there is something to say about.

use std::collections::{BTreeMap, BTreeSet};

use super::checked::Tally;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::domain::{DossierId, Provision};

/// Remarks that are not about a dossier as it lies in its folder, and so are not looked for here; with those about the history.
const ELSEWHERE: &[Code] = &[
    Code::MisplacedFile,
    Code::SettingMissing,
    Code::SettingInvalid,
    Code::RoleOverlap,
    Code::NobodyAppointed,
    Code::LetterTemplateWrong,
    Code::LetterTemplateLacks,
    Code::ForbiddenTransition,
    Code::FactVanished,
];

/// What the checks of every dossier found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// What was checked, in the order of the procedure; first the form of the files.
    pub provisions: Vec<CheckedProvision>,
    /// The dossiers with a remark that weighs `fout` or `waarschuwing`, and the gaps; those with errors first, each in order of number.
    pub remarked: Vec<Remarked>,
}

/// What was checked for the sake of one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedProvision {
    /// The provision; `None` for the form of the files.
    pub provision: Option<Provision>,
    /// The remarks, and in how many dossiers they stand.
    pub tally: Tally,
}

/// A dossier there is something to say about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remarked {
    /// Its number.
    pub id: DossierId,
    /// Its remarks.
    pub tally: Tally,
    /// What the gravest of them says.
    pub message: String,
}

impl Checks {
    /// What was found in these dossiers, and in the gaps between them.
    #[must_use]
    pub fn of<'a>(dossiers: impl Iterator<Item = (DossierId, Vec<&'a Diagnostic>)>) -> Self {
        let mut found: BTreeMap<Option<Provision>, Tally> = looked_for().into_iter().map(|provision| (provision, Tally::default())).collect();
        let mut remarked = Vec::new();
        for (id, remarks) in dossiers {
            for provision in remarks.iter().map(|remark| remark.provision).collect::<BTreeSet<_>>() {
                let tally = found.entry(provision).or_default();
                tally.dossiers += 1;
                remarks.iter().filter(|remark| remark.provision == provision).for_each(|remark| tally.add(remark.severity));
            }
            remarked.extend(Remarked::of(id, &remarks));
        }
        remarked.sort_by_key(|dossier| (dossier.tally.errors == 0, dossier.id));
        Self { provisions: found.into_iter().map(|(provision, tally)| CheckedProvision { provision, tally }).collect(), remarked }
    }
}

impl Remarked {
    /// The dossier with its remarks; `None` when none of them weighs more than `info`.
    fn of(id: DossierId, remarks: &[&Diagnostic]) -> Option<Self> {
        let gravest = remarks.iter().map(|remark| remark.severity).max().filter(|severity| *severity > Severity::Info)?;
        let first = remarks.iter().find(|remark| remark.severity == gravest)?;
        let mut tally = Tally { dossiers: 1, ..Tally::default() };
        remarks.iter().for_each(|remark| tally.add(remark.severity));
        Some(Self { id, tally, message: first.message.clone() })
    }
}

/// Every provision for whose sake a dossier is looked at.
fn looked_for() -> BTreeSet<Option<Provision>> {
    Code::ALL.iter().filter(|code| !code.is_about_history() && !ELSEWHERE.contains(code)).map(|code| code.provision()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Field;

    fn remark(code: Code) -> Diagnostic {
        Diagnostic::new(code, Field::ReceivedOn, format!("er is {}", code.id()), "doe iets")
    }

    fn id(serial: u32) -> DossierId {
        DossierId::new(2026, serial).unwrap()
    }

    #[test]
    fn remarks_are_counted_by_what_they_rest_on() {
        let remarks = [remark(Code::LateAnswer), remark(Code::LateAnswer), remark(Code::SubjectMissing), remark(Code::Anonymous)];
        let checks = Checks::of([(id(1), remarks.iter().collect()), (id(2), vec![&remarks[0]]), (id(3), Vec::new())].into_iter());
        let of = |provision| checks.provisions.iter().find(|row| row.provision == provision).unwrap().tally;
        assert_eq!(of(Some(Provision::Answer)), Tally { dossiers: 2, errors: 3, warnings: 0, infos: 0 });
        assert_eq!(of(Some(Provision::Complaint)), Tally { dossiers: 1, errors: 0, warnings: 1, infos: 0 });
        assert_eq!(of(Some(Provision::Submission)), Tally { dossiers: 1, errors: 0, warnings: 0, infos: 1 });
        assert_eq!(of(None), Tally::default());
    }

    #[test]
    fn dossiers_with_errors_come_first_and_those_with_only_information_not_at_all() {
        let (late, missing, anonymous) = (remark(Code::LateAnswer), remark(Code::SubjectMissing), remark(Code::Anonymous));
        let dossiers = [(id(1), vec![&missing]), (id(2), vec![&anonymous]), (id(3), vec![&missing, &late])];
        let told: Vec<_> = Checks::of(dossiers.into_iter()).remarked.into_iter().map(|one| (one.id.serial(), one.message)).collect();
        assert_eq!(told, [(3, "er is reactie-te-laat".to_owned()), (1, "er is betreft-ontbreekt".to_owned())]);
    }

    #[test]
    fn every_article_that_asks_something_of_a_dossier_is_looked_at() {
        let rows = Checks::of(std::iter::empty()).provisions;
        assert_eq!(rows.len(), 24, "{rows:?}");
        assert_eq!(rows[0].provision, None);
    }
}
