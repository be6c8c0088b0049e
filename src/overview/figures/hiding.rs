//! Hiding small numbers in what is meant for others, and no less than it takes to keep them hidden (decision 047).

use super::table::{Table, TableKind, Weight};

/// A table in which some numbers are not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenTable {
    /// What it divides by.
    pub kind: TableKind,
    /// The total; `None` when it is hidden, and then no row is shown either.
    pub total: Option<u32>,
    /// The rows with their numbers; `None` for a number that is hidden.
    pub rows: Vec<(String, Option<u32>)>,
}

/// The table without what must be hidden: every number below `limit` but nought, and of the others as many as it takes that nobody can
/// reckon a hidden one from what is shown, nor even that it is small. `shared_hidden` says whether the row that stands in several tables is
/// hidden in all of them.
#[must_use]
pub fn hide(table: &Table, limit: u32, shared_hidden: bool) -> HiddenTable {
    hide_with(table, limit, shared_hidden, &[])
}

/// The same, with these rows hidden whatever they hold.
pub(super) fn hide_with(table: &Table, limit: u32, shared_hidden: bool, also: &[&str]) -> HiddenTable {
    // How many founded complaints there are is no secret: each of them stands in the report.
    if is_small(table.total, limit) && table.kind != TableKind::Founded {
        return closed(table);
    }
    let hidden = hidden_rows(table, limit, shared_hidden, also);
    let rows = table.rows.iter().zip(hidden).map(|(row, hidden)| (row.key.clone(), (!hidden).then_some(row.count)));
    HiddenTable { kind: table.kind, total: Some(table.total), rows: rows.collect() }
}

/// The table with no number shown.
#[must_use]
pub fn closed(table: &Table) -> HiddenTable {
    HiddenTable { kind: table.kind, total: None, rows: table.rows.iter().map(|row| (row.key.clone(), None)).collect() }
}

/// The table with every number shown.
#[must_use]
pub fn open(table: &Table) -> HiddenTable {
    HiddenTable { kind: table.kind, total: Some(table.total), rows: table.rows.iter().map(|row| (row.key.clone(), Some(row.count))).collect() }
}

/// Whether a number is so small that someone could be known by it.
pub(in crate::overview) fn is_small(count: u32, limit: u32) -> bool {
    (1..limit).contains(&count)
}

/// Which rows are hidden, of a table with a total that is shown.
fn hidden_rows(table: &Table, limit: u32, shared_hidden: bool, also: &[&str]) -> Vec<bool> {
    let is_hidden = |weight: Weight, count: u32| match weight {
        Weight::Own => is_small(count, limit),
        Weight::Shared => shared_hidden,
        Weight::Open => false,
    };
    let mut hidden: Vec<bool> = table.rows.iter().map(|row| is_hidden(row.weight, row.count) || also.contains(&row.key.as_str())).collect();
    while hidden.contains(&true) && !is_safe(table, &hidden, limit) {
        let free = || table.rows.iter().zip(&hidden).filter(|(row, hidden)| row.weight == Weight::Own && !**hidden);
        // The smallest goes next, with all that are as small; nought only when nothing else is left, since it shows that nobody is there.
        let Some(next) = free().map(|(row, _)| row.count).filter(|count| *count > 0).min().or_else(|| free().map(|(row, _)| row.count).min()) else {
            break;
        };
        let next: Vec<usize> = (0..hidden.len()).filter(|at| table.rows[*at].weight == Weight::Own && table.rows[*at].count == next).collect();
        next.into_iter().for_each(|at| hidden[at] = true);
    }
    hidden
}

