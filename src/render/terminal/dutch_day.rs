//! Days as people say them.

use chrono::{Locale, NaiveDate};

/// "dinsdag 3 november 2026".
#[must_use]
pub fn full_day(day: NaiveDate) -> String {
    day.format_localized("%A %-d %B %Y", Locale::nl_NL).to_string()
}

/// "di 3 nov 2026".
#[must_use]
pub fn short_day(day: NaiveDate) -> String {
    day.format_localized("%a %-d %b %Y", Locale::nl_NL).to_string()
}

/// "3 november".
#[must_use]
pub fn day_month(day: NaiveDate) -> String {
    day.format_localized("%-d %B", Locale::nl_NL).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        "2026-03-03".parse().unwrap()
    }

    #[test]
    fn day_is_written_out_in_dutch() {
        assert_eq!(full_day(day()), "dinsdag 3 maart 2026");
        assert_eq!(short_day(day()), "di 3 mrt 2026");
        assert_eq!(day_month(day()), "3 maart");
    }
}
