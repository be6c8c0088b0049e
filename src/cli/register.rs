//! `klacht register`: every number with what became of it, and the page for the auditor.

use clap::ValueEnum;

use super::arguments::year;
use super::books::{Books, CONFIDENTIAL};
use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::overview::{RegisterOptions, audit_page, numbers_by_year};
use crate::render::{html, json, sheet, terminal};
use crate::shell::site::{SiteError, templates};

/// What `register` takes.
#[derive(Debug, clap::Args)]
pub struct RegisterArguments {
    /// The year.
    #[arg(value_name = "JAAR", value_parser = year, help = "Alleen de nummers van dit jaar; anders alle")]
    year: Option<i32>,
    /// The year to be audited.
    #[arg(long = "audit", value_name = "JAAR", value_parser = year, conflicts_with_all = ["year", "names"], help = "Het overzicht voor de auditor van dit jaar: een rij per klacht")]
    audit: Option<i32>,
    /// Whether it tells who.
    #[arg(long = "met-namen", help = "Ook wie klaagt en wie behandelt")]
    names: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", help = "Hoe het antwoord eruitziet; anders tekst, en bij --audit html")]
    format: Option<ListFormat>,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

impl RegisterArguments {
    /// Whether a file is made: the page for the auditor always is one.
    pub(super) fn writes(&self) -> bool {
        self.destination.is_a_file() || self.audit.is_some() && matches!(self.format, None | Some(ListFormat::Html))
    }
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
    /// A page.
    #[value(name = "html", help = "een bladzijde om te tonen en af te drukken, in een bestand")]
    Html,
}

/// Shows every number by year, with what became of it.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or the answer cannot be written.
pub fn run(arguments: &RegisterArguments, desk: &Desk) -> Result<Exit, Failure> {
    match arguments.audit {
        Some(year) => audit(year, arguments, desk),
        None => list(arguments, desk),
    }
}

fn list(arguments: &RegisterArguments, desk: &Desk) -> Result<Exit, Failure> {
    let options = RegisterOptions { names: arguments.names };
    let format = arguments.format.unwrap_or(ListFormat::Text);
    if format == ListFormat::Html {
        let what = "het register als bladzijde staat op de site; html kan hier alleen met --audit";
        return Err(Failure::new(Exit::WrongUse, what).help("«klacht bouw» maakt de site; «--formaat csv» maakt een lijst voor een rekenblad"));
    }
    let mut years = numbers_by_year(Books::of(desk)?.numbers);
    years.retain(|year, _| arguments.year.is_none_or(|wanted| i32::from(*year) == wanted));
    let answer = match format {
        ListFormat::Csv => sheet::register_sheet(&years, options),
        ListFormat::Json => json::register(&years, options, desk.today),
        ListFormat::Text | ListFormat::Html => terminal::register(&years, options, desk.terminal.width),
    };
    desk.terminal.notice(CONFIDENTIAL);
    arguments.destination.deliver(&answer, desk)?;
    Ok(Exit::Done)
}

fn audit(year: i32, arguments: &RegisterArguments, desk: &Desk) -> Result<Exit, Failure> {
    let Books { office, rules, numbers } = Books::of(desk)?;
    let page = audit_page(year, &numbers_by_year(numbers), &rules);
    desk.terminal.notice(CONFIDENTIAL);
    desk.terminal.notice("Maatregelen en redenen zijn vrije tekst: lees ze voordat u het overzicht geeft.\n");
    match arguments.format.unwrap_or(ListFormat::Html) {
        ListFormat::Csv => arguments.destination.deliver(&sheet::audit_sheet(&page), desk)?,
        ListFormat::Json => arguments.destination.deliver(&json::audit(&page, &rules, desk.today), desk)?,
        ListFormat::Text => arguments.destination.deliver(&terminal::audit(&page, &rules, desk.terminal.width), desk)?,
        ListFormat::Html => {
            let html = html::audit_page(&templates(&office)?, &page, &rules, desk.today).map_err(SiteError::from)?;
            arguments.destination.deliver_page(&html, &format!("klachten-{year}-audit.html"), desk)?;
        }
    }
    Ok(Exit::Done)
}
