//! All dossiers at once, with everything that explains a number: what register, audit page and yearly report are made of.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Desk, Failure};
use crate::domain::DossierId;
use crate::overview::{Kept, Numbers};
use crate::regulation::{self, Rules};
use crate::repository::Repository;
use crate::shell::office::Office;
use crate::shell::reading::Dossiers;

/// What is said on the screen beside an answer that holds subjects and findings.
pub const CONFIDENTIAL: &str = "Vertrouwelijk: dit overzicht is voor wie de klachten behandelt; deel het niet zomaar.\n";

/// The rules and every number with what is known of it.
pub struct Books {
    /// The dossier folder.
    pub office: Office,
    /// Its rules.
    pub rules: Rules,
    /// Its dossiers, and what explains the numbers without one.
    pub numbers: Numbers,
}

impl Books {
    /// The books of the dossier folder, with terms as they stand today; says which dossiers cannot be read.
    ///
    /// # Errors
    /// When there is no dossier folder, its rule file is unsound, or a folder cannot be read.
    pub fn of(desk: &Desk) -> Result<Self, Failure> {
        let office = desk.office()?;
        let rules = desk.rules(&office)?;
        let Dossiers { read, unreadable } = office.dossiers(&BTreeSet::new())?;
        let unreadable: BTreeSet<DossierId> = unreadable.into_iter().map(|found| found.id).collect();
        if !unreadable.is_empty() {
            let numbers: Vec<_> = unreadable.iter().map(ToString::to_string).collect();
            desk.terminal.notice(&format!("Niet te lezen en dus niet meegeteld: {}. «klacht controleer» zegt waarom.\n", numbers.join(", ")));
        }
        let kept = read.into_iter().map(|dossier| Arc::new(Kept { terms: regulation::terms(&dossier, &rules, desk.today), dossier }));
        let (destroyed, outlived) = (office.destroyed_dossiers(), office.outlived());
        let numbers = Numbers {
            kept: kept.collect(),
            unreadable,
            destroyed,
            outlived,
            elsewhere: numbers_elsewhere(&office),
            numbering: rules.numbering.clone(),
        };
        Ok(Self { office, rules, numbers })
    }
}

/// The numbers on every branch. Without git, or with one that cannot be read, no branch explains anything.
fn numbers_elsewhere(office: &Office) -> BTreeSet<DossierId> {
    let repository = Repository::discover(office.root()).ok().flatten();
    repository.and_then(|repository| repository.numbers_in_all_branches().ok()).unwrap_or_default()
}
