//! Days by name, each counted from another: `bevestigd: 1 werkdag na binnen`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::calendar::{Calendar, Period};

/// The day every other day is counted from.
pub(super) const TODAY: &str = "vandaag";

/// A day, as a story counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// `3 werkdagen na binnen`
    After(Period, String),
    /// `28 dagen voor vandaag`
    Before(Period, String),
    /// `eerste werkdag vanaf binnen`
    FirstWorkingDay(String),
    /// `laatste werkdag tot en met einde`
    LastWorkingDay(String),
}

/// The days of a story by name.
pub type Days = BTreeMap<String, NaiveDate>;

/// Why a text is no day of a story.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDay {
    /// It is written in another way than the ones known here.
    #[error("«{0}» is geen dag; schrijf bijvoorbeeld «3 werkdagen voor vandaag»")]
    Shape(String),
    /// It counts from a day that was not named before.
    #[error("de dag «{0}» is niet eerder genoemd")]
    Unknown(String),
}

impl Counted {
    /// The day that this text counts.
    pub(super) fn from_text(text: &str) -> Result<Self, InvalidDay> {
        let shape = || InvalidDay::Shape(text.to_owned());
        if let Some(from) = text.strip_prefix("eerste werkdag vanaf ") {
            return Ok(Self::FirstWorkingDay(from.to_owned()));
        }
        if let Some(until) = text.strip_prefix("laatste werkdag tot en met ") {
            return Ok(Self::LastWorkingDay(until.to_owned()));
        }
        let period = |length: &str| length.parse::<Period>().map_err(|_| shape());
        match (text.split_once(" na "), text.split_once(" voor ")) {
            (Some((length, from)), _) => Ok(Self::After(period(length)?, from.to_owned())),
            (_, Some((length, until))) => Ok(Self::Before(period(length)?, until.to_owned())),
            _ => Err(shape()),
        }
    }

    /// The day itself, given the days named before it.
    pub(super) fn on(&self, days: &Days, calendar: &Calendar) -> Result<NaiveDate, InvalidDay> {
        let day = |name: &str| days.get(name).copied().ok_or_else(|| InvalidDay::Unknown(name.to_owned()));
        Ok(match self {
            Self::After(period, from) => calendar.after(day(from)?, *period),
            Self::Before(period, until) => calendar.before(day(until)?, *period),
            Self::FirstWorkingDay(from) => calendar.working_day_on_or_after(day(from)?),
            Self::LastWorkingDay(until) => calendar.working_day_on_or_before(day(until)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::HolidayKind;

    /// The day this text counts when today is Thursday 9 April 2026, two days after Easter Monday and the Tuesday after.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let observed = HolidayKind::NAMES.iter().map(|row| row.0);
        let calendar = Calendar::new(observed, Vec::new(), Vec::new());
        let days = Days::from([(TODAY.to_owned(), "2026-04-09".parse().unwrap())]);
        let day = Counted::from_text(text).unwrap().on(&days, &calendar).unwrap();
        assert_eq!(day.to_string(), expected, "{text}");
    }

    #[test]
    fn days_are_counted_with_the_calendar() {
        check("2 werkdagen voor vandaag", "2026-04-07");
        check("3 werkdagen voor vandaag", "2026-04-02");
        check("2 werkdagen na vandaag", "2026-04-13");
        check("4 weken voor vandaag", "2026-03-12");
        check("13 maanden voor vandaag", "2025-03-09");
        check("eerste werkdag vanaf vandaag", "2026-04-09");
        check("laatste werkdag tot en met vandaag", "2026-04-09");
    }

    #[test]
    fn day_that_was_not_named_is_refused() {
        let calendar = Calendar::default();
        let counted = Counted::from_text("1 dag na binnen").unwrap();
        assert_eq!(counted.on(&Days::new(), &calendar), Err(InvalidDay::Unknown("binnen".into())));
        assert_eq!(Counted::from_text("morgen"), Err(InvalidDay::Shape("morgen".into())));
    }
}
