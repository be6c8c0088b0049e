//! The templates a dossier folder puts in the place of those inside the program.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::SiteError;
use crate::render::html::Templates;
use crate::render::letter::{self, LetterTemplates};
use crate::shell::office::{Office, OfficeError};

/// Where own templates lie, below the dossier folder.
pub(super) const FOLDER: &str = "site-templates";

/// The templates of this dossier folder: its own where it has them, else those inside the program.
///
/// # Errors
/// When an own template cannot be read, is no template, or takes the place of none.
pub fn templates(office: &Office) -> Result<Templates, SiteError> {
    Ok(Templates::new(&own_site_sources(office)?)?)
}

/// The folder's own templates of the site, by their path from `site-templates/`.
///
/// # Errors
/// When one cannot be read.
pub(super) fn own_site_sources(office: &Office) -> Result<BTreeMap<String, String>, OfficeError> {
    let mut own = own_sources(office)?;
    own.retain(|name, _| !is_of_letters(name));
    Ok(own)
}

/// The templates of letters of this dossier folder: its own where it has them, else those inside the program.
///
/// # Errors
/// As [`templates`].
pub fn letter_templates(office: &Office) -> Result<LetterTemplates, SiteError> {
    Ok(LetterTemplates::new(&own_letter_sources(office)?)?)
}

/// The folder's own templates of letters, by their path from `site-templates/`.
///
/// # Errors
/// When one cannot be read.
pub fn own_letter_sources(office: &Office) -> Result<BTreeMap<String, String>, OfficeError> {
    let mut own = own_sources(office)?;
    own.retain(|name, _| is_of_letters(name));
    Ok(own)
}

/// Everything that lies among the own templates and is one by its ending, by its path from `site-templates/`.
fn own_sources(office: &Office) -> Result<BTreeMap<String, String>, OfficeError> {
    let top = office.on_disk(FOLDER);
    let mut own = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in entries(&folder)? {
            if is_folder {
                folders.push(path);
            } else if is_template(&path, &name(&path, &top)) {
                let source = std::fs::read_to_string(&path).map_err(|cause| OfficeError::Unreadable { path: path.clone(), cause })?;
                own.insert(name(&path, &top), source);
            }
        }
    }
    Ok(own)
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

fn is_template(path: &Path, name: &str) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let is_one =
        |extension: &std::ffi::OsStr| ["html", "css", "js"].iter().any(|known| extension == *known) || (extension == "md" && is_of_letters(name));
    !is_hidden && path.extension().is_some_and(is_one)
}

/// Whether a template, by its path from `site-templates/`, is one of letters.
fn is_of_letters(name: &str) -> bool {
    Path::new(FOLDER).join(name).starts_with(letter::FOLDER)
}

/// The path from the folder of templates, with `/`.
fn name(path: &Path, top: &Path) -> String {
    let steps = path.strip_prefix(top).unwrap_or(path).components();
    steps.map(|step| step.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}
