//! The two dates that must never be swapped.

use chrono::NaiveDate;

/// The day of submission, as it stands on the complaint; starts the four weeks (art. 3, step 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Submitted(NaiveDate);

/// The day of arrival at the company; starts the two working days (art. 3, step 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Received(NaiveDate);

impl Submitted {
    /// The submission on this day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self(day)
    }

    /// The day itself.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl Received {
    /// The receipt on this day.
    #[must_use]
    pub fn on(day: NaiveDate) -> Self {
        Self(day)
    }

    /// The day itself.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }
}
