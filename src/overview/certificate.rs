//! The certificate a destruction ends with: what was done, what shows it, and what is left to do; nothing by which anyone could be known.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{DestructionGround, DossierId, vocabulary};
use crate::regulation::OfficerRole;

vocabulary! {
    /// What is proved of a destruction.
    ProofKind {
        /// No tree has a folder of a dossier that is gone.
        NoFolder = "geen_map",
        /// Every object is one that a branch or tag leads to, so none that only these dossiers had is left.
        NoRemains = "geen_restant",
        /// No name, address or number of their people stands anywhere.
        NoTrace = "geen_spoor",
        /// Every other dossier has the course it had.
        OthersEqual = "andere_gelijk",
        /// Every object is there and is what its name says.
        Sound = "opslag_heel",
    }
}

/// A certificate of a destruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The dossiers.
    pub numbers: BTreeSet<DossierId>,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub ground: DestructionGround,
    /// In which role it was done.
    pub role: OfficerRole,
    /// How many recordings the history had.
    pub recordings: usize,
    /// How many of them were about these dossiers alone, and are no more.
    pub fallen_away: usize,
    /// How many other dossiers were compared.
    pub compared: usize,
    /// How many objects the new store has.
    pub objects: usize,
    /// By how many names, addresses and numbers was looked.
    pub looked_for: usize,
    /// What was found elsewhere, and may stand there.
    pub elsewhere: Elsewhere,
}

/// Where someone of a destroyed dossier still is known, without what would say who.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Other dossiers.
    pub dossiers: BTreeSet<DossierId>,
    /// How many other places: messages, tags, loose files.
    pub other: usize,
    /// How many files could not be looked through.
    pub unread: usize,
    /// In how many places the bare number stays, such as a note or another dossier.
    pub numbered: usize,
}

impl Elsewhere {
    /// What the places, named in words, come to. A place within a dossier is told by the number of that dossier alone.
    #[must_use]
    pub fn of<'p>(places: impl IntoIterator<Item = &'p str>, unread: usize) -> Self {
        let mut found = Self { unread, ..Self::default() };
        for place in places {
            let within = place.starts_with("dossiers/").then(|| place.split('/').find_map(|part| part.parse().ok())).flatten();
            match within {
                Some(dossier) => drop(found.dossiers.insert(dossier)),
                None => found.other += 1,
            }
        }
        found
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.dossiers.is_empty() && self.other == 0
    }
}

impl Certificate {
    /// Whether this is proved. A destruction of which the store is not as it should be is never carried out, so only what was found
    /// elsewhere and left there, or could not be looked through, can be lacking.
    #[must_use]
    pub fn proves(&self, kind: ProofKind) -> bool {
        kind != ProofKind::NoTrace || self.elsewhere.is_nothing() && self.elsewhere.unread == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_elsewhere_is_told_by_number_or_by_count_and_never_by_its_name() {
        let places = ["dossiers/2026/K-2026-0003/bijlagen/brief van Sanne.txt", "dossiers/2026/K-2026-0003/dossier.md", "Sanne.txt", "de tag sanne"];
        let found = Elsewhere::of(places, 1);
        assert_eq!(found, Elsewhere { dossiers: BTreeSet::from(["K-2026-0003".parse().unwrap()]), other: 2, unread: 1, numbered: 0 });
    }
}
