//! What is asked for: a site of these dossiers, in this folder.

use std::path::Path;

use chrono::NaiveDate;

use super::build::SiteReport;
use super::error::SiteError;
use super::folder::SiteFolder;
use super::kept_site::KeptSite;
use super::offices::{SiteOffice, together};
use super::own_templates::weakened;
use super::site_watch::SiteWatch;
use crate::overview::Profile;
use crate::render::html::Weakening;
use crate::shell::office::Office;
use crate::shell::watch::WatchError;

/// A site of the dossiers of an office, in a folder; can be carried out again and again.
#[derive(Clone, Debug)]
pub struct SiteOrder {
    /// The office it is built in, and after it those whose dossiers it shows too.
    pub(super) offices: Vec<SiteOffice>,
    /// Where the site comes.
    pub(super) folder: SiteFolder,
    profile: Profile,
}

impl SiteOrder {
    /// A site with everything of this office, beside its dossiers unless another folder is named.
    ///
    /// # Errors
    /// As [`Self::for_profile`].
    pub fn new(office: Office, folder: Option<&Path>) -> Result<Self, SiteError> {
        Self::for_profile(office, folder, Profile::Full)
    }

    /// A site of this office with what this profile shows, beside its dossiers unless another folder is named.
    ///
    /// # Errors
    /// When the folder lies among the dossiers or in a site, holds something that is not ours or a site of another profile, is
    /// called as that of another profile, or cannot be reached.
    pub fn for_profile(office: Office, folder: Option<&Path>, profile: Profile) -> Result<Self, SiteError> {
        let site = folder.map_or_else(|| office.on_disk(profile.folder()), Path::to_owned);
        let folder = SiteFolder::open(&site, &office.on_disk("dossiers"), profile)?;
        Ok(Self { offices: vec![SiteOffice::own(office)], folder, profile })
    }

    /// The same site with the dossiers of these offices too.
    ///
    /// # Errors
    /// When one is there already, or the folder of the site lies among the dossiers of one.
    pub fn taking_along(self, others: Vec<Office>) -> Result<Self, SiteError> {
        let offices = together(self.office(), others)?;
        offices.iter().try_for_each(|office| self.folder.refuse_among(&office.office.on_disk("dossiers")))?;
        Ok(Self { offices, ..self })
    }

    /// The office it is built in.
    fn office(&self) -> &Office {
        &self.offices[0].office
    }

    /// For whom the site is.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Where the site comes.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A watch over everything the site is built from in the office itself: dossiers, register, own templates, and the branch of git.
    ///
    /// # Errors
    /// When the system cannot watch it.
    pub fn watch(&self) -> Result<SiteWatch, WatchError> {
        SiteWatch::over(self.office())
    }

    /// What the own templates of the office no longer see to, though ours did.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn weakened(&self) -> Result<Vec<Weakening>, SiteError> {
        Ok(weakened(self.office())?)
    }

    /// Builds the site from what lies in the office now, as it stands on this day.
    ///
    /// # Errors
    /// When the rule file is unsound, something cannot be read, a template is wrong, or the folder cannot be written.
    pub fn build(&self, today: NaiveDate) -> Result<SiteReport, SiteError> {
        KeptSite::once(self.clone()).update(today)
    }
}
