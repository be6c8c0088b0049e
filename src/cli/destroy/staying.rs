//! What is written down of dossiers before they are destroyed, and stays.

use std::collections::{BTreeMap, BTreeSet};

use super::super::recordings::numbers_of_history;
use super::super::{Desk, Exit, Failure};
use crate::domain::{Destroyed, DestructionGround, Dossier, DossierId, Outlived, Vocabulary};
use crate::overview::{self, parting_line};
use crate::regulation::{self, OfficerRole, Rules};
use crate::repository::{Repository, TrackedPath};
use crate::shell::checking::{DESTROYED, ISSUED, OUTLIVED};
use crate::shell::destruction::register_as_recorded;
use crate::shell::office::Office;
use crate::source::{PartingError, with_destroyed, with_improvements, with_issued};

/// The registers with what stays of the dossiers.
///
/// # Errors
/// When one cannot take more lines, was changed and not recorded, or cannot be read.
pub(super) fn what_stays(
    (office, repository): (&Office, &Repository),
    dossiers: &[Dossier],
    (rules, desk): (&Rules, &Desk),
    (ground, role): (DestructionGround, OfficerRole),
) -> Result<BTreeMap<TrackedPath, Vec<u8>>, Failure> {
    let line = |dossier: &Dossier| {
        let terms = regulation::terms(dossier, rules, desk.today);
        parting_line(dossier, &terms, ground.word(), desk.today, role.word())
    };
    let lines: Vec<Destroyed> = dossiers.iter().map(line).collect();
    let outlived: Vec<Outlived> = dossiers.iter().filter_map(overview::outlived).collect();
    let mut files = BTreeMap::new();
    let register = with_destroyed(&as_recorded(DESTROYED, office, repository)?, &lines).map_err(|error| takes_none(DESTROYED, &error))?;
    files.insert(TrackedPath::new(DESTROYED)?, register);
    let issued = known_no_more(office, repository, dossiers)?;
    if !issued.is_empty() {
        files.insert(TrackedPath::new(ISSUED)?, with_issued(&as_recorded(ISSUED, office, repository)?, &issued));
    }
    let before = as_recorded(OUTLIVED, office, repository)?;
    if !outlived.is_empty() {
        let list = with_improvements(&before, &outlived).map_err(|error| takes_none(OUTLIVED, &error))?;
        files.insert(TrackedPath::new(OUTLIVED)?, list);
    }
    Ok(files)
}

/// Numbers that were given out and of which nothing here will tell afterwards: former ones, and those of what is left behind.
fn known_no_more(office: &Office, repository: &Repository, dossiers: &[Dossier]) -> Result<BTreeSet<DossierId>, Failure> {
    let former: BTreeSet<DossierId> = dossiers.iter().flat_map(|dossier| dossier.formerly.iter().copied()).collect();
    let mut known = repository.numbers_beside_head()?;
    known.extend(&former);
    for stays in office.inventory()?.dossiers.into_iter().map(|found| found.id).chain(office.destroyed()) {
        known.remove(&stays);
    }
    // Nearly always none is left, and a history that nobody read yet takes long to read.
    if !known.is_empty() {
        let stays: BTreeSet<DossierId> = numbers_of_history(repository).difference(&former).copied().collect();
        known.retain(|number| !stays.contains(number));
    }
    Ok(known)
}

/// Refuses a register that can take no more lines, with the line and what to do about it.
pub(in crate::cli) fn takes_none(path: &str, error: &PartingError) -> Failure {
    Failure::new(Exit::Unusable, format!("in {path} kan er geen regel bij: {error}; er is niets gewijzigd")).help(error.help())
}

/// A register as it was recorded last; refuses one that was changed since, which would be overwritten.
///
/// # Errors
/// When it was, or cannot be read.
pub(in crate::cli) fn as_recorded(path: &str, office: &Office, repository: &Repository) -> Result<Vec<u8>, Failure> {
    if let Some(recorded) = register_as_recorded(office, repository, path)? {
        return Ok(recorded);
    }
    let what = format!("{path} is gewijzigd en niet vastgelegd; er is niets gewijzigd");
    Err(Failure::new(Exit::Unusable, what).help("leg het eerst vast met: git add register && git commit, of zet het terug"))
}
