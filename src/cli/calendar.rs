//! `klacht kalender`: the holidays of a year.

use chrono::Datelike;

use super::arguments::{Format, year};
use super::{Desk, Exit, Failure};
use crate::render::{json, terminal};
use crate::source::default_rules;

/// What `kalender` takes.
#[derive(Debug, clap::Args)]
pub struct CalendarArguments {
    /// The year.
    #[arg(value_name = "JAAR", value_parser = year, help = "Het jaar, van 1990 tot en met 2100; anders dit jaar")]
    year: Option<i32>,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
}

/// Prints the holidays of a year by the rules of the dossier folder, or by the default rules outside one.
///
/// # Errors
/// When the rule file cannot be read, or the answer not written.
pub fn run(arguments: &CalendarArguments, desk: &Desk) -> Result<Exit, Failure> {
    let rules = desk.office().ok().map(|office| desk.rules(&office)).transpose()?.unwrap_or_else(default_rules);
    let year = arguments.year.unwrap_or(desk.today.year());
    let text = match arguments.format {
        Format::Text => terminal::calendar(&rules.calendar, year, desk.terminal.width),
        Format::Json => json::calendar(&rules.calendar, year, desk.today),
    };
    desk.print(&text)?;
    Ok(Exit::Done)
}
