//! The yearly report: the figures of a year beside those of the year before, and every founded complaint with its measures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::complaint::{complaint_year, is_complaint};
use super::figures::{
    HiddenTable, Table, TableKind, aftermath_tables, answer_days, closed, handling_tables, hide, hide_together, is_small, lead_time, lead_times,
    months, open,
};
use super::number_row::{Kept, Numbers};
use crate::domain::{Destroyed, Dossier, DossierId, Improvement, Outlived};
use crate::regulation::{Rules, evaluation_year};

/// How much of a year is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// For who handles complaints: every number, and which dossiers.
    Whole,
    /// For others: small numbers are hidden, with what would betray them (decision 047), and nothing leads to a dossier.
    ForOthers,
}

/// By what a year is counted.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    /// The rule file.
    pub rules: &'a Rules,
    /// The day as of which the dossiers are looked at.
    pub today: NaiveDate,
    /// How much is told.
    pub detail: Detail,
}

/// The yearly report, with nothing in it by which someone could be known but the free text of causes and measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearlyReport {
    /// Numbers below this are hidden, and what would betray them; one hides nothing.
    pub hide_below: u16,
    /// The year itself.
    pub figures: YearFigures,
    /// The year before.
    pub before: YearFigures,
    /// The founded complaints that ended in the year, in order of number.
    pub founded: Vec<FoundedComplaint>,
    /// The complaints received in the year that repeat an earlier one, with that one, in order of number; none in what is meant for others.
    pub recurrences: Vec<(DossierId, DossierId)>,
}

/// A table of the year beside that of the year before, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedTable {
    /// What it divides by.
    pub kind: TableKind,
    /// The totals.
    pub total: Compared,
    /// The rows with their numbers, in the order of the procedure.
    pub rows: Vec<(String, Compared)>,
}

/// A number of the year and of the year before; `None` where it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Of the year.
    pub now: Option<u32>,
    /// Of the year before.
    pub before: Option<u32>,
}

/// The figures of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFigures {
    /// The year.
    pub year: i32,
    /// How many complaints were received; `None` when that is hidden.
    pub received: Option<u32>,
    /// How long answers took.
    pub lead_time: ShownLeadTime,
    /// Every table.
    pub tables: Vec<HiddenTable>,
    /// The complaints by month, and the answers by how long they took: what a drawing shows and the report does not.
    pub courses: Vec<HiddenTable>,
}

/// How long answers took; `None` when there were too few.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownLeadTime {
    /// Twice the median, in calendar days.
    pub median_doubled: Option<i64>,
    /// Within how many calendar days nine of ten were answered.
    pub nine_in_ten: Option<i64>,
}

impl ShownLeadTime {
    /// The median as a person writes it: `23` or `23,5`.
    #[must_use]
    pub fn median_in_words(&self) -> Option<String> {
        self.median_doubled.map(|doubled| format!("{}{}", doubled.div_euclid(2), if doubled % 2 == 0 { "" } else { ",5" }))
    }
}

/// A founded complaint as the evaluation looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundedComplaint {
    /// Its number.
    pub id: DossierId,
    /// What is improved; nothing when that still is to be written down.
    pub measures: Vec<Improvement>,
    /// The day it was taken along in the evaluation.
    pub evaluated_on: Option<NaiveDate>,
}

impl Detail {
    /// Below which number this hides one; one hides nothing.
    fn hide_below(self, rules: &Rules) -> u16 {
        match self {
            Self::Whole => 1,
            Self::ForOthers => rules.report.hide_below,
        }
    }
}

impl YearFigures {
    /// The table of this kind, or a course.
    #[must_use]
    pub fn table(&self, kind: TableKind) -> Option<&HiddenTable> {
        self.tables.iter().chain(&self.courses).find(|table| table.kind == kind)
    }
}

impl YearlyReport {
    /// Every table of the year beside that of the year before.
    #[must_use]
    pub fn compared(&self) -> Vec<ComparedTable> {
        self.figures.tables.iter().zip(&self.before.tables).map(|(now, before)| compared(now, before)).collect()
    }

    /// The table of this kind, or the course, beside that of the year before.
    #[must_use]
    pub fn comparison(&self, kind: TableKind) -> Option<ComparedTable> {
        self.figures.table(kind).zip(self.before.table(kind)).map(|(now, before)| compared(now, before))
    }
}

impl ComparedTable {
    /// The rows that say something to a reader: not those for what is unknown or odd, while there is nothing of the kind.
    pub fn telling_rows(&self) -> impl Iterator<Item = &(String, Compared)> {
        let is_odd = |key: &str| matches!(key, "niet_vermeld" | "niet_meer_bekend" | "anders" | "zonder_uitkomst");
        let nothing = |count: Option<u32>, total: Option<u32>| count == Some(0) || total.is_none();
        self.rows.iter().filter(move |(key, row)| {
            let is_empty = nothing(row.now, self.total.now) && nothing(row.before, self.total.before);
            !(is_odd(key) && is_empty && (row.now, row.before) != (None, None))
        })
    }
}

