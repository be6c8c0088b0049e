//! Days in Dutch words. Every page has dozens of them: looking a name up in a table of the world costs more than all the rest.

use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] =
    ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
const BRIEF_MONTHS: [&str; 12] = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// The day in full, without its weekday: "2 november 2026".
#[must_use]
pub fn day_in_words(day: NaiveDate) -> String {
    format!("{} {} {:04}", day.day(), month_in_words(day), day.year())
}

/// The day in full with its weekday: "maandag 2 november 2026".
#[must_use]
pub fn weekday_and_day(day: NaiveDate) -> String {
    format!("{} {}", weekday_in_words(day), day_in_words(day))
}

/// The weekday: "maandag".
#[must_use]
pub fn weekday_in_words(day: NaiveDate) -> &'static str {
    WEEKDAYS[day.weekday().num_days_from_monday() as usize]
}

/// The month without its year: "november".
#[must_use]
pub fn month_in_words(day: NaiveDate) -> &'static str {
    MONTHS[day.month0() as usize]
}

/// The month in three letters: "nov".
#[must_use]
pub fn month_in_brief(day: NaiveDate) -> &'static str {
    BRIEF_MONTHS[day.month0() as usize]
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Locale};

    use super::*;

    #[test]
    fn days_read_as_dutch() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        assert_eq!(day_in_words(day), "2 maart 2026");
        assert_eq!(weekday_and_day(day), "maandag 2 maart 2026");
        assert_eq!(weekday_in_words(day), "maandag");
        assert_eq!(month_in_words(day), "maart");
        assert_eq!(month_in_brief(day), "mrt");
    }

    #[test]
    fn every_day_of_a_year_reads_as_the_tables_of_the_world_have_it() {
        let first = NaiveDate::from_ymd_opt(998, 12, 25).unwrap();
        for day in (0..366).map(|days| first + Days::new(days)) {
            let told = format!("{}, {}", weekday_and_day(day), month_in_brief(day));
            assert_eq!(told, day.format_localized("%A %-d %B %Y, %b", Locale::nl_NL).to_string());
        }
    }
}
