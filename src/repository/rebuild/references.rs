//! Which references a rebuilt repository keeps, and which it leaves behind.

use gix::ObjectId;
use gix::bstr::{BString, ByteSlice};

use super::super::error::{Doing, RepositoryError};

/// What is being done when references cannot be read.
const READING: &str = "het lezen van branches en tags";

/// A branch or tag that is told again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// Its whole name: `refs/heads/main`.
    pub(super) name: BString,
    /// What it points at: a commit, or an annotated tag.
    pub(super) target: ObjectId,
}

/// The references of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct References {
    /// Local branches and tags, in order of name.
    pub(super) kept: Vec<Kept>,
    /// The names of all others, in order: what came from elsewhere, put aside, noted, or left by a half-finished operation.
    pub(super) left_behind: Vec<String>,
}

impl References {
    /// The references of this repository; a symbolic one follows what it names and is left behind itself.
    pub(super) fn of(git: &gix::Repository) -> Result<Self, RepositoryError> {
        let mut found = Self::default();
        let references = git.references().doing(READING)?;
        for reference in references.all().doing(READING)? {
            let reference = reference.doing(READING)?;
            let name = reference.name().as_bstr().to_owned();
            let is_told = name.starts_with(b"refs/heads/") || name.starts_with(b"refs/tags/");
            match reference.target().try_id() {
                Some(target) if is_told => found.kept.push(Kept { name, target: target.to_owned() }),
                _ => found.left_behind.push(name.to_str_lossy().into_owned()),
            }
        }
        found.kept.sort_by(|one, other| one.name.cmp(&other.name));
        found.left_behind.sort();
        Ok(found)
    }
}
