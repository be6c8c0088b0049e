//! `register` on the screen.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dutch_day::short_day;
use super::table::table;
use crate::domain::ComplainantName;
use crate::overview::{Fate, Kept, NumberRow, RegisterOptions, plain};

/// Every number by year, with what became of it.
#[must_use]
pub fn register(years: &BTreeMap<u16, Vec<NumberRow>>, options: RegisterOptions, width: usize) -> String {
    let mut text = String::new();
    for (year, rows) in years {
        let _ = writeln!(text, "{}{year}: {}\n", if text.is_empty() { "" } else { "\n" }, tally(rows));
        let mut headings = vec!["Nummer", "Ontvangen", "Status", "Oordeel", "Afgehandeld", "Onderwerp"];
        if options.names {
            headings.push("Wie");
        }
        text.push_str(&table(&headings, rows.iter().map(|row| cells(row, options)), width));
    }
    if text.is_empty() { "Er zijn nog geen dossiers. «klacht nieuw» begint het eerste.\n".to_owned() } else { text }
}

/// How many dossiers there are, and how many numbers nothing explains.
fn tally(rows: &[NumberRow]) -> String {
    let count = |wanted: fn(&Fate) -> bool| rows.iter().filter(|row| wanted(&row.fate)).count();
    let kept = count(|fate| matches!(fate, Fate::Kept(_)));
    let destroyed = count(|fate| matches!(fate, Fate::Destroyed(_)));
    let missing: u32 = rows.iter().filter_map(missing_in).sum();
    let mut parts = vec![if kept == 1 { "1 dossier".to_owned() } else { format!("{kept} dossiers") }];
    parts.extend((destroyed > 0).then(|| format!("{destroyed} vernietigd")));
    parts.push(match missing {
        0 => "geen nummer onverklaard".to_owned(),
        1 => "1 nummer onverklaard".to_owned(),
        _ => format!("{missing} nummers onverklaard"),
    });
    parts.join(", ")
}

/// How many numbers the row tells to be missing.
fn missing_in(row: &NumberRow) -> Option<u32> {
    match row.fate {
        Fate::Missing { until } => Some(until.serial() - row.id.serial() + 1),
        _ => None,
    }
}

fn cells(row: &NumberRow, options: RegisterOptions) -> Vec<String> {
    let mut cells = match &row.fate {
        Fate::Kept(kept) => return of_dossier(kept, options),
        Fate::Missing { until } if *until != row.id => vec![format!("{} t/m {:04}", row.id, until.serial())],
        _ => vec![row.id.to_string()],
    };
    let explanation = row.fate.explanation().filter(|explanation| *explanation != row.fate.word());
    cells.extend([String::new(), row.fate.word().to_owned(), finding(&row.fate), String::new(), explanation.unwrap_or_default()]);
    cells
}

/// The finding a destroyed dossier still tells.
fn finding(fate: &Fate) -> String {
    match fate {
        Fate::Destroyed(destroyed) => destroyed.finding.map(plain).unwrap_or_default(),
        _ => String::new(),
    }
}

fn of_dossier(kept: &Kept, options: RegisterOptions) -> Vec<String> {
    let dossier = &kept.dossier;
    let reported = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
    let arrived = dossier.received.map(|day| day.date()).or(reported);
    let mut cells = vec![
        dossier.id.to_string(),
        arrived.map(short_day).unwrap_or_default(),
        plain(dossier.status),
        dossier.finding().map(plain).unwrap_or_default(),
        dossier.ended_on().map(short_day).unwrap_or_default(),
        without_controls(dossier.subject_line.as_deref()),
    ];
    if options.names {
        let anonymous = dossier.complainant.is_anonymous().then_some(ComplainantName::ANONYMOUS);
        cells.push(without_controls(dossier.complainant.named().or(anonymous)));
    }
    cells
}

/// Words of a dossier, without signs that would steer the screen.
fn without_controls(text: Option<&str>) -> String {
    text.unwrap_or_default().replace(char::is_control, " ")
}
