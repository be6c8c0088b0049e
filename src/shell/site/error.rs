//! Why the site could not be built.

use std::io;
use std::path::{Path, PathBuf};

use crate::render::html::TemplateError;
use crate::repository::RepositoryError;
use crate::shell::files::in_dutch;
use crate::shell::office::{OfficeError, RULE_FILE};

/// Why the site could not be built.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// Something else lies where the site would come.
    #[error("«{}» is geen site van klacht en wordt niet overschreven", .0.display())]
    NotOurs(PathBuf),
    /// The site would lie among the dossiers.
    #[error("de site kan niet in «{}» staan: daar liggen de dossiers", .0.display())]
    AmongDossiers(PathBuf),
    /// A template of the repository is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The rule file has errors, so that no term can be computed.
    #[error("in {RULE_FILE} staan fouten; zo is geen termijn te berekenen")]
    UnsoundRules,
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
