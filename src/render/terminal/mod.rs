//! Answers for someone who reads them on a screen.

mod aftermath;
mod agenda;
mod audit;
mod calendar;
mod deadlines;
mod derivation;
mod dutch_day;
mod erasure;
mod health;
mod inspection;
mod keeping;
mod list_plan;
mod log;
mod register;
mod remarks;
mod report;
mod search;
mod standing;
mod table;

pub use aftermath::aftermath;
pub use agenda::agenda;
pub use audit::audit;
pub use calendar::calendar;
pub use deadlines::deadlines;
pub use derivation::derivations;
pub use dutch_day::short_day;
pub use erasure::erasure;
pub use health::health;
pub use inspection::{decisions_to_add, inspection};
pub use keeping::keeping;
pub use list_plan::list_plan;
pub use log::log;
pub use register::register;
pub use remarks::{Screen, excerpts, remarks};
pub use report::report;
pub use search::search;
