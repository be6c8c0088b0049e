//! Everything git: finding, reading, recording, walking. Knows neither templates nor the terminal.
#![allow(clippy::disallowed_methods, reason = "this floor reads and writes the repository on disk, and starts git, hooks and signing programs")]

mod ancestry;
mod branch_log;
mod branches;
mod chain;
mod chronicle;
mod chronicle_bytes;
mod chronicle_file;
mod content;
mod durable;
mod error;
mod head;
mod history;
mod hooks;
mod identity;
mod index;
mod index_lock;
mod leftovers;
mod lock;
mod message;
mod names;
mod objects;
mod open;
mod outline;
mod path;
mod program;
mod recording;
mod signing;
mod state;
mod tip;
mod trees;
mod walk;

pub use chain::Link;
pub use durable::sync_disk;
pub use error::{ErrorKind, Operation, RepositoryError};
pub use history::{AttachmentChange, History, Revision};
pub use identity::Identity;
pub use leftovers::TEMPORARY;
pub use message::{CommitMessage, Kind};
pub use names::{BlobId, CommitId};
pub use open::Repository;
pub use outline::{FieldGroup, Outline};
pub use path::{DOSSIER_FILE, TrackedPath, dossier_folder};
pub use program::Attendance;
pub use recording::{Change, Outcome, Recorder, Recording};
pub use signing::SigningError;
