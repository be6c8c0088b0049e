//! Telling whether something reads the same again.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::repository::{Change, TrackedPath};

/// What differs from what was recorded last, told by its hash: equal for equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print(pub [u8; 32]);

impl Print {
    /// Of these changes.
    #[must_use]
    pub fn of(changes: &BTreeMap<TrackedPath, Change>) -> Self {
        let mut hash = Sha256::new();
        for (path, change) in changes {
            let (kind, bytes): (u8, &[u8]) = match change {
                Change::Content(bytes) => (1, bytes),
                Change::Removed => (0, &[]),
            };
            for part in [path.as_str().as_bytes(), &[kind], bytes] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        Self(hash.finalize().into())
    }
}
