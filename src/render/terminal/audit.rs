//! `register --audit` on the screen: the days and counts of each complaint, without its free text.

use std::fmt::Write;

use chrono::NaiveDate;

use super::dutch_day::short_day;
use super::table::table;
use crate::overview::{AuditPage, AuditRow, plain};
use crate::regulation::Rules;

/// The complaints of a year with what an auditor asks first, and the numbers without a row.
#[must_use]
pub fn audit(page: &AuditPage, rules: &Rules, width: usize) -> String {
    let mut text = format!("Klachten van {}, {}\n\n", page.year, rules.procedure.name);
    for (version, count) in &page.versions {
        let _ = writeln!(text, "  versie {version}: {count}");
    }
    for officer in &page.officers {
        let _ = writeln!(text, "  {}: {}{}", plain(officer.role), officer.name, when(officer.from, officer.until));
    }
    for member in &page.committee {
        let _ = writeln!(text, "  geschillencommissie, {}: {}{}", plain(member.capacity), member.name, when(member.from, member.until));
    }
    let headings = ["Nummer", "Ontvangen", "Bevestigd", "Beantwoord", "Oordeel", "Verbetering", "Te laat"];
    let _ = write!(text, "\n{}", table(&headings, page.rows.iter().map(cells), width));
    if !page.others.is_empty() {
        text.push_str("\nZonder rij:\n");
    }
    for (number, why) in &page.others {
        let _ = writeln!(text, "  {}: {why}", number.in_words());
    }
    text
}

fn when(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let from = from.map(|day| format!(" van {}", short_day(day))).unwrap_or_default();
    let until = until.map(|day| format!(" tot en met {}", short_day(day))).unwrap_or_default();
    format!("{from}{until}")
}

fn cells(row: &AuditRow) -> Vec<String> {
    let confirmed = row
        .confirmation
        .as_ref()
        .and_then(|confirmation| confirmation.working_days)
        .map(|days| if days == 1 { "1 werkdag".to_owned() } else { format!("{days} werkdagen") });
    let answered = row.answer.as_ref().and_then(|answer| answer.days).map(|days| format!("{days} dagen"));
    let measures = match (row.lacks_measure, row.measures.len()) {
        (true, _) => "ontbreekt".to_owned(),
        (false, 0) => String::new(),
        (false, count) => count.to_string(),
    };
    let late: Vec<String> = row.late.iter().map(|late| format!("{} {}", late.kind, late.days_late)).collect();
    vec![
        row.id.to_string(),
        row.received_on.map(short_day).unwrap_or_default(),
        confirmed.unwrap_or_default(),
        answered.unwrap_or_default(),
        row.finding.map(plain).unwrap_or_default(),
        measures,
        late.join(", "),
    ]
}
