//! The words of the command line.

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate};
use clap::{Parser, ValueEnum};

use super::commands::Command;

/// Everything that can stand behind `klacht`.
#[derive(Debug, Parser)]
#[command(
    name = "klacht",
    version,
    about = "Klachtdossiers volgens de regeling: controleren, termijnen bewaken, vastleggen.",
    long_about = "Klachtdossiers volgens de regeling: controleren, termijnen bewaken, vastleggen.\n\nZonder opdracht zegt klacht wat er vandaag te doen is.",
    after_help = "«klacht OPDRACHT --help» legt een opdracht uit, met voorbeelden.",
    subcommand_value_name = "OPDRACHT",
    subcommand_help_heading = "Opdrachten"
)]
pub struct Arguments {
    /// The day to reckon with.
    #[arg(long = "vandaag", global = true, value_name = "JJJJ-MM-DD", display_order = 100, value_parser = day, help = "Doe alsof het deze dag is")]
    pub today: Option<NaiveDate>,
    /// The folder to work from.
    #[arg(long = "map", global = true, value_name = "MAP", display_order = 101, help = "Werk vanuit deze map in plaats van de huidige")]
    pub work_folder: Option<PathBuf>,
    /// What to do; what is due today when absent.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a reader.
    #[default]
    #[value(name = "tekst", help = "om te lezen")]
    Text,
    /// For a program: `docs/json.md`.
    #[value(name = "json", help = "voor een ander programma")]
    Json,
}

/// Reads a day as a person writes one: `2026-11-03`, or `3-11-2026`.
///
/// # Errors
/// When it is no such day.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let dutch_order = || NaiveDate::parse_from_str(text, "%d-%m-%Y").ok().filter(|_| text.len() >= 8);
    let day = text.parse().ok().filter(|_| text.len() == 10).or_else(dutch_order);
    let day: NaiveDate = day.ok_or("schrijf een dag als jaar-maand-dag, bijvoorbeeld 2026-11-03, en een dag die bestaat")?;
    year(&day.year().to_string()).map(|_| day).map_err(|_| "het jaar ligt buiten 1990 tot en met 2100; controleer het".to_owned())
}

/// Reads a year for which the rules of the holidays hold.
///
/// # Errors
/// When it is another year, or no year.
pub fn year(text: &str) -> Result<i32, String> {
    let year = text.parse().ok().filter(|year| (1990..=2100).contains(year));
    year.ok_or_else(|| "de feestdagen zijn bekend van 1990 tot en met 2100".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_argument_is_declared_soundly() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn day_is_read_in_both_orders() {
        for text in ["2026-11-03", "3-11-2026", "03-11-2026"] {
            assert_eq!(day(text).unwrap().to_string(), "2026-11-03", "{text}");
        }
    }

    #[test]
    fn other_days_are_refused() {
        for text in ["", "gisteren", "2026-02-30", "3-11-26", "3 nov", "20261103", "2026-1-3x", "0001-01-01", "1989-12-31", "1-1-2101", "9999-12-31"]
        {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
