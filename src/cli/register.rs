//! `klacht register`: every number with what became of it, and the page for the auditor.

use clap::ValueEnum;

use super::arguments::year;
use super::books::{Books, CONFIDENTIAL};
use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::overview::{RegisterOptions, numbers_by_year};
use crate::render::{json, sheet, terminal};

/// What `register` takes.
#[derive(Debug, clap::Args)]
pub struct RegisterArguments {
    /// The year.
    #[arg(value_name = "JAAR", value_parser = year, help = "Alleen de nummers van dit jaar; anders alle")]
    year: Option<i32>,
    /// Whether it tells who.
    #[arg(long = "met-namen", help = "Ook wie klaagt en wie behandelt")]
    names: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: ListFormat,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For a reader.
    #[value(name = "tekst", help = "om te lezen")]
    Text,
    /// For a spreadsheet.
    #[value(name = "csv", help = "voor een rekenblad, zoals Excel of LibreOffice")]
    Csv,
    /// `docs/json.md`.
    #[value(name = "json", help = "voor een ander programma")]
    Json,
}

/// Shows every number by year, with what became of it.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or the answer cannot be written.
pub fn run(arguments: &RegisterArguments, desk: &Desk) -> Result<Exit, Failure> {
    let books = Books::of(desk)?;
    let mut years = numbers_by_year(books.numbers);
    years.retain(|year, _| arguments.year.is_none_or(|wanted| i32::from(*year) == wanted));
    let options = RegisterOptions { names: arguments.names };
    let answer = match arguments.format {
        ListFormat::Text => terminal::register(&years, options, desk.terminal.width),
        ListFormat::Csv => sheet::register_sheet(&years, options),
        ListFormat::Json => json::register(&years, options, desk.today),
    };
    desk.terminal.notice(CONFIDENTIAL);
    arguments.destination.deliver(&answer, desk)?;
    Ok(Exit::Done)
}
