//! A cell of a list, and keeping a spreadsheet from taking a text for something else.

use std::fmt;

use chrono::NaiveDate;

/// What a spreadsheet takes for the beginning of a formula, with the wide twins that some turn into it.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−', '﹦', '﹢', '﹣', '﹫'];

/// Words that stand in a number, a day or a time as a spreadsheet writes one, besides digits and signs.
const VALUE_WORDS: &[&str] = &[
    "e",
    "t",
    "z",
    "am",
    "pm",
    "eur",
    "jan",
    "januari",
    "january",
    "feb",
    "februari",
    "february",
    "mrt",
    "maart",
    "mar",
    "march",
    "apr",
    "april",
    "mei",
    "may",
    "jun",
    "juni",
    "june",
    "jul",
    "juli",
    "july",
    "aug",
    "augustus",
    "august",
    "sep",
    "sept",
    "september",
    "okt",
    "oktober",
    "oct",
    "october",
    "nov",
    "november",
    "dec",
    "december",
];

/// Words a spreadsheet takes for yes or no.
const TRUTH_WORDS: &[&str] = &["waar", "onwaar", "true", "false"];

/// A cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, kept as words.
    Text(String),
    /// A day, which a spreadsheet may reckon with.
    Day(NaiveDate),
    /// A whole number, which a spreadsheet may reckon with.
    Count(i64),
    /// A number with a part of one, written as a Dutch spreadsheet reads it: `20,5`.
    Measured(String),
}

impl Cell {
    /// These words.
    #[must_use]
    pub fn text(text: impl fmt::Display) -> Self {
        Self::Text(text.to_string())
    }

    /// These words, or nothing.
    #[must_use]
    pub fn words(text: Option<impl fmt::Display>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// This day, or nothing.
    #[must_use]
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// This number.
    #[must_use]
    pub fn count(count: impl Into<i64>) -> Self {
        Self::Count(count.into())
    }

    /// This number, or nothing.
    #[must_use]
    pub fn number(count: Option<i64>) -> Self {
        count.map_or(Self::Empty, Self::Count)
    }
}

/// As it stands in the file. An apostrophe goes before words that would not stay words; it is the one sign that keeps them and can be read over.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) if would_act(text) || would_be_a_value(text) => write!(f, "'{text}"),
            Self::Text(text) => f.write_str(text),
            Self::Day(day) => write!(f, "{day}"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Measured(number) => f.write_str(number),
        }
    }
}

/// Whether a spreadsheet would take the text for a formula. Space and signs without width before it do not help.
fn would_act(text: &str) -> bool {
    text.starts_with(FORMULA) || text.trim_start_matches(|letter: char| letter.is_whitespace() || is_without_width(letter)).starts_with(FORMULA)
}

fn is_without_width(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a spreadsheet could take the text for a number, a day, a time or a truth, and then show another: `06…` without its nought, `1-2` as
/// the first of February.
fn would_be_a_value(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    if !text.contains(char::is_numeric) {
        return words.next().is_some_and(|word| TRUTH_WORDS.contains(&word.as_str())) && words.next().is_none();
    }
    words.all(|word| VALUE_WORDS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formula_is_kept_from_acting() {
        for text in [
            "=1+1",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1+1",
            "\u{200b}=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM",
            "−1",
            "+31 6 12345678",
        ] {
            assert_eq!(Cell::text(text).to_string(), format!("'{text}"));
        }
    }

    #[test]
    fn words_that_look_like_a_value_stay_words() {
        for text in ["0612345678", "1-2", "3/4", "3 mei", "1e5", "12:30", "€ 5", "5%", "WAAR", "onwaar", "2026-11-03", "1 jan 2026", "١٢"] {
            assert_eq!(Cell::text(text).to_string(), format!("'{text}"), "{text}");
        }
    }

    #[test]
    fn other_words_stand_as_they_are() {
        for text in
            ["Uitslag kwam te laat", "K-2026-0007", "1234 AB Voorbeeldstad", "3 studenten", "waarover", "'s-Gravenhage", "geen", "de = van 3", ""]
        {
            assert_eq!(Cell::text(text).to_string(), text);
        }
    }

    #[test]
    fn day_and_count_are_left_to_reckon_with() {
        assert_eq!(Cell::day("2026-11-03".parse().ok()).to_string(), "2026-11-03");
        assert_eq!(Cell::number(Some(-3)).to_string(), "-3");
    }
}
