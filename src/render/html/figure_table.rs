//! A table of figures of a year beside those of the year before, as templates see it.

use serde::Serialize;

use super::chart::bar;
use crate::overview::ComparedTable;
use crate::regulation::Rules;

/// A table of figures.
#[derive(Debug, Serialize)]
pub(super) struct FigureTable<'a> {
    id: String,
    title: &'static str,
    article: &'a str,
    total: [Option<u32>; 2],
    rows: Vec<FigureRow>,
}

#[derive(Debug, Serialize)]
struct FigureRow {
    name: String,
    now: Option<u32>,
    before: Option<u32>,
    /// The length of its bar, in hundredths of the longest; `None` where the number is hidden.
    bar: Option<i64>,
}

impl<'a> FigureTable<'a> {
    /// The table as templates see it, with the rows that say something.
    pub fn of(table: &ComparedTable, rules: &'a Rules) -> Self {
        let most = table.telling_rows().filter_map(|(_, numbers)| numbers.now).max().unwrap_or(0);
        let rows = table.telling_rows().map(|(key, numbers)| FigureRow {
            name: table.kind.row_name(key, rules),
            now: numbers.now,
            before: numbers.before,
            bar: numbers.now.map(|count| bar(count, most)),
        });
        Self {
            id: table.kind.to_string(),
            title: table.kind.title(),
            article: rules.article(table.kind.provision()),
            total: [table.total.now, table.total.before],
            rows: rows.collect(),
        }
    }
}
