//! What the parts of a dossier are called when a change of it is told.

use std::collections::BTreeMap;

use super::wording::plain;
use crate::diagnostic::Field;
use crate::domain::{Direction, MessageKind, Vocabulary};
use crate::source::Node;

/// What a key is called by a person; a key of the organisation's own as it is written.
pub(super) fn name(key: &str) -> String {
    match key {
        "email" => "e-mailadres".to_owned(),
        "geevalueerd_op" => "geëvalueerd op".to_owned(),
        "geinformeerd_op" => "geïnformeerd op".to_owned(),
        key if Field::ALL.iter().any(|field| field.key() == key) => plain(key),
        key => format!("eigen veld {key}"),
    }
}

/// What each entry of a list is called: by its noun and, when there are more of those, by its place among them from one.
pub(super) fn subjects(list: &str, of: &[Node<'_>]) -> Vec<String> {
    let nouns: Vec<String> = of.iter().map(|entry| entry_noun(list, entry)).collect();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    nouns.iter().for_each(|noun| *counted.entry(noun).or_default() += 1);
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut subjects = Vec::with_capacity(nouns.len());
    for noun in &nouns {
        let place = told.entry(noun).or_default();
        *place += 1;
        subjects.push(if counted[noun.as_str()] > 1 { format!("{noun} {place}") } else { noun.clone() });
    }
    subjects
}

/// What an entry of a list is called.
pub(super) fn entry_noun(list: &str, entry: &Node<'_>) -> String {
    let word = |key: &str| entry.entry(key).and_then(|entry| entry.value.text()).filter(|text| text.bytes().all(is_word_byte)).map(plain);
    match list {
        "gesprekken" => "gesprek".to_owned(),
        "correspondentie" => word("soort").filter(|kind| kind != "overig").unwrap_or_else(|| "bericht".to_owned()),
        "afspraken" => "afspraak".to_owned(),
        "klachtonderdelen" => "klachtonderdeel".to_owned(),
        "verzoeken" => word("soort").map_or_else(|| "verzoek".to_owned(), |kind| format!("verzoek om {kind}")),
        "termijnoverschrijding" => word("termijn").map_or_else(|| "toelichting".to_owned(), |term| format!("toelichting bij de termijn {term}")),
        "heropend" => "heropening".to_owned(),
        "correcties" => "correctie van de status".to_owned(),
        "derden" => "beslissing over derden".to_owned(),
        "consequenties" => "consequentie".to_owned(),
        list => name(list),
    }
}

/// What a key is called in an entry: the day of a message is the day it was sent or came.
pub(super) fn name_within(list: &str, entry: Option<&Node<'_>>, key: &str) -> String {
    match (list, key) {
        ("correspondentie", "datum") => match entry.and_then(is_outgoing) {
            Some(true) => "verstuurd op".to_owned(),
            Some(false) => "ontvangen op".to_owned(),
            None => name(key),
        },
        ("afspraken", "datum") => "gemaakt op".to_owned(),
        _ => name(key),
    }
}

/// Whether a message went out; `None` when it does not say.
pub(super) fn is_outgoing(message: &Node<'_>) -> Option<bool> {
    let kind = text_of(message, Field::Kind).and_then(|word| MessageKind::from_word(word).ok());
    let stated = text_of(message, Field::Direction).and_then(|word| Direction::from_word(word).ok());
    Some(kind.and_then(MessageKind::direction).or(stated)? == Direction::Outgoing)
}

/// The text of a key of an entry.
pub(super) fn text_of<'a>(entry: &'a Node<'_>, field: Field) -> Option<&'a str> {
    entry.entry(field.key())?.value.text()
}

/// Whether this can be part of a word of the procedure.
pub(super) fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'[' | b']' | b'.')
}
