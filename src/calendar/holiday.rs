//! Dutch public holidays by rule, for 1990–2100.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::calendar::HolidayKind;

/// A holiday in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holiday {
    /// Its day.
    pub date: NaiveDate,
    /// Which holiday.
    pub kind: HolidayKind,
}

/// Every holiday of the year, in order of date, whether or not the rule file observes it; also those in a weekend.
///
/// Empty outside 1990–2100, for which the rules below were checked.
#[must_use]
pub fn holidays(year: i32) -> Vec<Holiday> {
    if !(1990..=2100).contains(&year) {
        return Vec::new();
    }
    let easter = easter_sunday(year);
    let after_easter = |days: i64| easter.checked_add_signed(chrono::TimeDelta::days(days));
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let mut found: Vec<Holiday> = [
        (fixed(1, 1), HolidayKind::NewYear),
        (after_easter(-2), HolidayKind::GoodFriday),
        (after_easter(0), HolidayKind::EasterSunday),
        (after_easter(1), HolidayKind::EasterMonday),
        (Some(sovereigns_day(year)), if year < 2014 { HolidayKind::QueensDay } else { HolidayKind::KingsDay }),
        (fixed(5, 5), HolidayKind::LiberationDay),
        (after_easter(39), HolidayKind::Ascension),
        (after_easter(49), HolidayKind::WhitSunday),
        (after_easter(50), HolidayKind::WhitMonday),
        (fixed(12, 25), HolidayKind::Christmas),
        (fixed(12, 26), HolidayKind::SecondChristmas),
    ]
    .into_iter()
    .filter_map(|(date, kind)| Some(Holiday { date: date?, kind }))
    .collect();
    found.sort();
    found
}

/// Queen's Day until 2013: 30 April, 29 when that is a Sunday. King's Day from 2014: 27 April, 26 when that is a Sunday.
fn sovereigns_day(year: i32) -> NaiveDate {
    let day = if year < 2014 { 30 } else { 27 };
    let date = NaiveDate::from_ymd_opt(year, 4, day).expect("April has thirty days");
    if date.weekday() == Weekday::Sun { date - Days::new(1) } else { date }
}

/// Easter Sunday by the Gregorian computus.
fn easter_sunday(year: i32) -> NaiveDate {
    let golden = year % 19;
    let century = year / 100;
    let skipped_leap_years = century / 4;
    let moon_correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - skipped_leap_years - moon_correction + 15) % 30;
    let full_moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + full_moon + 2 - century + skipped_leap_years) % 7;
    let sunday = full_moon - weekday;
    let month = 3 + (sunday + 40) / 44;
    let day = sunday + 28 - 31 * (month / 4);
    let (month, day) = (month.unsigned_abs(), day.unsigned_abs());
    NaiveDate::from_ymd_opt(year, month, day).expect("Easter falls between 22 March and 25 April")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn date_of(kind: HolidayKind, year: i32) -> Option<NaiveDate> {
        holidays(year).into_iter().find(|holiday| holiday.kind == kind).map(|holiday| holiday.date)
    }

    #[test]
    fn easter_falls_where_the_almanac_has_it() {
        for text in [
            "1990-04-15",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2026-04-05",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2100-03-28",
        ] {
            assert_eq!(date_of(HolidayKind::EasterSunday, day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn queens_day_on_a_sunday_moves_to_the_day_before() {
        assert_eq!(date_of(HolidayKind::QueensDay, 2006), Some(day("2006-04-29")));
        assert_eq!(date_of(HolidayKind::QueensDay, 2013), Some(day("2013-04-30")));
    }

    #[test]
    fn kings_day_on_a_sunday_moves_to_the_day_before() {
        assert_eq!(date_of(HolidayKind::KingsDay, 2014), Some(day("2014-04-26")));
        assert_eq!(date_of(HolidayKind::KingsDay, 2026), Some(day("2026-04-27")));
        assert_eq!(date_of(HolidayKind::QueensDay, 2014), None);
    }

    #[test]
    fn years_beyond_the_rules_have_no_holidays() {
        assert!(holidays(1989).is_empty());
        assert!(holidays(2101).is_empty());
    }
}
