//! Everything a site is built from, as it lies on disk, and a hash that tells whether it is another than last time.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::build::SourceOffice;
use super::error::SiteError;
use super::offices::SiteOffice;
use super::trace::Trace;
use crate::domain::DossierId;
use crate::pace::{self, Stage};
use crate::repository::DOSSIER_FILE;
use crate::shell::office::{FoundDossier, Office, OfficeError, dossier_path};
use crate::source::hexadecimal;

/// The folder of a dossier as the system tells of it, before anything in it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outside {
    /// Whose: the place of its office among those of the site.
    pub office: usize,
    /// The dossier file.
    pub found: FoundDossier,
    /// Its path as the site tells it.
    pub path: String,
    file: Trace,
    /// The folders in which something can lie beside it, its own first, by their paths below the dossier folder.
    folders: Vec<(String, Trace)>,
    /// The files beside it, by their paths from its folder.
    pub pieces: BTreeMap<String, Trace>,
    /// Why it has no page; `None` when it has.
    pub hidden: Option<Hidden>,
}

/// Why a dossier that is there has no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    /// This other file has the page of its number.
    Twin(String),
    /// The dossier with this number was destroyed: an old copy brought it back, or a number was used again.
    Destroyed,
}

impl Hidden {
    /// Why, in Dutch.
    pub fn reason(&self) -> String {
        match self {
            Self::Twin(path) => format!("het nummer staat al in {path}"),
            Self::Destroyed => "het nummer is van een dossier dat is vernietigd".to_owned(),
        }
    }
}

/// A dossier file with what lies beside it.
pub(super) struct Gathered {
    /// Its folder from the outside, as it was before the file was read.
    pub outside: Outside,
    /// Whether every change since would show from the outside.
    pub is_settled: bool,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// A hash of all of it; of the files beside it only name and size.
    pub digest: Hash,
}

/// A dossier that was found: read, or passed over since nothing of it can have changed.
pub(super) enum Sighted {
    /// Nothing of it can have changed; its path as the site tells it.
    Known(String),
    /// It was read.
    Read(Box<Gathered>),
}

impl Sighted {
    /// Its path, when it was passed over.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(path) => Some(path),
            Self::Read(_) => None,
        }
    }

    /// What was read of it.
    pub fn read(&self) -> Option<&Gathered> {
        match self {
            Self::Known(_) => None,
            Self::Read(gathered) => Some(gathered),
        }
    }

    /// The same, to keep.
    pub fn gathered(self) -> Option<Gathered> {
        match self {
            Self::Known(_) => None,
            Self::Read(gathered) => Some(*gathered),
        }
    }
}

/// A hash of bytes.
pub(super) type Hash = [u8; 32];

/// What tells one site from another before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// A hash of program, templates and rule file: another one makes every page another.
    pub looks: String,
    /// A hash of the day, the commit and every dossier.
    pub facts: String,
}

impl Outside {
    /// The folder of this dossier of an office, which has this place among those of the site.
    fn of(site_office: &SiteOffice, place: usize, found: FoundDossier) -> Result<Self, SiteError> {
        let office = &site_office.office;
        let file = trace(office, &found.path)?;
        let mut folders = Vec::new();
        // Told of before it is looked in: what comes in meanwhile shows the next time.
        let paths = office.attachments_by_folder(&found, |folder| {
            folders.push((folder.to_owned(), trace(office, folder)?));
            Ok::<_, SiteError>(())
        })?;
        let piece = |path: String| Ok((trace(office, &format!("{}{path}", folder_of(&found)))?, path));
        let pieces = paths.into_iter().map(piece).map(|piece| piece.map(|(trace, path)| (path, trace)));
        let pieces = pieces.collect::<Result<_, SiteError>>()?;
        Ok(Self { office: place, path: site_office.path_of(&found), found, file, folders, pieces, hidden: None })
    }

