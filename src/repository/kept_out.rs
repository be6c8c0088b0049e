//! What must not come back: the dossiers that were destroyed and those from which something was taken out, as registers name them.

use std::collections::BTreeSet;

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::offices::file_at;
use super::reach::{Leading, OtherOffices, leading_to};
use super::returning::Returning;
use super::twins::Redacted;
use crate::domain::DossierId;
use crate::source::{read_destroyed, read_redacted};

/// What is being done when a register cannot be read.
const READING: &str = "het lezen van de registers";
/// The register of destroyed dossiers.
pub(super) const DESTROYED: &str = "register/vernietigd.yaml";
/// The register of dossiers from which something was taken out.
const REDACTED: &str = "register/weggelakt.yaml";

/// The dossiers that registers of one office name, and where they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct KeptOut {
    /// The destroyed.
    pub(super) destroyed: BTreeSet<DossierId>,
    /// Those from which something was taken out, and that were not destroyed since.
    pub(super) redacted: Redacted,
    /// The registers that name the latter: another redaction of the same dossier is another register.
    registers: BTreeSet<ObjectId>,
}

impl KeptOut {
    /// What the registers at any of these commits name, in the dossier folder below `prefix`.
    pub(super) fn at(git: &gix::Repository, prefix: &str, commits: impl IntoIterator<Item = ObjectId>) -> Result<Self, RepositoryError> {
        let mut kept = Self { redacted: Redacted::of(prefix), ..Self::default() };
        let mut seen = BTreeSet::new();
        for commit in commits {
            let commit = git.find_object(commit).doing(READING)?.peel_to_commit().doing(READING)?;
            let tree = commit.tree().doing(READING)?;
            let id_at = |path: &str| {
                let entry = tree.lookup_entry(format!("{prefix}{path}").split('/')).doing(READING)?;
                Ok::<_, RepositoryError>(entry.map(|entry| entry.object_id()))
            };
            let read = |path: &str| file_at(git, tree.id, &format!("{prefix}{path}"));
            if let Some(register) = id_at(DESTROYED)?
                && seen.insert(register)
            {
                kept.destroyed.extend(read_destroyed(&read(DESTROYED)?).into_iter().map(|destroyed| destroyed.id));
            }
            if let Some(register) = id_at(REDACTED)? {
                if seen.insert(register) {
                    kept.redacted.dossiers.extend(read_redacted(&read(REDACTED)?));
                }
                kept.registers.insert(register);
                kept.redacted.ends.insert(commit.id);
            }
        }
        kept.redacted.dossiers.retain(|dossier| !kept.destroyed.contains(dossier));
        Ok(kept)
    }

    /// What this keeps out and the other does not.
    pub(super) fn besides(&self, other: &Self) -> Returning {
        let beside = |one: &BTreeSet<DossierId>, other: &BTreeSet<DossierId>| one.difference(other).copied().collect();
        Returning { destroyed: beside(&self.destroyed, &other.destroyed), redacted: beside(&self.redacted.dossiers, &other.redacted.dossiers) }
    }

    /// Whether there is nothing to keep out.
    pub(super) fn is_empty(&self) -> bool {
        self.destroyed.is_empty() && self.redacted.dossiers.is_empty()
    }

    /// The references of these that lead to any of it, in order; what `hidden` leads to is passed over.
    pub(super) fn leading(
        &self,
        git: &gix::Repository,
        references: &[(String, ObjectId)],
        hidden: &[ObjectId],
        others: &OtherOffices,
    ) -> Result<Vec<Leading>, RepositoryError> {
        let mut leading = leading_to(git, references, hidden.iter().copied(), others, &self.destroyed)?;
        leading.extend(self.redacted.leading(git, references, hidden)?);
        Ok(leading)
    }

    /// What it is, on one line.
    pub(super) fn in_line(&self) -> String {
        let destroyed = self.destroyed.iter().map(ToString::to_string);
        destroyed.chain(self.registers.iter().map(ToString::to_string)).collect::<Vec<_>>().join(" ")
    }
}
