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
    /// Local branches and tags that are another name for one of those, each with the name it follows.
    pub(super) others: Vec<(BString, BString)>,
    /// The names of all others, in order: what came from elsewhere, put aside, noted, or left by a half-finished operation.
    pub(super) left_behind: Vec<String>,
}

impl References {
    /// The references of this repository; another name for one that is not kept is left behind.
    pub(super) fn of(git: &gix::Repository) -> Result<Self, RepositoryError> {
        let mut found = Self::default();
        let mut followed = Vec::new();
        let references = git.references().doing(READING)?;
        for reference in references.all().doing(READING)? {
            let reference = reference.doing(READING)?;
            let name = reference.name().as_bstr().to_owned();
            let is_told = name.starts_with(b"refs/heads/") || name.starts_with(b"refs/tags/");
            match (reference.target().try_id(), reference.target().try_name()) {
                (Some(target), _) if is_told => found.kept.push(Kept { name, target: target.to_owned() }),
                (None, Some(other)) if is_told => followed.push((name, other.as_bstr().to_owned())),
                _ => found.left_behind.push(name.to_str_lossy().into_owned()),
            }
        }
        for (name, other) in &followed {
            // One that follows another follows what that follows; git gives up after five.
            let (name, mut other) = (name.clone(), other.clone());
            for _ in 0..5 {
                other = followed.iter().find(|(one, _)| *one == other).map_or(other, |(_, next)| next.clone());
            }
            match found.kept.iter().any(|kept| kept.name == other) {
                true => found.others.push((name, other)),
                false => found.left_behind.push(name.to_str_lossy().into_owned()),
            }
        }
        found.kept.sort_by(|one, other| one.name.cmp(&other.name));
        found.left_behind.sort();
        Ok(found)
    }
}
