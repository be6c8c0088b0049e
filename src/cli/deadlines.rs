//! `klacht termijnen`: every term, the most urgent first.

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::domain::{DossierId, Status, TermKind};
use crate::overview::{DossierTerms, TermFilter, TermState};
use crate::regulation;
use crate::render::{json, terminal};

/// What `termijnen` takes.
#[derive(Debug, clap::Args)]
pub struct DeadlinesArguments {
    /// The dossiers.
    #[arg(value_name = "NUMMER", help = "Alleen deze dossiers; anders alle")]
    numbers: Vec<DossierId>,
    /// Only what is late.
    #[arg(long = "te-laat", help = "Alleen wat te laat is en nog moet gebeuren")]
    late: bool,
    /// Only what ends soon.
    #[arg(long = "binnen", value_name = "DAGEN", help = "Alleen wat binnen zoveel dagen afloopt, of al te laat is")]
    within: Option<u16>,
    /// Only these kinds.
    #[arg(long = "soort", value_name = "SOORT", help = "Alleen deze soort termijn, bijvoorbeeld reactie; mag vaker")]
    kinds: Vec<TermKind>,
    /// Only these statuses.
    #[arg(long = "status", value_name = "STATUS", help = "Alleen dossiers met deze status; mag vaker")]
    statuses: Vec<Status>,
    /// Also what is done.
    #[arg(long = "alle", conflicts_with = "late", help = "Ook wat voldaan of vervallen is")]
    all: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
}

/// Prints the terms of the dossiers as they stand today.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or a dossier asked for is not there.
pub fn run(arguments: &DeadlinesArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let dossiers = desk.dossiers(&office, &arguments.numbers)?;
    let all = dossiers.into_iter().map(|dossier| DossierTerms {
        id: dossier.id,
        status: dossier.status,
        terms: regulation::terms(&dossier, &rules, desk.today),
    });
    let shown = arguments.filter().applied(all.collect());
    desk.print(&match arguments.format {
        Format::Text => terminal::deadlines(&shown, &rules, desk.terminal.width),
        Format::Json => json::deadlines(&shown, &rules, desk.today),
    })?;
    Ok(Exit::Done)
}

impl DeadlinesArguments {
    /// A reader is shown what is still to be done; a program, and a reader who names a dossier, everything.
    fn filter(&self) -> TermFilter {
        let everything = self.all || self.format == Format::Json || !self.numbers.is_empty();
        let state = match (self.late, everything) {
            (true, _) => TermState::Late,
            (false, true) => TermState::All,
            (false, false) => TermState::Open,
        };
        TermFilter { statuses: self.statuses.clone(), kinds: self.kinds.clone(), state, within: self.within.map(i64::from) }
    }
}
