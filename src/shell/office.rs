//! The dossier folder on disk: where it is, and which files it holds.

use std::collections::BTreeSet;
use std::fs::{DirEntry, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::files::in_dutch;
use super::site::NoTemplate;
use crate::domain::DossierId;
use crate::repository::{DOSSIER_FILE, TrackedPath, is_passed_over};

/// The rule file, below the dossier folder.
pub const RULE_FILE: &str = "dossiers/regeling.yaml";

/// The most that is read of one file; a dossier may be far smaller, and says so itself.
const MOST_BYTES: u64 = 4 << 20;

/// The folder that holds `dossiers/regeling.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    root: PathBuf,
}

/// Why the dossier folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// No folder upwards is one.
    #[error("hier is geen dossiermap: in «{}» en de mappen daarboven staat geen {RULE_FILE}", .0.display())]
    NotHere(PathBuf),
    /// There are dossiers without a rule file.
    #[error("hier zijn wel dossiers, maar «{}» ontbreekt", .0.display())]
    RuleFileGone(PathBuf),
    /// A path leads out of the dossier folder.
    #[error("«{}» ligt niet in de dossiermap «{}»", .path.display(), .root.display())]
    Outside {
        /// Which.
        path: PathBuf,
        /// The dossier folder.
        root: PathBuf,
    },
    /// What lies among the own templates can be none.
    #[error("«{}» is niet als sjabloon te lezen: {why}", .path.display())]
    NoTemplate {
        /// Which.
        path: PathBuf,
        /// Why.
        why: NoTemplate,
    },
    /// A file or folder could not be read.
    #[error("«{}» is niet te lezen: {}", .path.display(), in_dutch(.cause))]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

/// What lies under `dossiers/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The dossier files, in order of path.
    pub dossiers: Vec<FoundDossier>,
    /// What lies where no dossier belongs, in order of path.
    pub misplaced: Vec<Misplaced>,
}

/// A dossier file by its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundDossier {
    /// Its path below the dossier folder, with `/`.
    pub path: String,
    /// The number its folder bears.
    pub id: DossierId,
}

/// Something that lies where no dossier belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misplaced {
    /// Its path below the dossier folder, with `/`.
    pub path: String,
    /// Why it does not belong there.
    pub why: WhyMisplaced,
}

/// Why something does not belong where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyMisplaced {
    /// A file outside every dossier's folder.
    StrayFile,
    /// A folder under `dossiers/` that is no year.
    NoYear,
    /// A folder under a year that is no number.
    NoNumber,
    /// A dossier's folder without `dossier.md`.
    NoDossierFile,
    /// A link: it is not followed.
    Link,
    /// Neither file nor folder, such as a pipe: reading it might never end.
    NoFile,
}

impl Office {
    /// The nearest folder upwards that holds a rule file, from `start` on.
    ///
    /// # Errors
    /// When there is none, or `start` is not there.
    pub fn find(start: &Path) -> Result<Self, OfficeError> {
        let start = std::fs::canonicalize(start).map_err(|cause| OfficeError::Unreadable { path: start.to_owned(), cause })?;
        let root = start.ancestors().find(|folder| folder.join(RULE_FILE).is_file());
        let without = || start.ancestors().find(|folder| folder.join("dossiers").is_dir()).map(|folder| folder.join(RULE_FILE));
        match root {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => Err(without().map_or_else(|| OfficeError::NotHere(start.clone()), OfficeError::RuleFileGone)),
        }
    }

    /// The folder itself, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A file on disk by its path below the folder. A name that is no text is known by what can be read of it.
    #[must_use]
    pub fn on_disk(&self, path: &str) -> PathBuf {
        let mut on_disk = PathBuf::with_capacity(self.root.as_os_str().len() + 1 + path.len());
        on_disk.push(&self.root);
        for part in path.split('/') {
            if part.contains(char::REPLACEMENT_CHARACTER) {
                let plain = on_disk.join(part);
                let is_plain = std::fs::symlink_metadata(&plain).is_ok();
                on_disk = if is_plain { plain } else { read_as(&on_disk, part).unwrap_or(plain) };
            } else {
                on_disk.push(part);
            }
        }
        on_disk
    }

