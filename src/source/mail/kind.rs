//! What a piece is: by its bytes, and by what the mail says where bytes do not tell.

use crate::domain::vocabulary;

vocabulary! {
    /// What a piece is; its word is the ending of its file.
    PieceKind {
        /// A PDF document.
        Pdf = "pdf",
        /// A picture.
        Png = "png",
        /// A photo.
        Jpeg = "jpg",
        /// A picture.
        Gif = "gif",
        /// A picture.
        Webp = "webp",
        /// A scan.
        Tiff = "tif",
        /// A photo of a telephone.
        Heic = "heic",
        /// A picture.
        Bmp = "bmp",
        /// A drawing, which can hold a script.
        Svg = "svg",
        /// A text.
        Text = "txt",
        /// A table as text.
        Csv = "csv",
        /// A page, which can hold a script.
        Html = "html",
        /// A document of Word.
        Docx = "docx",
        /// A table of Excel.
        Xlsx = "xlsx",
        /// A presentation of PowerPoint.
        Pptx = "pptx",
        /// An older document of Word.
        Doc = "doc",
        /// An older table of Excel.
        Xls = "xls",
        /// An older presentation of PowerPoint.
        Ppt = "ppt",
        /// A document of LibreOffice.
        Odt = "odt",
        /// A table of LibreOffice.
        Ods = "ods",
        /// A document with layout.
        Rtf = "rtf",
        /// An appointment.
        Calendar = "ics",
        /// A business card.
        Contact = "vcf",
        /// A mail.
        Mail = "eml",
        /// A mail of Outlook.
        OutlookMail = "msg",
        /// An archive; never unpacked.
        Zip = "zip",
        /// An archive; never unpacked.
        SevenZip = "7z",
        /// An archive; never unpacked.
        Rar = "rar",
        /// An archive; never unpacked.
        Gzip = "gz",
        /// A recording.
        Mp3 = "mp3",
        /// A recording.
        M4a = "m4a",
        /// A recording.
        Wav = "wav",
        /// A film.
        Mp4 = "mp4",
        /// A film.
        Mov = "mov",
        /// Data.
        Xml = "xml",
        /// What Outlook packs when it should not.
        Tnef = "dat",
        /// Anything else.
        Other = "bin",
    }
}

/// What bytes begin with, with what they then are.
const BEGINNINGS: &[(&[u8], PieceKind)] = &[
    (b"%PDF-", PieceKind::Pdf),
    (b"\x89PNG\r\n\x1a\n", PieceKind::Png),
    (b"\xff\xd8\xff", PieceKind::Jpeg),
    (b"GIF8", PieceKind::Gif),
    (b"II*\0", PieceKind::Tiff),
    (b"MM\0*", PieceKind::Tiff),
    (b"{\\rtf", PieceKind::Rtf),
    (b"7z\xbc\xaf\x27\x1c", PieceKind::SevenZip),
    (b"Rar!\x1a\x07", PieceKind::Rar),
    (b"\x1f\x8b", PieceKind::Gzip),
    (b"ID3", PieceKind::Mp3),
    (b"\x78\x9f\x3e\x22", PieceKind::Tnef),
    (b"BEGIN:VCALENDAR", PieceKind::Calendar),
    (b"BEGIN:VCARD", PieceKind::Contact),
];

/// How many bytes at either end of a package are looked through for names.
const NAMES: usize = 64 << 10;

/// What a mail says of a piece, with what it then is when its bytes do not contradict it.
const DECLARED: &[(&str, PieceKind)] = &[
    ("message/rfc822", PieceKind::Mail),
    ("message/global", PieceKind::Mail),
    ("text/plain", PieceKind::Text),
    ("message/delivery-status", PieceKind::Text),
    ("message/disposition-notification", PieceKind::Text),
    ("text/rfc822-headers", PieceKind::Text),
    ("text/html", PieceKind::Html),
    ("application/xhtml+xml", PieceKind::Html),
    ("image/svg+xml", PieceKind::Svg),
    ("text/csv", PieceKind::Csv),
    ("text/calendar", PieceKind::Calendar),
    ("application/ics", PieceKind::Calendar),
    ("text/vcard", PieceKind::Contact),
    ("text/x-vcard", PieceKind::Contact),
    ("application/xml", PieceKind::Xml),
    ("text/xml", PieceKind::Xml),
];

impl PieceKind {
    /// What a piece is, of its bytes and what the mail declares it to be. The sender's name for it plays no part.
    #[must_use]
    pub fn of(bytes: &[u8], declared: &str) -> Self {
        if declared.starts_with("message/") {
            return of_declared(declared).unwrap_or(Self::Text);
        }
        of_beginning(bytes).or_else(|| packed(bytes)).or_else(|| compound(bytes, declared)).unwrap_or_else(|| {
            let text = !bytes.contains(&0);
            let said = of_declared(declared).filter(|_| text);
            said.or((text && declared.starts_with("text/")).then_some(Self::Text)).unwrap_or(Self::Other)
        })
    }

