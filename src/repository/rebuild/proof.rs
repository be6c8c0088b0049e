//! Whether a rebuilt store is what it should be, found out by reading it, not by how it was made.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::BString;
use gix::objs::tree::EntryKind;
use gix::objs::{CommitRef, FindExt, Kind, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::super::trees::Trees;
use super::commit_behind;
use super::fresh::Fresh;
use super::homes::{Offices, Ways, folder_at};
use super::leaving::{Leaving, tips};
use super::order::parents_first;
use super::references::References;
use crate::domain::DossierId;
use crate::pace::{self, Stage};

/// What is being done when a store cannot be judged.
const JUDGING: &str = "het nalezen van de nieuwe opslag";

/// What a reading of the new store found. Everything is as it should be when all lists are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many objects were read, each held to its name.
    pub objects: usize,
    /// Trees that still have a folder of a dossier that is gone.
    pub still_named: Vec<String>,
    /// Objects that no branch or tag leads to: nothing but a remainder could be there.
    pub loose_ends: Vec<String>,
    /// Objects that something leads to and that are not there, or are not what their name says.
    pub unsound: Vec<String>,
    /// Kept dossiers whose course is not what it was.
    pub changed: Vec<DossierId>,
    /// How many kept dossiers were compared, commit by commit.
    pub compared: usize,
}

impl Proof {
    /// Whether nothing was found.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.still_named.is_empty() && self.loose_ends.is_empty() && self.unsound.is_empty() && self.changed.is_empty()
    }
}

/// What was recorded of a dossier at one commit: its folder, who wrote and committed it and when, and the message.
type Moment = (Option<ObjectId>, BString, BString, BString);

/// A dossier of an office: the way to the office, and its number there.
type Of = (String, DossierId);

/// Everything that was ever recorded of each dossier.
type Courses = BTreeMap<Of, Vec<Moment>>;

/// Reads both stores and judges the new one. `prefix` leads from the work tree to the dossier folder.
pub(super) fn prove(old: &gix::Repository, new: &Path, gone: &BTreeSet<DossierId>, prefix: &str) -> Result<Proof, RepositoryError> {
    Ok(judged(old, new, gone, prefix)?.0)
}

/// The proof, with the courses of the dossiers that are not what they were in both stores.
fn judged(old: &gix::Repository, new: &Path, gone: &BTreeSet<DossierId>, prefix: &str) -> Result<(Proof, [Courses; 2]), RepositoryError> {
    let new = gix::open_opts(new, gix::open::Options::isolated()).doing(JUDGING)?;
    let mut proof = Proof::default();
    let present = new.objects.iter().doing(JUDGING)?.collect::<Result<HashSet<ObjectId>, _>>();
    let present = present.map_err(|error| RepositoryError::Io { doing: JUDGING, path: new.git_dir().to_owned(), source: error.into() })?;
    proof.objects = present.len();
    let leaving = Leaving::of(old, prefix, gone)?;
    let underway = pace::begin(Stage::Proving, present.len());
    let reached = reachable(&new, &leaving, &mut proof)?;
    drop(underway);
    proof.loose_ends = present.difference(&reached).map(ToString::to_string).collect();
    proof.loose_ends.sort();
    let (before, after) = (courses(old, prefix, &leaving)?, courses(&new, prefix, &leaving)?);
    let kept = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
    proof.compared = counted(old, prefix, &kept)?;
    let changed: BTreeSet<Of> = kept.into_iter().filter(|of| before.get(of) != after.get(of)).cloned().collect();
    proof.changed = changed.iter().map(|(_, id)| *id).collect();
    let of_changed = |courses: Courses| courses.into_iter().filter(|(of, _)| changed.contains(of)).collect();
    Ok((proof, [before, after].map(of_changed)))
}

