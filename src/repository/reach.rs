//! Which references still lead to a dossier: the one question a destruction leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use gix::ObjectId;
use gix::objs::Kind;

use super::error::{Doing, RepositoryError};
use super::names::CommitId;
use super::offices::{office_holding, offices_in};
use super::open::Repository;
use super::stated_number::{number_of, stated_number};
use super::trees::Trees;
use crate::domain::DossierId;

/// What is being done when the history cannot be read.
const READING: &str = "het doorzoeken van de geschiedenis";

/// What was done to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Removal {
    /// All of it was destroyed.
    Destruction,
    /// Something was taken out of every version.
    Redaction,
}

/// A reference that leads to dossiers, each with a commit that brought it; or to something of which nothing tells what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leading {
    /// Its whole name.
    pub reference: String,
    /// The dossiers, and a commit that brought each: the thing itself where the reference is to no commit. None where that does not
    /// tell, such as an attachment.
    pub dossiers: BTreeMap<DossierId, CommitId>,
    /// What was done to them.
    pub removal: Removal,
}

/// Dossiers with a commit that brought each; shared between the commits that lead to the same.
type Led = Rc<BTreeMap<DossierId, CommitId>>;

/// The references of these that lead to one of the dossiers, in order; what `hidden` leads to is passed over.
///
/// A dossier is a folder with its number, in capitals or not, where dossiers lie, or a file that states it at its head, wherever that
/// lies; not among those of another office that is known, and also when the tip no longer has it.
pub(super) fn leading_to(
    git: &gix::Repository,
    references: &[(String, ObjectId)],
    hidden: impl IntoIterator<Item = ObjectId>,
    others: &OtherOffices,
    dossiers: &BTreeSet<DossierId>,
) -> Result<Vec<Leading>, RepositoryError> {
    if dossiers.is_empty() {
        return Ok(Vec::new());
    }
    let mut tips: Vec<(&String, ObjectId)> = Vec::new();
    let mut leading = Vec::new();
    for (name, target) in references {
        let Some(end) = git.find_object(*target).ok().and_then(|object| object.peel_tags_to_end().ok()) else { continue };
        match end.kind {
            Kind::Commit => tips.push((name, end.id)),
            _ => leading.extend(led_by_itself(git, (end.id, end.kind), others, dossiers)?.map(|dossiers| Leading {
                reference: name.clone(),
                dossiers,
                removal: Removal::Destruction,
            })),
        }
    }
    if tips.is_empty() {
        return Ok(leading);
    }
    let hidden: Vec<ObjectId> = hidden.into_iter().collect();
    let mut commits = HashSet::new();
    for step in git.rev_walk(tips.iter().map(|(_, tip)| *tip)).with_hidden(hidden).all().doing(READING)? {
        commits.insert(step.doing(READING)?.id);
    }
    let led = led(git, tips.iter().map(|(_, tip)| *tip), &commits, (others, dossiers))?;
    leading.extend(tips.into_iter().filter_map(|(name, tip)| {
        let dossiers = led.get(&tip).filter(|dossiers| !dossiers.is_empty())?;
        Some(Leading { reference: name.clone(), dossiers: (**dossiers).clone(), removal: Removal::Destruction })
    }));
    leading.sort();
    Ok(leading)
}

/// Which of the dossiers a tree or file is or holds, that no commit stands before; none when it does not tell, and `None` when it tells
/// that it is something else.
fn led_by_itself(
    git: &gix::Repository,
    (id, kind): (ObjectId, Kind),
    others: &OtherOffices,
    dossiers: &BTreeSet<DossierId>,
) -> Result<Option<BTreeMap<DossierId, CommitId>>, RepositoryError> {
    let mut looking = Looking { git, trees: Trees::new(git), others, dossiers, found: BTreeSet::new(), told: false };
    match kind {
        Kind::Tree => looking.look((None, id), "")?,
        _ => looking.heed(stated_number(git, id)?),
    }
    let found: BTreeMap<_, _> = looking.found.iter().map(|dossier| (*dossier, CommitId(id))).collect();
    Ok((!found.is_empty() || !looking.told).then_some(found))
}

