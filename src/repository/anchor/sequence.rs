//! What happened to a dossier up to a commit, in a form that a destruction of others leaves as it is.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::domain::{DossierId, Mark};
use crate::repository::audit::changes::Changes;
use crate::repository::audit::commit::Commit;
use crate::repository::{Repository, RepositoryError};
use crate::source::{AnchorLeaf, AnchorLeaves};

/// A change of a dossier: its folder before and after, and author, time and message of the commit.
pub(super) struct Element {
    /// The commit, by its place in the order.
    pub(super) index: usize,
    /// A hash of all that.
    pub(super) hash: [u8; 32],
}

/// The changes of every dossier, oldest first.
pub(super) struct Sequences(BTreeMap<DossierId, Vec<Element>>);

impl Sequences {
    /// The changes that these commits made.
    pub(super) fn of(repository: &Repository, commits: &[Commit], counted: &[bool]) -> Result<Self, RepositoryError> {
        let mut changes = Changes::new(repository, commits.len());
        let mut sequences: BTreeMap<DossierId, Vec<Element>> = BTreeMap::new();
        // Newest first: git keeps the newest version whole and older ones as differences from it.
        for index in (0..commits.len()).rev().filter(|index| counted[*index]) {
            for (dossier, (mut before, after)) in changes.folders(commits, index)? {
                // Whichever side of a merge was merged into the other.
                before.sort_unstable();
                let mut hash = Sha256::new();
                for folder in before.into_iter().chain([after]) {
                    match folder {
                        Some(folder) => hash.update(folder.as_bytes()),
                        None => hash.update(b"-"),
                    }
                    hash.update(b"\n");
                }
                hash.update(commits[index].fingerprint);
                sequences.entry(dossier).or_default().push(Element { index, hash: hash.finalize().into() });
            }
        }
        // By time and not by the order of the walk, in which the sides of a merge stand as the names of commits have it.
        let made = |element: &Element| (commits[element.index].made.timestamp(), element.index);
        sequences.values_mut().for_each(|sequence| sequence.sort_by_key(made));
        Ok(Self(sequences))
    }

    /// The changes of one dossier; none when it was not there.
    pub(super) fn of_dossier(&self, dossier: DossierId) -> &[Element] {
        self.0.get(&dossier).map_or(&[], Vec::as_slice)
    }

    /// The dossiers, by number.
    pub(super) fn dossiers(&self) -> impl Iterator<Item = DossierId> {
        self.0.keys().copied()
    }

    /// How many changes there are.
    pub(super) fn changes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// What stands behind an anchor of them.
    pub(super) fn leaves(&self) -> AnchorLeaves {
        AnchorLeaves::new(self.0.iter().map(|(dossier, sequence)| (*dossier, leaf(sequence))).collect())
    }
}

/// The sequence in brief.
pub(super) fn leaf<'e>(sequence: impl IntoIterator<Item = &'e Element>) -> AnchorLeaf {
    let sequence: Vec<_> = sequence.into_iter().map(|element| element.hash).collect();
    let mut hashes = sequence.clone();
    hashes.sort_unstable();
    let mut hash = Sha256::new();
    hashes.iter().for_each(|one| hash.update(one));
    AnchorLeaf { hash: Mark::of(&hash.finalize()), changes: sequence.iter().map(|hash| Mark::of(hash)).collect() }
}

/// The commits that one builds on, itself among them.
pub(super) fn ancestors(commits: &[Commit], of: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; commits.len()];
    let mut ahead: Vec<usize> = of.into_iter().collect();
    while let Some(index) = ahead.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            ahead.extend(&commits[index].parents);
        }
    }
    reached
}
