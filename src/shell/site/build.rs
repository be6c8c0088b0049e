//! Building the site: every dossier read, checked and rendered once, on every core.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::beside::Beside;
use super::dossier_pages::{DossierPages, Listed};
use super::error::SiteError;
use super::folder::{SiteWriter, Written};
use super::gather::Gathered;
use super::lists::{Lists, Many};
use super::reading::{Checked, add_register_remarks, present};
use super::year_pages::YearPages;
use crate::domain::DossierId;
use crate::overview::{Kept, Measures, Numbers, Profile, Recorded, SitePart, Tally};
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
    /// For whom it is.
    pub profile: Profile,
    /// The recordings of a dossier, oldest first; none without a repository.
    pub recorded: &'a (dyn Fn(DossierId) -> Vec<Recorded> + Sync),
    /// What explains the numbers without a dossier here.
    pub beside: &'a Beside,
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
    /// For whom it is.
    pub profile: Profile,
    /// How many files could not be read of which these readers are told nothing, though one may be meant for them.
    pub untold: usize,
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
    let measures = Measures::of(checked.iter().filter_map(|file| file.outcome.dossier.as_ref()), source.today);
    if source.profile.holds(SitePart::Evaluation) {
        YearPages { source, writer: &writer }.put(numbers(source.beside, &checked))?;
    }
    // From here on there is nothing but what these readers may see.
    let unread = checked.iter().filter(|file| file.outcome.dossier.is_none()).count();
    let shown: Vec<Checked> = checked.into_iter().filter(|file| file.is_for(source.profile)).collect();
    let pages = DossierPages { source, writer: &writer, present: present(&shown) };
    let listed: Result<Vec<Option<Listed>>, SiteError> = shown.par_iter().map(|file| pages.put(file)).collect();
    let listed: Vec<Listed> = listed?.into_iter().flatten().collect();
    let tally = tally(&shown, listed.len());
    let unreadable: Vec<UnreadableFile> = shown.iter().filter_map(Checked::unreadable).collect();
    let lists = Lists::new(source, &writer, Many { listed, measures, tally, unreadable: unreadable.clone() });
    lists.put()?;
    let front = lists.front_page()?;
    let written = writer.finish(&front)?;
    Ok(SiteReport {
        written,
        dossiers: tally.dossiers,
        untold: unread - unreadable.len(),
        unreadable,
        profile: source.profile,
        has_history: source.commit.is_some(),
    })
}

/// Every dossier with its terms, and what explains the numbers without one.
fn numbers(beside: &Beside, checked: &[Checked]) -> Numbers {
    let kept = checked.iter().filter_map(|file| Some(Kept { dossier: file.outcome.dossier.clone()?, terms: file.outcome.terms.clone() }));
    let unreadable = checked.iter().filter(|file| file.outcome.dossier.is_none()).map(|file| file.file.found.id);
    Numbers { kept: kept.collect(), unreadable: unreadable.collect(), destroyed: beside.destroyed.clone(), elsewhere: beside.elsewhere.clone() }
}

/// What the checks found.
fn tally(checked: &[Checked], dossiers: usize) -> Tally {
    let mut tally = Tally { dossiers, ..Tally::default() };
    checked.iter().flat_map(|file| &file.outcome.remarks).for_each(|remark| tally.add(remark.diagnostic.severity));
    tally
}
