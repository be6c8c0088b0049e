//! Building the site: what changed is read, checked and rendered, on every core; what did not stays as it lies there.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::beside::Beside;
use super::dossier_pages::DossierPages;
use super::error::SiteError;
use super::gather::Outside;
use super::kept::{KeptDossier, KeptDossiers, KeptPage, Texts};
use super::lists::Lists;
use super::offices::SiteOffice;
use super::withheld::Withheld;
use super::writer::{SiteWriter, Written};
use super::year_pages::YearPages;
use crate::domain::DossierId;
use crate::overview::{Profile, Recorded, SitePart};
use crate::pace::{self, Stage};
use crate::regulation::Rules;
use crate::render::html::{Templates, UnreadableFile};
use crate::repository::History;
use crate::shell::recordings::recordings;

/// What a site is built from.
#[derive(Clone, Copy)]
pub(super) struct SiteSource<'a> {
    /// The offices: the one it is built in, and those it takes along.
    pub offices: &'a [SourceOffice<'a>],
    /// The rule file of the first, which the pages over many follow.
    pub rules: &'a Rules,
    /// The templates.
    pub templates: &'a Templates,
    /// For whom it is.
    pub profile: Profile,
    /// What explains the numbers without a dossier here.
    pub beside: &'a Beside,
    /// The day the site tells of.
    pub today: NaiveDate,
}

/// An office a site is built from.
#[derive(Clone, Copy)]
pub(super) struct SourceOffice<'a> {
    /// Its folder, and what the site calls it.
    pub place: &'a SiteOffice,
    /// Its rule file, to which its dossiers are held.
    pub rules: &'a Rules,
    /// What was recorded in it; `None` without a repository.
    pub history: Option<&'a History>,
    /// The commit its repository is at; `None` without one.
    pub commit: Option<&'a str>,
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
    /// Whether the pages tell when something was recorded, of every office.
    pub has_history: bool,
    /// The offices it takes along.
    pub alongside: Vec<TakenAlong>,
}

/// An office whose dossiers are on the site of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAlong {
    /// What the site calls it.
    pub name: String,
    /// Whether its rule file tells of another procedure, or counts otherwise, than that of the office the site is built in.
    pub differs: bool,
}

/// The offices but the first, each held to it.
pub(super) fn alongside<'a>(mut offices: impl Iterator<Item = (&'a SiteOffice, &'a Rules)>) -> Vec<TakenAlong> {
    let Some((_, own)) = offices.next() else { return Vec::new() };
    let told = |(office, rules): (&SiteOffice, &Rules)| Some(TakenAlong { name: office.name.clone()?, differs: !rules.is_same_procedure(own) });
    offices.filter_map(told).collect()
}

impl<'a> SiteSource<'a> {
    /// The office of a dossier.
    pub fn office_of(&self, outside: &Outside) -> &'a SourceOffice<'a> {
        &self.offices[outside.office]
    }

    /// The commit of the office it is built in; `None` without a repository.
    pub fn commit(&self) -> Option<&'a str> {
        self.offices[0].commit
    }
}

impl SourceOffice<'_> {
    /// The recordings of a dossier, oldest first; none without a repository.
    pub fn recorded(&self, id: DossierId) -> Vec<Recorded> {
        self.history.map(|history| recordings(history, id)).unwrap_or_default()
    }

    /// What tells the recordings of a dossier from others: the commits, which never change.
    pub fn commits_of(&self, id: DossierId) -> Vec<u8> {
        let revisions = self.history.map_or(&[][..], |history| history.of(id));
        revisions.iter().flat_map(|revision| revision.commit.to_string().into_bytes()).collect()
    }
}

/// Renders every page that may be another than it was, and puts it in place; of dossiers that were read for it these are the texts.
///
/// # Errors
/// When a stored piece cannot be read from disk, a template is wrong, or the folder cannot be written.
pub(super) fn build(source: SiteSource<'_>, kept: &mut KeptDossiers, texts: Texts, writer: SiteWriter) -> Result<SiteReport, SiteError> {
    let pages = DossierPages { source, writer: &writer, present: &kept.present, withheld: Withheld::of(&source, kept), texts };
    let looked_at = kept.dossiers.iter().filter(|(path, _)| writer.looks_at_all() || pages.texts.contains_key(*path));
    let looked_at: Vec<(&String, &KeptDossier)> = looked_at.collect();
    let underway = pace::begin(Stage::Pages, looked_at.len());
    let put = |(path, dossier): (&String, &KeptDossier)| pages.put(kept, path, dossier).inspect(|_| pace::step());
    let put: Result<Vec<Option<(String, KeptPage)>>, SiteError> = looked_at.into_par_iter().map(put).collect();
    drop(underway);
    drop(pages);
    kept.keep_pages(put?.into_iter().flatten().collect());
    if source.profile.holds(SitePart::Evaluation) {
        YearPages { source, writer: &writer }.put(kept)?;
    }
    // What these readers may not see is listed nowhere: years are counted over all, and below nothing tells of what is not listed.
    let unread = kept.unreadable();
    let (unreadable, untold) = if source.profile == Profile::Full { (unread, 0) } else { (Vec::new(), unread.len()) };
    let lists = Lists::new(source, &writer, kept, &unreadable);
    lists.put()?;
    lists.put_front_page()?;
    drop(lists);
    let finished = writer.finish()?;
    kept.leave(finished.shelf);
    source.templates.forget_unused();
    let (written, dossiers) = (finished.written, kept.present.len());
    let has_history = source.offices.iter().all(|office| office.commit.is_some());
    let alongside = alongside(source.offices.iter().map(|office| (office.place, office.rules)));
    Ok(SiteReport { written, dossiers, unreadable, profile: source.profile, untold, has_history, alongside })
}
