//! Changing a dossier byte for byte: only what is asked for changes, and reading again proves it.
//!
//! An edit is planned on the tree (`plan`), carried out on the bytes, and read again. The tree must then be the old one with
//! exactly this change (`shape`), and the text under the front matter must be the same; a second reader of YAML must still be
//! able to read it. Otherwise nothing is returned.

pub(in crate::source) mod block;
mod entry;
mod flow;
mod fresh;
mod plan;
pub(in crate::source) mod shape;
pub(in crate::source) mod sheet;

use shape::Shape;
use sheet::{Sheet, Splice};

use super::remark::Located;
use super::{Document, Lines, Node, parse, split};
use crate::diagnostic::{Field, FieldPath, Severity};

/// A change to a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Gives a key this text; the key and the maps above it are made when they are not there.
    Set {
        /// The way to the key; entries of lists on the way must exist.
        path: FieldPath,
        /// The text, without quotation marks.
        value: String,
    },
    /// Adds an entry at the end of a list; the list and the maps above it are made when they are not there.
    Append {
        /// The way to the list.
        list: FieldPath,
        /// What to add.
        entry: NewEntry,
    },
    /// Takes out a key or an entry of a list; a map or list that would be left empty goes with it.
    Remove {
        /// The way to it.
        path: FieldPath,
    },
}

/// A new entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewEntry {
    /// A text, without quotation marks.
    Text(String),
    /// Keys with their texts, in this order.
    Fields(Vec<(Field, String)>),
}

/// Why a dossier was not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file has remarks that keep it from being read.
    #[error("het dossier is niet te wijzigen zolang het niet goed te lezen is: regel {line}: {message}")]
    Unreadable {
        /// The line of the first remark.
        line: usize,
        /// That remark.
        message: String,
    },
    /// There is nothing at the path.
    #[error("«{0}» staat niet in het dossier")]
    Absent(FieldPath),
    /// A list or map stands where a text is asked for.
    #[error("«{0}» is een lijst of groep, geen tekst")]
    NotAText(FieldPath),
    /// Something else stands where a map is asked for.
    #[error("«{0}» is geen groep sleutels")]
    NotAMap(FieldPath),
    /// Something else stands where a list is asked for.
    #[error("«{0}» is geen lijst")]
    NotAList(FieldPath),
    /// The place is written in a way that does not allow the change without touching something else.
    #[error("«{0}» is zo geschreven dat het programma dit niet kan wijzigen zonder iets anders te raken; wijzig het zelf in een editor")]
    TooOdd(FieldPath),
}

impl Edit {
    /// The way to what it changes.
    #[must_use]
    pub fn path(&self) -> &FieldPath {
        match self {
            Self::Set { path, .. } | Self::Remove { path } => path,
            Self::Append { list, .. } => list,
        }
    }
}

/// Carries out edits one after another on the bytes of a dossier.
///
/// # Errors
/// When the dossier cannot be read, a path leads nowhere, or an edit would change anything but what it names.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, EditError> {
    let mut bytes = bytes.to_vec();
    for edit in edits {
        bytes = apply_one(&bytes, edit)?;
    }
    Ok(bytes)
}

/// Carries out one edit and proves it by reading again.
fn apply_one(bytes: &[u8], edit: &Edit) -> Result<Vec<u8>, EditError> {
    let (document, root) = readable(bytes)?;
    let expected = Shape::of(&root).edited(edit)?;
    let sheet = Sheet::new(bytes, &document);
    let splices = plan::plan(&sheet, &root, edit)?;
    let changed = carried_out(bytes, splices);
    let too_odd = || EditError::TooOdd(edit.path().clone());
    let (after, new_root) = readable(&changed).map_err(|_| too_odd())?;
    let same = Shape::of(&new_root) == expected && after.body == document.body && after.bom == document.bom;
    let readable_elsewhere = others_can_read(after.front_matter) || !others_can_read(document.front_matter);
    if same && readable_elsewhere { Ok(changed) } else { Err(too_odd()) }
}

/// Whether a reader of YAML that shares no code with ours takes the front matter, too: an edit must not break what an
/// officer's editor or script could read.
pub(in crate::source) fn others_can_read(front_matter: &str) -> bool {
    serde_yaml::from_str::<serde_yaml::Value>(front_matter).is_ok()
}

/// The document and tree of a dossier without remarks that keep it from being read.
pub(in crate::source) fn readable(bytes: &[u8]) -> Result<(Document<'_>, Node<'_>), EditError> {
    let unreadable = |remarks: Vec<Located>| {
        let first = remarks.into_iter().find(|remark| remark.diagnostic.severity == Severity::Error);
        let line = first.as_ref().map_or(1, |remark| Lines::new(bytes).position(remark.at.start).line);
        let message = first.map_or_else(|| "het bestand is geen dossier".to_owned(), |remark| remark.diagnostic.message);
        EditError::Unreadable { line, message }
    };
    let severe = |remarks: &[Located]| remarks.iter().any(|remark| remark.diagnostic.severity == Severity::Error);
    let (document, remarks) = split(bytes);
    let Some(document) = document.filter(|_| !severe(&remarks)) else { return Err(unreadable(remarks)) };
    let (root, remarks) = parse(document.front_matter, document.front_matter_at);
    match root.filter(|_| !severe(&remarks)) {
        Some(root) => Ok((document, root)),
        None => Err(unreadable(remarks)),
    }
}

/// The bytes with every splice put in.
pub(in crate::source) fn carried_out(bytes: &[u8], mut splices: Vec<Splice>) -> Vec<u8> {
    // What is put in before a piece that goes must not go with it.
    splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut out = bytes.to_vec();
    for splice in splices.into_iter().rev() {
        out.splice(splice.at, splice.text.into_bytes());
    }
    out
}