    /// Whether the folder is as it was when it was looked at, and had been so for a while: a file that comes, goes or takes the place of
    /// another touches the folder it lies in, so none needs to be listed. Where the system does not promise that, they are.
    fn is_still(&self, site_office: &SiteOffice) -> bool {
        let office = &site_office.office;
        let is_same = |path: &str, then: &Trace| trace(office, path).is_ok_and(|now| now == *then);
        let holds = is_same(&self.found.path, &self.file)
            && self.folders.iter().all(|(path, then)| is_same(path, then))
            && self.pieces.iter().all(|(path, then)| is_same(&format!("{}{path}", self.folder()), then));
        holds && (cfg!(unix) || Self::of(site_office, self.office, self.found.clone()).is_ok_and(|now| now.pieces == self.pieces))
    }

    /// The path of the dossier's folder, with the last `/`.
    pub fn folder(&self) -> &str {
        folder_of(&self.found)
    }

    /// When the youngest of the files beside it was last touched.
    fn newest_piece(&self) -> SystemTime {
        self.pieces.values().map(|trace| trace.touched).max().unwrap_or(UNIX_EPOCH)
    }

    /// Whether nothing in it was touched shortly before this moment.
    fn is_settled_at(&self, moment: SystemTime) -> bool {
        let folders = self.folders.iter().map(|(_, trace)| trace);
        self.file.is_settled_at(moment) && folders.chain(self.pieces.values()).all(|trace| trace.is_settled_at(moment))
    }
}

/// What the system tells of something below the dossier folder.
fn trace(office: &Office, path: &str) -> Result<Trace, SiteError> {
    let on_disk = office.on_disk(path);
    let metadata = std::fs::symlink_metadata(&on_disk).map_err(|cause| OfficeError::Unreadable { path: on_disk, cause })?;
    Ok(Trace::of(&metadata))
}

/// The path of a dossier's folder, with the last `/`.
fn folder_of(found: &FoundDossier) -> &str {
    found.path.strip_suffix(DOSSIER_FILE).unwrap_or(&found.path)
}

/// Every dossier of the offices, of each in order of path; one that is as it was when it was read, by what is `known` of that
/// under its path, is not read.
///
/// # Errors
/// When something cannot be read, or a number is of two offices.
pub(super) fn gather<'k>(offices: &[SiteOffice], known: impl Fn(&str) -> Option<&'k Outside> + Sync) -> Result<Vec<Sighted>, SiteError> {
    let mut dossiers: Vec<(usize, FoundDossier)> = Vec::new();
    for (place, office) in offices.iter().enumerate() {
        dossiers.extend(office.office.inventory()?.dossiers.into_iter().map(|found| (place, found)));
    }
    refuse_shared_numbers(&dossiers, offices)?;
    let first = first_of_numbers(dossiers.iter().map(|(_, found)| found));
    let destroyed: BTreeSet<DossierId> = offices.iter().flat_map(|office| office.office.destroyed()).collect();
    let _underway = pace::begin(Stage::Reading, dossiers.len());
    let sighted = |(place, found): (usize, FoundDossier)| {
        pace::step();
        let (moment, office) = (SystemTime::now(), &offices[place]);
        let twin = first.get(&found.id).filter(|path| **path != found.path).cloned().map(Hidden::Twin);
        let hidden = if destroyed.contains(&found.id) { Some(Hidden::Destroyed) } else { twin };
        let path = office.path_of(&found);
        if known(&path).is_some_and(|outside| outside.hidden == hidden && outside.is_still(office)) {
            return Ok(Sighted::Known(path));
        }
        let outside = Outside { hidden, ..Outside::of(office, place, found)? };
        Ok(Sighted::Read(Box::new(read(&office.office, outside, moment)?)))
    };
    dossiers.into_par_iter().map(sighted).collect()
}

