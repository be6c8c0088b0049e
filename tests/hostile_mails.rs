//! Mails that mean harm, or are broken: they are read or refused, in bounded time, and never become more than text.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the mails it breaks, and watches the clock")]

use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crate::suite::outlook;
use chrono::{DateTime, FixedOffset, NaiveDate};
use klachtdossier::diagnostic::Severity;
use klachtdossier::domain::{Narrative, Section, Status};
use klachtdossier::source::mail::{House, MOST_BYTES, MailError, read_mail, taken_in};
use klachtdossier::source::read_dossier;
use outlook::{Folder, Value};
use proptest::prelude::*;

/// The company of these tests.
const HOUSE: House<'_> = House { emails: ["klachten@bureau.example", "bezwaar@bureau.example"], postal_address: "Postbus 1, 9999 ZZ Elders" };

/// The mails of `tests/mail`.
static MAILS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut mails: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "eml")).collect();
    mails.sort();
    mails.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
});

/// A mail of Outlook with everything in it.
static OUTLOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let carried = Folder { properties: vec![(0x001a, Value::Text("IPM.Note")), (0x1000, Value::Text("Binnen."))], ..Folder::default() };
    let properties = vec![
        (0x001a, Value::Text("IPM.Note")),
        (0x0037, Value::Text("Klacht")),
        (0x007d, Value::Text("From: Sanne <s@klant.example>\r\nDate: Mon, 2 Nov 2026 14:03:00 +0100\r\n")),
        (0x0039, Value::Moment(1_793_624_580)),
        (0x1009, Value::Bytes(b"\x30\0\0\0\x24\0\0\0LZFu\0\0\0\0\x03\x00\x0a\x00rcpg125\x42")),
        (0x1013, Value::Bytes(b"<p>Te laat</p>")),
    ];
    let attachments = vec![vec![(0x3701, Value::Bytes(b"%PDF-1.7")), (0x3707, Value::Text("a.pdf"))]];
    let recipients = vec![vec![(0x3001, Value::Text("Klachten")), (0x39fe, Value::Text("klachten@bureau.example"))]];
    Folder { properties, recipients, attachments, carried: vec![carried] }.bytes()
});

fn winter(moment: DateTime<FixedOffset>) -> NaiveDate {
    moment.with_timezone(&FixedOffset::east_opt(3600).unwrap()).date_naive()
}

/// Takes in whatever these bytes are; what becomes a dossier is one, with nothing in it that the mail did not say as text.
fn judge(bytes: &[u8]) {
    let Ok(mail) = read_mail(bytes) else { return };
    let taken = taken_in(&mail, &HOUSE, "2026-11-22".parse().unwrap(), winter);
    let id = "K-2026-0001".parse().unwrap();
    let new = taken.dossier(id, "bijlagen/2026-11-02-klacht.eml");
    let text = new.text();
    let reading = read_dossier(text.as_bytes());
    let severe: Vec<_> = reading.remarks.iter().filter(|remark| remark.diagnostic.severity == Severity::Error).collect();
    assert!(severe.is_empty(), "{severe:?}\n{text}");
    let dossier = reading.dossier.unwrap();
    assert_eq!((dossier.id, dossier.status, dossier.narrative.steps_taken), (id, Status::Received, Section::Empty), "{text}");
    assert_eq!((dossier.subject_line, dossier.complainant), (new.subject_line, new.complainant), "{text}");
    assert_eq!((dossier.submitted, dossier.received, dossier.narrative.findings), (new.submitted, new.received, Narrative::default().findings));
    let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    assert!(!text.contains(acts), "{text:?}");
    assert!(!taken.notes.iter().any(|note| note.contains(|c: char| c.is_control())), "{:?}", taken.notes);
}

