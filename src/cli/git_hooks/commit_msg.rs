//! `klacht git-hooks commit-msg`: whether the message says what what is staged needs it to say. Takes no lock.

use std::collections::BTreeSet;
use std::path::Path;

use super::pre_commit::staged;
use super::told;
use crate::cli::{Desk, Exit, Failure};
use crate::repository::{Kind, Offence, Staged, Trailers, Versions, several, version_offences};
use crate::shell::files;

/// The most that is read of a message.
const MOST_BYTES: u64 = 1 << 20;

/// Refuses several dossiers, a dossier that goes and one that begins half-way, when the message does not say of what kind the commit is.
pub(super) fn run(message: &Path, desk: &Desk) -> Result<Exit, Failure> {
    let path = desk.path(message);
    let bytes = files::read_at_most(&path, MOST_BYTES).map_err(|error| Failure::from_io(&path, &error))?;
    let trailers = Trailers::of(&String::from_utf8_lossy(&bytes));
    let offences: BTreeSet<_> = staged(desk)?.1.iter().flat_map(|staged| offences(staged, &trailers)).collect();
    if offences.is_empty() {
        return Ok(Exit::Done);
    }
    let text: String = offences.iter().map(told).collect();
    desk.print(&format!("Dit wordt niet vastgelegd.\n\n{text}"))?;
    Ok(Exit::Remarks)
}

fn offences(staged: &Staged, trailers: &Trailers) -> Vec<Offence> {
    let numbers = staged.changed.iter().map(|dossier| dossier.id).collect();
    let mut found: Vec<_> = several(numbers, trailers.kind).filter(|_| !staged.merging).into_iter().collect();
    for dossier in &staged.changed {
        let before: Vec<_> = dossier.before.iter().map(Option::as_deref).collect();
        let versions = Versions { dossier: dossier.id, before: &before, after: dossier.after.as_deref() };
        found.extend(version_offences(versions, trailers.kind));
    }
    if trailers.kind != Some(Kind::RegisterCorrection) {
        found.extend(staged.lines_lost.iter().copied().map(Offence::LineLost));
    }
    found
}
