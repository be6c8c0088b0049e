//! Where in a tree dossiers lie: at its top, or in folders below it.

use gix::ObjectId;
use gix::bstr::ByteSlice;

use super::error::{Doing, RepositoryError};
use super::path::DOSSIER_FILE;
use crate::domain::DossierId;
use crate::source::KeptRegister;

/// What is being done when a tree cannot be read.
const READING: &str = "het lezen van de git-opslag";
/// How deep below the top a dossier folder may lie.
const DEPTH: usize = 3;
/// The rule file, below the dossier folder.
const RULE_FILE: &str = "dossiers/regeling.yaml";

/// The way to every folder with a rule file, each empty or with a slash at its end.
pub(super) fn offices_in(git: &gix::Repository, tree: ObjectId) -> Result<Vec<String>, RepositoryError> {
    with_one_of(git, tree, &[RULE_FILE])
}

/// The same, and the way to every folder with a register that keeps something out: that outlives the rule file.
pub(super) fn offices_guarded(git: &gix::Repository, tree: ObjectId) -> Result<Vec<String>, RepositoryError> {
    with_one_of(git, tree, &[RULE_FILE, KeptRegister::Destroyed.path(), KeptRegister::Redacted.path()])
}

/// The way to every folder in which one of these files lies.
fn with_one_of(git: &gix::Repository, tree: ObjectId, files: &[&str]) -> Result<Vec<String>, RepositoryError> {
    let mut found = Vec::new();
    look_into(git, tree, ("", DEPTH), files, &mut found)?;
    Ok(found)
}

fn look_into(
    git: &gix::Repository,
    tree: ObjectId,
    (way, depth): (&str, usize),
    files: &[&str],
    found: &mut Vec<String>,
) -> Result<(), RepositoryError> {
    let tree = git.find_tree(tree).doing(READING)?;
    for file in files {
        if tree.lookup_entry(file.split('/')).doing(READING)?.is_some_and(|entry| entry.mode().is_blob()) {
            found.push(way.to_owned());
            break;
        }
    }
    for entry in tree.iter().filter(|_| depth > 0) {
        let entry = entry.doing(READING)?;
        if entry.mode().is_tree() && entry.filename() != "dossiers" {
            look_into(git, entry.object_id(), (&format!("{way}{}/", entry.filename().to_str_lossy()), depth - 1), files, found)?;
        }
    }
    Ok(())
}

/// The way to the folder whose rule file this path is; `None` for any other path.
pub(super) fn office_of(path: &str) -> Option<&str> {
    let way = path.strip_suffix(RULE_FILE)?;
    (way.is_empty() || way.ends_with('/')).then_some(way)
}

/// The number by its folder of a dossier file, whatever the year folder; `None` for any other path from the dossier folder.
pub(super) fn dossier_at(path: &str) -> Option<DossierId> {
    let parts: Vec<_> = path.split('/').collect();
    match parts[..] {
        ["dossiers", _, number, DOSSIER_FILE] => number.parse().ok(),
        _ => None,
    }
}

/// The way to the office of which dossiers, or what was handed over of them, lie in this folder; `None` when it is another folder.
pub(super) fn office_holding(folder: &str) -> Option<&str> {
    let of_year = || folder.strip_suffix('/')?.rsplit_once('/').map_or(Some(""), |(above, _)| Some(above))?.strip_suffix("dossiers");
    let way = of_year().or_else(|| folder.strip_suffix("inzage/"))?;
    (way.is_empty() || way.ends_with('/')).then_some(way)
}

/// A folder that is called as a dossier is, in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DossierFolder {
    /// The name of the folder it lies in.
    year: String,
    /// The number it is called.
    pub(super) number: DossierId,
    /// What it is called.
    name: String,
    /// Its content.
    tree: ObjectId,
}

impl DossierFolder {
    /// The path of the dossier file in it, from the dossier folder.
    pub(super) fn path(&self) -> String {
        format!("dossiers/{}/{}/{DOSSIER_FILE}", self.year, self.name)
    }
}

/// Every folder of a tree that is called as a dossier is, whatever the year folder.
pub(super) fn dossier_folders(git: &gix::Repository, tree: ObjectId, office: &str) -> Result<Vec<DossierFolder>, RepositoryError> {
    let mut found = Vec::new();
    let Some(top) = folder_at(git, tree, &format!("{office}dossiers"))? else { return Ok(found) };
    for (year, folder) in folders(git, top)? {
        for (name, tree) in folders(git, folder)? {
            let Ok(number) = name.parse() else { continue };
            found.push(DossierFolder { year: year.clone(), number, name, tree });
        }
    }
    Ok(found)
}

/// The dossier file in such a folder; `None` when there is none.
pub(super) fn dossier_file(git: &gix::Repository, folder: &DossierFolder) -> Result<Option<ObjectId>, RepositoryError> {
    let file = git.find_tree(folder.tree).doing(READING)?.lookup_entry([DOSSIER_FILE]).doing(READING)?;
    Ok(file.filter(|file| file.mode().is_blob()).map(|file| file.object_id()))
}

/// The content of a file in a tree; nothing when it is not there.
pub(super) fn file_at(git: &gix::Repository, tree: ObjectId, path: &str) -> Result<Vec<u8>, RepositoryError> {
    let entry = git.find_tree(tree).doing(READING)?.lookup_entry(path.split('/')).doing(READING)?;
    match entry.filter(|entry| entry.mode().is_blob()) {
        Some(entry) => Ok(git.find_blob(entry.object_id()).doing(READING)?.take_data()),
        None => Ok(Vec::new()),
    }
}

fn folder_at(git: &gix::Repository, tree: ObjectId, path: &str) -> Result<Option<ObjectId>, RepositoryError> {
    let entry = git.find_tree(tree).doing(READING)?.lookup_entry(path.split('/')).doing(READING)?;
    Ok(entry.filter(|entry| entry.mode().is_tree()).map(|entry| entry.object_id()))
}

fn folders(git: &gix::Repository, tree: ObjectId) -> Result<Vec<(String, ObjectId)>, RepositoryError> {
    let mut found = Vec::new();
    for entry in git.find_tree(tree).doing(READING)?.iter() {
        let entry = entry.doing(READING)?;
        if entry.mode().is_tree() {
            found.push((entry.filename().to_str_lossy().into_owned(), entry.object_id()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_file_tells_where_dossiers_lie() {
        assert_eq!(office_of("dossiers/regeling.yaml"), Some(""));
        assert_eq!(office_of("klachten/dossiers/regeling.yaml"), Some("klachten/"));
        assert_eq!(office_of("mijndossiers/regeling.yaml"), None);
        assert_eq!(office_of("dossiers/regeling.yml"), None);
    }

    #[test]
    fn folder_of_a_year_tells_of_which_office_it_is() {
        assert_eq!(office_holding("dossiers/2026/"), Some(""));
        assert_eq!(office_holding("klachten/dossiers/2026/"), Some("klachten/"));
        assert_eq!(office_holding("klachten/inzage/"), Some("klachten/"));
        assert_eq!(office_holding("dossiers/2026/K-2026-0003/bijlagen/"), None);
        assert_eq!((office_holding("werk/"), office_holding("mijndossiers/2026/")), (None, None));
    }

    #[test]
    fn dossier_file_is_known_in_any_year() {
        assert_eq!(dossier_at("dossiers/2025/K-2026-0007/dossier.md"), "K-2026-0007".parse().ok());
        assert_eq!(dossier_at("dossiers/2026/K-2026-0007/bijlagen/dossier.md"), None);
    }
}
