//! What a person noted behind a `#`: no merge may lose it in silence.

use crate::diagnostic::Field;

/// The notes of a front matter, each from its `#` to the end of its line; a key that is still to be filled in is none.
pub(super) fn notes(front_matter: &str) -> Vec<&str> {
    let notes = front_matter.lines().filter_map(|line| begin(line).map(|at| line[at..].trim_end()));
    notes.filter(|note| !is_reserved_key(note) && !note.trim_matches('#').trim().is_empty()).collect()
}

/// Whether every note that one of the sides has and the base has not stands in the result.
pub(super) fn are_kept(base: &str, sides: [&str; 2], result: &str) -> bool {
    let (known, kept) = (notes(base), notes(result));
    sides.into_iter().flat_map(notes).all(|note| known.contains(&note) || kept.contains(&note))
}

/// Where a note begins on a line: at its beginning or behind white space, and not between quotation marks.
fn begin(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') if before.is_whitespace() => return Some(at),
            // Within a word an apostrophe is one.
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
        before = letter;
    }
    None
}

/// `#   telefoon:` stands where a key may still come; it goes when the key does.
fn is_reserved_key(note: &str) -> bool {
    let key = note.trim_start_matches('#').trim_start().trim_start_matches("- ").split(':').next().unwrap_or_default();
    note.contains(':') && Field::ALL.iter().any(|field| field.key() == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn note_is_told_from_what_stands_between_quotation_marks() {
        let text = "# bovenaan\nonderwerp: \"klacht # 3\" # zie mail\nnaam: 's-Gravenhage' # plaats\nplaats: Zo'n #7 en kop#staart\n";
        assert_eq!(notes(text), ["# bovenaan", "# zie mail", "# plaats", "#7 en kop#staart"]);
    }

    #[test]
    fn key_still_to_be_filled_in_is_no_note() {
        assert_eq!(notes("klachtindiener:\n  naam: Sanne\n#   telefoon:\n  # - soort: bevestiging\n#\n"), Vec::<&str>::new());
    }

    #[test]
    fn note_of_either_side_has_to_stand_in_the_result() {
        let (base, noted) = ("naam: Sanne\n", "# na 17 uur bellen\nnaam: Sanne\n");
        assert!(!are_kept(base, [base, noted], "naam: Els\n"));
        assert!(are_kept(base, [base, noted], "# na 17 uur bellen\nnaam: Els\n"));
        assert!(are_kept(noted, [base, noted], "naam: Els\n"));
    }
}
