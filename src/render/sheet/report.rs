//! `jaarverslag` for a spreadsheet: a row a figure.

use super::{Cell, sheet};
use crate::overview::{Compared, YearlyReport};
use crate::regulation::Rules;

/// What stands where a number is hidden.
const HIDDEN: &str = "x";

/// The figures of both years for a spreadsheet; the founded complaints are in the page and the JSON.
#[must_use]
pub fn report_sheet(report: &YearlyReport, rules: &Rules) -> String {
    let headings = ["tabel", "regel", &format!("aantal {}", report.figures.year), &format!("aantal {}", report.before.year)];
    let mut rows = vec![figure("ontvangen klachten", "totaal", Compared { now: report.figures.received, before: report.before.received })];
    let (now, before) = (report.figures.lead_time, report.before.lead_time);
    rows.push(days("mediaan", now.median_in_words(), before.median_in_words()));
    rows.push(days("negen van de tien", now.nine_in_ten.map(|days| days.to_string()), before.nine_in_ten.map(|days| days.to_string())));
    for table in report.compared() {
        rows.push(figure(table.kind.title(), "totaal", table.total));
        rows.extend(table.rows.iter().map(|(key, compared)| figure(table.kind.title(), &table.kind.row_name(key, rules), *compared)));
    }
    sheet(&headings, rows)
}

fn figure(table: &str, row: &str, compared: Compared) -> Vec<Cell> {
    let cell = |count: Option<u32>| count.map_or_else(|| Cell::text(HIDDEN), Cell::count);
    vec![Cell::text(table), Cell::text(row), cell(compared.now), cell(compared.before)]
}

/// A number of days, of which the median can lie between two: half a day is written with a comma, as a Dutch spreadsheet reads it.
fn days(row: &str, now: Option<String>, before: Option<String>) -> Vec<Cell> {
    let cell = |days: Option<String>| days.map_or_else(|| Cell::text(HIDDEN), Cell::Measured);
    vec![Cell::text("dagen tot de reactie"), Cell::text(row), cell(now), cell(before)]
}
