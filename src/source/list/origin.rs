//! What a dossier remembers of the row it was made from, so that the same list twice adds nothing.

use sha2::{Digest, Sha256};

use crate::source::{hexadecimal, read_dossier};

/// The key under which the office's own number stands.
pub(super) const REFERENCE: &str = "x_lijst_kenmerk";
/// The key under which the row's fingerprint stands.
pub(super) const FINGERPRINT: &str = "x_lijst_regel";

/// The row a dossier was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The office's own number.
    pub reference: Option<String>,
    /// A fingerprint of everything in the row.
    pub fingerprint: String,
}

impl Origin {
    /// The origin of a row: by its own number, and by everything that stands in it.
    pub(super) fn of_row<'c>(reference: Option<&str>, cells: impl Iterator<Item = &'c str>) -> Self {
        let mut hash = Sha256::new();
        for cell in cells.filter(|cell| !cell.is_empty()) {
            hash.update(cell.as_bytes());
            hash.update([0x1f]);
        }
        let fingerprint = hexadecimal(&hash.finalize()[..8]);
        Self { reference: reference.map(str::to_owned), fingerprint }
    }

    /// Whether both come from one row: the same number of the office, or without one the same cells.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        match (&self.reference, &other.reference) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.fingerprint == other.fingerprint,
            _ => false,
        }
    }
}

/// The row this dossier was made from; `None` when it was not made from a list.
#[must_use]
pub fn origin(bytes: &[u8]) -> Option<Origin> {
    let mentions = bytes.windows(FINGERPRINT.len()).any(|window| window == FINGERPRINT.as_bytes());
    if !mentions {
        return None;
    }
    let reading = read_dossier(bytes);
    let text = |key: &str| reading.tree()?.entry(key)?.value.text().map(str::to_owned);
    Some(Origin { reference: text(REFERENCE), fingerprint: text(FINGERPRINT)? })
}
