//! A mail as it travelled, taken apart into its parts.
//!
//! Parts are split off with a list of what is still to do, never by calling itself: a bound on depth and number holds while
//! that happens, and every byte is looked at no more often than the deepest part lies deep.

use mail_parser::ContentType;

use super::header::Headers;
use super::kind::PieceKind;
use super::message::Mail;
use super::{DEEPEST, MOST_PARTS, MailError, content};

/// A part: its fields, its bytes, and the parts it is made of.
#[derive(Debug)]
pub(super) struct Part<'b> {
    /// Its fields.
    pub headers: Headers,
    /// What stands below them, as it travelled.
    pub body: &'b [u8],
    /// What kind it says it is.
    pub content: Option<ContentType<'static>>,
    /// Its own parts, as places in the list of all parts.
    pub parts: Vec<usize>,
    /// Whether it is a mail where nothing else is said, as in a digest.
    pub is_mail_by_default: bool,
}

impl Part<'_> {
    /// Its kind: `text` and `plain`. What says nothing is plain text, and in a digest a mail.
    pub fn kind(&self) -> (String, String) {
        match &self.content {
            Some(content) => (content.ctype().to_lowercase(), content.subtype().unwrap_or_default().to_lowercase()),
            None if self.is_mail_by_default => ("message".to_owned(), "rfc822".to_owned()),
            None => ("text".to_owned(), "plain".to_owned()),
        }
    }

    /// An attribute of its kind, such as the character set.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.content.as_ref().and_then(|content| content.attribute(name))
    }
}

/// Reads a mail as it travelled.
///
/// # Errors
/// When it is no mail, or goes beyond a bound.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, MailError> {
    let mut mail = read_alone(bytes)?;
    let mut mails = mail.pieces.iter().filter(|piece| piece.kind == PieceKind::Mail);
    if let (Some(piece), None) = (mails.next(), mails.next()) {
        mail.carried = read_alone(&piece.bytes).ok().map(Box::new);
    }
    Ok(mail)
}

/// Reads a mail without the mail it carries.
fn read_alone(bytes: &[u8]) -> Result<Mail, MailError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(MailError::Empty);
    }
    let bytes = bytes.trim_ascii_start();
    if is_several(bytes) {
        return Err(MailError::SeveralMails);
    }
    let parts = split(bytes)?;
    if !parts[0].headers.of_a_mail() {
        return Err(super::kind::named_otherwise(bytes).map_or(MailError::NoMail, MailError::SomethingElse));
    }
    Ok(content::mail(&parts))
}

/// Text and pieces of a part that stands by itself, such as a signed mail within a file of Outlook.
#[must_use]
pub(super) fn read_part(bytes: &[u8]) -> Option<Mail> {
    Some(content::mail(&split(bytes).ok()?))
}

/// Whether it is a folder of mails: each begins with a line `From `.
fn is_several(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes[at + 2..].starts_with(b"From ") && Headers::split(&bytes[at + 2..]).is_ok_and(|(headers, _)| headers.of_a_mail());
    let ends = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == b"\n\n").map(|(at, _)| at);
    bytes.starts_with(b"From ") && ends.take(10_000).any(next)
}

/// All parts of a mail, the mail itself first.
///
/// # Errors
/// When there are too many, or they lie too deep.
fn split(bytes: &[u8]) -> Result<Vec<Part<'_>>, MailError> {
    let mut parts = vec![part(bytes, false)?];
    let mut to_do = vec![(0, 0)];
    while let Some((at, depth)) = to_do.pop() {
        let (kind, subtype) = parts[at].kind();
        let Some(boundary) = parts[at].attribute("boundary").filter(|boundary| kind == "multipart" && !boundary.is_empty()) else { continue };
        for inside in between(parts[at].body, boundary.as_bytes())? {
            if depth == DEEPEST {
                return Err(MailError::TooDeep);
            }
            if parts.len() > MOST_PARTS {
                return Err(MailError::TooManyParts);
            }
            let place = parts.len();
            parts.push(part(inside, subtype == "digest")?);
            parts[at].parts.push(place);
            to_do.push((place, depth + 1));
        }
    }
    Ok(parts)
}

fn part(bytes: &[u8], is_mail_by_default: bool) -> Result<Part<'_>, MailError> {
    let (headers, body) = Headers::split(bytes)?;
    let content = headers.content("content-type").filter(|content| !content.ctype().is_empty());
    Ok(Part { headers, body, content, parts: Vec::new(), is_mail_by_default })
}

/// What stands between the lines `--boundary`; what stands before the first and behind the last is nothing.
///
/// # Errors
/// When there is more than a mail may have.
fn between<'b>(body: &'b [u8], boundary: &[u8]) -> Result<Vec<&'b [u8]>, MailError> {
    let mut found = Vec::new();
    let mut open = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) else { continue };
        let is_last = rest.strip_prefix(b"--").is_some_and(|behind| behind.trim_ascii().is_empty());
        if !(is_last || rest.trim_ascii().is_empty()) {
            continue;
        }
        found.extend(open.map(|open| without_line_end(&body[open..start])));
        open = (!is_last).then_some(at);
        if found.len() > MOST_PARTS {
            return Err(MailError::TooManyParts);
        }
        if is_last {
            break;
        }
    }
    found.extend(open.map(|open| &body[open..]));
    Ok(found)
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundary_that_begins_another_is_told_apart() {
        let body = b"vooraf\r\n--a\r\n\r\neen\r\n--ab\r\ntwee\r\n--a--\r\nachteraf";
        assert_eq!(between(body, b"a").unwrap(), [b"\r\neen\r\n--ab\r\ntwee"]);
    }

    #[test]
    fn last_part_without_an_end_runs_on() {
        assert_eq!(between(b"--a\n\neen", b"a").unwrap(), [b"\neen"]);
    }

    #[test]
    fn parts_in_parts_have_a_bound() {
        let mut mail = String::from("From: a@klant.example\n");
        for depth in 0..12 {
            mail += &format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
        }
        assert_eq!(read(mail.as_bytes()), Err(MailError::TooDeep));
    }

    #[test]
    fn many_parts_have_a_bound() {
        let parts = |count| format!("From: a@klant.example\nContent-Type: multipart/mixed; boundary=b\n\n{}--b--", "--b\n\nx\n".repeat(count));
        assert!(read(parts(99).as_bytes()).is_ok());
        assert_eq!(read(parts(101).as_bytes()), Err(MailError::TooManyParts));
    }

    #[test]
    fn what_is_no_mail_is_refused_with_what_it_is() {
        assert_eq!(read(b" \r\n"), Err(MailError::Empty));
        assert_eq!(read(b"zomaar tekst"), Err(MailError::NoMail));
        assert!(matches!(read(b"%PDF-1.7 x"), Err(MailError::SomethingElse(_))));
        assert_eq!(read(b"From a Tue\nSubject: een\n\nx\n\nFrom b Tue\nSubject: twee\n\ny\n"), Err(MailError::SeveralMails));
    }
}
