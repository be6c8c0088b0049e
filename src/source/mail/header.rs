//! The fields above the text of a mail, or of one of its parts.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use mail_parser::parsers::MessageStream;
use mail_parser::{ContentType, HeaderValue};

use super::MailError;
use super::message::{Address, Hop};
use super::plain;
use super::text::in_unknown_characters;

/// The most bytes of all fields together; what mailing lists and spam filters add stays far below it.
const MOST_TOGETHER: usize = 1 << 20;

/// The most bytes that are read of one field.
const MOST_OF_A_FIELD: usize = 8 << 10;

/// The most characters of a line that a person reads.
const MOST_OF_A_LINE: usize = 300;

/// Fields with their values, in their order, names in small letters.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The fields at the head of these bytes, and what stands below them.
    ///
    /// Without a blank line the text begins at the first line that is no field.
    ///
    /// # Errors
    /// When they go on too long.
    pub fn split(bytes: &[u8]) -> Result<(Self, &[u8]), MailError> {
        let mut fields: Vec<(&[u8], Vec<u8>)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
            let (line, below) = rest.split_at(end);
            let text = without_end(line);
            if text.is_empty() {
                rest = below;
                break;
            }
            let continued = text.starts_with(b" ") || text.starts_with(b"\t");
            match (name_of(text), fields.last_mut()) {
                (_, Some((_, value))) if continued => value.extend_from_slice(&text[..text.len().min(MOST_OF_A_FIELD)]),
                (Some(name), _) => fields.push((name, text[name.len() + 1..].to_vec())),
                _ if text.starts_with(b"From ") || text.starts_with(b">From ") || continued => {}
                _ => break,
            }
            rest = below;
            if bytes.len() - rest.len() > MOST_TOGETHER {
                return Err(MailError::HeaderTooLong);
            }
        }
        Ok((Self(fields.into_iter().map(|(name, value)| (known(name), readable(&value))).collect()), rest))
    }

    /// The fields of a text that holds nothing else.
    ///
    /// # Errors
    /// As [`Self::split`].
    pub fn of_text(text: &str) -> Result<Self, MailError> {
        Ok(Self::split(text.as_bytes())?.0)
    }

    /// Whether there is a field that only a mail has.
    pub fn of_a_mail(&self) -> bool {
        ["from", "date", "message-id", "received", "return-path", "reply-to", "subject"].iter().any(|name| self.first(name).is_some())
    }

    /// The first value under a name, as it stands.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value under a name in small letters; empty when there is none.
    pub fn word(&self, name: &str) -> String {
        self.first(name).unwrap_or_default().trim().to_lowercase()
    }

    /// A line that a person reads.
    pub fn line(&self, name: &str) -> Option<String> {
        let value = self.first(name)?;
        let decoded = match stream(value).parse_unstructured() {
            HeaderValue::Text(text) => text.into_owned(),
            _ => String::new(),
        };
        Some(plain::line(&decoded, MOST_OF_A_LINE)).filter(|line| !line.is_empty())
    }

    /// The addresses under a name.
    pub fn addresses(&self, name: &str) -> Vec<Address> {
        self.all(name).flat_map(addresses).collect()
    }

    /// The references under a name, without their angle brackets.
    pub fn ids(&self, name: &str) -> Vec<String> {
        self.all(name).flat_map(ids).collect()
    }

    /// The moment under a name, and what stands there.
    pub fn moment(&self, name: &str) -> Option<(Option<DateTime<FixedOffset>>, &str)> {
        self.first(name).map(|value| (moment(value), value))
    }

    /// The computers it came along, last first.
    pub fn hops(&self) -> Vec<Hop> {
        self.all("received").map(hop).collect()
    }

    /// How many computers took it in after it was last passed on unchanged; `None` when it never was.
    pub fn hops_since_resent(&self) -> Option<usize> {
        let last = self.0.iter().rposition(|(name, _)| name.starts_with("resent-"))?;
        Some(self.0[..last].iter().filter(|(name, _)| name == "received").count())
    }

    /// A kind with its attributes, such as `text/plain; charset=utf-8`.
    pub fn content(&self, name: &str) -> Option<ContentType<'static>> {
        let value = stream(self.first(name)?).parse_content_type().into_owned();
        value.into_content_type()
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A field's value as mail-parser wants it.
fn stream(value: &str) -> MessageStream<'_> {
    MessageStream::new(value.as_bytes())
}

fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// What stands before the colon of a field.
fn name_of(line: &[u8]) -> Option<&[u8]> {
    let name = &line[..line.iter().take(100).position(|byte| *byte == b':')?];
    let sound = |name: &[u8]| !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    sound(name.trim_ascii_end()).then_some(name)
}

fn known(name: &[u8]) -> String {
    String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase()
}

/// A value in characters, on one line that ends.
fn readable(value: &[u8]) -> String {
    let mut end = value.len().min(MOST_OF_A_FIELD);
    while end < value.len() && end > 0 && value[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    in_unknown_characters(&value[..end]).replace(['\r', '\n'], " ") + "\n"
}

/// The addresses in a text such as `Sanne <s@klant.example>, j@klant.example`.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let ended = if text.ends_with('\n') { Cow::Borrowed(text) } else { Cow::Owned(format!("{text}\n")) };
    let HeaderValue::Address(found) = stream(&ended).parse_address() else { return Vec::new() };
    found.iter().filter_map(|one| address(one.name.as_deref(), one.address.as_deref())).collect()
}