    /// The path below the folder of a file or folder the officer named, with `/`; empty for the folder itself.
    ///
    /// # Errors
    /// When it is not there, or lies outside the folder.
    pub fn path_within(&self, named: &Path) -> Result<String, OfficeError> {
        let path = std::fs::canonicalize(named).map_err(|cause| OfficeError::Unreadable { path: named.to_owned(), cause })?;
        let within = path.strip_prefix(&self.root).map_err(|_| OfficeError::Outside { path: named.to_owned(), root: self.root.clone() })?;
        Ok(within.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// The bytes of a file below the folder; of a file larger than any dossier only the beginning.
    ///
    /// # Errors
    /// When it is not there or closed to us.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, OfficeError> {
        let on_disk = self.on_disk(path);
        let read = || {
            let file = std::fs::File::open(&on_disk)?;
            let size = file.metadata()?.len().min(MOST_BYTES);
            // Room for one byte more: then the end is found without asking for more room.
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
            file.take(MOST_BYTES).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|cause| OfficeError::Unreadable { path: on_disk.clone(), cause })
    }

    /// All bytes of a file below the folder, however many: a stored piece.
    ///
    /// # Errors
    /// When it is not there or closed to us.
    pub fn read_whole(&self, path: &str) -> Result<Vec<u8>, OfficeError> {
        let on_disk = self.on_disk(path);
        std::fs::read(&on_disk).map_err(|cause| OfficeError::Unreadable { path: on_disk, cause })
    }

    /// What lies under `dossiers/`. Hidden files and what editors leave behind are passed over.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn inventory(&self) -> Result<Inventory, OfficeError> {
        let mut inventory = Inventory::default();
        for entry in self.entries("dossiers")? {
            match entry.kind()? {
                Kind::Folder if is_year(&entry.name) => self.take_year(&entry.path, &mut inventory)?,
                _ if entry.path == RULE_FILE => {}
                kind => inventory.misplaced.push(entry.misplaced(&kind, WhyMisplaced::NoYear)),
            }
        }
        inventory.dossiers.sort();
        inventory.misplaced.sort();
        Ok(inventory)
    }

    /// Whether this dossier is still one as [`Self::inventory`] tells them: a file in a folder, and neither a link.
    #[must_use]
    pub fn has_dossier(&self, dossier: &FoundDossier) -> bool {
        let kind = |path: &str| std::fs::symlink_metadata(self.on_disk(path)).map(|metadata| Kind::of(metadata.file_type()));
        let folder = dossier.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        matches!((kind(folder), kind(&dossier.path)), (Ok(Kind::Folder), Ok(Kind::File)))
    }

