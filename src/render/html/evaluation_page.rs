//! The evaluation of a year, and the years beside each other.

use std::collections::BTreeMap;

use serde::Serialize;

use super::audit_pages::audit_address;
use super::chart::{Columns, Strip};
use super::dossier_address;
use super::evaluation_charts;
use super::figure_table::FigureTable;
use super::founded::FoundedView;
use super::list_pages::Listing;
use super::site_page::{Parts, SitePage, address};
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::domain::DossierId;
use crate::overview::{Detail, FoundedComplaint, HiddenTable, PartOf, TableKind, YearFigures, YearlyReport};
use crate::regulation::Rules;

/// A page holds no more founded complaints than this.
const FOUNDED_A_PAGE: usize = 150;
/// A page names no more repeated complaints than this.
const MOST_RECURRENCES: usize = 150;

/// What the evaluation pages are made of.
#[derive(Clone, Copy)]
pub struct EvaluationSheet<'a> {
    /// The report of every year, by year.
    pub reports: &'a BTreeMap<i32, YearlyReport>,
    /// How much the reports tell.
    pub detail: Detail,
    /// Which dossiers have a page; none where nothing may lead to one.
    pub has_page: &'a dyn Fn(DossierId) -> bool,
}

/// The figures that come first.
#[derive(Serialize)]
pub(super) struct HeadlineView {
    received: Option<u32>,
    acknowledged: PartView,
    answered: PartView,
    reversed: PartView,
    median: Option<String>,
    nine_in_ten: Option<i64>,
    solved: Option<u32>,
    founded: Option<u32>,
    appeals: Option<u32>,
    recurrences: Option<u32>,
}

#[derive(Serialize)]
struct PartView {
    part: Option<u32>,
    whole: Option<u32>,
}

#[derive(Serialize)]
struct IndexView<'a> {
    years: Vec<YearView>,
    columns: Option<Columns>,
    hides: bool,
    hide_below: u16,
    is_whole: bool,
    procedure: &'a str,
}

#[derive(Serialize)]
struct YearView {
    year: i32,
    address: String,
    figures: HeadlineView,
}

#[derive(Serialize)]
struct EvaluationView<'a> {
    year: i32,
    before: i32,
    neighbours: [Option<NeighbourView>; 2],
    audit: Option<String>,
    hides: bool,
    hide_below: u16,
    figures: Option<[HeadlineView; 2]>,
    sections: Vec<SectionView<'a>>,
    recurrences: Vec<RecurrenceView>,
    more_recurrences: usize,
    /// `None` in what is meant for others: a cause or an owner may tell of a person.
    founded: Option<Vec<FoundedView<'a>>>,
    founded_count: usize,
    parts: Parts,
}

#[derive(Serialize)]
struct NeighbourView {
    year: i32,
    address: String,
}

/// Tables that belong together, with their drawings.
#[derive(Serialize)]
struct SectionView<'a> {
    id: &'static str,
    title: &'static str,
    columns: Option<Columns>,
    strips: Vec<Strip>,
    tables: Vec<FigureTable<'a>>,
}

#[derive(Serialize)]
struct RecurrenceView {
    number: String,
    address: Option<String>,
    of: String,
    of_address: Option<String>,
}

/// What is drawn beside the tables of a section.
enum Drawing {
    /// Nothing.
    None,
    /// The complaints by month.
    Months,
    /// The answers by how long they took.
    LeadTimes,
}

/// A section: its anchor, its title, what is drawn in columns, which tables are drawn as a strip, and its tables.
type Section = (&'static str, &'static str, Drawing, &'static [TableKind], &'static [TableKind]);

