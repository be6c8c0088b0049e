//! `klacht vernietig --nacontrole`: whether a place elsewhere still has what was destroyed here.

use std::fmt::Write;

use super::{Desk, Exit, Failure};
use crate::repository::{Answered, CommitId, Elsewhere, Leading, Replaced, Repository};
use crate::shell::office::Office;

/// So many old commits are asked for by name; each is a journey of its own.
const ASKED: usize = 100;
/// So many references are told by name.
const TOLD: usize = 20;
/// Where the steps for every host stand.
const RUNBOOK: &str = "docs/vernietiging.md";

/// What a place was found to have.
struct Found {
    place: Elsewhere,
    offered: usize,
    leading: Vec<Leading>,
    asked: usize,
    handed_out: Vec<CommitId>,
    untold: bool,
}

impl Found {
    fn is_clean(&self) -> bool {
        self.leading.is_empty() && self.handed_out.is_empty()
    }
}

/// Looks at every address of the place, says what it found and what to do; ends with 1 when anything is still there.
///
/// # Errors
/// When nothing was destroyed here, the place is not known, or nothing can be fetched from it.
pub fn run(named: &str, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let destroyed = Office::destroyed_as_recorded(&repository)?;
    let replaced = repository.replaced()?;
    if destroyed.is_empty() && replaced.is_empty() {
        return Err(Failure::new(Exit::WrongUse, "hier is nog geen dossier vernietigd; er valt niets na te kijken"));
    }
    let (mut clean, mut untold) = (true, false);
    for place in repository.elsewhere(named, &desk.folder)? {
        let copy = repository.fresh_copy(&place, desk.attendance())?;
        let mut found =
            Found { place, offered: copy.offered(), leading: copy.leading_to(&destroyed)?, asked: 0, handed_out: Vec::new(), untold: false };
        drop(copy);
        ask(&mut found, &replaced, &repository, desk)?;
        desk.print(&told(&found, &replaced, destroyed.len(), named))?;
        clean &= found.is_clean();
        untold |= found.untold;
    }
    if clean && !untold && !replaced.is_empty() && repository.found_clean(named, &repository.remote_names())? {
        desk.print("De lijst van oude vastleggingen is niet meer nodig en is weggegooid.\n")?;
    }
    Ok(if clean { Exit::Done } else { Exit::Remarks })
}

/// Asks the place for old commits by their names; of a long list for as many as are asked for, spread over it.
fn ask(found: &mut Found, replaced: &Replaced, repository: &Repository, desk: &Desk) -> Result<(), Failure> {
    let stride = replaced.len().div_ceil(ASKED).max(1);
    for commit in replaced.old().step_by(stride) {
        found.asked += 1;
        match repository.asked_for(commit, &found.place, desk.attendance())? {
            Answered::HandedOut => found.handed_out.push(commit),
            Answered::Unknown => {}
            Answered::Untold => {
                found.untold = true;
                return Ok(());
            }
        }
    }
    Ok(())
}

fn told(found: &Found, replaced: &Replaced, destroyed: usize, named: &str) -> String {
    let place = &found.place.shown;
    let dossiers = match destroyed {
        0 => "een vernietigd dossier".to_owned(),
        1 => "het vernietigde dossier".to_owned(),
        _ => format!("een van de {destroyed} vernietigde dossiers"),
    };
    let mut text = match found.offered {
        0 => format!("{place} is leeg.\n"),
        1 => format!("Van {place} is een verse kopie doorzocht, met 1 verwijzing.\n"),
        offered => format!("Van {place} is een verse kopie doorzocht, met {offered} verwijzingen.\n"),
    };
    if found.leading.is_empty() {
        let _ = writeln!(text, "Geen tak, label of andere verwijzing leidt daar nog naar {dossiers}.");
    } else {
        let _ = writeln!(text, "Dit leidt daar nog naar {dossiers}:");
        for leading in found.leading.iter().take(TOLD) {
            let dossiers: Vec<String> = leading.dossiers.iter().map(|(id, commit)| format!("{id} (vastlegging {})", commit.short())).collect();
            let _ = writeln!(text, "  {}: {}", leading.reference, dossiers.join(", "));
        }
        if found.leading.len() > TOLD {
            let _ = writeln!(text, "  en nog {} verwijzingen", found.leading.len() - TOLD);
        }
    }
    text.push_str(&told_asked(found, replaced));
    text.push_str(&if found.is_clean() {
        format!("Wat daar buiten git om wordt bewaard, zoals weergaven en reservekopieën, is zo niet te zien; zie {RUNBOOK}.\n")
    } else {
        what_now(found, named)
    });
    text
}

/// What came of asking by name.
fn told_asked(found: &Found, replaced: &Replaced) -> String {
    match (replaced.len(), found.asked, found.handed_out.as_slice()) {
        (0, ..) => "Of oude vastleggingen er nog op naam te krijgen zijn, is niet nagegaan: de lijst ervan is er hier niet (meer).\n".to_owned(),
        _ if found.untold => {
            "Of oude vastleggingen er nog op naam te krijgen zijn, is daar niet na te gaan: deze plek geeft niets op naam.\n".to_owned()
        }
        (all, asked, []) => format!("Van {all} oude vastleggingen {} op naam gevraagd; geen ervan is daar nog te krijgen.\n", were(asked)),
        (all, asked, [first, more @ ..]) => {
            format!(
                "Van {all} oude vastleggingen {} op naam gevraagd, en daar nog te krijgen: {}, zoals {}.\n",
                were(asked),
                more.len() + 1,
                first.short()
            )
        }
    }
}

fn were(asked: usize) -> String {
    if asked == 1 { "is er 1".to_owned() } else { format!("zijn er {asked}") }
}

/// What to do about what is still there.
fn what_now(found: &Found, named: &str) -> String {
    let own = |leading: &&Leading| ["refs/heads/", "refs/tags/"].iter().any(|kind| leading.reference.starts_with(kind));
    let mut steps = Vec::new();
    if found.leading.iter().any(|leading| own(&leading)) {
        steps.push(format!("takken en labels vervangt u met: klacht deel --na-vernietiging --naar {named}"));
    }
    if found.leading.iter().any(|leading| !own(&leading)) {
        steps.push(format!("andere verwijzingen haalt de aanbieder of de beheerder van die plek weg; {RUNBOOK} zegt hoe u dat vraagt"));
    }
    if !found.handed_out.is_empty() {
        steps.push(format!("wat geen naam meer heeft, verdwijnt als de beheerder de opslag daar opruimt; {RUNBOOK} zegt hoe"));
    }
    steps.push("kijk daarna opnieuw na, met dezelfde opdracht".to_owned());
    let steps: String = steps.iter().map(|step| format!("  - {step}\n")).collect();
    format!("Wat nu:\n{steps}")
}
