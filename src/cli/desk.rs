//! What every command has at hand.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Arguments, Exit, Failure};
use crate::domain::{Dossier, DossierId};
use crate::overview::Fate;
use crate::regulation::Rules;
use crate::render::terminal::Screen;
use crate::repository::{Attendance, Repository, TrackedPath};
use crate::shell::office::{Office, OfficeError, RULE_FILE};
use crate::shell::reading::Dossiers;
use crate::shell::terminal::Terminal;
use crate::shell::{clock, environment};

/// The day, the folder and the terminal a command works with.
#[derive(Debug)]
pub struct Desk {
    /// The day it is, or the day `--vandaag` says it is.
    pub today: NaiveDate,
    /// The folder to work from.
    pub folder: PathBuf,
    /// Screen and keyboard.
    pub terminal: Terminal,
}

impl Desk {
    /// The desk these arguments ask for.
    ///
    /// # Errors
    /// When the current folder is gone.
    pub fn new(arguments: &Arguments, terminal: Terminal) -> Result<Self, Failure> {
        let current = environment::current_folder()?;
        let folder = arguments.work_folder.as_ref().map_or_else(|| current.clone(), |folder| current.join(folder));
        Ok(Self { today: arguments.today.unwrap_or_else(clock::today), folder, terminal })
    }

    /// The dossier folder around the folder to work from.
    ///
    /// # Errors
    /// When there is none.
    pub fn office(&self) -> Result<Office, Failure> {
        Office::find(&self.folder).map_err(|error| match error {
            OfficeError::NotHere(_) => not_taken(&self.folder).unwrap_or_else(|| error.into()),
            error => error.into(),
        })
    }

    /// The rules of the dossier folder.
    ///
    /// # Errors
    /// When its rule file cannot be read, or anything in it is an error.
    pub fn rules(&self, office: &Office) -> Result<Rules, Failure> {
        let unsound = || Failure::new(Exit::Unusable, format!("in {RULE_FILE} staan fouten; zo is geen termijn te berekenen"));
        office.rule_file()?.rules.ok_or_else(|| unsound().help("«klacht controleer» laat zien welke, en waar"))
    }

    /// The dossiers with these numbers, or all when there are none; says which cannot be read.
    ///
    /// # Errors
    /// When a number asked for is not there.
    pub fn dossiers(&self, office: &Office, numbers: &[DossierId]) -> Result<Vec<Dossier>, Failure> {
        let Dossiers { read, unreadable } = office.dossiers(&numbers.iter().copied().collect())?;
        let is_there = |id: &&DossierId| read.iter().any(|dossier| dossier.id == **id) || unreadable.iter().any(|found| found.id == **id);
        if let Some(absent) = numbers.iter().find(|id| !is_there(id)) {
            return Err(not_here(*absent, office));
        }
        if !unreadable.is_empty() {
            let numbers: Vec<_> = unreadable.iter().map(|found| found.id.to_string()).collect();
            self.terminal.notice(&format!("Niet te lezen en dus niet meegeteld: {}. «klacht controleer» zegt waarom.\n", numbers.join(", ")));
        }
        Ok(read)
    }

    /// The repository around the dossier folder.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub fn repository(&self, office: &Office) -> Result<Repository, Failure> {
        let none = || Failure::new(Exit::Unusable, "hier is geen git, dus geen geschiedenis om in vast te leggen");
        Repository::discover(office.root())?
            .ok_or_else(|| none().help("«klacht begin MAP» maakt een dossiermap met geschiedenis; «git init» maakt er hier een"))
    }

    /// Refuses a number that is neither in the folder nor recorded.
    ///
    /// # Errors
    /// When a number is not there, or nothing can be read.
    pub fn dossiers_known(&self, office: &Office, repository: &Repository, numbers: &[DossierId]) -> Result<(), Failure> {
        let found = office.inventory()?.dossiers;
        for id in numbers {
            if !found.iter().any(|found| found.id == *id) && repository.head_blob(&TrackedPath::of_dossier(*id))?.is_none() {
                return Err(not_here(*id, office));
            }
        }
        Ok(())
    }

    /// Whether someone is there to unlock a key or to give a password.
    #[must_use]
    pub fn attendance(&self) -> Attendance {
        if self.terminal.interactive { Attendance::Attended } else { Attendance::NOBODY }
    }

    /// How remarks are shown here.
    #[must_use]
    pub fn screen(&self) -> Screen {
        Screen { colour: self.terminal.colour, width: self.terminal.width }
    }

    /// A path the officer named, seen from the folder to work from.
    #[must_use]
    pub fn path(&self, named: &Path) -> PathBuf {
        self.folder.join(named).components().collect()
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// When it could not be written, other than because the reader went away.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        Ok(self.terminal.print(text)?)
    }
}

/// What to do in a copy of which no branch was taken yet, where all dossiers are still to come; `None` in any other folder.
pub(super) fn not_taken(folder: &Path) -> Option<Failure> {
    let repository = Repository::discover(folder).ok().flatten()?;
    let branch = repository.branch_to_take().ok().flatten()?;
    let what = "deze map is een kopie van een opslag met dossiers, maar er is nog geen tak opgehaald";
    Some(Failure::new(Exit::Unusable, what).help(format!("typ: git switch {branch}")))
}

/// Why there is no dossier of this number here: it was destroyed, or nothing tells of it.
pub(super) fn not_here(id: DossierId, office: &Office) -> Failure {
    let Some(destroyed) = office.destroyed_dossiers().into_iter().find(|destroyed| destroyed.id == id) else {
        return Failure::new(Exit::WrongUse, format!("er is hier geen dossier {id}")).help("«klacht termijnen --alle» noemt alle dossiers");
    };
    let how = Fate::Destroyed(destroyed).explanation().unwrap_or_default();
    let help = format!("«klacht register {}» laat zien wat er nog van bekend is", id.year());
    Failure::new(Exit::WrongUse, format!("{id} is {how}")).help(help)
}
