//! The commits behind a tip, each after all it builds on.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use gix::ObjectId;
use gix::prelude::FindExt;

use super::chronicle::{Chapter, Chronicle};
use super::error::{Doing, RepositoryError};
use super::history::Revision;
use crate::domain::DossierId;

/// What is being done when a commit cannot be read.
const READING: &str = "het lezen van de geschiedenis";

/// A commit as the walk needs it.
pub(super) struct Step {
    /// Its name.
    pub(super) id: ObjectId,
    /// Where its parents are in the order, first parent first.
    pub(super) parents: Vec<usize>,
    /// When it was committed, in seconds.
    pub(super) committed: i64,
    /// What is known of it.
    pub(super) content: Content,
}

/// What is known of a commit.
#[derive(Clone)]
pub(super) enum Content {
    /// What it changed.
    Walked(Vec<(DossierId, Revision)>),
    /// What it says of itself; its trees are still to be compared.
    Unwalked(Header),
}

/// What a commit says of itself.
#[derive(Clone)]
pub(super) struct Header {
    /// The tree of the whole work tree.
    pub(super) tree: ObjectId,
    /// When its author made it.
    pub(super) at: DateTime<FixedOffset>,
    /// Its author's name.
    pub(super) by: Arc<str>,
}

/// A commit before its place in the order is known.
struct Found {
    id: ObjectId,
    parents: Vec<ObjectId>,
    committed: i64,
    content: Content,
}

/// All commits reachable from a tip, oldest first: a commit comes after its parents, and after older ones beside it.
///
/// A commit of the chronicle is not read again: its name covers all it says.
pub(super) fn ancestry(git: &gix::Repository, tip: ObjectId, known: Chronicle) -> Result<Vec<Step>, RepositoryError> {
    Ok(ordered(reachable(git, tip, known)?))
}

/// Every commit reachable from the tip, in any order.
fn reachable(git: &gix::Repository, tip: ObjectId, known: Chronicle) -> Result<Vec<Found>, RepositoryError> {
    let ids: Vec<ObjectId> = known.chapters.iter().map(|chapter| chapter.id).collect();
    let places: gix::hashtable::HashMap<ObjectId, usize> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let mut chapters: Vec<Option<Chapter>> = known.chapters.into_iter().map(Some).collect();
    let mut reader = Reader { git, names: HashMap::new(), buffer: Vec::new() };
    let mut seen = gix::hashtable::HashSet::default();
    let mut found = Vec::new();
    let mut ahead = vec![tip];
    seen.insert(tip);
    while let Some(id) = ahead.pop() {
        let commit = match places.get(&id).and_then(|place| chapters[*place].take()) {
            Some(Chapter { parents, committed, revisions, .. }) => {
                let parents = parents.into_iter().map(|place| ids[place]).collect();
                Found { id, parents, committed, content: Content::Walked(revisions) }
            }
            None => reader.read(id)?,
        };
        ahead.extend(commit.parents.iter().copied().filter(|parent| seen.insert(*parent)));
        found.push(commit);
    }
    Ok(found)
}

/// Reads commits; a name that comes again is kept once.
struct Reader<'repo> {
    git: &'repo gix::Repository,
    names: HashMap<Vec<u8>, Arc<str>>,
    buffer: Vec<u8>,
}

impl Reader<'_> {
    fn read(&mut self, id: ObjectId) -> Result<Found, RepositoryError> {
        let commit = self.git.objects.find_commit(&id, &mut self.buffer).doing(READING)?;
        let author = commit.author().doing(READING)?;
        let committed = commit.committer().doing(READING)?.time().doing(READING)?.seconds;
        let name: &[u8] = author.name;
        let by = match self.names.get(name) {
            Some(name) => name.clone(),
            None => self.names.entry(name.to_vec()).or_insert(author.name.to_string().into()).clone(),
        };
        let time = author.time().doing(READING)?;
        let header = Header { tree: commit.tree(), at: moment(time.seconds, time.offset), by };
        Ok(Found { id, parents: commit.parents().collect(), committed, content: Content::Unwalked(header) })
    }
}

/// The commits in order: of those whose parents are placed, the oldest is next.
fn ordered(found: Vec<Found>) -> Vec<Step> {
    let place: gix::hashtable::HashMap<ObjectId, usize> = found.iter().enumerate().map(|(index, commit)| (commit.id, index)).collect();
    let mut children = vec![Vec::new(); found.len()];
    let mut waiting_for: Vec<usize> = Vec::with_capacity(found.len());
    for (index, commit) in found.iter().enumerate() {
        waiting_for.push(commit.parents.len());
        for parent in &commit.parents {
            children[place[parent]].push(index);
        }
    }
    let key: Vec<(i64, ObjectId)> = found.iter().map(|commit| (commit.committed, commit.id)).collect();
    let ready = |index: usize| Reverse((key[index], index));
    let mut next: BinaryHeap<_> = (0..found.len()).filter(|index| waiting_for[*index] == 0).map(ready).collect();
    let mut order = vec![0; found.len()];
    let mut steps = Vec::with_capacity(found.len());
    let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    while let Some(Reverse((_, index))) = next.pop() {
        order[index] = steps.len();
        let Found { id, parents, committed, content } = found[index].take().expect("a commit waits for its last parent, and comes once");
        let parents = parents.iter().map(|parent| order[place[parent]]).collect();
        steps.push(Step { id, parents, committed, content });
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
pub(super) fn moment(seconds: i64, offset: i32) -> DateTime<FixedOffset> {
    let utc = FixedOffset::east_opt(0).expect("no offset is an offset");
    let offset = FixedOffset::east_opt(offset).unwrap_or(utc);
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().with_timezone(&offset)
}
