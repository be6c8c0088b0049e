//! `kalender` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::calendar::Calendar;

#[derive(Serialize)]
struct Answer {
    jaar: i32,
    dagen: Vec<Day>,
}

#[derive(Serialize)]
struct Day {
    datum: NaiveDate,
    naam: String,
    werkdag: bool,
}

/// Every day of the year that has a name.
#[must_use]
pub fn calendar(calendar: &Calendar, year: i32, today: NaiveDate) -> String {
    let day = |named: (NaiveDate, String)| Day { datum: named.0, naam: named.1, werkdag: calendar.is_working_day(named.0) };
    let answer = Answer { jaar: year, dagen: calendar.named_days(year).into_iter().map(day).collect() };
    envelope("kalender", today, &answer)
}
