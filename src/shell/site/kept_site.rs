//! A site that is kept up to date: what was read, checked and rendered is not done again while nothing changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::NaiveDate;

use super::beside::Beside;
use super::build::{SiteReport, SiteSource, SourceOffice, alongside, build};
use super::editions::Gift;
use super::error::SiteError;
use super::found::FoundFiles;
use super::gather::{Hash, Outside, Sighted, Stamp, gather, gather_again_if_changed, newest_piece, stamp};
use super::kept::KeptDossiers;
use super::looks::{Builds, Looks};
use super::memory::Memory;
use super::offices::{KeptHistory, Recorded, SiteOffice};
use super::order::SiteOrder;
use super::writer::Written;
use crate::overview::Profile;
use crate::repository::{DOSSIER_FILE, is_passed_over};

/// A site that is kept up to date in one process.
pub struct KeptSite {
    order: SiteOrder,
    builds: Builds,
    looks: Option<Looks>,
    kept: KeptDossiers,
    /// What was found around the dossiers; `None` before the first look.
    around: Option<Around>,
    /// What was recorded in each office.
    histories: Vec<KeptHistory>,
}

impl KeptSite {
    /// The site that was asked for; nothing of it is known yet.
    #[must_use]
    pub fn new(order: SiteOrder) -> Self {
        Self { order, builds: Builds::Again, looks: None, kept: KeptDossiers::default(), around: None, histories: Vec::new() }
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

    /// Brings the site up to date after something was saved in these files and folders, as far as the system told. Of everything else,
    /// also of what lies in the folder of the site, is taken that it is as it was at the last update: who uses this looks at all of it
    /// now and then.
    ///
    /// # Errors
    /// As [`SiteOrder::build`].
    pub fn update_after(&mut self, saved: &BTreeSet<PathBuf>, today: NaiveDate) -> Result<SiteReport, SiteError> {
        let report = self.look_at(saved, today)?;
        report.map_or_else(|| self.update(today), Ok)
    }

    /// Looks at the dossiers in which these files and folders lie; `None` when more than those may have to be looked at, as for readers
    /// who may not see every dossier.
    fn look_at(&mut self, saved: &BTreeSet<PathBuf>, today: NaiveDate) -> Result<Option<SiteReport>, SiteError> {
        let offices = &self.order.offices;
        let looks = Looks::of(&self.order, self.builds, self.looks.take())?;
        let looks = self.looks.insert(looks);
        let is_whole = self.order.profile() == Profile::Full && self.kept.is_whole(&looks.hash, today);
        let Some(around) = self.around.as_ref().filter(|_| is_whole) else { return Ok(None) };
        let Some(known) = saved_dossiers(saved, &offices[0], &self.kept) else { return Ok(None) };
        let Some(read) = gather_again_if_changed(offices, &known)? else { return Ok(None) };
        let places = places(offices, looks, &self.histories, &around.commits);
        let source = source(&places, looks, &self.order, &around.beside, today);
        let editions = |kept: &KeptDossiers| [Gift::Numbers, Gift::Register].map(|gift| kept.editions.of(gift));
        let before = editions(&self.kept);
        let texts = self.kept.take_read(&source, read, false);
        if editions(&self.kept) != before {
            // The page of any other dossier may tell of it.
            return Ok(None);
        }
        let left = self.kept.take_shelf();
        let Some(writer) = self.order.folder.begin_trusting(&looks.hash, left)? else { return Ok(None) };
        build(source, &mut self.kept, texts, writer).map(Some)
    }

    fn bring_up_to_date(&mut self, today: NaiveDate, when_recalled: Recalled) -> Result<SiteReport, SiteError> {
        let begun = SystemTime::now();
        let offices = &self.order.offices;
        let looks = Looks::of(&self.order, self.builds, self.looks.take())?;
        let looks = self.looks.insert(looks);
        self.kept.unless_made(&looks.hash, today);
        let mut left = self.kept.take_shelf();
        let recorded = offices.iter().map(Recorded::of).collect::<Result<Vec<_>, _>>()?;
        let sighted = gather(offices, |path| self.kept.known(path))?;
        let each = offices.iter().zip(&recorded).zip(&looks.rules);
        let beside = Beside::of_all(each.map(|((office, recorded), rules)| (&office.office, recorded.repository.as_ref(), rules)));
        let around = self.around.insert(Around { beside, commits: recorded.iter().map(|recorded| recorded.commit.clone()).collect() });
        if self.kept.dossiers.is_empty() {
            let stamp = around.stamp(looks, read_digests(&sighted), today);
            match (self.order.folder.recall(&stamp, newest_piece(&sighted)), when_recalled) {
                (None, _) => {}
                (Some((memory, found)), Recalled::Tell) => return Ok(told(memory, &found, &self.order, looks, around.has_history())),
                (Some((_, found)), Recalled::GetToKnow) => left = self.kept.trust(&found),
            }
        }
        self.histories.resize_with(offices.len(), KeptHistory::default);
        self.histories.iter_mut().zip(&recorded).try_for_each(|(kept, recorded)| kept.renew(recorded))?;
        let places = places(offices, looks, &self.histories, &around.commits);
        let source = source(&places, looks, &self.order, &around.beside, today);
        let writer = self.order.folder.begin(&looks.hash, left)?;
        let texts = self.kept.take(&source, sighted);
        let report = build(source, &mut self.kept, texts, writer)?;
        if report.untold > 0 {
            // Said at every build: it may be a dossier these readers wait for.
            return Ok(report);
        }
        let stamp = around.stamp(looks, self.kept.digests(), today);
        let memory = Memory { stamp, files: self.kept.shelf.hash(), dossiers: report.dossiers, unreadable: report.unreadable.clone() };
        self.order.folder.remember(&memory, begun)?;
        Ok(report)
    }
}

/// What was found around the dossiers at the last look at everything.
struct Around {
    /// What explains the numbers without one.
    beside: Beside,
    /// The commit each office was at; `None` without one.
    commits: Vec<Option<String>>,
}

impl Around {
    /// The stamp of a site with this around it, of dossiers with these hashes.
    fn stamp<'d>(&self, looks: &Looks, digests: impl IntoIterator<Item = &'d Hash>, today: NaiveDate) -> Stamp {
        let commits: Vec<&str> = self.commits.iter().map(|commit| commit.as_deref().unwrap_or("-")).collect();
        stamp(&looks.hash, digests, &[commits.join(" ").as_bytes(), &self.beside.digest()], today)
    }