/// An address of a name and what stands between angle brackets; without `@` that is a name, too.
pub(super) fn address(name: Option<&str>, email: Option<&str>) -> Option<Address> {
    let tidy = |text: Option<&str>| text.map(|text| plain::line(text.trim_matches(['"', '\'', ' ']), MOST_OF_A_LINE)).filter(|text| !text.is_empty());
    let email = tidy(email).map(|email| email.trim_start_matches("mailto:").to_owned());
    let (email, other) = match email {
        Some(email) if is_address(&email) => (email, None),
        other => (String::new(), other),
    };
    // A name that only repeats the address is none.
    let name = tidy(name).or(other).filter(|name| !name.eq_ignore_ascii_case(&email) && !is_address(name));
    (name.is_some() || !email.is_empty()).then_some(Address { name, email })
}

/// Whether a mail can be sent there, by its looks.
pub(super) fn is_address(text: &str) -> bool {
    let sound = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | ':'));
    text.len() <= 254 && text.rsplit_once('@').is_some_and(|(local, domain)| sound(local) && sound(domain) && domain.contains('.'))
}

/// The references in a text, without their angle brackets; a single word without brackets is one, too.
pub(super) fn ids(text: &str) -> Vec<String> {
    let tidy = |id: &str| id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(998).collect::<String>();
    let bracketed: Vec<_> = text.split('<').skip(1).filter_map(|from| Some(tidy(from.split_once('>')?.0))).collect();
    let mut found = if bracketed.is_empty() { text.split_whitespace().filter(|word| word.contains('@')).map(tidy).collect() } else { bracketed };
    found.retain(|id| !id.is_empty());
    found
}

/// The moment a field tells; `None` when it cannot be.
fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    let strict = DateTime::parse_from_rfc2822(text).ok();
    strict.or_else(|| {
        let lenient = mail_parser::DateTime::parse_rfc822(&format!("{text}\n")).filter(mail_parser::DateTime::is_valid)?;
        DateTime::parse_from_rfc3339(&lenient.to_rfc3339()).ok()
    })
}

/// One computer on the way: `from … by mx.example with ESMTP; Tue, 3 Nov 2026 09:12:00 +0100`.
fn hop(text: &str) -> Hop {
    let (way, at) = text.rsplit_once(';').unwrap_or((text, ""));
    let mut words = way.split_whitespace();
    let by = words.by_ref().find(|word| word.eq_ignore_ascii_case("by")).and_then(|_| words.next());
    let is_name = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']'));
    Hop { by: by.filter(is_name).map(|host| plain::line(host, MOST_OF_A_LINE)), at: moment(at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Headers {
        Headers::of_text(text).unwrap()
    }

    #[test]
    fn text_begins_below_the_blank_line_or_at_the_first_line_that_is_no_field() {
        assert_eq!(Headers::split(b"From: a\r\n b\r\n\r\nTekst").unwrap().1, b"Tekst");
        assert_eq!(Headers::split(b"From: a\nGeachte heer\n").unwrap().1, b"Geachte heer\n");
        assert_eq!(Headers::split(b"\nTekst").unwrap().1, b"Tekst");
    }

    #[test]
    fn subject_is_read_in_its_characters() {
        assert_eq!(headers("Subject: =?iso-8859-1?Q?Geb=E9l?= =?iso-8859-1?Q?d?=\n").line("subject").unwrap(), "Gebéld");
        let raw = Headers::split(b"Subject: Geb\xe9ld\n").unwrap().0;
        assert_eq!(raw.line("subject").unwrap(), "Gebéld");
        assert_eq!(headers("Subject: a\n status: gesloten\u{1b}[2J\n").line("subject").unwrap(), "a status: gesloten [2J");
    }

    #[test]
    fn sender_without_an_address_is_a_name() {
        assert_eq!(headers("From: Sanne de Wit\n").addresses("from")[0].name.as_deref(), Some("Sanne de Wit"));
        let twice = &headers("From: \"s@klant.example\" <s@klant.example>\n").addresses("from")[0];
        assert_eq!((twice.name.as_deref(), twice.email.as_str()), (None, "s@klant.example"));
    }

    #[test]
    fn references_stand_between_brackets_or_alone() {
        assert_eq!(headers("References: <a@x> (b)\n <c@x>\n").ids("references"), ["a@x", "c@x"]);
        assert_eq!(ids("a@x"), ["a@x"]);
        assert_eq!(ids("<>"), [""; 0]);
    }

    #[test]
    fn odd_moments_are_read_and_impossible_ones_are_not() {
        for (text, expected) in [
            ("Tue, 3 Nov 2026 09:12:00 +0100", Some("2026-11-03T09:12:00+01:00")),
            ("Tue, 3 Nov 2026 09:12:00 +0100 (CET)", Some("2026-11-03T09:12:00+01:00")),
            ("3 Nov 2026 09:12 GMT", Some("2026-11-03T09:12:00+00:00")),
            ("gisteren", None),
            ("Tue, 31 Feb 2026 09:12:00 +0100", None),
        ] {
            assert_eq!(moment(text).map(|moment| moment.to_rfc3339()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn hop_tells_who_and_when() {
        let hop = hop("from a by mx.bureau.example (Postfix) with ESMTP id 1; Tue, 3 Nov 2026 09:12:00 +0100\n");
        assert_eq!(hop.by.as_deref(), Some("mx.bureau.example"));
        assert_eq!(hop.at.unwrap().to_rfc3339(), "2026-11-03T09:12:00+01:00");
    }
}
