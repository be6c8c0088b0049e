//! What a text says when parts of it were written for a machine: escaped letters, and bytes as letters and digits.

use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

/// The fewest letters that are tried as bytes: shorter runs are words.
const SHORTEST_RUN: usize = 16;
/// Of so many letters one may be a sign that nobody types, in what counts as text.
const SIGNS_IN: usize = 50;
/// What each byte stands for in base64; the signs of addresses (`-` and `_`) mean the same as the last two.
const BASE64: [u8; 256] = values(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", b"-_");
/// What each byte stands for in base32.
const BASE32: [u8; 256] = values(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"");
/// Stands for nothing.
const NONE: u8 = u8::MAX;

/// The text in every guise in which its escaped letters are the letters they stand for; none that says the same.
pub(super) fn unescaped(plain: &str) -> Vec<String> {
    let mut found = Vec::new();
    if plain.contains(['<', '&']) {
        found.push(html_to_text(plain));
    }
    if plain.contains('=')
        && let Some(decoded) = quoted_printable_decode(plain.as_bytes())
    {
        found.extend(as_text(&decoded));
    }
    if plain.contains('%') {
        found.extend(as_text(&without_signs(plain, b'%')));
    }
    if plain.contains('\\') {
        found.extend(as_text(&without_signs(plain, b'\\')));
    }
    found.retain(|text| text != plain);
    found
}

/// The bytes that stand in the text as letters and digits (base64, base32, hexadecimal); of each run those that may be meant.
pub(super) fn bytes_within(plain: &str) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for run in runs(plain, &BASE64) {
        if run.iter().all(u8::is_ascii_hexdigit) {
            found.extend(hexadecimal(&run));
        }
        // A word right before it shifts where it begins.
        found.extend((0..4).map(|from| bits(&run[from..], 6, &BASE64)));
    }
    if found.is_empty() {
        return found;
    }
    for run in runs(plain, &BASE32).into_iter().chain(plain.lines().flat_map(|line| runs(line, &BASE32))) {
        found.push(bits(&run, 5, &BASE32));
    }
    found
}

/// The bytes as a text, in the letters they may be written in; older programs have one byte a letter.
pub(super) fn as_text(bytes: &[u8]) -> Vec<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => vec![text.to_owned()],
        Err(_) => vec![bytes.iter().map(|byte| char::from(*byte)).collect(), String::from_utf8_lossy(bytes).into_owned()],
    }
}

/// Whether bytes can be a text of one byte a letter or of UTF-8: hardly any that nobody types.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let untyped = bytes.iter().filter(|byte| **byte < b' ' && !b"\t\n\x0c\r\x1b".contains(byte)).count();
    !bytes.is_empty() && !bytes.contains(&0) && untyped * SIGNS_IN <= bytes.len()
}

/// The runs of signs that stand for something, line ends taken out; but for those that are words.
fn runs(text: &str, values: &[u8; 256]) -> Vec<Vec<u8>> {
    let is_sign = |byte: &u8| values[usize::from(*byte)] != NONE;
    let pieces = text.as_bytes().split(|byte| !is_sign(byte) && !matches!(byte, b'\r' | b'\n'));
    let written = pieces.filter(|piece| piece.split(|byte| !is_sign(byte)).any(|line| line.len() >= SHORTEST_RUN && !is_word(line)));
    // Words on the lines before it are not of it.
    let own = |piece: &[u8]| piece.split(|byte| !is_sign(byte)).skip_while(|line| is_word(line)).flatten().copied().collect();
    written.map(own).collect()
}

/// Whether signs are one or more words in small letters, the first perhaps with a capital: bytes never come out so.
fn is_word(signs: &[u8]) -> bool {
    signs.iter().skip(1).all(|sign| !sign.is_ascii_uppercase() && !sign.is_ascii_digit())
}

/// The bytes behind signs that each stand for so many bits.
fn bits(run: &[u8], each: u32, values: &[u8; 256]) -> Vec<u8> {
    let (mut held, mut count) = (0_u32, 0_u32);
    let mut bytes = Vec::with_capacity(run.len() * each as usize / 8);
    for sign in run {
        held = held << each & 0xffff | u32::from(values[usize::from(*sign)]);
        count += each;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
    }
    bytes
}

