//! A mail as Outlook keeps it (`.msg`): a compound file whose streams are the properties of the mail.
//!
//! The compound file is read by `cfb`; which property is what, is told by the numbers Microsoft publishes.

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use chrono::{DateTime, FixedOffset};

use super::content;
use super::header::{self, Headers};
use super::html;
use super::kind::PieceKind;
use super::message::{Address, Automatic, Hop, Mail, MailPiece, Seal};
use super::text::{in_characters, in_unknown_characters};
use super::{MOST_BYTES, MOST_PARTS, MailError, mime, plain, rtf};

/// Numbers of properties.
mod id {
    pub const MESSAGE_CLASS: u16 = 0x001a;
    pub const SUBJECT: u16 = 0x0037;
    pub const SUBMITTED: u16 = 0x0039;
    pub const FOR_NAME: u16 = 0x0042;
    pub const FOR_KIND: u16 = 0x0064;
    pub const FOR_ADDRESS: u16 = 0x0065;
    pub const HEADERS: u16 = 0x007d;
    pub const SENDER_NAME: u16 = 0x0c1a;
    pub const SENDER_KIND: u16 = 0x0c1e;
    pub const SENDER_ADDRESS: u16 = 0x0c1f;
    pub const DELIVERED: u16 = 0x0e06;
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const MESSAGE_ID: u16 = 0x1035;
    pub const REFERENCES: u16 = 0x1039;
    pub const IN_REPLY_TO: u16 = 0x1042;
    pub const RECIPIENT_NAME: u16 = 0x3001;
    pub const RECIPIENT_ADDRESS: u16 = 0x39fe;
    pub const DATA: u16 = 0x3701;
    pub const FILE_NAME: u16 = 0x3704;
    pub const LONG_FILE_NAME: u16 = 0x3707;
    pub const MIME_TYPE: u16 = 0x370e;
    pub const CONTENT_ID: u16 = 0x3712;
    pub const HTML_CODE_PAGE: u16 = 0x3fde;
    pub const CODE_PAGE: u16 = 0x3ffd;
    pub const SENDER_SMTP: u16 = 0x5d01;
    pub const FOR_SMTP: u16 = 0x5d02;
}

/// The stream that holds the properties of a fixed size.
const PROPERTIES: &str = "__properties_version1.0";

/// Between the beginning of 1601, from which Windows counts, and that of 1970, in tenths of a microsecond.
const FROM_1601: i64 = 116_444_736_000_000_000;

type File<'b> = CompoundFile<Cursor<&'b [u8]>>;

/// Reads a mail as Outlook keeps it.
///
/// # Errors
/// When it is damaged, or no mail.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, MailError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| MailError::Damaged)?;
    if !file.is_stream(format!("/{PROPERTIES}")) {
        return Err(MailError::SomethingElse("een ouder document van Office"));
    }
    let mut mail = Folder::at(&mut file, String::new(), 32).mail()?;
    if let Some(path) = single_carried(&mut file) {
        mail.carried = Folder::at(&mut file, path, 24).mail().ok().map(Box::new);
    }
    Ok(mail)
}

/// The reference of a mail, without reading the rest.
#[must_use]
pub(super) fn message_id(bytes: &[u8]) -> Option<String> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut folder = Folder::at(&mut file, String::new(), 32);
    let own = folder.text(id::MESSAGE_ID).and_then(|text| header::ids(&text).into_iter().next());
    own.or_else(|| folder.headers()?.ids("message-id").into_iter().next())
}

/// Where the one mail lies that this mail carries.
fn single_carried(file: &mut File<'_>) -> Option<String> {
    let attachments = Folder::at(file, String::new(), 32).folders("__attach_version1.0_");
    let data = format!("/__substg1.0_{:04X}000D", id::DATA);
    let mut carried = attachments
        .into_iter()
        .map(|path| path + &data)
        .filter(|path| file.is_storage(format!("{path}/")) && file.is_stream(format!("{path}/{PROPERTIES}")));
    let first = carried.next()?;
    carried.next().is_none().then_some(first)
}

/// A folder of the compound file: the mail, a recipient or an attachment.
struct Folder<'f, 'b> {
    file: &'f mut File<'b>,
    path: String,
    /// The properties of a fixed size: number with kind, and value.
    fixed: Vec<(u32, [u8; 8])>,
}

impl<'f, 'b> Folder<'f, 'b> {
    /// The folder at a path; its properties begin behind a head of this size.
    fn at(file: &'f mut File<'b>, path: String, head: usize) -> Self {
        let mut folder = Self { file, path, fixed: Vec::new() };
        let properties = folder.stream(PROPERTIES).unwrap_or_default();
        let (entries, _) = properties.get(head..).unwrap_or_default().as_chunks::<16>();
        folder.fixed = entries
            .iter()
            .map(|entry| {
                let [a, b, c, d, _, _, _, _, value @ ..] = *entry;
                (u32::from_le_bytes([a, b, c, d]), value)
            })
            .collect();
        folder
    }

