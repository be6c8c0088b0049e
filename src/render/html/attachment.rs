//! Stored pieces: what they are, and whether a browser may open them.

use chrono::NaiveDate;

use crate::domain::{DossierId, vocabulary};

vocabulary! {
    /// What a stored piece is, by its extension and its first bytes together.
    AttachmentKind {
        /// A PDF document.
        Pdf = "PDF-document",
        /// A PNG picture.
        Png = "afbeelding (PNG)",
        /// A JPEG picture.
        Jpeg = "afbeelding (JPEG)",
        /// Plain text.
        Text = "tekst",
        /// A message as it was sent, shown as text.
        Mail = "e-mailbericht",
        /// Anything else: only named.
        Other = "ander bestand",
    }
}

/// A stored piece of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its path from the folder of the dossier.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its hash, in hexadecimal.
    pub sha256: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// The day its file name begins with.
    pub dated: Option<NaiveDate>,
    /// Its address from the top of the site; `None` when a browser is not to open it.
    pub address: Option<String>,
}

impl AttachmentKind {
    /// What the piece is. A name that its bytes contradict makes it something else, which no browser is to open.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("pdf") if bytes.starts_with(b"%PDF-") => Self::Pdf,
            Some("png") if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Self::Png,
            Some("jpg" | "jpeg") if bytes.starts_with(b"\xff\xd8\xff") => Self::Jpeg,
            Some("txt") if is_text(bytes) => Self::Text,
            // A browser may open a message as the page it holds; as text it cannot.
            Some("eml") if is_text(bytes) => Self::Mail,
            _ => Self::Other,
        }
    }

    /// The extension under which a browser may open it; `None` when it may not.
    fn published_extension(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("pdf"),
            Self::Png => Some("png"),
            Self::Jpeg => Some("jpg"),
            Self::Text | Self::Mail => Some("txt"),
            Self::Other => None,
        }
    }
}

impl AttachmentKind {
    /// Whether a browser shows it as it is and does nothing else.
    #[must_use]
    pub fn opens_in_browser(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg | Self::Text)
    }
}

/// What the addresses of the pieces of a dossier begin with, from the top of the site.
#[must_use]
pub fn pieces_of(id: DossierId) -> String {
    format!("bijlagen/{id}-")
}

impl Attachment {
    /// The piece with this place among the pieces of its dossier, counted from 1. Its address tells nothing but numbers.
    #[must_use]
    pub fn new(id: DossierId, place: usize, path: &str, bytes: &[u8], sha256: String) -> Self {
        let kind = AttachmentKind::of(path, bytes);
        let name = path.rsplit('/').next().unwrap_or(path);
        Self {
            path: path.to_owned(),
            size: bytes.len() as u64,
            sha256,
            kind,
            dated: name.get(..10).and_then(|start| start.parse().ok()),
            address: kind.published_extension().map(|extension| format!("{}{place}.{extension}", pieces_of(id))),
        }
    }
}

/// Text a person could have typed: it holds no NUL.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.contains(&0)
}

/// A number of bytes as people say it: "1,4 MB".
pub(super) fn size_in_words(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        format!("{},{}", tenths / 10, tenths % 10)
    };
    match bytes {
        1 => "1 byte".to_owned(),
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_that_its_bytes_contradict_is_not_linked() {
        for (path, bytes) in [
            ("bijlagen/a.html", &b"%PDF-1.7"[..]),
            ("bijlagen/a.svg", b"<svg/>"),
            ("bijlagen/a.pdf", b"<html><script>"),
            ("bijlagen/a.png", b"<svg onload=x>"),
            ("bijlagen/a.txt", b"a\0b"),
            ("bijlagen/a", b"tekst"),
            ("bijlagen/a.pdf.exe", b"%PDF-1.7"),
        ] {
            assert_eq!(AttachmentKind::of(path, bytes), AttachmentKind::Other, "{path}");
        }
    }

    #[test]
    fn message_is_published_as_text_under_a_neutral_name() {
        let piece = Attachment::new("K-2026-0007".parse().unwrap(), 2, "bijlagen/2026-11-04-bevestiging.eml", b"From: a", "00".to_owned());
        assert_eq!(piece.address.as_deref(), Some("bijlagen/K-2026-0007-2.txt"));
        assert_eq!(piece.dated, NaiveDate::from_ymd_opt(2026, 11, 4));
    }

    #[test]
    fn size_is_told_in_its_unit() {
        for (bytes, words) in [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_449, "1,4 kB"), (1_400_000, "1,4 MB")] {
            assert_eq!(size_in_words(bytes), words);
        }
    }
}
