//! What was filled in on a line.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::Kind;
use crate::cli::arguments::day;
use crate::cli::questions::spoken_day;
use crate::domain::UnknownWord;

/// What was filled in on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Day(NaiveDate),
    /// A text.
    Text(String),
    /// A word of a vocabulary.
    Word(&'static str),
    /// A file on disk.
    File(PathBuf),
}

impl Value {
    /// Reads what was typed on the command line behind a line of this kind.
    ///
    /// # Errors
    /// When it cannot stand there.
    pub fn typed(kind: Kind, text: &str) -> Result<Self, Unreadable> {
        match kind {
            Kind::Day => Ok(Self::Day(day(text).map_err(Unreadable::Other)?)),
            Kind::Word(words) | Kind::Words(words) => Ok(Self::Word(known(text, words)?)),
            Kind::File => Ok(Self::File(PathBuf::from(text))),
            Kind::Text | Kind::LongText | Kind::Pieces if text.trim().is_empty() => Err(Unreadable::Other("er staat niets".to_owned())),
            Kind::Text | Kind::LongText | Kind::Pieces => Ok(Self::Text(text.trim().to_owned())),
        }
    }

    /// Reads an answer on a terminal to a line of this kind; where more may stand, with commas between.
    ///
    /// # Errors
    /// When it cannot stand there.
    pub fn answered(kind: Kind, answer: &str, today: NaiveDate) -> Result<Vec<Self>, String> {
        match kind {
            Kind::Day => Ok(vec![Self::Day(spoken_day(answer, today)?)]),
            Kind::Words(_) | Kind::Pieces => {
                answer.split(',').map(|part| Self::typed(kind, part.trim()).map_err(|error| error.to_string())).collect()
            }
            _ => Ok(vec![Self::typed(kind, answer).map_err(|error| error.to_string())?]),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Text(text) => f.write_str(text),
            Self::Word(word) => f.write_str(word),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Why a text cannot stand on a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A word that is not in the vocabulary.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// Anything else, in Dutch.
    #[error("{0}")]
    Other(String),
}

fn known(text: &str, words: &'static [&'static str]) -> Result<&'static str, UnknownWord> {
    words.iter().copied().find(|word| *word == text).ok_or_else(|| UnknownWord { word: text.to_owned(), known: words })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Kind = Kind::Words(&["werkwijze", "product"]);

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn answer_may_name_more_words_with_commas() {
        let answer = Value::answered(WORDS, "product, werkwijze", today());
        assert_eq!(answer, Ok(vec![Value::Word("product"), Value::Word("werkwijze")]));
        assert!(Value::answered(WORDS, "product, dienst", today()).unwrap_err().contains("«dienst»"));
    }

    #[test]
    fn nothing_is_no_text() {
        assert!(Value::typed(Kind::Text, "  ").is_err());
        assert_eq!(Value::typed(Kind::Text, " Bellen "), Ok(Value::Text("Bellen".to_owned())));
    }

    #[test]
    fn day_may_be_answered_in_words() {
        let yesterday = Value::answered(Kind::Day, "gisteren", today()).unwrap();
        assert_eq!(yesterday[0].to_string(), "2026-11-21");
    }
}
