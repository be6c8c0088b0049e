//! What happens in the course of a complaint: remarks, talks, messages, agreements, advice.

use chrono::NaiveDate;

use super::{Channel, Direction, MessageKind, OralManner, TalkKind, TalkOutcome};

/// An oral remark, before anything is in writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OralReport {
    /// The day it was made.
    pub reported_on: Option<NaiveDate>,
    /// How it was made.
    pub manner: Option<OralManner>,
    /// Who took it.
    pub taken_by: Option<String>,
}

/// A talk to solve the matter together (opening, art. 2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Before the complaint or on invitation.
    pub kind: Option<TalkKind>,
    /// The day of the invitation.
    pub invited_on: Option<NaiveDate>,
    /// The day it was held.
    pub held_on: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<TalkOutcome>,
}

/// A message to or from the complainant, or another named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What it is for.
    pub kind: Option<MessageKind>,
    /// The day it was sent or received; an outgoing message without it is a draft and meets no term.
    pub date: Option<NaiveDate>,
    /// How it travelled.
    pub channel: Option<Channel>,
    /// The subject line.
    pub subject_line: Option<String>,
    /// The stored piece, relative to the dossier's folder.
    pub attachment: Option<String>,
    /// With whom, when not the complainant.
    pub with: Option<String>,
    /// The direction as stated; only `overig` states it. See [`Message::direction`].
    pub stated_direction: Option<Direction>,
    /// Proof that a letter was sent, such as a registration number.
    pub proof_of_sending: Option<String>,
    /// The reason, in an extension notice.
    pub reason: Option<String>,
    /// The new term, in an extension notice; its last day counts.
    pub new_term: Option<NaiveDate>,
}

impl Message {
    /// The direction: it follows from the kind, and `overig` states it. `None` when neither tells.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.kind.and_then(MessageKind::direction).or(self.stated_direction)
    }

    /// Whether it went to, or came from, the complainant.
    #[must_use]
    pub fn is_with_complainant(&self) -> bool {
        self.with.as_deref().is_none_or(|with| with == "klachtindiener")
    }

    /// The day an outgoing message to the complainant was sent; `None` for a draft, for mail in, and for mail with others.
    #[must_use]
    pub fn sent_to_complainant_on(&self) -> Option<NaiveDate> {
        let outgoing = self.direction() == Some(Direction::Outgoing);
        if outgoing && self.is_with_complainant() { self.date } else { None }
    }

    /// The day it was sent in writing to the complainant, when it is of this kind; a telephone call never counts.
    #[must_use]
    pub fn sent_in_writing_as(&self, kind: MessageKind) -> Option<NaiveDate> {
        let written = self.channel.is_none_or(Channel::is_written);
        if self.kind == Some(kind) && written { self.sent_to_complainant_on() } else { None }
    }
}

/// An agreement with the complainant (art. 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commitment {
    /// The day it was made.
    pub made_on: Option<NaiveDate>,
    /// What was agreed.
    pub what: Option<String>,
    /// Who does it.
    pub who: Option<String>,
    /// Its last day.
    pub due_on: Option<NaiveDate>,
    /// The day it was kept.
    pub kept_on: Option<NaiveDate>,
}

/// External advice under secrecy (art. 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalAdvice {
    /// The body that advises.
    pub body: Option<String>,
    /// The day it was asked.
    pub asked_on: Option<NaiveDate>,
    /// The day secrecy was agreed.
    pub secrecy_on: Option<NaiveDate>,
    /// The pieces shared, relative to the dossier's folder.
    pub pieces: Vec<String>,
    /// The day it came in.
    pub received_on: Option<NaiveDate>,
}
