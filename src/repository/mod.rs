//! Everything git: finding, reading, recording, walking. Knows neither templates nor the terminal.
#![allow(clippy::disallowed_methods, reason = "this floor reads and writes the repository on disk, and starts the hooks")]

mod branches;
mod error;
mod head;
mod identity;
mod names;
mod open;
mod path;

pub use error::{ErrorKind, Operation, RepositoryError};
pub use identity::Identity;
pub use names::{BlobId, CommitId};
pub use open::Repository;
pub use path::{DOSSIER_FILE, TrackedPath, dossier_folder};