/// What each byte stands for: its place among the signs, or of another sign the place it shares with one of the last.
const fn values(signs: &[u8], others: &[u8]) -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut at = 0;
    while at < signs.len() {
        values[signs[at] as usize] = at as u8;
        at += 1;
    }
    let mut other = 0;
    while other < others.len() {
        values[others[other] as usize] = (signs.len() - others.len() + other) as u8;
        other += 1;
    }
    values
}

fn hexadecimal(run: &[u8]) -> Option<Vec<u8>> {
    run.chunks_exact(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect()
}

/// The bytes of a text with what stands behind this sign as what it stands for: `%20`, `\xe9`, `\u00e9`, `\n`.
fn without_signs(text: &str, sign: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let taken = if *first != sign {
            None
        } else if sign == b'%' {
            byte_of(after, 2, 16).map(|byte| (vec![byte], 2))
        } else {
            escaped(after)
        };
        let (letter, length) = taken.unwrap_or_else(|| (vec![*first], 0));
        bytes.extend(letter);
        rest = &after[length..];
    }
    bytes
}

/// What stands behind a backslash stands for, and how many bytes it takes; `None` when nothing is escaped there.
fn escaped(after: &[u8]) -> Option<(Vec<u8>, usize)> {
    match after.first()? {
        b'u' | b'U' if after.get(1) == Some(&b'{') => {
            let end = after.iter().take(10).position(|byte| *byte == b'}')?;
            Some((letter_of(after.get(2..end)?)?, end + 1))
        }
        b'u' => Some((letter_of(after.get(1..5)?)?, 5)),
        b'U' => Some((letter_of(after.get(1..9)?)?, 9)),
        b'x' => Some((vec![byte_of(&after[1..], 2, 16)?], 3)),
        b'0'..=b'3' => Some((vec![byte_of(after, 3, 8)?], 3)),
        b'n' | b'r' | b't' | b'f' | b'b' => Some((vec![b' '], 1)),
        byte if byte.is_ascii_punctuation() => Some((vec![*byte], 1)),
        _ => None,
    }
}

fn byte_of(digits: &[u8], count: usize, radix: u32) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits.get(..count)?).ok()?, radix).ok()
}

fn letter_of(digits: &[u8]) -> Option<Vec<u8>> {
    let letter = char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?)?;
    Some(letter.to_string().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_that_was_escaped_is_the_letter() {
        for text in [
            "Ren\\u00e9 Vos",
            "Ren\\u{e9} Vos",
            "Ren\\U000000e9 Vos",
            "Ren\\xe9 Vos",
            "Ren\\xc3\\xa9 Vos",
            "Ren\\303\\251 Vos",
            "Ren%C3%A9%20Vos",
            "Ren%E9%20Vos",
            "Ren=C3=A9=20Vos",
            "Ren=E9 Vos",
            "Ren&#233; Vos",
            "Ren&amp;eacute; Vos",
        ] {
            let once = unescaped(text);
            let found = once.iter().flat_map(|text| unescaped(text)).chain(once.clone()).any(|text| text.contains("René Vos"));
            assert!(found, "{text}: {once:?}");
        }
        assert_eq!(unescaped("a\\nb"), ["a b"]);
        assert_eq!(unescaped("C:\\K-2026-0007 kost 5% meer, \\"), [""; 0]);
    }

    #[test]
    fn bytes_written_as_letters_are_found() {
        for text in [
            "TGlla2UgVm9zIGJlbGRl",
            "Groet\nTGlla2UgVm9zIGJl\nbGRl",
            "xTGlla2UgVm9zIGJlbGRl",
            "JRUWK23FEBLG64ZAMJSWYZDF",
            "BIJLAGE\nJRUWK23FEBLG64ZAMJSWYZDF",
            "4c69656b6520566f732062656c6465",
            "4C69656B6520566F732062656C6465.",
        ] {
            assert!(bytes_within(text).iter().any(|bytes| bytes.starts_with(b"Lieke Vos belde")), "{text}");
        }
        assert!(bytes_within("Pj4_TGlla2UgVm9zPz8-").iter().any(|bytes| bytes == b">>?Lieke Vos??>"));
        assert_eq!(bytes_within("Lieke Vos belde over de uitslag van het proefexamen."), [[0; 0]; 0]);
    }

    #[test]
    fn bytes_that_are_no_text_are_told_apart() {
        assert!(is_text("Eén woord\r\n\tnog een".as_bytes()) && is_text(b"Ren\xe9"));
        assert!(!is_text(b"") && !is_text(b"een\0woord") && !is_text(&[1, 2, 3, b'a']));
    }
}
