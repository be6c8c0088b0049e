//! Whether what is left out of an inspection still stands elsewhere in it.

use super::folded::Folded;
use crate::regulation::Rules;
use crate::source::inspection::{Disclosed, Withheld, WithheldPlace};
use crate::source::{as_shown, legible};

/// The fewest letters and digits of a text that is looked for elsewhere: a shorter one stands everywhere.
const SHORTEST: usize = 4;
/// The fewest letters of a name.
const SHORTEST_NAME: usize = 3;
/// Short words that are no name, also at the beginning of a sentence.
const NO_NAMES: &[&str] = &["hij", "zij", "het", "een", "hem", "wij", "dat", "die", "dit", "ons", "uit", "van", "met", "mij", "men", "zijn", "haar"];

/// A text that was left out, in the form in which it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Its words, folded, with a space at either end.
    needle: String,
    /// The same with the s of what belongs to someone: `Jansens`.
    possessive: String,
    /// Its digits, when it is a telephone number or the like.
    digits: Option<String>,
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
    let public: Vec<String> = rules.divisions.values().chain([&rules.procedure.organisation]).map(|name| needle(name)).collect();
    let of = |withheld: &Withheld| {
        let place = withheld.place.clone();
        let secrets = withheld.texts.iter().filter(|text| is_telling(text)).map(move |text| Secret {
            needle: needle(text),
            possessive: format!("{}s ", needle(text).trim_end()),
            digits: number_in(text),
            place: place.clone(),
        });
        secrets.collect::<Vec<_>>()
    };
    let mut found: Vec<Secret> = disclosed.withheld.iter().flat_map(of).filter(|secret| !public.contains(&secret.needle)).collect();
    found.dedup();
    found
}

/// Whether a text says enough of someone to be looked for.
fn is_telling(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let word = text.trim().to_lowercase();
    let is_name = letters >= SHORTEST_NAME && text.trim().starts_with(char::is_uppercase);
    (letters >= SHORTEST || is_name) && !NO_NAMES.contains(&word.as_str())
}

fn needle(text: &str) -> String {
    format!(" {} ", Folded::of(text).as_str().trim())
}

/// The digits of a text that is a number of nine digits or more, such as that of a telephone; without the country before it.
fn number_in(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|letter| letter.is_ascii_digit() || " +-()./".contains(letter));
    (is_number && digits.len() >= 9).then(|| digits[digits.len() - 9..].to_owned())
}

impl Secret {
    /// The byte of the text at which it stands; `None` when it does not.
    fn stands_in(&self, text: &Searched) -> Option<usize> {
        let found = text.padded.find(&self.needle).or_else(|| text.padded.find(&self.possessive)).map(|at| text.folded.origin(at));
        found.or_else(|| self.digits.as_ref().filter(|digits| text.digits.contains(digits.as_str())).map(|_| 0))
    }
}

/// A text in the forms in which secrets are looked for.
struct Searched {
    folded: Folded,
    padded: String,
    /// Its digits, a blank where a letter stands between them.
    digits: String,
}

impl Searched {
    fn of(text: &str) -> Self {
        let folded = Folded::of(text);
        let padded = format!(" {} ", folded.as_str());
        let digits = folded.as_str().chars().filter_map(|letter| match letter {
            ' ' => None,
            digit if digit.is_ascii_digit() => Some(digit),
            _ => Some(' '),
        });
        Self { digits: digits.collect(), folded, padded }
    }
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
    secrets.iter().filter_map(|secret| Some((secret, secret.stands_in(text)?)))
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
