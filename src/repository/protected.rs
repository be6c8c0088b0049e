//! Which branches of a server lose nothing, and what its main branch is.

use std::collections::BTreeSet;
use std::path::Path;

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::foretold::Foretold;
use super::kept_out::KeptOut;
use super::lawful::Offence;
use super::offices::offices_in;
use super::received::{Receiving, RefUpdate, Refusal};

/// What is being done when the branches cannot be read.
const READING: &str = "het lezen van de takken";
/// The setting with the names of branches that are never rewritten, beside the main one.
const PROTECTED: &str = "klacht.beschermdeTak";
/// Where branches stand.
pub(super) const BRANCHES: &str = "refs/heads/";

/// The branch that HEAD of a repository names, and where the dossiers are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainBranch {
    /// Its name.
    pub name: String,
    /// Whether it is there.
    pub is_there: bool,
    /// Every branch that holds dossiers, by name.
    pub with_dossiers: Vec<String>,
}

impl MainBranch {
    /// That of the repository in this folder; `None` when HEAD names no branch.
    ///
    /// # Errors
    /// When there is no repository, or it cannot be read.
    pub fn of(folder: &Path) -> Result<Option<Self>, RepositoryError> {
        let git = gix::open(folder).doing("het openen van de git-opslag")?;
        let Some(name) = git.head_name().doing(READING)? else { return Ok(None) };
        let with_dossiers = branches_with_dossiers(&git)?.iter().map(|branch| short(branch).to_owned()).collect();
        Ok(Some(Self { name: name.shorten().to_string(), is_there: git.head_id().is_ok(), with_dossiers }))
    }
}

impl Receiving {
    /// What the branches would lose by these moves.
    ///
    /// The main branch only grows, and so do those the settings name; while the main branch is not there, every branch with
    /// dossiers. Any other may lose dossiers that another branch keeps. A branch may lose what a lawful destruction takes, where who
    /// administers the server lets that through.
    pub(super) fn losses(&self, updates: &[RefUpdate], foretold: &Foretold) -> Result<BTreeSet<Offence>, RepositoryError> {
        let protected = self.protected_branches()?;
        let mut found = BTreeSet::new();
        for update in updates.iter().filter(|update| update.name.starts_with(BRANCHES)) {
            let Some(old) = update.old else { continue };
            let name = || short(&update.name).to_owned();
            if protected.contains(&update.name) {
                found.extend(match update.new {
                    None => Some(Offence::BranchDeleted(name())),
                    Some(new) => self.rewritten(name(), (old, new), foretold)?,
                });
            } else {
                let kept = foretold.instead_of(old).filter(|end| self.content.has_object(*end)).unwrap_or(old);
                let lost = self.left_out(kept, self.branches_after(updates)?)?;
                let mut with_dossiers = lost.into_iter().map(|commit| self.has_dossiers(commit));
                let loses = with_dossiers.find(|has| !matches!(has, Ok(false))).transpose()?;
                found.extend(loses.map(|_| Offence::DossiersLost(name())));
            }
        }
        Ok(found)
    }

    /// What is wrong with a protected branch that goes from one end to another; `None` when it only grows, also after a destruction.
    fn rewritten(&self, branch: String, (old, new): (ObjectId, ObjectId), foretold: &Foretold) -> Result<Option<Offence>, RepositoryError> {
        if self.left_out(old, [new])?.is_empty() {
            return Ok(None);
        }
        let lawful = match foretold.of(old).filter(|end| self.content.has_object(*end)) {
            Some(end) => self.left_out(end, [new])?.is_empty(),
            None => false,
        };
        Ok(match (lawful, foretold.is_allowed) {
            (true, true) => None,
            (true, false) => Some(Offence::DestructionNotAllowed(branch)),
            (false, _) => Some(Offence::BranchRewritten(branch)),
        })
    }

