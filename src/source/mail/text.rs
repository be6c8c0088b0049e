//! The bytes of a text as characters, and lines as they were meant.

use mail_parser::decoders::charsets::map::charset_decoder;

/// The characters of bytes of which nothing is said: UTF-8, else what Windows writes in Western Europe.
#[must_use]
pub(super) fn in_unknown_characters(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| decoded(bytes, "windows-1252"), str::to_owned)
}

/// The characters of bytes in the character set they are said to be in.
///
/// Some programs say the wrong thing. Bytes that read as UTF-8 with letters beyond ASCII are UTF-8, whatever single-byte set
/// is named: no other text looks like that. Bytes that are not what they are said to be are read as if nothing was said.
#[must_use]
pub(super) fn in_characters(bytes: &[u8], charset: Option<&str>) -> String {
    let charset = charset.unwrap_or_default().trim().to_ascii_lowercase();
    let single_byte = charset.starts_with("iso-8859") || charset.starts_with("windows-125") || charset.starts_with("cp125");
    match charset.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" | "unknown-8bit" => in_unknown_characters(bytes),
        _ if single_byte && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() => in_unknown_characters(bytes),
        _ if charset_decoder(charset.as_bytes()).is_some() => decoded(bytes, &charset),
        _ => in_unknown_characters(bytes),
    }
}

fn decoded(bytes: &[u8], charset: &str) -> String {
    charset_decoder(charset.as_bytes()).map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decoder| decoder(bytes))
}

/// Lines that a program cut for the journey, whole again (`format=flowed`): a line that ends in a space goes on in the next.
#[must_use]
pub(super) fn flowed(text: &str, without_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut goes_on_at = None;
    for line in text.lines() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if goes_on_at != Some(depth) {
            if goes_on_at.is_some() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            out.push_str(if depth > 0 { " " } else { "" });
        }
        goes_on_at = (content.ends_with(' ') && content != "-- ").then_some(depth);
        match goes_on_at {
            Some(_) if without_space => out.push_str(&content[..content.len() - 1]),
            Some(_) => out.push_str(content),
            None => {
                out.push_str(content);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_set_is_the_one_that_is_named() {
        assert_eq!(in_characters(b"caf\xe9 \x80 5", Some("Windows-1252")), "café € 5");
        assert_eq!(in_characters(b"caf\xe9 \xa4 5", Some("iso-8859-15")), "café € 5");
        assert_eq!(in_characters("café".as_bytes(), Some("UTF-8")), "café");
    }

    #[test]
    fn wrong_or_unknown_character_set_is_seen_through() {
        assert_eq!(in_characters("café".as_bytes(), Some("iso-8859-1")), "café");
        assert_eq!(in_characters(b"caf\xe9", Some("utf-8")), "café");
        assert_eq!(in_characters(b"caf\xe9", Some("us-ascii")), "café");
        assert_eq!(in_characters(b"caf\xe9", Some("x-verzonnen")), "café");
        assert_eq!(in_characters(b"caf\xe9", None), "café");
    }

    #[test]
    fn cut_lines_are_joined_within_their_depth() {
        let text = "Geachte heer, ik schrijf \nu over de uitslag.\n> eerder \n> bericht\n -inspringen\n-- \nSanne\n";
        assert_eq!(flowed(text, false), "Geachte heer, ik schrijf u over de uitslag.\n> eerder bericht\n-inspringen\n-- \nSanne\n");
        assert_eq!(flowed("ver \nder", true), "verder\n");
    }
}