/// The sections of the page, in order. Those of the measures stand with the founded complaints.
const SECTIONS: &[Section] = {
    use TableKind as T;
    &[
        ("jaarverloop", "In de loop van het jaar", Drawing::Months, &[], &[T::Month]),
        ("termijnen", "Termijnen", Drawing::None, &[T::Acknowledgement, T::Answer], &[T::Acknowledgement, T::Answer, T::Extension]),
        ("doorlooptijd", "Hoe lang een reactie duurde", Drawing::LeadTimes, &[], &[T::LeadTime]),
        ("waarover", "Waarover, waar en hoe", Drawing::None, &[], &[T::Subject, T::Division, T::Channel, T::OralReport]),
        ("uitkomst", "Gesprek, afloop en oordeel", Drawing::None, &[T::Finding], &[T::Talk, T::Ending, T::Finding, T::Founded, T::Recurrence]),
        ("commissie", "Bezwaar en uitspraken", Drawing::None, &[], &[T::Appeal, T::Ruling]),
        ("inzageverzoeken", "Verzoeken over een dossier", Drawing::None, &[T::RequestTerm], &[T::Request, T::RequestTerm]),
        ("verbeteren", "Maatregelen", Drawing::None, &[T::Measure], &[T::Measure, T::Effect]),
    ]
};

/// Every evaluation page: the years beside each other, and each year with its founded complaints.
///
/// # Errors
/// When a template is wrong.
pub fn evaluation_pages(templates: &Templates, listing: Listing<'_>, sheet: EvaluationSheet<'_>) -> Result<Vec<SitePage>, TemplateError> {
    let mut pages = vec![index(templates, listing, sheet)?];
    for report in sheet.reports.values() {
        pages.extend(year_pages(templates, listing, sheet, report)?);
    }
    Ok(pages)
}

/// The address of the first page of a year.
pub(super) fn evaluation_address(year: i32) -> String {
    address(&format!("evaluatie-{year}"), 1)
}

fn index(templates: &Templates, listing: Listing<'_>, sheet: EvaluationSheet<'_>) -> Result<SitePage, TemplateError> {
    let years = sheet.reports.values().rev().map(|report| YearView {
        year: report.figures.year,
        address: evaluation_address(report.figures.year),
        figures: HeadlineView::of(&report.figures),
    });
    let hide_below = sheet.reports.values().map(|report| report.hide_below).max().unwrap_or(1);
    let view = IndexView {
        years: years.collect(),
        columns: evaluation_charts::years(sheet.reports.values().map(|report| &report.figures)),
        hides: hide_below > 1,
        hide_below,
        is_whole: sheet.detail == Detail::Whole,
        procedure: &listing.rules.procedure.name,
    };
    let html = templates.fill("evaluatie.html", &listing.frame("Evaluatie".to_owned(), "evaluatie"), &view)?;
    Ok(SitePage { address: "evaluatie.html".to_owned(), html })
}

fn year_pages(
    templates: &Templates,
    listing: Listing<'_>,
    sheet: EvaluationSheet<'_>,
    report: &YearlyReport,
) -> Result<Vec<SitePage>, TemplateError> {
    let year = report.figures.year;
    let view = || year_view(listing.rules, sheet, report);
    let told = if sheet.detail == Detail::Whole { report.founded.as_slice() } else { &[] };
    let chunks = told.len().div_ceil(FOUNDED_A_PAGE);
    let mut pages = Vec::new();
    for (part, (address, parts)) in Parts::new(&format!("evaluatie-{year}"), chunks).each().enumerate() {
        let view = EvaluationView {
            founded: (sheet.detail == Detail::Whole).then(|| founded(&told[part * FOUNDED_A_PAGE..], sheet.has_page)),
            parts,
            ..if part == 0 { view() } else { view().continued() }
        };
        let html = templates.fill("evaluatiejaar.html", &listing.frame(format!("Evaluatie {year}"), "evaluatie"), &view)?;
        pages.push(SitePage { address, html });
    }
    Ok(pages)
}

/// The first of these complaints, as many as a page holds.
fn founded<'a>(complaints: &'a [FoundedComplaint], has_page: &dyn Fn(DossierId) -> bool) -> Vec<FoundedView<'a>> {
    complaints.iter().take(FOUNDED_A_PAGE).map(|one| FoundedView::of(one, has_page)).collect()
}

