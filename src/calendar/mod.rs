//! Working days, holidays and periods; knows no complaints and no clock.

mod days;
mod dutch;
mod holiday;
mod kind;
mod period;

pub use days::{Calendar, Closure, CountedDay, DayOff, Equated};
pub use dutch::{day_in_words, month_in_brief, month_in_words, weekday_and_day, weekday_in_words};
pub use holiday::{Holiday, holidays};
pub use kind::HolidayKind;
pub use period::{InvalidPeriod, Period};
