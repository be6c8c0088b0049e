//! What a destruction makes of a history, reckoned and not written.

use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

use super::super::error::RepositoryError;
use super::CACHE;
use super::leaving::Leaving;
use super::order::parents_first;
use super::without::Without;
use crate::domain::DossierId;

/// What a destruction of these dossiers of each office, by the way to it, makes of each of these commits; one of which nothing is left is not there.
///
/// Exact for what leads to them, whatever else is in the store: what becomes of a commit hangs on what is before it alone.
///
/// # Errors
/// When the history cannot be read, or it cannot be told of a former number what was these dossiers'.
pub(in super::super) fn foreseen(
    git: &gix::Repository,
    gone: &BTreeMap<String, BTreeSet<DossierId>>,
    ends: &BTreeSet<ObjectId>,
) -> Result<BTreeMap<ObjectId, ObjectId>, RepositoryError> {
    let mut git = git.clone();
    git.objects.ignore_replacements = true;
    git.object_cache_size_if_unset(CACHE);
    let mut without = Without::new(&git, Leaving::of_each(&git, gone)?, None);
    for commit in parents_first(&git, ends.iter().copied())? {
        without.tell_commit(commit)?;
    }
    Ok(ends.iter().filter_map(|end| Some((*end, without.became(end)?))).collect())
}