/// The page of the year without its founded complaints.
fn year_view<'a>(rules: &'a Rules, sheet: EvaluationSheet<'_>, report: &YearlyReport) -> EvaluationView<'a> {
    let year = report.figures.year;
    let neighbour = |found: Option<&i32>| found.map(|year| NeighbourView { year: *year, address: evaluation_address(*year) });
    let earlier = sheet.reports.range(..year).next_back().map(|found| found.0);
    let later = sheet.reports.range(year + 1..).next().map(|found| found.0);
    let recurrences = report.recurrences.iter();
    EvaluationView {
        year,
        before: report.before.year,
        neighbours: [neighbour(earlier), neighbour(later)],
        audit: (sheet.detail == Detail::Whole).then(|| audit_address(year)),
        hides: report.hide_below > 1,
        hide_below: report.hide_below,
        figures: Some([HeadlineView::of(&report.figures), HeadlineView::of(&report.before)]),
        sections: SECTIONS.iter().filter(|section| is_told(section, sheet.detail)).map(|section| SectionView::of(section, report, rules)).collect(),
        more_recurrences: recurrences.len().saturating_sub(MOST_RECURRENCES),
        recurrences: recurrences.take(MOST_RECURRENCES).map(|(id, of)| RecurrenceView::of(*id, *of, sheet.has_page)).collect(),
        founded: None,
        founded_count: report.founded.len(),
        parts: Parts::new("", 1),
    }
}

impl EvaluationView<'_> {
    /// A later part of the page: the figures stand on the first only.
    fn continued(self) -> Self {
        Self { figures: None, sections: Vec::new(), recurrences: Vec::new(), more_recurrences: 0, ..self }
    }
}

/// Whether these readers see anything in the section: of how long answers took, others see no row (decision 092).
fn is_told(section: &Section, detail: Detail) -> bool {
    detail == Detail::Whole || !matches!(section.2, Drawing::LeadTimes)
}

impl HeadlineView {
    /// The figures that come first, of this year.
    pub fn of(figures: &YearFigures) -> Self {
        let count = |kind: TableKind, key: &str| figures.table(kind).and_then(|table| table.count(key));
        let part = |kind: TableKind, of: fn(&HiddenTable) -> PartOf| {
            let found = figures.table(kind).map(of);
            PartView { part: found.and_then(|found| found.part), whole: found.and_then(|found| found.whole) }
        };
        Self {
            received: figures.received,
            acknowledged: part(TableKind::Acknowledgement, |table| table.in_time()),
            answered: part(TableKind::Answer, |table| table.in_time()),
            reversed: part(TableKind::Ruling, |table| table.reversed()),
            median: figures.lead_time.median_in_words(),
            nine_in_ten: figures.lead_time.nine_in_ten,
            solved: count(TableKind::Talk, "opgelost"),
            founded: count(TableKind::Finding, "gegrond_of_deels"),
            appeals: figures.table(TableKind::Appeal).and_then(|table| table.total),
            recurrences: count(TableKind::Recurrence, "ja"),
        }
    }
}

impl<'a> SectionView<'a> {
    fn of((id, title, drawing, strips, tables): &Section, report: &YearlyReport, rules: &'a Rules) -> Self {
        Self {
            id,
            title,
            columns: match drawing {
                Drawing::None => None,
                Drawing::Months => evaluation_charts::months(&report.figures, rules),
                Drawing::LeadTimes => evaluation_charts::lead_times(&report.figures, rules),
            },
            strips: strips.iter().filter_map(|kind| evaluation_charts::strip(&report.figures, *kind, rules)).collect(),
            tables: tables.iter().filter_map(|kind| report.comparison(*kind)).map(|table| FigureTable::of(&table, rules)).collect(),
        }
    }
}

impl RecurrenceView {
    fn of(id: DossierId, of: DossierId, has_page: &dyn Fn(DossierId) -> bool) -> Self {
        let address = |id: DossierId| has_page(id).then(|| dossier_address(id));
        Self { number: id.to_string(), address: address(id), of: of.to_string(), of_address: address(of) }
    }
}
