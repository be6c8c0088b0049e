//! `klacht geschiedenis`: what was recorded of one dossier, when, and by whom.

use std::collections::BTreeSet;

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::overview::Fate;
use crate::render::{json, terminal};
use crate::repository::Repository;
use crate::shell::office::Office;
use crate::shell::recordings::{Depth, dossier_log};

/// What `geschiedenis` takes.
#[derive(Debug, clap::Args)]
pub struct LogArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier, zoals K-2026-0007")]
    number: DossierId,
    /// What changed, in words.
    #[arg(long = "verschil", help = "Zeg ook in woorden wat er telkens veranderde")]
    words: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
}

/// Prints every recording of the dossier, oldest first, and says when something is not recorded yet.
///
/// # Errors
/// When there is no such dossier, no git, or a history that is not all here; when something cannot be read.
pub fn run(arguments: &LogArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let without = || Failure::new(Exit::Unusable, "hier is geen git, dus er is geen geschiedenis");
    let help = "«klacht begin MAP» maakt een dossiermap met geschiedenis; «git init» en «klacht leg-vast» beginnen er hier een";
    let repository = Repository::discover(office.root())?.ok_or_else(|| without().help(help))?;
    let depth = if arguments.words { Depth::Words } else { Depth::Parts };
    let mut log = dossier_log(&office, &repository, arguments.number, depth, desk.today)?;
    if repository.is_destroying() {
        // What still lies here of a dossier that goes is not to be recorded.
        log.unrecorded = None;
    }
    if log.recorded.is_empty() && log.unrecorded.is_none() {
        return Err(absent(arguments.number, &office, &repository)?);
    }
    desk.print(&match arguments.format {
        Format::Text => terminal::log(&log, desk.terminal.width),
        Format::Json => json::log(&log, desk.today),
    })?;
    Ok(Exit::Done)
}

/// Why a number has no history here.
fn absent(id: DossierId, office: &Office, repository: &Repository) -> Result<Failure, Failure> {
    let wrong = |what: String, help: String| Failure::new(Exit::WrongUse, what).help(help);
    if let Some(destroyed) = office.destroyed_dossiers().into_iter().find(|destroyed| destroyed.id == id) {
        let how = Fate::Destroyed(destroyed).explanation().unwrap_or_default();
        let what = format!("{id} is {how}; de geschiedenis is daarbij verdwenen");
        return Ok(wrong(what, format!("«klacht register {}» laat zien wat er nog van bekend is", id.year())));
    }
    let renumbered = office.dossiers(&BTreeSet::new())?.read.into_iter().find(|dossier| dossier.formerly.contains(&id));
    if let Some(dossier) = renumbered {
        return Ok(wrong(format!("{id} heet nu {}", dossier.id), format!("vraag het zo: klacht geschiedenis {}", dossier.id)));
    }
    if repository.numbers_in_all_branches()?.contains(&id) {
        let what = format!("{id} staat op een andere tak van de geschiedenis (branch), niet op deze");
        return Ok(wrong(what, "«git branch --all» noemt de takken; met «git switch TAK» gaat u erheen".to_owned()));
    }
    Ok(wrong(format!("er is hier geen dossier {id}, en het is er ook nooit geweest"), format!("«klacht register {}» noemt elk nummer", id.year())))
}
