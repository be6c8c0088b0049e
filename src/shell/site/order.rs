//! What is asked for: a site of these dossiers, in this folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::build::{SiteReport, SiteSource, build};
use super::error::SiteError;
use super::folder::{SiteFolder, Written};
use super::gather::{gather, newest_piece, stamp};
use super::lists::PROGRAM;
use super::memory::Memory;
use super::own_templates::{FOLDER as TEMPLATES, templates};
use crate::repository::Repository;
use crate::shell::office::Office;
use crate::shell::recordings::recordings;
use crate::shell::watch::{Saves, WatchError};

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
    pub fn watch(&self) -> Result<Saves, WatchError> {
        let folders = ["dossiers", TEMPLATES].map(|folder| self.office.on_disk(folder));
        let present: Vec<&Path> = folders.iter().map(PathBuf::as_path).filter(|folder| folder.is_dir()).collect();
        Saves::over(&present)
    }

    /// Builds the site from what lies in the office now, as it stands on this day.
    ///
    /// # Errors
    /// When the rule file is unsound, something cannot be read, a template is wrong, or the folder cannot be written.
    pub fn build(&self, today: NaiveDate) -> Result<SiteReport, SiteError> {
        let rule_file = self.office.rule_file()?;
        let rules = rule_file.rules.ok_or(SiteError::UnsoundRules)?;
        let templates = templates(&self.office)?;
        let repository = Repository::discover(self.office.root())?;
        let commit = repository.as_ref().map(Repository::head_commit).transpose()?.flatten().map(|commit| commit.to_string());
        let gathered = gather(&self.office)?;
        let looks = [PROGRAM.as_bytes(), templates.fingerprint().as_bytes(), &rule_file.file.bytes];
        let stamp = stamp(&looks, &gathered, commit.as_deref(), today);
        if let Some((memory, files)) = self.folder.recall(&stamp, newest_piece(&gathered)) {
            let written = Written { unchanged: files, ..Written::default() };
            return Ok(SiteReport { written, dossiers: memory.dossiers, unreadable: memory.unreadable, has_history: commit.is_some() });
        }
        let history = repository.map(|repository| repository.history()).transpose()?;
        let source = SiteSource {
            office: &self.office,
            rules: &rules,
            templates: &templates,
            recorded: &|id| history.as_ref().map(|history| recordings(history, id)).unwrap_or_default(),
            commit: commit.as_deref(),
            today,
        };
        let report = build(source, gathered, self.folder.begin(&stamp.looks)?)?;
        self.folder.remember(Memory { stamp, files: String::new(), dossiers: report.dossiers, unreadable: report.unreadable.clone() })?;
        Ok(report)
    }
}
