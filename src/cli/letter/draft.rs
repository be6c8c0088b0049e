//! A draft that stands in the correspondence, and the file it is.

use chrono::NaiveDate;

use crate::cli::amendment::Amendment;
use crate::cli::{Exit, Failure};
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{Direction, Dossier, DossierId, LetterKind, Message, MessageKind};
use crate::render::letter::is_as_made;
use crate::repository::TrackedPath;
use crate::shell::files;

/// A draft of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its entry in the dossier.
    pub path: FieldPath,
    kind: LetterKind,
    message: Message,
    piece: DraftPiece,
}

/// The file of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DraftPiece {
    /// There is none.
    Absent,
    /// As the program made it.
    AsMade,
    /// Changed since.
    Changed,
}

impl Draft {
    /// The last draft of this kind that was not sent.
    ///
    /// # Errors
    /// When its file cannot be read, or lies outside the dossier.
    pub fn standing(amendment: &Amendment<'_>, kind: LetterKind) -> Result<Option<Self>, Failure> {
        let messages = amendment.dossier.messages.iter().enumerate();
        let Some((index, message)) = messages.rev().find(|(_, message)| is_draft_of(message, kind)) else { return Ok(None) };
        let piece = match &message.attachment {
            None => DraftPiece::Absent,
            Some(path) => {
                let path = TrackedPath::in_dossier(amendment.dossier.id, path)?;
                let on_disk = amendment.workplace().office.on_disk(path.as_str());
                match files::read_if_there(&on_disk).map_err(|error| Failure::from_io(&on_disk, &error))? {
                    None => DraftPiece::Absent,
                    Some(bytes) if is_as_made(&bytes) => DraftPiece::AsMade,
                    Some(_) => DraftPiece::Changed,
                }
            }
        };
        Ok(Some(Self { path: FieldPath::from(Field::Messages).entry(index), kind, message: message.clone(), piece }))
    }

    /// Refuses to make a letter beside this draft.
    pub fn in_the_way(&self, number: DossierId) -> Failure {
        let what = format!("er is al een concept van deze brief{}", self.named());
        let help = format!(
            "is het verzonden, typ dan: klacht brief {0} {number} --verzonden\nmoet het anders, typ dan: klacht brief {0} {number} --opnieuw",
            self.kind
        );
        Failure::new(Exit::Refused, what).help(help)
    }

    /// Its file in a sentence, with a colon before it; nothing when it has none.
    pub fn named(&self) -> String {
        self.message.attachment.as_ref().map(|path| format!(": {path}")).unwrap_or_default()
    }

    /// Its file, when nobody changed it.
    pub fn untouched_piece(&self) -> Option<String> {
        self.message.attachment.clone().filter(|_| self.piece == DraftPiece::AsMade)
    }

    /// Its file, when someone changed it.
    pub fn changed_piece(&self) -> Option<&str> {
        self.message.attachment.as_deref().filter(|_| self.piece == DraftPiece::Changed)
    }
}

/// Whether a letter of this kind was sent on this day.
pub fn was_sent(dossier: &Dossier, kind: LetterKind, day: NaiveDate) -> bool {
    dossier.messages.iter().any(|message| is_letter_of(message, kind) && message.date == Some(day))
}

/// Whether the message is an unsent letter of this kind.
fn is_draft_of(message: &Message, kind: LetterKind) -> bool {
    is_letter_of(message, kind) && message.date.is_none()
}

/// Whether the message is a letter of this kind. Of what is `overig` only the name of the file tells the kind.
fn is_letter_of(message: &Message, kind: LetterKind) -> bool {
    let by_file = message.attachment.as_deref().and_then(LetterKind::of_path);
    let same = match kind.message_kind() {
        MessageKind::Other => by_file == Some(kind),
        own => message.kind == Some(own),
    };
    same && message.direction() == Some(Direction::Outgoing)
}
