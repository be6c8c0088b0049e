//! Every commit behind some tips, each after its parents.

use std::collections::HashSet;

use gix::ObjectId;
use gix::objs::FindExt;

use super::super::error::{Doing, RepositoryError};
use super::pack::WRITING;

/// The commits reachable from these, each after all its parents; always in the same order.
pub(super) fn parents_first(git: &gix::Repository, tips: impl IntoIterator<Item = ObjectId>) -> Result<Vec<ObjectId>, RepositoryError> {
    let mut order = Vec::new();
    let mut seen = HashSet::new();
    // A commit is met twice: to look at its parents, and when they are all in the order.
    let mut waiting: Vec<(ObjectId, bool)> = Vec::new();
    for tip in tips {
        waiting.push((tip, false));
        while let Some((commit, parents_done)) = waiting.pop() {
            if parents_done {
                order.push(commit);
            } else if seen.insert(commit) {
                waiting.push((commit, true));
                let mut buffer = Vec::new();
                let parents: Vec<ObjectId> = git.objects.find_commit(&commit, &mut buffer).doing(WRITING)?.parents().collect();
                waiting.extend(parents.into_iter().rev().filter(|parent| !seen.contains(parent)).map(|parent| (parent, false)));
            }
        }
    }
    Ok(order)
}