/// Whether what is hidden could be divided over its rows in several ways, so that each of them might hold `limit` or more.
///
/// Who knows the rules knows that a hidden row holds at least one, unless rows of nought are hidden as well.
fn is_safe(table: &Table, hidden: &[bool], limit: u32) -> bool {
    let of_hidden: Vec<u32> = table.rows.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(row, _)| row.count).collect();
    let sum: u32 = of_hidden.iter().sum();
    let at_least_elsewhere = if of_hidden.contains(&0) { 0 } else { u32::try_from(of_hidden.len()).unwrap_or(u32::MAX).saturating_sub(1) };
    of_hidden.len() > 1 && sum.saturating_sub(at_least_elsewhere) >= limit
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A table with these numbers of its own, and one that is shared.
    fn table(counts: &[u32], shared: u32) -> Table {
        let mut table = Table::of(TableKind::Channel, (0..counts.len()).map(|at| format!("rij {at}"))).with("niet_meer_bekend", Weight::Shared);
        table.rows.iter_mut().zip(counts.iter().chain([&shared])).for_each(|(row, count)| row.count = *count);
        table.total = table.rows.iter().map(|row| row.count).sum();
        table
    }

    fn shown(counts: &[u32]) -> Vec<Option<u32>> {
        hide(&table(counts, 0), 5, false).rows.into_iter().map(|row| row.1).take(counts.len()).collect()
    }

    #[test]
    fn small_number_takes_the_next_smallest_with_it() {
        assert_eq!(shown(&[20, 3, 9]), [Some(20), None, None]);
        assert_eq!(shown(&[20, 9, 8]), [Some(20), Some(9), Some(8)]);
    }

    #[test]
    fn two_small_numbers_hide_each_other_when_they_are_enough() {
        assert_eq!(shown(&[20, 3, 4, 9]), [Some(20), None, None, Some(9)]);
        assert_eq!(shown(&[20, 1, 1, 9]), [Some(20), None, None, None]);
    }

    #[test]
    fn equals_go_together() {
        assert_eq!(shown(&[7, 3, 7, 20]), [None, None, None, Some(20)]);
    }

    #[test]
    fn nought_is_no_secret_until_nothing_else_is_left() {
        assert_eq!(shown(&[20, 0, 3, 9]), [Some(20), Some(0), None, None]);
        assert_eq!(shown(&[20, 0, 3]), [None, Some(0), None]);
        assert_eq!(hide(&table(&[3, 0], 5), 5, false).rows[1].1, None);
        let beside_a_shown_nought = hide(&table(&[1, 0, 4], 0), 5, false).rows.into_iter().map(|row| row.1).collect::<Vec<_>>();
        assert_eq!(beside_a_shown_nought, [None, None, None, Some(0)]);
    }

    #[test]
    fn small_total_closes_the_table() {
        let found = hide(&table(&[1, 0, 2], 0), 5, false);
        assert_eq!(found.total, None);
        assert!(found.rows.iter().all(|row| row.1.is_none()));
    }

    #[test]
    fn limit_of_one_hides_nothing() {
        assert!(hide(&table(&[1, 0, 2], 1), 1, false).rows.iter().all(|row| row.1.is_some()));
    }

    /// Every way to divide what is hidden over its rows, as someone could who knows the table, the total and how numbers are hidden.
    fn divisions(table: &HiddenTable, shared: Option<u32>) -> Vec<Vec<u32>> {
        let total = table.total.unwrap();
        let hidden: Vec<usize> = (0..table.rows.len()).filter(|at| table.rows[*at].1.is_none()).collect();
        let left = total - table.rows.iter().filter_map(|row| row.1).sum::<u32>();
        // The shared row is hidden or shown for reasons of its own: its nought says nothing of the others.
        let noughts = table.rows[..table.rows.len() - 1].iter().any(|row| row.1 == Some(0)) || hidden.is_empty();
        let mut found: Vec<Vec<u32>> = vec![Vec::new()];
        for at in &hidden {
            let is_shared = *at == table.rows.len() - 1;
            // While a nought is shown, a hidden row holds one at least.
            let values = if is_shared { shared.map_or(0..=left, |count| count..=count) } else { u32::from(noughts)..=left };
            found = found.into_iter().flat_map(|so_far| values.clone().map(move |value| [so_far.clone(), vec![value]].concat())).collect();
        }
        found.retain(|division| division.iter().sum::<u32>() == left);
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(80))]

        /// Two tables of the same complaints: together they betray no number either.
        #[test]
        fn no_hidden_number_can_be_reckoned(one in proptest::collection::vec(0_u32..9, 3), other in proptest::collection::vec(0_u32..9, 2), gone in 0_u32..7) {
            let limit = 5;
            let kept: u32 = one.iter().sum();
            let rest = kept.saturating_sub(other.iter().sum());
            let other: Vec<u32> = other.into_iter().chain([rest]).collect();
            prop_assume!(other.iter().sum::<u32>() == kept && kept + gone >= limit);
            let shared_hidden = is_small(gone, limit) || is_small(kept, limit);
            let tables = [table(&one, gone), table(&other, gone)];
            let shown: Vec<HiddenTable> = tables.iter().map(|table| hide(table, limit, shared_hidden)).collect();
            let candidates: Vec<u32> = if shared_hidden { (0..=kept + gone).collect() } else { vec![gone] };
            // A number of destroyed dossiers that one of the tables rules out is ruled out in the other.
            let possible: Vec<u32> = candidates.into_iter().filter(|count| shown.iter().all(|table| !divisions(table, Some(*count)).is_empty())).collect();
            prop_assert!(!shared_hidden || possible.len() > 1);
            for (table, shown) in tables.iter().zip(&shown) {
                let hidden: Vec<usize> = (0..shown.rows.len()).filter(|at| shown.rows[*at].1.is_none()).collect();
                for (place, at) in hidden.iter().enumerate() {
                    let values: std::collections::BTreeSet<u32> =
                        possible.iter().flat_map(|count| divisions(shown, Some(*count))).map(|division| division[place]).collect();
                    prop_assert!(values.len() > 1, "{table:?} shown as {shown:?} betrays row {at}");
                    prop_assert!(values.contains(&table.rows[*at].count));
                }
                for (row, shown) in table.rows.iter().zip(&shown.rows) {
                    prop_assert!(shown.1.is_none_or(|count| row.weight != Weight::Own || !is_small(count, limit)));
                }
            }
        }
    }
}
