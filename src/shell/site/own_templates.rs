//! The templates a dossier folder puts in the place of those inside the program.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::SiteError;
use crate::render::html::Templates;
use crate::shell::office::{Office, OfficeError};

/// Where own templates lie, below the dossier folder.
pub(super) const FOLDER: &str = "site-templates";

/// The templates of this dossier folder: its own where it has them, else those inside the program.
///
/// # Errors
/// When an own template cannot be read, is no template, or takes the place of none.
pub fn templates(office: &Office) -> Result<Templates, SiteError> {
    let top = office.on_disk(FOLDER);
    let mut own = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in entries(&folder)? {
            if is_folder {
                folders.push(path);
            } else if is_template(&path) {
                let source = std::fs::read_to_string(&path).map_err(|cause| OfficeError::Unreadable { path: path.clone(), cause })?;
                own.insert(name(&path, &top), source);
            }
        }
    }
    Ok(Templates::new(&own)?)
}

/// What lies in the folder, and whether it is a folder; nothing when the folder is not there. Links are passed over.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, OfficeError> {
    let unreadable = |cause| OfficeError::Unreadable { path: folder.to_owned(), cause };
    let listing = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(unreadable)?,
    };
    let mut found = Vec::new();
    for entry in listing {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        if !kind.is_symlink() {
            found.push((entry.path(), kind.is_dir()));
        }
    }
    Ok(found)
}

fn is_template(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && path.extension().is_some_and(|extension| extension == "html" || extension == "css")
}

/// The path from the folder of templates, with `/`.
fn name(path: &Path, top: &Path) -> String {
    let steps = path.strip_prefix(top).unwrap_or(path).components();
    steps.map(|step| step.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
