//! What would happen: the new store is really built and really read, and then thrown away or put in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::around::Around;
use super::beside::{Beside, Lying, is_clutter};
use super::exports::names_one_of;
use super::place::{name_and_text, place};
use super::redacting::below;
use crate::domain::DossierId;
use crate::overview::{Seen, Sighting, TraceKind, Traces};
use crate::pace::{self, Stage};
use crate::regulation::Rules;
use crate::repository::{BlobId, Closing, EveryVersion, Proof, Rebuilt, Repository, RepositoryError, Said, dossier_folder};
use crate::shell::office::{Office, dossier_path};
use crate::source::read_dossier;

/// Files larger than this are named instead of looked through: no text a person typed is that long.
pub(super) const MOST_BYTES: u64 = 32 << 20;

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
    /// The numbers the dossiers had before, and under which something of theirs goes along.
    pub former: BTreeSet<DossierId>,
    /// By how many names, addresses and numbers was looked.
    pub looked_for: usize,
    /// For copies of how many files was looked.
    pub pieces: usize,
    /// Where someone would still be known, in the order of the places.
    pub found: Vec<Found>,
    /// Lists, pages and calendars of ours in the folder that go along, because a dossier stands in them.
    pub exports: Vec<String>,
    /// Where the number of a dossier stands, which by itself says nobody's name.
    pub numbers: BTreeSet<String>,
    /// Histories of git's of their own in the folder, in which everything may stand still.
    pub copies: Vec<String>,
    /// What could not be looked through: too large, closed to us, or of a kind whose letters are not those a reader sees.
    pub unread: Vec<String>,
    /// What the computer made by itself to show a folder, and could not be looked through either.
    pub clutter: Clutter,
    /// What lay in the folder when it was looked through.
    lay: Lying,
}

/// What the computer made by itself to show a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clutter {
    /// What goes along, as it lies above a dossier that goes.
    pub goes: Vec<String>,
    /// What stays.
    pub stays: Vec<String>,
}

impl Rehearsal {
    /// Whether something of someone was found that stays where it is.
    #[must_use]
    pub fn stands_elsewhere(&self) -> bool {
        !self.found.is_empty() || !self.copies.is_empty()
    }

    /// Whether everything in the folder lies as it did when it was looked through: nothing came, went or was written.
    #[must_use]
    pub fn lies_as_it_lay(&self, office: &Office, gone: &BTreeSet<DossierId>) -> bool {
        Beside::of(office, gone).lying() == self.lay
    }
}

/// Builds and judges the new store, and looks for the people of the dossiers everywhere else.
///
/// # Errors
/// When something cannot be read or written; the repository is as it was.
pub fn rehearse(office: &Office, repository: &Repository, order: &DestructionOrder<'_>) -> Result<Rehearsal, RepositoryError> {
    let stands = repository.as_it_stands()?;
    let former = repository.former_numbers(order.gone)?;
    let sought = sought(office, repository, order)?;
    let workshop = repository.workshop()?;
    let rebuilt = repository.rebuild_without(order.gone, &workshop)?;
    repository.close_rebuilt(&workshop, &order.closing)?;
    let proof = repository.prove_rebuilt(order.gone, &workshop)?;
    let mut sightings = Sightings::new(&sought, order.gone, repository, order.gone.union(&former).copied().collect())?;
    let underway = pace::begin(Stage::Tracing, proof.objects);
    repository.read_rebuilt(&workshop, |said| sightings.heed(said))?;
    drop(underway);
    for path in repository.copied_files(&workshop) {
        let shown = path.strip_prefix(&workshop).unwrap_or(&path).to_string_lossy().into_owned();
        sightings.look_into(&path, format!(".git/{shown}"));
    }
    let beside = Beside::of(office, order.gone);
    let lay = beside.lying();
    let shown = |path: &Path| path.strip_prefix(office.root()).unwrap_or(path).to_string_lossy().into_owned();
    let exports = beside.exports_that_go(office, repository)?;
    let underway = pace::begin(Stage::Searching, beside.files.len());
    let (clutter, clutter_staying) = beside.clutter_apart(office, repository, order.gone)?;
    for path in beside.files.iter().filter(|path| !exports.contains(path) && !clutter.contains(path)) {
        sightings.look_into(path, shown(path));
        pace::step();
    }
    drop(underway);
    for link in &beside.links {
        sightings.look_at_link(link, shown(link));
    }
    sightings.unread.extend(beside.closed.iter().map(|path| shown(path)));
    let around = Around::of(repository);
    sightings.look_around(&around);
    let copies = beside.copies.iter().map(|path| shown(path)).chain(around.copies.iter().map(|path| around.shown(path))).collect();
    let exports = exports.iter().map(|path| shown(path)).collect();
    let numbers = std::mem::take(&mut sightings.numbered);
    let (found, unread) = sightings.told();
    let clutter_staying: BTreeSet<String> = clutter_staying.iter().map(|path| shown(path)).collect();
    let (stays, unread) = unread.into_iter().partition(|place| clutter_staying.contains(place));
    let clutter = Clutter { goes: clutter.iter().map(|path| shown(path)).collect(), stays };
    let (looked_for, pieces) = (sought.traces.count(), sought.pieces.len());
    Ok(Rehearsal { stands, workshop, rebuilt, proof, former, looked_for, pieces, found, exports, numbers, copies, unread, clutter, lay })
}

/// What is looked for elsewhere.
struct Sought {
    /// By what the people would be known.
    traces: Traces,
    /// The files of the dossiers, by the name git gives to their content: a copy needs no name in it to be one.
    pieces: BTreeSet<BlobId>,
}

