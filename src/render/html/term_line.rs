//! The terms of a dossier as a line in time: where each mark of the drawing stands.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use super::item::standing_class;
use crate::calendar::month_in_brief;
use crate::domain::TermKind;
use crate::overview::{standing_in_words, term_name};
use crate::regulation::{Standing, Term};

/// Where the names of the terms end and the days begin.
const LEFT: i64 = 170;
/// Where the days end.
const RIGHT: i64 = 690;
/// The room to the right of the days, for the name of the last one.
const MARGIN: i64 = 70;
/// The height of the axis above the rows.
const TOP: i64 = 30;
/// The height of a row.
const ROW: i64 = 26;

/// The drawing, in units of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct TermLine {
    width: i64,
    height: i64,
    left: i64,
    right: i64,
    ticks: Vec<Tick>,
    today: Option<i64>,
    rows: Vec<Row>,
}

/// The first day of a month on the axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Tick {
    x: i64,
    label: String,
}

/// A term on the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Row {
    y: i64,
    /// Where the line of its words lies.
    text_y: i64,
    /// The path of the lozenge on the last day.
    mark: String,
    name: &'static str,
    class: &'static str,
    from: i64,
    due: i64,
    due_label: String,
    label_at: i64,
    original: Option<i64>,
    met: Option<i64>,
    standing: String,
}

/// The days the line shows, and where each stands.
#[derive(Clone, Copy)]
struct Scale {
    first: NaiveDate,
    last: NaiveDate,
}

impl Scale {
    fn over(terms: &[&Term], today: NaiveDate) -> Option<Self> {
        let days = terms.iter().flat_map(|term| [term.starts_on, term.due_on, term.original_due_on, term.met_on]).flatten();
        let (first, last) = days.fold(None, |range: Option<(NaiveDate, NaiveDate)>, day| {
            Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        })?;
        let runs = terms.iter().any(|term| term.standing.is_open());
        // Today belongs on the line while something runs; after that the line is history.
        let (first, last) = if runs { (first.min(today), last.max(today)) } else { (first, last) };
        Some(Self { first: first.checked_sub_days(Days::new(2))?, last: last.checked_add_days(Days::new(3))? })
    }

    fn x(self, day: NaiveDate) -> i64 {
        let span = (self.last - self.first).num_days().max(1);
        LEFT + (day - self.first).num_days() * (RIGHT - LEFT) / span
    }

    fn holds(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// The drawing of these terms; `None` when none of them has a last day. Retention is left out: it runs for years.
pub(super) fn term_line(terms: &[Term], today: NaiveDate) -> Option<TermLine> {
    let shown = |term: &&Term| term.kind != TermKind::Retention && term.due_on.is_some() && !matches!(term.standing, Standing::Lapsed { .. });
    let shown: Vec<&Term> = terms.iter().filter(shown).collect();
    let scale = Scale::over(&shown, today)?;
    let rows: Vec<Row> = shown.iter().zip(0..).filter_map(|(term, index)| row(term, TOP + ROW * index + ROW / 2, scale)).collect();
    let height = TOP + ROW * i64::try_from(rows.len()).ok()? + 8;
    let today = scale.holds(today).then(|| scale.x(today));
    Some(TermLine { width: RIGHT + MARGIN, height, left: LEFT, right: RIGHT, ticks: ticks(scale), today, rows })
}

fn row(term: &Term, y: i64, scale: Scale) -> Option<Row> {
    let due_on = term.due_on?;
    let due = scale.x(due_on);
    // Reckoned back from a later day, as the last day on which an extension is amply in time: that runs nowhere.
    let runs_from = term.starts_on.filter(|day| *day <= due_on).map(|day| scale.x(day));
    let from = runs_from.unwrap_or(if term.starts_on.is_some() { due } else { due - 12 });
    let met = term.met_on.map(|day| scale.x(day));
    Some(Row {
        y,
        text_y: y + 4,
        mark: lozenge(due, y),
        name: term_name(term.kind),
        class: standing_class(&term.standing),
        from,
        due,
        due_label: day_and_month(due_on),
        label_at: due.max(from).max(met.unwrap_or(due)) + 11,
        original: term.original_due_on.map(|day| scale.x(day)),
        met,
        standing: standing_in_words(&term.standing),
    })
}

/// The path of a lozenge around this place.
fn lozenge(x: i64, y: i64) -> String {
    format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - 6, x + 6, y + 6, x - 6)
}

/// "25 nov".
fn day_and_month(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month_in_brief(day))
}

/// The first days of months, at most some eight of them.
fn ticks(scale: Scale) -> Vec<Tick> {
    let months = (scale.last.year() - scale.first.year()) * 12 + scale.last.month().cast_signed() - scale.first.month().cast_signed();
    let step = u32::try_from(months / 8 + 1).unwrap_or(1);
    let mut ticks = Vec::new();
    let mut day = scale.first.with_day(1);
    while let Some(first) = day.filter(|day| *day <= scale.last) {
        if scale.holds(first) {
            let year = if first.month() == 1 || ticks.is_empty() { format!(" {:04}", first.year()) } else { String::new() };
            ticks.push(Tick { x: scale.x(first), label: format!("{}{year}", month_in_brief(first)) });
        }
        day = first.checked_add_months(Months::new(step));
    }
    ticks
}
