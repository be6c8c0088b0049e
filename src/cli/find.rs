//! `klacht zoek`: everything about one person, across all dossiers.

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::overview::Query;
use crate::render::search::Found;
use crate::render::{json, terminal};
use crate::shell::searching::Findings;

/// What `zoek` takes.
#[derive(Debug, clap::Args)]
pub struct FindArguments {
    /// What to look for.
    #[arg(
        value_name = "WOORDEN",
        required = true,
        help = "Een naam, e-mailadres, telefoonnummer, postcode of ander woord; alle woorden in één plaats"
    )]
    words: Vec<String>,
    /// Also former versions.
    #[arg(long = "historie", help = "Ook wat in vorige versies stond en nu niet meer")]
    history: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
}

/// Prints every place where the words stand; none is an answer too.
///
/// # Errors
/// When there is nothing to look for, or a dossier or git cannot be read.
pub fn run(arguments: &FindArguments, desk: &Desk) -> Result<Exit, Failure> {
    let nothing = || Failure::new(Exit::WrongUse, "hierin staat geen letter of cijfer om te zoeken");
    let query = Query::of(&arguments.words).ok_or_else(|| nothing().help("noem een naam, een e-mailadres, een telefoonnummer of een postcode"))?;
    let office = desk.office()?;
    let mut findings = office.search(&query)?;
    if arguments.history {
        findings.add_history(&desk.repository(&office)?, &query)?;
    }
    let found = told(&findings);
    desk.print(&match arguments.format {
        Format::Text => terminal::search(&found),
        Format::Json => json::search(&found, desk.today),
    })?;
    Ok(Exit::Done)
}

fn told(findings: &Findings) -> Found<'_> {
    let dossiers = findings.dossiers.iter().map(|(id, found)| (*id, found.iter().map(|finding| (finding.formerly, &finding.hit)).collect()));
    Found { dossiers: dossiers.collect(), closed: findings.closed.len() }
}