    /// The files beside a dossier file, as paths from its folder, with `/`.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn attachments(&self, dossier: &FoundDossier) -> Result<BTreeSet<String>, OfficeError> {
        self.attachments_by_folder(dossier, |_| Ok::<_, OfficeError>(()))
    }

    /// The same; `enter` is told of every folder, by its path below the dossier folder, before anyone looks in it.
    ///
    /// # Errors
    /// When a folder cannot be read, or `enter` says so.
    pub fn attachments_by_folder<E: From<OfficeError>>(
        &self,
        dossier: &FoundDossier,
        mut enter: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<BTreeSet<String>, E> {
        let folder = dossier.path.strip_suffix(DOSSIER_FILE).unwrap_or(&dossier.path);
        let mut found = BTreeSet::new();
        let mut folders = vec![folder.trim_end_matches('/').to_owned()];
        while let Some(inside) = folders.pop() {
            enter(&inside)?;
            for entry in self.entries(&inside)? {
                match entry.kind()? {
                    Kind::Folder => folders.push(entry.path),
                    Kind::File if entry.path != dossier.path => drop(found.insert(entry.path[folder.len()..].to_owned())),
                    Kind::File | Kind::Link | Kind::Other => {}
                }
            }
        }
        Ok(found)
    }

    fn take_year(&self, year: &str, inventory: &mut Inventory) -> Result<(), OfficeError> {
        for entry in self.entries(year)? {
            let number = entry.name.parse::<DossierId>().ok();
            match (entry.kind()?, number) {
                (Kind::Folder, Some(id)) => self.take_folder(&entry.path, id, inventory),
                (kind, _) => inventory.misplaced.push(entry.misplaced(&kind, WhyMisplaced::NoNumber)),
            }
        }
        Ok(())
    }

    fn take_folder(&self, folder: &str, id: DossierId, inventory: &mut Inventory) {
        let path = format!("{folder}/{DOSSIER_FILE}");
        let kind = std::fs::symlink_metadata(self.on_disk(&path)).map(|metadata| Kind::of(metadata.file_type()));
        match kind {
            Ok(Kind::File) => inventory.dossiers.push(FoundDossier { path, id }),
            Ok(Kind::Other) => inventory.misplaced.push(Misplaced { path, why: WhyMisplaced::NoFile }),
            Ok(Kind::Link) => inventory.misplaced.push(Misplaced { path, why: WhyMisplaced::Link }),
            Ok(Kind::Folder) | Err(_) => inventory.misplaced.push(Misplaced { path: folder.to_owned(), why: WhyMisplaced::NoDossierFile }),
        }
    }

    fn entries(&self, folder: &str) -> Result<Vec<Entry>, OfficeError> {
        let on_disk = self.on_disk(folder);
        let unreadable = |cause| OfficeError::Unreadable { path: on_disk.clone(), cause };
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&on_disk).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !is_passed_over(&name) {
                entries.push(Entry { path: format!("{folder}/{name}"), name, entry });
            }
        }
        Ok(entries)
    }
}

/// The dossier file of a number, as a path below the dossier folder.
#[must_use]
pub fn dossier_path(id: DossierId) -> String {
    TrackedPath::of_dossier(id).to_string()
}

/// Something in a folder.
struct Entry {
    name: String,
    path: String,
    entry: DirEntry,
}

/// What something in a folder is.
enum Kind {
    File,
    Folder,
    Link,
    Other,
}

impl Kind {
    fn of(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

impl Entry {
    fn kind(&self) -> Result<Kind, OfficeError> {
        let kind = self.entry.file_type();
        kind.map(Kind::of).map_err(|cause| OfficeError::Unreadable { path: self.entry.path(), cause })
    }

    fn misplaced(self, kind: &Kind, folder: WhyMisplaced) -> Misplaced {
        let why = match kind {
            Kind::File => WhyMisplaced::StrayFile,
            Kind::Folder => folder,
            Kind::Link => WhyMisplaced::Link,
            Kind::Other => WhyMisplaced::NoFile,
        };
        Misplaced { path: self.path, why }
    }
}

/// The first in the folder of which the name, as far as it is text, reads like this.
fn read_as(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy() == name).map(|entry| entry.path()).min()
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
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

    fn misplaced(office: &Office) -> Vec<(String, WhyMisplaced)> {
        office.inventory().unwrap().misplaced.into_iter().map(|found| (found.path, found.why)).collect()
    }

    #[test]
    fn nearest_folder_upwards_is_found_from_deep_inside() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/bijlagen/brief.eml"]);
        let deep = office.on_disk("dossiers/2026/K-2026-0001/bijlagen");
        assert_eq!(Office::find(&deep).unwrap(), office);
    }

