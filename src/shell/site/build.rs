//! Building the site: every dossier read, checked and rendered once, on every core.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::dossier_pages::{DossierPages, Listed};
use super::error::SiteError;
use super::folder::{SiteWriter, Written};
use super::gather::Gathered;
use super::lists::Lists;
use super::reading::{Checked, add_register_remarks, present};
use crate::domain::DossierId;
use crate::overview::{Recorded, Tally};
use crate::regulation::Rules;
use crate::render::html::{Templates, UnreadableFile};
use crate::shell::office::Office;

/// What a site is built from.
#[derive(Clone, Copy)]
pub struct SiteSource<'a> {
    /// The dossier folder.
    pub office: &'a Office,
    /// The rule file.
    pub rules: &'a Rules,
    /// The templates.
    pub templates: &'a Templates,
    /// The recordings of a dossier, oldest first; none without a repository.
    pub recorded: &'a (dyn Fn(DossierId) -> Vec<Recorded> + Sync),
    /// The commit the repository is at; `None` without a repository.
    pub commit: Option<&'a str>,
    /// The day the site tells of.
    pub today: NaiveDate,
}

/// What was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteReport {
    /// What was written.
    pub written: Written,
    /// How many dossiers it shows.
    pub dossiers: usize,
    /// Files that could not be read as a dossier.
    pub unreadable: Vec<UnreadableFile>,
    /// Whether the pages tell when something was recorded.
    pub has_history: bool,
}

/// Renders every page and puts it in place.
///
/// # Errors
/// When a stored piece cannot be read from disk, a template is wrong, or the folder cannot be written.
pub(super) fn build(source: SiteSource<'_>, gathered: Vec<Gathered>, writer: SiteWriter<'_>) -> Result<SiteReport, SiteError> {
    let mut checked: Vec<Checked> = gathered.into_par_iter().map(|file| Checked::of(&source, file)).collect();
    add_register_remarks(&mut checked, source.rules);
    let pages = DossierPages { source, writer: &writer, present: present(&checked) };
    let listed: Result<Vec<Option<Listed>>, SiteError> = checked.par_iter().map(|file| pages.put(file)).collect();
    let listed: Vec<Listed> = listed?.into_iter().flatten().collect();
    let tally = tally(&checked, listed.len());
    let unreadable: Vec<UnreadableFile> = checked.iter().filter_map(Checked::unreadable).collect();
    let lists = Lists::new(source, &writer, listed, tally, unreadable.clone());
    lists.put()?;
    let front = lists.front_page()?;
    let written = writer.finish(&front)?;
    Ok(SiteReport { written, dossiers: tally.dossiers, unreadable, has_history: source.commit.is_some() })
}

/// What the checks found.
fn tally(checked: &[Checked], dossiers: usize) -> Tally {
    let mut tally = Tally { dossiers, ..Tally::default() };
    checked.iter().flat_map(|file| &file.outcome.remarks).for_each(|remark| tally.add(remark.diagnostic.severity));
    tally
}