    /// The bytes of a stream; nothing when there is none, or more than a mail may have.
    fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let stream = self.file.open_stream(format!("{}/{name}", self.path)).ok()?;
        let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
        if stream.len() > most {
            return None;
        }
        let mut bytes = Vec::new();
        stream.take(most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    fn property(&mut self, id: u16, kind: u16) -> Option<Vec<u8>> {
        self.stream(&format!("__substg1.0_{id:04X}{kind:04X}"))
    }

    /// A text, in Unicode or in the mail's own code page.
    fn text(&mut self, id: u16) -> Option<String> {
        let unicode = self.property(id, 0x001f).map(|bytes| {
            let (pairs, _) = bytes.as_chunks::<2>();
            char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair))).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        });
        let text = unicode.or_else(|| {
            let bytes = self.property(id, 0x001e)?;
            Some(self.characters(&bytes, id::CODE_PAGE))
        });
        text.map(|text: String| text.trim_end_matches('\0').to_owned())
    }

    /// One line that a person reads.
    fn line(&mut self, id: u16) -> Option<String> {
        self.text(id).map(|text| plain::line(&text, 300)).filter(|line| !line.is_empty())
    }

    /// The characters of bytes in the code page that a property names.
    fn characters(&self, bytes: &[u8], id: u16) -> String {
        match self.number(id) {
            Some(page @ 1250..=1258) => in_characters(bytes, Some(&format!("windows-{page}"))),
            Some(page @ 28591..=28605) => in_characters(bytes, Some(&format!("iso-8859-{}", page - 28590))),
            _ => in_unknown_characters(bytes),
        }
    }

    fn value(&self, id: u16, kind: u16) -> Option<[u8; 8]> {
        let wanted = u32::from(id) << 16 | u32::from(kind);
        self.fixed.iter().find(|(property, _)| *property == wanted).map(|(_, value)| *value)
    }

    fn number(&self, id: u16) -> Option<u32> {
        self.value(id, 0x0003).map(|[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]))
    }

    fn moment(&self, id: u16) -> Option<DateTime<FixedOffset>> {
        let since_1970 = i64::from_le_bytes(self.value(id, 0x0040)?).checked_sub(FROM_1601)?;
        let nanos = u32::try_from(since_1970.rem_euclid(10_000_000) * 100).ok()?;
        DateTime::from_timestamp(since_1970.div_euclid(10_000_000), nanos).map(|moment| moment.fixed_offset())
    }

    /// The folders in this one whose name begins so, in order; no more than a mail may have parts.
    fn folders(&mut self, beginning: &str) -> Vec<String> {
        let Ok(entries) = self.file.read_storage(format!("{}/", self.path)) else { return Vec::new() };
        let found = entries.filter(|entry| entry.is_storage() && entry.name().starts_with(beginning)).take(MOST_PARTS + 1);
        let mut found: Vec<_> = found.map(|entry| format!("{}/{}", self.path, entry.name())).collect();
        found.sort();
        found
    }

    /// The fields the mail travelled with, when it did.
    fn headers(&mut self) -> Option<Headers> {
        let text = self.text(id::HEADERS)?;
        let text = text.trim_start();
        let fields = if text.starts_with("Microsoft Mail Internet Headers") { text.split_once('\n').map_or("", |(_, fields)| fields) } else { text };
        Headers::of_text(fields).ok()
    }

    /// The mail of this folder.
    fn mail(mut self) -> Result<Mail, MailError> {
        let class = self.text(id::MESSAGE_CLASS).unwrap_or_default().to_ascii_uppercase();
        if !(class.is_empty() || class.starts_with("IPM.NOTE") || class.starts_with("REPORT.")) {
            return Err(MailError::NoMailOfOutlook);
        }
        let headers = self.headers().unwrap_or_default();
        let mut mail = content::envelope(&headers);
        mail.automatic = automatic(&class).or_else(|| content::automatic(&headers, None));
        self.fill_envelope(&mut mail);
        let (text, text_goes_on) = self.body().map(|text| content::readable(&text)).unwrap_or_default();
        (mail.text, mail.text_goes_on) = (Some(text).filter(|text| !text.trim().is_empty()), text_goes_on);
        self.pieces(&mut mail)?;
        if class.starts_with("IPM.NOTE.SMIME") {
            unwrap_signed(&mut mail);
        }
        Ok(mail)
    }

    /// What the fields of the journey do not tell.
    fn fill_envelope(&mut self, mail: &mut Mail) {
        let mut ids = |id| self.text(id).map(|text| header::ids(&text)).unwrap_or_default();
        mail.message_id = mail.message_id.take().or_else(|| ids(id::MESSAGE_ID).into_iter().next());
        if mail.references.is_empty() {
            mail.references = ids(id::IN_REPLY_TO);
            mail.references.extend(ids(id::REFERENCES).into_iter().rev());
        }
        mail.subject = self.line(id::SUBJECT).or_else(|| mail.subject.take());
        mail.sent = mail.sent.or_else(|| self.moment(id::SUBMITTED));
        if mail.hops.is_empty() {
            mail.hops.extend(self.moment(id::DELIVERED).map(|at| Hop { by: None, at: Some(at) }));
        }
        mail.from = mail.from.take().or_else(|| self.sender());
        if mail.to.is_empty() {
            mail.to = self.recipients();
        }
    }

    fn sender(&mut self) -> Option<Address> {
        let properties =
            [(id::FOR_NAME, id::FOR_SMTP, id::FOR_KIND, id::FOR_ADDRESS), (id::SENDER_NAME, id::SENDER_SMTP, id::SENDER_KIND, id::SENDER_ADDRESS)];
        properties.into_iter().find_map(|(name, smtp, kind, other)| {
            let is_smtp = self.text(kind).is_none_or(|kind| kind.eq_ignore_ascii_case("SMTP"));
            let email = self.line(smtp).or_else(|| self.line(other).filter(|_| is_smtp));
            header::address(self.line(name).as_deref(), email.as_deref())
        })
    }

    fn recipients(&mut self) -> Vec<Address> {
        let folders = self.folders("__recip_version1.0_");
        let address = |path| {
            let mut recipient = Folder::at(self.file, path, 8);
            let (name, email) = (recipient.line(id::RECIPIENT_NAME), recipient.line(id::RECIPIENT_ADDRESS));
            header::address(name.as_deref(), email.as_deref())
        };
        folders.into_iter().filter_map(address).collect()
    }

    /// The text: as it is, else as a reader sees the page, else without its layout.
    fn body(&mut self) -> Option<String> {
        let plain = self.text(id::BODY).filter(|text| !text.trim().is_empty());
        plain.or_else(|| self.page().map(|page| html::text(&page))).or_else(|| rtf::text(&self.property(id::RTF, 0x0102)?))
    }

    fn page(&mut self) -> Option<String> {
        let bytes = self.property(id::HTML, 0x0102);
        bytes.map(|bytes| self.characters(&bytes, id::HTML_CODE_PAGE)).or_else(|| self.text(id::HTML)).filter(|page| !page.trim().is_empty())
    }

    fn pieces(&mut self, mail: &mut Mail) -> Result<(), MailError> {
        let folders = self.folders("__attach_version1.0_");
        if folders.len() > MOST_PARTS {
            return Err(MailError::TooManyParts);
        }
        for path in folders {
            let mut attachment = Folder::at(self.file, path, 8);
            match attachment.property(id::DATA, 0x0102) {
                Some(bytes) if !mail.pieces.iter().any(|piece| piece.bytes == bytes) => mail.pieces.push(attachment.piece(bytes)),
                Some(_) => {}
                None => mail.left_inside += 1,
            }
        }
        Ok(())
    }

    fn piece(&mut self, bytes: Vec<u8>) -> MailPiece {
        let called = self.line(id::LONG_FILE_NAME).or_else(|| self.line(id::FILE_NAME));
        let declared = self.line(id::MIME_TYPE).unwrap_or_default().to_ascii_lowercase();
        let in_text = self.line(id::CONTENT_ID).is_some() && declared.starts_with("image/");
        MailPiece { kind: PieceKind::of(&bytes, &declared), bytes, called: called.map(|name| plain::line(&name, 100)), in_text }
    }
}

/// Whether a computer wrote it by itself, by the class Outlook gives it.
fn automatic(class: &str) -> Option<Automatic> {
    if class.starts_with("REPORT.") {
        return Some(if class.ends_with(".NDR") { Automatic::Bounce } else { Automatic::Reply });
    }
    class.starts_with("IPM.NOTE.RULES.").then_some(Automatic::Reply)
}

/// Puts text and pieces of a signed mail in place of its wrapping; what is encrypted stays closed.
fn unwrap_signed(mail: &mut Mail) {
    let inside = match &mail.pieces[..] {
        [wrapping] if mail.text.is_none() => mime::read_part(&wrapping.bytes).filter(|inside| inside.seal == Some(Seal::Signed)),
        _ => None,
    };
    mail.seal = Some(if mail.text.is_some() || inside.is_some() { Seal::Signed } else { Seal::Encrypted });
    match inside {
        Some(inside) => (mail.text, mail.pieces) = (inside.text, inside.pieces),
        None if mail.seal == Some(Seal::Encrypted) => mail.pieces.clear(),
        None => {}
    }
}
