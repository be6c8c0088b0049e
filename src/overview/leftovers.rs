//! Whether what is left out of an inspection still stands elsewhere in it.

use super::needle::{Needle, Searched};
use crate::regulation::Rules;
use crate::source::inspection::{Disclosed, Withheld, WithheldPlace};
use crate::source::{as_shown, legible};

/// A text that was left out, in the form in which it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    needle: Needle,
    /// Where it stood.
    pub place: WithheldPlace,
}

/// A left-out text that still stands somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leftover {
    /// Where it was left out.
    pub of: WithheldPlace,
    /// Where it still stands.
    pub still_in: RemainingPlace,
}

/// Where a left-out text still stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemainingPlace {
    /// A field of the front matter.
    Field(String),
    /// The text; the line of the file.
    Text(usize),
    /// In a stored piece.
    Piece(String),
    /// In the name of a stored piece.
    PieceName(String),
}

/// The texts that may stand nowhere in what is handed out. What the rule file says for everyone to read is no one's secret.
#[must_use]
pub fn secrets(disclosed: &Disclosed, rules: &Rules) -> Vec<Secret> {
    let public: Vec<Needle> = rules.divisions.values().chain([&rules.procedure.organisation]).filter_map(|name| Needle::of(name)).collect();
    let of = |withheld: &Withheld| {
        let place = withheld.place.clone();
        let secrets = withheld.texts.iter().filter_map(|text| Needle::of(text)).map(move |needle| Secret { needle, place: place.clone() });
        secrets.collect::<Vec<_>>()
    };
    let mut found: Vec<Secret> = disclosed.withheld.iter().flat_map(of).filter(|secret| !public.contains(&secret.needle)).collect();
    found.dedup();
    found
}

/// Where any of the secrets still stands in the dossier as it is shown.
#[must_use]
pub fn leftovers(secrets: &[Secret], disclosed: &Disclosed, handler: Option<&str>) -> Vec<Leftover> {
    let mut found = Vec::new();
    let handler = handler.map(|name| ("behandelaar".to_owned(), name.to_owned()));
    let values = disclosed.values.iter().map(|(spot, text)| (spot.to_string(), text.clone())).chain(handler);
    for (spot, text) in values {
        let text = Searched::of(&text);
        found
            .extend(standing(secrets, &text).map(|(secret, _)| Leftover { of: secret.place.clone(), still_in: RemainingPlace::Field(spot.clone()) }));
    }
    let text = Searched::of(&disclosed.masked_text);
    found.extend(standing(secrets, &text).map(|(secret, at)| {
        let line = disclosed.first_line + disclosed.masked_text.get(..at).map_or(0, |above| above.matches('\n').count());
        Leftover { of: secret.place.clone(), still_in: RemainingPlace::Text(line) }
    }));
    // A line as it is shown: what signs and entities make of it is what the complainant reads.
    for (index, line) in disclosed.masked_text.lines().enumerate() {
        let Some(shown) = as_shown(line) else { continue };
        let at = || RemainingPlace::Text(disclosed.first_line + index);
        found.extend(standing(secrets, &Searched::of(&shown)).map(|(secret, _)| Leftover { of: secret.place.clone(), still_in: at() }));
    }
    // The reasons the complainant reads.
    for withheld in &disclosed.withheld {
        let text = Searched::of(&withheld.reason);
        let at = || RemainingPlace::Field("de reden in «derden» of in het merkteken".to_owned());
        found.extend(standing(secrets, &text).map(|(secret, _)| Leftover { of: secret.place.clone(), still_in: at() }));
    }
    found.sort();
    found.dedup();
    found
}

fn standing<'s>(secrets: &'s [Secret], text: &'s Searched) -> impl Iterator<Item = (&'s Secret, usize)> {
    secrets.iter().filter_map(|secret| Some((secret, secret.needle.stands_in(text)?)))
}

/// What was found in a stored piece that is handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectedPiece {
    /// The secrets that stand in it, or in its name.
    pub leftovers: Vec<Leftover>,
    /// It, or parts of it, that cannot be looked into.
    pub closed: Vec<String>,
}

/// Looks through a stored piece, also within a message and its encodings.
#[must_use]
pub fn inspect_piece(secrets: &[Secret], path: &str, bytes: &[u8]) -> InspectedPiece {
    let name = Searched::of(path);
    let in_name =
        standing(secrets, &name).map(|(secret, _)| Leftover { of: secret.place.clone(), still_in: RemainingPlace::PieceName(path.to_owned()) });
    let mut leftovers: Vec<Leftover> = in_name.collect();
    let read = legible(path, bytes);
    for text in &read.texts {
        let text = Searched::of(text);
        let inside = standing(secrets, &text);
        leftovers.extend(inside.map(|(secret, _)| Leftover { of: secret.place.clone(), still_in: RemainingPlace::Piece(path.to_owned()) }));
    }
    leftovers.sort();
    leftovers.dedup();
    let mut closed = read.closed;
    closed.dedup();
    InspectedPiece { leftovers, closed }
}
