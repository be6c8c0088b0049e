//! Where the folder of a site really comes, whatever way leads there.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::folder::MARKER;

/// The path as it is asked for, or without its steps up when it has any; `None` when its last part has no name then.
pub(super) fn named(path: &Path) -> Option<PathBuf> {
    let is_plain = path.file_name().is_some() && !path.components().any(|step| step == Component::ParentDir);
    if is_plain {
        return Some(path.to_owned());
    }
    let plain = match path.file_name() {
        // What stands there by that name may be a link, and is looked at as such.
        Some(name) => real(path.parent()?)?.join(name),
        None => real(path)?,
    };
    plain.file_name().is_some().then_some(plain)
}

/// Whether the path lies in the folder, or is it.
pub(super) fn is_within(path: &Path, folder: &Path) -> bool {
    match (real(path), fs::canonicalize(folder)) {
        (Some(real), Ok(folder)) => real.starts_with(folder),
        _ => path.starts_with(folder),
    }
}

/// The path without links and steps up, of which the last part need not exist yet.
fn real(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let existing = path.ancestors().find_map(|ancestor| fs::canonicalize(ancestor).ok().map(|real| (ancestor, real)));
    existing.map(|(ancestor, real)| stepped(real, path.strip_prefix(ancestor).unwrap_or(Path::new(""))))
}

/// Whether the path lies in a folder with a site of ours: that would be handed over, and cleaned up, with it.
pub(super) fn is_within_site(path: &Path) -> bool {
    let real = real(path).unwrap_or_else(|| path.to_owned());
    real.ancestors().skip(1).any(|folder| fs::symlink_metadata(folder.join(MARKER)).is_ok())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_up_lead_to_a_name_also_from_a_folder_that_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        fs::create_dir(top.join("er")).unwrap();
        for path in ["site", "site/x/..", "er/../site", "weg/../site", "er/../site/.", "weg/../site/x/../y/.."] {
            assert_eq!(named(&top.join(path)).map(|path| real(&path).unwrap()), Some(top.join("site")), "{path}");
            assert_eq!(named(&top.join(path)).unwrap().file_name().unwrap(), "site", "{path}");
        }
        assert_eq!(named(Path::new("site")), Some(PathBuf::from("site")));
        assert_eq!(named(Path::new("/")), None);
        assert_eq!(named(Path::new("/x/..")), None);
    }
}
