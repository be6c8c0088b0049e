//! What lies in the dossier folder beside git's own: what goes along with a dossier, what is looked through, and what cannot be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{DirEntry, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::exports::{is_export, names_one_of};
use super::redacting::below;
use super::rehearsal::MOST_BYTES;
use crate::domain::DossierId;
use crate::repository::{Repository, RepositoryError, TEMPORARY, TrackedPath, dossier_folder};
use crate::shell::handover::is_handover;
use crate::shell::office::Office;
use crate::shell::site::is_site;

/// How files begin in which git keeps a history: a bundle, a pack.
const HISTORIES: [&[u8]; 3] = [b"# v2 git bundle", b"# v3 git bundle", b"PACK\0\0\0"];
/// The folders in which files of ours are written before they get their name.
const WRITTEN_IN: [&str; 2] = ["dossiers", "register"];
/// What a computer makes by itself to show a folder: how its files lie, and small pictures of them.
const CLUTTER: [&str; 4] = [".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini"];
/// The file of a bundle whose first line says of which dossier it is.
const DATA: &str = "gegevens.txt";

/// The files of a folder, each with its size in bytes and the moment it was written; `None` where the system does not tell.
pub(super) type Lying = BTreeMap<PathBuf, (Option<u64>, Option<SystemTime>)>;

/// By which files a folder of ours is known, and kept out of git.
pub(super) const KNOWN_BY: [&str; 4] = [".klacht-site", ".klacht-inzage", ".gitignore", DATA];

/// Everything below the dossier folder, sorted by what becomes of it. All paths are absolute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    /// Folders and files that go along: the dossier, sites, bundles, unfinished files of ours.
    pub(super) goes: Vec<PathBuf>,
    /// Files that stay.
    pub(super) files: Vec<PathBuf>,
    /// Those among them that we made of many dossiers, these among them: lists, pages, calendars.
    pub(super) exports: Vec<PathBuf>,
    /// Those among them that the computer made by itself to show a folder.
    pub(super) clutter: Vec<PathBuf>,
    /// Links that stay; they are not followed.
    pub(super) links: Vec<PathBuf>,
    /// Histories of git's of their own: a copy of the folder, a bundle, a store without a work tree.
    pub(super) copies: Vec<PathBuf>,
    /// Folders that cannot be read.
    pub(super) closed: Vec<PathBuf>,
}

impl Beside {
    /// The lists, pages and calendars of ours that go along: one that was recorded in git is the officer's to judge.
    ///
    /// # Errors
    /// When what is recorded cannot be read.
    pub(super) fn exports_that_go(&self, office: &Office, repository: &Repository) -> Result<Vec<PathBuf>, RepositoryError> {
        unrecorded(&self.exports, office, repository)
    }

    /// What the computer made by itself and nobody recorded: what goes along, as it lies above a dossier that goes and may show small pictures
    /// of what is in it, and what stays.
    ///
    /// # Errors
    /// When what is recorded cannot be read.
    pub(super) fn clutter_apart(
        &self,
        office: &Office,
        repository: &Repository,
        gone: &BTreeSet<DossierId>,
    ) -> Result<(Vec<PathBuf>, Vec<PathBuf>), RepositoryError> {
        let folders: Vec<PathBuf> = gone.iter().map(|id| office.on_disk(&dossier_folder(*id))).collect();
        let is_above = |path: &PathBuf| path.parent().is_some_and(|parent| folders.iter().any(|folder| folder.starts_with(parent)));
        Ok(unrecorded(&self.clutter, office, repository)?.into_iter().partition(is_above))
    }

    /// What lies below the dossier folder, for destroying these dossiers.
    pub(super) fn of(office: &Office, gone: &BTreeSet<DossierId>) -> Self {
        let mut beside = Self::default();
        let folders =
            gone.iter().flat_map(|id| [dossier_folder(*id), format!("inzage/{id}"), format!("inzage/{id}.nieuw"), format!("inzage/{id}.oud")]);
        let looking = Looking { root: office.root(), gone, folders: folders.map(|path| office.on_disk(&path)).collect() };
        looking.folder(office.root(), &mut beside);
        let Self { goes, files, exports, clutter, links, copies, closed } = &mut beside;
        [goes, files, exports, clutter, links, copies, closed].into_iter().for_each(|list| list.sort());
        beside
    }

