//! A site that is kept up to date: what was read, checked and rendered is not done again while nothing changed.

use std::time::SystemTime;

use chrono::NaiveDate;

use super::beside::Beside;
use super::build::{SiteReport, SiteSource, build};
use super::error::SiteError;
use super::found::FoundFiles;
use super::gather::{gather, newest_piece, stamp};
use super::kept::KeptDossiers;
use super::looks::Looks;
use super::memory::Memory;
use super::order::SiteOrder;
use super::writer::Written;
use crate::overview::Profile;
use crate::repository::{History, Repository};

/// A site that is kept up to date in one process.
pub struct KeptSite {
    order: SiteOrder,
    looks: Option<Looks>,
    kept: KeptDossiers,
    /// What was recorded up to a commit.
    history: Option<(Option<String>, History)>,
}

impl KeptSite {
    /// The site that was asked for; nothing of it is known yet.
    #[must_use]
    pub fn new(order: SiteOrder) -> Self {
        Self { order, looks: None, kept: KeptDossiers::default(), history: None }
    }

    /// Brings the site up to what lies in the office now, as it stands on this day.
    ///
    /// # Errors
    /// As [`SiteOrder::build`].
    pub fn update(&mut self, today: NaiveDate) -> Result<SiteReport, SiteError> {
        self.bring_up_to_date(today, Recalled::Tell)
    }

    /// Gets to know a site that another process built, so that the next update finds what it needs in memory.
    ///
    /// # Errors
    /// As [`SiteOrder::build`].
    pub fn get_to_know(&mut self, today: NaiveDate) -> Result<(), SiteError> {
        if self.kept.dossiers.is_empty() { self.bring_up_to_date(today, Recalled::GetToKnow).map(drop) } else { Ok(()) }
    }

    fn bring_up_to_date(&mut self, today: NaiveDate, when_recalled: Recalled) -> Result<SiteReport, SiteError> {
        let begun = SystemTime::now();
        let looks = Looks::of(&self.order.office, self.order.profile(), self.looks.take())?;
        let looks = self.looks.insert(looks);
        self.kept.unless_made(&looks.hash, today);
        let repository = Repository::discover(self.order.office.root())?;
        let commit = repository.as_ref().map(Repository::head_commit).transpose()?.flatten().map(|commit| commit.to_string());
        let sighted = gather(&self.order.office, |outside| self.kept.knows(outside))?;
        let digests = sighted.iter().map(|sighted| self.kept.digest(sighted));
        let beside = Beside::of(&self.order.office, repository.as_ref());
        let stamp = stamp(&looks.hash, digests, &[commit.as_deref().unwrap_or("-").as_bytes(), &beside.digest()], today);
        if self.kept.dossiers.is_empty()
            && let Some((memory, found)) = self.order.folder.recall(&stamp, newest_piece(&sighted))
        {
            match when_recalled {
                Recalled::Tell => return Ok(told(memory, &found, self.order.profile(), commit.is_some())),
                Recalled::GetToKnow => self.kept.trust(&found),
            }
        }
        self.history = repository.map(|repository| renewed(self.history.take(), &repository, commit.clone())).transpose()?;
        let source = SiteSource {
            office: &self.order.office,
            rules: &looks.rules,
            templates: &looks.templates,
            profile: self.order.profile(),
            history: self.history.as_ref().map(|(_, history)| history),
            beside: &beside,
            commit: commit.as_deref(),
            today,
        };
        let left = std::mem::take(&mut self.kept.shelf);
        let report = build(source, &mut self.kept, sighted, self.order.folder.begin(&stamp.looks, &left)?)?;
        if report.untold > 0 {
            // Said at every build: it may be a dossier these readers wait for.
            return Ok(report);
        }
        let memory = Memory { stamp, files: self.kept.shelf.hash(), dossiers: report.dossiers, unreadable: report.unreadable.clone() };
        self.order.folder.remember(&memory, begun)?;
        Ok(report)
    }
}

/// What is done with a site that another process built from the same, and that nobody touched since.
#[derive(Clone, Copy)]
enum Recalled {
    /// It is told of, and nothing is read.
    Tell,
    /// Everything is read; the pages of dossiers stand as they are.
    GetToKnow,
}

/// What is told of a site that is recalled.
fn told(memory: Memory, found: &FoundFiles, profile: Profile, has_history: bool) -> SiteReport {
    // Of the files, `.gitignore` is neither page nor piece.
    let written = Written { unchanged: found.files.len().saturating_sub(1), ..Written::default() };
    SiteReport { written, dossiers: memory.dossiers, unreadable: memory.unreadable, profile, untold: 0, has_history }
}

/// The history up to this commit: the one that is kept, or read again.
fn renewed(kept: Option<(Option<String>, History)>, repository: &Repository, commit: Option<String>) -> Result<(Option<String>, History), SiteError> {
    match kept {
        Some((at, history)) if at == commit => Ok((at, history)),
        _ => Ok((commit, repository.history()?)),
    }
}
