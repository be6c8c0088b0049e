//! A day as templates see it.

use chrono::{Datelike, NaiveDate};
use serde::{Serialize, Serializer};

/// A day, told as `2026-11-03`.
///
/// Chrono tells the same through its formatter, which costs many times as much; a page of a dossier holds some forty days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub NaiveDate);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(year) = u32::try_from(self.0.year()).ok().filter(|year| *year <= 9999) else { return self.0.serialize(serializer) };
        let mut told = *b"0000-00-00";
        for (place, number) in [(4, year), (7, self.0.month()), (10, self.0.day())] {
            let mut rest = number;
            let mut at = place;
            while rest > 0 {
                at -= 1;
                told[at] = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        serializer.serialize_str(std::str::from_utf8(&told).expect("digits and hyphens"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_is_told_as_chrono_tells_it() {
        for (year, month, day) in [(2026, 11, 3), (1999, 1, 31), (0, 2, 29), (987, 6, 5), (9999, 12, 31), (10000, 1, 1), (-1, 1, 1)] {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(serde_json::to_string(&Day(day)).unwrap(), serde_json::to_string(&day).unwrap());
        }
    }
}
