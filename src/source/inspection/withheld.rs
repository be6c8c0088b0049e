//! What was left out, and what stands in its place.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::{Dossier, Stated, every_word};
use crate::source::marked::Passage;
use crate::source::{Node, Sign, Spot, Value};

/// The reason of a mark that gives none.
const USUAL_REASON: &str = "gegevens van een ander";

/// Something left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Where it stood.
    pub place: WithheldPlace,
    /// Why, for the complainant to read.
    pub reason: String,
    /// The texts that may stand nowhere in what is handed out.
    pub texts: Vec<String>,
}

/// Where something left out stood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithheldPlace {
    /// A field, or a part of the front matter, as a whole.
    Field(Spot),
    /// A passage of a field.
    Passage(Spot),
    /// A passage of the text; the line of the file it begins on.
    Text(usize),
    /// A stored piece.
    Piece(String),
}

/// The reason as one line, without marks and signs.
pub(super) fn reason_line(reason: Option<&str>) -> String {
    let clean: String = reason.unwrap_or_default().chars().filter(|letter| Sign::of(*letter).is_none()).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { USUAL_REASON.to_owned() } else { line }
}

/// What stands in the place of something left out.
pub(super) fn instead(reason: &str) -> String {
    format!("{}weggelaten: {reason}{}", Sign::WithheldBegins.letter(), Sign::WithheldEnds.letter())
}

/// The same where Markdown is read: no letter of the reason has a meaning there.
pub(super) fn instead_in_markdown(reason: &str) -> String {
    let mut escaped = String::with_capacity(reason.len());
    for letter in reason.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    instead(&escaped)
}

/// What stands in the place of a whole part of the front matter, of the same shape.
pub(super) fn in_place_of<'t>(node: &Node<'_>, spot: &Spot, reason: &str) -> Value<'t> {
    let text = || Value::Scalar(instead(reason).into());
    let telling = || match telling_key(spot.last_key()) {
        Some(key) => {
            let value = Node { at: node.at.clone(), value: text() };
            Value::Map(vec![crate::source::Entry { key: key.into(), key_at: node.at.clone(), value }])
        }
        None => Value::Map(Vec::new()),
    };
    match &node.value {
        Value::Empty => Value::Empty,
        Value::Scalar(_) => text(),
        Value::Map(_) => telling(),
        Value::List(items) => {
            let holds_groups = items.iter().any(|item| matches!(item.value, Value::Map(_)));
            let only = if holds_groups { telling() } else { text() };
            Value::List(vec![Node { at: node.at.clone(), value: only }])
        }
    }
}

/// The key under which a group of keys says in words that it was left out.
fn telling_key(group: &str) -> Option<&'static str> {
    Some(match group {
        "correspondentie" | "klachtonderdelen" => "onderwerp",
        "afspraken" | "consequenties" => "wat",
        "extern_advies" => "instantie",
        "verbetering" => "maatregel",
        "afhandeling" => "wijze",
        "bezwaar" => "gronden",
        "klachtindiener" | "gemachtigde" | "appellant" => "naam",
        "melding" => "aangenomen_door",
        "verzoeken" | "termijnoverschrijding" | "langer_bewaren" | "heropend" | "correcties" => "reden",
        _ => return None,
    })
}

/// The texts of a passage that may stand nowhere else: the whole of it, and each piece between marks within it.
pub(super) fn passage_texts(passage: &Passage<'_>) -> Vec<String> {
    let mut texts = vec![passage.text.to_string()];
    if passage.pieces.len() > 1 {
        texts.extend(passage.pieces.iter().map(|piece| (*piece).to_owned()));
    }
    texts
}

/// The texts of a part of the front matter that may stand nowhere else.
///
/// A day, a word of the procedure and what everyone knows of the complainant tell nothing of another.
pub(super) fn texts_below(node: &Node<'_>, known: &BTreeSet<String>) -> Vec<String> {
    let mut texts = Vec::new();
    scalars(node, &mut |text| {
        let text = text.trim();
        if !text.is_empty() && !is_common(text) && !known.contains(text) {
            texts.push(text.to_owned());
        }
    });
    texts
}

/// Every single value below a node.
pub(super) fn scalars<'n>(node: &'n Node<'_>, take: &mut dyn FnMut(&'n str)) {
    match &node.value {
        Value::Scalar(text) => take(text),
        Value::List(items) => items.iter().for_each(|item| scalars(item, take)),
        Value::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.value, take)),
        Value::Empty => {}
    }
}

/// Whether the text is a day or a word of the procedure.
fn is_common(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok() || every_word().any(|word| word == text)
}

/// What the complainant knows anyway: the own number, name and addresses.
pub(super) fn known_to_complainant(dossier: &Dossier) -> BTreeSet<String> {
    let who = &dossier.complainant;
    let stated = [&who.organisation, &who.postal_address, &who.email, &who.telephone].into_iter().flatten();
    let mut known: BTreeSet<String> = stated.filter_map(Stated::known).map(str::to_owned).collect();
    known.extend(who.named().map(str::to_owned));
    known.extend(dossier.division.clone());
    known.insert(dossier.id.to_string());
    known
}
