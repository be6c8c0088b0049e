//! Mails as Outlook keeps them (`.msg`), read to the last field.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use crate::suite::outlook;
use klachtdossier::source::mail::{Address, Automatic, Mail, MailError, PieceKind, Seal, message_id, read_mail};
use outlook::{Folder, Property, Value};

/// A moment on 2 November 2026, 14:03 in Amsterdam.
const SENT: i64 = 1_793_624_580;

/// What every mail of Outlook states.
fn mail<'v>(more: &[Property<'v>]) -> Folder<'v> {
    let first = [(0x001a, Value::Text("IPM.Note")), (0x0037, Value::Text("Uitslag te laat"))];
    Folder { properties: first.into_iter().chain(more.iter().cloned()).collect(), ..Folder::default() }
}

fn read(folder: &Folder<'_>) -> Mail {
    read_mail(&folder.bytes()).unwrap()
}

fn sanne() -> Option<Address> {
    Some(Address { name: Some("Sanne de Wit".to_owned()), email: "s.dewit@roc-delinde.example".to_owned() })
}

#[test]
fn received_mail_is_read_with_the_fields_it_travelled_with() {
    let headers = "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a by mx.bureau.example; Mon, 2 Nov 2026 23:30:00 +0000\r\n\
        From: \"Sanne de Wit\" <s.dewit@roc-delinde.example>\r\nTo: klachten@bureau.example\r\nDate: Mon, 2 Nov 2026 14:03:00 +0100\r\n\
        Message-ID: <een@roc-delinde.example>\r\nIn-Reply-To: <nul@bureau.example>\r\n\r\n";
    let mut folder = mail(&[(0x007d, Value::Text(headers)), (0x1000, Value::Text("Geachte heer,\r\n\r\nTe laat: €\u{a0}5.\r\n"))]);
    folder.attachments.push(vec![
        (0x3707, Value::Text("Brief De Wit.pdf")),
        (0x370e, Value::Text("application/pdf")),
        (0x3701, Value::Bytes(b"%PDF-1.7 brief")),
        (0x3705, Value::Number(1)),
    ]);
    let mail = read(&folder);
    assert_eq!((mail.from, mail.subject.as_deref()), (sanne(), Some("Uitslag te laat")));
    assert_eq!(mail.sent.unwrap().to_rfc3339(), "2026-11-02T14:03:00+01:00");
    assert_eq!((mail.hops.len(), mail.hops[0].by.as_deref()), (1, Some("mx.bureau.example")));
    assert_eq!(mail.hops[0].at.unwrap().to_rfc3339(), "2026-11-02T23:30:00+00:00");
    assert_eq!((mail.message_id.as_deref(), mail.references), (Some("een@roc-delinde.example"), vec!["nul@bureau.example".to_owned()]));
    assert_eq!(mail.text.as_deref(), Some("Geachte heer,\n\nTe laat: € 5."));
    assert_eq!((mail.pieces.len(), mail.pieces[0].kind, mail.pieces[0].called.as_deref()), (1, PieceKind::Pdf, Some("Brief De Wit.pdf")));
    assert_eq!(mail.pieces[0].bytes, b"%PDF-1.7 brief");
    assert_eq!(message_id(&folder.bytes()).as_deref(), Some("een@roc-delinde.example"));
}

#[test]
fn mail_within_an_exchange_is_read_from_its_properties() {
    let mut folder = mail(&[
        (0x0c1a, Value::Text("Sanne de Wit")),
        (0x0c1e, Value::Text("EX")),
        (0x0c1f, Value::Text("/o=Organisatie/cn=Recipients/cn=abc")),
        (0x5d01, Value::Text("s.dewit@roc-delinde.example")),
        (0x0039, Value::Moment(SENT)),
        (0x0e06, Value::Moment(SENT + 60)),
        (0x1035, Value::Text("<twee@roc-delinde.example>")),
        (0x1042, Value::Text("<nul@bureau.example>")),
        (0x1039, Value::Text("<min@bureau.example> <nul@bureau.example>")),
        (0x1000, Value::Text("Te laat.")),
    ]);
    folder.recipients.push(vec![(0x3001, Value::Text("Klachten")), (0x39fe, Value::Text("klachten@bureau.example"))]);
    let mail = read(&folder);
    assert_eq!(mail.from, sanne());
    assert_eq!(mail.sent.unwrap().to_rfc3339(), "2026-11-02T13:03:00+00:00");
    assert_eq!(mail.hops[0].at.unwrap().to_rfc3339(), "2026-11-02T13:04:00+00:00");
    assert_eq!(mail.references, ["nul@bureau.example", "nul@bureau.example", "min@bureau.example"]);
    assert_eq!(mail.to[0].email, "klachten@bureau.example");
    assert_eq!(message_id(&folder.bytes()).as_deref(), Some("twee@roc-delinde.example"));
}

