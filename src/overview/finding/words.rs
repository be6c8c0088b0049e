//! The words of a text as the search of the site knows them.

use crate::overview::folded::fold;
use crate::overview::search::numbers;

/// The letters of a word that are looked at; those behind them make no difference.
const LONGEST: usize = 64;

/// Hands over every word of a text, folded; and as one word also what is written in parts but looked for as a whole: a
/// postcode, a dossier number, a telephone number by its significant digits.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut row = Row::default();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        // Most of a text is letters that fold to themselves or to their small ones, and so go together.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            row.push_plain(&rest[..plain]);
            rest = &rest[plain..];
            continue;
        }
        fold(letter, |letter| match letter {
            ' ' => row.end_word(&mut take),
            letter => row.word.push(letter),
        });
        rest = &rest[letter.len_utf8()..];
    }
    row.end_word(&mut take);
    numbers(text).for_each(|(_, digits)| take(&digits));
}

/// The last words of a text under way.
#[derive(Default)]
struct Row {
    before_last: String,
    last: String,
    word: String,
}

impl Row {
    /// Adds ASCII letters and digits to the word under way.
    fn push_plain(&mut self, letters: &str) {
        let from = self.word.len();
        self.word.push_str(letters);
        self.word[from..].make_ascii_lowercase();
    }

    /// Hands over the word that has just ended, and what it makes with those before it.
    fn end_word(&mut self, take: &mut impl FnMut(&str)) {
        if self.word.is_empty() {
            return;
        }
        if self.word.len() > LONGEST {
            let end = self.word.char_indices().nth(LONGEST).map_or(self.word.len(), |(at, _)| at);
            self.word.truncate(end);
        }
        take(&self.word);
        if let Some(whole) = self.whole() {
            take(&whole);
        }
        std::mem::swap(&mut self.before_last, &mut self.last);
        std::mem::swap(&mut self.last, &mut self.word);
        self.word.clear();
    }

    /// The postcode or dossier number that ends with this word.
    fn whole(&self) -> Option<String> {
        let Self { before_last, last, word } = self;
        if last.len() != 4 || !is_digits(last) {
            return None;
        }
        let is_postcode = word.len() == 2 && word.bytes().all(|letter| letter.is_ascii_lowercase());
        let is_number = before_last == "k" && word.len() >= 4 && is_digits(word);
        match (is_postcode, is_number) {
            (true, _) => Some(format!("{last}{word}")),
            (_, true) => Some(format!("k{last}{word}")),
            _ => None,
        }
    }
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each_word(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("  Zoë Öztürk, (dé) 's-Gravenhage!"), ["zoe", "ozturk", "de", "s", "gravenhage"]);
    }

    #[test]
    fn postcode_and_dossier_number_are_also_one_word() {
        assert_eq!(words("1234 AB, zie K-2026-0007"), ["1234", "ab", "1234ab", "zie", "k", "2026", "0007", "k20260007", "20260007"]);
    }

    #[test]
    fn telephone_number_is_also_its_significant_digits() {
        for written in ["06-12345678", "+31 6 1234 5678", "0031612345678", "(06) 12 34 56 78"] {
            assert_eq!(words(written).last().unwrap(), "612345678", "{written}");
        }
    }

    #[test]
    fn endless_word_is_cut_off() {
        assert_eq!(words(&"é".repeat(100)), ["e".repeat(LONGEST)]);
    }
}
