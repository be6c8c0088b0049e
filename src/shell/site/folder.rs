//! The folder the site lies in: never someone else's, whole at every moment, written only where it changed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::error::SiteError;
use super::found::{FoundFiles, touched};
use super::gather::Stamp;
use super::memory::{Memory, bare_marker, looks_of, signed, signed_for, unfinished_marker};
use crate::domain::Vocabulary;
use crate::overview::Profile;

/// The file that says a folder is a site of ours.
pub(super) const MARKER: &str = ".klacht-site";
/// Keeps the folder out of git, wherever it lies: its pages are personal data.
const IGNORE: &str = ".gitignore";
/// What the names of our temporary files begin with.
const TEMPORARY: &str = ".klacht-nieuw-";

/// The folder the site lies in, with the names its predecessor and successor have while they are exchanged.
#[derive(Clone, Debug)]
pub struct SiteFolder {
    site: PathBuf,
    next: PathBuf,
    previous: PathBuf,
    profile: Profile,
}

/// What a build wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were new or changed.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files that belong to nothing any more.
    pub removed: usize,
}

impl Written {
    /// Whether everything was right already.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self.written + self.removed == 0
    }
}

/// A build under way.
#[derive(Debug)]
pub struct SiteWriter<'a> {
    folder: &'a SiteFolder,
    /// Where files are put: the site itself, or the folder that will take its place.
    target: &'a Path,
    fingerprint: String,
    expected: Mutex<BTreeSet<String>>,
    written: AtomicUsize,
}

impl SiteFolder {
    /// The folder at this path for a site of this profile, after whatever an interrupted build left is finished or undone.
    ///
    /// # Errors
    /// When it lies among the dossiers, holds something that is not ours or a site for others, or cannot be reached.
    pub fn open(site: &Path, dossiers: &Path, profile: Profile) -> Result<Self, SiteError> {
        let sibling = |ending: &str| {
            let mut name = site.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            site.with_file_name(name)
        };
        let folder = Self { site: site.to_owned(), next: sibling(".nieuw"), previous: sibling(".oud"), profile };
        if is_within(site, dossiers) {
            return Err(SiteError::AmongDossiers(site.to_owned()));
        }
        if is_within_site(site) {
            return Err(SiteError::WithinSite(site.to_owned()));
        }
        folder.refuse_name_of_others()?;
        for path in [&folder.site, &folder.next, &folder.previous] {
            refuse_foreign(path)?;
        }
        folder.recover()?;
        folder.refuse_site_of_others()?;
        Ok(folder)
    }

    /// Refuses a folder whose name promises less than this profile shows: it may be handed over for what it is called.
    fn refuse_name_of_others(&self) -> Result<(), SiteError> {
        let name = self.site.file_name().map(|name| name.to_string_lossy().to_lowercase());
        let others = Profile::ALL.iter().filter(|profile| **profile != self.profile && profile.readers().is_some());
        let named = others.copied().find(|profile| name.as_deref() == Some(profile.folder()));
        named.map_or(Ok(()), |theirs| Err(SiteError::NamedForOthers { folder: self.site.clone(), theirs, asked: self.profile }))
    }

    /// Refuses a folder with the site of another profile: it may have been handed over already.
    fn refuse_site_of_others(&self) -> Result<(), SiteError> {
        let marker = fs::read_to_string(self.site.join(MARKER)).ok();
        let others = marker.map(|marker| signed_for(&marker).0).filter(|theirs| *theirs != self.profile);
        others.map_or(Ok(()), |theirs| Err(SiteError::OfOthers { folder: self.site.clone(), theirs, asked: self.profile }))
    }

    /// Puts a marker in a folder that is, or becomes, this site.
    fn mark(&self, folder: &Path, marker: &str) -> Result<(), SiteError> {
        put(&folder.join(MARKER), signed(self.profile, marker).as_bytes())
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.site
    }

