//! The old history beside the new: a redaction tells every commit again, so that both have a commit of the same people, times and words.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::message::Kind;
use super::names::CommitId;
use super::reach::{Leading, Removal};
use super::replayed::{Twin, brings_back, words};
use super::trailers::Trailers;
use super::trees::Trees;
use crate::domain::DossierId;

/// What is being done when the history cannot be read.
const READING: &str = "het doorzoeken van de geschiedenis";
/// So many seconds the clocks of two computers may differ.
const CLOCKS: i64 = 24 * 60 * 60;

/// The newest redactions of each dossier: when it was done, and the commits that closed it.
type Closings = BTreeMap<DossierId, (i64, BTreeSet<ObjectId>)>;

/// The dossiers of an office from which something was taken out, and where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Redacted {
    /// The way to the office.
    prefix: String,
    /// The dossiers.
    pub(super) dossiers: BTreeSet<DossierId>,
    /// The commits whose register names one of them.
    pub(super) ends: BTreeSet<ObjectId>,
}

impl Redacted {
    /// None yet, of the office this way leads to.
    pub(super) fn of(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..Self::default() }
    }

    /// The references of these that lead to a dossier as it was before something was taken out of it, in order.
    ///
    /// What `hidden` leads to is passed over. What leads up to the commits that closed the redactions is the new history; a commit
    /// beside it that says the same, and has the dossier otherwise, is of the old, or was made of one that is.
    pub(super) fn leading(
        &self,
        git: &gix::Repository,
        references: &[(String, ObjectId)],
        hidden: &[ObjectId],
    ) -> Result<Vec<Leading>, RepositoryError> {
        let mut tips: Vec<(&String, ObjectId)> = Vec::new();
        for (name, target) in references {
            let commit = git.find_object(*target).ok().and_then(|object| object.peel_to_commit().ok());
            tips.extend(commit.map(|commit| (name, commit.id)));
        }
        let all = |hidden: &[ObjectId]| below(git, tips.iter().map(|(_, tip)| *tip), hidden);
        if self.dossiers.is_empty() || tips.is_empty() || all(hidden)?.is_empty() {
            return Ok(Vec::new());
        }
        let mut old: HashMap<ObjectId, BTreeSet<DossierId>> = HashMap::new();
        for (dossier, closed) in self.closings(git)? {
            let beside = all(&hidden.iter().chain(&closed.1).copied().collect::<Vec<_>>())?;
            for (commit, _) in self.twins(git, &beside, &closed, dossier)? {
                old.entry(commit).or_default().insert(dossier);
            }
        }
        let mut leading = Vec::new();
        for (name, tip) in tips.iter().filter(|_| !old.is_empty()) {
            let mut dossiers = BTreeMap::new();
            for commit in below(git, [*tip], hidden)? {
                dossiers.extend(old.get(&commit).into_iter().flatten().map(|dossier| (*dossier, CommitId(commit))));
            }
            if !dossiers.is_empty() {
                leading.push(Leading { reference: (*name).clone(), dossiers, removal: Removal::Redaction });
            }
        }
        Ok(leading)
    }

    /// The dossiers that this one commit changes and has as they were before something was taken out of them.
    pub(super) fn changed_by(&self, git: &gix::Repository, commit: ObjectId) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let mut found = BTreeSet::new();
        for (dossier, closed) in self.closings(git)? {
            if below(git, [commit], &closed.1.iter().copied().collect::<Vec<_>>())?.contains(&commit)
                && self.twins(git, &[commit], &closed, dossier)?.iter().any(|(_, changes)| *changes)
            {
                found.insert(dossier);
            }
        }
        Ok(found)
    }

    /// The newest redactions of each of these dossiers.
    fn closings(&self, git: &gix::Repository) -> Result<Closings, RepositoryError> {
        let mut found = Closings::new();
        for id in below(git, self.ends.iter().copied(), &[])? {
            let commit = git.find_commit(id).doing(READING)?;
            let trailers = Trailers::of(&commit.message_raw_sloppy().to_string());
            if trailers.kind != Some(Kind::Redaction) {
                continue;
            }
            let at = commit.time().doing(READING)?.seconds;
            for dossier in trailers.dossiers.intersection(&self.dossiers) {
                let newest = found.entry(*dossier).or_insert_with(|| (at, BTreeSet::new()));
                if at > newest.0 {
                    *newest = (at, BTreeSet::new());
                }
                if at == newest.0 {
                    newest.1.insert(id);
                }
            }
        }
        Ok(found)
    }

    /// Those of these commits that have one like them in the new history and bring the dossier otherwise; and whether they change it.
    fn twins(
        &self,
        git: &gix::Repository,
        beside: &[ObjectId],
        (at, closings): &(i64, BTreeSet<ObjectId>),
        dossier: DossierId,
    ) -> Result<Vec<(ObjectId, bool)>, RepositoryError> {
        let mut by_words: HashMap<Vec<u8>, Vec<Twin>> = HashMap::new();
        for id in beside {
            let commit = git.find_commit(*id).doing(READING)?;
            // What was told again was written before that, and so was what is moved by a rebase or a pick.
            if commit.author().doing(READING)?.time().doing(READING)?.seconds <= at + CLOCKS {
                by_words.entry(words(&commit)?).or_default().push(Twin::of(&commit)?);
            }
        }
        if by_words.is_empty() {
            return Ok(Vec::new());
        }
        let mut trees = Trees::new(git);
        let mut found = Vec::new();
        for id in below(git, closings.iter().copied(), &[])? {
            let commit = git.find_commit(id).doing(READING)?;
            let Some(beside) = by_words.get(&words(&commit)?) else { continue };
            let new = Twin::of(&commit)?;
            for old in beside {
                let changes = brings_back((git, &mut trees), &new, old, (&self.prefix, dossier))?;
                found.extend(changes.map(|changes| (old.commit, changes)));
            }
        }
        Ok(found)
    }
}

/// Every commit these lead to and the hidden ones do not.
fn below(git: &gix::Repository, tips: impl IntoIterator<Item = ObjectId>, hidden: &[ObjectId]) -> Result<Vec<ObjectId>, RepositoryError> {
    let walk = git.rev_walk(tips).with_hidden(hidden.iter().copied()).all().doing(READING)?;
    walk.map(|step| step.doing(READING).map(|step| step.id)).collect()
}

/// The references of these that lead to any of the commits that are looked for, each with one it leads to.
pub(super) fn leading_to_commits(
    git: &gix::Repository,
    references: &[(String, ObjectId)],
    is_looked_for: impl Fn(ObjectId) -> bool,
) -> Result<Vec<(String, CommitId)>, RepositoryError> {
    let mut clean: HashSet<ObjectId> = HashSet::new();
    let mut found = Vec::new();
    for (name, target) in references {
        let Some(tip) = git.find_object(*target).ok().and_then(|object| object.peel_to_commit().ok()) else { continue };
        let mut seen = HashSet::from([tip.id]);
        let mut waiting = vec![tip.id];
        let mut hit = None;
        while let Some(id) = waiting.pop() {
            if is_looked_for(id) {
                hit = Some(id);
                break;
            }
            let parents = git.find_commit(id).doing(READING)?.parent_ids().map(gix::Id::detach).collect::<Vec<_>>();
            waiting.extend(parents.into_iter().filter(|parent| !clean.contains(parent) && seen.insert(*parent)));
        }
        match hit {
            Some(hit) => found.push((name.clone(), CommitId(hit))),
            None => clean.extend(seen),
        }
    }
    Ok(found)
}
