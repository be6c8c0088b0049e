//! Which of a mail's parts is its text, and which are pieces it carries.

use super::header::Headers;
use super::html;
use super::kind::PieceKind;
use super::message::{Automatic, Mail, MailPiece, Resent, Seal};
use super::mime::Part;
use super::plain;
use super::text::{flowed, in_characters};
use super::transfer::unwrapped;

/// How many characters of an impossible moment are shown.
const MOST_OF_A_MOMENT: usize = 60;

/// The most bytes of text that are read; a dossier takes no more, and the stored mail has the rest.
const MOST_OF_A_TEXT: usize = 100_000;

/// The most bytes of one part that are looked through for its text.
const MOST_OF_A_PART: usize = 4 << 20;

/// A mail of its parts, itself first.
#[must_use]
pub(super) fn mail(parts: &[Part<'_>]) -> Mail {
    let mut picked = Picked::default();
    let said = picked.part(parts, 0);
    let (text, text_goes_on) = readable(&said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n\n"));
    let (text, seal) = unsealed(text, picked.seal);
    let is_report = parts[0].kind() == ("multipart".to_owned(), "report".to_owned());
    let automatic = automatic(&parts[0].headers, is_report.then(|| parts[0].attribute("report-type").unwrap_or_default()));
    let text_goes_on = text_goes_on || parts.iter().any(|part| part.body.len() > MOST_OF_A_PART && part.kind().0 == "text");
    Mail {
        text_goes_on,
        text: Some(text).filter(|text| !text.trim().is_empty()),
        pieces: picked.pieces,
        seal,
        automatic,
        ..envelope(&parts[0].headers)
    }
}

/// A text as lines, and whether it goes on beyond what a dossier takes.
#[must_use]
pub(super) fn readable(text: &str) -> (String, bool) {
    if text.len() <= MOST_OF_A_TEXT {
        return (plain::lines(text), false);
    }
    let begin = plain::beginning(text, MOST_OF_A_TEXT);
    (plain::lines(begin.rsplit_once('\n').map_or(begin, |(lines, _)| lines)), true)
}

/// Who, when and about what: what the fields tell.
#[must_use]
pub(super) fn envelope(headers: &Headers) -> Mail {
    let (sent, stated) = headers.moment("date").unwrap_or_default();
    let mut references = headers.ids("in-reply-to");
    references.extend(headers.ids("references").into_iter().rev());
    let resent = headers.hops_since_resent().map(|hops| Resent { by: headers.addresses("resent-from").into_iter().next(), hops });
    Mail {
        message_id: headers.ids("message-id").into_iter().next(),
        references,
        sent,
        sent_unread: Some(plain::line(stated, MOST_OF_A_MOMENT)).filter(|stated| sent.is_none() && !stated.is_empty()),
        hops: headers.hops(),
        resent,
        from: headers.addresses("from").into_iter().next().or_else(|| headers.addresses("sender").into_iter().next()),
        reply_to: headers.addresses("reply-to").into_iter().find(|address| !address.email.is_empty()),
        to: headers.addresses("to").into_iter().chain(headers.addresses("cc")).collect(),
        subject: headers.line("subject"),
        ..Mail::default()
    }
}

/// What was found so far.
#[derive(Default)]
struct Picked {
    pieces: Vec<MailPiece>,
    seal: Option<Seal>,
}

/// A text that may be that of the mail.
struct Said {
    text: String,
    is_html: bool,
}

impl Picked {
    /// The texts of a part; its pieces are gathered.
    fn part(&mut self, parts: &[Part<'_>], at: usize) -> Vec<Said> {
        let part = &parts[at];
        let (kind, subtype) = part.kind();
        if kind == "multipart" && !part.parts.is_empty() {
            return self.several(parts, part, &subtype);
        }
        match (kind.as_str(), subtype.as_str()) {
            ("multipart", _) => vec![said(part, false)],
            ("application", "pkcs7-mime" | "x-pkcs7-mime") => {
                self.seal = Some(Seal::Encrypted);
                Vec::new()
            }
            ("application", "pkcs7-signature" | "x-pkcs7-signature" | "pgp-signature") => Vec::new(),
            ("text", "plain" | "html") if !is_set_apart(part) => vec![said(part, subtype == "html")],
            ("text", _) if at == 0 => vec![said(part, false)],
            _ => {
                self.piece(part, &format!("{kind}/{subtype}"));
                Vec::new()
            }
        }
    }

    fn several(&mut self, parts: &[Part<'_>], part: &Part<'_>, subtype: &str) -> Vec<Said> {
        if subtype == "encrypted" {
            self.seal = Some(Seal::Encrypted);
            return Vec::new();
        }
        if subtype == "signed" {
            self.seal = self.seal.or(Some(Seal::Signed));
        }
        let mut said: Vec<_> = part.parts.iter().map(|inside| self.part(parts, *inside)).collect();
        if subtype != "alternative" {
            return said.into_iter().flatten().collect();
        }
        said.retain(|one| one.iter().any(|said| !said.text.trim().is_empty()));
        let readable = |one: &[Said]| one.iter().all(|said| !said.is_html);
        let html = said.iter().position(|one| !readable(one));
        let plain = said.iter().position(|one| readable(one)).filter(|plain| html.is_none_or(|html| !only_points_at(&said[*plain], &said[html])));
        plain.or(html).map(|chosen| said.swap_remove(chosen)).unwrap_or_default()
    }

    /// Gathers a piece; the same bytes once.
    fn piece(&mut self, part: &Part<'_>, declared: &str) {
        let bytes = unwrapped(part.body, &part.headers.word("content-transfer-encoding"));
        let called = part.headers.content("content-disposition").and_then(|disposition| disposition.attribute("filename").map(str::to_owned));
        let called = called.or_else(|| part.attribute("name").map(str::to_owned)).map(|name| plain::line(&name, 100));
        let in_text = part.headers.first("content-id").is_some() && !part.headers.word("content-disposition").starts_with("attachment");
        if !self.pieces.iter().any(|piece| piece.bytes == bytes) {
            self.pieces.push(MailPiece { kind: PieceKind::of(&bytes, declared), bytes, called: called.filter(|name| !name.is_empty()), in_text });
        }
    }
}

/// Whether a text is sent along as a file rather than to be read.
fn is_set_apart(part: &Part<'_>) -> bool {
    let disposition = part.headers.content("content-disposition");
    let named = disposition.as_ref().is_some_and(|disposition| disposition.has_attribute("filename")) || part.attribute("name").is_some();
    named || disposition.is_some_and(|disposition| disposition.ctype().eq_ignore_ascii_case("attachment"))
}

/// Whether a plain text says no more than that the other form is the one to read.
fn only_points_at(plain: &[Said], html: &[Said]) -> bool {
    let length = |texts: &[Said]| texts.iter().map(|said| said.text.len()).sum::<usize>();
    let speaks_of_html = plain.iter().any(|said| said.text.to_ascii_lowercase().contains("html"));
    speaks_of_html && length(plain) < 300 && length(plain) * 3 < length(html)
}

/// The text of a part in characters and whole lines.
fn said(part: &Part<'_>, is_html: bool) -> Said {
    let body = &part.body[..part.body.len().min(MOST_OF_A_PART)];
    let bytes = unwrapped(body, &part.headers.word("content-transfer-encoding"));
    let text = in_characters(&bytes, part.attribute("charset"));
    let text = if is_html {
        html::text(&text)
    } else if part.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        flowed(&text, part.attribute("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes")))
    } else {
        text
    };
    Said { text, is_html }
}

/// A text without the wrapping of PGP, and what it was wrapped in.
fn unsealed(text: String, seal: Option<Seal>) -> (String, Option<Seal>) {
    if text.trim_start().starts_with("-----BEGIN PGP MESSAGE-----") {
        return (String::new(), Some(Seal::Encrypted));
    }
    let Some(signed) = text.trim_start().strip_prefix("-----BEGIN PGP SIGNED MESSAGE-----") else { return (text, seal) };
    let inside = signed.split_once("\n\n").map_or(signed, |(_, inside)| inside);
    let inside = inside.split_once("-----BEGIN PGP SIGNATURE-----").map_or(inside, |(inside, _)| inside);
    (inside.trim_end().to_owned(), Some(Seal::Signed))
}

/// Whether a computer wrote it by itself, by its fields, and by the kind of report it is when it is one.
#[must_use]
pub(super) fn automatic(headers: &Headers, report: Option<&str>) -> Option<Automatic> {
    let sender = headers.addresses("from").into_iter().next().unwrap_or_default().email.to_lowercase();
    let is_returned = headers.first("return-path").is_some_and(|path| path.trim() == "<>");
    let from_the_post = sender.starts_with("mailer-daemon@") || (sender.starts_with("postmaster@") && is_returned);
    if report.is_some_and(|kind| kind.is_empty() || kind.eq_ignore_ascii_case("delivery-status")) || from_the_post {
        return Some(Automatic::Bounce);
    }
    let submitted = headers.word("auto-submitted");
    let says_so = !submitted.is_empty() && !submitted.starts_with("no");
    let marks = ["x-autoreply", "x-autorespond", "x-autoresponder"];
    let marked = marks.iter().any(|mark| headers.first(mark).is_some()) || headers.word("precedence") == "auto_reply";
    (report.is_some() || says_so || marked).then_some(Automatic::Reply)
}
