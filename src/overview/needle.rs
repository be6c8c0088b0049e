//! A text that is looked for, and a text it is looked for in, both without accents, capitals and signs.

use super::folded::{Folded, spread};

/// The fewest letters and digits of a text that is looked for elsewhere: a shorter one stands everywhere.
const SHORTEST: usize = 4;
/// The fewest letters of a name.
const SHORTEST_NAME: usize = 3;
/// So many digits tell a telephone number, whatever country stands before it.
const DIGITS: usize = 9;
/// Short words that are no name, also at the beginning of a sentence.
const NO_NAMES: &[&str] = &["hij", "zij", "het", "een", "hem", "wij", "dat", "die", "dit", "ons", "uit", "van", "met", "mij", "men", "zijn", "haar"];

/// A text in the form in which it is looked for: whole words, also as a possessive, and a telephone number by its digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needle {
    /// Its words, folded, with a space at either end.
    words: String,
    /// The same with the s of what belongs to someone: `Jansens`.
    possessive: String,
    /// Its digits, when it is a telephone number or the like.
    digits: Option<String>,
}

impl Needle {
    /// The text as it is looked for; `None` when it says too little of anyone to be looked for.
    pub(super) fn of(text: &str) -> Option<Self> {
        is_telling(text).then(|| {
            let words = format!(" {} ", Folded::of(text).as_str().trim());
            Self { possessive: format!("{}s ", words.trim_end()), digits: number_in(text), words }
        })
    }

    /// The first of its words, folded.
    pub(super) fn first_word(&self) -> &str {
        self.words.trim_start().split(' ').next().unwrap_or_default()
    }

    /// Its digits, when it is a telephone number or the like: always as many.
    pub(super) fn digits(&self) -> Option<&str> {
        self.digits.as_deref()
    }

    /// Whether it stands where a word of the text begins, a space before it.
    pub(super) fn stands_at(&self, text: &Searched, at: usize) -> bool {
        let rest = &text.padded[at..];
        rest.starts_with(&self.words) || rest.starts_with(&self.possessive)
    }

    /// The byte of the text at which it stands; `None` when it does not.
    pub(super) fn stands_in(&self, text: &Searched) -> Option<usize> {
        let found = text.padded.find(&self.words).or_else(|| text.padded.find(&self.possessive));
        let found = found.map(|at| text.folded.as_ref().map_or(0, |folded| folded.origin(at)));
        found.or_else(|| self.digits.as_ref().filter(|digits| text.digits.contains(digits.as_str())).map(|_| 0))
    }
}

/// A text in the forms in which others are looked for in it.
pub(super) struct Searched {
    /// The way back to the text, where that is asked for.
    folded: Option<Folded>,
    padded: String,
    /// Its digits, a blank where a letter stands between them.
    digits: String,
}

impl Searched {
    /// The text, ready to be looked through.
    pub(super) fn of(text: &str) -> Self {
        let folded = Folded::of(text);
        let padded = format!(" {} ", folded.as_str());
        Self { digits: digits_in(&padded), folded: Some(folded), padded }
    }

    /// The same without the way back to the text, which takes eight times its room: for much text.
    pub(super) fn in_passing(text: &str) -> Self {
        let padded = spread(text);
        Self { digits: digits_in(&padded), folded: None, padded }
    }

    /// Its words, each with the place of the space before it.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let spaces = self.padded.match_indices(' ').map(|(at, _)| at);
        let words = spaces.zip(self.padded.split(' ').skip(1));
        words.filter(|(_, word)| !word.is_empty())
    }

    /// Every row of as many digits as a telephone number is looked for by.
    pub(super) fn numbers(&self) -> impl Iterator<Item = &[u8]> {
        self.digits.as_bytes().windows(DIGITS).filter(|row| !row.contains(&b' '))
    }
}

/// The digits of a folded text, a blank where a letter stands between them.
fn digits_in(padded: &str) -> String {
    let digits = padded.chars().filter_map(|letter| match letter {
        ' ' => None,
        digit if digit.is_ascii_digit() => Some(digit),
        _ => Some(' '),
    });
    digits.collect()
}

/// Whether a text says enough of someone to be looked for.
fn is_telling(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let word = text.trim().to_lowercase();
    let is_name = letters >= SHORTEST_NAME && text.trim().starts_with(char::is_uppercase);
    (letters >= SHORTEST || is_name) && !NO_NAMES.contains(&word.as_str())
}

/// The digits of a text that is a number of nine digits or more, such as that of a telephone; without the country before it.
fn number_in(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|letter| letter.is_ascii_digit() || " +-()./".contains(letter));
    (is_number && digits.len() >= DIGITS).then(|| digits[digits.len() - DIGITS..].to_owned())
}
