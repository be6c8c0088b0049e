//! Who records.

use super::finding::{Check, Finding};

/// Whether git knows who records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identified {
    /// Name and address are set.
    Known,
    /// They are not.
    Unknown,
}

impl Identified {
    pub(super) fn judged(self) -> Finding {
        match self {
            Self::Known => Finding::good(Check::Identity, "git weet wie er vastlegt"),
            Self::Unknown => Finding::wrong(
                Check::Identity,
                "git weet nog niet wie er vastlegt",
                "vul ze eenmalig in: git config --global user.name \"Voornaam Achternaam\" en git config --global user.email naam@organisatie.example",
            ),
        }
    }
}
