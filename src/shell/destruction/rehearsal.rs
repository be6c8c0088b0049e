//! What would happen: the new store is really built and really read, and then thrown away or put in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::beside::Beside;
use crate::domain::DossierId;
use crate::overview::{Sighting, Traces};
use crate::regulation::Rules;
use crate::repository::{Closing, Proof, Rebuilt, Repository, RepositoryError, Said};
use crate::shell::office::{Office, dossier_path};
use crate::source::{legible, read_dossier};

/// Files larger than this are named instead of looked through: no text a person typed is that long.
const MOST_BYTES: u64 = 32 << 20;

/// What is to be destroyed, and what closes it.
#[derive(Clone, Debug)]
pub struct DestructionOrder<'a> {
    /// The dossiers.
    pub gone: &'a BTreeSet<DossierId>,
    /// The commit that closes it.
    pub closing: Closing<'a>,
    /// The rule file, whose people are not looked for.
    pub rules: &'a Rules,
}

/// A place where someone of a destroyed dossier would still be known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The place, in Dutch.
    pub place: String,
    /// By what, and on which lines.
    pub sightings: Vec<Sighting>,
}

/// A new store that was built and judged, not yet in place.
#[derive(Debug)]
pub struct Rehearsal {
    /// What all references and the index were when it was built.
    pub stands: String,
    /// Where it lies.
    pub workshop: PathBuf,
    /// What it became.
    pub rebuilt: Rebuilt,
    /// What a reading of it shows.
    pub proof: Proof,
    /// By how many names, addresses and numbers was looked.
    pub looked_for: usize,
    /// Where someone would still be known, in the order of the places.
    pub found: Vec<Found>,
    /// Histories of git's of their own in the folder, in which everything may stand still.
    pub copies: Vec<String>,
    /// What could not be looked through: too large, closed to us, or of a kind whose letters are not those a reader sees.
    pub unread: Vec<String>,
}

/// Builds and judges the new store, and looks for the people of the dossiers everywhere else.
///
/// # Errors
/// When something cannot be read or written; the repository is as it was.
pub fn rehearse(office: &Office, repository: &Repository, order: &DestructionOrder<'_>) -> Result<Rehearsal, RepositoryError> {
    let stands = repository.as_it_stands()?;
    let traces = traces(office, repository, order)?;
    let workshop = repository.workshop()?;
    let rebuilt = repository.rebuild_without(order.gone, &workshop)?;
    repository.close_rebuilt(&workshop, &order.closing)?;
    let proof = repository.prove_rebuilt(order.gone, &workshop)?;
    let mut sightings = Sightings::new(&traces);
    repository.read_rebuilt(&workshop, |said| sightings.heed(said))?;
    for path in repository.copied_files(&workshop) {
        let shown = path.strip_prefix(&workshop).unwrap_or(&path).to_string_lossy().into_owned();
        sightings.look_into(&path, format!(".git/{shown}"));
    }
    let beside = Beside::of(office, order.gone);
    let shown = |path: &Path| path.strip_prefix(office.root()).unwrap_or(path).to_string_lossy().into_owned();
    for path in &beside.files {
        sightings.look_into(path, shown(path));
    }
    for link in &beside.links {
        let leads_to = std::fs::read_link(link).unwrap_or_default();
        sightings.look(shown(link), &shown(link), leads_to.to_string_lossy().as_bytes());
    }
    sightings.unread.extend(beside.closed.iter().map(|path| shown(path)));
    let copies = beside.copies.iter().map(|path| shown(path)).collect();
    let (found, unread) = sightings.told();
    Ok(Rehearsal { stands, workshop, rebuilt, proof, looked_for: traces.count(), found, copies, unread })
}

/// By what the people of the dossiers would be known, of every version that was recorded and of the files as they lie there now.
fn traces(office: &Office, repository: &Repository, order: &DestructionOrder<'_>) -> Result<Traces, RepositoryError> {
    let now = order.gone.iter().filter_map(|id| office.read(&dossier_path(*id)).ok());
    let mut traces = Traces::new();
    for bytes in repository.every_version(order.gone)?.into_iter().chain(now) {
        if let Some(dossier) = &read_dossier(&bytes).dossier {
            traces.add(dossier, order.rules);
        }
    }
    Ok(traces)
}

/// Where someone would still be known, as far as was looked.
struct Sightings<'a> {
    traces: &'a Traces,
    places: BTreeMap<String, Vec<Sighting>>,
    unread: Vec<String>,
}

impl<'a> Sightings<'a> {
    fn new(traces: &'a Traces) -> Self {
        Self { traces, places: BTreeMap::new(), unread: Vec::new() }
    }

    /// Looks in something the new store says.
    fn heed(&mut self, said: Said<'_>) {
        match said {
            Said::File { path, is_current: true, bytes } => self.look(path.to_owned(), path, bytes),
            Said::File { path, bytes, .. } => self.look(format!("{path}, in een oudere versie of een andere branch"), path, bytes),
            Said::Message { commit, text } => self.look(format!("de omschrijving van vastlegging {}", commit.short()), "", text),
            Said::Author { commit, text } => self.look(format!("de schrijver van vastlegging {}", commit.short()), "", text),
            Said::Tag { name, text } => self.look(format!("de tag {}", name.trim_start_matches("refs/tags/")), name, text),
            Said::Branch { name } => self.look(format!("de naam van branch {name}"), name, b""),
        }
    }

    /// Looks in a file of the folder, unless its recorded version was found to name someone already.
    fn look_into(&mut self, path: &Path, shown: String) {
        if self.places.contains_key(&shown) {
            return;
        }
        let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
        match std::fs::read(path) {
            Ok(bytes) if is_small => self.look(shown.clone(), &shown, &bytes),
            _ => self.unread.push(shown),
        }
    }

    fn look(&mut self, place: String, name: &str, bytes: &[u8]) {
        if std::str::from_utf8(bytes).is_err() || bytes.contains(&0) {
            self.unread.extend(legible(name, bytes).closed);
        }
        let seen = self.traces.sightings(name, bytes);
        if !seen.is_empty() {
            self.places.entry(place).or_default().extend(seen);
        }
    }

    fn told(mut self) -> (Vec<Found>, Vec<String>) {
        self.unread.sort();
        self.unread.dedup();
        let found = self.places.into_iter().map(|(place, mut sightings)| {
            sightings.sort();
            sightings.dedup();
            Found { place, sightings }
        });
        (found.collect(), self.unread)
    }
}
