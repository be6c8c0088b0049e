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
}

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
        let mut ends: BTreeMap<(String, BTreeSet<DossierId>), BTreeSet<ObjectId>> = BTreeMap::new();
        for update in updates.iter().filter(|update| update.name.starts_with(BRANCHES)) {
            let Some(old) = update.old else { continue };
            let grows = update.new.map_or(Ok(false), |new| Ok::<_, RepositoryError>(self.left_out(old, [new])?.is_empty()))?;
            if !grows && let Some(gone) = self.destroyed_lawfully(old, main, today)? {
                ends.entry(gone).or_default().insert(old);
            }
        }
        for ((office, gone), ends) in ends {
            match foreseen(&self.standing, &office, &gone, &ends) {
                Ok(became) => foretold.became.extend(became),
                // Whose some versions were cannot be told, and so not what should have become of them.
                Err(RepositoryError::Untold(_)) => {}
                Err(error) => return Err(error),
            }
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

    /// The dossiers of one office that are destroyed by now and were not at this end, when each of them might; `None` when there are none.
    fn destroyed_lawfully(&self, end: ObjectId, main: ObjectId, today: NaiveDate) -> Result<Option<(String, BTreeSet<DossierId>)>, RepositoryError> {
        let tree = self.content.find_commit(end).doing(READING)?.tree_id().doing(READING)?.detach();
        let trees = [self.standing.head_id().ok().map(gix::Id::detach), Some(end)].into_iter().flatten();
        let trees: Vec<ObjectId> = trees
            .map(|end| Ok(self.content.find_commit(end).doing(READING)?.tree_id().doing(READING)?.detach()))
            .collect::<Result<_, RepositoryError>>()?;
        let mut found = Vec::new();
        for office in offices_in(&self.content, tree)? {
            let destroyed = |commit| Ok::<_, RepositoryError>(KeptOut::at(&self.content, &office, [commit])?.destroyed);
            let gone: BTreeSet<DossierId> = destroyed(main)?.difference(&destroyed(end)?).copied().collect();
            if !gone.is_empty() {
                found.push((office, gone));
            }
        }
        let [(office, gone)] = found.as_slice() else { return Ok(None) };
        for dossier in gone {
            if !self.may_go(*dossier, office, (end, &trees), today)? {
                return Ok(None);
            }
        }
        Ok(found.pop())
    }

    /// Whether a dossier may be destroyed on this day, in every folder that bears its number, as it stands in the first of these trees that
    /// has it: its term is over, or it is to be erased at a request.
    fn may_go(&self, dossier: DossierId, office: &str, (end, ends): (ObjectId, &[ObjectId]), today: NaiveDate) -> Result<bool, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut seen = BTreeSet::new();
        for tree in ends {
            let top = trees.at(*tree, &format!("{office}dossiers"))?;
            for (way, (_, folder)) in folders_of(&mut trees, (None, top), dossier)? {
                if !seen.insert(way) {
                    continue;
                }
                let Some(file) = trees.content(folder)?.file else { return Ok(false) };
                let bytes = self.content.find_blob(file).doing(READING)?.take_data();
                if !self.may_go_as(&bytes, *tree, office, today)? {
                    return Ok(false);
                }
            }
        }
        // What was never here is not missed; of what is here in older versions alone nothing says whether it may go.
        Ok(!seen.is_empty() || !self.ever_held(end, office, dossier)?)
    }

    /// Whether this version of a dossier may go by the rules of this tree.
    fn may_go_as(&self, file: &[u8], tree: ObjectId, office: &str, today: NaiveDate) -> Result<bool, RepositoryError> {
        let rules = read_rules(&file_at(&self.content, tree, &format!("{office}dossiers/regeling.yaml"))?).0;
        let (Some(rules), Some(dossier)) = (rules, read_dossier(file).dossier) else { return Ok(false) };
        let case = Case { dossier: &dossier, rules: &rules, today };
        let is_over = matches!(disposal(&case).standing, DisposalStanding::Overdue | DisposalStanding::DueSoon | DisposalStanding::Allowed);
        Ok(is_over || erasure_blocks(&case).is_empty())
    }

    /// Whether any version of what this end leads to has a folder with this number.
    fn ever_held(&self, end: ObjectId, office: &str, dossier: DossierId) -> Result<bool, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut before = None;
        for step in self.content.rev_walk([end]).all().doing(READING)? {
            let tree = self.content.find_commit(step.doing(READING)?.id).doing(READING)?.tree_id().doing(READING)?.detach();
            let top = trees.at(tree, &format!("{office}dossiers"))?;
            if !folders_of(&mut trees, (before, top), dossier)?.is_empty() {
                return Ok(true);
            }
            before = top;
        }
        Ok(false)
    }
}
