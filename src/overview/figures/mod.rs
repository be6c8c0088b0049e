//! Figures of a year: tables that add up, how long answers took, and hiding small numbers in what is meant for others.

mod aftermath;
mod handling;
mod hiding;
mod in_time;
mod lead_time;
mod over_time;
mod related;
mod table;
mod wording;

pub use aftermath::aftermath_tables;
pub use handling::{counted_finding, handling_tables};
pub(super) use hiding::is_small;
pub use hiding::{HiddenTable, closed, hide, open};
pub use in_time::PartOf;
pub use lead_time::{LeadTime, lead_time};
pub(super) use over_time::answer_days;
pub use over_time::{lead_times, months};
pub use related::hide_together;
pub use table::{Table, TableKind, TableRow, Weight};