    /// Begins a build. With another fingerprint than the last one the whole site is made anew and exchanged in the end.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn begin(&self, fingerprint: &str) -> Result<SiteWriter<'_>, SiteError> {
        let is_update = looks(&self.site).is_some_and(|found| found == fingerprint);
        let target = if is_update { &self.site } else { &self.next };
        if !is_update {
            make_folder(target)?;
            self.mark(target, &unfinished_marker())?;
            put(&target.join(IGNORE), b"*\n")?;
        }
        let expected = Mutex::new(BTreeSet::from([MARKER.to_owned(), IGNORE.to_owned()]));
        Ok(SiteWriter { folder: self, target, fingerprint: fingerprint.to_owned(), expected, written: AtomicUsize::new(0) })
    }

    /// What is remembered of the last build, with the number of its files, when it was built from the same and nobody touched it
    /// since: no file of the site, and no piece beside a dossier (`newest_piece`), is younger than the marker.
    ///
    /// The marker itself tells of no time, so that the same site is the same to the byte.
    pub(super) fn recall(&self, stamp: &Stamp, newest_piece: SystemTime) -> Option<(Memory, usize)> {
        let marker = self.site.join(MARKER);
        let memory = Memory::from_text(signed_for(&fs::read_to_string(&marker).ok()?).1)?;
        let settled = touched(&fs::symlink_metadata(&marker).ok()?);
        let found = FoundFiles::of(&self.site).ok()?;
        let untouched = found.newest <= settled && newest_piece <= settled;
        // Of the files, `.gitignore` is neither page nor piece.
        let count = found.count.saturating_sub(1);
        (untouched && memory.stamp == *stamp && memory.files == found.hash()).then_some((memory, count))
    }

    /// Remembers the build that has just finished.
    pub(super) fn remember(&self, memory: Memory) -> Result<(), SiteError> {
        let files = FoundFiles::of(&self.site).map_err(|error| SiteError::system(&self.site, error))?.hash();
        self.mark(&self.site, &Memory { files, ..memory }.to_text())
    }

    /// Finishes or undoes what an interrupted build left.
    fn recover(&self) -> Result<(), SiteError> {
        let is_missing = !present(&self.site);
        let is_whole = looks(&self.next).is_some();
        if is_missing && is_whole {
            rename(&self.next, &self.site)?;
        } else if is_missing && present(&self.previous) {
            rename(&self.previous, &self.site)?;
        }
        remove_folder(&self.next)?;
        remove_folder(&self.previous)
    }
}

impl SiteWriter<'_> {
    /// Puts a file at this address, unless the same bytes are there already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, address: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let path = self.on_disk(address);
        let is_new = self.expected.lock().expect("no writer panics").insert(address.to_owned());
        if is_new && holds(&path, bytes) {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            make_folder(parent)?;
        }
        // Nobody looks at a folder that is still to take its place, so its files need not appear at one stroke.
        let is_watched = self.target == self.folder.site;
        if is_watched {
            put(&path, bytes)?
        } else {
            fill(&path, bytes)?
        }
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Puts the front page last, takes away what belongs to nothing any more, and exchanges the folders when the site is new.
    ///
    /// # Errors
    /// When a file or folder cannot be written, moved or removed.
    pub fn finish(self, front_page: &str) -> Result<Written, SiteError> {
        self.write("index.html", front_page.as_bytes())?;
        let removed = self.remove_stale(self.target, "")?;
        if self.target != self.folder.site {
            self.folder.mark(self.target, &bare_marker(&self.fingerprint))?;
            self.exchange()?;
        }
        let written = self.written.into_inner();
        let total = self.expected.into_inner().expect("no writer panics").len() - 2;
        Ok(Written { written, unchanged: total.saturating_sub(written), removed })
    }

    /// The new folder in the place of the old one. A build that is stopped in between is finished by the next.
    fn exchange(&self) -> Result<(), SiteError> {
        let SiteFolder { site, next, previous, .. } = self.folder;
        if present(site) {
            rename(site, previous)?;
        }
        rename(next, site)?;
        remove_folder(previous)
    }

    fn remove_stale(&self, folder: &Path, prefix: &str) -> Result<usize, SiteError> {
        let expected = self.expected.lock().expect("no writer panics").clone();
        remove_unexpected(folder, prefix, &expected)
    }

    fn on_disk(&self, address: &str) -> PathBuf {
        address.split('/').fold(self.target.to_owned(), |folder, part| folder.join(part))
    }
}

