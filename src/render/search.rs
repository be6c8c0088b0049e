//! What a search found, as terminal and JSON tell it.

use chrono::NaiveDate;

use crate::domain::DossierId;
use crate::overview::Hit;

/// A place, with the day of the version for one of before.
pub type FoundPlace<'a> = (Option<NaiveDate>, &'a Hit);

/// The dossiers in which something stands, in order of number.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Each dossier with its places.
    pub dossiers: Vec<(DossierId, Vec<FoundPlace<'a>>)>,
    /// How many stored pieces could not be looked into.
    pub closed: usize,
}
