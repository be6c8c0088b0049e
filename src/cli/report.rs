//! `klacht jaarverslag`: the figures of a year, and what its founded complaints led to.

use chrono::NaiveDate;
use clap::ValueEnum;

use super::amendment::{Change, Workplace};
use super::arguments::{day, year};
use super::books::Books;
use super::destination::Destination;
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::DossierId;
use crate::overview::{Counting, Detail, Numbers, YearlyReport, yearly_report};
use crate::render::{html, json, sheet, terminal};
use crate::shell::site::{SiteError, templates};
use crate::source::edit::Edit;

/// What `jaarverslag` takes.
#[derive(Debug, clap::Args)]
pub struct ReportArguments {
    /// The year.
    #[arg(value_name = "JAAR", value_parser = year, help = "Het jaar")]
    year: i32,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: ReportFormat,
    /// The day of the evaluation, to be recorded.
    #[arg(
        long = "geevalueerd",
        value_name = "JJJJ-MM-DD",
        value_parser = day,
        conflicts_with_all = ["format", "to"],
        help = "Leg bij elke gegronde klacht van dit jaar vast dat zij op deze dag is geëvalueerd"
    )]
    evaluated_on: Option<NaiveDate>,
    /// Where it goes.
    #[command(flatten)]
    destination: Destination,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For a reader.
    #[value(name = "tekst", help = "om te lezen")]
    Text,
    /// A page.
    #[value(name = "html", help = "een bladzijde om te tonen en af te drukken, in een bestand")]
    Html,
    /// For a spreadsheet.
    #[value(name = "csv", help = "de cijfers voor een rekenblad, zoals Excel of LibreOffice")]
    Csv,
    /// `docs/json.md`.
    #[value(name = "json", help = "voor een ander programma")]
    Json,
}

/// Shows the report of a year, or records that its founded complaints were evaluated.
///
/// # Errors
/// When there is no dossier folder, its rule file is unsound, or the answer cannot be written or recorded.
pub fn run(arguments: &ReportArguments, desk: &Desk) -> Result<Exit, Failure> {
    let Books { office, rules, numbers } = Books::of(desk)?;
    let report = yearly_report(arguments.year, &numbers, Counting { rules: &rules, today: desk.today, detail: Detail::ForOthers });
    if let Some(evaluated_on) = arguments.evaluated_on {
        return record_evaluation(&report, &numbers, evaluated_on, desk);
    }
    desk.terminal.notice("Oorzaken, maatregelen en eigenaren zijn vrije tekst: lees ze voordat u het verslag deelt.\n");
    let destination = &arguments.destination;
    match arguments.format {
        ReportFormat::Text => destination.deliver(&terminal::report(&report, &rules, desk.terminal.width), desk)?,
        ReportFormat::Csv => destination.deliver(&sheet::report_sheet(&report, &rules), desk)?,
        ReportFormat::Json => destination.deliver(&json::report(&report, &rules, desk.today), desk)?,
        ReportFormat::Html => {
            let page = html::report_page(&templates(&office)?, &report, &rules, desk.today).map_err(SiteError::from)?;
            destination.deliver_page(&page, &format!("jaarverslag-{}.html", arguments.year), desk)?;
        }
    }
    Ok(Exit::Done)
}

/// Records the day of the evaluation in every founded complaint of the report that has none yet, one commit a dossier.
fn record_evaluation(report: &YearlyReport, numbers: &Numbers, evaluated_on: NaiveDate, desk: &Desk) -> Result<Exit, Failure> {
    if evaluated_on > desk.today {
        return Err(Failure::new(Exit::WrongUse, format!("{evaluated_on} moet nog komen")).help("noem de dag waarop de evaluatie geweest is"));
    }
    let left = report.founded.iter().filter(|complaint| complaint.evaluated_on.is_none()).map(|complaint| complaint.id);
    let is_here = |id: &DossierId| numbers.kept.iter().any(|kept| kept.dossier.id == *id);
    let (left, destroyed): (Vec<DossierId>, Vec<DossierId>) = left.partition(is_here);
    if !destroyed.is_empty() {
        let numbers: Vec<String> = destroyed.iter().map(ToString::to_string).collect();
        desk.terminal.notice(&format!("Vernietigd: {}. Zet daarvan «geevalueerd_op» zelf in register/verbeteringen.yaml.\n", numbers.join(", ")));
    }
    if left.is_empty() {
        let year = report.figures.year;
        desk.print(&format!("Er is niets vast te leggen: in {year} eindigde geen gegronde klacht, of zij zijn alle al geëvalueerd.\n"))?;
    } else {
        let workplace = Workplace::of(desk)?;
        let edits = [Edit::Set { path: Field::EvaluatedOn.into(), value: evaluated_on.to_string() }];
        for id in left {
            workplace.amend(id)?.record(&Change { edits: &edits, pieces: &[], refusal: "kan zo niet worden vastgelegd" })?;
        }
    }
    Ok(Exit::Done)
}
