//! A site that is kept up to date: what was read, checked and rendered is not done again while nothing changed.

use std::time::SystemTime;

use chrono::NaiveDate;

use super::beside::Beside;
use super::build::{SiteReport, SiteSource, SourceOffice, alongside, build};
use super::error::SiteError;
use super::found::FoundFiles;
use super::gather::{gather, newest_piece, stamp};
use super::kept::KeptDossiers;
use super::looks::{Builds, Looks};
use super::memory::Memory;
use super::offices::{KeptHistory, Recorded};
use super::order::SiteOrder;
use super::writer::Written;

/// A site that is kept up to date in one process.
pub struct KeptSite {
    order: SiteOrder,
    builds: Builds,
    looks: Option<Looks>,
    kept: KeptDossiers,
    /// What was recorded in each office.
    histories: Vec<KeptHistory>,
}

impl KeptSite {
    /// The site that was asked for; nothing of it is known yet.
    #[must_use]
    pub fn new(order: SiteOrder) -> Self {
        Self { order, builds: Builds::Again, looks: None, kept: KeptDossiers::default(), histories: Vec::new() }
    }

    /// The same, for one update.
    pub(super) fn once(order: SiteOrder) -> Self {
        Self { builds: Builds::Once, ..Self::new(order) }
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
        let offices = &self.order.offices;
        let looks = Looks::of(&self.order, self.builds, self.looks.take())?;
        let looks = self.looks.insert(looks);
        self.kept.unless_made(&looks.hash, today);
        let recorded = offices.iter().map(Recorded::of).collect::<Result<Vec<_>, _>>()?;
        let sighted = gather(offices, |path| self.kept.known(path))?;
        let digests = sighted.iter().map(|sighted| self.kept.digest(sighted));
        let each = offices.iter().zip(&recorded).zip(&looks.rules);
        let beside = Beside::of_all(each.map(|((office, recorded), rules)| (&office.office, recorded.repository.as_ref(), rules)));
        let commits: Vec<&str> = recorded.iter().map(|recorded| recorded.commit.as_deref().unwrap_or("-")).collect();
        let stamp = stamp(&looks.hash, digests, &[commits.join(" ").as_bytes(), &beside.digest()], today);
        if self.kept.dossiers.is_empty()
            && let Some((memory, found)) = self.order.folder.recall(&stamp, newest_piece(&sighted))
        {
            match when_recalled {
                Recalled::Tell => return Ok(told(memory, &found, &self.order, looks, !commits.contains(&"-"))),
                Recalled::GetToKnow => self.kept.trust(&found),
            }
        }
        self.histories.resize_with(offices.len(), KeptHistory::default);
        self.histories.iter_mut().zip(&recorded).try_for_each(|(kept, recorded)| kept.renew(recorded))?;
        let places = offices.iter().zip(&looks.rules).zip(self.histories.iter().zip(&recorded));
        let places: Vec<SourceOffice<'_>> = places
            .map(|((place, rules), (history, recorded))| SourceOffice { place, rules, history: history.get(), commit: recorded.commit.as_deref() })
            .collect();
        let source = SiteSource {
            offices: &places,
            rules: &looks.rules[0],
            templates: &looks.templates,
            profile: self.order.profile(),
            beside: &beside,
            today,
        };
        let left = std::mem::take(&mut self.kept.shelf);
        let report = build(source, &mut self.kept, sighted, self.order.folder.begin(&stamp.looks, left)?)?;
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
fn told(memory: Memory, found: &FoundFiles, order: &SiteOrder, looks: &Looks, has_history: bool) -> SiteReport {
    // Of the files, `.gitignore` is neither page nor piece.
    let written = Written { unchanged: found.files.len().saturating_sub(1), ..Written::default() };
    SiteReport {
        written,
        dossiers: memory.dossiers,
        unreadable: memory.unreadable,
        profile: order.profile(),
        untold: 0,
        has_history,
        alongside: alongside(order.offices.iter().zip(&looks.rules)),
    }
}
