//! `kalender` on the screen.

use std::fmt::Write;

use super::dutch_day::short_day;
use super::table::table;
use crate::calendar::{Calendar, weekday_and_day};

/// The named days of a year, and the closures of the organisation.
#[must_use]
pub fn calendar(calendar: &Calendar, year: i32, width: usize) -> String {
    let rows = calendar.named_days(year).into_iter().map(|(day, name)| {
        let counts = if calendar.is_working_day(day) { "werkdag" } else { "geen werkdag" };
        vec![weekday_and_day(day), name, counts.to_owned()]
    });
    let mut text = table(&["Dag", "Naam", "Telt als"], rows, width);
    for closure in calendar.closures_in(year) {
        let lengthens = if closure.lengthens_since.is_some() { "verlengt termijnen" } else { "verlengt geen termijn" };
        let (from, until) = (short_day(closure.from), short_day(closure.until));
        let _ = writeln!(text, "Gesloten van {from} tot en met {until}: {} ({lengthens})", closure.name);
    }
    text
}
