//! A saved mail into values: who, when, what, with which pieces. Bytes in, values out; knows no files.
//!
//! The parts are taken apart here (`mime`), so that a bound on size, number and depth holds while that happens; fields and
//! character sets are read by mail-parser. Outlook's own form (`outlook`) leads to the same [`Mail`].

mod belongs;
mod content;
mod dates;
mod envelope;
mod error;
mod forward;
mod header;
mod hints;
mod html;
mod intake;
mod kind;
mod message;
mod mime;
mod outlook;
mod plain;
mod rtf;
mod text;
mod trail;
mod transfer;

pub use belongs::{Because, Belongs, References, belongs};
pub use dates::{DateSource, Dated, DayOf};
pub use envelope::message_id;
pub use error::MailError;
pub use hints::{Hints, hints};
pub use intake::{House, TakenIn, taken_in};
pub use kind::PieceKind;
pub use message::{Address, Automatic, Hop, Mail, MailPiece, Resent, Seal};

/// The most bytes a mail may have: 25 MB.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;

/// The most parts a mail may have.
const MOST_PARTS: usize = 100;

/// How deep parts may lie in parts.
const DEEPEST: usize = 10;

/// What the file of a message of Outlook begins with.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads a saved mail, whether as it travelled (`.eml`) or as Outlook keeps it (`.msg`).
///
/// # Errors
/// When it is no mail, damaged beyond reading, or goes beyond a bound.
pub fn read_mail(bytes: &[u8]) -> Result<Mail, MailError> {
    if bytes.len() > MOST_BYTES {
        return Err(MailError::TooLarge);
    }
    if is_outlook(bytes) { outlook::read(bytes) } else { mime::read(bytes) }
}

/// Whether the bytes are a message as Outlook keeps it.
#[must_use]
pub fn is_outlook(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND_FILE)
}