/// The dossiers whose folders these are, read again where they may have changed since they were known so; `None` when one is no longer
/// a dossier as an inventory tells them.
///
/// # Errors
/// When something cannot be read.
pub(super) fn gather_again_if_changed(offices: &[SiteOffice], known: &[(&Outside, bool)]) -> Result<Option<Vec<Gathered>>, SiteError> {
    let mut read_again = Vec::new();
    for (outside, is_settled) in known {
        let (moment, office) = (SystemTime::now(), &offices[outside.office]);
        if !office.office.has_dossier(&outside.found) {
            return Ok(None);
        }
        if !(*is_settled && outside.is_still(office)) {
            let hidden = outside.hidden.clone();
            let outside = Outside { hidden, ..Outside::of(office, outside.office, outside.found.clone())? };
            read_again.push(read(&office.office, outside, moment)?);
        }
    }
    Ok(Some(read_again))
}

/// Refuses dossiers of two offices under one number: a page can be of one of them alone.
fn refuse_shared_numbers(dossiers: &[(usize, FoundDossier)], offices: &[SiteOffice]) -> Result<(), SiteError> {
    let mut places: BTreeMap<DossierId, BTreeMap<usize, &FoundDossier>> = BTreeMap::new();
    for (place, found) in dossiers {
        places.entry(found.id).or_default().entry(*place).or_insert(found);
    }
    let mut shared = places.into_iter().filter(|(_, places)| places.len() > 1);
    let Some((number, of_offices)) = shared.next() else { return Ok(()) };
    let mut paths = of_offices.into_iter().map(|(place, found)| offices[place].path_of(found));
    let (one, other) = (paths.next().unwrap_or_default(), paths.next().unwrap_or_default());
    Err(SiteError::SharedNumber { number, one, other, more: shared.count() })
}

/// The file that has the page of each number: the one in the year of the number, else the first in order of path.
fn first_of_numbers<'a>(dossiers: impl Iterator<Item = &'a FoundDossier>) -> BTreeMap<DossierId, String> {
    let mut first = BTreeMap::new();
    for found in dossiers {
        if found.path == dossier_path(found.id) || !first.contains_key(&found.id) {
            first.insert(found.id, found.path.clone());
        }
    }
    first
}

/// The dossier in this folder, read as it is now.
pub(super) fn gather_again(outside: &Outside, offices: &[SourceOffice<'_>]) -> Result<Gathered, SiteError> {
    let (moment, place) = (SystemTime::now(), outside.office);
    let office = offices[place].place;
    read(&office.office, Outside::of(office, place, outside.found.clone())?, moment)
}

/// Reads the file of a folder that was looked at from this moment on.
fn read(office: &Office, outside: Outside, moment: SystemTime) -> Result<Gathered, SiteError> {
    let bytes = office.read(&outside.found.path)?;
    let mut parts = Parts::default();
    parts.add(outside.path.as_bytes());
    parts.add(&bytes);
    for (path, trace) in &outside.pieces {
        parts.add(path.as_bytes());
        parts.add(&trace.size.to_le_bytes());
    }
    Ok(Gathered { is_settled: outside.is_settled_at(moment), outside, bytes, digest: parts.digest() })
}

/// When the youngest of the files beside the dossiers that were read was last touched.
pub(super) fn newest_piece(sighted: &[Sighted]) -> SystemTime {
    let newest = sighted.iter().filter_map(|sighted| match sighted {
        Sighted::Known(_) => None,
        Sighted::Read(gathered) => Some(gathered.outside.newest_piece()),
    });
    newest.max().unwrap_or(UNIX_EPOCH)
}

/// The stamp of a site with these looks, of dossiers with these hashes and these other facts, on this day.
pub(super) fn stamp<'a>(looks: &str, digests: impl IntoIterator<Item = &'a Hash>, others: &[&[u8]], today: NaiveDate) -> Stamp {
    let mut facts = Parts::default();
    facts.add(today.to_string().as_bytes());
    others.iter().for_each(|other| facts.add(other));
    digests.into_iter().for_each(|digest| facts.add(digest));
    Stamp { looks: looks.to_owned(), facts: hexadecimal(&facts.digest()) }
}

/// A hash of parts, each told from the next by its length.
#[derive(Clone, Default)]
pub(super) struct Parts(Sha256);

impl Parts {
    /// Adds one part.
    pub fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// The hash of what was added.
    pub fn digest(self) -> Hash {
        self.0.finalize().into()
    }
}
