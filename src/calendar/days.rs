//! Which days count, and counting them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::holiday::holidays;
use super::{HolidayKind, Period};

/// The days of an organisation: which holidays it observes, which days are equated with them, when it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Every observed holiday of 1990–2100 by its day; of two on one day (Ascension on 5 May 2016) the first names it.
    holidays: BTreeMap<NaiveDate, HolidayKind>,
    equated: Vec<Equated>,
    closures: Vec<Closure>,
}

/// A day equated with a holiday by royal decree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equated {
    /// The day.
    pub date: NaiveDate,
    /// What it is called.
    pub name: String,
}

/// Days on which the company is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The first day, inclusive.
    pub from: NaiveDate,
    /// The last day, inclusive.
    pub until: NaiveDate,
    /// Why.
    pub name: String,
    /// Since when it lengthens terms that start later: the day it was announced. `None`: it never lengthens a term.
    pub lengthens_since: Option<NaiveDate>,
}

/// Why a day does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// Saturday or Sunday.
    Weekend(Weekday),
    /// An observed holiday.
    Holiday(HolidayKind),
    /// A day equated with a holiday.
    Equated(String),
    /// A closure that lengthens the term.
    Closure(String),
}

/// A day in a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub day: NaiveDate,
    /// Why it does not count; `None` when it does.
    pub off: Option<DayOff>,
}

impl Calendar {
    /// The calendar that observes these holidays, with these equated days and closures.
    #[must_use]
    pub fn new(observed: impl IntoIterator<Item = HolidayKind>, equated: Vec<Equated>, closures: Vec<Closure>) -> Self {
        let observed: BTreeSet<_> = observed.into_iter().collect();
        let in_reverse = (1990..=2100).flat_map(holidays).rev().filter(|holiday| observed.contains(&holiday.kind));
        Self { holidays: in_reverse.map(|holiday| (holiday.date, holiday.kind)).collect(), equated, closures }
    }

    /// The calendar with the ten days of Algemene termijnenwet art. 3, lid 1 and 2, and Queen's Day in its time.
    #[must_use]
    pub fn dutch() -> Self {
        let all = HolidayKind::NAMES.iter().map(|row| row.0);
        Self::new(all, Vec::new(), Vec::new())
    }

    /// Why this day is no working day for a term that starts on `start`; `None` when it is one.
    #[must_use]
    pub fn day_off(&self, day: NaiveDate, start: NaiveDate) -> Option<DayOff> {
        self.legal_day_off(day).or_else(|| {
            let lengthens = |closure: &&Closure| closure.holds(day) && closure.lengthens_since.is_some_and(|since| since <= start);
            self.closures.iter().find(lengthens).map(|closure| DayOff::Closure(closure.name.clone()))
        })
    }

    /// Why this day is no working day by weekend, holiday or decree; closures are left aside.
    #[must_use]
    pub fn legal_day_off(&self, day: NaiveDate) -> Option<DayOff> {
        let holiday = self.holidays.get(&day).copied().map(DayOff::Holiday);
        let equated = || self.equated.iter().find(|equated| equated.date == day).map(|equated| DayOff::Equated(equated.name.clone()));
        let weekend = || matches!(day.weekday(), Weekday::Sat | Weekday::Sun).then(|| DayOff::Weekend(day.weekday()));
        // A holiday in a weekend is told by its name: that is what a reader looks for.
        holiday.or_else(equated).or_else(weekend)
    }

    /// Whether the day is a working day by weekend, holiday and decree; closures are left aside.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.legal_day_off(day).is_none()
    }

    /// The closure on this day, whether or not it lengthens terms.
    #[must_use]
    pub fn closure(&self, day: NaiveDate) -> Option<&Closure> {
        self.closures.iter().find(|closure| closure.holds(day))
    }

    /// The day reached by counting the period forward from `start`, which is day nought, and every day on the way.
    ///
    /// A count of working days lists each day; a count of days or months lists only the last.
    #[must_use]
    pub fn count(&self, start: NaiveDate, period: Period) -> (NaiveDate, Vec<CountedDay>) {
        match period {
            Period::WorkingDays(days) => self.count_working_days(start, days),
            Period::Days(days) => reached(start + Days::new(days.into())),
            Period::Months(months) => reached(add_months(start, months)),
        }
    }

    /// The day this period after `start`, which is day nought.
    #[must_use]
    pub fn after(&self, start: NaiveDate, period: Period) -> NaiveDate {
        self.count(start, period).0
    }

    /// The day this period before `end`, which is day nought; closures are left aside.
    #[must_use]
    pub fn before(&self, end: NaiveDate, period: Period) -> NaiveDate {
        match period {
            Period::WorkingDays(days) => {
                let mut day = end;
                for _ in 0..days {
                    day = self.working_day_on_or_before(day - Days::new(1));
                }
                day
            }
            Period::Days(days) => end - Days::new(days.into()),
            Period::Months(months) => end - Months::new(months.into()),
        }
    }

    /// The last working day on or before this day; closures are left aside.
    #[must_use]
    pub fn working_day_on_or_before(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working_day(day) {
            day = day - Days::new(1);
        }
        day
    }

    /// The first working day on or after this day; closures are left aside.
    #[must_use]
    pub fn working_day_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working_day(day) {
            day = day + Days::new(1);
        }
        day
    }

    /// The last day on or before this day on which someone can send: a working day outside every closure.
    #[must_use]
    pub fn sending_day_on_or_before(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working_day(day) || self.closure(day).is_some() {
            day = day - Days::new(1);
        }
        day
    }

    /// The number of working days after `from` up to and including `until`; nought when `until` is not later.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, until: NaiveDate) -> usize {
        from.iter_days().skip(1).take_while(|day| *day <= until).filter(|day| self.is_working_day(*day)).count()
    }

    /// Every day of the year with a name, in order: the holidays, whether or not observed, and the equated days.
    #[must_use]
    pub fn named_days(&self, year: i32) -> Vec<(NaiveDate, String)> {
        let holidays = holidays(year).into_iter().map(|holiday| (holiday.date, holiday.kind.name().to_owned()));
        let equated = self.equated.iter().filter(|equated| equated.date.year() == year).map(|equated| (equated.date, equated.name.clone()));
        let mut named: Vec<_> = holidays.chain(equated).collect();
        named.sort_by_key(|day| day.0);
        named
    }

    /// The closures that touch the year, in the order of the rule file.
    pub fn closures_in(&self, year: i32) -> impl Iterator<Item = &Closure> {
        self.closures.iter().filter(move |closure| (closure.from.year()..=closure.until.year()).contains(&year))
    }

    fn count_working_days(&self, start: NaiveDate, days: u16) -> (NaiveDate, Vec<CountedDay>) {
        let mut counted = Vec::new();
        let mut left = days;
        let mut day = start;
        while left > 0 {
            day = day + Days::new(1);
            let off = self.day_off(day, start);
            left -= u16::from(off.is_none());
            counted.push(CountedDay { day, off });
        }
        (day, counted)
    }
}

impl Closure {
    fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// The same day so many months later; the last day of the month when it has no such day (29 February counts as 28).
fn add_months(start: NaiveDate, months: u16) -> NaiveDate {
    start + Months::new(months.into())
}

fn reached(day: NaiveDate) -> (NaiveDate, Vec<CountedDay>) {
    (day, vec![CountedDay { day, off: None }])
}
