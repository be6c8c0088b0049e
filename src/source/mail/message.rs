//! A mail as values.

use chrono::{DateTime, FixedOffset};

use super::kind::PieceKind;

/// A mail, whatever form it was saved in. Every text is free of control characters, but for the lines of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// Its own reference, without the angle brackets.
    pub message_id: Option<String>,
    /// The references it answers to, nearest first.
    pub references: Vec<String>,
    /// The moment it says it was sent.
    pub sent: Option<DateTime<FixedOffset>>,
    /// What stands there instead of a moment that can be read.
    pub sent_unread: Option<String>,
    /// The computers it came along, last first.
    pub hops: Vec<Hop>,
    /// When someone passed it on unchanged.
    pub resent: Option<Resent>,
    /// Who wrote it, as it says.
    pub from: Option<Address>,
    /// Where the answer is to go, when elsewhere.
    pub reply_to: Option<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// The subject line.
    pub subject: Option<String>,
    /// The text; `None` when there is none to read.
    pub text: Option<String>,
    /// Whether the text goes on beyond what was read.
    pub text_goes_on: bool,
    /// The pieces it carries, in order.
    pub pieces: Vec<MailPiece>,
    /// How many pieces can only be read from the stored mail itself.
    pub left_inside: usize,
    /// A mail that it carries whole, when it carries exactly one.
    pub carried: Option<Box<Mail>>,
    /// When a computer wrote it by itself.
    pub automatic: Option<Automatic>,
    /// When it is signed or encrypted.
    pub seal: Option<Seal>,
}

/// Name and address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The name, when one stands there.
    pub name: Option<String>,
    /// The address.
    pub email: String,
}

/// A computer that took the mail in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Which.
    pub by: Option<String>,
    /// When, in its own time zone.
    pub at: Option<DateTime<FixedOffset>>,
}

/// That someone passed the mail on unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resent {
    /// Who did.
    pub by: Option<Address>,
    /// How many of the hops came after that.
    pub hops: usize,
}

/// A piece that a mail carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailPiece {
    /// Its bytes, taken out of their wrapping for the journey.
    pub bytes: Vec<u8>,
    /// What it is, by its bytes and by what the mail says.
    pub kind: PieceKind,
    /// What the sender called it; for the screen alone.
    pub called: Option<String>,
    /// Whether it stands in the text, as a picture does.
    pub in_text: bool,
}

/// Why a computer wrote a mail by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Automatic {
    /// A mail of ours could not be delivered.
    Bounce,
    /// Someone is away, or it was confirmed by a machine.
    Reply,
}

/// What keeps a mail from being changed or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Signed: its text can be read.
    Signed,
    /// Encrypted or wrapped: its text cannot be read here.
    Encrypted,
}

impl Address {
    /// The address as it is shown: the name with the address behind it.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) if !self.email.is_empty() => format!("{name} <{}>", self.email),
            Some(name) => name.clone(),
            None => self.email.clone(),
        }
    }

    /// What follows the `@`, in small letters.
    #[must_use]
    pub fn domain(&self) -> String {
        self.email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default()
    }
}
