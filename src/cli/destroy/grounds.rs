//! On which grounds a dossier may be destroyed: by what was recorded, on a day that has come, where it lies as it says, and nothing keeps it.

use std::collections::BTreeSet;

use super::super::erase::lacking_facts;
use super::super::{Desk, Exit, Failure};
use crate::calendar::day_in_words;
use crate::domain::{Dossier, DossierId, Provision};
use crate::overview::{Keeping, keepings};
use crate::regulation::{self, Case, DisposalStanding, Rules};
use crate::repository::{Repository, TrackedPath, dossier_folder};
use crate::shell::clock;
use crate::shell::destruction::link_on_the_way;
use crate::shell::office::{Office, dossier_path};

/// Refuses a dossier whose file differs from what was recorded: what is destroyed takes along every trace of what it said before.
///
/// # Errors
/// When there is such a one, or it cannot be read.
pub(super) fn all_as_recorded(gone: &BTreeSet<DossierId>, office: &Office, repository: &Repository) -> Result<(), Failure> {
    // No numbers would mean all, also a destroyed one that lies in the folder again.
    if gone.is_empty() {
        return Ok(());
    }
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

/// Refuses dossiers that must still be kept, or that something keeps here, each with its day and article.
///
/// # Errors
/// When there is such a one.
pub(super) fn all_may_go(dossiers: &[Dossier], rules: &Rules, desk: &Desk) -> Result<(), Failure> {
    let found = keepings(dossiers, |dossier| Case { dossier, rules, today: desk.today });
    let refused: Vec<String> = found.iter().filter_map(|keeping| refusal(keeping, rules)).collect();
    if refused.is_empty() {
        return Ok(());
    }
    Err(Failure::new(Exit::Refused, refused.join("\n")).help("«klacht bewaartermijn» zegt wanneer een dossier weg mag en wat het tegenhoudt"))
}

/// Refuses dossiers that no granted request asks to be erased, or that something keeps here.
///
/// # Errors
/// When there is such a one.
pub(super) fn all_may_be_erased(dossiers: &[Dossier], rules: &Rules, desk: &Desk) -> Result<(), Failure> {
    let (mut refused, mut help) = (Vec::new(), Vec::new());
    for dossier in dossiers {
        let blocks = regulation::erasure_blocks(&Case { dossier, rules, today: desk.today });
        let told = blocks.into_iter().map(|block| format!("{} mag niet worden gewist: {} (art. 17 AVG)", dossier.id, block.reason));
        told.for_each(|told| refused.extend((!refused.contains(&told)).then_some(told)));
        help.extend(lacking_facts(dossier).map(|command| format!("leg vast wat bij het verzoek ontbreekt: {command}")));
    }
    if refused.is_empty() {
        return Ok(());
    }
    help.push("is de bewaartermijn voorbij, gebruik dan «klacht vernietig»".to_owned());
    Err(Failure::new(Exit::Refused, refused.join("\n")).help(help.join("\n")))
}

fn refusal(keeping: &Keeping, rules: &Rules) -> Option<String> {
    let id = keeping.id;
    let article = rules.article(Provision::Retention);
    let disposal = &keeping.disposal;
    match disposal.standing {
        DisposalStanding::Overdue | DisposalStanding::DueSoon | DisposalStanding::Allowed => None,
        DisposalStanding::Blocked => Some(format!("{id} mag niet worden vernietigd: {} ({article})", disposal.reasons().join("; "))),
        DisposalStanding::TooEarly => {
            let from = disposal.not_before.map_or_else(String::new, |day| format!(" tot {}", day_in_words(day)));
            Some(format!("{id} moet nog worden bewaard{from} ({article})"))
        }
        DisposalStanding::Unsettled => Some(format!("{id} is nog niet afgehandeld ({article})")),
    }
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