#[test]
fn older_file_is_read_in_its_code_page() {
    let properties = [
        (0x001a, Value::Letters(b"IPM.Note")),
        (0x0037, Value::Letters(b"Caf\xe9 \x80 5")),
        (0x1000, Value::Letters(b"Te laat, Zo\xeb.")),
        (0x3ffd, Value::Number(1252)),
    ];
    let mail = read(&Folder { properties: properties.to_vec(), ..Folder::default() });
    assert_eq!((mail.subject.as_deref(), mail.text.as_deref()), (Some("Café € 5"), Some("Te laat, Zoë.")));
}

#[test]
fn page_or_document_is_read_where_there_is_no_plain_text() {
    let page = mail(&[(0x1013, Value::Bytes(b"<p>Te <b>laat</b>.</p><p>Zo\xeb</p>")), (0x3fde, Value::Number(1252))]);
    assert_eq!(read(&page).text.as_deref(), Some("Te laat.\n\nZoë"));
    let document: &[u8] = b"\x30\0\0\0\x24\0\0\0MELA\0\0\0\0{\\rtf1\\ansi Te laat,\\par Zo\\'eb.\\par}";
    assert_eq!(read(&mail(&[(0x1009, Value::Bytes(document))])).text.as_deref(), Some("Te laat,\nZoë."));
}

#[test]
fn mail_that_is_attached_is_read_and_stays_inside() {
    let mut folder = mail(&[(0x1000, Value::Text("Zie bijlage."))]);
    folder.carried.push(mail(&[(0x1000, Value::Text("De klacht.")), (0x0c1a, Value::Text("Ans Smit")), (0x0039, Value::Moment(SENT))]));
    let mail = read(&folder);
    let carried = mail.carried.unwrap();
    assert_eq!((mail.left_inside, carried.text.as_deref()), (1, Some("De klacht.")));
    assert_eq!(carried.from.unwrap().name.as_deref(), Some("Ans Smit"));
    assert_eq!(carried.sent.unwrap().to_rfc3339(), "2026-11-02T13:03:00+00:00");
}

#[test]
fn what_is_no_mail_is_refused() {
    let appointment = Folder { properties: vec![(0x001a, Value::Text("IPM.Appointment"))], ..Folder::default() };
    assert_eq!(read_mail(&appointment.bytes()), Err(MailError::NoMailOfOutlook));
    let bytes = mail(&[]).bytes();
    assert_eq!(read_mail(&bytes[..600]), Err(MailError::Damaged));
    let mut document = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    document.create_stream("/WordDocument").unwrap();
    document.flush().unwrap();
    assert!(matches!(read_mail(&document.into_inner().into_inner()), Err(MailError::SomethingElse(_))));
}

#[test]
fn seals_and_machines_are_seen() {
    let of_class = |class| Folder { properties: vec![(0x001a, Value::Text(class)), (0x0037, Value::Text("x"))], ..Folder::default() };
    assert_eq!(read(&of_class("REPORT.IPM.Note.NDR")).automatic, Some(Automatic::Bounce));
    assert_eq!(read(&of_class("IPM.Note.Rules.OofTemplate.Microsoft")).automatic, Some(Automatic::Reply));
    let mut sealed = of_class("IPM.Note.SMIME");
    sealed.attachments.push(vec![(0x3701, Value::Bytes(b"0\x82"))]);
    assert_eq!((read(&sealed).seal, read(&sealed).pieces.len()), (Some(Seal::Encrypted), 0));
    let inside = b"Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\nContent-Type: text/plain\r\n\r\nTe laat.\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nMII\r\n--s--\r\n";
    let mut signed = of_class("IPM.Note.SMIME.MultipartSigned");
    signed.attachments.push(vec![(0x3701, Value::Bytes(inside))]);
    assert_eq!((read(&signed).seal, read(&signed).text.as_deref()), (Some(Seal::Signed), Some("Te laat.")));
}
