//! Single values out of nodes.

use chrono::NaiveDate;

use super::{Key, Reader, UnreadableDay, plain, read_day};
use crate::diagnostic::Code;
use crate::domain::{DossierId, InvalidDossierId, Stated, Vocabulary};
use crate::source::{Node, Shape, Value};

/// The version of dossiers and rule files this program reads.
const SCHEMA: &str = "1";

impl Reader {
    /// The characters as written.
    pub fn text(&mut self, node: &Node<'_>) -> Option<String> {
        self.scalar(node, "").map(str::to_owned)
    }

    /// The characters of a single value, where `or` says what else may be done about an empty one.
    pub fn scalar<'n>(&mut self, node: &'n Node<'_>, or: &str) -> Option<&'n str> {
        if self.tells(|| Shape::Text) {
            return None;
        }
        match &node.value {
            Value::Scalar(text) if text.trim().is_empty() => self.empty_but(node, or),
            // The line end that closes a block of text is not part of it.
            Value::Scalar(text) => return Some(text.trim_end_matches(['\n', '\r'])),
            Value::Empty => self.empty_but(node, or),
            Value::List(_) | Value::Map(_) => self.not_a_text(node),
        }
        None
    }

    /// The characters as written, where these words have a meaning of their own; a word spelled otherwise gets a remark.
    pub fn text_or(&mut self, node: &Node<'_>, words: &[&'static str]) -> Option<String> {
        if self.tells(|| Shape::TextOr(words.to_vec())) {
            return None;
        }
        let or = format!(", of schrijf «{}»", words.join("» of «"));
        let text = self.scalar(node, &or)?;
        if words.contains(&text) {
            return Some(text.to_owned());
        }
        // Only a text of the length of such a word can be one that is spelled otherwise.
        let near = |word: &&&str| text.len() <= word.len() + 2 && plain(text) == **word;
        match words.iter().find(near) {
            Some(word) => {
                self.unknown_word(node, text, words);
                Some((*word).to_owned())
            }
            None => Some(text.to_owned()),
        }
    }

    /// A datum of art. 2: known, expressly none, or expressly not given.
    pub fn stated(&mut self, node: &Node<'_>) -> Option<Stated> {
        self.text_or(node, &[Stated::NOTHING, Stated::NOT_STATED]).map(|text| Stated::from_text(&text))
    }

    /// A word of a closed vocabulary.
    pub fn word<T: Vocabulary>(&mut self, node: &Node<'_>) -> Option<T> {
        if self.tells(|| Shape::Word(T::WORDS.to_vec())) {
            return None;
        }
        let text = self.scalar(node, "")?;
        let found = T::WORDS.iter().position(|word| *word == text);
        if found.is_none() {
            self.unknown_word(node, text, T::WORDS);
        }
        found.map(|index| T::ALL[index])
    }

    /// A word of these only, out of a larger vocabulary.
    pub fn word_of<T: Vocabulary + PartialEq>(&mut self, node: &Node<'_>, allowed: &[T]) -> Option<T> {
        if self.tells(|| Shape::Word(allowed.iter().map(|value| value.word()).collect())) {
            return None;
        }
        let text = self.scalar(node, "")?;
        let found = allowed.iter().copied().find(|value| value.word() == text);
        if found.is_none() {
            let known: Vec<&str> = allowed.iter().map(|value| value.word()).collect();
            self.unknown_word(node, text, &known);
        }
        found
    }

    /// A list of words of a closed vocabulary; those that are not known are left out.
    pub fn words<T: Vocabulary>(&mut self, node: &Node<'_>) -> Vec<T> {
        self.list(node, |reader, item| reader.word(item)).into_iter().flatten().collect()
    }

    /// A list of texts; what could not be understood is an empty text.
    pub fn texts(&mut self, node: &Node<'_>) -> Vec<String> {
        self.list(node, |reader, item| reader.text(item).unwrap_or_default())
    }

    /// A list of groups of keys; what could not be understood is a blank one.
    pub fn records<T: Default>(&mut self, node: &Node<'_>, keys: &[Key<T>]) -> Vec<T> {
        self.list(node, |reader, item| reader.map(item, keys, T::default()).unwrap_or_default())
    }

    /// Checks the version of the format.
    pub fn version(&mut self, node: &Node<'_>) {
        if self.tells(|| Shape::Version(SCHEMA)) {
            return;
        }
        if let Some(written) = self.scalar(node, "").filter(|written| *written != SCHEMA) {
            let message = format!("dit programma leest schema {SCHEMA}, maar hier staat «{written}»");
            self.remark(Code::UnknownSchema, &node.at, message, "schrijf «schema: 1», of gebruik een nieuwere versie van klacht");
        }
    }

    /// A day such as `2026-11-03`.
    pub fn date(&mut self, node: &Node<'_>) -> Option<NaiveDate> {
        if self.tells(|| Shape::Date) {
            return None;
        }
        let text = self.scalar(node, "")?;
        read_day(text).map_err(|why| self.unreadable_day(node, text, why)).ok()
    }

    fn unreadable_day(&mut self, node: &Node<'_>, text: &str, why: UnreadableDay) {
        let (message, help) = match why {
            UnreadableDay::Nonexistent { days_in_month: Some(days) } => {
                (format!("de dag {text} bestaat niet"), format!("die maand heeft {days} dagen"))
            }
            UnreadableDay::Nonexistent { days_in_month: None } => {
                (format!("de dag {text} bestaat niet"), "schrijf jaar, maand en dag in die volgorde, zoals 2026-11-03".to_owned())
            }
            UnreadableDay::YearOutOfRange => (format!("het jaar van {text} ligt buiten 1990 tot en met 2100"), "controleer het jaar".to_owned()),
            UnreadableDay::OtherShape(Some(meant)) => (format!("«{text}» is geen datum in de vorm jaar-maand-dag"), format!("schrijf {meant}")),
            UnreadableDay::OtherShape(None) => (
                format!("«{text}» is geen datum"),
                "schrijf jaar-maand-dag, zoals 2026-11-03, of haal de regel weg zolang de dag niet bekend is".to_owned(),
            ),
        };
        self.remark(Code::InvalidDate, &node.at, message, help);
    }

    /// The number of a dossier.
    pub fn number(&mut self, node: &Node<'_>) -> Option<DossierId> {
        if self.tells(|| Shape::Number) {
            return None;
        }
        let text = self.scalar(node, "")?;
        let read: Result<DossierId, InvalidDossierId> = text.parse();
        read.map_err(|why| {
            let help = number_meant(text).map_or_else(|| "schrijf het als K-2026-0014".to_owned(), |meant| format!("schrijf {meant}"));
            self.remark(Code::InvalidNumber, &node.at, why.to_string(), help);
        })
        .ok()
    }

    /// A list of numbers; those that are not understood are left out.
    pub fn numbers(&mut self, node: &Node<'_>) -> Vec<DossierId> {
        self.list(node, |reader, item| reader.number(item)).into_iter().flatten().collect()
    }
}

/// The number that was probably meant by a year and a serial in another shape, such as `k-2026-7` or `2026-0007`.
fn number_meant(text: &str) -> Option<DossierId> {
    let mut numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, serial, more) = (numbers.next()?, numbers.next()?, numbers.next());
    let year: u16 = year.parse().ok().filter(|year| (1990..=2100).contains(year))?;
    if more.is_some() { None } else { DossierId::new(year, serial.parse().ok().filter(|serial| *serial < 1_000_000)?) }
}
