//! Dossiers that were taken out of the folder and recorded as gone: their last recorded version says whether they may be destroyed.

use std::collections::BTreeSet;

use super::super::desk::not_here;
use super::super::{Desk, Exit, Failure};
use crate::domain::{Dossier, DossierId};
use crate::render::terminal::listed;
use crate::repository::{BlobId, CommitId, Repository, Revision, TrackedPath, dossier_folder};
use crate::shell::office::Office;
use crate::source::read_dossier;

/// A dossier as it was recorded before it went.
pub(super) struct Removed {
    /// What it was.
    pub(super) dossier: Dossier,
    /// The recording with which it went.
    pub(super) with: CommitId,
}

/// The last recordings of a dossier that went: the one that has it, and the one that has it no more.
#[derive(Clone, Copy)]
struct Last {
    had: CommitId,
    gone: CommitId,
    file: BlobId,
}

/// Those of these numbers that are not in the folder, as they were recorded last on this branch.
///
/// # Errors
/// When one is still recorded, bears another number now, is of another branch, never was here, or cannot be read.
pub(super) fn removed(numbers: &BTreeSet<DossierId>, desk: &Desk, (office, repository): (&Office, &Repository)) -> Result<Vec<Removed>, Failure> {
    let there: BTreeSet<DossierId> = office.inventory()?.dossiers.into_iter().map(|found| found.id).collect();
    let absent: BTreeSet<DossierId> = numbers.difference(&there).copied().collect();
    if absent.is_empty() {
        return Ok(Vec::new());
    }
    let others = desk.dossiers(office, &[])?;
    let history = repository.history()?;
    let mut found = Vec::new();
    for id in absent {
        if let Some(other) = others.iter().find(|other| other.formerly.contains(&id)) {
            return Err(Failure::new(Exit::WrongUse, format!("{id} heet nu {}; er is niets gewijzigd", other.id))
                .help("noem het nummer dat het nu heeft; wat onder het oude is vastgelegd, gaat dan mee"));
        }
        if repository.head_blob(&TrackedPath::of_dossier(id))?.is_some() {
            return Err(missing(id));
        }
        let Some(last) = last_of(history.of(id)) else { return Err(elsewhere(id, office, repository)?) };
        let dossier = read_dossier(&repository.blob(last.file)?).dossier.filter(|dossier| dossier.id == id);
        found.push(Removed { dossier: dossier.ok_or_else(|| unreadable(id, last))?, with: last.gone });
    }
    Ok(found)
}

/// How a dossier went; `None` when it is there still, or never was.
fn last_of(revisions: &[Revision]) -> Option<Last> {
    let (last, before) = revisions.split_last()?;
    let file = last.before.filter(|_| last.is_gone())?;
    let had = before.iter().rev().find(|revision| revision.file.is_some())?;
    Some(Last { had: had.commit, gone: last.commit, file })
}

/// The dossiers that were taken out of the folder and recorded as gone, and never destroyed.
#[derive(Debug, Default)]
pub(in crate::cli) struct TakenOut {
    /// As they were recorded last.
    pub(in crate::cli) dossiers: Vec<Dossier>,
    /// Those of which that cannot be read.
    unread: BTreeSet<DossierId>,
}

impl TakenOut {
    /// Those of this branch; none without git. `there` are the dossiers of the folder, which tell who bears another number now.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub(in crate::cli) fn of(there: &[Dossier], office: &Office) -> Result<Self, Failure> {
        let Some(repository) = Repository::discover(office.root())? else { return Ok(Self::default()) };
        let mut known: BTreeSet<DossierId> = office.inventory()?.dossiers.into_iter().map(|found| found.id).collect();
        known.extend(there.iter().flat_map(|dossier| &dossier.formerly));
        known.extend(Office::destroyed_as_recorded(&repository)?);
        known.extend(office.destroyed());
        let mut found = Self::default();
        for (id, revisions) in repository.history()?.iter().filter(|(id, _)| !known.contains(id)) {
            let Some(last) = last_of(revisions) else { continue };
            match read_dossier(&repository.blob(last.file)?).dossier.filter(|dossier| dossier.id == id) {
                Some(dossier) => found.dossiers.push(dossier),
                None => drop(found.unread.insert(id)),
            }
        }
        let former: BTreeSet<DossierId> = found.dossiers.iter().flat_map(|dossier| dossier.formerly.iter().copied()).collect();
        found.dossiers.retain(|dossier| !former.contains(&dossier.id));
        found.unread.retain(|id| !former.contains(id));
        Ok(found)
    }

    /// Which they are; nothing when there are none.
    pub(in crate::cli) fn told(&self) -> String {
        let numbers: BTreeSet<DossierId> = self.dossiers.iter().map(|dossier| dossier.id).chain(self.unread.iter().copied()).collect();
        if numbers.is_empty() {
            return String::new();
        }
        let unread = match self.unread.first() {
            Some(_) => format!(" Niet te lezen, zodat niet te zeggen is of het weg mag: {}.", listed(&self.unread)),
            None => String::new(),
        };
        format!("Uit de map gehaald, maar niet vernietigd en dus nog in de geschiedenis: {}.{unread}\n", listed(&numbers))
    }
}

/// What is told of those that are not in the folder.
pub(super) fn told_removed(removed: &[Removed]) -> String {
    let told = |one: &Removed| {
        let (id, with) = (one.dossier.id, one.with.short());
        format!("{id} is in vastlegging {with} uit de map gehaald, maar niet vernietigd; het is beoordeeld zoals het daarvoor was.\n")
    };
    removed.iter().map(told).collect()
}

/// Refuses a dossier whose file is gone from the folder and is recorded still: someone may have thrown it away by mistake.
fn missing(id: DossierId) -> Failure {
    let what = format!("{id} is vastgelegd, maar staat niet meer in de map; er is niets gewijzigd");
    Failure::new(Exit::Unusable, what).help(format!("zet het eerst terug met:\n  git checkout HEAD -- {}", dossier_folder(id)))
}

/// Why a number was never recorded on this branch.
fn elsewhere(id: DossierId, office: &Office, repository: &Repository) -> Result<Failure, Failure> {
    if !repository.numbers_in_all_branches()?.contains(&id) {
        return Ok(not_here(id, office));
    }
    let what = format!("{id} staat op een andere tak van de geschiedenis (branch), niet op deze; er is niets gewijzigd");
    Ok(Failure::new(Exit::WrongUse, what).help("«git branch --all» noemt de takken; met «git switch TAK» gaat u erheen"))
}

/// Refuses a dossier of which the last version is no dossier that can be read; says how to put right what was recorded.
fn unreadable(id: DossierId, last: Last) -> Failure {
    let what = format!("{id} is niet te lezen zoals het het laatst is vastgelegd, zodat niet te zeggen is of het weg mag; er is niets gewijzigd");
    let (folder, had) = (dossier_folder(id), last.had.short());
    Failure::new(Exit::Unusable, what).help(format!("zet het terug, maak het in orde en leg het vast:\n  git restore --source={had} -- {folder}"))
}