    /// Every file of it, but those of our own that go along and say nothing new, with its size and the moment it was written.
    pub(super) fn lying(&self) -> Lying {
        let going = self.goes.iter().filter(|path| !is_site(path)).flat_map(|path| if path.is_dir() { below(path) } else { vec![path.clone()] });
        // The computer writes its own as soon as someone looks at the folder.
        let files = self.files.iter().filter(|path| !self.clutter.contains(path));
        let everything = going.chain(files.chain(&self.links).chain(&self.copies).cloned());
        let seen = |path: PathBuf| {
            let metadata = path.symlink_metadata().ok();
            let (size, written) = (metadata.as_ref().map(Metadata::len), metadata.and_then(|metadata| metadata.modified().ok()));
            (path, (size, written))
        };
        everything.map(seen).collect()
    }
}

/// The files of these that are not recorded in git.
fn unrecorded(paths: &[PathBuf], office: &Office, repository: &Repository) -> Result<Vec<PathBuf>, RepositoryError> {
    let mut found = Vec::new();
    for path in paths {
        let shown = path.strip_prefix(office.root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let is_recorded = match TrackedPath::new(shown) {
            Ok(tracked) => repository.head_file(&tracked)?.is_some(),
            Err(_) => false,
        };
        found.extend((!is_recorded).then(|| path.clone()));
    }
    Ok(found)
}

struct Looking<'a> {
    root: &'a Path,
    gone: &'a BTreeSet<DossierId>,
    /// Where what goes along lies by its name.
    folders: BTreeSet<PathBuf>,
}

impl Looking<'_> {
    fn folder(&self, folder: &Path, beside: &mut Beside) {
        let Ok(entries) = std::fs::read_dir(folder) else {
            beside.closed.push(folder.to_owned());
            return;
        };
        for entry in entries.flatten() {
            self.entry(&entry, beside);
        }
    }

    fn entry(&self, entry: &DirEntry, beside: &mut Beside) {
        let (path, name) = (entry.path(), entry.file_name());
        let Ok(kind) = entry.file_type() else { return };
        let is_gits_own = entry.path().parent() == Some(self.root) && (name == ".git" || name == ".git.klacht" || name == ".git.klacht-oud");
        if is_gits_own {
            return;
        }
        if kind.is_symlink() {
            beside.links.push(path);
        } else if kind.is_dir() && self.folders.contains(&path) || kind.is_dir() && (is_site(&path) || self.is_bundle(&path)) {
            beside.goes.push(path);
        } else if kind.is_dir() && is_store(&path) {
            beside.copies.push(path);
        } else if kind.is_dir() {
            self.folder(&path, beside);
        } else if name.to_string_lossy().starts_with(TEMPORARY) && self.is_written_in(&path) {
            beside.goes.push(path);
        } else if kind.is_file() && holds_history(&path) {
            beside.copies.push(path);
        } else if kind.is_file() {
            beside.exports.extend(self.is_export(&path).then(|| path.clone()));
            beside.clutter.extend(is_clutter(&path).then(|| path.clone()));
            beside.files.push(path);
        }
    }

    /// Whether a file is one we made in which one of these dossiers stands.
    fn is_export(&self, path: &Path) -> bool {
        let is_loose = !WRITTEN_IN.iter().any(|folder| path.starts_with(self.root.join(folder)));
        let is_small = path.metadata().is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
        is_loose && is_small && std::fs::read(path).is_ok_and(|bytes| is_export(path, &bytes) && names_one_of(&bytes, self.gone))
    }

    /// Whether a folder is a bundle of one of these dossiers, wherever it was put.
    fn is_bundle(&self, folder: &Path) -> bool {
        let about =
            |text: String| text.lines().next().and_then(|line| line.rsplit(' ').next()?.parse().ok()).is_some_and(|id| self.gone.contains(&id));
        is_handover(folder) && std::fs::read_to_string(folder.join(DATA)).is_ok_and(about)
    }

    /// Whether files of ours are made here before they get their name.
    fn is_written_in(&self, path: &Path) -> bool {
        WRITTEN_IN.iter().any(|folder| path.starts_with(self.root.join(folder)))
    }
}

/// Whether a file is one that a computer makes by itself to show a folder.
pub(super) fn is_clutter(path: &Path) -> bool {
    path.file_name().is_some_and(|name| CLUTTER.iter().any(|known| name.eq_ignore_ascii_case(known)))
}

/// Whether a folder is a store of git's.
pub(super) fn is_store(folder: &Path) -> bool {
    folder.join("objects").is_dir() && folder.join("HEAD").exists()
}

/// Whether a file is a history of git's by how it begins.
pub(super) fn holds_history(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut start));
    read.is_ok() && HISTORIES.iter().any(|history| start.starts_with(history))
}

/// The first link on the way to a path within the dossier folder: what lies behind it lies elsewhere. `None` when there is none.
#[must_use]
pub fn link_on_the_way(office: &Office, path: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = path.split('/').collect();
    let steps = (1..=parts.len()).map(|count| office.on_disk(&parts[..count].join("/")));
    steps.into_iter().find(|step| step.is_symlink())
}
