//! What both sides changed differently, for whoever must choose.

use super::body::Piece;
use super::identity::in_words;
use super::lines::{of_entry, of_key};
use super::plan::{Part, Plan};
use super::three::Three;
use crate::diagnostic::Field;
use crate::source::edit::sheet::Sheet;

/// A conflict: where, and what each version says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Where it is.
    pub place: ClashPlace,
    /// The lines of each version, without the indentation they share; `None` where it is not there.
    pub says: Three<String>,
}

/// Where a conflict is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClashPlace {
    /// The file as a whole: it is no dossier, or the two are of two complaints.
    File,
    /// All of the front matter.
    FrontMatter,
    /// A key, by the way to it: `klachtindiener.telefoon`.
    Field(String),
    /// An entry of a list, with what it is known by.
    Entry {
        /// The list, by the way to it.
        list: String,
        /// Such as `bevestiging, 2026-11-04`; empty when it is not known by anything.
        known_by: String,
    },
    /// A section of the text, by its heading; empty above the first.
    Section(String),
}

impl ClashPlace {
    /// The place by the names of fields and headings alone, never by a value or by a key that someone made up.
    #[must_use]
    pub fn named(&self) -> &str {
        match self {
            Self::File => "het hele bestand",
            Self::FrontMatter => "de kop",
            Self::Field(way) | Self::Entry { list: way, .. } => {
                let is_ours = |key: &str| Field::ALL.iter().any(|field| field.key() == key);
                if way.split('.').all(is_ours) { way } else { "eigen velden" }
            }
            Self::Section(heading) if heading.is_empty() => "de tekst",
            Self::Section(_) => "de tekst onder een kopje",
        }
    }
}

/// The conflicts of a plan, in the order of the file.
pub(super) fn of_plan(plan: &Plan<'_>, sheets: Three<&Sheet<'_>>) -> Vec<Clash> {
    let mut found = Vec::new();
    collect(plan, "", "", sheets, &mut found);
    found
}

fn collect(plan: &Plan<'_>, way: &str, list: &str, sheets: Three<&Sheet<'_>>, found: &mut Vec<Clash>) {
    let (Plan::Keys(parts) | Plan::Entries(parts)) = plan else { return };
    for part in parts {
        let deeper = match (part.name, way) {
            ("", way) => way.to_owned(),
            (name, "") => name.to_owned(),
            (name, way) => format!("{way}.{name}"),
        };
        match &part.plan {
            Plan::Clash => found.push(clash(part, deeper, list, sheets)),
            inner => collect(inner, &deeper, if part.name.is_empty() { list } else { part.name }, sheets, found),
        }
    }
}

fn clash(part: &Part<'_>, way: String, list: &str, sheets: Three<&Sheet<'_>>) -> Clash {
    if part.name.is_empty() {
        let shown = |sheet: Option<&Sheet<'_>>, item| Some(of_entry(sheet?, item?, false).join("\n"));
        let says = Three {
            base: shown(sheets.base, part.nodes.base),
            ours: shown(sheets.ours, part.nodes.ours),
            theirs: shown(sheets.theirs, part.nodes.theirs),
        };
        let known_by = part.nodes.ours.or(part.nodes.theirs).map_or(String::new(), |node| in_words(list, node));
        return Clash { place: ClashPlace::Entry { list: way, known_by }, says };
    }
    let shown = |sheet: Option<&Sheet<'_>>, entry| Some(of_key(sheet?, entry?, false).join("\n"));
    let says =
        Three { base: shown(sheets.base, part.keys.base), ours: shown(sheets.ours, part.keys.ours), theirs: shown(sheets.theirs, part.keys.theirs) };
    Clash { place: ClashPlace::Field(way), says }
}

/// The conflicts of the text.
pub(super) fn of_pieces(pieces: &[Piece]) -> impl Iterator<Item = Clash> + use<'_> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Clean(_) => None,
        Piece::Clash { heading, sides } => {
            let text = |text: &Option<String>| text.as_ref().filter(|text| !text.is_empty()).map(|text| text.trim_end().to_owned());
            let says = Three { base: text(&sides.base), ours: text(&sides.ours), theirs: text(&sides.theirs) };
            Some(Clash { place: ClashPlace::Section(heading.clone()), says })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_that_someone_made_up_is_not_named() {
        let named = |way: &str| ClashPlace::Field(way.to_owned()).named().to_owned();
        assert_eq!(named("klachtindiener.naam"), "klachtindiener.naam");
        assert_eq!(named("x_sanne_de_wit"), "eigen velden");
        assert_eq!(named("klachtindiener.x_sanne_de_wit"), "eigen velden");
        let entry = ClashPlace::Entry { list: "x_sanne_de_wit".to_owned(), known_by: "Sanne".to_owned() };
        assert_eq!(entry.named(), "eigen velden");
    }
}
