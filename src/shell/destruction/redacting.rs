//! What would happen when a passage or an attachment is taken out of every version of a dossier: really built and really read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::around::Around;
use super::beside::Beside;
use super::place::{name_and_text, place};
use crate::diagnostic::Severity;
use crate::domain::DossierId;
use crate::pace::{self, Stage};
use crate::repository::{Becomes, Closing, Proof, Redaction, Repository, RepositoryError, TrackedPath};
use crate::shell::office::Office;
use crate::source::{Blackening, hexadecimal, read_dossier};

/// What is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A passage, wherever it stands in the dossier.
    Passage(Blackening),
    /// An attachment, by its path in the folder of the dossier.
    Attachment(String),
}

/// What is to be taken out, and what closes it.
#[derive(Clone, Debug)]
pub struct RedactionOrder<'a> {
    /// The dossier.
    pub dossier: DossierId,
    /// What is taken out of it.
    pub target: &'a Target,
    /// The commit that closes it.
    pub closing: Closing<'a>,
}

/// A new store that was built and judged, not yet in place.
#[derive(Debug)]
pub struct RedactionRehearsal {
    /// What all references and the index were when it was built.
    pub stands: String,
    /// Where it lies.
    pub workshop: PathBuf,
    /// The dossier.
    pub dossier: DossierId,
    /// How many versions of files it was taken out of.
    pub versions: usize,
    /// How many versions of the dossier could be read better before than afterwards.
    pub broken: usize,
    /// What a reading of the new store shows.
    pub proof: Proof,
    /// Places within the dossier where it still stands: in an encoding, or in a name.
    pub left: BTreeSet<String>,
    /// Places elsewhere where it stands too.
    pub elsewhere: BTreeSet<String>,
    /// Whether the dossier names the attachment, in whichever version.
    pub is_named: bool,
    /// Hashes of the versions of an attachment that go.
    pub(super) gone: BTreeSet<String>,
}

/// What the building came across.
#[derive(Default)]
struct Met {
    changed: BTreeSet<String>,
    broken: BTreeSet<String>,
    gone: BTreeSet<String>,
    is_named: bool,
}

/// Builds and judges the new store, and looks where the passage still stands.
///
/// # Errors
/// When something cannot be read or written; the repository is as it was.
pub fn rehearse_redaction(office: &Office, repository: &Repository, order: &RedactionOrder<'_>) -> Result<RedactionRehearsal, RepositoryError> {
    let stands = repository.as_it_stands()?;
    let workshop = repository.workshop()?;
    let met = RefCell::new(Met::default());
    let becomes = |path: &str, bytes: &[u8]| met.borrow_mut().becomes(order.target, path, bytes);
    repository.rebuild_redacted(&Redaction { dossier: order.dossier, becomes: &becomes }, &workshop)?;
    repository.close_rebuilt(&workshop, &order.closing)?;
    let proof = repository.prove_redacted(order.dossier, &workshop)?;
    let (mut left, mut elsewhere) = (BTreeSet::new(), BTreeSet::new());
    if let Target::Passage(passage) = order.target {
        let folder = format!("{}/", TrackedPath::of_dossier(order.dossier).as_str().trim_end_matches("/dossier.md"));
        let mut note = |place: String| if place.starts_with(&folder) { left.insert(place) } else { elsewhere.insert(place) };
        let _underway = pace::begin(Stage::Tracing, proof.objects);
        repository.read_rebuilt(&workshop, |said| {
            let (name, text) = name_and_text(&said);
            if passage.stands_in(name, text) {
                note(place(&said));
            }
        })?;
        elsewhere.extend(beside((office, repository), order.dossier, passage));
    }
    let met = met.into_inner();
    let (versions, broken) = (met.changed.len(), met.broken.len());
    Ok(RedactionRehearsal {
        stands,
        workshop,
        dossier: order.dossier,
        versions,
        broken,
        proof,
        left,
        elsewhere,
        is_named: met.is_named,
        gone: met.gone,
    })
}

impl Met {
    fn becomes(&mut self, target: &Target, path: &str, bytes: &[u8]) -> Becomes {
        match target {
            Target::Attachment(name) if name == path => {
                self.changed.insert(sha256(bytes));
                self.gone.insert(sha256(bytes));
                Becomes::Nothing
            }
            Target::Attachment(name) => {
                self.is_named |= path == "dossier.md" && String::from_utf8_lossy(bytes).contains(name.as_str());
                Becomes::Itself
            }
            Target::Passage(passage) => match passage.blackened(bytes) {
                None => Becomes::Itself,
                Some(new) => {
                    self.changed.insert(sha256(bytes));
                    if path == "dossier.md" && faults(&new) > faults(bytes) {
                        self.broken.insert(sha256(bytes));
                    }
                    Becomes::Other(new)
                }
            },
        }
    }
}

/// Whether the bytes are no dossier, and how much in them cannot be read as what it should be.
fn faults(bytes: &[u8]) -> (bool, usize) {
    let reading = read_dossier(bytes);
    let errors = reading.remarks.iter().filter(|remark| remark.diagnostic.severity == Severity::Error).count();
    (reading.dossier.is_none(), errors)
}

/// Loose files of the folder and around it, outside the dossier and outside git, in which the passage stands.
fn beside((office, repository): (&Office, &Repository), dossier: DossierId, passage: &Blackening) -> BTreeSet<String> {
    let shown = |path: &Path| path.strip_prefix(office.root()).unwrap_or(path).to_string_lossy().into_owned();
    let stands_in = |path: &PathBuf| std::fs::read(path).is_ok_and(|bytes| passage.stands_in("", &bytes));
    let files = Beside::of(office, &BTreeSet::from([dossier])).files.into_iter().filter(stands_in).map(|path| shown(&path));
    let around = Around::of(repository);
    files.chain(around.files.iter().filter(|path| stands_in(path)).map(|path| around.shown(path))).collect()
}

/// Every file below a folder; links are not followed.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(below(&entry.path())),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    files
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
