//! What can be read in a stored piece, and what cannot be looked into.

use mail_parser::decoders::html::html_to_text;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::encoded::{as_text, bytes_within, is_text, unescaped};
use super::rich_text;

/// A message within a message within …: deeper than this is not looked into.
const DEEPEST: usize = 8;
/// A text within a text within …: what was encoded more often is not looked into.
const OFTEN: usize = 3;
/// So many bytes of text are made of a piece, and so many times its own size besides: what holds more is told as closed.
const MOST: usize = 1 << 20;
/// The same, in times its own size.
const MOST_TIMES: usize = 24;
/// How pieces begin whose letters are not those a reader sees.
const CLOSED: [&[u8]; 14] = [
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!\x1a",
    b"(\xb5/\xfd",
];
/// How what was locked begins, where that was written as letters.
const LOCKED: [&str; 4] = ["-----BEGIN PGP MESSAGE-----", "-----BEGIN AGE ENCRYPTED FILE-----", "-----BEGIN CMS-----", "-----BEGIN PKCS7-----"];

/// The texts of a stored piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legible {
    /// Every text it holds, decoded; the same text may come in several guises.
    pub texts: Vec<String>,
    /// What cannot be looked into: the piece itself, or parts of a message by their names.
    pub closed: Vec<String>,
}

/// What was read so far, and how many bytes of text may still be made of it.
struct Found {
    legible: Legible,
    room: usize,
}

impl Found {
    fn add(&mut self, text: String) {
        self.room = self.room.saturating_sub(text.len());
        self.legible.texts.push(text);
    }

    fn close(&mut self, name: &str) {
        if self.legible.closed.last().is_none_or(|last| last != name) {
            self.legible.closed.push(name.to_owned());
        }
    }
}

/// Everything that can be read in the bytes of a piece with this name.
#[must_use]
pub fn legible(name: &str, bytes: &[u8]) -> Legible {
    let mut found = Found { legible: Legible::default(), room: MOST + MOST_TIMES * bytes.len() };
    piece(name, bytes, 0, &mut found);
    found.legible
}

/// The words of a line of Markdown as they are shown, where that may be others than are written; `None` for a line without
/// signs that do this.
#[must_use]
pub fn as_shown(line: &str) -> Option<String> {
    const SIGNS: &[char] = &['*', '_', '`', '~', '\\'];
    let is_plain = !line.contains(SIGNS) && !line.contains(['&', '<']);
    (!is_plain).then(|| html_to_text(line).replace(SIGNS, ""))
}

fn piece(name: &str, bytes: &[u8], depth: usize, found: &mut Found) {
    let is_mail = name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("eml"));
    if is_mail
        && depth < DEEPEST
        && let Some(mail) = MessageParser::default().parse(bytes)
    {
        message(name, &mail, depth, found);
    }
    let wide = if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) { Vec::new() } else { wide_texts(bytes) };
    if is_closed(bytes) || !is_text(bytes) && !bytes.is_empty() && !wide.iter().any(|wide| is_typed(wide)) {
        found.close(name);
    }
    wide.iter().for_each(|wide| text(name, wide, 0, found));
    // What is no text says nothing when it is decoded again and again.
    let depth = if is_text(bytes) { 0 } else { OFTEN - 1 };
    as_text(bytes).iter().for_each(|plain| text(name, plain, depth, found));
}

/// Whether bytes are of a kind whose letters are not those a reader sees.
fn is_closed(bytes: &[u8]) -> bool {
    CLOSED.iter().any(|start| bytes.starts_with(start))
}

/// A text, and what it says when it turns out to be HTML or Rich Text, or to hold encoded text; `depth` is how often it was encoded.
fn text(name: &str, plain: &str, depth: usize, found: &mut Found) {
    let is_rich = plain.starts_with(rich_text::BEGINNING);
    if is_rich && !rich_text::is_open(plain) || plain.contains("-----BEGIN ") && LOCKED.iter().any(|start| plain.contains(start)) {
        found.close(name);
    }
    if is_rich {
        found.add(rich_text::words_of(plain));
    }
    found.add(plain.to_owned());
    if depth < OFTEN && found.room == 0 {
        found.close(name);
    } else if depth < OFTEN {
        unescaped(plain).iter().for_each(|guise| text(name, guise, depth + 1, found));
        bytes_within(plain).iter().for_each(|bytes| encoded(name, bytes, depth + 1, found));
    }
}