/// Removes every file that is not expected, and every folder that is empty then; links are removed, never followed.
fn remove_unexpected(folder: &Path, prefix: &str, expected: &BTreeSet<String>) -> Result<usize, SiteError> {
    let failed = |error| SiteError::system(folder, error);
    let mut removed = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let address = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type().map_err(failed)?.is_dir() {
            removed += remove_unexpected(&entry.path(), &address, expected)?;
            // Not empty when it holds expected files.
            let _ = fs::remove_dir(entry.path());
        } else if !expected.contains(&address) {
            fs::remove_file(entry.path()).map_err(failed)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Whether a site may take the place of what is there: nothing, a folder with nothing or only unfinished files of ours, or a
/// site of ours.
fn refuse_foreign(path: &Path) -> Result<(), SiteError> {
    let kind = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(SiteError::system(path, error)),
        Ok(metadata) => metadata,
    };
    let is_unfinished = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY));
    let is_empty = || fs::read_dir(path).is_ok_and(|mut entries| entries.all(is_unfinished));
    let is_ours = || fs::symlink_metadata(path.join(MARKER)).is_ok_and(|metadata| metadata.is_file());
    let may_be_taken = kind.is_dir() && (is_ours() || is_empty());
    if may_be_taken { Ok(()) } else { Err(SiteError::NotOurs(path.to_owned())) }
}

/// Whether the path lies in the folder, or is it.
fn is_within(path: &Path, folder: &Path) -> bool {
    match (real(path), fs::canonicalize(folder)) {
        (Some(real), Ok(folder)) => real.starts_with(folder),
        _ => path.starts_with(folder),
    }
}

/// The path without links and steps up, of which the last part need not exist yet.
fn real(path: &Path) -> Option<PathBuf> {
    let existing = path.ancestors().find_map(|ancestor| fs::canonicalize(ancestor).ok().map(|real| (ancestor, real)));
    existing.map(|(ancestor, real)| stepped(real, path.strip_prefix(ancestor).unwrap_or(Path::new(""))))
}

/// Whether the path lies in a folder with a site of ours: that would be handed over, and cleaned up, with it.
fn is_within_site(path: &Path) -> bool {
    let real = real(path).unwrap_or_else(|| path.to_owned());
    real.ancestors().skip(1).any(|folder| present(&folder.join(MARKER)))
}

/// The path these steps lead to; a step up leads up, also from a folder that does not exist yet.
fn stepped(from: PathBuf, steps: &Path) -> PathBuf {
    steps.components().fold(from, |mut path, step| {
        match step {
            Component::ParentDir => drop(path.pop()),
            step => path.push(step),
        }
        path
    })
}

/// The looks of the site in the folder; `None` when there is none, or it is not whole.
fn looks(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    looks_of(signed_for(&text).1).map(str::to_owned)
}

/// Whether the file holds these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|found| found == bytes)
}

/// Puts a file in place, whole or not at all, readable by its owner alone.
fn put(path: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    let folder = path.parent().expect("a page lies in a folder");
    let write = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| SiteError::system(path, error))
}

/// Writes a file, readable by its owner alone.
fn fill(path: &Path, bytes: &[u8]) -> Result<(), SiteError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| SiteError::system(path, error))
}

/// Makes the folder, and those above it, open to its owner alone; one that is there stays as it is.
fn make_folder(folder: &Path) -> Result<(), SiteError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| SiteError::system(folder, error))
}

