//! `klacht deel`: sends what was recorded to where it is kept as well, when asked.

use std::collections::BTreeSet;

use super::{Desk, Exit, Failure};
use crate::domain::DossierId;
use crate::repository::{Destination, Repository, Shared};
use crate::shell::office::{Office, RULE_FILE};

/// What `deel` takes.
#[derive(Debug, clap::Args)]
pub struct ShareArguments {
    /// The remote.
    #[arg(long = "naar", value_name = "PLEK", help = "Naar deze plek, zoals git haar noemt; anders naar de vaste of de enige")]
    to: Option<String>,
}

/// Sends every recorded change of this branch, and says how many went and where to.
///
/// # Errors
/// When there is nowhere to send to, changes there are not here, or it cannot be reached.
pub fn run(arguments: &ShareArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let destination = repository.destination(arguments.to.as_deref())?;
    desk.print(&unrecorded(&office, &repository)?)?;
    let shared = repository.share(&destination, desk.attendance())?;
    desk.print(&told(shared, &destination))?;
    Ok(Exit::Done)
}

fn told(shared: Shared, to: &Destination) -> String {
    let Destination { remote, address, .. } = to;
    let went = match shared.changes {
        0 => format!("Alles wat hier vastligt, staat al op {remote} ({address}).\n"),
        1 => format!("1 wijziging gedeeld met {remote} ({address}).\n"),
        changes => format!("{changes} wijzigingen gedeeld met {remote} ({address}).\n"),
    };
    let first = if shared.is_first { format!("Voortaan gaat «klacht deel» vanzelf naar {remote}.\n") } else { String::new() };
    went + &first
}

/// What stands in the folder and does not go along, because it was not recorded; empty when there is nothing.
fn unrecorded(office: &Office, repository: &Repository) -> Result<String, Failure> {
    let dossiers: Vec<_> = office.changed_dossiers(repository, &BTreeSet::new())?.into_iter().map(|(id, _)| id).collect();
    let rules = !office.changed_rule_file(repository)?.is_empty();
    let what = match (dossiers.as_slice(), rules) {
        ([], false) => return Ok(String::new()),
        ([], true) => format!("{RULE_FILE} heeft wijzigingen"),
        ([id], _) => format!("{id} heeft wijzigingen"),
        (dossiers, _) => format!("{} dossiers hebben wijzigingen", dossiers.len()),
    };
    let which = if dossiers.len() > 1 { format!("  {}\n", named(&dossiers)) } else { String::new() };
    Ok(format!("Let op: {what} die nog niet zijn vastgelegd, en die gaan niet mee.\n{which}«klacht leg-vast» legt ze vast.\n"))
}

/// The first numbers, and how many there are more.
fn named(dossiers: &[DossierId]) -> String {
    const SHOWN: usize = 10;
    let numbers: Vec<_> = dossiers.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = dossiers.len().saturating_sub(SHOWN);
    let numbers = numbers.join(", ");
    if more == 0 { numbers } else { format!("{numbers} en nog {more}") }
}
