//! Changing one dossier and recording that: what every command that adds a fact has in common.

use std::collections::BTreeSet;
use std::path::Path;

use super::recordings::Recordings;
use super::{Desk, Exit, Failure};
use crate::domain::{Dossier, DossierId, Status};
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::render::terminal;
use crate::repository::{DOSSIER_FILE, FieldGroup, Outline, Repository, TrackedPath};
use crate::shell::files;
use crate::shell::office::{FoundDossier, Office, dossier_path};
use crate::source::edit::{self, Edit, EditError};
use crate::source::{Located, obstacles, read_dossier};

/// Where a dossier is changed: the folder, its rules and its history.
pub struct Workplace<'a> {
    /// Screen, keyboard and day.
    pub desk: &'a Desk,
    /// The dossier folder.
    pub office: Office,
    /// Its rules.
    pub rules: Rules,
    /// Its history.
    pub repository: Repository,
}

/// A dossier about to be changed: its file as it is, and what it says.
pub struct Amendment<'a> {
    at: &'a Workplace<'a>,
    /// The dossier before the change.
    pub dossier: Dossier,
    before: Vec<u8>,
    recordings: Option<Recordings<'a>>,
}

/// A file to be stored beside a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its path from the dossier's folder, such as `bijlagen/2026-11-04-bevestiging.eml`.
    pub path: String,
    /// Its bytes, stored as they are.
    pub bytes: Vec<u8>,
}

/// What a change is, and what to say when the procedure stands in its way.
pub struct Change<'a> {
    /// The edits of the dossier file.
    pub edits: &'a [Edit],
    /// What is stored beside it.
    pub pieces: &'a [Piece],
    /// Follows the number when it is refused: `kan zo nog niet naar gesloten`.
    pub refusal: &'a str,
}

impl<'a> Workplace<'a> {
    /// The workplace of a command that records.
    ///
    /// # Errors
    /// When there is no dossier folder or git, the rule file is unsound, or git does not know who records.
    pub fn of(desk: &'a Desk) -> Result<Self, Failure> {
        let office = desk.office()?;
        let rules = desk.rules(&office)?;
        let repository = desk.repository(&office)?.remembering();
        repository.identity()?;
        Ok(Self { desk, office, rules, repository })
    }

    /// The dossier with this number, to be changed.
    ///
    /// Where nobody is asked anything, the right to record is taken before the dossier is read: what another command was
    /// recording is then in it.
    ///
    /// # Errors
    /// When it is not there, cannot be read as a dossier, its last step was never recorded, or another keeps recording.
    pub fn amend(&'a self, id: DossierId) -> Result<Amendment<'a>, Failure> {
        let amendment = self.opened(id)?;
        amendment.last_step_recorded()?;
        Ok(amendment)
    }

    /// The dossier with this number, whose status is to be put right to `to`.
    ///
    /// Where that status was only typed in the file and never recorded, the dossier has the status that is recorded: the mistake
    /// is in the history, and what is typed is what it should be.
    ///
    /// # Errors
    /// As [`Self::amend`].
    pub fn amend_to_correct(&'a self, id: DossierId, to: Status) -> Result<Amendment<'a>, Failure> {
        let mut amendment = self.opened(id)?;
        match amendment.recorded_status()?.filter(|_| amendment.dossier.status == to) {
            Some(recorded) => amendment.dossier.status = recorded,
            None => amendment.last_step_recorded()?,
        }
        Ok(amendment)
    }

    fn opened(&'a self, id: DossierId) -> Result<Amendment<'a>, Failure> {
        self.desk.dossiers(&self.office, &[id])?;
        let unattended = !self.desk.terminal.interactive;
        // Nobody answers questions in vain.
        self.repository.usable_state()?;
        let recordings = unattended.then(|| Recordings::of(&self.repository, self.desk)).transpose()?;
        let before = self.office.read(&dossier_path(id))?;
        let unreadable = || Failure::new(Exit::Refused, format!("{id} is niet als dossier te lezen"));
        let dossier = read_dossier(&before).dossier;
        let dossier = dossier.ok_or_else(|| unreadable().help(format!("«klacht controleer {id}» zegt wat eraan mankeert")))?;
        Ok(Amendment { at: self, dossier, before, recordings })
    }
}

impl Amendment<'_> {
    /// Where it is changed.
    #[must_use]
    pub fn workplace(&self) -> &Workplace<'_> {
        self.at
    }

    /// The bytes of the file as it is.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.before
    }

