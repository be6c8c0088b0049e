//! The yearly report as a page.

use chrono::NaiveDate;
use serde::Serialize;

use super::alone::{Alone, alone};
use super::templates::{TemplateError, Templates};
use crate::overview::{ComparedTable, FoundedComplaint, YearlyReport, plain};
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
    tables: Vec<TableView<'a>>,
    founded: Vec<FoundedView<'a>>,
}

#[derive(Serialize)]
struct TableView<'a> {
    id: String,
    title: &'static str,
    article: &'a str,
    total: [Option<u32>; 2],
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    name: String,
    now: Option<u32>,
    before: Option<u32>,
}

#[derive(Serialize)]
struct FoundedView<'a> {
    number: String,
    evaluated_on: Option<NaiveDate>,
    measures: Vec<MeasureView<'a>>,
}

#[derive(Serialize)]
struct MeasureView<'a> {
    cause: Option<&'a str>,
    measure: Option<&'a str>,
    reason: Option<&'a str>,
    areas: String,
    owner: Option<&'a str>,
    due_on: Option<NaiveDate>,
    done_on: Option<NaiveDate>,
    effect: Option<String>,
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
        tables: report.compared().iter().map(|compared| table(compared, rules)).collect(),
        founded: report.founded.iter().map(founded).collect(),
    }
}

fn table<'a>(table: &ComparedTable, rules: &'a Rules) -> TableView<'a> {
    let rows = table.telling_rows().map(|(key, numbers)| RowView { name: table.kind.row_name(key, rules), now: numbers.now, before: numbers.before });
    TableView {
        id: table.kind.to_string(),
        title: table.kind.title(),
        article: rules.article(table.kind.provision()),
        total: [table.total.now, table.total.before],
        rows: rows.collect(),
    }
}

fn founded(complaint: &FoundedComplaint) -> FoundedView<'_> {
    let measures = complaint.measures.iter().map(|measure| MeasureView {
        cause: measure.cause.as_deref(),
        measure: measure.measure.as_deref(),
        reason: measure.reason.as_deref(),
        areas: measure.areas.iter().map(plain).collect::<Vec<_>>().join(", "),
        owner: measure.owner.as_deref(),
        due_on: measure.due_on,
        done_on: measure.done_on,
        effect: measure.effect.as_ref().and_then(|effect| effect.outcome).map(plain),
    });
    FoundedView { number: complaint.id.to_string(), evaluated_on: complaint.evaluated_on, measures: measures.collect() }
}
