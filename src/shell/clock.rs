//! The only place that knows what day it is.

use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;

/// Measures how long something takes.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since it began.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Today in Amsterdam, where the terms run, whatever the time zone of the machine.
#[must_use]
pub fn today() -> NaiveDate {
    day_in_amsterdam(Utc::now())
}

/// This moment, with the offset Amsterdam has now; what a recording bears.
#[must_use]
pub fn now() -> DateTime<FixedOffset> {
    Utc::now().with_timezone(&Amsterdam).fixed_offset()
}

/// The moment at which the clocks of Amsterdam show this; the earlier of two, and UTC for an hour that is skipped.
#[must_use]
pub fn in_amsterdam(shown: NaiveDateTime) -> DateTime<FixedOffset> {
    let moment = Amsterdam.from_local_datetime(&shown).earliest();
    moment.map_or_else(|| shown.and_utc().fixed_offset(), |moment| moment.fixed_offset())
}

/// The same moment, as the clocks of Amsterdam showed it.
#[must_use]
pub fn as_in_amsterdam(moment: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    moment.with_timezone(&Amsterdam).fixed_offset()
}

/// The day a moment falls on in Amsterdam.
#[must_use]
pub fn day_of(moment: DateTime<FixedOffset>) -> NaiveDate {
    day_in_amsterdam(moment.to_utc())
}

fn day_in_amsterdam(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Amsterdam).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_at(moment: &str) -> String {
        day_in_amsterdam(moment.parse().unwrap()).to_string()
    }

    #[test]
    fn shown_time_gets_the_offset_of_its_season() {
        let at = |shown: &str| in_amsterdam(shown.parse().unwrap()).to_string();
        assert_eq!(at("2026-11-23T09:40:00"), "2026-11-23 09:40:00 +01:00");
        assert_eq!(at("2026-07-01T09:40:00"), "2026-07-01 09:40:00 +02:00");
    }

    #[test]
    fn winter_day_begins_an_hour_before_midnight_utc() {
        assert_eq!(day_at("2026-11-22T22:59:59Z"), "2026-11-22");
        assert_eq!(day_at("2026-11-22T23:00:00Z"), "2026-11-23");
    }

    #[test]
    fn summer_day_begins_two_hours_before_midnight_utc() {
        assert_eq!(day_at("2026-07-01T21:59:59Z"), "2026-07-01");
        assert_eq!(day_at("2026-07-01T22:00:00Z"), "2026-07-02");
    }
}
