//! What is still known of a dossier that was destroyed.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::{DossierId, Finding, Subject};

/// A line of the register of destroyed dossiers: enough to explain the gap and to count, too little to know anyone by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destroyed {
    /// The number it had.
    pub id: DossierId,
    /// Whether it was a complaint, and counts as one; an oral remark that never came in writing was none.
    pub is_complaint: bool,
    /// The quarter in which it was received.
    pub received: Option<Quarter>,
    /// What it was about.
    pub subjects: Vec<Subject>,
    /// What was found.
    pub finding: Option<Finding>,
    /// Whether it was answered in time.
    pub in_time: Option<bool>,
    /// On which ground it was destroyed.
    pub ground: Option<String>,
    /// The day it was destroyed.
    pub destroyed_on: Option<NaiveDate>,
    /// In which role someone destroyed it.
    pub role: Option<String>,
}

impl Destroyed {
    /// A line that tells the number and nothing else.
    #[must_use]
    pub fn nothing_but(id: DossierId) -> Self {
        Self {
            id,
            is_complaint: true,
            received: None,
            subjects: Vec::new(),
            finding: None,
            in_time: None,
            ground: None,
            destroyed_on: None,
            role: None,
        }
    }

    /// The year it was received in: that of its quarter, else that of its number.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.received.map_or(i32::from(self.id.year()), |quarter| quarter.year)
    }
}

/// A quarter of a year: `2026-K3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// From one to four.
    pub quarter: u32,
}

/// A text that is no quarter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen kwartaal; schrijf bijvoorbeeld 2026-K3")]
pub struct InvalidQuarter(String);

impl Quarter {
    /// The quarter this day is in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), quarter: day.month0() / 3 + 1 }
    }
}

impl FromStr for Quarter {
    type Err = InvalidQuarter;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once("-K").filter(|(year, _)| year.len() == 4);
        let numbers = parts.and_then(|(year, quarter)| Some((year.parse().ok()?, quarter.parse().ok()?)));
        let found = numbers.filter(|(year, quarter)| (1000..=9999).contains(year) && (1..=4).contains(quarter));
        found.map(|(year, quarter)| Self { year, quarter }).ok_or_else(|| InvalidQuarter(text.to_owned()))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-K{}", self.year, self.quarter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_is_written_as_it_is_read() {
        for text in ["2026-K1", "2026-K4"] {
            assert_eq!(text.parse::<Quarter>().unwrap().to_string(), text);
        }
        assert_eq!(Quarter::of("2026-07-01".parse().unwrap()).to_string(), "2026-K3");
    }

    #[test]
    fn other_texts_are_no_quarter() {
        for text in ["2026-K0", "2026-K5", "2026-3", "26-K3", "K3", "", "2026-K", "+026-K1"] {
            assert!(text.parse::<Quarter>().is_err(), "{text}");
        }
    }
}
