//! The open terms by month of their last day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::{Dossier, DossierId, TermKind};
use crate::regulation::{Standing, Term};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
}

impl Month {
    /// The month this day is in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its first day.
    ///
    /// # Panics
    /// Never for a month that was made of a day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).expect("a month of a day has a first day")
    }
}

/// An open term on its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The last day.
    pub due_on: NaiveDate,
    /// The dossier.
    pub id: DossierId,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// What is due.
    pub kind: TermKind,
    /// The last day on which someone can send.
    pub send_by: Option<NaiveDate>,
    /// How it stands.
    pub standing: Standing,
}

/// The open terms of a dossier that have a last day. Retention is left out: it has a list of its own.
#[must_use]
pub fn calendar_entries(dossier: &Dossier, terms: &[Term]) -> Vec<CalendarEntry> {
    let shown = |term: &&Term| term.standing.is_open() && term.kind != TermKind::Retention;
    let entry = |term: &Term| {
        term.due_on.map(|due_on| CalendarEntry {
            due_on,
            id: dossier.id,
            subject_line: dossier.subject_line.clone(),
            kind: term.kind,
            send_by: term.send_by,
            standing: term.standing.clone(),
        })
    };
    terms.iter().filter(shown).filter_map(entry).collect()
}

/// The entries by month, in order of day and number.
#[must_use]
pub fn term_calendar(entries: Vec<CalendarEntry>) -> BTreeMap<Month, Vec<CalendarEntry>> {
    let mut months: BTreeMap<Month, Vec<CalendarEntry>> = BTreeMap::new();
    for entry in entries {
        months.entry(Month::of(entry.due_on)).or_default().push(entry);
    }
    months.values_mut().for_each(|entries| entries.sort_by_key(|entry| (entry.due_on, entry.id, entry.kind)));
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: &str, due_on: &str) -> CalendarEntry {
        CalendarEntry {
            due_on: due_on.parse().unwrap(),
            id: number.parse().unwrap(),
            subject_line: None,
            kind: TermKind::Answer,
            send_by: None,
            standing: Standing::Open { days_left: Some(1) },
        }
    }

    #[test]
    fn month_holds_its_terms_in_order_of_day() {
        let months = term_calendar(vec![entry("K-2026-0001", "2026-12-09"), entry("K-2026-0002", "2026-11-30"), entry("K-2026-0003", "2026-12-01")]);
        let told: Vec<_> =
            months.iter().map(|(month, entries)| (month.month, entries.iter().map(|entry| entry.id.serial()).collect::<Vec<_>>())).collect();
        assert_eq!(told, [(11, vec![2]), (12, vec![3, 1])]);
    }
}
