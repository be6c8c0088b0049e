//! What explains the numbers that have no dossier here: the register of what was destroyed, and the other branches.

use std::collections::BTreeSet;

use super::gather::Parts;
use crate::domain::{Destroyed, DossierId, Numbering, Outlived};
use crate::regulation::Rules;
use crate::repository::Repository;
use crate::shell::office::Office;

/// What explains the numbers that have no dossier here.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// What was destroyed, in order of number.
    pub destroyed: Vec<Destroyed>,
    /// The improvements that outlive it.
    pub outlived: Vec<Outlived>,
    /// The numbers on any branch; none without git, or when it cannot be read.
    pub elsewhere: BTreeSet<DossierId>,
    /// Where the numbers of a year begin.
    pub numbering: Numbering,
}

impl Beside {
    /// What lies beside the dossiers of these offices, each with what git knows of it and its rules.
    pub fn of_all<'a>(offices: impl Iterator<Item = (&'a Office, Option<&'a Repository>, &'a Rules)>) -> Self {
        let each = offices.map(|(office, repository, rules)| Self::of(office, repository, rules));
        each.reduce(Self::and).unwrap_or_default()
    }

    /// The same, and what lies beside the dossiers of another office.
    fn and(mut self, other: Self) -> Self {
        self.destroyed.extend(other.destroyed);
        self.destroyed.sort_by_key(|destroyed| destroyed.id);
        self.outlived.extend(other.outlived);
        self.elsewhere.extend(other.elsewhere);
        Self { numbering: self.numbering.and(&other.numbering), ..self }
    }

    /// What lies beside the dossiers of this office.
    fn of(office: &Office, repository: Option<&Repository>, rules: &Rules) -> Self {
        let elsewhere = repository.and_then(|repository| repository.numbers_in_all_branches().ok());
        Self {
            destroyed: office.destroyed_dossiers(),
            outlived: office.outlived(),
            elsewhere: elsewhere.unwrap_or_default(),
            numbering: rules.numbering.clone(),
        }
    }

    /// A hash of all of it.
    pub fn digest(&self) -> [u8; 32] {
        let mut parts = Parts::default();
        parts.add(format!("{:?}{:?}", self.destroyed, self.outlived).as_bytes());
        self.elsewhere.iter().for_each(|id| parts.add(id.to_string().as_bytes()));
        parts.digest()
    }
}
