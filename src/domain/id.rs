//! The number of a dossier.

use std::fmt;
use std::str::FromStr;

/// A dossier number such as `K-2026-0014`: the year of receipt and a serial from 1.
///
/// Never reused, also not after destruction. The serial has four digits or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierId {
    year: u16,
    serial: u32,
}

/// Why a text is not a dossier number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDossierId {
    /// The text has another shape than `K-JJJJ-NNNN`.
    #[error("«{0}» heeft niet de vorm K-JJJJ-NNNN, bijvoorbeeld K-2026-0014")]
    Shape(String),
    /// The serial is nought.
    #[error("het volgnummer begint bij 0001")]
    ZeroSerial,
}

impl DossierId {
    /// The number with this year and serial; `None` when the serial is nought or the year has no four digits.
    #[must_use]
    pub fn new(year: u16, serial: u32) -> Option<Self> {
        ((1000..=9999).contains(&year) && serial > 0).then_some(Self { year, serial })
    }

    /// The year of receipt, else of the oral report.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The serial within the year, from 1.
    #[must_use]
    pub fn serial(self) -> u32 {
        self.serial
    }
}

impl FromStr for DossierId {
    type Err = InvalidDossierId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shape = || InvalidDossierId::Shape(text.to_owned());
        let numbers = text.strip_prefix("K-").ok_or_else(shape)?;
        let (year, serial) = numbers.split_once('-').ok_or_else(shape)?;
        let year = digits(year, 4..=4).ok_or_else(shape)?;
        let serial = digits(serial, 4..=9).ok_or_else(shape)?;
        if serial == 0 {
            return Err(InvalidDossierId::ZeroSerial);
        }
        let year = u16::try_from(year).map_err(|_| shape())?;
        let id = Self::new(year, serial).ok_or_else(shape)?;
        // One number has one spelling: K-2026-00014 would be a second folder for K-2026-0014.
        if id.to_string() == text { Ok(id) } else { Err(shape()) }
    }
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "K-{:04}-{:04}", self.year, self.serial)
    }
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let only_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (only_digits && length.contains(&text.len())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_reads_and_writes_the_same() {
        for text in ["K-2026-0014", "K-1999-0001", "K-2026-12345"] {
            assert_eq!(text.parse::<DossierId>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in ["", "K-2026", "K-26-0001", "k-2026-0001", "K-2026-001", "K-2026-00014", "K-2026-+001", "K-0026-0001"] {
            assert!(text.parse::<DossierId>().is_err(), "{text}");
        }
    }

    #[test]
    fn serial_starts_at_one() {
        assert_eq!("K-2026-0000".parse::<DossierId>(), Err(InvalidDossierId::ZeroSerial));
    }
}
