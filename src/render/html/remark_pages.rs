//! The dossiers there is something to say about, in as many parts as it takes.

use serde::Serialize;

use super::dossier_address;
use super::list_pages::Listing;
use super::site_page::{Parts, SitePage};
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::domain::DossierId;
use crate::overview::{Remarked, capitalised};

/// A part holds no more dossiers than this.
const ROWS_A_PAGE: usize = 300;
/// Of a message no more is shown here than this many signs; the page of the dossier has it whole.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct RemarksView {
    count: usize,
    rows: Vec<RowView>,
    parts: Parts,
}

#[derive(Serialize)]
struct RowView {
    number: String,
    /// Its page; `None` when the file is no dossier.
    address: Option<String>,
    errors: usize,
    warnings: usize,
    message: String,
    more: usize,
}

/// The list in parts; those with errors come first.
///
/// # Errors
/// When a template is wrong.
pub fn remark_pages(
    templates: &Templates,
    listing: Listing<'_>,
    remarked: &[Remarked],
    has_page: impl Fn(DossierId) -> bool,
) -> Result<Vec<SitePage>, TemplateError> {
    let parts = Parts::new("opmerkingen", remarked.len().div_ceil(ROWS_A_PAGE));
    let mut pages = Vec::new();
    for (address, parts) in parts.each() {
        let rows = remarked.iter().skip(pages.len() * ROWS_A_PAGE).take(ROWS_A_PAGE).map(|one| row(one, &has_page)).collect();
        let view = RemarksView { count: remarked.len(), rows, parts };
        let html = templates.fill("opmerkingen.html", &listing.frame("Nummers met opmerkingen".to_owned(), "over"), &view)?;
        pages.push(SitePage { address, html });
    }
    Ok(pages)
}

fn row(remarked: &Remarked, has_page: impl Fn(DossierId) -> bool) -> RowView {
    let tally = remarked.tally;
    RowView {
        number: remarked.id.to_string(),
        address: has_page(remarked.id).then(|| dossier_address(remarked.id)),
        errors: tally.errors,
        warnings: tally.warnings,
        message: brief(&capitalised(&remarked.message)),
        more: tally.errors + tally.warnings - 1,
    }
}

/// As much of the message as is shown.
fn brief(message: &str) -> String {
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", message[..end].trim_end()),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_message_is_cut_between_signs() {
        assert_eq!(brief("kort"), "kort");
        assert_eq!(brief(&"é".repeat(201)), format!("{} …", "é".repeat(200)));
    }
}
