//! What can be read in a stored piece, and what cannot be looked into.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders, PartType};

/// A message within a message within …: deeper than this is not looked into.
const DEEPEST: usize = 8;
/// The fewest letters that are tried as base64: shorter runs are words.
const SHORTEST_RUN: usize = 16;
/// How pieces begin whose letters are not those a reader sees.
const CLOSED: &[&[u8]] =
    &[b"%PDF", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"II*\0", b"MM\0*"];

/// The texts of a stored piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legible {
    /// Every text it holds, decoded; the same text may come in several guises.
    pub texts: Vec<String>,
    /// What cannot be looked into: the piece itself, or parts of a message by their names.
    pub closed: Vec<String>,
}

/// Everything that can be read in the bytes of a piece with this name.
#[must_use]
pub fn legible(name: &str, bytes: &[u8]) -> Legible {
    let mut found = Legible::default();
    piece(name, bytes, 0, &mut found);
    found
}

/// The words of a line of Markdown as they are shown, where that may be others than are written; `None` for a line without
/// signs that do this.
#[must_use]
pub fn as_shown(line: &str) -> Option<String> {
    const SIGNS: &[char] = &['*', '_', '`', '~', '\\'];
    let is_plain = !line.contains(SIGNS) && !line.contains(['&', '<']);
    (!is_plain).then(|| html_to_text(line).replace(SIGNS, ""))
}

fn piece(name: &str, bytes: &[u8], depth: usize, found: &mut Legible) {
    let is_mail = name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("eml"));
    if is_mail
        && depth < DEEPEST
        && let Some(mail) = MessageParser::default().parse(bytes)
    {
        message(name, &mail, depth, found);
    }
    let is_closed = CLOSED.iter().any(|start| bytes.starts_with(start));
    match std::str::from_utf8(bytes) {
        Ok(plain) if !bytes.contains(&0) => {
            if is_closed {
                found.closed.push(name.to_owned());
            }
            text(plain, found);
        }
        _ => {
            let wide = wide_texts(bytes);
            if is_closed || wide.is_empty() && bytes.contains(&0) {
                found.closed.push(name.to_owned());
            }
            wide.iter().for_each(|wide| text(wide, found));
            // Letters of one byte, as older programs write them.
            text(&bytes.iter().map(|byte| char::from(*byte)).collect::<String>(), found);
            text(&String::from_utf8_lossy(bytes), found);
        }
    }
}

/// A text, and what it says when it turns out to be HTML or to hold encoded text.
fn text(plain: &str, found: &mut Legible) {
    if plain.contains(['<', '&']) {
        found.texts.push(html_to_text(plain));
    }
    if plain.contains('=')
        && let Some(decoded) = quoted_printable_decode(plain.as_bytes())
    {
        found.texts.push(String::from_utf8_lossy(&decoded).into_owned());
    }
    if plain.contains('%') {
        found.texts.push(percent_decoded(plain));
    }
    for run in encoded_runs(plain) {
        let decoded = base64_decode(run.as_bytes()).unwrap_or_default();
        if let Ok(decoded) = String::from_utf8(decoded.clone()) {
            found.texts.push(decoded);
        }
        found.texts.extend(wide_texts(&decoded));
    }
    found.texts.push(plain.to_owned());
}

/// The text with every `%20` as the letter it stands for.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The runs of letters that may be base64, line ends taken out.
fn encoded_runs(text: &str) -> Vec<String> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=');
    let pieces = text.split(|letter: char| !is_letter(letter) && !matches!(letter, '\r' | '\n'));
    let joined = pieces.filter(|piece| piece.len() >= SHORTEST_RUN).map(|piece| piece.chars().filter(|letter| is_letter(*letter)).collect());
    joined.filter(|run: &String| run.len() >= SHORTEST_RUN).collect()
}

/// The bytes as text of two bytes a letter, at either byte and in either order, where that yields text.
fn wide_texts(bytes: &[u8]) -> Vec<String> {
    if !bytes.contains(&0) && !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff") {
        return Vec::new();
    }
    let read = |from: usize, pair: fn([u8; 2]) -> u16| {
        let units = bytes.get(from..).unwrap_or_default().chunks_exact(2).map(|two| pair([two[0], two[1]]));
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect::<String>()
    };
    let guises = [read(0, u16::from_le_bytes), read(0, u16::from_be_bytes), read(1, u16::from_le_bytes), read(1, u16::from_be_bytes)];
    guises.into_iter().filter(|text| has_words(text)).collect()
}

/// Whether a text has letters a person types.
fn has_words(text: &str) -> bool {
    text.chars().filter(char::is_ascii_alphanumeric).count() >= 4
}

