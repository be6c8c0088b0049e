//! The page that searches, and what can be sifted by.

use std::collections::BTreeSet;

use serde::Serialize;

use super::list_pages::Listing;
use super::template_error::TemplateError;
use super::templates::Templates;
use crate::overview::{SearchEntry, plain};

#[derive(Serialize)]
struct SearchView<'a> {
    /// The folder of what is looked through.
    folder: &'a str,
    /// The blocks there are, the youngest numbers first.
    blocks: Vec<&'a str>,
    years: Vec<u16>,
    statuses: Vec<String>,
    subjects: Vec<String>,
    handlers: Vec<&'a str>,
    dossiers: usize,
}

/// What is looked through.
#[derive(Clone, Copy, Debug)]
pub struct SearchSheet<'a> {
    /// What the search knows of every dossier.
    pub entries: &'a [&'a SearchEntry],
    /// The folder of the files.
    pub folder: &'a str,
    /// The names of the blocks, by number.
    pub blocks: &'a [String],
}

/// The page that searches these dossiers in these blocks; it offers to sift by what occurs in them.
///
/// # Errors
/// When a template is wrong.
pub fn search_page(templates: &Templates, listing: Listing<'_>, sheet: SearchSheet<'_>) -> Result<String, TemplateError> {
    let SearchSheet { entries, folder, blocks } = sheet;
    let cards = || entries.iter().map(|entry| &entry.card);
    let statuses: BTreeSet<_> = cards().map(|card| card.status).collect();
    let subjects: BTreeSet<_> = cards().flat_map(|card| &card.subjects).copied().collect();
    let years: BTreeSet<u16> = cards().map(|card| card.id.year()).collect();
    let handlers: BTreeSet<&str> = cards().filter_map(|card| card.handler.as_deref()).collect();
    let view = SearchView {
        folder,
        blocks: blocks.iter().rev().map(String::as_str).collect(),
        years: years.into_iter().rev().collect(),
        statuses: statuses.into_iter().map(plain).collect(),
        subjects: subjects.into_iter().map(plain).collect(),
        handlers: handlers.into_iter().collect(),
        dossiers: entries.len(),
    };
    templates.fill("zoeken.html", &listing.frame("Zoeken".to_owned(), "zoeken"), &view)
}
