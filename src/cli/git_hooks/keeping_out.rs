//! What was destroyed kept out at home: of any commit git is about to make, of a push, and told after a merge that could not be refused.

use super::pre_commit::staged;
use crate::cli::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::render::terminal::listed;
use crate::repository::{AS_OLD_COPY, BEGIN_ANEW, Leading, Removal, Repository, Returning};

/// How to leave what is under way.
const STOP: &str = "breek af wat bezig is: git merge --abort, git rebase --abort of git cherry-pick --abort";

/// Refuses a commit that brings a destroyed dossier back. Work on a copy that has it still goes on: it is told when it is shared.
pub(super) fn commit(desk: &Desk) -> Result<Exit, Failure> {
    let (repository, all) = staged(desk)?;
    let destroyed = repository.destroyed_anywhere()?;
    let mut back = repository.unfinished_leading_back()?;
    for staged in all {
        let is_new = |id: DossierId| staged.merging || staged.changed.iter().any(|dossier| dossier.id == id && dossier.before == [None]);
        back.destroyed.extend(staged.dossiers.iter().map(|(_, id, _)| *id).filter(|id| destroyed.contains(id) && is_new(*id)));
    }
    if back.is_empty() {
        return Ok(Exit::Done);
    }
    let stop = repository.unfinished()?.operation.map_or(STOP.to_owned(), |operation| format!("breek het af met: {}", operation.abort()));
    desk.print(&format!("Dit wordt niet vastgelegd: {}.\n  hulp: {stop}\n{}", back.told("komt hiermee terug"), help()))?;
    Ok(Exit::Remarks)
}

/// Says so when the branch leads to a destroyed dossier after a rebase: one onto the old history asks nobody beforehand.
pub(super) fn rewritten(words: &[String], desk: &Desk) -> Result<Exit, Failure> {
    // Git asks this of an amended commit too, and that brings nothing along.
    if words.first().is_some_and(|how| how == "rebase") { merged(desk) } else { Ok(Exit::Done) }
}

/// Says so when the branch leads to a destroyed dossier after a merge; git has made it by now.
pub(super) fn merged(desk: &Desk) -> Result<Exit, Failure> {
    let Some(repository) = Repository::discover(&desk.folder)? else { return Ok(Exit::Done) };
    let back = Returning::of(&repository.head_leading_back()?);
    if back.is_empty() {
        return Ok(Exit::Done);
    }
    let what = format!("Let op: {}. Deel niets.", back.told("komt hiermee terug in de geschiedenis"));
    desk.print(&format!("{what}\n  hulp: maak het meteen ongedaan, voordat u verder werkt: git reset --keep ORIG_HEAD\n        zegt git dat het niet kan, bewaar dan eerst wat u schreef als los bestand buiten deze map\n{}", help()))?;
    Ok(Exit::Remarks)
}

/// Refuses a push of anything that leads to a destroyed dossier.
pub(super) fn push(desk: &Desk) -> Result<Exit, Failure> {
    let said = desk.terminal.rest_of_input()?;
    let Some(repository) = Repository::discover(&desk.folder)? else { return Ok(Exit::Done) };
    let leading = repository.push_leading_back(&said)?;
    if leading.is_empty() {
        return Ok(Exit::Done);
    }
    let redacted_alone = leading.iter().all(|leading| leading.removal == Removal::Redaction);
    let what = if redacted_alone { "weggelakt" } else { "vernietigd" };
    let mut text = format!("Dit wordt niet gedeeld: het leidt naar wat {what} is.\n");
    for Leading { reference, dossiers, .. } in &leading {
        let what = match dossiers.len() {
            0 => "wijst niet naar een vastlegging; wat het is, kan klacht niet nagaan".to_owned(),
            _ => listed(dossiers.keys()),
        };
        text.push_str(&format!("fout: {reference}: {what}\n"));
    }
    desk.print(&format!("{text}{}", help()))?;
    Ok(Exit::Remarks)
}

/// What to do with a copy of before it.
fn help() -> String {
    let lines = AS_OLD_COPY.lines().chain([BEGIN_ANEW]);
    format!(
        "  hulp: is dit een kopie van voor de vernietiging of het weglakken?\n{}",
        lines.map(|line| format!("        {line}\n")).collect::<String>()
    )
}
