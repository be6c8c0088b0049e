//! A file read as a dossier: what it says, what is to be said of it, and where everything stands.

use super::document::{Document, split};
use super::intake::{Sections, sections, take_in, without_comments};
use super::locate::{locate_field, locate_section};
use super::parse::parse;
use super::{ByteRange, Located, Node};
use crate::diagnostic::Place;
use crate::domain::Dossier;

/// A file read as a dossier.
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    /// The dossier; `None` when the file cannot be read, or number or status is absent or unreadable.
    pub dossier: Option<Dossier>,
    /// Every remark on the form of the file, in the order in which they were made.
    pub remarks: Vec<Located>,
    document: Option<Document<'t>>,
    tree: Option<Node<'t>>,
    sections: Sections,
}

/// Reads the bytes of a file as a dossier.
#[must_use]
pub fn read_dossier(bytes: &[u8]) -> Reading<'_> {
    let (document, mut remarks) = split(bytes);
    let mut reading = Reading { dossier: None, remarks: Vec::new(), document, tree: None, sections: Sections::default() };
    if let Some(document) = document {
        let (tree, of_parser) = parse(document.front_matter, document.front_matter_at);
        remarks.extend(of_parser);
        reading.tree = tree;
        reading.sections = sections(document.body, document.body_at);
    }
    if let Some(tree) = &reading.tree {
        let (dossier, of_intake) = take_in(tree, reading.opening());
        remarks.extend(of_intake);
        reading.dossier = dossier.map(|dossier| Dossier { narrative: reading.sections.narrative(), ..dossier });
    }
    reading.remarks = remarks;
    reading
}

impl<'t> Reading<'t> {
    /// The front matter and the text; `None` when the file could not be split.
    #[must_use]
    pub fn document(&self) -> Option<&Document<'t>> {
        self.document.as_ref()
    }

    /// The tree of the front matter; `None` when it could not be parsed.
    #[must_use]
    pub fn tree(&self) -> Option<&Node<'t>> {
        self.tree.as_ref()
    }

    /// The known sections of the text.
    #[must_use]
    pub fn sections(&self) -> &Sections {
        &self.sections
    }

    /// The text under this heading, without comments; `None` when nothing is written there.
    #[must_use]
    pub fn written_under(&self, heading: &str) -> Option<String> {
        let document = self.document?;
        let section = self.sections.find(heading).filter(|section| section.is_written)?;
        let text = without_comments(document.body.get(section.text.start - document.body_at..section.text.end - document.body_at)?);
        Some(text.trim().to_owned())
    }

    /// The bytes a remark on this place points at; the nearest thing around it when it is absent.
    #[must_use]
    pub fn locate(&self, place: &Place) -> ByteRange {
        let end = self.document.map_or(0, |document| document.body_at + document.body.trim_end().len());
        match (place, &self.tree) {
            (Place::Field(path), Some(tree)) => locate_field(tree, path.steps()).unwrap_or(self.opening()),
            (Place::Section(heading), _) => locate_section(&self.sections, heading).unwrap_or(end..end),
            (Place::File | Place::Setting(_) | Place::Field(_), _) => self.opening(),
        }
    }

    /// The line that opens the front matter.
    fn opening(&self) -> ByteRange {
        let start = if self.document.is_some_and(|document| document.bom) { '\u{feff}'.len_utf8() } else { 0 };
        let line = if self.document.is_some() { "---".len() } else { 0 };
        start..start + line
    }
}
