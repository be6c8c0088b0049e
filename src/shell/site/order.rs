//! What is asked for: a site of these dossiers, in this folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::build::{SiteReport, SiteSource, build};
use super::error::SiteError;
use super::folder::SiteFolder;
use super::own_templates::{FOLDER as TEMPLATES, templates};
use crate::domain::DossierId;
use crate::overview::Recorded;
use crate::repository::{History, Repository, Revision};
use crate::shell::office::Office;
use crate::shell::watch::{Watch, WatchError};

/// Where the site comes, seen from the dossier folder, unless told otherwise.
const DEFAULT_FOLDER: &str = "site";

/// A site of the dossiers of an office, in a folder; can be carried out again and again.
#[derive(Clone, Debug)]
pub struct SiteOrder {
    office: Office,
    folder: SiteFolder,
}

impl SiteOrder {
    /// A site of this office, beside its dossiers unless another folder is named.
    ///
    /// # Errors
    /// When the folder lies among the dossiers, holds something that is not ours, or cannot be reached.
    pub fn new(office: Office, folder: Option<&Path>) -> Result<Self, SiteError> {
        let site = folder.map_or_else(|| office.on_disk(DEFAULT_FOLDER), Path::to_owned);
        let folder = SiteFolder::open(&site, &office.on_disk("dossiers"))?;
        Ok(Self { office, folder })
    }

    /// Where the site comes.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A watch over everything the site is built from, but for the history.
    ///
    /// # Errors
    /// When the system cannot watch it.
    pub fn watch(&self) -> Result<Watch, WatchError> {
        let folders = ["dossiers", TEMPLATES].map(|folder| self.office.on_disk(folder));
        let present: Vec<&Path> = folders.iter().map(PathBuf::as_path).filter(|folder| folder.is_dir()).collect();
        Watch::over(&present)
    }

    /// Builds the site from what lies in the office now, as it stands on this day.
    ///
    /// # Errors
    /// When the rule file is unsound, something cannot be read, a template is wrong, or the folder cannot be written.
    pub fn build(&self, today: NaiveDate) -> Result<SiteReport, SiteError> {
        let rules = self.office.rule_file()?.rules.ok_or(SiteError::UnsoundRules)?;
        let history = Repository::discover(self.office.root())?.map(|repository| repository.history()).transpose()?;
        let commit = history.as_ref().and_then(History::tip).map(|tip| tip.to_string());
        let source = SiteSource {
            office: &self.office,
            rules: &rules,
            templates: &templates(&self.office)?,
            recorded: &|id| recorded(history.as_ref(), id),
            commit: commit.as_deref(),
            today,
        };
        build(source, &self.folder)
    }
}

/// The recordings of a dossier; none without a repository.
fn recorded(history: Option<&History>, id: DossierId) -> Vec<Recorded> {
    let revision = |revision: &Revision| Recorded {
        commit: revision.commit.to_string(),
        time: revision.at,
        author: revision.by.to_string(),
        status: (revision.from != revision.to).then_some((revision.from, revision.to)),
        fields: revision.groups.iter().map(ToString::to_string).collect(),
    };
    history.map_or(&[][..], |history| history.of(id)).iter().map(revision).collect()
}
