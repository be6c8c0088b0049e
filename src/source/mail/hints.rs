//! What a mail seems to tell of its sender besides its fields: shown to the officer, never filled in.

use super::plain;

/// What may be copied by hand, when it is right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Telephone numbers, as they stand there.
    pub telephones: Vec<String>,
    /// Postal addresses, on one line.
    pub postal_addresses: Vec<String>,
}

/// How many of each are shown.
const MOST: usize = 3;

/// The longest a telephone number is written.
const LONGEST_NUMBER: usize = 32;

/// How many lines are looked through.
const MOST_LINES: usize = 2_000;

/// What seems a telephone number or a postal address; what is the company's own is left out.
#[must_use]
pub fn hints(text: &str, own_address: &str) -> Hints {
    let mut hints = Hints::default();
    let lines: Vec<_> = text.lines().take(MOST_LINES).map(str::trim).filter(|line| !line.starts_with('>') && line.len() < 1_000).collect();
    for (at, line) in lines.iter().enumerate() {
        telephones(line).into_iter().for_each(|number| add(&mut hints.telephones, Some(number)));
        let address = postal_address(line, at.checked_sub(1).map(|above| lines[above]));
        let is_own = |address: &String| postcode(address).is_some_and(|(at, end)| same_postcode(own_address, &address[at..end]));
        add(&mut hints.postal_addresses, address.filter(|address| !is_own(address)));
    }
    hints
}

fn add(found: &mut Vec<String>, one: Option<String>) {
    found.extend(one.filter(|one| !found.contains(one) && found.len() < MOST));
}

/// The telephone numbers in a line: ten digits from 0, or as many as a country needs from `+`.
fn telephones(line: &str) -> Vec<String> {
    let (mut found, mut behind) = (Vec::new(), 0);
    for (at, c) in line.char_indices() {
        let before = line[..at].chars().next_back();
        let begins = matches!(c, '0' | '+' | '(')
            && before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '+' | '.' | ',' | '-' | '/' | '('));
        if let Some(number) = number_at(&line[at..]).filter(|_| begins && at >= behind) {
            behind = at + number.len();
            found.push(number);
        }
    }
    found
}

fn number_at(text: &str) -> Option<String> {
    let text = plain::beginning(text, LONGEST_NUMBER);
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.' | '/'))).unwrap_or(text.len());
    if text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '@') && !text[..end].ends_with(' ') {
        return None;
    }
    let number = text[..end].trim_end_matches([' ', '-', '.', '/', '(', '+']);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let (dutch, national) = (digits.strip_prefix("31"), number.trim_start_matches('(').starts_with('0'));
    let sound = match (number.trim_start_matches('(').starts_with('+'), dutch) {
        (true, Some(rest)) => rest.trim_start_matches('0').len() == 9,
        (true, None) => (9..=14).contains(&digits.len()),
        (false, _) => national && (digits.len() == 10 || (digits.starts_with("0031") && digits.len() == 13)),
    };
    sound.then(|| number.to_owned())
}

/// A postal address in a line with a postcode; the street stands before it, or on the line above.
fn postal_address(line: &str, above: Option<&str>) -> Option<String> {
    let (at, end) = postcode(line)?;
    let town: String =
        line[end..].trim_start_matches([' ', ',']).chars().take_while(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.')).collect();
    let town = town.trim().trim_end_matches('.');
    let before = line[..at].trim().trim_end_matches([',', '|', '-', '•', '·']).trim();
    let before = before.rsplit([':', '|', '•', '·']).next().unwrap_or(before).trim();
    let street = if has_number(before) { Some(before) } else { above.filter(|above| has_number(above) && above.len() <= 80 && before.is_empty()) };
    let street = street.map(|street| street.rsplit(':').next().unwrap_or(street).trim().trim_end_matches(','))?;
    (!town.is_empty() && town.len() <= 60 && street.len() <= 80).then(|| format!("{street}, {} {town}", &line[at..end]))
}

/// Whether it ends like a street with a number: a word, then digits.
fn has_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '\'')
        && text.split_whitespace().skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Where a Dutch postcode stands: four digits and two capitals.
fn postcode(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let digits = bytes.get(at..at + 4)?;
        let letters = if bytes.get(at + 4) == Some(&b' ') { at + 5 } else { at + 4 };
        let capitals = bytes.get(letters..letters + 2)?;
        let alone = at.checked_sub(1).is_none_or(|before| !bytes[before].is_ascii_alphanumeric());
        let ends = bytes.get(letters + 2).is_none_or(|after| !after.is_ascii_alphanumeric());
        let sound = digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit) && capitals.iter().all(u8::is_ascii_uppercase);
        (sound && alone && ends).then_some((at, letters + 2))
    })
}

fn same_postcode(text: &str, code: &str) -> bool {
    let bare = |text: &str| text.replace(' ', "");
    bare(text).contains(&bare(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Hints {
        hints(text, "Bureau, Postbus 1, 9999 ZZ Elders")
    }

    #[test]
    fn telephone_numbers_are_seen() {
        for (text, expected) in [
            ("T: 06-12345678", "06-12345678"),
            ("mobiel 06 12 34 56 78.", "06 12 34 56 78"),
            ("+31 (0)6 1234 5678 | www", "+31 (0)6 1234 5678"),
            ("Bel (010) 123 45 67", "(010) 123 45 67"),
            ("0031612345678", "0031612345678"),
        ] {
            assert_eq!(found(text).telephones, [expected], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_telephones() {
        for text in ["NL91ABNA0417164300", "factuur 2026001234", "op 03-11-2026", "€ 0,1234567890", "1.0612345678", "0612345678901", "0612345678@x"]
        {
            assert_eq!(found(text).telephones, [""; 0], "{text}");
        }
    }

    #[test]
    fn postal_addresses_are_seen_on_one_line_or_two() {
        for text in
            ["Lindelaan 4, 1234 AB Voorbeeldstad", "Lindelaan 4\n1234 AB Voorbeeldstad", "Adres: Lindelaan 4 | 1234 AB Voorbeeldstad | Nederland"]
        {
            assert_eq!(found(text).postal_addresses, ["Lindelaan 4, 1234 AB Voorbeeldstad"], "{text}");
        }
    }

    #[test]
    fn own_address_and_postcodes_alone_are_left_out() {
        assert_eq!(found("Postbus 1, 9999ZZ Elders").postal_addresses, [""; 0]);
        assert_eq!(found("In 2026 XL maten").postal_addresses, [""; 0]);
        assert_eq!(found("> Lindelaan 4, 1234 AB Voorbeeldstad"), Hints::default());
    }
}