/// The same bytes with some of them changed, cut out, or put in again.
fn broken(bytes: &[u8], steps: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, how, byte) in steps {
        let at = at % bytes.len().max(1);
        let length = usize::from(*byte).min(bytes.len() - at);
        match how % 5 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 => drop(bytes.drain(at..at + length)),
            2 => bytes.insert(at, *byte),
            3 => bytes.truncate(at.max(40)),
            _ => {
                let again = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        judge(&bytes);
        judge(&[b"From: a@klant.example\n", &bytes[..]].concat());
    }

    #[test]
    fn any_words_of_a_mail_are_read_or_refused(lines in proptest::collection::vec(
        "(From|Subject|Content-Type|Date|Received|Reply-To|Message-ID|References|Content-Transfer-Encoding): (multipart/mixed; boundary=b|message/rfc822|text/html|base64|\\PC{0,30})|--b|--b--||[<>&;=?_A-Za-z0-9\\-# ]{0,30}", 0..60)) {
        judge(lines.join("\n").as_bytes());
    }

    #[test]
    fn broken_mail_is_read_or_refused(which in any::<prop::sample::Index>(), steps in proptest::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..12)) {
        let mail: &Vec<u8> = which.get(&MAILS);
        judge(&broken(mail, &steps));
    }

    #[test]
    fn broken_file_of_outlook_is_read_or_refused(steps in proptest::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..40)) {
        judge(&OUTLOOK);
        let steps: Vec<_> = steps.into_iter().map(|(at, how, byte)| (at, if how < 200 { 0 } else { how }, byte)).collect();
        judge(&broken(&OUTLOOK, &steps));
    }

    #[test]
    fn whatever_the_fields_say_stays_within_its_quotation_marks(subject in "\\PC{0,80}|[\\x00-\\x7f]{0,40}", name in "\\PC{1,40}|[\\x00-\\x7f]{0,40}", body in "(\\PC|\n){0,300}") {
        let word = |text: &str| format!("=?utf-8?Q?{}?=", text.bytes().map(|byte| format!("={byte:02X}")).collect::<String>());
        let mail = format!("From: {} <s@klant.example>\nSubject: {}\nDate: Mon, 2 Nov 2026 14:03:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n{body}", word(&name), word(&subject));
        judge(mail.as_bytes());
    }
}

/// Mails made to cost much, a few megabytes each.
fn costly() -> Vec<(&'static str, String)> {
    let of = |kind: &str, rest: String| format!("From: a@klant.example\nContent-Type: {kind}\n\n{rest}");
    let many = |piece: &str| piece.repeat((3 << 20) / piece.len());
    vec![
        ("mails in mails", of("message/rfc822", many("Content-Type: message/rfc822\n\n"))),
        ("boundaries", of("multipart/mixed; boundary=b", many("--b\n"))),
        ("near boundaries", of("multipart/mixed; boundary=b", many("--bb\n"))),
        ("open tags", of("text/html", many("<a href=\""))),
        ("tags with quotation marks", of("text/html", many("<a x=\"<"))),
        ("quotations", of("text/html", many("<blockquote>"))),
        ("ampersands", of("text/html", many("&amp"))),
        ("remarks", of("text/html", many("<!--"))),
        ("links", of("text/html", many("<a href=x>y</a>"))),
        ("encoded words", format!("From: a@klant.example\nSubject: {}\n\nx", many("=?utf-8?Q?"))),
        ("folded words", format!("From: a@klant.example\nSubject: a\n{}\n\nx", " =?a?b?\n".repeat(100_000))),
        ("commas", format!("From: {}\n\nx", many("a,"))),
        ("brackets", format!("From: {}\n\nx", many("(<"))),
        ("fields", many("X: y\n")),
        ("references", format!("From: a@klant.example\nReferences: {}\n\nx", many("<a@b> "))),
        ("soft breaks", of("text/plain\nContent-Transfer-Encoding: quoted-printable", many("=\n"))),
        ("spaces behind equals signs", of("text/plain\nContent-Transfer-Encoding: quoted-printable", many("= "))),
        ("flowed marks", of("text/plain; format=flowed", many("> "))),
        ("quoted lines", of("text/plain", many("Van: x\n"))),
        ("beginnings of quotations", format!("Subject: re: x\nFrom: a@klant.example\n\n{}", many("Op x\n"))),
        ("numbers", of("text/plain", many("0 "))),
        ("postcodes", of("text/plain", many("1234 AB "))),
        ("other characters", of("text/plain; charset=iso-2022-jp", many("\u{1b}$B\u{1b}(B"))),
        ("utf-7", of("text/plain; charset=utf-7", many("+AGE-"))),
        ("parameters", format!("From: a@klant.example\nContent-Type: text/plain{}\n\nx", many("; a*0=b"))),
        ("many mails", format!("From x\n{}", many("\nFrom x\n"))),
    ]
}

#[test]
fn costly_mails_are_read_or_refused_within_bounds() {
    for (what, mail) in costly() {
        let started = Instant::now();
        judge(mail.as_bytes());
        // Far more than any takes, also on a busy machine, and far less than what grows with the square of its size.
        assert!(started.elapsed() < Duration::from_secs(30), "{what}: {:?}", started.elapsed());
    }
}

#[test]
fn more_than_a_mail_may_be_is_refused_before_it_is_looked_at() {
    assert_eq!(read_mail(&vec![b'a'; MOST_BYTES + 1]), Err(MailError::TooLarge));
}
