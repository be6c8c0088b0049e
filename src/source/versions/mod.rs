//! Two versions of a dossier that were recorded one after the other: what may not have become of the one in the other.

mod closed;
mod entry;
mod step;

pub use closed::{edits_after_closing, edits_while_closed, must_stay_as_it_was};
pub use entry::{late_entry, may_have_late_entry};
pub use step::{unlawful_begin, unlawful_step};

/// What to do about a finding in the history, which nobody can undo.
const EXPLAIN: &str = "klopt het toch, licht het dan toe onder «historie_toegelicht» in dossiers/regeling.yaml";
