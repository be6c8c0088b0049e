//! Searching all dossiers and what lies beside them, on every core.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::changes::ChangesError;
use super::office::{FoundDossier, Office, OfficeError};
use crate::domain::DossierId;
use crate::overview::{Hit, HitPlace, Query, search_file, search_piece};
use crate::pace::{self, Stage};
use crate::repository::{BlobId, DOSSIER_FILE, History, Repository, RepositoryError};
use crate::source::legible;

/// Everything that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The dossiers in which it stands, by number, each with its places.
    pub dossiers: BTreeMap<DossierId, Vec<Finding>>,
    /// Stored pieces, or parts of messages, that cannot be looked into.
    pub closed: BTreeSet<String>,
}

/// A place where it stands, now or before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The day of the version in which it stands; `None` in the dossier as it is.
    pub formerly: Option<NaiveDate>,
    /// Where.
    pub hit: Hit,
}

impl Office {
    /// Every place in the dossiers as they are, and in the pieces beside them.
    ///
    /// # Errors
    /// When a folder or a file cannot be read.
    pub fn search(&self, query: &Query) -> Result<Findings, OfficeError> {
        let dossiers = self.inventory()?.dossiers;
        let underway = pace::begin(Stage::Searching, dossiers.len());
        let search = |found: FoundDossier| self.search_dossier(&found, query).inspect(|_| pace::step());
        let found: Result<Vec<_>, OfficeError> = dossiers.into_par_iter().map(search).collect();
        drop(underway);
        let mut findings = Findings::default();
        for (id, hits, closed) in found? {
            findings.closed.extend(closed);
            findings.add(id, hits.into_iter().map(|hit| Finding { formerly: None, hit }));
        }
        Ok(findings)
    }

    fn search_dossier(&self, found: &FoundDossier, query: &Query) -> Result<(DossierId, Vec<Hit>, Vec<String>), OfficeError> {
        let mut hits = search_file(&self.read(&found.path)?, query);
        let mut closed = Vec::new();
        let folder = found.path.strip_suffix(DOSSIER_FILE).unwrap_or(&found.path);
        for piece in self.attachments(found)? {
            let read = legible(&piece, &self.read_whole(&format!("{folder}{piece}"))?);
            hits.extend(search_piece(&piece, &read, query));
            closed.extend(read.closed.into_iter().map(|name| format!("{folder}{name}")));
        }
        Ok((found.id, hits, closed))
    }
}

impl Findings {
    /// Adds places in a dossier, in order.
    fn add(&mut self, id: DossierId, found: impl Iterator<Item = Finding>) {
        let mut found: Vec<Finding> = found.collect();
        if found.is_empty() {
            return;
        }
        let places = self.dossiers.entry(id).or_default();
        places.append(&mut found);
        places.sort();
    }

    /// Adds what stands in former versions and no longer in the dossier: of each text the last version that had it.
    ///
    /// # Errors
    /// When git cannot be read.
    pub fn add_history(&mut self, repository: &Repository, query: &Query) -> Result<(), ChangesError> {
        let history = repository.history()?;
        let former = former_versions(&history);
        for (id, versions) in former {
            let now = self.dossiers.get(&id).map(Vec::as_slice).unwrap_or_default();
            let mut known: BTreeSet<(HitPlace, String)> = now.iter().map(|finding| told(&finding.hit)).collect();
            let mut found = Vec::new();
            for (day, file) in versions.into_iter().rev() {
                let hits = search_file(&blob(repository, file)?, query);
                found.extend(hits.into_iter().filter(|hit| known.insert(told(hit))).map(|hit| Finding { formerly: Some(day), hit }));
            }
            found.extend(former_names(&history, id, query, &known));
            self.add(id, found.into_iter());
        }
        Ok(())
    }
}

fn blob(repository: &Repository, file: BlobId) -> Result<Vec<u8>, RepositoryError> {
    repository.blob(file)
}

/// What tells one place from another, whatever line it stands on.
fn told(hit: &Hit) -> (HitPlace, String) {
    (hit.place.clone(), hit.excerpt.clone())
}

/// Every version of every dossier file, oldest first, each content once.
fn former_versions(history: &History) -> Vec<(DossierId, Vec<(NaiveDate, BlobId)>)> {
    let versions = history.iter().map(|(id, revisions)| {
        let mut seen = BTreeSet::new();
        let files = revisions.iter().filter_map(|revision| Some((revision.at.date_naive(), revision.file?)));
        (id, files.filter(|(_, file)| seen.insert(*file)).collect())
    });
    versions.collect()
}

/// Stored pieces that went, by their names: what was in them is not looked into.
fn former_names(history: &History, id: DossierId, query: &Query, known: &BTreeSet<(HitPlace, String)>) -> Vec<Finding> {
    let mut named = BTreeMap::new();
    for revision in history.of(id) {
        named.extend(revision.attachments.keys().map(|path| (path.clone(), revision.at.date_naive())));
    }
    let found = named.into_iter().filter(|(path, _)| query.stands_in(path).is_some());
    let hits = found.map(|(path, day)| (day, Hit { line: None, excerpt: path.clone(), place: HitPlace::PieceName(path) }));
    hits.filter(|(_, hit)| !known.contains(&told(hit))).map(|(day, hit)| Finding { formerly: Some(day), hit }).collect()
}