/// The same of a store in which one dossier is told otherwise: every other has the course it had, and of this one who recorded it, when
/// and with which message.
pub(super) fn prove_redacted(old: &gix::Repository, new: &Path, dossier: DossierId, prefix: &str) -> Result<Proof, RepositoryError> {
    let (mut proof, [before, after]) = judged(old, new, &BTreeSet::new(), prefix)?;
    let new = gix::open_opts(new, gix::open::Options::isolated()).doing(JUDGING)?;
    let homes = Leaving::whole_folder(old, prefix, dossier)?.ways;
    let is_of_it = |of: &Of| of.1 == dossier && homes.contains(&of.0);
    let told = |courses: Courses| -> BTreeSet<[BString; 3]> {
        let moments = courses.into_iter().filter(|(of, _)| is_of_it(of)).flat_map(|(_, moments)| moments);
        moments.map(|(_, author, committer, message)| [author, committer, message]).collect()
    };
    let others: Vec<DossierId> = before.keys().chain(after.keys()).filter(|of| !is_of_it(of)).map(|of| of.1).collect();
    // A recording that changed nothing but what is gone now changes nothing any more, and is still there.
    let (recorded_before, recorded_after) = (recordings(old)?, recordings(&new)?);
    let all_there = recorded_before.iter().all(|(recording, times)| recorded_after.get(recording).is_some_and(|now| now >= times));
    if all_there && told(after).is_subset(&told(before)) {
        proof.changed.retain(|changed| others.contains(changed));
    } else if !proof.changed.contains(&dossier) {
        proof.changed.push(dossier);
    }
    Ok(proof)
}

/// How many dossiers these are; one of an office that moved counts once.
fn counted(git: &gix::Repository, prefix: &str, kept: &BTreeSet<&Of>) -> Result<usize, RepositoryError> {
    let mut offices = Offices::new(git, prefix);
    let mut now = BTreeSet::new();
    for tip in tips(git)? {
        let tree = git.find_commit(tip).doing(JUDGING)?.tree_id().doing(JUDGING)?.detach();
        now.extend(offices.of(tree)?.iter().map(|(way, _)| way.clone()));
    }
    let of_today = |(way, id): &Of| (if now.contains(way) { way.clone() } else { prefix.to_owned() }, *id);
    Ok(kept.iter().map(|of| of_today(of)).collect::<BTreeSet<_>>().len())
}

/// Who recorded, when, and with which message: of every commit, and how often the same.
fn recordings(git: &gix::Repository) -> Result<BTreeMap<[BString; 3], usize>, RepositoryError> {
    let tips = References::of(git)?.kept.into_iter().map(|kept| commit_behind(git, kept.target)).collect::<Result<Vec<_>, _>>()?;
    let mut found = BTreeMap::new();
    for id in parents_first(git, tips.into_iter().flatten())? {
        let mut buffer = Vec::new();
        let commit = git.objects.find_commit(&id, &mut buffer).doing(JUDGING)?;
        *found.entry([commit.author.to_owned(), commit.committer.to_owned(), commit.message.to_owned()]).or_default() += 1;
    }
    Ok(found)
}

/// Everything the references of a store lead to, each object read and held to its name.
fn reachable(git: &gix::Repository, leaving: &Leaving, proof: &mut Proof) -> Result<HashSet<ObjectId>, RepositoryError> {
    let targets: Vec<ObjectId> = References::of(git)?.kept.into_iter().map(|kept| kept.target).collect();
    let tips = targets.iter().map(|target| commit_behind(git, *target)).collect::<Result<Vec<_>, _>>()?;
    let mut reach = Reach { git, leaving, fresh: Fresh::default(), reached: HashSet::new(), looked_from: HashSet::new(), proof };
    // The oldest first: a version is kept as what changed since the one before it.
    for id in parents_first(git, tips.into_iter().flatten())?.into_iter().chain(targets) {
        reach.object(id, b"")?;
    }
    Ok(reach.reached)
}

/// A store that is read object by object, each once.
struct Reach<'a> {
    git: &'a gix::Repository,
    leaving: &'a Leaving,
    fresh: Fresh,
    reached: HashSet<ObjectId>,
    /// Folders that were looked at where it matters where they lie.
    looked_from: HashSet<(ObjectId, Vec<u8>)>,
    proof: &'a mut Proof,
}

