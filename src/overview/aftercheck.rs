//! What a place elsewhere was found to have of what was destroyed here.

use std::collections::BTreeMap;

use crate::domain::DossierId;

/// A place that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookedAt {
    /// The place, without what gives access to it.
    pub place: String,
    /// How many references it offers.
    pub offered: usize,
    /// The references that lead to what was destroyed.
    pub leading: Vec<LeadsBack>,
    /// Other references that lead to what a destruction or a redaction put something else in the place of.
    pub old: Vec<String>,
    /// How many old commits and tags there were to ask for by name; 0 where the list of them is not here any more.
    pub to_ask: usize,
    /// How many of those were asked for.
    pub asked: usize,
    /// The whole names of those it handed out.
    pub handed_out: Vec<String>,
    /// Whether it hands out nothing by name, so that this cannot be told.
    pub untold: bool,
}

/// A reference of a place that leads to what was destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadsBack {
    /// Its name there.
    pub reference: String,
    /// The dossiers, each with a commit that brought it; none where it does not say what it is.
    pub dossiers: BTreeMap<DossierId, String>,
}

impl LookedAt {
    /// Whether nothing of it was found there, and all of it was looked for: without the list nobody knows what to ask for by name.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.leading.is_empty() && self.old.is_empty() && self.handed_out.is_empty() && !self.untold && self.to_ask > 0
    }
}