/// Both tables are of one kind; a row that only one of them has is nought in the other, or hidden where that shows nothing.
fn compared(now: &HiddenTable, before: &HiddenTable) -> ComparedTable {
    let mut keys: Vec<&String> = now.rows.iter().map(|row| &row.0).collect();
    let more: Vec<&String> = before.rows.iter().map(|row| &row.0).filter(|key| !keys.contains(key)).collect();
    keys.extend(more);
    let value = |table: &HiddenTable, key: &String| match table.rows.iter().find(|row| row.0 == *key) {
        Some(row) => row.1,
        None => table.total.map(|_| 0),
    };
    let rows = keys.into_iter().map(|key| (key.clone(), Compared { now: value(now, key), before: value(before, key) }));
    ComparedTable { kind: now.kind, total: Compared { now: now.total, before: before.total }, rows: rows.collect() }
}

/// The report of a year, as the dossiers stand today.
#[must_use]
pub fn yearly_report(year: i32, numbers: &Numbers, counting: Counting<'_>) -> YearlyReport {
    report_of(figures(year, numbers, counting), figures(year - 1, numbers, counting), numbers, counting)
}

/// The report of every year in which something counts, and of this year; each year is counted once.
#[must_use]
pub fn yearly_reports(numbers: &Numbers, counting: Counting<'_>) -> BTreeMap<i32, YearlyReport> {
    let years = years_of(numbers, counting.today);
    let counted: BTreeSet<i32> = years.iter().flat_map(|year| [*year, year - 1]).collect();
    let figures: BTreeMap<i32, YearFigures> = counted.into_iter().map(|year| (year, figures(year, numbers, counting))).collect();
    let of = |year: i32| figures[&year].clone();
    years.into_iter().map(|year| (year, report_of(of(year), of(year - 1), numbers, counting))).collect()
}

/// The years in which a complaint, an oral remark, an appeal, a ruling, a request or an evaluation counts, and this one.
fn years_of(numbers: &Numbers, today: NaiveDate) -> BTreeSet<i32> {
    let destroyed = numbers.destroyed.iter().filter(|destroyed| destroyed.is_complaint).map(Destroyed::year);
    let evaluated = outlived(numbers).filter_map(|outlived| outlived.evaluation_year);
    numbers.kept.iter().flat_map(|kept| years_of_dossier(&kept.dossier)).chain(destroyed).chain(evaluated).chain([today.year()]).collect()
}

fn years_of_dossier(dossier: &Dossier) -> BTreeSet<i32> {
    let appeal = dossier.appeal.as_ref();
    let days = [
        dossier.oral_report.as_ref().and_then(|report| report.reported_on),
        appeal.and_then(|appeal| appeal.filed_on),
        appeal.and_then(|appeal| appeal.ruling.as_ref()?.date),
    ];
    let requests = dossier.requests.iter().filter_map(|request| request.received_on);
    let days = days.into_iter().flatten().chain(requests).map(|day| day.year());
    let complaint = is_complaint(dossier).then(|| complaint_year(dossier));
    days.chain(complaint).chain(evaluation_year(dossier)).collect()
}

fn report_of(now: YearFigures, before: YearFigures, numbers: &Numbers, counting: Counting<'_>) -> YearlyReport {
    let founded = founded_in(now.year, numbers).into_iter().map(|kept| FoundedComplaint {
        id: kept.dossier.id,
        measures: kept.dossier.improvements.clone(),
        evaluated_on: kept.dossier.evaluated_on,
    });
    let outlived = outlived_in(now.year, numbers).map(|outlived| FoundedComplaint {
        id: outlived.id,
        measures: outlived.improvements.clone(),
        evaluated_on: outlived.evaluated_on,
    });
    let mut founded: Vec<FoundedComplaint> = founded.chain(outlived).collect();
    founded.sort_by_key(|complaint| complaint.id);
    YearlyReport {
        hide_below: counting.detail.hide_below(counting.rules),
        founded,
        recurrences: match counting.detail {
            Detail::Whole => recurrences(now.year, numbers),
            Detail::ForOthers => Vec::new(),
        },
        figures: now,
        before,
    }
}

/// The complaints received in the year that repeat an earlier one, with that one.
fn recurrences(year: i32, numbers: &Numbers) -> Vec<(DossierId, DossierId)> {
    let of_year = numbers.kept.iter().map(|kept| &kept.dossier).filter(|dossier| is_complaint(dossier) && complaint_year(dossier) == year);
    let mut found: Vec<_> = of_year.filter_map(|dossier| Some((dossier.id, dossier.recurrence_of?))).collect();
    found.sort_unstable();
    found
}

