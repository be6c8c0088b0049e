//! Hiding numbers in tables that imply one another: what one hides the other must not tell.

use super::hiding::{HiddenTable, closed, hide_with, is_small};
use super::table::{Table, TableKind};

/// A row of a table.
type Row = (TableKind, &'static str);

/// Rows of which nearly the same complaints are counted: the few by which they differ are a number too.
const NEARLY_THE_SAME: &[(Row, Row)] = {
    use TableKind as T;
    &[
        ((T::Finding, "nog_geen_oordeel"), (T::Ending, "loopt")),
        ((T::Ending, "loopt"), (T::Answer, "loopt")),
        ((T::Finding, "nog_geen_oordeel"), (T::Answer, "loopt")),
        ((T::Ending, "opgelost_in_gesprek"), (T::Talk, "opgelost")),
    ]
};

/// The tables of a year without what must be hidden, in any of them by itself or beside another.
#[must_use]
pub fn hide_together(tables: &[&Table], limit: u32, shared_hidden: bool) -> Vec<HiddenTable> {
    let mut also: Vec<Row> = Vec::new();
    loop {
        let hidden: Vec<HiddenTable> = tables.iter().map(|table| hide_with(table, limit, shared_hidden, &keys(&also, table.kind))).collect();
        let betrayed = NEARLY_THE_SAME.iter().filter(|pair| betrays(**pair, &hidden, limit));
        let more: Vec<Row> = betrayed.flat_map(|(one, other)| [*one, *other]).collect();
        if more.is_empty() {
            return close_implied(tables, hidden);
        }
        also.extend(more);
    }
}

fn keys(rows: &[Row], kind: TableKind) -> Vec<&'static str> {
    rows.iter().filter(|row| row.0 == kind).map(|row| row.1).collect()
}

/// Whether both are shown and differ by a number that would be hidden.
fn betrays((one, other): (Row, Row), hidden: &[HiddenTable], limit: u32) -> bool {
    let shown = |(kind, key): Row| hidden.iter().find(|table| table.kind == kind).and_then(|table| table.count(key));
    shown(one).zip(shown(other)).is_some_and(|(one, other)| is_small(one.abs_diff(other), limit))
}

/// Closes the tables of which the total is a number that another table hides.
fn close_implied(tables: &[&Table], hidden: Vec<HiddenTable>) -> Vec<HiddenTable> {
    let shows = |kind: TableKind, tells: fn(&HiddenTable) -> bool| hidden.iter().find(|table| table.kind == kind).is_none_or(tells);
    let implied = |kind: TableKind| match kind {
        TableKind::Founded => !shows(TableKind::Finding, |table| table.total.is_some()),
        // The measures without those expressly not taken are those that can be assessed.
        TableKind::Effect => !shows(TableKind::Measure, |table| table.count("geen_maatregel").is_some()),
        _ => false,
    };
    let closes: Vec<bool> = tables.iter().map(|table| implied(table.kind)).collect();
    tables.iter().zip(hidden).zip(closes).map(|((table, hidden), closes)| if closes { closed(table) } else { hidden }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(kind: TableKind, rows: &[(&str, u32)]) -> Table {
        let mut table = Table::of(kind, rows.iter().map(|row| row.0));
        for (key, count) in rows {
            (0..*count).for_each(|_| table.count(key));
        }
        table
    }

    fn hidden(tables: &[Table]) -> Vec<HiddenTable> {
        hide_together(&tables.iter().collect::<Vec<_>>(), 5, false)
    }

    #[test]
    fn rows_that_differ_by_a_few_complaints_are_hidden_with_what_betrays_them() {
        let tables = [
            table(TableKind::Finding, &[("ongegrond", 6), ("geen_oordeel", 7), ("nog_geen_oordeel", 18)]),
            table(TableKind::Ending, &[("afgehandeld", 14), ("opgelost_in_gesprek", 0), ("loopt", 17)]),
            table(TableKind::Answer, &[("op_tijd", 17), ("te_laat", 0), ("loopt", 14)]),
        ];
        let found = hidden(&tables);
        assert_eq!((found[0].count("nog_geen_oordeel"), found[0].count("ongegrond"), found[0].count("geen_oordeel")), (None, None, Some(7)));
        assert_eq!((found[1].count("loopt"), found[1].count("afgehandeld")), (None, None));
        assert_eq!((found[2].count("loopt"), found[2].count("op_tijd")), (None, None));
    }

    #[test]
    fn rows_that_are_equal_or_differ_by_many_are_shown() {
        let tables = [
            table(TableKind::Finding, &[("ongegrond", 14), ("nog_geen_oordeel", 17)]),
            table(TableKind::Ending, &[("afgehandeld", 14), ("loopt", 17)]),
            table(TableKind::Answer, &[("op_tijd", 19), ("loopt", 12)]),
        ];
        assert!(hidden(&tables).iter().all(|table| table.rows.iter().all(|row| row.1.is_some())));
    }

    #[test]
    fn measures_are_hidden_as_any_other_number() {
        let tables = [table(TableKind::Measure, &[("gereed", 1), ("geen_maatregel", 0)]), table(TableKind::Effect, &[("ja", 1)])];
        assert!(hidden(&tables).iter().all(|table| table.total.is_none() && table.rows.iter().all(|row| row.1.is_none())));
    }

    #[test]
    fn measures_not_taken_are_not_told_by_the_total_of_the_others() {
        let tables = [table(TableKind::Measure, &[("gereed", 8), ("loopt", 6), ("geen_maatregel", 1)]), table(TableKind::Effect, &[("ja", 14)])];
        let found = hidden(&tables);
        assert_eq!((found[0].total, found[0].count("geen_maatregel"), found[1].total), (Some(15), None, None));
    }
}
