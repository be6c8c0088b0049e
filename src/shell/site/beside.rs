//! What explains the numbers that have no dossier here: the register of what was destroyed, and the other branches.

use std::collections::BTreeSet;

use super::gather::Parts;
use crate::domain::{Destroyed, DossierId, Outlived};
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
}

impl Beside {
    /// What lies beside the dossiers of this office.
    pub fn of(office: &Office, repository: Option<&Repository>) -> Self {
        let elsewhere = repository.and_then(|repository| repository.numbers_in_all_branches().ok());
        Self { destroyed: office.destroyed_dossiers(), outlived: office.outlived(), elsewhere: elsewhere.unwrap_or_default() }
    }

    /// A hash of all of it.
    pub fn digest(&self) -> [u8; 32] {
        let mut parts = Parts::default();
        parts.add(format!("{:?}{:?}", self.destroyed, self.outlived).as_bytes());
        self.elsewhere.iter().for_each(|id| parts.add(id.to_string().as_bytes()));
        parts.digest()
    }
}
