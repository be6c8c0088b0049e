//! Pages that list many dossiers: the calendar of terms and the register.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::audit_pages::audit_address;
use super::day::Day;
use super::dossier_address;
use super::item::{class_of, send_by_to_show, standing_class};
use super::site_page::{Parts, SitePage, address};
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use crate::domain::Destroyed;
use crate::overview::{CalendarEntry, Fate, Month, RegisterRow, plain, standing_in_words, term_name};
use crate::regulation::Rules;

/// A month shows no more terms than this.
const MOST_ENTRIES: usize = 400;

/// A page of the register holds no more rows than this.
const ROWS_A_PAGE: usize = 400;

/// A page of the register names no more destroyed dossiers than this.
const MOST_DESTROYED: usize = 300;

/// What every listing needs around its rows.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The rule file.
    pub rules: &'a Rules,
    /// The day the site tells of.
    pub today: NaiveDate,
}

impl<'a> Listing<'a> {
    /// What such a page shows around its own content.
    pub(super) fn frame(&self, title: String, section: &'static str) -> Frame<'a> {
        Frame { title, section, root: "", organisation: &self.rules.procedure.organisation, today: Day(self.today) }
    }
}

#[derive(Serialize)]
struct CalendarView<'a> {
    months: Vec<MonthView<'a>>,
}

#[derive(Serialize)]
struct MonthView<'a> {
    first_day: NaiveDate,
    anchor: String,
    count: usize,
    days: Vec<DayView<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct DayView<'a> {
    day: NaiveDate,
    is_today: bool,
    is_past: bool,
    entries: Vec<EntryView<'a>>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    number: String,
    address: String,
    subject_line: Option<&'a str>,
    name: &'static str,
    send_by: Option<Day>,
    standing: String,
    class: &'static str,
}

/// The calendar of open terms, by month.
///
/// # Errors
/// When a template is wrong.
pub fn calendar_page(templates: &Templates, listing: Listing<'_>, months: &BTreeMap<Month, Vec<CalendarEntry>>) -> Result<String, TemplateError> {
    let months = months.iter().map(|(month, entries)| month_view(*month, entries, listing.today)).collect();
    templates.fill("kalender.html", &listing.frame("Kalender van termijnen".to_owned(), "kalender"), &CalendarView { months })
}

fn month_view(month: Month, entries: &[CalendarEntry], today: NaiveDate) -> MonthView<'_> {
    let shown = &entries[..entries.len().min(MOST_ENTRIES)];
    let days = shown.chunk_by(|one, other| one.due_on == other.due_on).map(|entries| {
        let day = entries[0].due_on;
        DayView { day, is_today: day == today, is_past: day < today, entries: entries.iter().map(entry_view).collect() }
    });
    MonthView {
        first_day: month.first_day(),
        anchor: format!("m{:04}-{:02}", month.year, month.month),
        count: entries.len(),
        days: days.collect(),
        more: entries.len() - shown.len(),
    }
}

fn entry_view(entry: &CalendarEntry) -> EntryView<'_> {
    EntryView {
        number: entry.id.to_string(),
        address: dossier_address(entry.id),
        subject_line: entry.subject_line.as_deref(),
        name: term_name(entry.kind),
        send_by: send_by_to_show(entry.kind, Some(entry.due_on), entry.send_by, &entry.standing).map(Day),
        standing: standing_in_words(&entry.standing),
        class: standing_class(&entry.standing),
    }
}

#[derive(Serialize)]
struct IndexView<'a> {
    open: Vec<RowView<'a>>,
    more: usize,
    years: Vec<YearView>,
}

#[derive(Serialize)]
struct YearView {
    year: u16,
    address: String,
    open: usize,
    archived: usize,
}

#[derive(Serialize)]
struct RegisterView<'a> {
    year: u16,
    audit: String,
    parts: Parts,
    open: Vec<RowView<'a>>,
    archived: Vec<RowView<'a>>,
    destroyed: Vec<DestroyedView>,
    more_destroyed: usize,
}

/// A dossier that was destroyed.
#[derive(Serialize)]
struct DestroyedView {
    number: String,
    explanation: String,
}

