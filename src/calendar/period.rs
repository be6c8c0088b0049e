//! Lengths of time as the procedure writes them.

use std::fmt;
use std::str::FromStr;

/// A length of time: "2 werkdagen", "28 dagen", "4 weken", "1 maand", "1 jaar".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days that are no Saturday, Sunday or observed holiday.
    WorkingDays(u16),
    /// Calendar days; a week is seven.
    Days(u16),
    /// Calendar months: the day with the same number, else the last of the month.
    Months(u16),
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen termijn; schrijf bijvoorbeeld «2 werkdagen», «28 dagen», «4 weken», «1 maand» of «2 jaar»")]
pub struct InvalidPeriod(pub String);

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidPeriod(text.to_owned());
        let (count, unit) = text.trim().split_once(' ').ok_or_else(invalid)?;
        let count: u16 = count.parse().map_err(|_| invalid())?;
        let times = |factor: u16| count.checked_mul(factor).filter(|product| *product <= 3660).ok_or_else(invalid);
        match unit.trim() {
            "werkdag" | "werkdagen" => Ok(Self::WorkingDays(times(1)?)),
            "dag" | "dagen" => Ok(Self::Days(times(1)?)),
            "week" | "weken" => Ok(Self::Days(times(7)?)),
            "maand" | "maanden" => Ok(Self::Months(times(1)?)),
            "jaar" => Ok(Self::Months(times(12)?)),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::WorkingDays(1) => f.write_str("1 werkdag"),
            Self::WorkingDays(count) => write!(f, "{count} werkdagen"),
            Self::Days(7) => f.write_str("1 week"),
            Self::Days(count) if count > 0 && count % 7 == 0 => write!(f, "{} weken", count / 7),
            Self::Days(1) => f.write_str("1 dag"),
            Self::Days(count) => write!(f, "{count} dagen"),
            Self::Months(count) if count > 0 && count % 12 == 0 => write!(f, "{} jaar", count / 12),
            Self::Months(1) => f.write_str("1 maand"),
            Self::Months(count) => write!(f, "{count} maanden"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_written() {
        for (text, period) in [
            ("2 werkdagen", Period::WorkingDays(2)),
            ("28 dagen", Period::Days(28)),
            ("4 weken", Period::Days(28)),
            ("1 maand", Period::Months(1)),
            ("2 jaar", Period::Months(24)),
        ] {
            assert_eq!(text.parse(), Ok(period));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "2", "werkdagen", "twee dagen", "-1 dagen", "2 uur", "99999 dagen", "10000 weken"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn period_is_written_in_its_largest_unit() {
        assert_eq!(Period::Days(28).to_string(), "4 weken");
        assert_eq!(Period::Days(10).to_string(), "10 dagen");
        assert_eq!(Period::Months(12).to_string(), "1 jaar");
        assert_eq!(Period::WorkingDays(1).to_string(), "1 werkdag");
    }
}
