//! What is asked for: a site of these dossiers, in this folder.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::beside::Beside;
use super::build::{SiteReport, SiteSource, build};
use super::error::SiteError;
use super::folder::{SiteFolder, Written};
use super::gather::{gather, newest_piece, stamp};
use super::lists::PROGRAM;
use super::memory::Memory;
use super::own_templates::{FOLDER as TEMPLATES, templates};
use crate::domain::Vocabulary;
use crate::overview::Profile;
use crate::repository::Repository;
use crate::shell::office::Office;
use crate::shell::recordings::recordings;
use crate::shell::watch::{Saves, WatchError};

/// A site of the dossiers of an office, in a folder; can be carried out again and again.
#[derive(Clone, Debug)]
pub struct SiteOrder {
    office: Office,
    folder: SiteFolder,
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
        Ok(Self { office, folder, profile })
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

    /// A watch over everything the site is built from, but for the history.
    ///
    /// # Errors
    /// When the system cannot watch it.
    pub fn watch(&self) -> Result<Saves, WatchError> {
        let folders = ["dossiers", "register", TEMPLATES].map(|folder| self.office.on_disk(folder));
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
        let templates = templates(&self.office)?.for_profile(self.profile);
        let repository = Repository::discover(self.office.root())?;
        let commit = repository.as_ref().map(Repository::head_commit).transpose()?.flatten().map(|commit| commit.to_string());
        let gathered = gather(&self.office)?;
        let looks = [PROGRAM.as_bytes(), templates.fingerprint().as_bytes(), &rule_file.file.bytes, self.profile.word().as_bytes()];
        let beside = Beside::of(&self.office, repository.as_ref());
        let stamp = stamp(&looks, &gathered, &[commit.as_deref().unwrap_or("-").as_bytes(), &beside.digest()], today);
        if let Some((memory, files)) = self.folder.recall(&stamp, newest_piece(&gathered)) {
            let written = Written { unchanged: files, ..Written::default() };
            return Ok(SiteReport {
                written,
                dossiers: memory.dossiers,
                unreadable: memory.unreadable,
                profile: self.profile,
                untold: 0,
                has_history: commit.is_some(),
            });
        }
        let history = repository.map(|repository| repository.history()).transpose()?;
        let source = SiteSource {
            office: &self.office,
            rules: &rules,
            templates: &templates,
            profile: self.profile,
            recorded: &|id| history.as_ref().map(|history| recordings(history, id)).unwrap_or_default(),
            beside: &beside,
            commit: commit.as_deref(),
            today,
        };
        let report = build(source, gathered, self.folder.begin(&stamp.looks)?)?;
        if report.untold > 0 {
            // Said at every build: it may be a dossier these readers wait for.
            return Ok(report);
        }
        self.folder.remember(Memory { stamp, files: String::new(), dossiers: report.dossiers, unreadable: report.unreadable.clone() })?;
        Ok(report)
    }
}