    /// The pieces stored beside it, as paths from its folder.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn stored(&self) -> Result<BTreeSet<String>, Failure> {
        let id = self.dossier.id;
        Ok(self.at.office.attachments(&FoundDossier { path: dossier_path(id), id })?)
    }

    /// A stored piece as the dossier names it, from its folder; named so, or as a file seen from where the officer works.
    ///
    /// `None` when it is not among them.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn stored_path(&self, named: &Path) -> Result<Option<String>, Failure> {
        let stored = self.stored()?;
        let as_named = named.to_string_lossy().replace('\\', "/");
        let as_named = as_named.strip_prefix("./").unwrap_or(&as_named).to_owned();
        if stored.contains(&as_named) {
            return Ok(Some(as_named));
        }
        let file = dossier_path(self.dossier.id);
        let folder = file.trim_end_matches(DOSSIER_FILE);
        let within = self.at.office.path_within(&self.at.desk.path(named)).ok();
        Ok(within.and_then(|path| path.strip_prefix(folder).map(str::to_owned)).filter(|inside| stored.contains(inside)))
    }

    /// The bytes of the file as these edits would make it; nothing is written.
    ///
    /// # Errors
    /// When the file cannot be edited byte for byte.
    pub fn edited(&self, edits: &[Edit]) -> Result<Vec<u8>, Failure> {
        edit::apply(&self.before, edits).map_err(|error| self.too_odd(&error))
    }

    /// Carries the change out and records it, and says so; refused by the procedure, nothing changes.
    ///
    /// Ask every question first: nobody has to wait for the lock while someone is answering.
    ///
    /// # Errors
    /// When the procedure refuses, the file cannot be edited byte for byte, or it cannot be written or recorded.
    pub fn record(&self, change: &Change<'_>) -> Result<(), Failure> {
        self.record_in_place_of(change, &[])
    }

    /// The same, where what is stored comes in the place of these recorded pieces: they leave the folder and stay in the history.
    ///
    /// # Errors
    /// As [`Self::record`].
    pub fn record_in_place_of(&self, change: &Change<'_>, replaced: &[String]) -> Result<(), Failure> {
        let Workplace { desk, rules, repository, .. } = self.at;
        let after = self.edited(change.edits)?;
        let taken_now = if self.recordings.is_none() { Some(Recordings::of(repository, desk)?) } else { None };
        let recordings = self.recordings.as_ref().or(taken_now.as_ref()).expect("the right to record was taken before or now");
        let recorded = repository.head_file(&TrackedPath::of_dossier(self.dossier.id))?;
        let found = obstacles(recorded.as_deref(), &after, rules, desk.today);
        if !found.is_empty() {
            return self.refused(found, change.refusal);
        }
        self.nothing_gone()?;
        let along = recorded.map(|recorded| Outline::of(&recorded).differences(&Outline::of(&self.before)));
        self.store(&after, change.pieces, replaced, recordings)?;
        desk.print(&went_along(&along.unwrap_or_default()))?;
        desk.print(&recordings.only_here()?)
    }

    /// Refuses a change on top of a step that stands in the file and not in the history, such as one that was cut off halfway.
    fn last_step_recorded(&self) -> Result<(), Failure> {
        let (id, status) = (self.dossier.id, self.dossier.status);
        if self.recorded_status()? == Some(status) {
            return Ok(());
        }
        let what = format!("de status {status} van {id} is nog niet vastgelegd");
        Err(Failure::new(Exit::Refused, what).help(format!("doe dat eerst: klacht leg-vast {id}")))
    }

    /// The status of the version recorded last; `None` when there is none, or it cannot be read.
    fn recorded_status(&self) -> Result<Option<Status>, Failure> {
        let recorded = self.at.repository.head_file(&TrackedPath::of_dossier(self.dossier.id))?;
        Ok(recorded.as_deref().map(Outline::of).and_then(|outline| outline.status()))
    }

    fn too_odd(&self, error: &EditError) -> Failure {
        let id = self.dossier.id;
        Failure::new(Exit::Refused, error.to_string()).help(format!("wijzig {} in uw editor en typ: klacht leg-vast {id}", dossier_path(id)))
    }

    /// Shows what keeps the change from being recorded, at its place in the file as it is.
    fn refused(&self, found: Vec<Located>, refusal: &str) -> Result<(), Failure> {
        let id = self.dossier.id;
        let reading = read_dossier(&self.before);
        let remarks = found.into_iter().map(|remark| Located { at: reading.locate(&remark.diagnostic.place), ..remark }).collect();
        let file = CheckedFile { path: dossier_path(id), number: Some(id), bytes: self.before.clone(), remarks, recorded: None };
        self.at.desk.print(&terminal::excerpts(&[file], Some(&self.at.rules), self.at.desk.screen()))?;
        let what = format!("{id} {refusal}; er is niets gewijzigd");
        Err(Failure::new(Exit::Refused, what).help("vul aan wat hierboven staat en probeer het opnieuw"))
    }

    /// Refuses to record along that a stored piece is gone.
    fn nothing_gone(&self) -> Result<(), Failure> {
        let id = self.dossier.id;
        let changed = self.at.office.changed_dossier(&self.at.repository, id)?;
        let Some(gone) = changed.iter().flat_map(|changed| &changed.gone).next() else { return Ok(()) };
        let what = format!("«{gone}» is vastgelegd en nu weg; er is niets gewijzigd");
        Err(Failure::new(Exit::Refused, what).help(format!("zet het terug, of leg het eerst zo vast: klacht leg-vast {id} --verdwenen-akkoord")))
    }

    /// Writes pieces and file and records them; when they cannot be recorded, everything is as it was.
    fn store(&self, after: &[u8], pieces: &[Piece], replaced: &[String], recordings: &Recordings<'_>) -> Result<(), Failure> {
        let id = self.dossier.id;
        recordings.foresee([id])?;
        let on_disk = self.at.office.on_disk(&dossier_path(id));
        let mut stored = StoredPieces::of(&self.at.office, id);
        for piece in pieces {
            stored.add(piece)?;
        }
        files::replace(&on_disk, &self.before, after)?;
        let mut taken_away = Vec::new();
        let outcome = self.take_away(replaced, &mut taken_away).and_then(|()| recordings.dossier_now(&self.at.office, id));
        let Err(failure) = outcome else {
            stored.keep();
            return Ok(());
        };
        let changed = format!("{id} is gewijzigd in de map; als dit verholpen is: klacht leg-vast {id}");
        // After a failure of the disk the commit may be there; then the files must stay as recorded.
        let undo = || {
            taken_away.iter().try_for_each(|(path, bytes)| files::create(path, bytes))?;
            files::replace(&on_disk, after, &self.before)
        };
        if failure.exit == Exit::InputOutput || undo().is_err() {
            stored.keep();
            return Err(failure.unless_recorded(&changed));
        }
        Err(failure.but(&format!("{id} is niet gewijzigd; geef de opdracht opnieuw als dit verholpen is")))
    }
}

