//! A lawful destruction that comes in on a server: known by what it makes of the branches that stand there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::kept_out::KeptOut;
use super::offices::{file_at, offices_in};
use super::protected::BRANCHES;
use super::rebuild::foreseen;
use super::received::{Receiving, RefUpdate};
use super::replayed::folders_of;
use super::stated_number::number_of;
use super::trees::Trees;
use crate::domain::DossierId;
use crate::regulation::{Case, DisposalStanding, disposal, erasure_blocks};
use crate::source::{read_dossier, read_rules};

/// What is being done when what stands there cannot be read.
const READING: &str = "het lezen van wat er staat";
/// The setting by which who administers a server lets destructions through.
const ALLOWED: &str = "klacht.vernietigingToestaan";

/// What lawful destructions make of the ends of branches that do not just grow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Foretold {
    became: BTreeMap<ObjectId, ObjectId>,
    /// Whether who administers the server lets them through.
    pub(super) is_allowed: bool,
    /// The dossiers that would go and may not yet, by what stands here.
    pub(super) early: BTreeSet<DossierId>,
    /// Numbers that more than one dossier bore, of which it cannot be told here what was whose.
    pub(super) untold: BTreeSet<DossierId>,
}

/// Dossiers that were taken out, each with the files that went.
type Taken = BTreeMap<DossierId, Vec<Option<ObjectId>>>;
/// The dossiers that were destroyed, of each office by the way to it.
type Gone = BTreeMap<String, BTreeSet<DossierId>>;

impl Foretold {
    /// What a destruction that is let through makes of the end of a branch; `None` for any other.
    pub(super) fn instead_of(&self, end: ObjectId) -> Option<ObjectId> {
        self.became.get(&end).copied().filter(|_| self.is_allowed)
    }

    /// What a destruction makes of the end of a branch, let through or not.
    pub(super) fn of(&self, end: ObjectId) -> Option<ObjectId> {
        self.became.get(&end).copied()
    }

    /// What all that is let through became.
    pub(super) fn ends(&self) -> impl Iterator<Item = ObjectId> {
        self.became.values().copied().filter(|_| self.is_allowed)
    }
}

impl Receiving {
    /// What the destructions that these moves tell of make of the branches that stand here.
    ///
    /// A destruction is told of by the register at the end of the main branch, as it will be, and is lawful when by the rules and the
    /// dossiers as they stand here, in the main branch before any other, each of those dossiers may go on this day.
    pub(super) fn foretold(&self, updates: &[RefUpdate], today: NaiveDate) -> Result<Foretold, RepositoryError> {
        let is_allowed = self.standing.config_snapshot().boolean(ALLOWED).unwrap_or(false);
        let mut foretold = Foretold { is_allowed, ..Foretold::default() };
        let Some(main) = self.main_after(updates)? else { return Ok(foretold) };
        let (mut gone, mut ends) = (Gone::new(), BTreeSet::new());
        for update in updates {
            let Some((old, new)) = self.ends_of(update)? else { continue };
            if self.left_out(old, new)?.is_empty() {
                continue;
            }
            ends.insert(old);
            // A label goes along with what becomes of the branches, and decides nothing.
            let is_branch = update.name.starts_with(BRANCHES);
            for (office, dossiers) in if is_branch { self.destroyed_between(old, main)? } else { Gone::new() } {
                let early = self.may_not_go(&dossiers, &office, old, today)?;
                gone.entry(office).or_default().extend(dossiers.difference(&early));
                foretold.early.extend(early);
            }
        }
        gone.retain(|_, dossiers| !dossiers.is_empty());
        if gone.is_empty() {
            return Ok(foretold);
        }
        match foreseen(&self.standing, &gone, &ends) {
            Ok(became) => foretold.became = became,
            // Whose some versions were cannot be told, and so not what should have become of them.
            Err(RepositoryError::Untold(number)) => drop(foretold.untold.insert(number)),
            Err(error) => return Err(error),
        }
        Ok(foretold)
    }

    /// The end of the main branch once these moves are made.
    fn main_after(&self, updates: &[RefUpdate]) -> Result<Option<ObjectId>, RepositoryError> {
        let Some(main) = self.standing.head_name().doing(READING)? else { return Ok(None) };
        match updates.iter().find(|update| main.as_bstr() == update.name.as_str()) {
            Some(update) => Ok(update.new),
            None => Ok(self.standing.head_id().ok().map(gix::Id::detach)),
        }
    }

    /// The dossiers that the register at the end of the main branch calls destroyed and that at this end did not, of each office that has any.
    fn destroyed_between(&self, end: ObjectId, main: ObjectId) -> Result<Gone, RepositoryError> {
        let mut found = Gone::new();
        for office in offices_in(&self.content, self.tree(end)?)? {
            let destroyed = |commit| Ok::<_, RepositoryError>(KeptOut::at(&self.content, &office, [commit])?.destroyed);
            let gone: BTreeSet<DossierId> = destroyed(main)?.difference(&destroyed(end)?).copied().collect();
            if !gone.is_empty() {
                found.insert(office, gone);
            }
        }
        Ok(found)
    }

