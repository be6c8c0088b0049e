//! A passage that must not have been recorded, found in a file however it is written there, and a mark in its place.

use super::legible::legible;

/// What stands in the place of a passage. Without brackets: in a front matter those would begin a list.
pub const BLACKENED: &str = "(weggelakt)";

/// Whether a file is another one with marks in the place of something.
#[must_use]
pub fn is_blackened(file: &[u8], other: &[u8]) -> bool {
    let mut parts = Vec::new();
    let mut rest = file;
    while let Some(at) = place_of(rest, BLACKENED.as_bytes()) {
        parts.push(&rest[..at]);
        rest = &rest[at + BLACKENED.len()..];
    }
    let Some((first, between)) = parts.split_first() else { return false };
    let Some(mut other) = other.strip_prefix(*first) else { return false };
    for part in between {
        let Some(at) = place_of(other, part) else { return false };
        other = &other[at + part.len()..];
    }
    other.ends_with(rest)
}

/// Where some bytes begin in others; nothing begins everywhere.
fn place_of(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    if sought.is_empty() { Some(0) } else { bytes.windows(sought.len()).position(|some| some == sought) }
}

/// How often it stands in a file.
#[must_use]
pub fn marks(file: &[u8]) -> usize {
    file.windows(BLACKENED.len()).filter(|part| *part == BLACKENED.as_bytes()).count()
}
/// The fewest letters and digits of a passage: a shorter one stands everywhere.
const SHORTEST: usize = 3;
/// The most characters of a passage.
const LONGEST: usize = 4_000;

/// A passage: its words, and between them any white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blackening {
    words: Vec<Vec<char>>,
}

/// Why a text is no passage to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPassage {
    /// It says too little.
    #[error("zo'n korte tekst staat overal; geef minstens {SHORTEST} letters of cijfers")]
    TooShort,
    /// It is longer than a passage.
    #[error("de tekst is langer dan {LONGEST} tekens; haal haar in delen weg")]
    TooLong,
}

impl Blackening {
    /// The passage in this text.
    ///
    /// # Errors
    /// When it is too short or too long to be looked for.
    pub fn of(text: &str) -> Result<Self, NoPassage> {
        if text.chars().filter(|letter| letter.is_alphanumeric()).count() < SHORTEST {
            return Err(NoPassage::TooShort);
        }
        if text.chars().count() > LONGEST {
            return Err(NoPassage::TooLong);
        }
        Ok(Self { words: text.split_whitespace().map(|word| word.chars().collect()).collect() })
    }

    /// The text with a mark in every place where the passage stands; `None` when it stands nowhere, or the bytes are no text.
    ///
    /// It is found whatever its capitals, over line ends, also in a quotation of a mail, and as the front matter writes it between quotation marks.
    #[must_use]
    pub fn blackened(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut new = String::with_capacity(text.len());
        let mut rest = text;
        let mut found = false;
        while let Some(letter) = rest.chars().next() {
            if let Some(after) = self.behind(rest) {
                new.push_str(BLACKENED);
                (rest, found) = (after, true);
            } else {
                new.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
        found.then(|| new.into_bytes())
    }

    /// Whether it stands in a file, its name, or in what is encoded in it.
    #[must_use]
    pub fn stands_in(&self, name: &str, bytes: &[u8]) -> bool {
        let stands = |text: &str| text.char_indices().any(|(at, _)| self.behind(&text[at..]).is_some());
        std::str::from_utf8(bytes).is_ok_and(stands) || stands(name) || legible(name, bytes).texts.iter().any(|text| stands(text))
    }

    /// What follows when the text begins with the passage.
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                rest = behind_space(rest)?;
            }
            for letter in word {
                rest = behind_letter(rest, *letter)?;
            }
        }
        Some(rest)
    }
}

/// What follows a letter in any of the ways it is written, the longest first.
fn behind_letter(text: &str, letter: char) -> Option<&str> {
    let written: &[&str] = match letter {
        '"' => &["&quot;", "\\\""],
        '\'' => &["&#39;", "''"],
        '\\' => &["\\\\"],
        '&' => &["&amp;"],
        '<' => &["&lt;"],
        '>' => &["&gt;"],
        _ => &[],
    };
    if let Some(rest) = written.iter().find_map(|written| text.strip_prefix(written)) {
        return Some(rest);
    }
    let code = u32::from(letter);
    let escaped =
        || (!letter.is_ascii()).then(|| [format!("\\x{code:02X}"), format!("\\x{code:02x}"), format!("\\u{code:04X}"), format!("\\u{code:04x}")]);
    let same = |other: char| other == letter || other.to_lowercase().eq(letter.to_lowercase());
    text.strip_prefix(same).or_else(|| escaped()?.iter().find_map(|escaped| text.strip_prefix(escaped.as_str())))
}