    #[test]
    fn folder_without_rule_file_is_no_office() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Office::find(folder.path()), Err(OfficeError::NotHere(_))));
        assert!(matches!(Office::find(&folder.path().join("weg")), Err(OfficeError::Unreadable { .. })));
    }

    #[test]
    fn dossiers_without_a_rule_file_are_told_apart_from_no_dossiers() {
        let (_folder, office) = office(&[]);
        std::fs::remove_file(office.on_disk(RULE_FILE)).unwrap();
        assert!(matches!(Office::find(office.root()), Err(OfficeError::RuleFileGone(_))));
    }

    #[test]
    fn dossiers_come_in_order_of_path() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0002/dossier.md", "dossiers/2025/K-2025-0009/dossier.md"]);
        let paths: Vec<_> = office.inventory().unwrap().dossiers.into_iter().map(|found| found.path).collect();
        assert_eq!(paths, ["dossiers/2025/K-2025-0009/dossier.md", "dossiers/2026/K-2026-0002/dossier.md"]);
    }

    #[test]
    fn what_lies_elsewhere_is_misplaced() {
        let files =
            ["dossiers/los.md", "dossiers/oud/x.md", "dossiers/2026/brief.pdf", "dossiers/2026/kopie/dossier.md", "dossiers/2026/K-2026-0001/x"];
        let (_folder, office) = office(&files);
        let expected = [
            ("dossiers/2026/K-2026-0001", WhyMisplaced::NoDossierFile),
            ("dossiers/2026/brief.pdf", WhyMisplaced::StrayFile),
            ("dossiers/2026/kopie", WhyMisplaced::NoNumber),
            ("dossiers/los.md", WhyMisplaced::StrayFile),
            ("dossiers/oud", WhyMisplaced::NoYear),
        ];
        assert_eq!(misplaced(&office), expected.map(|(path, why)| (path.to_owned(), why)));
    }

    #[test]
    fn hidden_and_editor_files_are_passed_over() {
        let (_folder, office) =
            office(&["dossiers/.gitkeep", "dossiers/2026/.DS_Store", "dossiers/2026/x.md~", "dossiers/4913.tmp", "dossiers/4913"]);
        assert_eq!(misplaced(&office), []);
    }

    #[test]
    fn piece_with_a_sign_before_its_name_is_no_leftover() {
        let pieces = ["bijlagen/#1 brief.eml", "bijlagen/~ongeveer.pdf", "bijlagen/#dossier.md#", "bijlagen/~$brief.docx"];
        let files: Vec<_> = pieces.iter().map(|piece| format!("dossiers/2026/K-2026-0001/{piece}")).collect();
        let mut files: Vec<_> = files.iter().map(String::as_str).collect();
        files.push("dossiers/2026/K-2026-0001/dossier.md");
        let (_folder, office) = office(&files);
        let found = office.inventory().unwrap().dossiers.remove(0);
        assert_eq!(office.attachments(&found).unwrap().into_iter().collect::<Vec<_>>(), pieces[..2]);
    }

    #[test]
    fn attachments_are_told_from_the_folder_of_the_dossier() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/dossier.md", "dossiers/2026/K-2026-0001/bijlagen/a/brief.eml"]);
        let found = office.inventory().unwrap().dossiers.remove(0);
        assert_eq!(office.attachments(&found).unwrap().into_iter().collect::<Vec<_>>(), ["bijlagen/a/brief.eml"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_never_read() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/bijlagen/brief.eml"]);
        let path = "dossiers/2026/K-2026-0001/dossier.md";
        let _socket = std::os::unix::net::UnixListener::bind(office.on_disk(path)).unwrap();
        assert_eq!(misplaced(&office), [(path.to_owned(), WhyMisplaced::NoFile)]);
        assert_eq!(office.inventory().unwrap().dossiers, []);
    }

    #[cfg(unix)]
    #[test]
    fn link_is_named_and_not_followed() {
        let (_folder, office) = office(&["dossiers/2026/K-2026-0001/dossier.md"]);
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("dossier.md"), "").unwrap();
        std::os::unix::fs::symlink(outside.path(), office.on_disk("dossiers/2026/K-2026-0002")).unwrap();
        assert_eq!(misplaced(&office), [("dossiers/2026/K-2026-0002".to_owned(), WhyMisplaced::Link)]);
        assert_eq!(office.inventory().unwrap().dossiers.len(), 1);
    }
}
