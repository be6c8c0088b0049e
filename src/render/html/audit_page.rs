//! The auditor's page: a row a complaint, on one sheet of paper.

use chrono::NaiveDate;
use serde::Serialize;

use super::alone::{Alone, alone};
use super::audit_head::{AuditHead, OtherView};
use super::audit_row::AuditRowView;
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::overview::AuditPage;
use crate::regulation::Rules;

#[derive(Serialize)]
struct AuditView<'a> {
    year: i32,
    head: AuditHead<'a>,
    rows: Vec<AuditRowView>,
    others: Vec<OtherView<'a>>,
}

/// The auditor's page as one file.
///
/// # Errors
/// When a template is wrong.
pub fn audit_page(templates: &Templates, page: &AuditPage, rules: &Rules, today: NaiveDate) -> Result<String, TemplateError> {
    let title = format!("Klachten {}: overzicht voor de auditor", page.year);
    let shell =
        Alone { template: "verslag/audit.html", style: "verslag/audit.css", title: &title, organisation: &rules.procedure.organisation, today };
    let view = AuditView {
        year: page.year,
        head: AuditHead::of(page, rules),
        rows: page.rows.iter().map(|row| AuditRowView::of(row, |_| false)).collect(),
        others: page.others.iter().map(OtherView::of).collect(),
    };
    alone(templates, shell, &view)
}
