//! Every number that was given out, by year, and what became of it: no gap is left unexplained in silence (art. 4: registered).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::day_in_words;
use crate::domain::{Destroyed, Dossier, DossierId, Numbering, Outlived, TermKind};
use crate::regulation::{Case, Rules, Term, improvement_terms};

/// A number with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberRow {
    /// The number.
    pub id: DossierId,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its dossier is here.
    Kept(Arc<Kept>),
    /// Its dossier was destroyed.
    Destroyed(Destroyed),
    /// Its dossier now has another number.
    Renumbered {
        /// That number.
        to: DossierId,
    },
    /// Its dossier is here and cannot be read.
    Unreadable,
    /// Its dossier stands on another branch.
    Elsewhere,
    /// Nothing says where it is; nor where the numbers after it are, up to and including the last.
    Missing {
        /// The last of the run; the number itself when it is alone.
        until: DossierId,
    },
}

/// A dossier with its terms as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The dossier.
    pub dossier: Dossier,
    /// Its terms, in the order of the procedure.
    pub terms: Vec<Term>,
}

impl Kept {
    /// What outlives a dossier, told as one in which only the improvements stand.
    #[must_use]
    pub fn of_outlived(outlived: &Outlived, rules: &Rules, today: NaiveDate) -> Self {
        let dossier = outlived.as_dossier();
        Self { terms: improvement_terms(&Case { dossier: &dossier, rules, today }), dossier }
    }
}

/// Everything that can explain a number.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// The dossiers that are here.
    pub kept: Vec<Arc<Kept>>,
    /// The numbers of dossiers that are here and cannot be read.
    pub unreadable: BTreeSet<DossierId>,
    /// What was destroyed.
    pub destroyed: Vec<Destroyed>,
    /// The improvements that outlive what was destroyed.
    pub outlived: Vec<Outlived>,
    /// The numbers on any branch.
    pub elsewhere: BTreeSet<DossierId>,
    /// Where the numbers of a year begin.
    pub numbering: Numbering,
}

impl NumberRow {
    /// The number, or the run of numbers that nothing explains: "K-2026-0006 tot en met K-2026-0008".
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.fate {
            Fate::Missing { until } if until != self.id => format!("{} tot en met {until}", self.id),
            _ => self.id.to_string(),
        }
    }

    /// How many numbers it stands for.
    #[must_use]
    pub fn count(&self) -> u32 {
        match self.fate {
            Fate::Missing { until } => until.serial() - self.id.serial() + 1,
            _ => 1,
        }
    }
}

impl Fate {
    /// The word of the JSON contract and the table.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Kept(_) => "dossier",
            Self::Destroyed(_) => "vernietigd",
            Self::Renumbered { .. } => "hernummerd",
            Self::Unreadable => "onleesbaar",
            Self::Elsewhere => "elders",
            Self::Missing { .. } => "ontbreekt",
        }
    }

    /// Why there is no dossier to show, in Dutch; `None` when there is one.
    #[must_use]
    pub fn explanation(&self) -> Option<String> {
        match self {
            Self::Kept(_) => None,
            Self::Destroyed(destroyed) => Some(destroyed_in_words(destroyed)),
            Self::Renumbered { to } => Some(format!("heet nu {to}")),
            Self::Unreadable => Some("het bestand is niet te lezen; «klacht controleer» zegt waarom".to_owned()),
            Self::Elsewhere => Some("staat op een andere tak van de geschiedenis".to_owned()),
            Self::Missing { .. } => Some("niets verklaart waarom".to_owned()),
        }
    }
}

fn destroyed_in_words(destroyed: &Destroyed) -> String {
    let day = destroyed.destroyed_on.map(|day| format!(" op {}", day_in_words(day))).unwrap_or_default();
    let ground = destroyed.ground.as_ref().map(|ground| format!(" ({ground})")).unwrap_or_default();
    format!("vernietigd{day}{ground}")
}

/// What the register shows besides numbers, days and subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterOptions {
    /// Who complains and who handles it.
    pub names: bool,
}

/// From when a dossier may be destroyed, and by when it must be; nothing while it is not known.
#[must_use]
pub fn retention_days(terms: &[Term]) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let term = terms.iter().find(|term| term.kind == TermKind::Retention);
    (term.and_then(|term| term.not_before), term.and_then(|term| term.due_on))
}

