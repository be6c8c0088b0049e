//! How many of the terms that came to an end were kept, and of the appeals that were ruled on gave the appellant right.

use super::hiding::HiddenTable;

/// A part of a whole; `None` where a number that is needed for it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// The part.
    pub part: Option<u32>,
    /// The whole.
    pub whole: Option<u32>,
}

impl HiddenTable {
    /// How many terms were kept, thanks to an extension or without one, of those that were met or passed; those that run or lapsed count in
    /// neither.
    #[must_use]
    pub fn in_time(&self) -> PartOf {
        self.part_of(&["op_tijd", "op_tijd_na_uitstel"], &["te_laat", "te_laat_open"])
    }

    /// How many rulings reversed what was decided, in whole or in part, of all rulings.
    #[must_use]
    pub fn reversed(&self) -> PartOf {
        self.part_of(&["gegrond", "deels_gegrond"], &["ongegrond", "niet_ontvankelijk", "niet_vermeld"])
    }

    /// The number in a row; nought when there is no such row, `None` when it is hidden.
    #[must_use]
    pub fn count(&self, key: &str) -> Option<u32> {
        match self.rows.iter().find(|row| row.0 == key) {
            Some(row) => row.1,
            None => self.total.map(|_| 0),
        }
    }

    /// The rows together; `None` when one of them is hidden.
    #[must_use]
    pub fn sum(&self, keys: &[&str]) -> Option<u32> {
        keys.iter().map(|key| self.count(key)).sum()
    }

    fn part_of(&self, part: &[&str], rest: &[&str]) -> PartOf {
        let part = self.sum(part);
        PartOf { part, whole: part.zip(self.sum(rest)).map(|(part, rest)| part + rest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::TableKind;

    fn table(kind: TableKind, rows: &[(&str, Option<u32>)]) -> HiddenTable {
        HiddenTable { kind, total: Some(20), rows: rows.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect() }
    }

    #[test]
    fn terms_that_run_or_lapsed_are_neither_kept_nor_late() {
        let rows = [("op_tijd", Some(9)), ("op_tijd_na_uitstel", Some(3)), ("te_laat", Some(1)), ("te_laat_open", Some(1)), ("loopt", Some(6))];
        assert_eq!(table(TableKind::Answer, &rows).in_time(), PartOf { part: Some(12), whole: Some(14) });
    }

    #[test]
    fn hidden_number_hides_what_is_reckoned_with_it() {
        let rows = [("op_tijd", Some(9)), ("te_laat", None), ("te_laat_open", Some(0)), ("loopt", None)];
        assert_eq!(table(TableKind::Acknowledgement, &rows).in_time(), PartOf { part: Some(9), whole: None });
    }

    #[test]
    fn ruling_that_gives_the_appellant_right_in_part_is_a_reversal() {
        let rows =
            [("gegrond", Some(1)), ("deels_gegrond", Some(2)), ("ongegrond", Some(4)), ("niet_ontvankelijk", Some(1)), ("niet_vermeld", Some(0))];
        assert_eq!(table(TableKind::Ruling, &rows).reversed(), PartOf { part: Some(3), whole: Some(8) });
    }
}
