//! By what someone in a dossier would be known elsewhere: what is looked for before and after a dossier is destroyed.

use super::needle::{Needle, Searched};
use super::needles::Needles;
use crate::domain::{Appellant, Dossier, Stated, vocabulary};
use crate::regulation::Rules;
use crate::source::{Legible, legible};

vocabulary! {
    /// What someone would be known by.
    TraceKind {
        /// A whole name.
        Name = "naam",
        /// A name without its first word: others may have it too, so it proves nothing by itself.
        FamilyName = "achternaam",
        /// An e-mail address.
        Email = "e-mailadres",
        /// A telephone number.
        Telephone = "telefoonnummer",
        /// A postal address.
        Address = "postadres",
        /// A stored piece or a whole dossier file, the same to the byte.
        Piece = "hetzelfde stuk",
        /// A folder with the number of the dossier.
        Folder = "een map met dit nummer",
    }
}

/// Everything by which the people of some dossiers would be known, of every version of them.
///
/// The officers and the committee are left out: they stand in the rule file, and in every dossier they handle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    needles: Needles<TraceKind>,
}

/// A place in a text where someone would be known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// By what.
    pub kind: TraceKind,
    /// The line, from 1, in a text that can be read as it is; `None` in what had to be decoded first.
    pub line: Option<usize>,
}

/// What was seen in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Where someone would be known.
    pub sightings: Vec<Sighting>,
    /// What cannot be looked into: the file itself, or parts of a message, by their names.
    pub closed: Vec<String>,
}

impl Traces {
    /// Nothing to look for yet, but for the people of the rule file, who are not looked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the people of a version of a dossier.
    pub fn add(&mut self, dossier: &Dossier, rules: &Rules) {
        let offices = rules.officers.iter().map(|one| one.name.as_str()).chain(rules.committee.iter().map(|one| one.name.as_str()));
        let known: Vec<Needle> = offices.flat_map(|name| [Some(name), family_name(name)]).flatten().filter_map(Needle::of).collect();
        for (kind, text) in people(dossier) {
            self.look_for(kind, text, &known);
            if let (TraceKind::Name, Some(family)) = (kind, family_name(text)) {
                self.look_for(TraceKind::FamilyName, family, &known);
            }
        }
    }

    fn look_for(&mut self, kind: TraceKind, text: &str, known: &[Needle]) {
        if let Some(needle) = Needle::of(text).filter(|needle| !known.contains(needle)) {
            self.needles.add(needle, kind);
        }
    }

    /// How many things are looked for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.needles.count()
    }

    /// Where someone would be known in a file, its text as it stands and decoded, each once a line; and what of it cannot be looked into.
    #[must_use]
    pub fn seen_in(&self, name: &str, bytes: &[u8]) -> Seen {
        // What runs over a line end, stands in a message or an encoding, or in a name.
        let Legible { texts, closed } = legible(name, bytes);
        let mut kinds: Vec<TraceKind> = texts.iter().map(String::as_str).chain([name]).flat_map(|text| self.standing_in(text)).collect();
        kinds.sort();
        kinds.dedup();
        let sightings = if kinds.is_empty() { Vec::new() } else { self.with_lines(kinds, bytes) };
        Seen { sightings, closed }
    }

    /// These, with the lines on which each stands as it is.
    fn with_lines(&self, kinds: Vec<TraceKind>, bytes: &[u8]) -> Vec<Sighting> {
        let mut found = Vec::new();
        for (line, number) in std::str::from_utf8(bytes).unwrap_or_default().lines().zip(1..) {
            found.extend(self.standing_in(line).into_iter().map(|kind| Sighting { kind, line: Some(number) }));
        }
        for kind in kinds {
            if !found.iter().any(|known| known.kind == kind) {
                found.push(Sighting { kind, line: None });
            }
        }
        found.sort();
        found.dedup();
        found
    }

    fn standing_in(&self, text: &str) -> Vec<TraceKind> {
        self.needles.standing_in(&Searched::in_passing(text))
    }
}

/// A name without its first word; `None` when it has but one.
fn family_name(name: &str) -> Option<&str> {
    name.trim().split_once(' ').map(|(_, family)| family)
}