/// To which of the dossiers each of these commits leads.
fn led(
    git: &gix::Repository,
    tips: impl Iterator<Item = ObjectId>,
    commits: &HashSet<ObjectId>,
    (others, dossiers): (&OtherOffices, &BTreeSet<DossierId>),
) -> Result<HashMap<ObjectId, Led>, RepositoryError> {
    let mut looking = Looking { git, trees: Trees::new(git), others, dossiers, found: BTreeSet::new(), told: false };
    let mut led: HashMap<ObjectId, Led> = HashMap::new();
    // The parents of these were not fetched.
    let cut_off: HashSet<ObjectId> = git.shallow_commits().doing(READING)?.iter().flat_map(|commits| commits.iter().copied()).collect();
    // A commit is met twice: to look at its parents, and when they are all done.
    let mut waiting: Vec<(ObjectId, bool)> = tips.map(|tip| (tip, false)).collect();
    while let Some((id, parents_done)) = waiting.pop() {
        if led.contains_key(&id) || !commits.contains(&id) {
            continue;
        }
        let commit = git.find_commit(id).doing(READING)?;
        let parents: Vec<ObjectId> = if cut_off.contains(&id) { Vec::new() } else { commit.parent_ids().map(gix::Id::detach).collect() };
        if !parents_done {
            waiting.push((id, true));
            waiting.extend(parents.into_iter().map(|parent| (parent, false)));
            continue;
        }
        let before = parents.first().map(|parent| git.find_commit(*parent).and_then(|parent| Ok(parent.tree_id()?.detach()))).transpose();
        let pair = (before.doing(READING)?, commit.tree_id().doing(READING)?.detach());
        looking.look(pair, "")?;
        let brought = std::mem::take(&mut looking.found);
        let mut of_parents = parents.iter().filter_map(|parent| led.get(parent)).filter(|led| !led.is_empty());
        let first = of_parents.next().cloned().unwrap_or_default();
        let more: Vec<Led> = of_parents.filter(|led| !Rc::ptr_eq(led, &first)).cloned().collect();
        let mut here = first;
        if !brought.is_empty() || !more.is_empty() {
            let mut all = (*here).clone();
            let more = more.iter().flat_map(|led| led.iter()).map(|(dossier, commit)| (*dossier, *commit));
            for (dossier, commit) in more.chain(brought.into_iter().map(|dossier| (dossier, CommitId(id)))) {
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
        office_holding(place).is_some() && !self.hold(place)
    }

    /// Whether another office keeps its dossiers in this folder.
    fn hold(&self, place: &str) -> bool {
        office_holding(place).is_some_and(|way| self.0.iter().any(|other| other == way))
    }

    /// Those besides the office that this prefix leads to.
    pub(super) fn beside(prefix: &str, all: impl IntoIterator<Item = String>) -> Self {
        Self(all.into_iter().filter(|way| way != prefix).collect())
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
        Ok(OtherOffices::beside(self.prefix(), offices_in(&self.git, tree)?))
    }
}

/// Trees looked through for some dossiers.
struct Looking<'a> {
    git: &'a gix::Repository,
    trees: Trees<'a>,
    others: &'a OtherOffices,
    dossiers: &'a BTreeSet<DossierId>,
    /// Those that were found.
    found: BTreeSet<DossierId>,
    /// Whether anything said which dossier it is.
    told: bool,
}

impl Looking<'_> {
    /// Adds the dossiers of which a folder or file came or changed between two trees, to which this way leads.
    fn look(&mut self, (before, after): (Option<ObjectId>, ObjectId), place: &str) -> Result<(), RepositoryError> {
        if self.others.hold(place) {
            self.told = true;
            return Ok(());
        }
        // Of a dossier's own file the folder says which dossier it is, whatever was once mistyped in it.
        let is_dossier = place.trim_end_matches('/').rsplit('/').next().is_some_and(|name| number_of(name.as_bytes()).is_some());
        for (_, _, is) in self.trees.changed_texts(before, Some(after))?.into_iter().filter(|(name, ..)| !(is_dossier && name == b"dossier.md")) {
            let number = is.map(|file| stated_number(self.git, file)).transpose()?.flatten();
            self.heed(number);
        }
        for (name, was, is) in self.trees.changed_folders(before, Some(after))? {
            let Some(is) = is else { continue };
            let number = number_of(&name);
            self.told |= number.is_some();
            match number.filter(|number| self.dossiers.contains(number) && self.others.leave(place)) {
                Some(dossier) => self.found.extend([dossier]),
                None => self.look((was, is), &format!("{place}{}/", String::from_utf8_lossy(&name)))?,
            }
        }
        Ok(())
    }

    fn heed(&mut self, number: Option<DossierId>) {
        self.told |= number.is_some();
        self.found.extend(number.filter(|number| self.dossiers.contains(number)));
    }
}
