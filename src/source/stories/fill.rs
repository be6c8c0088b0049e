//! Names between braces that become days and numbers: `{binnen}`, `{binnen:voluit}`, `{nummer}`.

use std::collections::BTreeMap;

use super::Days;
use super::story::InvalidStory;
use crate::calendar::{day_in_words, weekday_and_day};
use crate::domain::DossierId;

/// What the names of a story stand for.
pub(super) struct Names<'a> {
    /// Its days.
    pub days: &'a Days,
    /// Its own number.
    pub number: DossierId,
    /// The numbers of all stories told together.
    pub numbers: &'a BTreeMap<String, DossierId>,
}

impl Names<'_> {
    /// The text with every name replaced; a brace that opens no known name is refused.
    pub(super) fn fill(&self, text: &str) -> Result<String, InvalidStory> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('{') {
            let (name, after) = from.split_once('}').ok_or_else(|| InvalidStory::UnknownName(from.to_owned()))?;
            filled.push_str(before);
            filled.push_str(&self.meaning(name)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// What a name stands for: a day in one of its shapes, or a number.
    fn meaning(&self, name: &str) -> Result<String, InvalidStory> {
        let unknown = || InvalidStory::UnknownName(name.to_owned());
        if name == "nummer" {
            return Ok(self.number.to_string());
        }
        let (name, shape) = name.split_once(':').unwrap_or((name, ""));
        if name == "nummer" {
            return self.numbers.get(shape).map(ToString::to_string).ok_or_else(unknown);
        }
        let day = *self.days.get(name).ok_or_else(unknown)?;
        match shape {
            "" => Ok(day.to_string()),
            "voluit" => Ok(day_in_words(day)),
            "weekdag" => Ok(weekday_and_day(day)),
            "mail" => Ok(day.format("%a, %-d %b %Y 09:30:00 +0100").to_string()),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> Result<String, InvalidStory> {
        let days = Days::from([("binnen".to_owned(), "2026-11-02".parse().unwrap())]);
        let numbers = BTreeMap::from([("eerder".to_owned(), DossierId::new(2025, 3).unwrap())]);
        Names { days: &days, number: DossierId::new(2026, 7).unwrap(), numbers: &numbers }.fill(text)
    }

    #[test]
    fn names_become_days_and_numbers() {
        assert_eq!(fill("{nummer} van {binnen:voluit} ({binnen})").unwrap(), "K-2026-0007 van 2 november 2026 (2026-11-02)");
        assert_eq!(fill("op {binnen:weekdag}, zie {nummer:eerder}").unwrap(), "op maandag 2 november 2026, zie K-2025-0003");
        assert_eq!(fill("Date: {binnen:mail}").unwrap(), "Date: Mon, 2 Nov 2026 09:30:00 +0100");
    }

    #[test]
    fn unknown_name_is_refused() {
        for text in ["{buiten}", "{binnen:kort}", "{nummer:later}", "{binnen"] {
            assert!(fill(text).is_err(), "{text}");
        }
    }
}
