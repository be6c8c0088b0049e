//! `klacht git-hooks pre-receive`: what comes in on a server. What it says may stand in a log: numbers, fields and codes alone.

use crate::cli::{Desk, Exit, Failure};
use crate::repository::{CommitId, Offence, Receiving, RefUpdate};
use crate::shell::environment;

/// How many reasons are told.
const TOLD: usize = 40;

/// Refuses a push that brings what may not be, or takes away what stood.
pub(super) fn run(desk: &Desk) -> Result<Exit, Failure> {
    let said = desk.terminal.rest_of_input()?;
    let updates = said.lines().map(str::parse).collect::<Result<Vec<RefUpdate>, _>>();
    let updates = updates.map_err(|error| Failure::new(Exit::WrongUse, error.to_string()).help("git zelf roept deze opdracht aan, op een server"))?;
    let folder = environment::path("GIT_DIR").map_or_else(|| desk.folder.clone(), |folder| desk.path(&folder));
    let incoming = environment::path("GIT_QUARANTINE_PATH").or_else(|| environment::path("GIT_OBJECT_DIRECTORY"));
    let receiving = Receiving::open(&folder, incoming.as_deref())?;
    let refusals = receiving.judge(&updates, desk.today)?;
    if refusals.is_empty() {
        return Ok(Exit::Done);
    }
    let is_of_the_past = refusals.iter().any(|refusal| refusal.offence.is_of_the_past());
    let mut text = String::from("Geweigerd; er is niets overgenomen.\n");
    for refusal in refusals.iter().take(TOLD) {
        let commit = refusal.commit.map(|commit| format!(" (vastlegging {})", commit.short())).unwrap_or_default();
        let help = match &refusal.offence {
            // An old copy that is sent by force has nothing to fetch.
            Offence::BranchRewritten(_) if is_of_the_past => "haal niets op, en stuur niets met --force: deze kopie is van ervoor".to_owned(),
            offence => offence.help(),
        };
        text.push_str(&format!("fout: {}{commit}\n  hulp: {help}\n", refusal.offence));
    }
    if refusals.len() > TOLD {
        text.push_str(&format!("en nog {} redenen\n", refusals.len() - TOLD));
    }
    // Whoever has an old copy begins anew: before its first commit that may not be taken stands nothing but the old history.
    if !is_of_the_past {
        text.push_str(&receiving.first_of(&refusals)?.map(way_out).unwrap_or_default());
    }
    desk.print(&text)?;
    Ok(Exit::Remarks)
}

/// How to share after all, when this commit and what came after it may not be taken. The files of the officer stay as they are.
fn way_out(first: CommitId) -> String {
    let commit = first.short();
    format!(
        "
Zo komt u verder: vastlegging {commit} moet eruit voordat u kunt delen. Uw bestanden blijven zoals zij nu zijn.
  1. typ in uw dossiermap: git reset {commit}~1
     ook wat u daarna vastlegde is dan nog niet vastgelegd; het staat nog wel in de map
  2. verbeter wat hierboven staat; haal een dossier dat weg is terug met «git restore»
  3. klacht leg-vast
  4. klacht deel
"
    )
}
