//! Which references still lead to a dossier: the one question a destruction leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::names::CommitId;
use super::offices::{office_holding, offices_in};
use super::open::Repository;
use super::trees::Trees;
use crate::domain::DossierId;

/// What is being done when the history cannot be read.
const READING: &str = "het doorzoeken van de geschiedenis";

/// A reference that leads to dossiers, each with a commit that brought it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leading {
    /// Its whole name.
    pub reference: String,
    /// The dossiers, and a commit that brought each.
    pub dossiers: BTreeMap<DossierId, CommitId>,
}

/// Dossiers with a commit that brought each; shared between the commits that lead to the same.
type Led = Rc<BTreeMap<DossierId, CommitId>>;

/// The references of these that lead to one of the dossiers, in order; what `hidden` leads to is passed over.
///
/// A dossier is a folder with its number where dossiers lie, of this office or of none that is known, also when the tip no longer has it.
pub(super) fn leading_to(
    git: &gix::Repository,
    references: &[(String, ObjectId)],
    hidden: impl IntoIterator<Item = ObjectId>,
    others: &OtherOffices,
    dossiers: &BTreeSet<DossierId>,
) -> Result<Vec<Leading>, RepositoryError> {
    let mut tips: Vec<(&String, ObjectId)> = Vec::new();
    for (name, target) in references {
        let commit = git.find_object(*target).ok().and_then(|object| object.peel_to_commit().ok());
        tips.extend(commit.map(|commit| (name, commit.id)));
    }
    if dossiers.is_empty() || tips.is_empty() {
        return Ok(Vec::new());
    }
    let hidden: Vec<ObjectId> = hidden.into_iter().collect();
    let mut commits = HashSet::new();
    for step in git.rev_walk(tips.iter().map(|(_, tip)| *tip)).with_hidden(hidden).all().doing(READING)? {
        commits.insert(step.doing(READING)?.id);
    }
    let led = led(git, tips.iter().map(|(_, tip)| *tip), &commits, (others, dossiers))?;
    let leading = tips.into_iter().filter_map(|(name, tip)| {
        let dossiers = led.get(&tip).filter(|dossiers| !dossiers.is_empty())?;
        Some(Leading { reference: name.clone(), dossiers: (**dossiers).clone() })
    });
    Ok(leading.collect())
}

/// To which of the dossiers each of these commits leads.
fn led(
    git: &gix::Repository,
    tips: impl Iterator<Item = ObjectId>,
    commits: &HashSet<ObjectId>,
    (others, dossiers): (&OtherOffices, &BTreeSet<DossierId>),
) -> Result<HashMap<ObjectId, Led>, RepositoryError> {
    let names: BTreeMap<Vec<u8>, DossierId> = dossiers.iter().map(|id| (id.to_string().into_bytes(), *id)).collect();
    let mut trees = Trees::new(git);
    let mut led: HashMap<ObjectId, Led> = HashMap::new();
    // A commit is met twice: to look at its parents, and when they are all done.
    let mut waiting: Vec<(ObjectId, bool)> = tips.map(|tip| (tip, false)).collect();
    while let Some((id, parents_done)) = waiting.pop() {
        if led.contains_key(&id) || !commits.contains(&id) {
            continue;
        }
        let commit = git.find_commit(id).doing(READING)?;
        let parents: Vec<ObjectId> = commit.parent_ids().map(gix::Id::detach).collect();
        if !parents_done {
            waiting.push((id, true));
            waiting.extend(parents.into_iter().map(|parent| (parent, false)));
            continue;
        }
        let before = parents.first().map(|parent| git.find_commit(*parent).and_then(|parent| Ok(parent.tree_id()?.detach()))).transpose();
        let mut brought = BTreeSet::new();
        let pair = (before.doing(READING)?, commit.tree_id().doing(READING)?.detach());
        look(&mut trees, pair, "", (others, &names), &mut brought)?;
        let mut of_parents = parents.iter().filter_map(|parent| led.get(parent)).filter(|led| !led.is_empty());
        let first = of_parents.next().cloned().unwrap_or_default();
        let others: Vec<Led> = of_parents.filter(|led| !Rc::ptr_eq(led, &first)).cloned().collect();
        let mut here = first;
        if !brought.is_empty() || !others.is_empty() {
            let mut all = (*here).clone();
            let others = others.iter().flat_map(|led| led.iter()).map(|(dossier, commit)| (*dossier, *commit));
            for (dossier, commit) in others.chain(brought.into_iter().map(|dossier| (dossier, CommitId(id)))) {
                all.entry(dossier).or_insert(commit);
            }
            here = Rc::new(all);
        }
        led.insert(id, here);
    }
    Ok(led)
}

/// The other offices in the repository, whose numbers are their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OtherOffices(Vec<String>);

impl OtherOffices {
    /// Whether dossiers lie in this folder, and no other office's.
    fn leave(&self, place: &str) -> bool {
        office_holding(place).is_some_and(|way| !self.0.iter().any(|other| other == way))
    }
}

impl Repository {
    /// The other offices in the branch in use.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn offices_beside(&self) -> Result<OtherOffices, RepositoryError> {
        let Some(head) = self.git.head().doing(READING)?.try_peel_to_id().doing(READING)? else { return Ok(OtherOffices::default()) };
        let tree = self.git.find_commit(head).doing(READING)?.tree_id().doing(READING)?.detach();
        Ok(OtherOffices(offices_in(&self.git, tree)?.into_iter().filter(|way| way != self.prefix()).collect()))
    }
}

/// Adds the dossiers of which a folder came or changed between two trees. Within a folder of a dossier nothing is looked for.
fn look(
    trees: &mut Trees<'_>,
    (before, after): (Option<ObjectId>, ObjectId),
    place: &str,
    (others, names): (&OtherOffices, &BTreeMap<Vec<u8>, DossierId>),
    found: &mut BTreeSet<DossierId>,
) -> Result<(), RepositoryError> {
    for (name, was, is) in trees.changed_folders(before, Some(after))? {
        let Some(is) = is else { continue };
        if let Some(dossier) = names.get(&name).filter(|_| others.leave(place)) {
            found.insert(*dossier);
        } else if !name.starts_with(b"K-") {
            look(trees, (was, is), &format!("{place}{}/", String::from_utf8_lossy(&name)), (others, names), found)?;
        }
    }
    Ok(())
}
