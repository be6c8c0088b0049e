//! `klacht termijnen`: every term, the most urgent first.

use clap::ValueEnum;

use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::domain::{DossierId, Status, TermKind};
use crate::overview::{DossierTerms, Kept, TermFilter, TermState};
use crate::regulation::{self, Rules};
use crate::render::{calendar_file, json, terminal};
use crate::shell::office::Office;

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
    format: DeadlinesFormat,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

impl DeadlinesArguments {
    /// Whether a file is made.
    pub(super) fn writes(&self) -> bool {
        self.destination.is_a_file()
    }
}

/// How the terms are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DeadlinesFormat {
    /// For a reader.
    #[value(name = "tekst", help = "om te lezen")]
    Text,
    /// `docs/json.md`.
    #[value(name = "json", help = "voor een ander programma")]
    Json,
    /// What is open, as events without personal data.
    #[value(name = "ics", help = "voor een agenda: wat nog open staat, zonder persoonsgegevens")]
    Calendar,
}

/// Prints the terms of the dossiers as they stand today.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or a dossier asked for is not there.
pub fn run(arguments: &DeadlinesArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let shown = arguments.filter().applied(arguments.terms(&office, &rules, desk)?);
    let answer = match arguments.format {
        DeadlinesFormat::Text => terminal::deadlines(&shown, &rules, desk.terminal.width) + &terminal::to_destroy(&shown),
        DeadlinesFormat::Json => json::deadlines(&shown, &rules, desk.today),
        DeadlinesFormat::Calendar => calendar_file(&shown, &rules, desk.today),
    };
    arguments.destination.deliver(&answer, desk)?;
    Ok(Exit::Done)
}

impl DeadlinesArguments {
    /// The terms of the dossiers asked for, and of the improvements that outlive a destroyed one.
    fn terms(&self, office: &Office, rules: &Rules, desk: &Desk) -> Result<Vec<DossierTerms>, Failure> {
        let asked_for = |id: &DossierId| self.numbers.is_empty() || self.numbers.contains(id);
        let mut outlived = office.outlived();
        if !outlived.is_empty() {
            let here = office.inventory()?.dossiers;
            outlived.retain(|outlived| asked_for(&outlived.id) && !here.iter().any(|found| found.id == outlived.id));
        }
        let is_outlived = |id: &DossierId| outlived.iter().any(|outlived| outlived.id == *id);
        let numbers: Vec<DossierId> = self.numbers.iter().copied().filter(|id| !is_outlived(id)).collect();
        // No number left means that only destroyed dossiers were asked for; without one to begin with it means all.
        let dossiers = if numbers.is_empty() && !self.numbers.is_empty() { Vec::new() } else { desk.dossiers(office, &numbers)? };
        let kept = dossiers.iter().map(|dossier| DossierTerms {
            id: dossier.id,
            status: Some(dossier.status),
            terms: regulation::terms(dossier, rules, desk.today),
        });
        let gone = outlived.iter().map(|outlived| DossierTerms {
            id: outlived.id,
            status: None,
            terms: Kept::of_outlived(outlived, rules, desk.today).terms,
        });
        Ok(kept.chain(gone).collect())
    }

    /// A reader is shown what is still to be done; a program, and a reader who names a dossier, everything.
    /// A calendar holds only what is to come or late: what is done leaves it.
    fn filter(&self) -> TermFilter {
        let everything = self.all || self.format == DeadlinesFormat::Json || !self.numbers.is_empty();
        let state = match (self.late, everything && self.format != DeadlinesFormat::Calendar) {
            (true, _) => TermState::Late,
            (false, true) => TermState::All,
            (false, false) => TermState::Open,
        };
        TermFilter { statuses: self.statuses.clone(), kinds: self.kinds.clone(), state, within: self.within.map(i64::from) }
    }
}
