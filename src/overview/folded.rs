//! Text as it is searched: its words alone, without accents, capitals and the other ways to write the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded, with the way back to the text it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Its words; whatever stands between two of them is one space.
    text: String,
    /// For every byte of it the byte of the text it comes from.
    origins: Vec<usize>,
}

impl Folded {
    /// The text folded.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        for (at, letter) in text.char_indices() {
            fold(letter, |letter| folded.push(at, letter));
        }
        folded
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte of the original text from which a byte of the folded text comes.
    #[must_use]
    pub fn origin(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or_default()
    }

    fn push(&mut self, at: usize, letter: char) {
        if letter == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(letter);
        self.origins.extend(std::iter::repeat_n(at, letter.len_utf8()));
    }
}

/// Text folded for searching.
#[must_use]
pub fn folded(text: &str) -> String {
    Folded::of(text).text.trim().to_owned()
}

/// Text folded for searching, with a space at either end and without the way back.
pub(super) fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 2);
    spread.push(' ');
    for letter in text.chars() {
        fold(letter, |letter| {
            if letter != ' ' || !spread.ends_with(' ') {
                spread.push(letter);
            }
        });
    }
    spread.push(' ');
    spread
}

/// Hands over what a letter becomes: letters and digits, a space for anything else, nothing for what takes no room.
pub(super) fn fold(letter: char, mut put: impl FnMut(char)) {
    if letter.is_ascii() {
        return put(if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { ' ' });
    }
    let mut spell = |letter: char| match spelled_otherwise(letter) {
        Some(spelled) => spelled.chars().for_each(&mut put),
        None if letter.is_alphanumeric() => put(letter),
        None => put(' '),
    };
    if spelled_otherwise(letter).is_some() {
        return spell(letter);
    }
    let parts = std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part));
    parts.flat_map(char::to_lowercase).for_each(spell);
}

/// How a letter is spelled that has no accent to lose.
fn spelled_otherwise(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        // How an old keyboard wrote the one letter of Dutch that is two.
        'ĳ' | 'Ĳ' | 'ÿ' | 'Ÿ' => "ij",
        // A soft hyphen and what takes no room.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_of_a_name_are_the_same() {
        for (one, other) in [
            ("Zoë", "ZOE"),
            ("René", "Rene\u{301}"),
            ("Weiß", "WEISS"),
            ("Søren", "soren"),
            ("Ĳsbrand", "IJsbrand"),
            ("Dÿkstra", "Dijkstra"),
            ("Łukasz Đorđević", "lukasz dordevic"),
            ("’s-Gravenhage", "'S‑GRAVENHAGE"),
            ("Jan\u{a0}de\r\n  Boer", "jan de boer"),
            ("Çağlar Şahin", "caglar sahin"),
            ("ﬁets", "fiets"),
            ("İpek", "ipek"),
            ("**Jan** de Boer", "> Jan\n> de Boer"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn different_names_stay_different() {
        assert_ne!(folded("Meyer"), folded("Meijer"));
    }

    #[test]
    fn way_back_leads_to_the_letter() {
        let text = "één  Weiß!";
        let folded = Folded::of(text);
        let at = folded.as_str().find("ss ").unwrap();
        assert_eq!(&text[folded.origin(at)..], "ß!");
        assert_eq!(folded.as_str(), "een weiss ");
    }
}
