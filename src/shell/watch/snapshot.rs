//! The folder at one glance: enough to tell what changed, without reading it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use super::watched::Watched;
use crate::repository::DOSSIER_FILE;
use crate::shell::office::{FoundDossier, Office, OfficeError, RULE_FILE, dossier_path};

/// The folder at one glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Of everything that can be recorded a mark of its files: their names, sizes and times.
    marks: BTreeMap<Watched, u64>,
    /// What lies where no dossier belongs, in order of path.
    pub elsewhere: BTreeSet<String>,
    /// A mark of the folders themselves: another one when they were taken away and put back.
    pub place: u64,
}

impl Snapshot {
    /// The folder as it lies now.
    ///
    /// # Errors
    /// When a folder that holds dossiers cannot be read.
    pub fn of(office: &Office) -> Result<Self, OfficeError> {
        let inventory = office.inventory()?;
        let elsewhere = inventory.lying_elsewhere().into_iter().collect();
        let in_place = inventory.dossiers.into_par_iter().filter(|found| found.path == dossier_path(found.id));
        let mut marks: BTreeMap<_, _> = in_place.map(|found| (Watched::Dossier(found.id), mark(office, &found))).collect();
        marks.insert(Watched::Rules, mark_of(office, [RULE_FILE]));
        let place = ["dossiers", "site-templates"].map(|folder| std::fs::symlink_metadata(office.on_disk(folder)).ok().map(|folder| number(&folder)));
        Ok(Self { marks, elsewhere, place: hash(&place) })
    }

    /// What is not as it was then, or no longer there, or new.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Vec<Watched> {
        let all: BTreeSet<_> = self.marks.keys().chain(before.marks.keys()).copied().collect();
        all.into_iter().filter(|watched| self.marks.get(watched) != before.marks.get(watched)).collect()
    }

    /// Everything that can be recorded.
    pub fn watched(&self) -> impl Iterator<Item = Watched> {
        self.marks.keys().copied()
    }

    /// Whether the folder was not looked at yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Looks at one dossier, or the rule file, again.
    pub fn refresh(&mut self, office: &Office, watched: Watched) {
        let mark = match watched {
            Watched::Rules => Some(mark_of(office, [RULE_FILE])),
            Watched::Dossier(id) => {
                let found = FoundDossier { path: dossier_path(id), id };
                office.on_disk(&found.path).is_file().then(|| mark(office, &found))
            }
        };
        match mark {
            Some(mark) => drop(self.marks.insert(watched, mark)),
            None => drop(self.marks.remove(&watched)),
        }
    }
}

impl Office {
    /// Whether the folder itself is still there.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.root().is_dir()
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A mark of a dossier with everything beside it.
fn mark(office: &Office, found: &FoundDossier) -> u64 {
    let folder = found.path.strip_suffix(DOSSIER_FILE).unwrap_or(&found.path);
    // A folder that is closed to us is told of when the dossier is looked at.
    let beside = office.attachments(found).unwrap_or_default();
    let paths = beside.iter().map(|piece| format!("{folder}{piece}")).chain([found.path.clone()]);
    mark_of(office, paths)
}

/// A mark of files: equal as long as none of them was touched.
fn mark_of(office: &Office, paths: impl IntoIterator<Item = impl AsRef<str>>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        path.as_ref().hash(&mut hasher);
        let metadata = std::fs::symlink_metadata(office.on_disk(path.as_ref())).ok();
        metadata.map(|metadata| touched(&metadata)).hash(&mut hasher);
    }
    hasher.finish()
}

/// Size, times and number of a file.
#[cfg(unix)]
fn touched(metadata: &Metadata) -> impl Hash + use<> {
    use std::os::unix::fs::MetadataExt;

    [metadata.len(), metadata.ino(), metadata.mtime() as u64, metadata.mtime_nsec() as u64, metadata.ctime() as u64, metadata.ctime_nsec() as u64]
}

/// What tells a folder from another in the same place.
#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// What tells a folder from another in the same place.
#[cfg(not(unix))]
fn number(metadata: &Metadata) -> impl Hash + use<> {
    metadata.created().ok()
}

/// Size and time of a file.
#[cfg(not(unix))]
fn touched(metadata: &Metadata) -> impl Hash + use<> {
    (metadata.len(), metadata.modified().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(files: &[&str]) -> (tempfile::TempDir, Office) {
        let folder = tempfile::tempdir().unwrap();
        for file in files.iter().chain(&[RULE_FILE]) {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let office = Office::find(folder.path()).unwrap();
        (folder, office)
    }

    fn dossier(serial: u32) -> Watched {
        Watched::Dossier(crate::domain::DossierId::new(2026, serial).unwrap())
    }

    #[test]
    fn only_what_was_touched_has_changed() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/dossier.md", "dossiers/2026/K-2026-0002/dossier.md"]);
        let before = Snapshot::of(&office).unwrap();
        assert_eq!(Snapshot::of(&office).unwrap().changed_since(&before), []);
        std::fs::write(office.on_disk("dossiers/2026/K-2026-0002/brief.eml"), "").unwrap();
        std::fs::write(office.on_disk("dossiers/2026/K-2026-0002/.dossier.md.swp"), "").unwrap();
        assert_eq!(Snapshot::of(&office).unwrap().changed_since(&before), [dossier(2)]);
    }

    #[test]
    fn new_and_vanished_dossiers_have_changed() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/dossier.md", "dossiers/2025/K-2026-0003/dossier.md"]);
        let mut before = Snapshot::of(&office).unwrap();
        let folder = |serial| office.on_disk(&format!("dossiers/2026/K-2026-000{serial}"));
        std::fs::rename(folder(1), folder(2)).unwrap();
        let now = Snapshot::of(&office).unwrap();
        assert_eq!(now.changed_since(&before), [dossier(1), dossier(2)]);
        assert_eq!(now.elsewhere.iter().collect::<Vec<_>>(), ["dossiers/2025/K-2026-0003/dossier.md"]);
        [1, 2].into_iter().for_each(|serial| before.refresh(&office, dossier(serial)));
        assert_eq!(now, before);
    }
}