#[derive(Serialize)]
struct RowView<'a> {
    number: String,
    address: String,
    arrived_on: Option<Day>,
    subject_line: Option<&'a str>,
    subjects: String,
    status: String,
    status_class: String,
    finding: Option<String>,
    ended_on: Option<Day>,
}

/// The first page of the register: what is open, and the way to each year.
///
/// # Errors
/// When a template is wrong.
pub fn register_index(templates: &Templates, listing: Listing<'_>, years: &BTreeMap<u16, Vec<&RegisterRow>>) -> Result<String, TemplateError> {
    let open: Vec<&RegisterRow> = years.values().rev().flatten().copied().filter(|row| !row.is_archived()).collect();
    let shown = open.len().min(ROWS_A_PAGE);
    let year_view = |(year, rows): (&u16, &Vec<&RegisterRow>)| {
        let archived = rows.iter().filter(|row| row.is_archived()).count();
        YearView { year: *year, address: address(&format!("register-{year}"), 1), open: rows.len() - archived, archived }
    };
    let view = IndexView {
        open: open[..shown].iter().map(|row| RowView::of(row)).collect(),
        more: open.len() - shown,
        years: years.iter().rev().map(year_view).collect(),
    };
    templates.fill("register.html", &listing.frame("Register".to_owned(), "register"), &view)
}

/// The pages of one year of the register; what was destroyed of it stands on the last.
///
/// # Errors
/// When a template is wrong.
pub fn register_pages(
    templates: &Templates,
    listing: Listing<'_>,
    year: u16,
    rows: &[&RegisterRow],
    destroyed: &[&Destroyed],
) -> Result<Vec<SitePage>, TemplateError> {
    let chunks: Vec<&[&RegisterRow]> = if rows.is_empty() { vec![rows] } else { rows.chunks(ROWS_A_PAGE).collect() };
    let parts = Parts::new(&format!("register-{year}"), chunks.len());
    let page = |(part, ((address, parts), rows)): (usize, ((String, Parts), &&[&RegisterRow]))| {
        let destroyed = if part + 1 == chunks.len() { destroyed } else { &[] };
        let (archived, open): (Vec<_>, Vec<_>) = rows.iter().copied().partition(|row| row.is_archived());
        let view = RegisterView {
            year,
            audit: audit_address(year.into()),
            parts,
            open: open.into_iter().map(RowView::of).collect(),
            archived: archived.into_iter().map(RowView::of).collect(),
            destroyed: destroyed.iter().take(MOST_DESTROYED).map(|destroyed| DestroyedView::of(destroyed)).collect(),
            more_destroyed: destroyed.len().saturating_sub(MOST_DESTROYED),
        };
        let html = templates.fill("registerjaar.html", &listing.frame(format!("Register {year}"), "register"), &view)?;
        Ok(SitePage { address, html })
    };
    parts.each().zip(&chunks).enumerate().map(page).collect()
}

impl DestroyedView {
    fn of(destroyed: &Destroyed) -> Self {
        let explanation = Fate::Destroyed(destroyed.clone()).explanation().unwrap_or_default();
        Self { number: destroyed.id.to_string(), explanation }
    }
}

/// "deels gegrond; na bezwaar gegrond".
fn finding_in_words(row: &RegisterRow) -> Option<String> {
    let ruling = row.ruling.map(|ruling| format!("na bezwaar {}", plain(ruling)));
    let told: Vec<String> = row.finding.map(plain).into_iter().chain(ruling).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

impl<'a> RowView<'a> {
    fn of(row: &'a RegisterRow) -> Self {
        let subjects: Vec<String> = row.subjects.iter().map(plain).collect();
        Self {
            number: row.id.to_string(),
            address: dossier_address(row.id),
            arrived_on: row.arrived_on.map(Day),
            subject_line: row.subject_line.as_deref(),
            subjects: subjects.join(", "),
            status: plain(row.status),
            status_class: class_of(row.status.to_string()),
            finding: finding_in_words(row),
            ended_on: row.ended_on.map(Day),
        }
    }
}
