//! Adding to a dossier: held against the procedure first, recorded, and followed by what it brings.

use std::collections::BTreeSet;

use crate::cli::amendment::{Amendment, Change, Piece};
use crate::cli::questions::Questions;
use crate::cli::{Exit, Failure};
use crate::diagnostic::{Code, Field, FieldPath, Place, Severity};
use crate::domain::Status;
use crate::overview::{Aftermath, CheckedFile};
use crate::regulation::may_follow_closing;
use crate::render::terminal;
use crate::shell::office::dossier_path;
use crate::source::edit::{Edit, NewEntry};
use crate::source::{CheckedDossier, FilePlace, Located, check_file};

/// Remarks on a day that cannot be; typed just now, it is a slip of the hand.
const IMPOSSIBLE: &[Code] = &[Code::FutureFact, Code::DatesOutOfOrder, Code::SubmittedAfterReceipt];

/// What a command adds to a dossier.
pub struct Addition {
    /// What it is about, in a sentence: `dit verzoek`.
    pub this: &'static str,
    /// Where it stands.
    pub places: Vec<FieldPath>,
    /// What changes in the dossier.
    pub edits: Vec<Edit>,
    /// What is stored beside it.
    pub pieces: Vec<Piece>,
    /// Remarks that are told before it is recorded, because they may still stop someone.
    pub beforehand: &'static [Code],
}

/// The dossier before and after an addition, both checked.
pub struct Added {
    /// The dossier as it was.
    pub before: CheckedDossier,
    /// The dossier as it is.
    pub after: CheckedDossier,
    bytes: Vec<u8>,
}

impl Addition {
    /// An addition at this place, without anything stored beside the dossier.
    pub fn new(this: &'static str, place: FieldPath, edits: Vec<Edit>) -> Self {
        Self { this, places: vec![place], edits, pieces: Vec::new(), beforehand: &[] }
    }

    /// Records the addition and returns the dossier before and after it; says aloud first what may still stop someone.
    ///
    /// # Errors
    /// When the dossier was closed, a day cannot be, or it cannot be written or recorded.
    pub fn record(&self, amendment: &Amendment<'_>) -> Result<Added, Failure> {
        self.refuse_after_closing(amendment)?;
        let added = self.foreseen(amendment)?;
        self.tell_beforehand(amendment, &added)?;
        let refusal = format!("kan {} zo niet krijgen", self.this);
        amendment.record(&Change { edits: &self.edits, pieces: &self.pieces, refusal: &refusal })?;
        Ok(added)
    }

    /// The dossier before and after the addition; nothing is written.
    ///
    /// # Errors
    /// When a day cannot be, or the file cannot be edited byte for byte.
    pub fn foreseen(&self, amendment: &Amendment<'_>) -> Result<Added, Failure> {
        let bytes = amendment.edited(&self.edits)?;
        let added = Added { before: checked(amendment, amendment.bytes(), &[])?, after: checked(amendment, &bytes, &self.pieces)?, bytes };
        let impossible = impossible_day(self.new_remarks(&added, IMPOSSIBLE));
        impossible.map_or(Ok(added), Err)
    }

    /// Records the addition and tells what follows from it.
    ///
    /// # Errors
    /// As [`Self::record`].
    pub fn record_and_tell(&self, amendment: &Amendment<'_>) -> Result<Added, Failure> {
        let added = self.record(amendment)?;
        self.tell(amendment, &added)?;
        Ok(added)
    }

    /// Tells what follows from the addition: terms, what is held up, remarks that were not told before.
    ///
    /// # Errors
    /// When the screen takes no more.
    pub fn tell(&self, amendment: &Amendment<'_>, added: &Added) -> Result<(), Failure> {
        let workplace = amendment.workplace();
        let mut found = Aftermath::of(&added.before, &added.after, &self.places);
        found.remarks.retain(|remark| !self.beforehand.contains(&remark.diagnostic.code));
        let dossier = added.after.dossier.as_ref().expect("what was recorded is a dossier");
        let file = file_of(amendment, added, Vec::new());
        workplace.desk.print(&terminal::aftermath(&found, dossier, file, &workplace.rules, workplace.desk.screen()))
    }

