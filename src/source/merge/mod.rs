//! Two versions of a dossier into one, from the version both came from: field by field, lists by entry, text by line.
//!
//! What each value becomes is planned on the trees (`plan`); the plan says what the result must say. The bytes come from a
//! merge by line where that yields the same, else from our version with the plan carried out on it (`write`). What comes of
//! it is read again, and must say what was planned. Otherwise all of the front matter is marked as a conflict: a value is
//! never lost and never invented.

mod body;
mod clash;
mod comments;
mod course;
mod dossier;
mod identity;
mod lines;
mod markers;
mod plan;
mod text;
mod three;
mod write;

pub use clash::{Clash, ClashPlace};
pub use dossier::merge;
pub use markers::{Names, Style};
pub use three::{Side, Three};

/// What came of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What both sides changed, and differently; it stands marked in the bytes.
    pub clashes: Vec<Clash>,
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