/// Everyone a dossier names with what they would be known by.
fn people<'d>(dossier: &'d Dossier) -> Vec<(TraceKind, &'d str)> {
    let complainant = &dossier.complainant;
    let mut people = Vec::new();
    let mut add = |kind, text: Option<&'d str>| people.extend(text.map(|text| (kind, text)));
    add(TraceKind::Name, complainant.named());
    add(TraceKind::Email, complainant.email.as_ref().and_then(Stated::known));
    add(TraceKind::Telephone, complainant.telephone.as_ref().and_then(Stated::known));
    add(TraceKind::Address, complainant.postal_address.as_ref().and_then(Stated::known));
    add(TraceKind::Name, dossier.on_behalf_of.as_deref());
    add(TraceKind::Name, dossier.representative.as_ref().and_then(|one| one.name.as_deref()));
    dossier.accused.iter().for_each(|name| add(TraceKind::Name, Some(name)));
    if let Some(Appellant::Named { name, address, .. }) = dossier.appeal.as_ref().and_then(|appeal| appeal.appellant.as_ref()) {
        add(TraceKind::Name, name.as_deref());
        add(TraceKind::Address, address.as_deref());
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Complainant, ComplainantName, Status};
    use crate::source::default_rules;

    fn traces() -> Traces {
        let complainant = Complainant {
            name: Some(ComplainantName::from_text("Sanne de Wit")),
            email: Some(Stated::Known("s.dewit@roc-delinde.example".to_owned())),
            telephone: Some(Stated::Known("0612345678".to_owned())),
            postal_address: Some(Stated::Known("Lindelaan 4, 1234 AB Voorbeeldstad".to_owned())),
            organisation: Some(Stated::Nothing),
            ..Complainant::default()
        };
        let mut traces = Traces::new();
        traces.add(&Dossier { complainant, ..Dossier::new("K-2026-0007".parse().unwrap(), Status::Closed) }, &default_rules());
        traces
    }

    fn seen(name: &str, text: &str) -> Vec<(String, Option<usize>)> {
        traces().seen_in(name, text.as_bytes()).sightings.into_iter().map(|one| (one.kind.to_string(), one.line)).collect()
    }

    #[test]
    fn someone_is_known_by_name_address_and_number_with_the_line() {
        let text =
            "Over iets anders.\nDit zei SANNE DE WIT, 06-12345678.\nSchrijf s.dewit@roc-delinde.example\nen Lindelaan 4, 1234 AB Voorbeeldstad";
        let found = seen("dossier.md", text);
        let expected = [("naam", 2), ("achternaam", 2), ("e-mailadres", 3), ("telefoonnummer", 2), ("postadres", 4)];
        assert_eq!(found, expected.map(|(kind, line)| (kind.to_owned(), Some(line))));
    }

    #[test]
    fn name_is_found_over_a_line_end_and_in_an_encoding() {
        assert_eq!(seen("dossier.md", "gezegd door Sanne\nde Wit"), [("naam".to_owned(), None), ("achternaam".to_owned(), Some(2))]);
        assert_eq!(seen("mail.txt", "U2FubmUgZGUgV2l0IGJlbGRlIG9ucw=="), [("naam".to_owned(), None), ("achternaam".to_owned(), None)]);
        for encoded in ["Sanne=20de=20Wi=\nt belde", "{\"wie\": \"Sanne\\u0020de\\x20Wit\"}", "KNQW43TFEBSGKICXNF2CAYTFNRSGK==="] {
            assert_eq!(seen("mail.txt", encoded), [("naam".to_owned(), None), ("achternaam".to_owned(), None)], "{encoded}");
        }
    }

    #[test]
    fn family_name_alone_is_told_apart_and_another_word_is_nobody() {
        assert_eq!(seen("dossier.md", "mevrouw De Wit"), [("achternaam".to_owned(), Some(1))]);
        assert_eq!(seen("dossier.md", "Sanne Witteveen"), []);
    }

    #[test]
    fn officer_of_the_rule_file_is_not_looked_for() {
        let mut traces = Traces::new();
        let rules = default_rules();
        let handler = rules.officers[0].name.clone();
        traces.add(&Dossier { accused: vec![handler], ..Dossier::new("K-2026-0007".parse().unwrap(), Status::Closed) }, &rules);
        assert_eq!(traces.count(), 0);
    }
}