fn present(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn rename(from: &Path, to: &Path) -> Result<(), SiteError> {
    // An empty folder may stand where the site comes.
    let _ = fs::remove_dir(to);
    fs::rename(from, to).map_err(|error| SiteError::system(to, error))
}

fn remove_folder(folder: &Path) -> Result<(), SiteError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(SiteError::system(folder, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Place {
        _folder: tempfile::TempDir,
        root: PathBuf,
    }

    impl Place {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path().canonicalize().unwrap();
            fs::create_dir(root.join("dossiers")).unwrap();
            Self { _folder: folder, root }
        }

        fn open(&self) -> Result<SiteFolder, SiteError> {
            SiteFolder::open(&self.root.join("site"), &self.root.join("dossiers"), Profile::Full)
        }

        fn build(&self, fingerprint: &str, pages: &[(&str, &str)]) -> Written {
            let folder = self.open().unwrap();
            let writer = folder.begin(fingerprint).unwrap();
            for (address, text) in pages {
                writer.write(address, text.as_bytes()).unwrap();
            }
            writer.finish("voorpagina").unwrap()
        }

        fn read(&self, path: &str) -> Option<String> {
            fs::read_to_string(self.root.join(path)).ok()
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<_> = fs::read_dir(&self.root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    #[test]
    fn second_build_writes_only_what_changed() {
        let place = Place::new();
        assert_eq!(place.build("v1", &[("a.html", "a"), ("dossier/b.html", "b")]), Written { written: 3, unchanged: 0, removed: 0 });
        assert_eq!(place.build("v1", &[("a.html", "a"), ("dossier/b.html", "b")]), Written { written: 0, unchanged: 3, removed: 0 });
        assert_eq!(place.build("v1", &[("a.html", "a"), ("dossier/b.html", "B")]), Written { written: 1, unchanged: 2, removed: 0 });
        assert_eq!(place.read("site/dossier/b.html").as_deref(), Some("B"));
    }

    #[test]
    fn page_that_belongs_to_nothing_is_removed() {
        let place = Place::new();
        place.build("v1", &[("dossier/a.html", "a"), ("dossier/b.html", "b")]);
        assert_eq!(place.build("v1", &[("dossier/a.html", "a")]).removed, 1);
        assert_eq!(place.read("site/dossier/b.html"), None);
    }

    #[test]
    fn other_fingerprint_exchanges_the_whole_folder() {
        let place = Place::new();
        place.build("v1", &[("a.html", "a")]);
        assert_eq!(place.build("v2", &[("b.html", "b")]), Written { written: 2, unchanged: 0, removed: 0 });
        assert_eq!(place.read("site/a.html"), None);
        assert_eq!(place.names(), ["dossiers", "site"]);
    }

    #[test]
    fn folder_that_is_not_ours_is_refused() {
        let place = Place::new();
        fs::create_dir(place.root.join("site")).unwrap();
        fs::write(place.root.join("site/eigen.txt"), "van de gebruiker").unwrap();
        assert!(matches!(place.open(), Err(SiteError::NotOurs(_))));
        assert_eq!(place.read("site/eigen.txt").as_deref(), Some("van de gebruiker"));
    }

    #[test]
    fn place_among_the_dossiers_is_refused() {
        let place = Place::new();
        let dossiers = place.root.join("dossiers");
        for site in [dossiers.clone(), dossiers.join("site"), place.root.join("x/../dossiers/2026")] {
            assert!(SiteFolder::open(&site, &dossiers, Profile::Full).is_err(), "{}", site.display());
        }
    }

    #[test]
    fn whole_new_folder_of_an_interrupted_exchange_is_put_in_place() {
        let place = Place::new();
        place.build("v1", &[("a.html", "oud")]);
        fs::rename(place.root.join("site"), place.root.join("site.oud")).unwrap();
        let next = place.root.join("site.nieuw");
        fs::create_dir(&next).unwrap();
        fs::write(next.join(MARKER), "v2\n").unwrap();
        fs::write(next.join("a.html"), "nieuw").unwrap();
        place.open().unwrap();
        assert_eq!(place.read("site/a.html").as_deref(), Some("nieuw"));
        assert_eq!(place.names(), ["dossiers", "site"]);
    }

    #[test]
    fn unfinished_new_folder_is_thrown_away() {
        let place = Place::new();
        place.build("v1", &[("a.html", "oud")]);
        let folder = place.open().unwrap();
        folder.begin("v2").unwrap().write("a.html", b"half").unwrap();
        assert_eq!(place.names(), ["dossiers", "site", "site.nieuw"]);
        place.open().unwrap();
        assert_eq!(place.read("site/a.html").as_deref(), Some("oud"));
        assert_eq!(place.names(), ["dossiers", "site"]);
    }

    #[test]
    fn old_folder_comes_back_when_the_new_one_is_unfinished() {
        let place = Place::new();
        place.build("v1", &[("a.html", "oud")]);
        fs::rename(place.root.join("site"), place.root.join("site.oud")).unwrap();
        place.open().unwrap();
        assert_eq!(place.read("site/a.html").as_deref(), Some("oud"));
    }

    #[test]
    fn leftover_of_an_interrupted_write_is_removed() {
        let place = Place::new();
        place.build("v1", &[("a.html", "a")]);
        fs::write(place.root.join("site/.klacht-nieuw-x1"), "half").unwrap();
        assert_eq!(place.build("v1", &[("a.html", "a")]).removed, 1);
    }

    #[test]
    fn site_keeps_itself_out_of_git() {
        let place = Place::new();
        place.build("v1", &[]);
        assert_eq!(place.read("site/.gitignore").as_deref(), Some("*\n"));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_site() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::new();
        place.build("v1", &[("dossier/a.html", "a")]);
        let mode = |path: &str| fs::metadata(place.root.join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode("site"), mode("site/dossier"), mode("site/dossier/a.html"), mode("site/index.html")], [0o700, 0o700, 0o600, 0o600]);
    }

    #[cfg(unix)]
    #[test]
    fn link_in_the_place_of_the_site_is_refused() {
        let place = Place::new();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), place.root.join("site")).unwrap();
        assert!(matches!(place.open(), Err(SiteError::NotOurs(_))));
    }
}
