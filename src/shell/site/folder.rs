//! The folder the site lies in: never someone else's, whole at every moment, written only where it changed.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::SiteError;
use super::found::FoundFiles;
use super::gather::Stamp;
use super::memory::{Memory, bare_marker, looks_of, signed, signed_for, unfinished_marker};
use super::real_path::{is_within, is_within_site, named};
use super::trace::{is_settled_at, touched};
use super::writer::{Shelf, SiteWriter, put, put_dated};
use crate::domain::Vocabulary;
use crate::overview::Profile;

/// The file that says a folder is a site of ours.
pub(super) const MARKER: &str = ".klacht-site";

/// Whether the folder is a site of ours, of whatever profile.
#[must_use]
pub fn is_site(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

/// Keeps the folder out of git, wherever it lies: its pages are personal data.
pub(super) const IGNORE: &str = ".gitignore";
/// What the names of our temporary files begin with.
pub(super) const TEMPORARY: &str = ".klacht-nieuw-";

/// The folder the site lies in, with the names its predecessor and successor have while they are exchanged.
#[derive(Clone, Debug)]
pub struct SiteFolder {
    site: PathBuf,
    next: PathBuf,
    previous: PathBuf,
    profile: Profile,
}

impl SiteFolder {
    /// The folder at this path for a site of this profile, after whatever an interrupted build left is finished or undone.
    ///
    /// # Errors
    /// When it lies among the dossiers, holds something that is not ours or a site for others, or cannot be reached.
    pub fn open(site: &Path, dossiers: &Path, profile: Profile) -> Result<Self, SiteError> {
        let site = &named(site).ok_or_else(|| SiteError::WithoutName(site.to_owned()))?;
        let sibling = |ending: &str| {
            let mut name = site.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            site.with_file_name(name)
        };
        let folder = Self { site: site.to_owned(), next: sibling(".nieuw"), previous: sibling(".oud"), profile };
        folder.refuse_among(dossiers)?;
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

    /// Refuses a folder among these dossiers.
    pub(super) fn refuse_among(&self, dossiers: &Path) -> Result<(), SiteError> {
        if is_within(&self.site, dossiers) { Err(SiteError::AmongDossiers(self.site.clone())) } else { Ok(()) }
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
    pub(super) fn mark(&self, folder: &Path, marker: &str) -> Result<(), SiteError> {
        put(&folder.join(MARKER), signed(self.profile, marker).as_bytes()).map(drop)
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.site
    }

    /// Begins a build. With another fingerprint than the last one the whole site is made anew and exchanged in the end;
    /// else only what is not as it was `left` is looked at.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(super) fn begin(&self, fingerprint: &str, left: Shelf) -> Result<SiteWriter, SiteError> {
        let is_update = looks(&self.site).is_some_and(|found| found == fingerprint);
        let target = if is_update { &self.site } else { &self.next };
        if !is_update {
            make_folder(target)?;
            self.mark(target, &unfinished_marker())?;
            put(&target.join(IGNORE), b"*\n")?;
        }
        SiteWriter::new(self, target, fingerprint, left)
    }

    /// Begins a build that leaves alone what it does not make again: the files are taken to lie as they were `left`. `None` when the site
    /// in the folder is not one with this fingerprint.
    ///
    /// # Errors
    /// When the marker cannot be written.
    pub(super) fn begin_trusting(&self, fingerprint: &str, left: Shelf) -> Result<Option<SiteWriter>, SiteError> {
        if looks(&self.site).is_none_or(|found| found != fingerprint) {
            return Ok(None);
        }
        // What it remembers of an earlier build no longer holds.
        self.mark(&self.site, &bare_marker(fingerprint))?;
        Ok(Some(SiteWriter::trusting(self, &self.site, fingerprint, left)))
    }

    /// What is remembered of the last build, with the files it left, when it was built from the same and nobody touched it
    /// since: no file of the site is younger than the marker, and no piece beside a dossier (`newest_piece`) was touched since
    /// that build began, which is the time the marker bears: one that changed during the build may be shown as it was before.
    ///
    /// The marker itself tells of no time, so that the same site is the same to the byte.
    pub(super) fn recall(&self, stamp: &Stamp, newest_piece: SystemTime) -> Option<(Memory, FoundFiles)> {
        let marker = self.site.join(MARKER);
        let memory = Memory::from_text(signed_for(&fs::read_to_string(&marker).ok()?).1)?;
        let metadata = fs::symlink_metadata(&marker).ok()?;
        let (begun, ended) = (metadata.modified().ok()?, touched(&metadata));
        let found = FoundFiles::of(&self.site).ok()?;
        let untouched = found.newest() <= ended && is_settled_at(newest_piece, begun);
        (untouched && memory.stamp == *stamp && memory.files == found.hash()).then_some((memory, found))
    }

    /// Remembers the build that has just finished, and when it began to look at the dossiers.
    pub(super) fn remember(&self, memory: &Memory, begun: SystemTime) -> Result<(), SiteError> {
        put_dated(&self.site.join(MARKER), signed(self.profile, &memory.to_text()).as_bytes(), Some(begun)).map(drop)
    }

    /// The new folder in the place of the old one. A build that is stopped in between is finished by the next.
    pub(super) fn exchange(&self) -> Result<(), SiteError> {
        if present(&self.site) {
            rename(&self.site, &self.previous)?;
        }
        rename(&self.next, &self.site)?;
        remove_folder(&self.previous)
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

/// The looks of the site in the folder; `None` when there is none, or it is not whole.
fn looks(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    looks_of(signed_for(&text).1).map(str::to_owned)
}

/// Makes the folder, and those above it, open to its owner alone; one that is there stays as it is.
pub(super) fn make_folder(folder: &Path) -> Result<(), SiteError> {
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
    use crate::shell::site::Written;

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
            let writer = folder.begin(fingerprint, Shelf::default()).unwrap();
            for (address, text) in pages {
                writer.write(address, text.as_bytes()).unwrap();
            }
            writer.write("index.html", b"voorpagina").unwrap();
            writer.finish().unwrap().written
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
    fn build_during_which_a_piece_changed_is_not_recalled() {
        let place = Place::new();
        place.build("v1", &[("a.html", "a")]);
        let folder = place.open().unwrap();
        let stamp = Stamp { looks: "v1".to_owned(), facts: "f".to_owned() };
        let memory = Memory { stamp: stamp.clone(), files: FoundFiles::of(folder.path()).unwrap().hash(), dossiers: 0, unreadable: Vec::new() };
        let begun = SystemTime::now() - std::time::Duration::from_secs(600);
        folder.remember(&memory, begun).unwrap();
        let recalled = |seconds: u64, is_later: bool| {
            let away = std::time::Duration::from_secs(seconds);
            folder.recall(&stamp, if is_later { begun + away } else { begun - away }).is_some()
        };
        assert!(recalled(60, false), "before it began");
        assert!(!recalled(0, false) && !recalled(60, true), "while it was made");
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
        folder.begin("v2", Shelf::default()).unwrap().write("a.html", b"half").unwrap();
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