    /// Says of a destruction that is not let through why: it came too early, cannot be told, or its copy has not heard of another one.
    pub(super) fn tell_why_rewritten(
        &self,
        updates: &[RefUpdate],
        foretold: &Foretold,
        offices: &BTreeSet<String>,
        found: &mut BTreeSet<Refusal>,
    ) -> Result<(), RepositoryError> {
        let is_rewritten = |update: &&RefUpdate, found: &BTreeSet<Refusal>| {
            let branch = update.name.trim_start_matches(BRANCHES).to_owned();
            found.contains(&Refusal::of_push(Offence::BranchRewritten(branch)))
        };
        let rewritten: Vec<&RefUpdate> = updates.iter().filter(|update| is_rewritten(update, found)).collect();
        if !rewritten.is_empty() {
            found.extend(foretold.early.iter().map(|dossier| Refusal::of_push(Offence::TooEarly(*dossier))));
            found.extend(foretold.untold.iter().map(|dossier| Refusal::of_push(Offence::Untold(*dossier))));
        }
        for (update, old, new) in rewritten.into_iter().filter_map(|update| Some((update, update.old?, update.new?))) {
            for office in offices {
                let destroyed = |end| Ok::<_, RepositoryError>(KeptOut::at(&self.content, office, [end])?.destroyed);
                let (before, after) = (destroyed(old)?, destroyed(new)?);
                let here: BTreeSet<_> = before.difference(&after).copied().collect();
                let there: BTreeSet<_> = after.difference(&before).copied().collect();
                if !here.is_empty() && !there.is_empty() {
                    found.remove(&Refusal::of_push(Offence::BranchRewritten(update.name.trim_start_matches(BRANCHES).to_owned())));
                    // It has none of these lines, and takes none out.
                    found.retain(|refusal| !matches!(&refusal.offence, Offence::LineLost(line) if here.contains(&line.dossier)));
                    found.insert(Refusal::of_push(Offence::DestroyedMeanwhile { here, there }));
                }
            }
        }
        Ok(())
    }

    /// The commits of an old end that none of the new ones has.
    pub(super) fn left_out(&self, old: ObjectId, new: impl IntoIterator<Item = ObjectId>) -> Result<Vec<ObjectId>, RepositoryError> {
        let walk = self.content.rev_walk([old]).with_hidden(new).all().doing(READING)?;
        walk.map(|step| Ok(step.doing(READING)?.id)).collect()
    }

    /// The ends of all branches once these moves are made.
    fn branches_after(&self, updates: &[RefUpdate]) -> Result<BTreeSet<ObjectId>, RepositoryError> {
        let mut ends: BTreeSet<_> = updates.iter().filter(|update| update.name.starts_with(BRANCHES)).filter_map(|update| update.new).collect();
        for reference in self.standing.references().doing(READING)?.local_branches().doing(READING)?.flatten() {
            let stays = !updates.iter().any(|update| reference.name().as_bstr() == update.name.as_str());
            ends.extend(reference.into_fully_peeled_id().ok().map(gix::Id::detach).filter(|_| stays));
        }
        Ok(ends)
    }

    fn has_dossiers(&self, commit: ObjectId) -> Result<bool, RepositoryError> {
        let tree = self.content.find_commit(commit).doing(READING)?.tree_id().doing(READING)?;
        Ok(!offices_in(&self.content, tree.detach())?.is_empty())
    }

    /// The ends of the branches that only grow, as far as they are there.
    pub(super) fn protected_ends(&self) -> Result<BTreeSet<ObjectId>, RepositoryError> {
        let mut ends = BTreeSet::new();
        for branch in self.protected_branches()? {
            let reference = self.standing.try_find_reference(branch.as_str()).doing(READING)?;
            ends.extend(reference.and_then(|reference| reference.into_fully_peeled_id().ok()).map(gix::Id::detach));
        }
        Ok(ends)
    }

    /// The branches that only grow.
    pub(super) fn protected_branches(&self) -> Result<BTreeSet<String>, RepositoryError> {
        let config = self.standing.config_snapshot();
        let named = config.plumbing().strings(PROTECTED).unwrap_or_default();
        let mut protected: BTreeSet<_> = named.iter().map(|name| format!("{BRANCHES}{name}")).collect();
        protected.extend(self.standing.head_name().doing(READING)?.map(|name| name.to_string()));
        if self.standing.head_id().is_err() {
            protected.extend(branches_with_dossiers(&self.standing)?);
        }
        // One that is another name for such a branch moves that.
        for reference in self.standing.references().doing(READING)?.local_branches().doing(READING)?.flatten() {
            let leads_to = reference.target().try_name().map(|name| name.as_bstr().to_string());
            if leads_to.is_some_and(|name| protected.contains(&name)) {
                protected.insert(reference.name().as_bstr().to_string());
            }
        }
        Ok(protected)
    }
}

/// The branches whose end holds dossiers, by their full names; one that cannot be read may.
fn branches_with_dossiers(git: &gix::Repository) -> Result<BTreeSet<String>, RepositoryError> {
    let mut found = BTreeSet::new();
    for reference in git.references().doing(READING)?.local_branches().doing(READING)?.flatten() {
        let name = reference.name().as_bstr().to_string();
        let tree = reference.into_fully_peeled_id().ok().and_then(|id| id.object().ok()?.peel_to_tree().ok());
        if tree.is_none_or(|tree| offices_in(git, tree.id).is_ok_and(|offices| !offices.is_empty())) {
            found.insert(name);
        }
    }
    Ok(found)
}

/// The name of a branch as people say it.
fn short(name: &str) -> &str {
    name.trim_start_matches(BRANCHES)
}
