//! Why the site could not be built.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::DossierId;
use crate::overview::Profile;
use crate::render::html::TemplateError;
use crate::repository::RepositoryError;
use crate::shell::files::in_dutch;
use crate::shell::office::OfficeError;

/// Why the site could not be built.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Something else lies where the site would come.
    #[error("«{}» is geen site van klacht en wordt niet overschreven", .0.display())]
    NotOurs(PathBuf),
    /// The site would lie among the dossiers.
    #[error("de site kan niet in «{}» staan: daar liggen de dossiers", .0.display())]
    AmongDossiers(PathBuf),
    /// The folder holds the site of another profile.
    #[error("«{}» is een site van het profiel {theirs}, en wordt er geen van het profiel {asked}", .folder.display())]
    OfOthers {
        /// The folder.
        folder: PathBuf,
        /// For whom the site in it is.
        theirs: Profile,
        /// For whom one was asked.
        asked: Profile,
    },
    /// The folder is called what that of another profile is called.
    #[error("«{}» heet zoals de site van het profiel {theirs}; daar komt er geen van het profiel {asked}", .folder.display())]
    NamedForOthers {
        /// The folder.
        folder: PathBuf,
        /// For whom the site of that name is.
        theirs: Profile,
        /// For whom one was asked.
        asked: Profile,
    },
    /// The site would lie within another one.
    #[error("«{}» ligt in een andere site van klacht", .0.display())]
    WithinSite(PathBuf),
    /// The path ends at no folder with a name.
    #[error("«{}» is geen map met een naam; noem de map waarin de site komt", .0.display())]
    WithoutName(PathBuf),
    /// A template of the repository is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The rule file has errors, so that no term can be computed.
    #[error("in {0} staan fouten; zo is geen termijn te berekenen")]
    UnsoundRules(String),
    /// An office is taken along twice, or is the one the site is built in.
    #[error("«{}» is al bij deze site", .0.display())]
    TakenTwice(PathBuf),
    /// Two offices gave the same number.
    #[error("{} is zowel {one} als {other}{}", .number, also(*.more))]
    SharedNumber {
        /// The first such number.
        number: DossierId,
        /// Where it is.
        one: String,
        /// Where it is as well.
        other: String,
        /// How many other numbers are as well in two.
        more: usize,
    },
    /// The history could not be read.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// The dossiers could not be read.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The system would not write or remove.
    #[error("«{}» is niet te schrijven: {}", .path.display(), in_dutch(.cause))]
    System {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl SiteError {
    /// What the system said of this path.
    pub(super) fn system(path: &Path, cause: io::Error) -> Self {
        Self::System { path: path.to_owned(), cause }
    }
}

/// That so many numbers more are in two offices; empty when there are none.
fn also(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => ", en zo is er nog een nummer".to_owned(),
        more => format!(", en zo zijn er nog {more} nummers"),
    }
}
