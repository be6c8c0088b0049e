//! A day as a file writes it, and what was meant by other shapes.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// The years for which the holidays are known, and so the terms.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadableDay {
    /// The right shape, but no such day; with the number of days of its month when that exists.
    Nonexistent {
        /// How many days the month has.
        days_in_month: Option<u32>,
    },
    /// A year for which nothing can be computed.
    YearOutOfRange,
    /// Another shape, with the day it probably means.
    OtherShape(Option<NaiveDate>),
}

/// The day in a text such as `2026-11-03`.
///
/// # Errors
/// When it has another shape, does not exist, or lies outside 1990–2100.
pub fn read_day(text: &str) -> Result<NaiveDate, UnreadableDay> {
    let Some((year, month, day)) = iso_numbers(text) else {
        return Err(UnreadableDay::OtherShape(meant(text)));
    };
    let date = NaiveDate::from_ymd_opt(year, month, day);
    match date {
        Some(date) if YEARS.contains(&year) => Ok(date),
        Some(_) => Err(UnreadableDay::YearOutOfRange),
        None => Err(UnreadableDay::Nonexistent { days_in_month: days_in_month(year, month) }),
    }
}

/// Year, month and day of a text in exactly the shape `2026-11-03`, whether or not that day exists.
fn iso_numbers(text: &str) -> Option<(i32, u32, u32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
    };
    let dashes = bytes[4] == b'-' && bytes[7] == b'-';
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    dashes.then_some((i32::try_from(year).ok()?, month, day))
}

/// How many days the month has; `None` when there is no such month.
fn days_in_month(year: i32, month: u32) -> Option<u32> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let in_next = first + TimeDelta::days(31);
    Some(31 - (in_next.day() - 1))
}

/// The day that was probably meant by another shape: `3-11-2026`, `3 november 2026`, `2026/11/3`, also with a weekday or an hour.
fn meant(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split([' ', '-', '/', '.', ',', 'T', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let found = parts.windows(3).find_map(|parts| {
        let [first, second, third] = [parts[0], parts[1], parts[2]];
        let month = month_number(second)?;
        if first.len() == 4 { in_years(first, month, third) } else { in_years(third, month, first) }
    });
    found.or_else(|| run_together(text.trim()))
}

/// The day by year, month and day, when it exists in the known years; a year of two digits lies in this century.
fn in_years(year: &str, month: u32, day: &str) -> Option<NaiveDate> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let century = match year.len() {
        2 => 2000,
        4 => 0,
        _ => return None,
    };
    let year: i32 = year.parse().ok().filter(|_| digits(year))?;
    let day = day.parse().ok().filter(|_| digits(day))?;
    NaiveDate::from_ymd_opt(century + year, month, day).filter(|date| YEARS.contains(&date.year()))
}

/// The month by number, name or the first letters of its name.
fn month_number(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] =
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let name = text.to_lowercase();
    let index = NAMES.iter().position(|month| name.len() >= 3 && month.starts_with(&name)).or_else(|| (name == "mrt").then_some(2))?;
    u32::try_from(index + 1).ok()
}

/// The day of eight digits: `20261103`.
fn run_together(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| in_years(&text[..4], text[4..6].parse().ok()?, &text[6..]))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn day_in_its_shape_is_read() {
        assert_eq!(read_day("2026-11-03"), Ok(day("2026-11-03")));
        assert_eq!(read_day("2028-02-29"), Ok(day("2028-02-29")));
    }

    #[test]
    fn other_shapes_tell_the_day_that_was_meant() {
        for text in [
            "3-11-2026",
            "03-11-2026",
            "3/11/2026",
            "3.11.2026",
            "3-11-26",
            "3 november 2026",
            "3 nov. 2026",
            "dinsdag 3 november 2026",
            "2026-11-3",
            "2026/11/03",
            "20261103",
            "2026-11-03T10:15:00",
            "2026-11-03 10:15",
        ] {
            assert_eq!(read_day(text), Err(UnreadableDay::OtherShape(Some(day("2026-11-03")))), "{text}");
        }
    }

    #[test]
    fn text_without_a_day_means_none() {
        for text in ["", "morgen", "november 2026", "31-02-2026", "3-11-20266", "+3-11-2026", "2026-11-é3"] {
            assert_eq!(read_day(text), Err(UnreadableDay::OtherShape(None)), "{text}");
        }
    }

    #[test]
    fn day_that_is_not_in_the_almanac_does_not_exist() {
        assert_eq!(read_day("2026-02-30"), Err(UnreadableDay::Nonexistent { days_in_month: Some(28) }));
        assert_eq!(read_day("2028-02-30"), Err(UnreadableDay::Nonexistent { days_in_month: Some(29) }));
        assert_eq!(read_day("2026-04-31"), Err(UnreadableDay::Nonexistent { days_in_month: Some(30) }));
        assert_eq!(read_day("2026-13-01"), Err(UnreadableDay::Nonexistent { days_in_month: None }));
    }

    #[test]
    fn year_without_known_holidays_is_refused() {
        assert_eq!(read_day("0026-11-03"), Err(UnreadableDay::YearOutOfRange));
        assert_eq!(read_day("2101-01-01"), Err(UnreadableDay::YearOutOfRange));
    }
}
