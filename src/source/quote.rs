//! How a text is written as a YAML value: plain where that reads back the same, else between quotation marks.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::stumbles;

/// Where a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Behind a key or a dash on a line of its own.
    Block,
    /// Between brackets, where commas and brackets mean something.
    Flow,
}

/// Words that YAML takes for something other than text, in one version or another.
const NO_TEXT: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"];

/// The text as it is written in a file: with quotation marks only when it needs them.
#[must_use]
pub(super) fn written(text: &str, context: Context) -> Cow<'_, str> {
    if is_plain(text, context) { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// The text between quotation marks, on one line.
#[must_use]
pub(super) fn quoted(text: &str) -> String {
    let unprintable = text.chars().any(|c| needs_escape(c) || c == '\n');
    if !unprintable && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if needs_escape(c) => write!(out, "\\U{:08X}", u32::from(c)).expect("writing to a string does not fail"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character cannot stand as itself between quotation marks.
fn needs_escape(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text reads back the same without quotation marks.
fn is_plain(text: &str, context: Context) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let indicator = matches!(first, '!' | '&' | '*' | '\'' | '"' | '%' | '@' | '`' | '|' | '>' | '#' | ',' | '[' | ']' | '{' | '}');
    let dash = matches!(first, '-' | '?' | ':') && text[1..].chars().next().is_none_or(|c| c.is_whitespace() || context == Context::Flow);
    let structure = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.starts_with("---") || text.starts_with("...");
    // A colon between brackets is text to one reader and a key to another.
    let bracket = context == Context::Flow && text.contains([',', '[', ']', '{', '}', ':']);
    let space = text.trim() != text || text.contains(|c: char| needs_escape(c) || c == '\n');
    let misread = looks_like_a_number(text) || NO_TEXT.iter().any(|word| text.eq_ignore_ascii_case(word));
    let stumbles = stumbles::without_smart_quotes(text).is_some() || stumbles::missing_space(text).is_some();
    !(indicator || dash || structure || bracket || space || misread || stumbles)
}

/// Whether YAML may take the text for a number or a time; a date of ours is none.
fn looks_like_a_number(text: &str) -> bool {
    let numeric = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'+' | b'-' | b'.' | b'_' | b':' | b'x' | b'o');
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let digits = text.bytes().all(numeric) && text.bytes().any(|byte| byte.is_ascii_digit());
    let no_number = matches!(text.trim_start_matches(['+', '-']).to_ascii_lowercase().as_str(), ".inf" | ".nan");
    begins && !is_date(text) && (digits || no_number)
}

/// Whether the text has the shape of a date, `2026-11-03`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.bytes().enumerate().all(|(index, byte)| if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_only_where_needed() {
        let plain = ["Te laat", "2026-11-03", "K-2026-0007", "e-mail", "a:b c", "bijlagen/x.eml", "1234 AB Voorbeeldstad", "C#", "-a", "Jan's"];
        for text in plain {
            assert_eq!(written(text, Context::Block), text);
        }
        let needing = [
            ("0612345678", "\"0612345678\""),
            ("+31 6", "+31 6"),
            ("+316", "\"+316\""),
            ("'s-Gravenhage", "\"'s-Gravenhage\""),
            ("Ja: graag", "\"Ja: graag\""),
            ("klacht # 3", "\"klacht # 3\""),
            ("\"Goed\" zei hij", "'\"Goed\" zei hij'"),
            ("'a' \"b\"", "\"'a' \\\"b\\\"\""),
            ("twee\nregels", "\"twee\\nregels\""),
            ("\u{7}", "\"\\U00000007\""),
            ("null", "\"null\""),
            ("No", "\"No\""),
            ("", "\"\""),
            (" a", "\" a\""),
            ("- a", "\"- a\""),
            ("“Jan”", "\"“Jan”\""),
            ("12:30", "\"12:30\""),
        ];
        for (text, expected) in needing {
            assert_eq!(written(text, Context::Block), expected);
        }
    }

    #[test]
    fn commas_and_colons_need_quotation_marks_between_brackets_only() {
        assert_eq!(written("ziek, en weg", Context::Block), "ziek, en weg");
        assert_eq!(written("ziek, en weg", Context::Flow), "\"ziek, en weg\"");
        assert_eq!(written("a:b c", Context::Block), "a:b c");
        assert_eq!(written("a:b c", Context::Flow), "\"a:b c\"");
    }
}