    /// The commits at the old end of a branch or tag, and at its new one; `None` for one that is new, or leads to no commit.
    fn ends_of(&self, update: &RefUpdate) -> Result<Option<(ObjectId, BTreeSet<ObjectId>)>, RepositoryError> {
        let old = self.commits_of(update.old)?.first().copied();
        old.map(|old| Ok((old, self.commits_of(update.new)?))).transpose()
    }

    /// Those of these dossiers of an office that may not be destroyed on this day, as they stand here: in the main branch first, then at this end.
    fn may_not_go(
        &self,
        dossiers: &BTreeSet<DossierId>,
        office: &str,
        end: ObjectId,
        today: NaiveDate,
    ) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let ends: Vec<ObjectId> = self.standing.head_id().ok().map(gix::Id::detach).into_iter().chain([end]).collect();
        let mut found = BTreeSet::new();
        let mut left = dossiers.clone();
        for end in &ends {
            // What was taken out of the folder before is judged by what it was last (decision 118); what was never here is not missed.
            let tree = self.tree(*end)?;
            let there = self.folders_there(tree, office)?;
            for (dossier, files) in self.taken_out(*end, office, &left.difference(&there).copied().collect())? {
                left.remove(&dossier);
                for file in files {
                    if !file.map_or(Ok(false), |file| self.may_go_as(file, tree, office, today))? {
                        found.insert(dossier);
                    }
                }
            }
            for dossier in left.intersection(&there).copied().collect::<Vec<_>>() {
                left.remove(&dossier);
                if !self.may_go(dossier, office, &ends, today)? {
                    found.insert(dossier);
                }
            }
        }
        Ok(found)
    }

    /// The numbers of which there is a folder in a tree, whatever is in it and whatever the year.
    fn folders_there(&self, tree: ObjectId, office: &str) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let top = trees.at(tree, &format!("{office}dossiers"))?;
        let mut found = BTreeSet::new();
        for (_, _, year) in trees.changed_folders(None, top)? {
            found.extend(trees.changed_folders(None, year)?.iter().filter_map(|(name, ..)| number_of(name)));
        }
        Ok(found)
    }

    /// Whether a dossier may be destroyed on this day, in every folder that bears its number, as it stands at the first of these ends that
    /// has it: its term is over, or it is to be erased at a request.
    fn may_go(&self, dossier: DossierId, office: &str, ends: &[ObjectId], today: NaiveDate) -> Result<bool, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut seen = BTreeSet::new();
        for end in ends {
            let tree = self.tree(*end)?;
            let top = trees.at(tree, &format!("{office}dossiers"))?;
            for (way, (_, folder)) in folders_of(&mut trees, (None, top), dossier)? {
                if !seen.insert(way) {
                    continue;
                }
                let Some(file) = trees.content(folder)?.file else { return Ok(false) };
                if !self.may_go_as(file, tree, office, today)? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Of each of these dossiers that was taken out before this end: the file, if there was one, in every folder that bore its number then.
    fn taken_out(&self, end: ObjectId, office: &str, wanted: &BTreeSet<DossierId>) -> Result<Taken, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut found = Taken::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        for step in self.content.rev_walk([end]).all().doing(READING)? {
            let commit = self.content.find_commit(step.doing(READING)?.id).doing(READING)?;
            let after = trees.at(self.tree(commit.id)?, &format!("{office}dossiers"))?;
            for parent in commit.parent_ids().map(gix::Id::detach).collect::<Vec<_>>() {
                let before = trees.at(self.tree(parent)?, &format!("{office}dossiers"))?;
                for dossier in wanted.iter().filter(|_| before != after) {
                    let differing = folders_of(&mut trees, (after, before), *dossier)?;
                    let taken = differing.into_values().filter(|(after, _)| after.is_none()).filter_map(|(_, before)| before);
                    let files = taken.map(|folder| Ok(trees.content(Some(folder))?.file)).collect::<Result<Vec<_>, RepositoryError>>()?;
                    if !files.is_empty() {
                        found.entry(*dossier).or_insert(files);
                    }
                }
            }
            if found.len() == wanted.len() {
                break;
            }
        }
        Ok(found)
    }

    /// Whether this version of a dossier may go by the rules of this tree.
    fn may_go_as(&self, file: ObjectId, tree: ObjectId, office: &str, today: NaiveDate) -> Result<bool, RepositoryError> {
        let bytes = self.content.find_blob(file).doing(READING)?.take_data();
        let rules = read_rules(&file_at(&self.content, tree, &format!("{office}dossiers/regeling.yaml"))?).0;
        let (Some(rules), Some(dossier)) = (rules, read_dossier(&bytes).dossier) else { return Ok(false) };
        let case = Case { dossier: &dossier, rules: &rules, today };
        let is_over = matches!(disposal(&case).standing, DisposalStanding::Overdue | DisposalStanding::DueSoon | DisposalStanding::Allowed);
        Ok(is_over || erasure_blocks(&case).is_empty())
    }
}
