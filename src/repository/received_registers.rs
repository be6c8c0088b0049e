//! The registers that outlive dossiers, on a server: what a push would take out of them.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::lawful::Offence;
use super::message::Kind;
use super::names::CommitId;
use super::received::{Receiving, RefUpdate, Refusal};
use super::registers::{LostLine, LostLines, lost_between};
use super::trailers::Trailers;
use super::trees::Trees;
use crate::source::LineLoss;

/// What is being done when what comes in cannot be read.
const READING: &str = "het lezen van de registers";
/// The setting by which who administers a server lets a number out of a register.
const ALLOWED: &str = "klacht.registercorrectieToestaan";

/// A commit that lost lines of registers.
struct Losing {
    commit: ObjectId,
    /// The tree before it.
    before: ObjectId,
    is_correction: bool,
    lost: LostLines,
}

impl Receiving {
    /// The lines of registers that a push would lose: by a commit that comes in, when the end does not have them back, or between the old
    /// and the new end of a branch that only grows.
    ///
    /// A commit that says it puts a register right may alter a line. One that takes a number out is let through only where who
    /// administers the server says so: with the number would go all that keeps a destroyed dossier out.
    pub(super) fn lines_lost(
        &self,
        updates: &[RefUpdate],
        known: &BTreeSet<ObjectId>,
        offices: &BTreeSet<String>,
    ) -> Result<BTreeSet<Refusal>, RepositoryError> {
        let protected = self.protected_branches()?;
        let mut found = BTreeSet::new();
        for update in updates {
            let Some(new) = update.new.map(|new| self.commits_of([new])).transpose()?.and_then(|commits| commits.first().copied()) else { continue };
            let old = update.old.filter(|_| protected.contains(&update.name));
            for office in offices {
                let mut refused = self.lost_by_commits(new, known, office)?;
                if let Some(old) = old {
                    let between = self.lost_between_ends((old, new), office)?;
                    let is_told = |refusal: &Refusal| refused.iter().any(|told: &Refusal| told.offence == refusal.offence);
                    let untold: Vec<_> = between.into_iter().filter(|refusal| !is_told(refusal)).collect();
                    refused.extend(untold);
                }
                found.extend(refused);
            }
        }
        Ok(found)
    }

    /// What single commits that come in lose for good; a merge is judged by what the branch loses.
    fn lost_by_commits(&self, tip: ObjectId, known: &BTreeSet<ObjectId>, office: &str) -> Result<BTreeSet<Refusal>, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let end = self.tree(tip)?;
        let mut found = BTreeSet::new();
        for losing in self.losing(tip, known.iter().copied().collect(), office)? {
            let lost_for_good = lost_between((&self.content, &mut trees), office, losing.before, end)?;
            let lines = losing.lost.iter().filter(|line| lost_for_good.iter().any(|lost| lost.is_of(line)));
            let offences = lines.filter_map(|line| self.offence(*line, losing.is_correction));
            found.extend(offences.map(|offence| Refusal { commit: Some(CommitId(losing.commit)), offence }));
        }
        Ok(found)
    }

    /// What a branch that only grows would lose, whatever way it goes.
    fn lost_between_ends(&self, (old, new): (ObjectId, ObjectId), office: &str) -> Result<Vec<Refusal>, RepositoryError> {
        let (before, after) = (self.tree(old)?, self.tree(new)?);
        let lost = lost_between((&self.content, &mut Trees::new(&self.content)), office, before, after)?;
        if lost.is_empty() {
            return Ok(Vec::new());
        }
        let corrections: Vec<_> = self.losing(new, vec![old], office)?.into_iter().filter(|losing| losing.is_correction).collect();
        let is_correction = |line: &LostLine| corrections.iter().any(|losing| losing.lost.iter().any(|lost| lost.is_of(line)));
        Ok(lost.iter().filter_map(|line| self.offence(*line, is_correction(line))).map(Refusal::of_push).collect())
    }

    /// The commits below a tip, with one parent, that lose lines.
    fn losing(&self, tip: ObjectId, hidden: Vec<ObjectId>, office: &str) -> Result<Vec<Losing>, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut found = Vec::new();
        for step in self.content.rev_walk([tip]).with_hidden(hidden).all().doing(READING)? {
            let commit = self.content.find_commit(step.doing(READING)?.id).doing(READING)?;
            let parents: Vec<_> = commit.parent_ids().map(gix::Id::detach).collect();
            let [parent] = parents[..] else { continue };
            let (before, after) = (self.tree(parent)?, commit.tree_id().doing(READING)?.detach());
            let lost = lost_between((&self.content, &mut trees), office, before, after)?;
            if !lost.is_empty() {
                let is_correction = Trailers::of(&commit.message_raw_sloppy().to_string()).kind == Some(Kind::RegisterCorrection);
                found.push(Losing { commit: commit.id, before, is_correction, lost });
            }
        }
        Ok(found)
    }

    /// Why a line may not go so; `None` when it may.
    fn offence(&self, line: LostLine, is_correction: bool) -> Option<Offence> {
        match (is_correction, line.loss) {
            (false, _) => Some(Offence::LineLost(line)),
            (true, LineLoss::Altered) => None,
            (true, LineLoss::Gone) => {
                let is_allowed = self.standing.config_snapshot().boolean(ALLOWED).unwrap_or(false);
                (!is_allowed).then_some(Offence::LineMayNotGo(line))
            }
        }
    }
}
