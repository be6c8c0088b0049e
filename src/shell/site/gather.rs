//! Everything a site is built from, as it lies on disk, and a hash that tells whether it is another than last time.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::error::SiteError;
use super::found::touched;
use crate::repository::DOSSIER_FILE;
use crate::shell::office::{FoundDossier, Office, OfficeError};

/// A dossier file with what lies beside it.
pub(super) struct Gathered {
    /// The file.
    pub found: FoundDossier,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The files beside it, as paths from its folder.
    pub stored: BTreeSet<String>,
    /// A hash of all of it; of the files beside it only name and size.
    digest: [u8; 32],
    /// When the youngest of the files beside it was last touched.
    newest_piece: SystemTime,
}

/// What tells one site from another before anything is rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// A hash of program, templates and rule file: another one makes every page another.
    pub looks: String,
    /// A hash of the day, the commit and every dossier.
    pub facts: String,
}

impl Gathered {
    /// The path of the dossier's folder, with the last `/`.
    pub fn folder(&self) -> &str {
        self.found.path.strip_suffix(DOSSIER_FILE).unwrap_or(&self.found.path)
    }
}

/// Every dossier file of the office, in order of path.
pub(super) fn gather(office: &Office) -> Result<Vec<Gathered>, SiteError> {
    office.inventory()?.dossiers.into_par_iter().map(|found| gather_one(office, found)).collect()
}

fn gather_one(office: &Office, found: FoundDossier) -> Result<Gathered, SiteError> {
    let bytes = office.read(&found.path)?;
    let stored = office.attachments(&found)?;
    let mut gathered = Gathered { found, bytes, stored, digest: [0; 32], newest_piece: UNIX_EPOCH };
    let mut parts = Parts::default();
    parts.add(gathered.found.path.as_bytes());
    parts.add(&gathered.bytes);
    for path in &gathered.stored {
        let on_disk = office.on_disk(&format!("{}{path}", gathered.folder()));
        let metadata = std::fs::symlink_metadata(&on_disk).map_err(|cause| OfficeError::Unreadable { path: on_disk, cause })?;
        parts.add(path.as_bytes());
        parts.add(&metadata.len().to_le_bytes());
        gathered.newest_piece = gathered.newest_piece.max(touched(&metadata));
    }
    gathered.digest = parts.digest();
    Ok(gathered)
}

/// When the youngest piece beside any of these dossiers was last touched.
pub(super) fn newest_piece(gathered: &[Gathered]) -> SystemTime {
    gathered.iter().map(|file| file.newest_piece).max().unwrap_or(UNIX_EPOCH)
}

/// The stamp of a site with these looks, of these dossiers and these other facts, on this day.
pub(super) fn stamp(looks: &[&[u8]], gathered: &[Gathered], facts: &[&[u8]], today: NaiveDate) -> Stamp {
    let mut of_looks = Parts::default();
    looks.iter().for_each(|part| of_looks.add(part));
    let mut of_facts = Parts::default();
    of_facts.add(today.to_string().as_bytes());
    facts.iter().for_each(|part| of_facts.add(part));
    gathered.iter().for_each(|file| of_facts.add(&file.digest));
    Stamp { looks: hexadecimal(&of_looks.digest()), facts: hexadecimal(&of_facts.digest()) }
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
    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Bytes as people copy them.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
