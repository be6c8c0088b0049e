//! The only place that knows what day it is.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use chrono_tz::Europe::Amsterdam;

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
