//! Third persons: marks in the texts that are sound, and decisions about something that is there (art. 4: inspection).

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place};
use crate::domain::{Dossier, ThirdParty};
use crate::source::marked::{Marked, OddMark, OddMarkKind};
use crate::source::reader::nearest;
use crate::source::reading::Reading;
use crate::source::spot::Spot;
use crate::source::{Located, Node, Value};

/// What no dossier can do without, and what never leaves it.
pub(in crate::source) const INDISPENSABLE: &[Field] = &[Field::Schema, Field::Number, Field::Status, Field::ThirdParties];

/// The remarks on marks, each where it stands in the file.
pub(super) fn odd_marks(reading: &Reading<'_>) -> Vec<Located> {
    let mut found = Vec::new();
    if let Some(document) = reading.document() {
        // Most dossiers have no brace at all.
        if document.front_matter.contains('{') || document.front_matter.contains("[[") {
            reading.tree().into_iter().for_each(|tree| odd_in_values(tree, &mut found));
        }
        if let Err(odd) = Marked::read(document.body) {
            let at = document.body_at + odd.at.start..document.body_at + odd.at.end;
            found.push(Located { diagnostic: odd_mark(&odd, Place::File), at });
        }
    }
    found
}

/// Looks at every text of the front matter.
fn odd_in_values(node: &Node<'_>, found: &mut Vec<Located>) {
    match &node.value {
        Value::Scalar(text) => {
            if let Err(odd) = Marked::read(text) {
                found.push(Located { diagnostic: odd_mark(&odd, Place::File), at: node.at.clone() });
            }
        }
        Value::List(items) => items.iter().for_each(|item| odd_in_values(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| odd_in_values(&entry.value, found)),
        Value::Empty => {}
    }
}

fn odd_mark(odd: &OddMark, place: Place) -> Diagnostic {
    let help = match odd.kind {
        OddMarkKind::Unclosed => "zet «}}» achter het laatste woord dat over de ander gaat",
        OddMarkKind::Unopened => "haal het overtollige «}}» weg, of zet «{{derde:» voor wat over een ander gaat",
        OddMarkKind::Misspelled => "schrijf «{{derde: tekst}}», of met een reden: «{{derde (reden): tekst}}»",
        OddMarkKind::BetweenBraces => "haal de andere accolades weg, of zet alles wat ertussen staat in één merkteken",
    };
    Diagnostic::new(Code::OddMark, place, odd.kind.in_words(), help)
}

/// The remarks on the decisions about third persons, in this front matter and beside these stored pieces.
pub(super) fn remarks(dossier: &Dossier, tree: Option<&Node<'_>>, stored: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, third) in dossier.third_parties.iter().enumerate() {
        let place = FieldPath::from(Field::ThirdParties).entry(index);
        found.extend(incomplete(third, &place));
        found.extend(tree.and_then(|tree| unknown_field(third, tree, &place)));
        found.extend(unknown_piece(third, stored, &place));
    }
    found
}

fn incomplete(third: &ThirdParty, place: &FieldPath) -> Option<Diagnostic> {
    let (message, help) = match (&third.field, &third.attachment, &third.reason) {
        (Some(_), Some(_), _) => ("hier staan «veld» en «bijlage» samen", "maak er twee van, elk met een reden"),
        (None, None, _) => ("hier staat niet waar het over gaat", "vul «veld» in, zoals «veld: beklaagde», of «bijlage» met het pad van het stuk"),
        (_, _, None) => {
            ("hier ontbreekt de reden", "vul «reden» in; de klachtindiener krijgt haar te lezen, dus zet er geen gegevens van de ander in")
        }
        _ => return None,
    };
    Some(Diagnostic::new(Code::ThirdPartyIncomplete, place.clone(), message, help))
}

fn unknown_field(third: &ThirdParty, tree: &Node<'_>, place: &FieldPath) -> Option<Diagnostic> {
    let written = third.field.as_deref()?;
    let place = place.clone().field(Field::WhichField);
    let spot = written.parse::<Spot>().ok();
    if let Some(spot) = &spot
        && INDISPENSABLE.iter().any(|field| field.key() == spot.top())
    {
        let help = "haal deze regels weg; wat een ander aangaat staat in een ander veld";
        return Some(Diagnostic::new(Code::ThirdPartyUnknown, place, format!("«{}» kan niet worden weggelaten", spot.top()), help));
    }
    if spot.as_ref().is_some_and(|spot| spot.find(tree).is_some()) {
        return None;
    }
    let known: Vec<String> = tree.entries().iter().flat_map(|entry| ways(&entry.key, &entry.value)).collect();
    let help = match nearest(written, known.iter().map(String::as_str)) {
        Some(meant) => format!("bedoelt u «{meant}»? De eerste van een lijst is [0]"),
        None => "schrijf het veld zoals het in de kop heet; in een lijst is de eerste [0], zoals «correspondentie[0]»".to_owned(),
    };
    Some(Diagnostic::new(Code::ThirdPartyUnknown, place, format!("in de kop staat geen «{written}»"), help))
}

/// Every way into a value, the value itself first.
fn ways(way: &str, node: &Node<'_>) -> Vec<String> {
    let mut found = vec![way.to_owned()];
    found.extend(node.items().iter().enumerate().flat_map(|(index, item)| ways(&format!("{way}[{index}]"), item)));
    found.extend(node.entries().iter().flat_map(|entry| ways(&format!("{way}.{}", entry.key), &entry.value)));
    found
}

fn unknown_piece(third: &ThirdParty, stored: &BTreeSet<String>, place: &FieldPath) -> Option<Diagnostic> {
    let path = third.attachment.as_deref()?;
    if stored.contains(path.strip_prefix("./").unwrap_or(path)) {
        return None;
    }
    let help = match nearest(path, stored.iter().map(String::as_str)) {
        Some(meant) => format!("schrijf «{meant}» als u dat stuk bedoelt"),
        None => "schrijf het pad vanaf de map van het dossier, zoals «bijlagen/2026-11-04-brief.pdf»".to_owned(),
    };
    let place = place.clone().field(Field::Attachment);
    Some(Diagnostic::new(Code::ThirdPartyUnknown, place, format!("het stuk «{path}» staat niet in de map van dit dossier"), help))
}