impl Reach<'_> {
    /// Reads an object and what it leads to, but for the parents of a commit. `place` is its path with a slash behind every name.
    fn object(&mut self, id: ObjectId, place: &[u8]) -> Result<(), RepositoryError> {
        let is_first = self.reached.insert(id);
        // What is the same in two places may stay in one of them.
        let matters = self.leaving.is_on_the_way(place) && self.looked_from.insert((id, place.to_owned()));
        if !is_first && !matters {
            return Ok(());
        }
        if is_first {
            pace::step();
        }
        let mut buffer = Vec::new();
        let Ok(object) = self.git.objects.find(&id, &mut buffer) else {
            self.proof.unsound.push(id.to_string());
            return Ok(());
        };
        if gix::objs::compute_hash(gix::hash::Kind::Sha1, object.kind, object.data).doing(JUDGING)? != id {
            self.proof.unsound.push(id.to_string());
        }
        match object.kind {
            Kind::Commit => self.object(CommitRef::from_bytes(object.data, gix::hash::Kind::Sha1).doing(JUDGING)?.tree(), b""),
            Kind::Tag => self.object(gix::objs::TagRef::from_bytes(object.data, gix::hash::Kind::Sha1).doing(JUDGING)?.target(), b""),
            Kind::Tree => self.tree(id, object.data, place),
            Kind::Blob => Ok(()),
        }
    }

    fn tree(&mut self, id: ObjectId, tree: &[u8], place: &[u8]) -> Result<(), RepositoryError> {
        for entry in TreeRefIter::from_bytes(&tree[self.fresh.part(place, tree)], gix::hash::Kind::Sha1) {
            let entry = entry.doing(JUDGING)?;
            if self.leaving.goes(place, entry.filename, entry.oid) {
                self.proof.still_named.push(id.to_string());
            }
            if entry.mode.kind() != EntryKind::Commit {
                self.object(entry.oid.to_owned(), &[place, entry.filename, b"/"].concat())?;
            }
        }
        Ok(())
    }
}

/// Of every dossier that stays, of every office, everything that was ever recorded of it, as a sorted list: branches have no order
/// among them.
fn courses(git: &gix::Repository, prefix: &str, leaving: &Leaving) -> Result<Courses, RepositoryError> {
    let tips = References::of(git)?.kept.into_iter().map(|kept| commit_behind(git, kept.target)).collect::<Result<Vec<_>, _>>()?;
    let (mut trees, mut offices) = (Trees::new(git), Offices::new(git, prefix));
    let mut folders: HashMap<ObjectId, Rc<Ways>> = HashMap::new();
    let mut courses = Courses::new();
    let commits = parents_first(git, tips.into_iter().flatten())?;
    let _underway = pace::begin(Stage::History, commits.len());
    for id in commits {
        pace::step();
        let mut buffer = Vec::new();
        let commit = git.objects.find_commit(&id, &mut buffer).doing(JUDGING)?;
        let after = offices.of(commit.tree())?;
        folders.insert(id, after.clone());
        let before = commit.parents().next().and_then(|parent| folders.get(&parent).cloned()).unwrap_or_default();
        let ways: BTreeSet<&String> = before.iter().chain(after.iter()).map(|(way, _)| way).collect();
        for way in ways {
            for change in trees.changed_dossiers(folder_at(&before, way), folder_at(&after, way))? {
                let (place, name) = (format!("{way}dossiers/{}/", change.dossier.year()), change.dossier.to_string());
                let of_it = |folder: Option<ObjectId>| folder.filter(|folder| !leaving.goes(place.as_bytes(), name.as_bytes(), folder));
                if of_it(change.before) == of_it(change.after) {
                    continue;
                }
                let moment = (of_it(change.after), commit.author.to_owned(), commit.committer.to_owned(), commit.message.to_owned());
                courses.entry((way.clone(), change.dossier)).or_default().push(moment);
            }
        }
    }
    courses.values_mut().for_each(|moments| moments.sort());
    Ok(courses)
}
