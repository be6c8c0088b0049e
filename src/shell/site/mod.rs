//! The private site on disk: gathered from the dossiers, rendered on every core, written only where it changed.

mod error;
mod folder;

pub use error::SiteError;
pub use folder::{SiteFolder, SiteWriter, Written};