    /// Whether it is a package of other files; it is kept closed.
    #[must_use]
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::SevenZip | Self::Rar | Self::Gzip | Self::Tnef)
    }

    /// The ending of its file, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        crate::domain::Vocabulary::word(self)
    }
}

fn of_declared(declared: &str) -> Option<PieceKind> {
    DECLARED.iter().find(|(known, _)| *known == declared).map(|(_, kind)| *kind)
}

fn of_beginning(bytes: &[u8]) -> Option<PieceKind> {
    let plain = BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind);
    plain.or(match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(PieceKind::Webp),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(PieceKind::Wav),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(PieceKind::Bmp),
        [0xff, 0xfb | 0xf3 | 0xf2, ..] => Some(PieceKind::Mp3),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => Some(match brand {
            [b'h', b'e', b'i' | b'v', ..] | [b'm', b'i', b'f', b'1', ..] => PieceKind::Heic,
            [b'M', b'4', b'A', ..] => PieceKind::M4a,
            [b'q', b't', ..] => PieceKind::Mov,
            _ => PieceKind::Mp4,
        }),
        _ => None,
    })
}

/// What a package is by the names that stand in it; it is not unpacked.
fn packed(bytes: &[u8]) -> Option<PieceKind> {
    // Names stand before each file, and all together at the end.
    let (head, tail) = (&bytes[..bytes.len().min(NAMES)], &bytes[bytes.len().saturating_sub(NAMES)..]);
    let holds = |name: &[u8]| [head, tail].iter().any(|place| place.windows(name.len()).any(|window| window == name));
    bytes.starts_with(b"PK\x03\x04").then(|| {
        if holds(b"word/document.xml") {
            PieceKind::Docx
        } else if holds(b"xl/workbook.xml") {
            PieceKind::Xlsx
        } else if holds(b"ppt/presentation.xml") {
            PieceKind::Pptx
        } else if bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.text")) {
            PieceKind::Odt
        } else if bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) {
            PieceKind::Ods
        } else {
            PieceKind::Zip
        }
    })
}

/// What an older file of Microsoft is; they all begin alike.
fn compound(bytes: &[u8], declared: &str) -> Option<PieceKind> {
    super::is_outlook(bytes).then_some(match declared {
        "application/msword" => PieceKind::Doc,
        "application/vnd.ms-excel" | "application/excel" | "application/x-excel" => PieceKind::Xls,
        "application/vnd.ms-powerpoint" => PieceKind::Ppt,
        "application/vnd.ms-outlook" => PieceKind::OutlookMail,
        _ => PieceKind::Other,
    })
}

/// What a file is that is no mail, when it can be told.
#[must_use]
pub(super) fn named_otherwise(bytes: &[u8]) -> Option<&'static str> {
    match of_beginning(bytes).or_else(|| packed(bytes))? {
        PieceKind::Pdf => Some("een PDF-document"),
        PieceKind::Docx | PieceKind::Odt | PieceKind::Rtf => Some("een tekstdocument"),
        PieceKind::Xlsx | PieceKind::Ods => Some("een rekenblad"),
        PieceKind::Png | PieceKind::Jpeg | PieceKind::Gif | PieceKind::Heic | PieceKind::Tiff | PieceKind::Webp | PieceKind::Bmp => {
            Some("een afbeelding")
        }
        PieceKind::Zip | PieceKind::SevenZip | PieceKind::Rar | PieceKind::Gzip => Some("een ingepakt bestand; pak het eerst uit"),
        PieceKind::Calendar => Some("een agenda-afspraak"),
        PieceKind::Contact => Some("een visitekaartje"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_before_words_do() {
        for (bytes, declared, expected) in [
            (&b"%PDF-1.7"[..], "application/octet-stream", PieceKind::Pdf),
            (b"%PDF-1.7", "image/png", PieceKind::Pdf),
            (b"<script>", "application/pdf", PieceKind::Other),
            (b"<svg/>", "image/svg+xml", PieceKind::Svg),
            (b"a;b", "text/csv", PieceKind::Csv),
            (b"a\0b", "text/plain", PieceKind::Other),
            (b"hallo", "text/x-log", PieceKind::Text),
            (b"From: a", "message/rfc822", PieceKind::Mail),
            (b"PK\x03\x04 word/document.xml", "application/zip", PieceKind::Docx),
            (b"PK\x03\x04 los.txt", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", PieceKind::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword", PieceKind::Doc),
            (b"MZ\x90", "application/octet-stream", PieceKind::Other),
            (b"\0\0\0\x18ftypheic", "image/heic", PieceKind::Heic),
        ] {
            assert_eq!(PieceKind::of(bytes, declared), expected, "{declared}");
        }
    }
}