/// The founded complaints whose evaluation is that of the year, in order of number.
fn founded_in(year: i32, numbers: &Numbers) -> Vec<&Kept> {
    let mut founded: Vec<&Kept> = numbers.kept.iter().map(Arc::as_ref).filter(|kept| evaluation_year(&kept.dossier) == Some(year)).collect();
    founded.sort_by_key(|kept| kept.dossier.id);
    founded
}

/// What outlives the dossiers that are not here; of one that is here its own file tells more.
fn outlived(numbers: &Numbers) -> impl Iterator<Item = &Outlived> {
    let kept: BTreeSet<DossierId> =
        if numbers.outlived.is_empty() { BTreeSet::new() } else { numbers.kept.iter().map(|kept| kept.dossier.id).collect() };
    numbers.outlived.iter().filter(move |outlived| !kept.contains(&outlived.id))
}

/// What outlives the founded complaints whose evaluation is that of the year.
fn outlived_in(year: i32, numbers: &Numbers) -> impl Iterator<Item = &Outlived> {
    outlived(numbers).filter(move |outlived| outlived.evaluation_year == Some(year))
}

fn figures(year: i32, numbers: &Numbers, counting: Counting<'_>) -> YearFigures {
    let Counting { rules, today, detail } = counting;
    let complaints: Vec<&Kept> =
        numbers.kept.iter().map(Arc::as_ref).filter(|kept| is_complaint(&kept.dossier) && complaint_year(&kept.dossier) == year).collect();
    let destroyed = destroyed_in(year, numbers);
    let handling = handling_tables(&complaints, &destroyed, rules, today);
    let outlived: Vec<Kept> = outlived_in(year, numbers).map(|outlived| Kept::of_outlived(outlived, rules, today)).collect();
    let founded: Vec<&Kept> = founded_in(year, numbers).into_iter().chain(&outlived).collect();
    let aftermath = aftermath_tables(year, &numbers.kept, &founded);
    let limit = u32::from(detail.hide_below(rules));
    let (all, gone) = (count(complaints.len() + destroyed.len()), count(destroyed.len()));
    let shared_hidden = is_small(gone, limit) || is_small(all - gone, limit);
    let all_hidden = is_small(all, limit);
    let tables = hide_together(&handling.iter().chain(&aftermath).collect::<Vec<_>>(), limit, shared_hidden);
    YearFigures {
        year,
        received: (!all_hidden).then_some(all),
        lead_time: shown_lead_time(&complaints, limit, tells_late(&tables)),
        tables,
        courses: vec![hide(&months(&complaints, destroyed.len()), limit, shared_hidden), shown_lead_times(&lead_times(&complaints, rules), detail)],
    }
}

/// How many were answered betrays, beside how many were in time, how many were late; so others see none of it (decision 092).
fn shown_lead_times(table: &Table, detail: Detail) -> HiddenTable {
    match detail {
        Detail::Whole => open(table),
        Detail::ForOthers => closed(table),
    }
}

/// What was destroyed of the year; of a dossier that is here its own file tells more.
fn destroyed_in(year: i32, numbers: &Numbers) -> Vec<&Destroyed> {
    let counts = |destroyed: &&Destroyed| destroyed.is_complaint && destroyed.year() == year;
    let mut destroyed: Vec<&Destroyed> = numbers.destroyed.iter().filter(counts).collect();
    if !destroyed.is_empty() {
        let kept: BTreeSet<DossierId> = numbers.kept.iter().map(|kept| kept.dossier.id).collect();
        destroyed.retain(|destroyed| !kept.contains(&destroyed.id));
    }
    destroyed
}

/// Whether it is told how many answers were late.
fn tells_late(tables: &[HiddenTable]) -> bool {
    let answers = tables.iter().find(|table| table.kind == TableKind::Answer);
    answers.is_some_and(|table| table.sum(&["te_laat", "te_laat_open"]).is_some())
}

/// The lead time of the answers that were sent. The ninetieth percentile of a few is the slowest of them, so it asks twice as many; and
/// where it is not told how many were late, it does not tell that some were.
fn shown_lead_time(complaints: &[&Kept], limit: u32, tells_late: bool) -> ShownLeadTime {
    let answers = complaints.iter().filter_map(|kept| answer_days(&kept.terms));
    let Some(found) = lead_time(answers.collect()) else { return ShownLeadTime::default() };
    ShownLeadTime {
        median_doubled: (!is_small(count(found.answers), limit)).then_some(found.median_doubled),
        nine_in_ten: (tells_late && !is_small(count(found.answers), if limit > 1 { limit * 2 } else { limit })).then_some(found.nine_in_ten),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
