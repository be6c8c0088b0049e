//! What a search found, as terminal and JSON tell it.

use chrono::NaiveDate;

use crate::domain::DossierId;
use crate::overview::Hit;

/// The dossiers in which something stands, in order of number.
#[derive(Clone, Debug)]
pub struct Found<'a> {
    /// Each dossier with its places; the day of the version for those of before.
    pub dossiers: Vec<(DossierId, Vec<(Option<NaiveDate>, &'a Hit)>)>,
    /// How many stored pieces could not be looked into.
    pub closed: usize,
}
