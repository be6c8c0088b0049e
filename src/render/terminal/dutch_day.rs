//! Days in a column.

use chrono::{Locale, NaiveDate};

/// The day in brief with its weekday: "di 3 nov 2026".
#[must_use]
pub fn short_day(day: NaiveDate) -> String {
    day.format_localized("%a %-d %b %Y", Locale::nl_NL).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brief_day_is_dutch() {
        assert_eq!(short_day("2026-03-03".parse().unwrap()), "di 3 mrt 2026");
    }
}
