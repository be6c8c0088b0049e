//! The commits behind a tip, each after all it builds on.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use gix::ObjectId;
use gix::prelude::FindExt;

use super::error::{Doing, RepositoryError};

/// What is being done when a commit cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// A commit as the walk needs it.
pub(super) struct Step {
    /// Its name.
    pub(super) id: ObjectId,
    /// The tree of the whole work tree.
    pub(super) tree: ObjectId,
    /// Where its parents are in the order, first parent first.
    pub(super) parents: Vec<usize>,
    /// When its author made it.
    pub(super) at: DateTime<FixedOffset>,
    /// Its author's name.
    pub(super) by: Arc<str>,
}

/// A commit before its place in the order is known.
struct Found {
    id: ObjectId,
    tree: ObjectId,
    parents: Vec<ObjectId>,
    at: DateTime<FixedOffset>,
    by: Arc<str>,
    committed: i64,
}

/// All commits reachable from a tip, oldest first: a commit comes after its parents, and after older ones beside it.
pub(super) fn ancestry(git: &gix::Repository, tip: ObjectId) -> Result<Vec<Step>, RepositoryError> {
    Ok(ordered(reachable(git, tip)?))
}

/// Every commit reachable from the tip, in any order.
fn reachable(git: &gix::Repository, tip: ObjectId) -> Result<Vec<Found>, RepositoryError> {
    let mut names: HashMap<Vec<u8>, Arc<str>> = HashMap::new();
    let mut seen = gix::hashtable::HashSet::default();
    let mut found = Vec::new();
    let mut buffer = Vec::new();
    let mut ahead = vec![tip];
    seen.insert(tip);
    while let Some(id) = ahead.pop() {
        let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
        let author = commit.author().doing(READING)?;
        let committed = commit.committer().doing(READING)?.time().doing(READING)?;
        let name: &[u8] = author.name;
        let by = match names.get(name) {
            Some(name) => name.clone(),
            None => names.entry(name.to_vec()).or_insert(author.name.to_string().into()).clone(),
        };
        let parents: Vec<_> = commit.parents().collect();
        ahead.extend(parents.iter().copied().filter(|parent| seen.insert(*parent)));
        found.push(Found { id, tree: commit.tree(), parents, at: moment(author.time().doing(READING)?), by, committed: committed.seconds });
    }
    Ok(found)
}

/// The commits in order: of those whose parents are placed, the oldest is next.
fn ordered(found: Vec<Found>) -> Vec<Step> {
    let place: HashMap<ObjectId, usize> = found.iter().enumerate().map(|(index, commit)| (commit.id, index)).collect();
    let mut children = vec![Vec::new(); found.len()];
    let mut waiting_for: Vec<usize> = Vec::with_capacity(found.len());
    for (index, commit) in found.iter().enumerate() {
        waiting_for.push(commit.parents.len());
        for parent in &commit.parents {
            children[place[parent]].push(index);
        }
    }
    let ready = |index: usize| Reverse((found[index].committed, found[index].id, index));
    let mut next: BinaryHeap<_> = (0..found.len()).filter(|index| waiting_for[*index] == 0).map(ready).collect();
    let mut order = vec![0; found.len()];
    let mut steps = Vec::with_capacity(found.len());
    while let Some(Reverse((_, _, index))) = next.pop() {
        order[index] = steps.len();
        let commit = &found[index];
        let parents = commit.parents.iter().map(|parent| order[place[parent]]).collect();
        steps.push(Step { id: commit.id, tree: commit.tree, parents, at: commit.at, by: commit.by.clone() });
        for child in &children[index] {
            waiting_for[*child] -= 1;
            if waiting_for[*child] == 0 {
                next.push(ready(*child));
            }
        }
    }
    steps
}

/// A time as git wrote it; one that no calendar has becomes the nearest thing to it.
fn moment(time: gix::date::Time) -> DateTime<FixedOffset> {
    let utc = FixedOffset::east_opt(0).expect("no offset is an offset");
    let offset = FixedOffset::east_opt(time.offset).unwrap_or(utc);
    DateTime::from_timestamp(time.seconds, 0).unwrap_or_default().with_timezone(&offset)
}
