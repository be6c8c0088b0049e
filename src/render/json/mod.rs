//! The JSON contract: one envelope, documented in `docs/json.md`, changed only with its number.

mod aftercheck;
mod anchor;
mod audit;
mod calendar;
mod certificate;
mod check;
mod conflict;
mod deadlines;
mod envelope;
mod health;
mod keeping;
mod log;
mod register;
mod report;
mod search;

pub use aftercheck::aftercheck;
pub use anchor::anchor;
pub use audit::audit;
pub use calendar::calendar;
pub use certificate::certificate;
pub use check::check;
pub use conflict::conflict;
pub use deadlines::deadlines;
pub use health::health;
pub use keeping::keeping;
pub use log::log;
pub use register::register;
pub use report::report;
pub use search::search;