    /// A closed dossier takes what may lawfully come later; for anything else it is opened again, with a reason.
    fn refuse_after_closing(&self, amendment: &Amendment<'_>) -> Result<(), Failure> {
        let lawful = |edit: &Edit| *edit.path() == FieldPath::from(Field::Status) || may_follow_closing(edit.path());
        if amendment.dossier.status != Status::Closed || self.edits.iter().all(lawful) {
            return Ok(());
        }
        let id = amendment.dossier.id;
        let what = format!("{id} is gesloten; {} kan er alleen nog bij als het dossier heropend is", self.this);
        let help = format!("heropen het met een reden: klacht status {id} in_behandeling --reden …");
        Err(Failure::new(Exit::Refused, what).help(help))
    }

    /// Says what may still stop someone, and on a terminal waits for a word.
    fn tell_beforehand(&self, amendment: &Amendment<'_>, added: &Added) -> Result<(), Failure> {
        let remarks: Vec<_> = self.new_remarks(added, self.beforehand).cloned().collect();
        if remarks.is_empty() {
            return Ok(());
        }
        let desk = amendment.workplace().desk;
        let file = file_of(amendment, added, remarks);
        desk.print("Let op, voordat dit wordt vastgelegd:\n\n")?;
        desk.print(&terminal::excerpts(&[file], Some(&amendment.workplace().rules), desk.screen()))?;
        let answer = Questions::at(desk).text(None, "Is het zo gebeurd? Enter legt het vast, nee breekt af")?;
        let stops = answer.is_some_and(|answer| answer.to_lowercase().starts_with('n'));
        if stops { Err(Failure::new(Exit::WrongUse, "afgebroken; er is niets gewijzigd")) } else { Ok(()) }
    }

    /// The remarks with these codes on the facts of this addition, and those that were not there before it.
    fn new_remarks<'a>(&'a self, added: &'a Added, codes: &'a [Code]) -> impl Iterator<Item = &'a Located> {
        let known: BTreeSet<_> = added.before.remarks.iter().map(|remark| (remark.diagnostic.code, &remark.diagnostic.place)).collect();
        // A new entry is told apart by its place: no remark was there before.
        let fact = |edit: &&Edit| !matches!(edit, Edit::Append { entry: NewEntry::Fields(_), .. });
        let touched: Vec<_> = self.edits.iter().filter(fact).map(Edit::path).collect();
        added.after.remarks.iter().filter(move |remark| {
            let on_it = matches!(&remark.diagnostic.place, Place::Field(path) if touched.iter().any(|edit| path.is_within(edit)));
            codes.contains(&remark.diagnostic.code) && (on_it || !known.contains(&(remark.diagnostic.code, &remark.diagnostic.place)))
        })
    }
}

/// The refusal of the first of these remarks that says a day cannot be (decision on days typed just now).
pub fn impossible_day<'a>(remarks: impl IntoIterator<Item = &'a Located>) -> Option<Failure> {
    let says = |remark: &&Located| IMPOSSIBLE.contains(&remark.diagnostic.code) && remark.diagnostic.severity == Severity::Error;
    let remark = remarks.into_iter().find(says)?;
    let field = match &remark.diagnostic.place {
        Place::Field(path) => path.steps().last(),
        _ => None,
    };
    let name = field.map_or_else(String::new, |step| format!("«{}»: ", FieldPath::from_iter([*step])));
    let what = format!("{name}{}; er is niets gewijzigd", remark.diagnostic.message);
    Some(Failure::new(Exit::WrongUse, what).help("geef de dag waarop het werkelijk gebeurde"))
}

/// The dossier with these bytes, checked where it lies, with these pieces beside it.
fn checked(amendment: &Amendment<'_>, bytes: &[u8], pieces: &[Piece]) -> Result<CheckedDossier, Failure> {
    let workplace = amendment.workplace();
    let id = amendment.dossier.id;
    let mut stored = amendment.stored()?;
    stored.extend(pieces.iter().map(|piece| piece.path.clone()));
    let place = FilePlace::of(&dossier_path(id), stored).expect("the path of a dossier bears its number");
    Ok(check_file(bytes, &place, &workplace.rules, workplace.desk.today))
}

fn file_of(amendment: &Amendment<'_>, added: &Added, remarks: Vec<Located>) -> CheckedFile {
    let id = amendment.dossier.id;
    CheckedFile { path: dossier_path(id), number: Some(id), bytes: added.bytes.clone(), remarks, recorded: None }
}
