//! How the numbers of a year are accounted for: each of them once (art. 4: registered).

use super::number_row::{Fate, NumberRow};
use crate::domain::DossierId;

/// What became of the numbers of a year, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The highest number that is known; `None` when there is none.
    pub last: Option<DossierId>,
    /// Their dossier is here.
    pub kept: u32,
    /// Their dossier was destroyed, and the register says so.
    pub destroyed: u32,
    /// Their dossier has another number.
    pub renumbered: u32,
    /// Their dossier is here and cannot be read.
    pub unreadable: u32,
    /// Their dossier stands on another branch.
    pub elsewhere: u32,
    /// Nothing says where they are.
    pub missing: u32,
}

impl Account {
    /// The account of the numbers of one year.
    #[must_use]
    pub fn of(rows: &[NumberRow]) -> Self {
        let mut account = Self::default();
        for row in rows {
            let count = row.count();
            *account.place(&row.fate) += count;
            account.last = account.last.max(Some(match row.fate {
                Fate::Missing { until } => until,
                _ => row.id,
            }));
        }
        account
    }

    fn place(&mut self, fate: &Fate) -> &mut u32 {
        match fate {
            Fate::Kept(_) => &mut self.kept,
            Fate::Destroyed(_) => &mut self.destroyed,
            Fate::Renumbered { .. } => &mut self.renumbered,
            Fate::Unreadable => &mut self.unreadable,
            Fate::Elsewhere => &mut self.elsewhere,
            Fate::Missing { .. } => &mut self.missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Destroyed, Dossier, Status};
    use crate::overview::{Kept, Numbers, numbers_by_year};

    #[test]
    fn every_number_is_counted_once() {
        let id = |text: &str| text.parse::<DossierId>().unwrap();
        let mut renumbered = Dossier::new(id("K-2026-0009"), Status::Received);
        renumbered.formerly = vec![id("K-2026-0002")];
        let numbers = Numbers {
            outlived: Vec::new(),
            kept: vec![Kept { dossier: renumbered, terms: Vec::new() }.into()],
            unreadable: [id("K-2026-0004")].into(),
            destroyed: vec![Destroyed::nothing_but(id("K-2026-0003"))],
            elsewhere: [id("K-2026-0005")].into(),
            ..Numbers::default()
        };
        let account = Account::of(&numbers_by_year(numbers)[&2026]);
        let expected = Account { last: Some(id("K-2026-0009")), kept: 1, destroyed: 1, renumbered: 1, unreadable: 1, elsewhere: 1, missing: 4 };
        assert_eq!(account, expected);
    }
}
