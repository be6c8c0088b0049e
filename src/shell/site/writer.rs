//! Putting the files of a site in place: only those that differ, the front page last.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::error::SiteError;
use super::folder::{IGNORE, MARKER, SiteFolder, TEMPORARY, make_folder};
use super::found::{FoundFiles, hash_of};
use super::gather::Hash;
use super::memory::bare_marker;
use super::trace::Trace;

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

/// The files of a site as a build left them. Empty when nothing is known of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    /// By address.
    files: BTreeMap<String, Placed>,
    /// Files that were made together, by the name of what they were made of.
    bundles: BTreeMap<String, Bundle>,
}

/// Files that were made together.
#[derive(Clone, Debug)]
struct Bundle {
    /// A hash of what they were made of, beside looks and day.
    key: Hash,
    addresses: Vec<String>,
    /// What their maker told of them.
    told: Vec<String>,
}

/// A file as a build left it.
#[derive(Clone, Copy, Debug)]
struct Placed {
    trace: Trace,
    /// Whether a change by another right after it was left would show.
    is_settled: bool,
}

/// A build under way.
#[derive(Debug)]
pub(super) struct SiteWriter {
    folder: SiteFolder,
    /// Where files are put: the site itself, or the folder that will take its place.
    target: PathBuf,
    fingerprint: String,
    /// How the last build left the files.
    left: Shelf,
    /// How they lie there now; `None` when they are taken to lie as they were left.
    found: Option<FoundFiles>,
    placed: Mutex<BTreeMap<String, Placed>>,
    bundles: Mutex<BTreeMap<String, Bundle>>,
    /// What belongs to no dossier any more.
    let_go: Mutex<BTreeSet<String>>,
    /// The folders in it that are known to be there.
    made: Mutex<BTreeSet<String>>,
    written: AtomicUsize,
}

/// What a build that is finished leaves.
#[derive(Debug)]
pub(super) struct Finished {
    /// What it wrote.
    pub written: Written,
    /// The files as it left them.
    pub shelf: Shelf,
}

impl Shelf {
    /// The files as they were found, of which nothing was written a moment ago.
    pub fn of(found: &FoundFiles) -> Self {
        let placed = |(address, trace): (&String, &Trace)| (address.clone(), Placed { trace: *trace, is_settled: true });
        Self { files: found.files.iter().map(placed).collect(), bundles: BTreeMap::new() }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Forgets of what the files were made.
    pub fn forget_bundles(&mut self) {
        self.bundles.clear();
    }

    /// A hash of the names and sizes of the files.
    pub fn hash(&self) -> String {
        hash_of(self.files.iter().map(|(address, placed)| (address.as_str(), placed.trace.size)))
    }
}

impl SiteWriter {
    /// A build into this folder, which is the site itself or will take its place.
    pub fn new(folder: &SiteFolder, target: &Path, fingerprint: &str, left: Shelf) -> Result<Self, SiteError> {
        let found = FoundFiles::of(target).map_err(|error| SiteError::system(target, error))?;
        Ok(Self { found: Some(found), ..Self::trusting(folder, target, fingerprint, left) })
    }

    /// The same, of which the files that are there are taken to lie as they were left.
    pub fn trusting(folder: &SiteFolder, target: &Path, fingerprint: &str, left: Shelf) -> Self {
        Self {
            folder: folder.clone(),
            target: target.to_owned(),
            fingerprint: fingerprint.to_owned(),
            left,
            found: None,
            placed: Mutex::default(),
            bundles: Mutex::default(),
            let_go: Mutex::default(),
            made: Mutex::default(),
            written: AtomicUsize::new(0),
        }
    }

    /// Whether every file of the site is looked at, and so every page put that is to be there.
    pub fn looks_at_all(&self) -> bool {
        self.found.is_some()
    }

    /// Whether the file at this address lies there as the last build left it; it then belongs to this one too.
    pub fn keep(&self, address: &str) -> bool {
        let Some(found) = &self.found else { return self.left.files.contains_key(address) };
        let untouched = self.left.files.get(address).filter(|placed| placed.is_settled && found.files.get(address) == Some(&placed.trace));
        if let Some(placed) = untouched {
            self.placed().insert(address.to_owned(), *placed);
        }
        untouched.is_some()
    }

