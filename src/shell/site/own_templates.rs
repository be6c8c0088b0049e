//! The templates a dossier folder puts in the place of those inside the program.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::SiteError;
use crate::render::html::{Templates, Weakening, weakenings};
use crate::render::letter::{self, LetterTemplates};
use crate::shell::office::{Office, OfficeError};

/// Where own templates lie, below the dossier folder.
pub(super) const FOLDER: &str = "site-templates";

/// A template is no larger than this; the largest of ours is some tens of kilobytes.
const LARGEST: u64 = 1024 * 1024;

/// Why something among the own templates can be none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTemplate {
    /// It leads elsewhere.
    #[error("het is een koppeling, en die wordt niet gevolgd")]
    Link,
    /// It is a pipe or a device.
    #[error("het is geen gewoon bestand")]
    NoFile,
    /// It is too large.
    #[error("het is groter dan 1 MiB")]
    TooLarge,
    /// It is no text.
    #[error("op regel {line} staat iets wat geen tekst in UTF-8 is")]
    NotText {
        /// The line, from 1.
        line: usize,
    },
}

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

/// What the own templates of this folder no longer see to, though ours did.
///
/// # Errors
/// When one cannot be read.
pub(super) fn weakened(office: &Office) -> Result<Vec<Weakening>, OfficeError> {
    let mut own = own_sources(office)?;
    own.retain(|name, _| !is_of_letters(name));
    Ok(weakenings(&own))
}

/// Everything that lies among the own templates and is one by its ending, by its path from `site-templates/`.
fn own_sources(office: &Office) -> Result<BTreeMap<String, String>, OfficeError> {
    let top = office.on_disk(FOLDER);
    if std::fs::symlink_metadata(&top).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(OfficeError::NoTemplate { path: top, why: NoTemplate::Link });
    }
    let mut own = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for (path, kind) in entries(&folder)? {
            let name = name(&path, &top);
            match kind {
                Kind::Folder => folders.push(path),
                Kind::Link if is_template(&path, &name) || path.is_dir() => return Err(OfficeError::NoTemplate { path, why: NoTemplate::Link }),
                Kind::File if is_template(&path, &name) => drop(own.insert(name, source(&path)?)),
                Kind::File | Kind::Link => {}
            }
        }
    }
    Ok(own)
}

/// What an entry of the folder of templates is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Link,
}

/// What lies in the folder; nothing when the folder is not there.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, Kind)>, OfficeError> {
    let unreadable = |cause| OfficeError::Unreadable { path: folder.to_owned(), cause };
    let listing = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(unreadable)?,
    };
    let mut found = Vec::new();
    for entry in listing {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let kind = if kind.is_symlink() {
            Kind::Link
        } else if kind.is_dir() {
            Kind::Folder
        } else {
            Kind::File
        };
        found.push((entry.path(), kind));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The text of a template.
fn source(path: &Path) -> Result<String, OfficeError> {
    let none = |why| OfficeError::NoTemplate { path: path.to_owned(), why };
    let unreadable = |cause| OfficeError::Unreadable { path: path.to_owned(), cause };
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(none(NoTemplate::NoFile));
    }
    if metadata.len() > LARGEST {
        return Err(none(NoTemplate::TooLarge));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let odd = bytes.iter().position(|byte| *byte == 0).or_else(|| std::str::from_utf8(&bytes).err().map(|error| error.valid_up_to()));
    match odd {
        Some(at) => Err(none(NoTemplate::NotText { line: 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() })),
        None => Ok(String::from_utf8(bytes).expect("it was looked through")),
    }
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