/// What follows white space, be it a line end with the marks of a quotation behind it or one that is written out; `None` without any.
fn behind_space(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut is_line_begin = false;
    loop {
        let next = rest.strip_prefix("\\n").or_else(|| rest.strip_prefix("\\\n")).or_else(|| rest.strip_prefix(char::is_whitespace));
        let next = next.or_else(|| rest.strip_prefix('>').filter(|_| is_line_begin));
        match next {
            Some(next) => {
                is_line_begin |= rest.starts_with('\n');
                rest = next;
            }
            None => return (rest.len() < text.len()).then_some(rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_known_by_what_stands_around_its_marks() {
        let is = |file: &str, other: &str| is_blackened(file.as_bytes(), other.as_bytes());
        assert!(is("Zij noemt (weggelakt).", "Zij noemt haar diagnose."));
        assert!(is("(weggelakt) en (weggelakt)", "dit en dat"));
        assert!(is("a(weggelakt)(weggelakt)b", "a iets b"));
        assert!(is("a (weggelakt) c", "a b c"));
        assert!(!is("Zij noemt niets.", "Zij noemt niets."));
        assert!(!is("Zij noemt (weggelakt). Een.", "Zij noemt haar diagnose. Twee."));
        assert!(!is("Een. Zij noemt (weggelakt).", "Twee. Zij noemt haar diagnose."));
        assert!(!is("ab(weggelakt)ba", "aba"));
    }

    fn blackened(passage: &str, text: &str) -> Option<String> {
        Blackening::of(passage).unwrap().blackened(text.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn passage_is_replaced_wherever_it_stands_and_nothing_else_changes() {
        assert_eq!(
            blackened("haar diagnose", "a: over haar diagnose\nb: haar  diagnoses\n"),
            Some("a: over (weggelakt)\nb: (weggelakt)s\n".to_owned())
        );
        assert_eq!(blackened("haar diagnose", "haar dia gnose"), None);
        assert_eq!(blackened("haar diagnose", "HAAR Diagnose"), Some("(weggelakt)".to_owned()));
    }

    #[test]
    fn passage_is_found_over_a_line_end_in_a_quotation_and_between_quotation_marks() {
        for text in ["zij zei\nhet", "zij zei\r\n> het", "zij zei\n    het", "zij zei\\nhet", "zij zei\n>> het"] {
            assert_eq!(blackened("zij zei het", text), Some("(weggelakt)".to_owned()), "{text}");
        }
        assert_eq!(blackened("noemt \"gek\" en 't", "x: \"noemt \\\"gek\\\" en 't\""), Some("x: \"(weggelakt)\"".to_owned()));
        assert_eq!(blackened("noemt 't zo", "x: 'noemt ''t zo'"), Some("x: '(weggelakt)'".to_owned()));
        assert_eq!(blackened("café Zwaluw", "x: \"caf\\xE9 Zwaluw\""), Some("x: \"(weggelakt)\"".to_owned()));
    }

    #[test]
    fn passage_in_an_encoding_is_seen_and_not_replaced() {
        let passage = Blackening::of("Sanne de Wit").unwrap();
        assert!(passage.stands_in("mail.txt", b"U2FubmUgZGUgV2l0IGJlbGRlIG9ucw=="));
        assert_eq!(passage.blackened(b"U2FubmUgZGUgV2l0IGJlbGRlIG9ucw=="), None);
        assert!(passage.stands_in("Sanne de Wit.txt", b"") && !passage.stands_in("x.txt", b"Sanne"));
    }

    #[test]
    fn text_that_says_too_little_or_too_much_is_no_passage() {
        assert_eq!(Blackening::of(" - a "), Err(NoPassage::TooShort));
        assert_eq!(Blackening::of(&"woord ".repeat(1_000)), Err(NoPassage::TooLong));
    }
}
