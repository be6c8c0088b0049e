//! A mail that belongs to an existing dossier.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::mail::{MailArguments, Outcome, SavedMail};
use super::pieces::StoredMail;
use super::told;
use crate::cli::amendment::{Change, Workplace};
use crate::cli::{Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Channel, Direction, Dossier, DossierId, Message, MessageKind, Status};
use crate::shell::office::{FoundDossier, dossier_path};
use crate::source::edit::{Edit, NewEntry};
use crate::source::mail::Because;

/// Adds the mail to the correspondence of a dossier, records it, and says so.
///
/// # Errors
/// When the dossier is not there, the kind does not fit the mail, or the change cannot be written or recorded.
pub fn add(
    saved: &SavedMail,
    id: DossierId,
    because: Option<Because>,
    arguments: &MailArguments,
    workplace: &Workplace<'_>,
) -> Result<Outcome, Failure> {
    let amendment = workplace.amend(id)?;
    if !arguments.one_more {
        saved.still_not_held_elsewhere(&BTreeSet::new(), workplace)?;
    }
    let dossier = &amendment.dossier;
    let direction = if saved.taken.is_sent_by_us() { Direction::Outgoing } else { Direction::Incoming };
    let kind = kind(arguments.kind, dossier, direction)?;
    let date = match direction {
        Direction::Outgoing => saved.taken.submitted.as_ref(),
        Direction::Incoming => saved.taken.received.as_ref(),
    };
    let date = date.map(|dated| dated.day);
    let found = FoundDossier { path: dossier_path(id), id };
    let taken: BTreeSet<_> = workplace.office.attachments(&found)?;
    let mail = StoredMail::of(saved, date.unwrap_or(workplace.desk.today), file_word(kind), &taken);
    let message = message(saved, kind, direction, date, dossier, mail.original());
    let edits = [Edit::Append { list: Field::Messages.into(), entry: NewEntry::of_message(&message) }];
    amendment.record(&Change { edits: &edits, pieces: &mail.pieces, refusal: "kan deze mail zo niet opnemen" })?;
    workplace.desk.print(&told::entry(saved, &message, because, dossier, &mail, workplace))?;
    let folder = dossier_path(id).replace(crate::repository::DOSSIER_FILE, "");
    let stored =
        mail.pieces.iter().map(|piece| (id, format!("{folder}{}", piece.path))).filter(|(_, path)| path.ends_with(".eml") || path.ends_with(".msg"));
    Ok(Outcome { dossier: id, what: format!("{kind}, {direction}"), stored: stored.collect() })
}

/// The kind of the message: as given, else a completion where one is waited for.
fn kind(given: Option<MessageKind>, dossier: &Dossier, direction: Direction) -> Result<MessageKind, Failure> {
    let Some(kind) = given else {
        let awaited = dossier.status == Status::Incomplete && direction == Direction::Incoming;
        return Ok(if awaited { MessageKind::Completion } else { MessageKind::Other });
    };
    if kind.direction().is_some_and(|of_kind| of_kind != direction) {
        let where_from = if direction == Direction::Incoming { "kwam van buiten" } else { "is door u verstuurd" };
        let what = format!(
            "een bericht van de soort {kind} is {}, en deze mail {where_from}",
            kind.direction().map_or_else(String::new, |of_kind| of_kind.to_string())
        );
        return Err(Failure::new(Exit::WrongUse, what).help("laat --soort weg, of kies een soort die past"));
    }
    Ok(kind)
}

/// What a stored piece of this kind is called.
fn file_word(kind: MessageKind) -> &'static str {
    if kind == MessageKind::Other { "bericht" } else { crate::domain::Vocabulary::word(kind) }
}

fn message(saved: &SavedMail, kind: MessageKind, direction: Direction, date: Option<NaiveDate>, dossier: &Dossier, stored: &str) -> Message {
    Message {
        kind: Some(kind),
        date,
        channel: saved.taken.channel.or(Some(Channel::Email)),
        subject_line: saved.taken.subject.clone(),
        attachment: Some(stored.to_owned()),
        with: saved.taken.other_than(&dossier.complainant),
        stated_direction: (kind == MessageKind::Other).then_some(direction),
        ..Message::default()
    }
}
