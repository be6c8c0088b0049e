//! Answers for someone who reads them on a screen.

mod agenda;
mod calendar;
mod deadlines;
mod derivation;
mod dutch_day;
mod remarks;
mod standing;
mod table;

pub use agenda::agenda;
pub use calendar::calendar;
pub use deadlines::deadlines;
pub use derivation::derivations;
pub use dutch_day::short_day;
pub use remarks::{Screen, excerpts, remarks};