impl Amendment<'_> {
    /// Takes stored pieces out of the folder and adds what they were to `taken`.
    fn take_away(&self, replaced: &[String], taken: &mut Vec<(std::path::PathBuf, Vec<u8>)>) -> Result<(), Failure> {
        for piece in replaced {
            let path = TrackedPath::in_dossier(self.dossier.id, piece)?;
            let on_disk = self.at.office.on_disk(path.as_str());
            let bytes = files::take_away(&on_disk)?;
            taken.push((on_disk, bytes));
        }
        Ok(())
    }
}

/// Pieces written beside a dossier, taken away again unless they are kept.
pub struct StoredPieces<'a> {
    office: &'a Office,
    id: DossierId,
    written: Vec<std::path::PathBuf>,
}

impl<'a> StoredPieces<'a> {
    /// None yet, for this dossier.
    #[must_use]
    pub fn of(office: &'a Office, id: DossierId) -> Self {
        Self { office, id, written: Vec::new() }
    }

    /// Writes one more; it appears whole or not at all.
    ///
    /// # Errors
    /// When its path leaves the dossier's folder, a file is there already, or it cannot be written.
    pub fn add(&mut self, piece: &Piece) -> Result<(), Failure> {
        let path = TrackedPath::in_dossier(self.id, &piece.path)?;
        let on_disk = self.office.on_disk(path.as_str());
        files::create(&on_disk, &piece.bytes)?;
        self.written.push(on_disk);
        Ok(())
    }

    /// Leaves them where they are.
    pub fn keep(&mut self) {
        self.written.clear();
    }
}

impl Drop for StoredPieces<'_> {
    fn drop(&mut self) {
        for path in &self.written {
            files::remove_written(path);
        }
    }
}

/// Says which edits of the officer, not recorded before, went along; empty when there were none.
fn went_along(groups: &BTreeSet<FieldGroup>) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let names: Vec<_> = groups.iter().map(ToString::to_string).collect();
    format!("Wat u zelf al had gewijzigd is mee vastgelegd: {}.\n", names.join(", "))
}
