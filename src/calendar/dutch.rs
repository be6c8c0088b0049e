//! Days in Dutch words.

use chrono::{Locale, NaiveDate};

/// The day in full, without its weekday: "2 november 2026".
#[must_use]
pub fn day_in_words(day: NaiveDate) -> String {
    day.format_localized("%-d %B %Y", Locale::nl_NL).to_string()
}

/// The day in full with its weekday: "maandag 2 november 2026".
#[must_use]
pub fn weekday_and_day(day: NaiveDate) -> String {
    day.format_localized("%A %-d %B %Y", Locale::nl_NL).to_string()
}

/// The weekday: "maandag".
#[must_use]
pub fn weekday_in_words(day: NaiveDate) -> String {
    day.format_localized("%A", Locale::nl_NL).to_string()
}

/// The month without its year: "november".
#[must_use]
pub fn month_in_words(day: NaiveDate) -> String {
    day.format_localized("%B", Locale::nl_NL).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_dutch() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        assert_eq!(day_in_words(day), "2 maart 2026");
        assert_eq!(weekday_and_day(day), "maandag 2 maart 2026");
        assert_eq!(weekday_in_words(day), "maandag");
        assert_eq!(month_in_words(day), "maart");
    }
}