/// Every number of every year, in order, from the first an office gives to the highest that is known in its year.
#[must_use]
pub fn numbers_by_year(numbers: Numbers) -> BTreeMap<u16, Vec<NumberRow>> {
    let numbering = numbers.numbering.clone();
    let mut fates = fates(numbers);
    let known: BTreeSet<DossierId> = fates.keys().copied().collect();
    let missing = numbering.gaps(&known, known.iter().copied()).into_iter();
    fates.extend(missing.map(|(first, until)| (first, Fate::Missing { until })));
    let mut years: BTreeMap<u16, Vec<NumberRow>> = BTreeMap::new();
    for (id, fate) in fates {
        years.entry(id.year()).or_default().push(NumberRow { id, fate });
    }
    years
}

/// What is known of each number; a dossier that is here says more than a register, and a register more than a branch.
fn fates(numbers: Numbers) -> BTreeMap<DossierId, Fate> {
    let mut fates: BTreeMap<DossierId, Fate> = numbers.elsewhere.into_iter().map(|id| (id, Fate::Elsewhere)).collect();
    let former = numbers.kept.iter().flat_map(|kept| kept.dossier.formerly.iter().map(|former| (*former, kept.dossier.id)));
    fates.extend(former.collect::<Vec<_>>().into_iter().map(|(former, to)| (former, Fate::Renumbered { to })));
    fates.extend(numbers.destroyed.into_iter().map(|destroyed| (destroyed.id, Fate::Destroyed(destroyed))));
    fates.extend(numbers.unreadable.into_iter().map(|id| (id, Fate::Unreadable)));
    fates.extend(numbers.kept.into_iter().map(|kept| (kept.dossier.id, Fate::Kept(kept))));
    fates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;

    fn id(text: &str) -> DossierId {
        text.parse().unwrap()
    }

    fn kept(number: &str) -> Arc<Kept> {
        Arc::new(Kept { dossier: Dossier::new(id(number), Status::Received), terms: Vec::new() })
    }

    /// Every row in a few words.
    fn told(numbers: Numbers) -> Vec<String> {
        let tell = |row: NumberRow| match &row.fate {
            Fate::Missing { .. } => format!("{} ontbreekt ({})", row.in_words(), row.count()),
            fate => format!("{} {}", row.in_words(), fate.explanation().unwrap_or_else(|| fate.word().to_owned())),
        };
        numbers_by_year(numbers).into_values().flatten().map(tell).collect()
    }

    #[test]
    fn every_gap_is_told_with_what_explains_it() {
        let mut renumbered = Kept::clone(&kept("K-2026-0009"));
        renumbered.dossier.formerly = vec![id("K-2026-0002")];
        let destroyed = Destroyed {
            ground: Some("bewaartermijn".to_owned()),
            destroyed_on: Some("2028-03-01".parse().unwrap()),
            ..Destroyed::nothing_but(id("K-2026-0003"))
        };
        let numbers = Numbers {
            outlived: Vec::new(),
            kept: vec![kept("K-2026-0001"), renumbered.into()],
            unreadable: [id("K-2026-0004")].into(),
            destroyed: vec![destroyed],
            elsewhere: [id("K-2026-0001"), id("K-2026-0005")].into(),
            numbering: Numbering::default(),
        };
        let expected = [
            "K-2026-0001 dossier",
            "K-2026-0002 heet nu K-2026-0009",
            "K-2026-0003 vernietigd op 1 maart 2028 (bewaartermijn)",
            "K-2026-0004 het bestand is niet te lezen; «klacht controleer» zegt waarom",
            "K-2026-0005 staat op een andere tak van de geschiedenis",
            "K-2026-0006 tot en met K-2026-0008 ontbreekt (3)",
            "K-2026-0009 dossier",
        ];
        assert_eq!(told(numbers), expected);
    }

    #[test]
    fn every_year_begins_at_one() {
        let numbers = Numbers { kept: vec![kept("K-2025-0001"), kept("K-2026-0002")], ..Numbers::default() };
        assert_eq!(told(numbers), ["K-2025-0001 dossier", "K-2026-0001 ontbreekt (1)", "K-2026-0002 dossier"]);
    }

    #[test]
    fn mistyped_number_makes_one_row_and_not_a_million() {
        let numbers = Numbers { kept: vec![kept("K-2026-999999999")], ..Numbers::default() };
        assert_eq!(told(numbers).len(), 2);
    }
}
