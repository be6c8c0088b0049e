//! An inspection before it is handed out: what goes along, what stays behind, and what stands in the way.

use super::leftovers::{Leftover, RemainingPlace, inspect_piece, leftovers, secrets};
use crate::domain::{Decision, Dossier, RequestKind};
use crate::regulation::{Case, Term};
use crate::source::inspection::{Disclosed, Naming};

/// A stored piece with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPiece {
    /// Its path in the folder of the dossier.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An inspection of one dossier, ready to be judged by the officer.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The dossier as it may be seen.
    pub disclosed: Disclosed,
    /// The stored pieces that go along, in order of path.
    pub pieces: Vec<StoredPiece>,
    /// What is left out and still stands somewhere.
    pub leftovers: Vec<Leftover>,
    /// The pieces, or parts of messages, that cannot be looked into.
    pub closed: Vec<String>,
}

impl Inspection {
    /// The inspection of what may be seen of a dossier, with all stored pieces beside it.
    #[must_use]
    pub fn of(disclosed: Disclosed, stored: Vec<StoredPiece>, case: &Case<'_>) -> Self {
        let secrets = secrets(&disclosed, case.rules);
        let shown = Case { dossier: &disclosed.dossier, ..*case };
        let mut leftovers = leftovers(&secrets, &disclosed, shown.handler());
        let pieces: Vec<StoredPiece> = stored.into_iter().filter(|piece| !disclosed.withheld_pieces.contains_key(&piece.path)).collect();
        let mut closed = Vec::new();
        for piece in &pieces {
            let is_decided = disclosed.shown_pieces.contains(&piece.path);
            let inspected = inspect_piece(&secrets, &piece.path, &piece.bytes);
            let counts = |leftover: &Leftover| !is_decided || matches!(leftover.still_in, RemainingPlace::PieceName(_));
            leftovers.extend(inspected.leftovers.into_iter().filter(counts));
            closed.extend(inspected.closed);
        }
        Self { disclosed, pieces, leftovers, closed }
    }

    /// The fields that name another and on which the officer has not decided.
    pub fn undecided(&self) -> impl Iterator<Item = &Naming> {
        self.disclosed.naming.iter().filter(|naming| naming.shown_because.is_none())
    }
}

/// The last request to inspect the dossier that was not refused, by its place among the requests.
#[must_use]
pub fn inspection_request(dossier: &Dossier) -> Option<usize> {
    let asked = |request: &crate::domain::Request| request.kind == Some(RequestKind::Inspection) && request.decision != Some(Decision::Refused);
    dossier.requests.iter().rposition(asked)
}

/// Of the terms that follow from what may be seen those that are true, and those that would be told otherwise than they are.
///
/// A term that rests on something left out comes out differently without it: telling it would be wrong, telling the true one
/// would tell what is left out.
#[must_use]
pub fn told_and_untold(true_terms: &[Term], shown: Vec<Term>) -> (Vec<Term>, Vec<Term>) {
    let told: Vec<Term> = shown.into_iter().filter(|term| true_terms.contains(term)).collect();
    let untold = true_terms.iter().filter(|term| !told.contains(term)).cloned().collect();
    (told, untold)
}
