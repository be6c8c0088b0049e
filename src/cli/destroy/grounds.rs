//! What a destruction may be judged by: what was recorded, on a day that has come, of a dossier that lies where it says.

use std::collections::BTreeSet;

use super::super::{Desk, Exit, Failure};
use crate::calendar::day_in_words;
use crate::domain::DossierId;
use crate::repository::{Repository, TrackedPath, dossier_folder};
use crate::shell::clock;
use crate::shell::destruction::link_on_the_way;
use crate::shell::office::{Office, dossier_path};

/// Refuses a dossier whose file differs from what was recorded: what is destroyed takes along every trace of what it said before.
///
/// # Errors
/// When there is such a one, or it cannot be read.
pub(super) fn all_as_recorded(gone: &BTreeSet<DossierId>, office: &Office, repository: &Repository) -> Result<(), Failure> {
    for compared in office.changed_dossiers(repository, gone)? {
        let (id, changed) = (compared.0, compared.1?);
        if changed.changes.contains_key(&TrackedPath::of_dossier(id)) {
            let what = format!("{id} is niet zoals het is vastgelegd, zodat niet te zeggen is of het weg mag; er is niets gewijzigd");
            return Err(Failure::new(Exit::Unusable, what).help(format!(
                "leg de wijziging eerst vast met «klacht leg-vast {id}», of laat haar vallen met:\n  git checkout HEAD -- {}",
                dossier_path(id)
            )));
        }
    }
    Ok(())
}

/// Refuses a dossier that lies elsewhere, behind a link: only the link would go.
///
/// # Errors
/// When there is such a one.
pub(super) fn none_behind_a_link(gone: &BTreeSet<DossierId>, office: &Office) -> Result<(), Failure> {
    let Some((id, link)) = gone.iter().find_map(|id| Some((id, link_on_the_way(office, &dossier_folder(*id))?))) else { return Ok(()) };
    let what = format!("{id} ligt niet hier: «{}» is een verwijzing naar elders; er is niets gewijzigd", link.display());
    Err(Failure::new(Exit::Unusable, what).help("zet de map zelf op die plaats, in plaats van de verwijzing"))
}

/// Refuses a day that has not come: a rehearsal may look ahead, a destruction may not.
///
/// # Errors
/// When the day that was given is after today.
pub(in crate::cli) fn day_has_come(desk: &Desk) -> Result<(), Failure> {
    let today = clock::today();
    if desk.today <= today {
        return Ok(());
    }
    let what = format!("het is nog geen {}, maar {}; er is niets gewijzigd", day_in_words(desk.today), day_in_words(today));
    Err(Failure::new(Exit::WrongUse, what).help("op proef kunt u met --vandaag vooruitkijken; uitvoeren kan pas op de dag zelf"))
}
