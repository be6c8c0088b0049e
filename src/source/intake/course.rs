//! What happens in the course of a complaint.

use crate::diagnostic::Field;
use crate::domain::{Commitment, ExternalAdvice, Message, OralReport, Talk};
use crate::source::reader::{Key, field};

/// The keys under `melding`.
pub(super) const ORAL_REPORT: &[Key<OralReport>] = &[
    field(Field::ReportedOn, |report, node, reader| report.reported_on = reader.date(node)),
    field(Field::Manner, |report, node, reader| report.manner = reader.word(node)),
    field(Field::TakenBy, |report, node, reader| report.taken_by = reader.text(node)),
];

/// The keys of an entry of `gesprekken`.
pub(super) const TALK: &[Key<Talk>] = &[
    field(Field::Kind, |talk, node, reader| talk.kind = reader.word(node)),
    field(Field::InvitedOn, |talk, node, reader| talk.invited_on = reader.date(node)),
    field(Field::HeldOn, |talk, node, reader| talk.held_on = reader.date(node)),
    field(Field::Outcome, |talk, node, reader| talk.outcome = reader.word(node)),
];

/// The keys of an entry of `correspondentie`.
pub(super) const MESSAGE: &[Key<Message>] = &[
    field(Field::Kind, |message, node, reader| message.kind = reader.word(node)),
    field(Field::Date, |message, node, reader| message.date = reader.date(node)),
    field(Field::Channel, |message, node, reader| message.channel = reader.word(node)),
    field(Field::SubjectLine, |message, node, reader| message.subject_line = reader.text(node)),
    field(Field::Attachment, |message, node, reader| message.attachment = reader.text(node)),
    field(Field::With, |message, node, reader| message.with = reader.text(node)),
    field(Field::Direction, |message, node, reader| message.stated_direction = reader.word(node)),
    field(Field::ProofOfSending, |message, node, reader| message.proof_of_sending = reader.text(node)),
    field(Field::Reason, |message, node, reader| message.reason = reader.text(node)),
    field(Field::NewTerm, |message, node, reader| message.new_term = reader.date(node)),
];

/// The keys of an entry of `afspraken`.
pub(super) const COMMITMENT: &[Key<Commitment>] = &[
    field(Field::Date, |commitment, node, reader| commitment.made_on = reader.date(node)),
    field(Field::What, |commitment, node, reader| commitment.what = reader.text(node)),
    field(Field::Who, |commitment, node, reader| commitment.who = reader.text(node)),
    field(Field::DueOn, |commitment, node, reader| commitment.due_on = reader.date(node)),
    field(Field::KeptOn, |commitment, node, reader| commitment.kept_on = reader.date(node)),
];

/// The keys of an entry of `extern_advies`.
pub(super) const ADVICE: &[Key<ExternalAdvice>] = &[
    field(Field::Body, |advice, node, reader| advice.body = reader.text(node)),
    field(Field::AskedOn, |advice, node, reader| advice.asked_on = reader.date(node)),
    field(Field::SecrecyOn, |advice, node, reader| advice.secrecy_on = reader.date(node)),
    field(Field::Pieces, |advice, node, reader| advice.pieces = reader.texts(node)),
    field(Field::ReceivedOn, |advice, node, reader| advice.received_on = reader.date(node)),
];
