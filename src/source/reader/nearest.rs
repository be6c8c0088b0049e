//! The nearest known word to what was written.

use strsim::osa_distance;

/// The written text as keys and words are spelled: small letters, accents off, `_` for blanks and hyphens.
pub(in crate::source) fn plain(text: &str) -> String {
    text.trim().chars().flat_map(char::to_lowercase).map(plain_char).collect()
}

/// The letter without its accent; a blank or hyphen becomes `_`.
fn plain_char(letter: char) -> char {
    match letter {
        ' ' | '-' | '\u{a0}' => '_',
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

/// The known word that was probably meant: a third of its letters may differ, or one holds the other whole.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let written = plain(written);
    let length = written.chars().count();
    let distance = |word: &str| osa_distance(&written, &plain(word));
    let closest = known.clone().min_by_key(|word| distance(word)).filter(|word| distance(word) <= (length / 3).max(1));
    let part = || known.clone().find(|word| length >= 4 && (plain(word).contains(&written) || (word.len() >= 4 && written.contains(&plain(word)))));
    closest.or_else(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(written: &str) -> Option<&'static str> {
        nearest(written, ["ontvangen", "in_behandeling", "afgehandeld", "e-mail", "post"].into_iter())
    }

    #[test]
    fn word_with_a_slip_is_found() {
        assert_eq!(near("ontvagen"), Some("ontvangen"));
        assert_eq!(near("In behandeling"), Some("in_behandeling"));
        assert_eq!(near("email"), Some("e-mail"));
    }

    #[test]
    fn half_a_word_is_found() {
        assert_eq!(near("behandeling"), Some("in_behandeling"));
    }

    #[test]
    fn word_that_looks_like_nothing_is_not_guessed() {
        assert_eq!(near("fiets"), None);
        assert_eq!(near("x"), None);
    }
}