/// Every header and every part of a message.
fn message(name: &str, mail: &Message<'_>, depth: usize, found: &mut Legible) {
    for part in &mail.parts {
        part.headers.iter().for_each(|header| header_texts(&header.value, found));
        let part_name = part.attachment_name().map_or_else(|| name.to_owned(), |file| format!("{name}: {file}"));
        match &part.body {
            PartType::Text(plain) | PartType::Html(plain) => text(plain, found),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => piece(&part_name, bytes, depth + 1, found),
            PartType::Message(inner) if depth < DEEPEST => message(&part_name, inner, depth + 1, found),
            PartType::Message(_) => found.closed.push(part_name),
            PartType::Multipart(_) => {}
        }
    }
}

fn header_texts(value: &HeaderValue<'_>, found: &mut Legible) {
    match value {
        HeaderValue::Text(text) => found.texts.push(text.to_string()),
        HeaderValue::TextList(texts) => found.texts.extend(texts.iter().map(ToString::to_string)),
        HeaderValue::Address(addresses) => {
            let shown = addresses.iter().map(|address| format!("{} {}", address.name().unwrap_or_default(), address.address().unwrap_or_default()));
            found.texts.extend(shown);
        }
        HeaderValue::ContentType(kind) => {
            found.texts.extend(kind.attributes.iter().flatten().map(|attribute| attribute.value.to_string()));
        }
        HeaderValue::DateTime(_) | HeaderValue::Received(_) | HeaderValue::Empty => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(name: &str, bytes: &[u8], word: &str) -> bool {
        legible(name, bytes).texts.iter().any(|text| text.contains(word))
    }

    #[test]
    fn line_is_read_as_it_is_shown() {
        for line in ["M&uuml;ller belde", "M&#252;ller belde", "Mül**ler** belde", "Mül\\ler belde", "_Mül_`ler` belde", "Mül<!-- x -->ler belde"]
        {
            assert_eq!(as_shown(line).unwrap().trim(), "Müller belde", "{line}");
        }
        assert_eq!(as_shown("Müller belde."), None);
    }

    #[test]
    fn message_is_read_in_every_encoding() {
        let mail = "From: =?utf-8?B?TGlla2UgVm9z?= <l.vos@proefburen.example>\r\nSubject: =?iso-8859-1?Q?Ren=E9_belde?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSm9vc3QgdmFuIERhbQ==\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nJos=E9 Pi=\r\neters\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Jan de&nbsp;B<b>o</b>er &eacute;&eacute;n</p>\r\n--x\r\nContent-Type: application/pdf; name=\"rapport.pdf\"\r\nContent-Disposition: attachment; filename=\"rapport.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n--x--\r\n";
        for word in ["Lieke Vos", "René belde", "Joost van Dam", "José Pieters", "één", "rapport.pdf", "l.vos@proefburen.example"] {
            assert!(reads("bijlagen/a.eml", mail.as_bytes(), word), "{word}");
        }
        assert_eq!(legible("bijlagen/a.eml", mail.as_bytes()).closed, ["bijlagen/a.eml: rapport.pdf"]);
    }

    #[test]
    fn text_of_two_bytes_a_letter_is_read() {
        let wide: Vec<u8> = "Lieke Vos".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(reads("a.txt", &wide, "Lieke Vos"));
        let odd = [&b"\x01"[..], &wide].concat();
        assert!(reads("a.msg", &odd, "Lieke Vos"));
    }

    #[test]
    fn letters_of_an_address_are_read() {
        assert!(reads("a.url", b"https://x.example/?wie=Lieke%20Vos%C3%A9&b=100%", "Lieke Vosé"));
    }

    #[test]
    fn older_letters_and_entities_are_read() {
        assert!(reads("a.txt", b"Ren\xe9 Smit", "René Smit"));
        assert!(reads("a.html", b"<p>Ren&#233; S<i>mit</i>", "René"));
        assert!(reads("a.html", b"<img src=\"data:text/plain;base64,TGlla2UgVm9zIGJlbGRl\">", "Lieke Vos belde"));
    }

    #[test]
    fn piece_whose_letters_are_hidden_is_closed() {
        for (name, bytes) in
            [("a.pdf", &b"%PDF-1.7"[..]), ("a.docx", b"PK\x03\x04\0\0"), ("a.png", b"\x89PNG\r\n"), ("a.rtf", b"{\\rtf1 Jan}"), ("a.bin", b"\0\0\0")]
        {
            assert_eq!(legible(name, bytes).closed, [name]);
        }
        assert_eq!(legible("a.txt", b"tekst").closed, [""; 0]);
    }
}
