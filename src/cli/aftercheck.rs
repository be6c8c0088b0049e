//! `klacht vernietig --nacontrole`: whether a place elsewhere still has what was destroyed here.

use std::fmt::Write;

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::overview::{LeadsBack, LookedAt};
use crate::render::json;
use crate::repository::{Answered, CommitId, Elsewhere, Leading, Removal, Replaced, Repository};
use crate::shell::checking::REDACTED;
use crate::shell::office::Office;
use crate::source::read_redacted;

/// So many old commits are asked for by name before what came of it is looked at.
const AT_ONCE: usize = 64;
/// After so many that were handed out the others need not be asked for: the place is to be cleaned up.
const ENOUGH: usize = 100;
/// From so many on it is told beforehand that asking takes a while.
const LONG: usize = 500;
/// So many references are told by name.
const TOLD: usize = 20;
/// Where the steps for every host stand.
const RUNBOOK: &str = "docs/vernietiging.md";

/// What a place was found to have.
struct Found {
    place: Elsewhere,
    offered: usize,
    leading: Vec<Leading>,
    /// The references that lead to a commit that was replaced, each with one.
    old: Vec<(String, CommitId)>,
    asked: usize,
    handed_out: Vec<CommitId>,
    untold: bool,
}

impl Found {
    /// The same for who is told of it.
    fn looked_at(&self, replaced: &Replaced) -> LookedAt {
        let leads = |leading: &Leading| LeadsBack {
            reference: leading.reference.clone(),
            dossiers: leading.dossiers.iter().map(|(id, commit)| (*id, commit.to_string())).collect(),
        };
        LookedAt {
            place: self.place.shown.clone(),
            offered: self.offered,
            leading: self.leading.iter().map(leads).collect(),
            old: self.old.iter().map(|(reference, _)| reference.clone()).collect(),
            to_ask: replaced.len(),
            asked: self.asked,
            handed_out: self.handed_out.iter().map(ToString::to_string).collect(),
            untold: self.untold,
        }
    }
}

/// Looks at every address of the place, says what it found and what to do; ends with 1 when anything is still there.
///
/// # Errors
/// When nothing was destroyed here, the place is not known, or nothing can be fetched from it.
pub fn run(named: &str, format: Format, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let destroyed = Office::destroyed_as_recorded(&repository)?;
    let replaced = repository.replaced()?;
    let redacted = read_redacted(&office.read(REDACTED).unwrap_or_default());
    if destroyed.is_empty() && redacted.is_empty() && replaced.is_empty() {
        return Err(Failure::new(Exit::WrongUse, "hier is nog geen dossier vernietigd of weggelakt; er valt niets na te kijken"));
    }
    let (mut looked, mut answers) = (Vec::new(), Vec::new());
    for place in repository.elsewhere(named, &desk.folder)? {
        let copy = repository.fresh_copy(&place, desk.attendance())?;
        let leading = copy.leading_back(&repository)?;
        let mut old = copy.leading_to_old(&replaced)?;
        // By its number says more.
        old.retain(|(reference, _)| !leading.iter().any(|leading| leading.reference == *reference));
        let mut found = Found { place, offered: copy.offered(), leading, old, asked: 0, handed_out: Vec::new(), untold: false };
        drop(copy);
        ask(&mut found, &replaced, &repository, desk)?;
        if format == Format::Text {
            desk.print(&told(&found, &replaced, (destroyed.len(), !redacted.is_empty()), named))?;
        }
        let answer = found.looked_at(&replaced);
        looked.push((found.place, answer.is_clean()));
        answers.push(answer);
    }
    let is_dropped = !replaced.is_empty() && repository.looked_at(&looked)?;
    if format == Format::Json {
        desk.print(&json::aftercheck(&answers, desk.today))?;
    } else if is_dropped {
        desk.print("De lijst van oude vastleggingen is niet meer nodig en is weggegooid.\nEen plek die «git remote -v» niet noemt, zoals een spiegel, is hierna zo niet meer na te gaan.\n")?;
    }
    Ok(if looked.iter().all(|(_, clean)| *clean) { Exit::Done } else { Exit::Remarks })
}

/// Asks the place for every old commit by its name, until it is plain that it hands them out.
fn ask(found: &mut Found, replaced: &Replaced, repository: &Repository, desk: &Desk) -> Result<(), Failure> {
    if replaced.len() >= LONG {
        desk.terminal.notice(&format!("{} oude vastleggingen worden een voor een bij hun nummer gevraagd; dat duurt even.\n", replaced.len()));
    }
    for some in replaced.old().chunks(AT_ONCE) {
        let answers = repository.asked_for(some, &found.place, desk.attendance())?;
        found.asked += some.len();
        found.untold |= answers.contains(&Answered::Untold);
        let handed_out = some.iter().zip(&answers).filter(|(_, answer)| **answer == Answered::HandedOut).map(|(commit, _)| *commit);
        found.handed_out.extend(handed_out);
        if found.untold || found.handed_out.len() >= ENOUGH {
            break;
        }
    }
    Ok(())
}