/// What bytes say that were found within a text.
fn encoded(name: &str, bytes: &[u8], depth: usize, found: &mut Found) {
    // Where half of it is nothing, each letter takes two bytes.
    let is_wide = || bytes.iter().filter(|byte| **byte == 0).count() * 3 >= bytes.len();
    if is_closed(bytes) {
        found.close(name);
    }
    if is_text(bytes) {
        as_text(bytes).iter().for_each(|plain| text(name, plain, depth, found));
    } else if is_wide() {
        wide_texts(bytes).into_iter().for_each(|wide| found.add(wide));
    }
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

/// Whether hardly anything in a text is a sign that nobody types.
fn is_typed(text: &str) -> bool {
    let is_sign = |letter: char| letter.is_ascii_punctuation() || ('\u{a0}'..='\u{bf}').contains(&letter) || "\u{feff}€‘’“”–—…•".contains(letter);
    let typed = |letter: &char| letter.is_alphanumeric() || letter.is_whitespace() || is_sign(*letter);
    text.chars().filter(typed).count() * 10 >= text.chars().count() * 9
}

/// Whether a text has letters a person types.
fn has_words(text: &str) -> bool {
    text.chars().filter(char::is_ascii_alphanumeric).count() >= 4
}

/// Every header and every part of a message.
fn message(name: &str, mail: &Message<'_>, depth: usize, found: &mut Found) {
    for part in &mail.parts {
        part.headers.iter().for_each(|header| header_texts(&header.value, found));
        let part_name = part.attachment_name().map_or_else(|| name.to_owned(), |file| format!("{name}: {file}"));
        match &part.body {
            PartType::Text(plain) | PartType::Html(plain) => text(&part_name, plain, 0, found),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => piece(&part_name, bytes, depth + 1, found),
            PartType::Message(inner) if depth < DEEPEST => message(&part_name, inner, depth + 1, found),
            PartType::Message(_) => found.close(&part_name),
            PartType::Multipart(_) => {}
        }
    }
}

fn header_texts(value: &HeaderValue<'_>, found: &mut Found) {
    match value {
        HeaderValue::Text(text) => found.add(text.to_string()),
        HeaderValue::TextList(texts) => texts.iter().for_each(|text| found.add(text.to_string())),
        HeaderValue::Address(addresses) => {
            let shown = addresses.iter().map(|address| format!("{} {}", address.name().unwrap_or_default(), address.address().unwrap_or_default()));
            shown.for_each(|shown| found.add(shown));
        }
        HeaderValue::ContentType(kind) => {
            kind.attributes.iter().flatten().for_each(|attribute| found.add(attribute.value.to_string()));
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
        for (name, bytes) in [
            ("a.pdf", &b"%PDF-1.7"[..]),
            ("a.docx", b"PK\x03\x04\0\0"),
            ("a.png", b"\x89PNG\r\n"),
            ("a.rtf", b"{\\rtf1{\\pict 00}}"),
            ("a.bin", b"\0\0\0"),
        ] {
            assert_eq!(legible(name, bytes).closed, [name]);
        }
        for (name, bytes) in [("a.txt", &b"tekst"[..]), ("a.rtf", b"{\\rtf1 Ren\\'e9}"), ("leeg.txt", b""), ("a.txt", b"Ren\xe9 Smit")] {
            assert_eq!(legible(name, bytes).closed, [""; 0], "{name}");
        }
        let wide: Vec<u8> = "\u{feff}Lieke Vos: «één»".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(legible("a.txt", &wide).closed, [""; 0]);
    }

    #[test]
    fn piece_that_says_more_and_more_is_closed_before_it_takes_long() {
        // Every sign that stands for something, so that each guise has guises.
        let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let texts = legible("a.bin", &noise).texts;
        assert!(texts.iter().map(String::len).sum::<usize>() < 40 * noise.len());
        let typed = "Jan%20de=20Boer &lt; \\x41 <p>TGlla2UgVm9zIGJlbGRl</p> ".repeat(1_500);
        let read = legible("a.txt", typed.as_bytes());
        assert!(read.texts.iter().map(String::len).sum::<usize>() < (8 + MOST_TIMES) * typed.len() + MOST);
    }

    #[test]
    fn piece_that_was_packed_or_locked_is_closed_though_it_was_written_as_letters() {
        let random: Vec<u8> = (1..=255).cycle().step_by(7).take(400).collect();
        let locked = b"Zie bijlage.\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n";
        for (name, bytes) in [
            ("a.zst", &b"(\xb5/\xfdab"[..]),
            ("a.rar", b"Rar!\x1a\x07\x01ab"),
            ("a.7z", b"7z\xbc\xaf\x27\x1cab"),
            ("a.gz", b"\x1f\x8b\x08ab"),
            ("a.xz", b"\xfd7zXZab"),
            ("a.bz2", b"BZh91AY"),
            ("a.gpg", &random),
            ("a.txt", locked),
            ("a.json", b"{\"inhoud\": \"JVBERi0xLjcKJcOkw7zDtsOf\"}"),
        ] {
            assert_eq!(legible(name, bytes).closed, [name]);
        }
    }

    #[test]
    fn text_that_was_encoded_twice_is_read() {
        assert!(reads("a.txt", b"VEdsbGEyVWdWbTl6SUdKbGJHUmw=", "Lieke Vos belde"));
        assert!(reads("a.json", b"{\"tekst\": \"Ren\\u00e9\\nVos &amp; Zn\"}", "René Vos & Zn"));
        assert!(reads("a.rtf", b"{\\rtf1\\ansi Lieke\\par Vos}", "Lieke\nVos"));
    }
}