    /// Takes note that these files belong to no dossier any more.
    pub fn let_go<'s>(&self, addresses: impl Iterator<Item = &'s String>) {
        self.let_go.lock().expect("no writer panics").extend(addresses.cloned());
    }

    /// The addresses of files the last build left that begin like this.
    pub fn left_below(&self, prefix: &str) -> Vec<String> {
        let from_here = self.left.files.range(prefix.to_owned()..).map(|(address, _)| address);
        from_here.take_while(|address| address.starts_with(prefix)).cloned().collect()
    }

    /// Puts a file at this address, unless the same bytes are there already.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, address: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let path = self.on_disk(address);
        if self.may_be_there(address)
            && let Some(trace) = held(&path, bytes)
        {
            self.placed().insert(address.to_owned(), Placed { trace, is_settled: trace.is_settled_at(SystemTime::now()) });
            return Ok(());
        }
        self.make_folder_of(address, &path)?;
        // Nobody looks at a folder that is still to take its place, so its files need not appear at one stroke.
        let trace = if self.is_update() { put(&path, bytes) } else { fill(&path, bytes) }?;
        self.placed().insert(address.to_owned(), Placed { trace, is_settled: !self.is_update() });
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Puts files that are made together of what this hash tells, unless they lie there as they were made of it before.
    ///
    /// `make` puts them through what it is given, and may tell something of them, which is told again when they are kept.
    ///
    /// # Errors
    /// When one cannot be made or written.
    pub fn bundle(
        &self,
        name: String,
        key: Hash,
        make: impl FnOnce(&mut dyn FnMut(&str, &str) -> Result<(), SiteError>) -> Result<Vec<String>, SiteError>,
    ) -> Result<Vec<String>, SiteError> {
        let kept = self.left.bundles.get(&name).filter(|bundle| bundle.key == key);
        let bundle = match kept.filter(|bundle| bundle.addresses.iter().all(|address| self.keep(address))) {
            Some(kept) => kept.clone(),
            None => {
                let mut addresses = Vec::new();
                let told = make(&mut |address, text| {
                    addresses.push(address.to_owned());
                    self.write(address, text.as_bytes())
                })?;
                Bundle { key, addresses, told }
            }
        };
        let told = bundle.told.clone();
        self.bundles.lock().expect("no writer panics").insert(name, bundle);
        Ok(told)
    }

    /// Takes away what belongs to nothing any more, and exchanges the folders when the site is new. The front page was put last: who
    /// follows its links finds every page.
    ///
    /// # Errors
    /// When a file or folder cannot be written, moved or removed.
    pub fn finish(mut self) -> Result<Finished, SiteError> {
        self.write(IGNORE, b"*\n")?;
        let mut files = BTreeMap::new();
        let removed = match &self.found {
            Some(found) => self.remove_stale(found)?,
            None => {
                let gone = self.gone();
                files = std::mem::take(&mut self.left.files);
                files.retain(|address, _| !gone.contains(address));
                self.remove(&gone)?
            }
        };
        if !self.is_update() {
            self.folder.mark(&self.target, &bare_marker(&self.fingerprint))?;
            self.folder.exchange()?;
        }
        let written = self.written.into_inner();
        files.extend(self.placed.into_inner().expect("no writer panics"));
        let shelf = Shelf { files, bundles: self.bundles.into_inner().expect("no writer panics") };
        // Of the files, `.gitignore` is neither page nor piece.
        let unchanged = (shelf.files.len() - 1).saturating_sub(written);
        Ok(Finished { written: Written { written, unchanged, removed }, shelf })
    }

    /// The addresses of what was left and belongs to nothing any more, of what this build looked at.
    fn gone(&self) -> BTreeSet<String> {
        let (placed, bundles) = (self.placed(), self.bundles.lock().expect("no writer panics"));
        let now: BTreeSet<&String> = bundles.values().flat_map(|bundle| &bundle.addresses).collect();
        let let_go = self.let_go.lock().expect("no writer panics");
        let former = self.left.bundles.values().flat_map(|bundle| &bundle.addresses).chain(let_go.iter());
        former.filter(|address| !now.contains(address) && !placed.contains_key(*address)).cloned().collect()
    }

