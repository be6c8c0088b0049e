//! The auditor's page within the site, in as many parts as it takes.

use serde::Serialize;

use super::audit_head::{AuditHead, OtherView};
use super::audit_row::AuditRowView;
use super::evaluation_page::{HeadlineView, evaluation_address};
use super::list_pages::Listing;
use super::site_page::{Parts, SitePage, address};
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::domain::DossierId;
use crate::overview::{Account, AuditPage, YearFigures};

/// A part is full when it holds this many numbers without a row; a row weighs as much as eight of those.
const FULL: usize = 960;
/// What a row weighs.
const ROW: usize = 8;

/// What the auditor's page of a year is made of.
#[derive(Clone, Copy)]
pub struct AuditSheet<'a> {
    /// The rows, and who did what.
    pub page: &'a AuditPage,
    /// What became of every number of the year.
    pub account: Account,
    /// The figures of the year, those of the evaluation; `None` when nothing counts in it.
    pub figures: Option<&'a YearFigures>,
    /// Which dossiers have a page.
    pub has_page: &'a dyn Fn(DossierId) -> bool,
}

#[derive(Serialize)]
struct AuditView<'a> {
    year: i32,
    head: AuditHead<'a>,
    account: AccountView,
    figures: Option<HeadlineView>,
    explained: usize,
    unexplained: usize,
    evaluation: Option<String>,
    rows: Vec<AuditRowView>,
    others: Vec<OtherView<'a>>,
    is_first: bool,
    parts: Parts,
}

#[derive(Serialize)]
struct AccountView {
    last: Option<String>,
    kept: u32,
    destroyed: u32,
    renumbered: u32,
    unreadable: u32,
    elsewhere: u32,
    missing: u32,
}

/// The address of the auditor's page of a year.
pub(super) fn audit_address(year: i32) -> String {
    address(&format!("controle-{year}"), 1)
}

/// The auditor's page of a year, in parts.
///
/// # Errors
/// When a template is wrong.
pub fn audit_pages(templates: &Templates, listing: Listing<'_>, sheet: AuditSheet<'_>) -> Result<Vec<SitePage>, TemplateError> {
    let AuditSheet { page, figures, has_page, .. } = sheet;
    let late = || page.rows.iter().flat_map(|row| &row.late);
    let divided = divide(page.rows.len(), page.others.len());
    let mut pages = Vec::new();
    for ((address, parts), (rows, others)) in Parts::new(&format!("controle-{}", page.year), divided.len()).each().zip(divided) {
        let is_first = pages.is_empty();
        let view = AuditView {
            year: page.year,
            head: AuditHead::of(page, listing.rules),
            account: AccountView::of(sheet.account),
            figures: figures.map(HeadlineView::of),
            explained: late().filter(|late| late.reason.is_some()).count(),
            unexplained: late().filter(|late| late.reason.is_none()).count(),
            evaluation: figures.map(|figures| evaluation_address(figures.year)),
            rows: page.rows[rows].iter().map(|row| AuditRowView::of(row, has_page)).collect(),
            others: page.others[others].iter().map(OtherView::of).collect(),
            is_first,
            parts,
        };
        let html = templates.fill("controle.html", &listing.frame(format!("Controle {}", page.year), "register"), &view)?;
        pages.push(SitePage { address, html });
    }
    Ok(pages)
}

impl AccountView {
    fn of(account: Account) -> Self {
        Self {
            last: account.last.map(|last| last.to_string()),
            kept: account.kept,
            destroyed: account.destroyed,
            renumbered: account.renumbered,
            unreadable: account.unreadable,
            elsewhere: account.elsewhere,
            missing: account.missing,
        }
    }
}

/// Which rows and which other numbers stand in each part; there is always one part.
fn divide(rows: usize, others: usize) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut parts = Vec::new();
    let (mut row, mut other) = (0, 0);
    while parts.is_empty() || row < rows || other < others {
        let more_rows = (rows - row).min(FULL / ROW);
        let more_others = (others - other).min(FULL - more_rows * ROW);
        parts.push((row..row + more_rows, other..other + more_others));
        (row, other) = (row + more_rows, other + more_others);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_every_row_and_then_every_other_number() {
        assert_eq!(divide(0, 0), [(0..0, 0..0)]);
        assert_eq!(divide(3, 2), [(0..3, 0..2)]);
        assert_eq!(divide(120, 1), [(0..120, 0..0), (120..120, 0..1)]);
        assert_eq!(divide(121, 960), [(0..120, 0..0), (120..121, 0..952), (121..121, 952..960)]);
    }
}
