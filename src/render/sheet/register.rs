//! `register` for a spreadsheet: a row a number, or a row for a run of numbers that are missing.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Cell, sheet};
use crate::domain::{ComplainantName, Destroyed, Dossier, DossierId, Quarter, Stated, Vocabulary};
use crate::overview::{Fate, Kept, NumberRow, RegisterOptions, retention_days};

/// What stands above the columns.
pub(super) const HEADINGS: &[&str] = &[
    "nummer",
    "toestand",
    "tot en met",
    "uitleg",
    "kwartaal",
    "gemeld op",
    "ingediend op",
    "ontvangen op",
    "kanaal",
    "bedrijfsonderdeel",
    "betreft",
    "onderwerp",
    "status",
    "afgehandeld op",
    "wijze",
    "oordeel",
    "bezwaar op",
    "uitspraak op",
    "uitspraak",
    "herhaling van",
    "vernietigen vanaf",
    "vernietigen uiterlijk",
];

/// What stands above the columns that tell who.
const NAMES: &[&str] = &["klachtindiener", "organisatie", "e-mail", "telefoon", "behandelaar"];

/// The register for a spreadsheet, every year below the other.
#[must_use]
pub fn register_sheet(years: &BTreeMap<u16, Vec<NumberRow>>, options: RegisterOptions) -> String {
    let mut headings = HEADINGS.to_vec();
    if options.names {
        headings.extend(NAMES);
    }
    sheet(&headings, years.values().flatten().map(|row| cells(row, options, headings.len())))
}

/// The cells of a row, as many as there are headings.
fn cells(row: &NumberRow, options: RegisterOptions, columns: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::text(row.id), Cell::text(row.fate.word()), Cell::words(last_of_run(row)), Cell::words(row.fate.explanation())];
    match &row.fate {
        Fate::Kept(kept) => {
            cells.extend(of_dossier(kept));
            if options.names {
                cells.extend(of_people(&kept.dossier));
            }
        }
        Fate::Destroyed(destroyed) => cells.extend(of_destroyed(destroyed)),
        Fate::Renumbered { .. } | Fate::Unreadable | Fate::Elsewhere | Fate::Missing { .. } => {}
    }
    cells.resize(columns, Cell::Empty);
    cells
}

/// The last number of a run; nothing for a number by itself.
fn last_of_run(row: &NumberRow) -> Option<DossierId> {
    match row.fate {
        Fate::Missing { until } if until != row.id => Some(until),
        _ => None,
    }
}

fn of_dossier(kept: &Kept) -> Vec<Cell> {
    let dossier = &kept.dossier;
    let received = dossier.received.map(|day| day.date());
    let reported = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
    let resolution = dossier.resolution.clone().unwrap_or_default();
    let appeal = dossier.appeal.clone().unwrap_or_default();
    let ruling = appeal.ruling.unwrap_or_default();
    let (destroy_from, destroy_by) = retention_days(&kept.terms);
    vec![
        Cell::words(received.or(reported).map(Quarter::of)),
        Cell::day(reported),
        Cell::day(dossier.submitted.map(|day| day.date())),
        Cell::day(received),
        Cell::words(dossier.channel),
        Cell::words(dossier.division.as_ref()),
        joined(&dossier.subjects),
        Cell::words(dossier.subject_line.as_ref()),
        Cell::text(dossier.status),
        Cell::day(resolution.date),
        Cell::words(resolution.manner),
        Cell::words(resolution.finding),
        Cell::day(appeal.filed_on),
        Cell::day(ruling.date),
        Cell::words(ruling.finding),
        Cell::words(dossier.recurrence_of),
        Cell::day(destroy_from),
        Cell::day(destroy_by),
    ]
}

/// What a destroyed dossier still tells, in the columns it belongs to.
fn of_destroyed(destroyed: &Destroyed) -> Vec<Cell> {
    let mut cells = vec![Cell::words(destroyed.received)];
    cells.resize(6, Cell::Empty);
    cells.push(joined(&destroyed.subjects));
    cells.resize(11, Cell::Empty);
    cells.push(Cell::words(destroyed.finding));
    cells
}

fn of_people(dossier: &Dossier) -> Vec<Cell> {
    let complainant = &dossier.complainant;
    let name = complainant.name.as_ref().map(|name| match name {
        ComplainantName::Named(name) => name.as_str(),
        ComplainantName::Anonymous => ComplainantName::ANONYMOUS,
    });
    let stated = |datum: &Option<Stated>| Cell::words(datum.as_ref());
    let reach = [stated(&complainant.organisation), stated(&complainant.email), stated(&complainant.telephone)];
    let mut cells = vec![Cell::words(name)];
    cells.extend(reach);
    cells.push(Cell::words(dossier.handler.as_ref()));
    cells
}

fn joined<T: Vocabulary + Display>(words: &[T]) -> Cell {
    let words: Vec<&str> = words.iter().map(|word| word.word()).collect();
    if words.is_empty() { Cell::Empty } else { Cell::text(words.join(", ")) }
}