    /// Takes away these files, and their folder when it is empty then; how many files that were.
    fn remove(&self, addresses: &BTreeSet<String>) -> Result<usize, SiteError> {
        for address in addresses {
            let path = self.on_disk(address);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(SiteError::system(&path, error)),
                _ => drop(path.parent().map(fs::remove_dir)),
            }
        }
        Ok(addresses.len())
    }

    /// Whether something may lie at this address.
    fn may_be_there(&self, address: &str) -> bool {
        self.found.as_ref().map_or_else(|| self.left.files.contains_key(address), |found| found.files.contains_key(address))
    }

    /// Makes the folder a file comes in, once.
    fn make_folder_of(&self, address: &str, path: &Path) -> Result<(), SiteError> {
        let (Some((folder, _)), Some(on_disk)) = (address.rsplit_once('/'), path.parent()) else { return Ok(()) };
        let mut made = self.made.lock().expect("no writer panics");
        if !made.contains(folder) {
            make_folder(on_disk)?;
            made.insert(folder.to_owned());
        }
        Ok(())
    }

    fn placed(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Placed>> {
        self.placed.lock().expect("no writer panics")
    }

    /// Whether the site itself is written in.
    fn is_update(&self) -> bool {
        self.target == self.folder.path()
    }

    /// Takes away every file and folder that belongs to nothing; how many files that were.
    fn remove_stale(&self, found: &FoundFiles) -> Result<usize, SiteError> {
        let placed = self.placed();
        let is_empty =
            |folder: &String| !placed.range(format!("{folder}/")..).next().is_some_and(|(address, _)| address.starts_with(&format!("{folder}/")));
        let is_clean = found.files.keys().all(|address| placed.contains_key(address)) && !found.folders.iter().any(is_empty);
        if is_clean { Ok(0) } else { remove_unexpected(&self.target, "", &placed) }
    }

    fn on_disk(&self, address: &str) -> PathBuf {
        address.split('/').fold(self.target.clone(), |folder, part| folder.join(part))
    }
}

/// Removes every file that is not expected, and every folder that is empty then; links are removed, never followed.
fn remove_unexpected(folder: &Path, prefix: &str, expected: &BTreeMap<String, Placed>) -> Result<usize, SiteError> {
    let failed = |error| SiteError::system(folder, error);
    let mut removed = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let address = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(failed)?.is_dir() {
            removed += remove_unexpected(&entry.path(), &format!("{address}/"), expected)?;
            // Not empty when it holds expected files.
            let _ = fs::remove_dir(entry.path());
        } else if address != MARKER && !expected.contains_key(&address) {
            fs::remove_file(entry.path()).map_err(failed)?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// What the system tells of the file when it holds these bytes, as it told before they were compared.
fn held(path: &Path, bytes: &[u8]) -> Option<Trace> {
    let metadata = fs::symlink_metadata(path).ok().filter(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64)?;
    fs::read(path).is_ok_and(|found| found == bytes).then(|| Trace::of(&metadata))
}

/// Puts a file in place, whole or not at all, readable by its owner alone; what the system tells of it then.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<Trace, SiteError> {
    put_dated(path, bytes, None)
}

/// The same, with another time at which it was written.
pub(super) fn put_dated(path: &Path, bytes: &[u8], written_at: Option<SystemTime>) -> Result<Trace, SiteError> {
    let folder = path.parent().expect("a page lies in a folder");
    let write = || -> io::Result<Trace> {
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
        file.write_all(bytes)?;
        written_at.map_or(Ok(()), |time| file.as_file().set_modified(time))?;
        // Asked of the open file: another may take its place right away.
        Ok(Trace::of(&file.persist(path)?.metadata()?))
    };
    write().map_err(|error| SiteError::system(path, error))
}

/// Writes a file, readable by its owner alone; what the system tells of it then.
fn fill(path: &Path, bytes: &[u8]) -> Result<Trace, SiteError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes).and_then(|()| Ok(Trace::of(&file.metadata()?))));
    written.map_err(|error| SiteError::system(path, error))
}
