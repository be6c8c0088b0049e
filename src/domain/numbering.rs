//! Where the numbers of a year begin, and which of them nothing explains.

use std::collections::{BTreeMap, BTreeSet};

use super::DossierId;

/// The serials at which the numbers of a year begin: one for an office, and for offices taken together each its own.
///
/// A series runs from its first serial to just before the first of the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering(BTreeSet<u32>);

/// A run of numbers that nothing explains; both are of it.
pub type Gap = (DossierId, DossierId);

impl Numbering {
    /// The numbers of an office that begins each year with this serial.
    #[must_use]
    pub fn from(first: u32) -> Self {
        Self(BTreeSet::from([first]))
    }

    /// The numbers of this office and of that one.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.0.extend(&other.0);
        self
    }

    /// The serial an office gives next, when this is the highest it gave in the year, nought when it gave none; `None` when all are given.
    #[must_use]
    pub fn next(&self, highest: u32) -> Option<u32> {
        let first = self.0.first().copied().unwrap_or(1);
        highest.checked_add(1).map(|next| next.max(first))
    }

    /// The first serial of the series this one is in; 1 when it is below all of them, for then the office began at 1 before it did at its own.
    fn series_of(&self, serial: u32) -> u32 {
        self.0.range(..=serial).next_back().copied().unwrap_or(1)
    }

    /// The runs of numbers that are missing, in order: from the first of each series to the highest that was given in it.
    ///
    /// Whatever is known explains a number; only those that were `given` raise the highest.
    #[must_use]
    pub fn gaps(&self, known: &BTreeSet<DossierId>, given: impl Iterator<Item = DossierId>) -> Vec<Gap> {
        let highest = self.highest(given);
        let (mut found, mut series, mut expected) = (Vec::new(), None, 1);
        for number in known {
            let first = self.series_of(number.serial());
            if highest.get(&(number.year(), first)).is_none_or(|highest| number > highest) {
                continue;
            }
            if series != Some((number.year(), first)) {
                (series, expected) = (Some((number.year(), first)), first);
            }
            found.extend(run(number.year(), expected, number.serial() - 1));
            expected = number.serial() + 1;
        }
        found
    }

    /// The highest of these numbers in each series of each year.
    fn highest(&self, given: impl Iterator<Item = DossierId>) -> BTreeMap<(u16, u32), DossierId> {
        let mut highest = BTreeMap::new();
        for number in given {
            let top = highest.entry((number.year(), self.series_of(number.serial()))).or_insert(number);
            *top = number.max(*top);
        }
        highest
    }
}

/// The serials from first to last of a year; `None` when there are none.
fn run(year: u16, first: u32, last: u32) -> Option<Gap> {
    Some((DossierId::new(year, first).filter(|_| first <= last)?, DossierId::new(year, last)?))
}

impl Default for Numbering {
    fn default() -> Self {
        Self::from(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> BTreeSet<DossierId> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn gaps(numbering: &Numbering, known: &[&str]) -> Vec<String> {
        let known = numbers(known);
        numbering.gaps(&known, known.iter().copied()).into_iter().map(|(first, last)| format!("{first} {last}")).collect()
    }

    #[test]
    fn numbers_begin_at_one_each_year() {
        let found = gaps(&Numbering::default(), &["K-2025-0003", "K-2026-0001", "K-2026-0004"]);
        assert_eq!(found, ["K-2025-0001 K-2025-0002", "K-2026-0002 K-2026-0003"]);
    }

    #[test]
    fn nothing_is_missing_before_the_first_number_of_an_office() {
        assert_eq!(gaps(&Numbering::from(5001), &["K-2025-5001", "K-2026-5003"]), ["K-2026-5001 K-2026-5002"]);
    }

    #[test]
    fn year_that_began_at_one_is_still_counted_from_there() {
        let found = gaps(&Numbering::from(5001), &["K-2026-0003", "K-2026-5003"]);
        assert_eq!(found, ["K-2026-0001 K-2026-0002", "K-2026-5001 K-2026-5002"]);
    }

    #[test]
    fn nothing_is_missing_between_the_numbers_of_two_offices() {
        let both = Numbering::default().and(&Numbering::from(5001));
        assert_eq!(gaps(&both, &["K-2026-0002", "K-2026-5001", "K-2026-5003"]), ["K-2026-0001 K-2026-0001", "K-2026-5002 K-2026-5002"]);
    }

    #[test]
    fn next_number_is_one_above_the_highest_and_never_below_the_first() {
        let next = |first, highest| Numbering::from(first).next(highest);
        assert_eq!([next(1, 0), next(1, 7), next(5001, 0), next(5001, 3), next(5001, 5001)], [1, 8, 5001, 5001, 5002].map(Some));
        assert_eq!(Numbering::default().next(u32::MAX), None);
    }

    #[test]
    fn number_that_was_not_given_raises_no_highest() {
        let both = Numbering::default().and(&Numbering::from(5001));
        let known = numbers(&["K-2026-0002", "K-2026-0009", "K-2026-5001", "K-2026-5009"]);
        let given = numbers(&["K-2026-0002", "K-2026-5001"]);
        assert_eq!(both.gaps(&known, given.into_iter()), [("K-2026-0001".parse().unwrap(), "K-2026-0001".parse().unwrap())]);
    }
}