    /// Whether something was recorded in every office.
    fn has_history(&self) -> bool {
        self.commits.iter().all(Option::is_some)
    }
}

/// The offices with what is known of them.
fn places<'a>(offices: &'a [SiteOffice], looks: &'a Looks, histories: &'a [KeptHistory], commits: &'a [Option<String>]) -> Vec<SourceOffice<'a>> {
    let known = offices.iter().zip(&looks.rules).zip(histories.iter().zip(commits));
    known.map(|((place, rules), (history, commit))| SourceOffice { place, rules, history: history.get(), commit: commit.as_deref() }).collect()
}

/// What the site that was ordered is built from.
fn source<'a>(places: &'a [SourceOffice<'a>], looks: &'a Looks, order: &SiteOrder, beside: &'a Beside, today: NaiveDate) -> SiteSource<'a> {
    SiteSource { offices: places, rules: &looks.rules[0], templates: &looks.templates, profile: order.profile(), beside, today }
}

/// The dossiers of this office in which these files and folders lie, each with whether every change since would show; `None` when one
/// lies elsewhere. What editors leave beside a file lies nowhere.
fn saved_dossiers<'k>(saved: &BTreeSet<PathBuf>, office: &SiteOffice, kept: &'k KeptDossiers) -> Option<Vec<(&'k Outside, bool)>> {
    let mut found = BTreeMap::new();
    for path in saved {
        let within: Vec<_> = path.strip_prefix(office.office.root()).ok()?.iter().map(|part| part.to_string_lossy()).collect();
        if within.iter().any(|part| is_passed_over(part)) {
            continue;
        }
        let path = format!("{}/{DOSSIER_FILE}", within.get(..3)?.join("/"));
        let checked = &kept.dossiers.get(&office.told(&path))?.checked;
        found.insert(path, (&checked.outside, checked.is_settled));
    }
    Some(found.into_values().collect())
}

/// The hashes of dossiers that were all read, in order of path.
fn read_digests(sighted: &[Sighted]) -> Vec<&Hash> {
    let read = sighted.iter().filter_map(Sighted::read);
    let by_path: BTreeMap<&str, &Hash> = read.map(|gathered| (gathered.outside.path.as_str(), &gathered.digest)).collect();
    by_path.into_values().collect()
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
