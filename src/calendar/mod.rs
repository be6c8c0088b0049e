//! Working days, holidays and periods; knows no complaints and no clock.

mod days;
mod holiday;
mod kind;
mod period;

pub use days::{Calendar, Closure, CountedDay, DayOff, Equated};
pub use holiday::{Holiday, holidays};
pub use kind::HolidayKind;
pub use period::{InvalidPeriod, Period};