/// What to look for, of every version that was recorded and of the files as they lie there now.
fn sought(office: &Office, repository: &Repository, order: &DestructionOrder<'_>) -> Result<Sought, RepositoryError> {
    let now: Vec<Vec<u8>> = order.gone.iter().filter_map(|id| office.read(&dossier_path(*id)).ok()).collect();
    let EveryVersion { files, mut pieces } = repository.every_version(order.gone)?;
    let mut traces = Traces::new();
    for bytes in files.iter().chain(&now) {
        if let Some(dossier) = &read_dossier(bytes).dossier {
            traces.add(dossier, order.rules);
        }
    }
    let pieces_there = order.gone.iter().flat_map(|id| below(&office.on_disk(&dossier_folder(*id))));
    // A computer makes the same in every folder.
    for path in pieces_there.filter(|path| !is_clutter(path)) {
        let bytes = std::fs::read(path).ok().filter(|bytes| !bytes.is_empty());
        pieces.extend(bytes.and_then(|bytes| repository.name_of_content(&bytes).ok()));
    }
    Ok(Sought { traces, pieces })
}

/// Where someone would still be known, as far as was looked.
struct Sightings<'a> {
    sought: &'a Sought,
    gone: &'a BTreeSet<DossierId>,
    repository: &'a Repository,
    /// The ways to the other offices here, whose numbers are their own.
    others: Vec<String>,
    places: BTreeMap<String, Vec<Sighting>>,
    unread: Vec<String>,
    /// The numbers of the dossiers, and where one stands.
    numbers: BTreeSet<DossierId>,
    numbered: BTreeSet<String>,
}

impl<'a> Sightings<'a> {
    fn new(
        sought: &'a Sought,
        gone: &'a BTreeSet<DossierId>,
        repository: &'a Repository,
        numbers: BTreeSet<DossierId>,
    ) -> Result<Self, RepositoryError> {
        let others = repository.other_offices()?;
        Ok(Self { sought, gone, repository, others, places: BTreeMap::new(), unread: Vec::new(), numbers, numbered: BTreeSet::new() })
    }

    /// Looks in something the new store says.
    fn heed(&mut self, said: Said<'_>) {
        if let Said::File { path, is_current, id, bytes } = said {
            self.note_folder(path);
            let when = if is_current { "" } else { ", in een oudere versie of een andere tak" };
            return self.look_at(format!("{path}{when}"), path, Some(id), bytes);
        }
        let (name, text) = name_and_text(&said);
        self.look(place(&said), name, text);
    }

    /// Looks in a file of the folder, unless its recorded version was found to name someone already.
    fn look_into(&mut self, path: &Path, shown: String) {
        if self.places.contains_key(&shown) {
            return;
        }
        self.note_folder(&shown);
        let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
        match std::fs::read(path) {
            Ok(bytes) if is_small => {
                let id = self.repository.name_of_content(&bytes).ok();
                self.look_at(shown.clone(), &shown, id, &bytes);
            }
            _ => self.unread.push(shown),
        }
    }

    /// Looks in what lies in the repository around the folder.
    fn look_around(&mut self, around: &Around) {
        for path in &around.files {
            self.look_into(path, around.shown(path));
        }
        for link in &around.links {
            self.look_at_link(link, around.shown(link));
        }
        self.unread.extend(around.left.iter().map(|path| around.shown(path)));
    }

    /// Looks in what a link is called and where it leads.
    fn look_at_link(&mut self, link: &Path, shown: String) {
        let leads_to = std::fs::read_link(link).unwrap_or_default();
        self.look(shown.clone(), &shown, leads_to.to_string_lossy().as_bytes());
    }

    /// Whether a path lies among the dossiers of another office.
    fn is_anothers(&self, path: &str) -> bool {
        self.others.iter().any(|way| path.strip_prefix(way.as_str()).is_some_and(|path| path.starts_with("dossiers/")))
    }

    /// Names a folder with the number of a dossier that is not where dossiers lie: it stays.
    fn note_folder(&mut self, path: &str) {
        let is_number = |part: &str| part.parse().is_ok_and(|id| self.gone.contains(&id));
        if self.is_anothers(path) {
            return;
        }
        let mut end = 0;
        for part in path.split_inclusive('/').filter(|part| part.ends_with('/')) {
            end += part.len();
            if is_number(part.trim_end_matches('/')) {
                self.places.entry(path[..end].to_owned()).or_default().push(Sighting { kind: TraceKind::Folder, line: None });
                return;
            }
        }
    }

    /// Looks whether a file is one of the pieces, and else who is named in it; and whether it names a number where nothing of ours keeps it.
    fn look_at(&mut self, place: String, name: &str, id: Option<BlobId>, bytes: &[u8]) {
        // What the registers and git itself keep stays by design, and older versions of a dossier tell no more than the last.
        let is_kept =
            name.starts_with("register/") || name.starts_with(".git/") || name.starts_with("dossiers/") && place != name || self.is_anothers(name);
        if !is_kept && (names_one_of(bytes, &self.numbers) || names_one_of(name.as_bytes(), &self.numbers)) {
            self.numbered.insert(place.clone());
        }
        if id.is_some_and(|id| self.sought.pieces.contains(&id)) {
            self.places.entry(place).or_default().push(Sighting { kind: TraceKind::Piece, line: None });
        } else if bytes.len() as u64 > MOST_BYTES {
            self.unread.push(place);
        } else {
            self.look(place, name, bytes);
        }
    }

    fn look(&mut self, place: String, name: &str, bytes: &[u8]) {
        let Seen { sightings, closed } = self.sought.traces.seen_in(name, bytes);
        // What has no name of its own is called by its place.
        self.unread.extend(closed.into_iter().map(|closed| if closed.is_empty() { place.clone() } else { closed }));
        if !sightings.is_empty() {
            self.places.entry(place).or_default().extend(sightings);
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
