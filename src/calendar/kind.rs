//! The holidays by name.

use std::fmt;

/// A Dutch public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolidayKind {
    /// 1 January.
    NewYear,
    /// The Friday before Easter.
    GoodFriday,
    /// Easter Sunday.
    EasterSunday,
    /// Easter Monday.
    EasterMonday,
    /// Until 2013.
    QueensDay,
    /// From 2014.
    KingsDay,
    /// 5 May, every year.
    LiberationDay,
    /// The fortieth day of Easter.
    Ascension,
    /// The fiftieth day of Easter.
    WhitSunday,
    /// The Monday after.
    WhitMonday,
    /// 25 December.
    Christmas,
    /// 26 December.
    SecondChristmas,
}

impl HolidayKind {
    /// Every holiday with its Dutch name and the key under which the rule file switches it.
    pub const NAMES: &'static [(Self, &'static str, &'static str)] = &[
        (Self::NewYear, "Nieuwjaarsdag", "nieuwjaarsdag"),
        (Self::GoodFriday, "Goede Vrijdag", "goede_vrijdag"),
        (Self::EasterSunday, "eerste paasdag", "eerste_paasdag"),
        (Self::EasterMonday, "tweede paasdag", "tweede_paasdag"),
        (Self::QueensDay, "Koninginnedag", "koninginnedag"),
        (Self::KingsDay, "Koningsdag", "koningsdag"),
        (Self::LiberationDay, "Bevrijdingsdag", "bevrijdingsdag"),
        (Self::Ascension, "Hemelvaartsdag", "hemelvaartsdag"),
        (Self::WhitSunday, "eerste pinksterdag", "eerste_pinksterdag"),
        (Self::WhitMonday, "tweede pinksterdag", "tweede_pinksterdag"),
        (Self::Christmas, "eerste kerstdag", "eerste_kerstdag"),
        (Self::SecondChristmas, "tweede kerstdag", "tweede_kerstdag"),
    ];

    /// The Dutch name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The key in the rule file.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().2
    }

    /// The holiday with this key in the rule file.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::NAMES.iter().find(|row| row.2 == key).map(|row| row.0)
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        Self::NAMES.iter().find(|row| row.0 == self).expect("every holiday has a row")
    }
}

impl fmt::Display for HolidayKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
