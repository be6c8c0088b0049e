//! Recording, and saying so: what every command that writes has in common.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use super::{Desk, Exit, Failure};
use crate::domain::{DossierId, Numbering};
use crate::repository::{
    Attendance, Change, CommitId, CommitMessage, DOSSIER_FILE, Identity, Kind, Move, Outcome, Recorder, Recording, Repository, RepositoryError,
    Returning, TrackedPath, dossier_folder,
};
use crate::shell::changes::ChangedDossier;
use crate::shell::office::Office;
use crate::shell::{clock, files};

/// Files with what becomes of them.
type Changes = BTreeMap<TrackedPath, Change>;

/// The right to record, and in whose name.
pub struct Recordings<'a> {
    by: Identity,
    repository: &'a Repository,
    recorder: Recorder<'a>,
    desk: &'a Desk,
}

/// Something that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// What its commit says.
    pub subject: String,
    /// Its commit.
    pub commit: CommitId,
}

impl fmt::Display for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vastgelegd  {}  ({})", self.subject, self.commit.short())
    }
}

impl<'a> Recordings<'a> {
    /// Takes the right to record; waits for another process that has it.
    ///
    /// # Errors
    /// When another keeps it, the repository is in no state to record in, or git does not know who records.
    pub fn of(repository: &'a Repository, desk: &'a Desk) -> Result<Self, Failure> {
        Self::with(repository.recorder(super::PATIENCE)?.attended(desk.attendance()), repository, desk)
    }

