//! The yearly report as a page.

use chrono::NaiveDate;
use serde::Serialize;

use super::alone::{Alone, alone};
use super::figure_table::FigureTable;
use super::founded::FoundedView;
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::overview::YearlyReport;
use crate::regulation::Rules;

#[derive(Serialize)]
struct ReportView<'a> {
    year: i32,
    before: i32,
    procedure: &'a str,
    hide_below: u16,
    received: [Option<u32>; 2],
    median: [Option<String>; 2],
    nine_in_ten: [Option<i64>; 2],
    tables: Vec<FigureTable<'a>>,
    founded: Vec<FoundedView<'a>>,
}

/// The yearly report as one file.
///
/// # Errors
/// When a template is wrong.
pub fn report_page(templates: &Templates, report: &YearlyReport, rules: &Rules, today: NaiveDate) -> Result<String, TemplateError> {
    let title = format!("Jaarverslag klachten {}", report.figures.year);
    let shell = Alone {
        template: "verslag/jaarverslag.html",
        style: "verslag/jaarverslag.css",
        title: &title,
        organisation: &rules.procedure.organisation,
        today,
    };
    alone(templates, shell, &view(report, rules))
}

fn view<'a>(report: &'a YearlyReport, rules: &'a Rules) -> ReportView<'a> {
    let (now, before) = (&report.figures, &report.before);
    ReportView {
        year: now.year,
        before: before.year,
        procedure: &rules.procedure.name,
        hide_below: report.hide_below,
        received: [now.received, before.received],
        median: [now.lead_time.median_in_words(), before.lead_time.median_in_words()],
        nine_in_ten: [now.lead_time.nine_in_ten, before.lead_time.nine_in_ten],
        tables: report.compared().iter().map(|compared| FigureTable::of(compared, rules)).collect(),
        founded: report.founded.iter().map(|complaint| FoundedView::of(complaint, |_| false)).collect(),
    }
}
