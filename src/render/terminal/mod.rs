//! Answers for someone who reads them on a screen.

mod calendar;
mod dutch_day;
mod table;

pub use calendar::calendar;
pub use dutch_day::{day_month, full_day};