    /// Takes the right to record; waits no longer than this for another process that has it, and for no answer of a person.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn unattended(patience: Duration, repository: &'a Repository, desk: &'a Desk) -> Result<Self, Failure> {
        Self::with(repository.recorder(patience)?.attended(Attendance::NOBODY), repository, desk)
    }

    fn with(recorder: Recorder<'a>, repository: &'a Repository, desk: &'a Desk) -> Result<Self, Failure> {
        Ok(Self { by: repository.identity()?, repository, recorder, desk })
    }

    /// Refuses what could not be recorded as git stands now, before anything is written for it.
    ///
    /// # Errors
    /// When git is in such a state.
    pub fn foresee(&self, dossiers: impl IntoIterator<Item = DossierId>) -> Result<(), Failure> {
        let paths: Vec<_> = dossiers.into_iter().map(TrackedPath::of_dossier).collect();
        Ok(self.recorder.foresee(&paths)?)
    }

    /// Records one dossier and says so; `None` when it was recorded like this already.
    ///
    /// # Errors
    /// When git refuses.
    pub fn dossier(&self, changed: &ChangedDossier) -> Result<Option<DossierId>, Failure> {
        let put = self.put(changed.changes.clone(), changed.message(), changed.based_on)?;
        Ok(self.tell(put)?.then_some(changed.id))
    }

    /// Records one dossier; what came of it, to be told by the caller.
    ///
    /// # Errors
    /// When git refuses.
    pub fn quietly(&self, changed: &ChangedDossier) -> Result<Option<Put>, Failure> {
        self.put(changed.changes.clone(), changed.message(), changed.based_on)
    }

    /// Records the rule file with these changes; what came of it, to be told by the caller.
    ///
    /// # Errors
    /// When git refuses.
    pub fn rules_quietly(&self, changes: Changes) -> Result<Option<Put>, Failure> {
        self.put(changes, CommitMessage::of_kind(Kind::Rules, []), self.repository.head_commit()?)
    }

    /// Records one dossier as it lies in the folder now.
    ///
    /// # Errors
    /// When it cannot be read, or git refuses.
    pub fn dossier_now(&self, office: &Office, id: DossierId) -> Result<(), Failure> {
        if let Some(changed) = office.changed_dossier(self.repository, id)? {
            self.dossier(&changed)?;
        }
        Ok(())
    }

    /// The next free number of a year: one above the highest in the folder, in the history, on any branch and among the destroyed,
    /// and not below the first of the office.
    ///
    /// # Errors
    /// When the folder or git cannot be read.
    pub fn next_number(&self, office: &Office, numbering: &Numbering, year: u16) -> Result<DossierId, Failure> {
        let taken = taken_numbers(self.repository, office)?;
        let highest = taken.iter().filter(|id| id.year() == year).map(|id| id.serial()).max().unwrap_or(0);
        let full = || Failure::new(Exit::Unusable, format!("er is geen nummer meer vrij in {year}"));
        numbering.next(highest).and_then(|serial| DossierId::new(year, serial)).ok_or_else(full)
    }

    /// Records these dossiers, taken over from elsewhere, as one; whether there was anything to record.
    ///
    /// # Errors
    /// When git refuses.
    pub fn imported(&self, dossiers: BTreeMap<DossierId, Vec<u8>>) -> Result<bool, Failure> {
        let message = CommitMessage::of_kind(Kind::Import, dossiers.keys().copied());
        let changes: Changes = dossiers.into_iter().map(|(id, bytes)| (TrackedPath::of_dossier(id), Change::Content(bytes))).collect();
        if changes.is_empty() { Ok(false) } else { self.record(changes, message) }
    }

    /// Records a changed rule file; whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read, or git refuses.
    pub fn rule_file(&self, office: &Office) -> Result<bool, Failure> {
        let changes = office.changed_rule_file(self.repository)?;
        if changes.is_empty() {
            return Ok(false);
        }
        self.record(changes, CommitMessage::of_kind(Kind::Rules, []))
    }

    /// Moves a dossier to its new number with these pieces, and records that; killed at any moment it is whole under one of the two.
    ///
    /// # Errors
    /// When a file cannot be written, or git refuses: then everything is as it was.
    pub fn moved(&self, moved: &Move, pieces: BTreeMap<String, Vec<u8>>, office: &Office) -> Result<(), Failure> {
        let (from, to) = (moved.from, moved.to);
        self.recorder.announce_move(moved)?;
        let outcome = self.write_moved(moved, &pieces, office).and_then(|()| {
            let mut changes = Changes::from([
                (TrackedPath::of_dossier(from), Change::Removed),
                (TrackedPath::of_dossier(to), Change::Content(moved.file.after.clone())),
            ]);
            for (piece, bytes) in pieces {
                changes.insert(TrackedPath::in_dossier(from, &piece)?, Change::Removed);
                changes.insert(TrackedPath::in_dossier(to, &piece)?, Change::Content(bytes));
            }
            changes.extend(moved.references.iter().map(|file| (file.path.clone(), Change::Content(file.after.clone()))));
            let referring = moved.references.iter().filter_map(|file| file.path.dossier());
            self.record(changes, CommitMessage::of_renumbering(from, to, referring))
        });
        // Whatever came of it: what lies in the folder is brought in line with what was recorded.
        let settled = self.recorder.settle_move().map_err(Failure::from);
        outcome.and(settled)
    }

    /// Writes what the dossier becomes beside what it is, and the files that refer to it.
    fn write_moved(&self, moved: &Move, pieces: &BTreeMap<String, Vec<u8>>, office: &Office) -> Result<(), Failure> {
        let mut files: Vec<(&str, &[u8])> = vec![(DOSSIER_FILE, &moved.file.after)];
        files.extend(pieces.iter().map(|(piece, bytes)| (piece.as_str(), bytes.as_slice())));
        files::create_folder(&office.on_disk(&dossier_folder(moved.to)), &files)?;
        for piece in pieces.keys() {
            let [old, new] = [moved.from, moved.to].map(|id| office.on_disk(&format!("{}/{piece}", dossier_folder(id))));
            files::keep_executable(&old, &new)?;
        }
        for file in &moved.references {
            files::replace(&office.on_disk(file.path.as_str()), &file.before, &file.after)?;
        }
        Ok(())
    }

    fn record(&self, changes: Changes, message: CommitMessage) -> Result<bool, Failure> {
        let based_on = self.repository.head_commit()?;
        self.tell(self.put(changes, message, based_on)?)
    }

    /// Records, and leaves telling it to the caller.
    fn put(&self, changes: Changes, message: CommitMessage, based_on: Option<CommitId>) -> Result<Option<Put>, Failure> {
        let subject = message.subject().to_owned();
        let recording = Recording { changes, message, by: self.by.clone(), at: clock::now(), based_on };
        Ok(match self.recorder.record(&recording)? {
            Outcome::Recorded { commit, .. } => Some(Put { subject, commit }),
            Outcome::NothingToRecord => None,
        })
    }

    /// Says what was recorded; whether anything was.
    fn tell(&self, put: Option<Put>) -> Result<bool, Failure> {
        let Some(put) = put else { return Ok(false) };
        let told = self.desk.print(&format!("{put}\n"));
        told.map(|()| true).map_err(|failure| failure.of_telling(&put.subject))
    }

    /// How much stands on this computer alone.
    ///
    /// # Errors
    /// When git cannot be read.
    pub fn only_here(&self) -> Result<String, Failure> {
        Ok(match before_sharing(self.repository)? {
            Some(first) => first,
            None => only_here(self.repository.unpushed_count()?),
        })
    }
}