fn told(found: &Found, replaced: &Replaced, (destroyed, is_redacted): (usize, bool), named: &str) -> String {
    let place = &found.place.shown;
    let mut dossiers = match destroyed {
        0 if is_redacted => "wat is weggelakt".to_owned(),
        0 => "een vernietigd dossier".to_owned(),
        1 => "het vernietigde dossier".to_owned(),
        _ => format!("een van de {destroyed} vernietigde dossiers"),
    };
    if destroyed > 0 && is_redacted {
        dossiers.push_str(" of naar wat is weggelakt");
    }
    let mut text = match found.offered {
        0 => format!("{place} is leeg.\n"),
        1 => format!("Van {place} is een verse kopie doorzocht, met 1 verwijzing.\n"),
        offered => format!("Van {place} is een verse kopie doorzocht, met {offered} verwijzingen.\n"),
    };
    if found.leading.is_empty() && found.old.is_empty() {
        let _ = writeln!(text, "Geen tak, label of andere verwijzing leidt daar nog naar {dossiers}.");
    } else {
        let _ = writeln!(text, "Dit leidt daar nog naar {}:", if found.leading.is_empty() { "de oude geschiedenis" } else { &dossiers });
        for leading in found.leading.iter().take(TOLD) {
            if leading.dossiers.is_empty() {
                let _ = writeln!(text, "  {}: wijst niet naar een vastlegging; wat het is, kan klacht niet nagaan", leading.reference);
                continue;
            }
            let dossiers: Vec<String> = leading.dossiers.iter().map(|(id, commit)| format!("{id} (vastlegging {})", commit.short())).collect();
            let as_it_was = if leading.removal == Removal::Redaction { ", zoals het voor het weglakken was" } else { "" };
            let _ = writeln!(text, "  {}: {}{as_it_was}", leading.reference, dossiers.join(", "));
        }
        for (reference, commit) in found.old.iter().take(TOLD) {
            let _ = writeln!(text, "  {reference}: oude vastlegging {}", commit.short());
        }
        let more = found.leading.len().saturating_sub(TOLD) + found.old.len().saturating_sub(TOLD);
        if more > 0 {
            let _ = writeln!(text, "  en nog {more} verwijzingen");
        }
    }
    text.push_str(&told_asked(found, replaced));
    text.push_str(&if found.looked_at(replaced).is_clean() {
        format!("Wat daar buiten git om wordt bewaard, zoals weergaven en reservekopieën, is zo niet te zien; zie {RUNBOOK}.\n")
    } else {
        what_now(found, !replaced.is_empty(), named)
    });
    text
}

/// What came of asking by name.
fn told_asked(found: &Found, replaced: &Replaced) -> String {
    match (replaced.len(), found.asked, found.handed_out.as_slice()) {
        (0, ..) => {
            "Of oude vastleggingen er nog bij hun nummer te krijgen zijn, is niet na te gaan: de lijst ervan is er hier niet (meer).\nDaarom geldt deze plek niet als schoon.\n".to_owned()
        }
        _ if found.untold => {
            "Of oude vastleggingen er nog bij hun nummer te krijgen zijn, is daar niet na te gaan: deze plek geeft er geen.\n".to_owned()
        }
        (all, asked, []) => format!("Van {all} oude vastleggingen {} bij hun nummer gevraagd; geen ervan is daar nog te krijgen.\n", were(asked)),
        (all, asked, [first, more @ ..]) => {
            format!(
                "Van {all} oude vastleggingen {} bij hun nummer gevraagd, en daar nog te krijgen: {}, zoals {}.\n",
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
fn what_now(found: &Found, is_listed: bool, named: &str) -> String {
    let own = |reference: &&String| ["refs/heads/", "refs/tags/"].iter().any(|kind| reference.starts_with(kind));
    let references = || found.leading.iter().map(|leading| &leading.reference).chain(found.old.iter().map(|(reference, _)| reference));
    let mut steps = Vec::new();
    if references().any(|reference| own(&reference)) {
        steps.push(format!("takken en labels vervangt u met: klacht deel --na-vernietiging --naar {named}"));
    }
    if references().any(|reference| !own(&reference)) {
        steps.push(format!("andere verwijzingen haalt de aanbieder of de beheerder van die plek weg; {RUNBOOK} zegt hoe u dat vraagt"));
    }
    if !found.handed_out.is_empty() {
        steps.push(format!("wat geen naam meer heeft, verdwijnt als de beheerder de opslag daar opruimt; {RUNBOOK} zegt hoe"));
    }
    if found.untold {
        steps.push(format!("laat de beheerder nagaan of daar is opgeruimd; {RUNBOOK} zegt hoe"));
    }
    if !is_listed {
        steps.push(
            "de lijst is er alleen op de computer waar vernietigd of weggelakt is, tot elke plek schoon was: ligt zij daar nog, kijk dan daar na"
                .to_owned(),
        );
        steps.push(format!(
            "is zij weg, laat dan de beheerder nagaan of daar is opgeruimd; {RUNBOOK} zegt hoe. Was deze plek met de lijst al schoon, dan is die uitkomst uw bewijs"
        ));
    }
    if is_listed || references().next().is_some() {
        steps.push("kijk daarna opnieuw na, met dezelfde opdracht".to_owned());
    }
    let steps: String = steps.iter().map(|step| format!("  - {step}\n")).collect();
    format!("Wat nu:\n{steps}")
}
