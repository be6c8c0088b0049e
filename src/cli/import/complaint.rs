//! A new dossier that begins with a mail.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::mail::{Outcome, SavedMail};
use super::pieces::StoredMail;
use super::told;
use crate::cli::amendment::{Change, Workplace};
use crate::cli::recordings::Recordings;
use crate::cli::{Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Channel, Direction, DossierId, Message, MessageKind};
use crate::repository::DOSSIER_FILE;
use crate::shell::files;
use crate::shell::office::dossier_path;
use crate::source::edit::{self, Edit, NewEntry};
use crate::source::read_dossier;

/// The dossiers that hold the same mail already.
pub type Same = BTreeSet<DossierId>;

/// Makes the dossier, records it, and says what is in it; the dossiers that hold the same mail and the new one name each other.
///
/// # Errors
/// When the dossier cannot be written or recorded; then nothing is left of it.
pub fn begin(saved: &SavedMail, same: &Same, workplace: &Workplace<'_>) -> Result<Outcome, Failure> {
    let recordings = Recordings::of(&workplace.repository, workplace.desk)?;
    saved.still_not_held_elsewhere(same, workplace)?;
    let year = saved.taken.received.as_ref().map_or(workplace.desk.today, |received| received.day).year();
    let id = recordings.next_number(&workplace.office, &workplace.rules.numbering, u16::try_from(year).unwrap_or_default())?;
    let mail = StoredMail::of(saved, first_day(saved, workplace.desk.today), "klacht", &BTreeSet::new());
    let text = text(saved, id, &mail, same)?;
    recordings.foresee([id])?;
    store(&text, &mail, id, workplace, &recordings)?;
    workplace.desk.print(&recordings.only_here()?)?;
    drop(recordings);
    for other in same {
        refer(*other, id, workplace)?;
    }
    let dossier = read_dossier(&text).dossier.ok_or_else(unwritable)?;
    workplace.desk.print(&told::complaint(saved, &dossier, &mail, workplace))?;
    let stored = mail.pieces.iter().map(|piece| (id, within(id, &piece.path))).filter(|(_, path)| path.ends_with(".eml") || path.ends_with(".msg"));
    Ok(Outcome { dossier: id, what: "nieuw".to_owned(), stored: stored.collect() })
}

/// The day a complaint bears: that of submission, else of arrival, else the day it is taken in.
fn first_day(saved: &SavedMail, today: NaiveDate) -> NaiveDate {
    let dated = saved.taken.submitted.as_ref().or(saved.taken.received.as_ref());
    dated.map_or(today, |dated| dated.day)
}

/// The dossier file: what the mail tells, and the mail as its first message.
fn text(saved: &SavedMail, id: DossierId, mail: &StoredMail, same: &Same) -> Result<Vec<u8>, Failure> {
    let taken = &saved.taken;
    let message = Message {
        kind: Some(MessageKind::Other),
        date: taken.received.as_ref().map(|received| received.day),
        channel: taken.channel.or(Some(Channel::Email)),
        subject_line: taken.subject.clone(),
        attachment: Some(mail.original().to_owned()),
        stated_direction: Some(Direction::Incoming),
        ..Message::default()
    };
    let source = taken.submitted.as_ref().and_then(|submitted| submitted.source.for_the_record());
    let facts = [(Field::SubmittedOnSource, source), (Field::ReceivedVia, taken.received_via.clone())];
    let facts = facts.into_iter().filter_map(|(field, value)| Some(Edit::Set { path: field.into(), value: value? }));
    let related = same.iter().map(|other| Edit::Append { list: Field::Related.into(), entry: NewEntry::Text(other.to_string()) });
    let first = Edit::Append { list: Field::Messages.into(), entry: NewEntry::of_message(&message) };
    let edits: Vec<_> = facts.chain(related).chain([first]).collect();
    edit::apply(taken.dossier(id, mail.original()).text().as_bytes(), &edits).map_err(|_| unwritable())
}

/// Writes folder and pieces and records them; when that is not to be, nothing is left.
fn store(text: &[u8], mail: &StoredMail, id: DossierId, workplace: &Workplace<'_>, recordings: &Recordings<'_>) -> Result<(), Failure> {
    let path = workplace.office.on_disk(&dossier_path(id));
    let folder = path.parent().ok_or_else(unwritable)?;
    let pieces = mail.pieces.iter().map(|piece| (piece.path.as_str(), piece.bytes.as_slice()));
    files::create_folder(folder, &pieces.chain([(DOSSIER_FILE, text)]).collect::<Vec<_>>())?;
    let Err(failure) = recordings.dossier_now(&workplace.office, id) else { return Ok(()) };
    // After a failure of the disk the commit may be there; then the files must stay as recorded.
    if failure.exit == Exit::InputOutput {
        return Err(failure.unless_recorded(&format!("{id} staat in de map; als dit verholpen is: klacht leg-vast {id}")));
    }
    files::remove_folder(folder).map_err(|error| Failure::from_io(folder, &error))?;
    Err(failure.but("er is niets overgenomen; geef de opdracht opnieuw als dit verholpen is"))
}

/// Names the new dossier in one that holds the same mail.
fn refer(other: DossierId, new: DossierId, workplace: &Workplace<'_>) -> Result<(), Failure> {
    let edits = [Edit::Append { list: Field::Related.into(), entry: NewEntry::Text(new.to_string()) }];
    let amendment = workplace.amend(other)?;
    let by_hand = |failure: Failure| failure.but(&format!("{new} staat er wel; zet het zelf bij «gerelateerd» in {other}"));
    amendment.record(&Change { edits: &edits, pieces: &[], refusal: "kan nu niet naar het nieuwe dossier verwijzen" }).map_err(by_hand)
}

fn within(id: DossierId, piece: &str) -> String {
    dossier_path(id).replace(DOSSIER_FILE, piece)
}

fn unwritable() -> Failure {
    Failure::new(Exit::Refused, "van deze mail is geen dossier te maken")
        .help("maak het dossier met «klacht nieuw» en bewaar de mail in de map «bijlagen»")
}