/// What comes before sharing: to break off what brings something back, to begin anew in an old copy, and to replace what a place
/// elsewhere still has of the history that a destruction or redaction replaced here.
///
/// # Errors
/// When git cannot be read.
pub fn before_sharing(repository: &Repository) -> Result<Option<String>, Failure> {
    match before_anything(repository)? {
        Some(First::Leave(told) | First::Settle(told)) => Ok(Some(told)),
        None => renewal_first(repository),
    }
}

/// That a place elsewhere still has the history that a destruction or redaction replaced here; nothing when none has.
///
/// # Errors
/// When git cannot be read.
pub fn renewal_first(repository: &Repository) -> Result<Option<String>, Failure> {
    let remote = repository.awaiting_renewal()?;
    Ok(remote
        .map(|remote| format!("Op {remote} staat nog de oude geschiedenis; vervang haar met «klacht deel --na-vernietiging --naar {remote}».\n")))
}

/// What comes before any other work, in words.
pub enum First {
    /// What is here is the old history: this copy is left.
    Leave(String),
    /// Something leads back to what was destroyed or taken out, and is to be settled here.
    Settle(String),
}

/// What comes before any other work, since what was destroyed or taken out is here again, or still; nothing when it is not.
///
/// # Errors
/// When git cannot be read.
pub fn before_anything(repository: &Repository) -> Result<Option<First>, Failure> {
    let told = |error: RepositoryError| format!("Let op: {error}.\n{}\n", error.help().unwrap_or_default());
    let state = repository.usable_folder().and_then(|()| repository.not_put_back());
    match state {
        Err(error @ RepositoryError::OldHistory) => return Ok(Some(First::Leave(told(error)))),
        Err(error @ RepositoryError::BringsBack { .. }) => return Ok(Some(First::Settle(told(error)))),
        _ => {}
    }
    let back = Returning::of(&repository.head_leading_back()?);
    match repository.not_from_before(&back) {
        Err(error @ RepositoryError::Sharing(_)) => return Ok(Some(First::Leave(told(error)))),
        other => other?,
    }
    let help = "Deel nu niets; «klacht uitleg vernietigd-dossier-terug» zegt wat u doet.";
    Ok((!back.is_empty()).then(|| First::Settle(format!("Let op: {}.\n{help}\n", back.told("staat hier in de geschiedenis")))))
}

/// How much stands on this computer alone, in a sentence; empty when everything stands elsewhere too.
#[must_use]
pub fn only_here(unpushed: Option<usize>) -> String {
    match unpushed {
        Some(0) => String::new(),
        Some(1) => "1 wijziging staat alleen op deze computer; «klacht deel» stuurt haar door.\n".to_owned(),
        Some(count) => format!("{count} wijzigingen staan alleen op deze computer; «klacht deel» stuurt ze door.\n"),
        None => "Alles wat hier vastligt, staat alleen op deze computer.\n".to_owned(),
    }
}

/// Every number that is or was in use: in the folder, in the history of this branch, on any branch now, among the destroyed,
/// as a former number, and in the register of numbers. A history that is not all here tells of no other numbers.
///
/// # Errors
/// When the folder or git cannot be read.
pub fn taken_numbers(repository: &Repository, office: &Office) -> Result<BTreeSet<DossierId>, Failure> {
    let mut taken = office.stated_numbers()?;
    taken.extend(repository.numbers_in_all_branches()?);
    taken.extend(numbers_of_history(repository));
    taken.extend(office.destroyed());
    taken.extend(office.issued());
    Ok(taken)
}

/// Every number the history of this branch knows; none when it is not all here, or cannot be read.
#[must_use]
pub fn numbers_of_history(repository: &Repository) -> BTreeSet<DossierId> {
    // What ails a history is for «diagnose» to say; a complaint that comes in has to be written down anyhow.
    repository.history().map(|history| history.iter().map(|(id, _)| id).collect()).unwrap_or_default()
}
