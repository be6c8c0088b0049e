//! A table of figures: a total, and the rows it is divided over.

use crate::domain::vocabulary;

vocabulary! {
    /// What a table divides its total by. Each is defined in `docs/cijfers.md`.
    TableKind {
        /// Complaints by what they are about.
        Subject = "betreft",
        /// Complaints by part of the company.
        Division = "bedrijfsonderdeel",
        /// Complaints by how they were submitted.
        Channel = "kanaal",
        /// Complaints by how their talk ended.
        Talk = "gesprek",
        /// Complaints by how the confirmation went.
        Acknowledgement = "bevestiging",
        /// Complaints by how the answer went.
        Answer = "reactie",
        /// Complaints by how often the answer was put off.
        Extension = "uitstel",
        /// Complaints by how they ended.
        Ending = "afloop",
        /// Complaints by finding.
        Finding = "oordeel",
        /// Founded complaints by how far.
        Founded = "gegrond",
        /// Complaints by whether they repeat an earlier one.
        Recurrence = "herhaling",
        /// Oral remarks by what became of them.
        OralReport = "meldingen",
        /// Appeals by how far they are.
        Appeal = "bezwaren",
        /// Rulings by what was ruled.
        Ruling = "uitspraken",
        /// Requests by what was asked.
        Request = "verzoeken",
        /// Requests by how their term went.
        RequestTerm = "verzoeken_termijn",
        /// Measures by how far they are.
        Measure = "maatregelen",
        /// Measures by whether they worked.
        Effect = "doeltreffendheid",
        /// Complaints by the month they were received in; not in the report.
        Month = "maanden",
        /// Answers by how long they took; not in the report.
        LeadTime = "dagen",
    }

    /// Whether a number may be hidden.
    Weight {
        /// It may.
        Own = "eigen",
        /// It stands in other tables too, so it is hidden in all of them or in none.
        Shared = "gedeeld",
        /// It is no secret: the list of founded complaints shows it.
        Open = "openbaar",
    }
}

/// A table of figures of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it divides by.
    pub kind: TableKind,
    /// What is divided.
    pub total: u32,
    /// Over what, in the order of the procedure. Where something counts in more than one row, they add up to more than the total.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The word of the JSON contract.
    pub key: String,
    /// How many.
    pub count: u32,
    /// Whether it may be hidden.
    pub weight: Weight,
}

impl Table {
    /// A table of nothing yet, with these rows.
    #[must_use]
    pub fn of(kind: TableKind, keys: impl IntoIterator<Item = impl ToString>) -> Self {
        let rows = keys.into_iter().map(|key| TableRow { key: key.to_string(), count: 0, weight: Weight::Own });
        Self { kind, total: 0, rows: rows.collect() }
    }

    /// The same with one row more, which weighs otherwise.
    #[must_use]
    pub fn with(mut self, key: &str, weight: Weight) -> Self {
        self.rows.push(TableRow { key: key.to_owned(), count: 0, weight });
        self
    }

    /// Counts one thing, in this row.
    pub fn count(&mut self, key: &str) {
        self.total += 1;
        self.tick(key);
    }

    /// Counts one thing, in each of these rows.
    pub fn count_in(&mut self, keys: &[&str]) {
        self.total += 1;
        keys.iter().for_each(|key| self.tick(key));
    }

    /// Adds one to a row; a key the table does not have makes a row of its own, so that nothing goes uncounted.
    fn tick(&mut self, key: &str) {
        match self.rows.iter_mut().find(|row| row.key == key) {
            Some(row) => row.count += 1,
            None => self.rows.push(TableRow { key: key.to_owned(), count: 1, weight: Weight::Own }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_without_a_row_is_still_counted() {
        let mut table = Table::of(TableKind::Channel, ["e-mail", "post"]);
        table.count("post");
        table.count("duif");
        let rows: Vec<_> = table.rows.iter().map(|row| (row.key.as_str(), row.count)).collect();
        assert_eq!((table.total, rows), (2, vec![("e-mail", 0), ("post", 1), ("duif", 1)]));
    }
}
