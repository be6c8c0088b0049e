//! What a rehearsal of a destruction is told with.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::consent::Consent;
use super::preflight::told_survey;
use crate::domain::{Dossier, DossierId};
use crate::overview::Sighting;
use crate::render::terminal::counted;
use crate::repository::Survey;
use crate::shell::checking::OUTLIVED;
use crate::shell::destruction::{Clutter, Found, Rehearsal};

/// Which dossiers go, and which words of them stay.
pub(super) fn told_dossiers(dossiers: &[Dossier]) -> String {
    let mut text = String::new();
    for dossier in dossiers {
        let subject = dossier.subject_line.as_deref().unwrap_or("zonder onderwerp");
        let _ = writeln!(text, "Te vernietigen: {}, {}", dossier.id, legible(subject));
        for improvement in &dossier.improvements {
            let words = [&improvement.cause, &improvement.measure, &improvement.reason, &improvement.owner];
            let words: Vec<String> = words.into_iter().flatten().map(|text| format!("«{}»", legible(text))).collect();
            let _ = writeln!(text, "  In {OUTLIVED} blijft staan: {}. Staat daar een persoon in, haal die eerst weg.", words.join(", "));
        }
    }
    text
}

/// Which were destroyed before and are here again.
pub(super) fn told_again(again: &BTreeSet<DossierId>) -> String {
    again.iter().map(|id| format!("Opnieuw te vernietigen, want het is terug: {id}\n")).collect()
}

/// What would happen, in words.
pub(super) fn told(rehearsal: &Rehearsal, survey: &Survey) -> String {
    let Rehearsal { rebuilt, proof, .. } = rehearsal;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "Uit de geschiedenis: van {1} vastleggingen gaan er {0} alleen hierover; die vervallen.",
        rebuilt.fallen_away, rebuilt.commits
    );
    let others = counted(proof.compared, "ander dossier", "andere dossiers");
    let _ = writeln!(text, "Van {others} blijft elke vastlegging gelijk: inhoud, schrijver, tijd en omschrijving.");
    text.push_str(&told_survey(survey, "het dossier"));
    if !rehearsal.former.is_empty() {
        let former: Vec<String> = rehearsal.former.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "Ook weg gaat wat eerder onder {} is vastgelegd.", former.join(", "));
    }
    let pieces = counted(rehearsal.pieces, "bestand", "bestanden");
    let _ = writeln!(text, "Gezocht is naar {} namen, adressen en nummers uit alle versies, en naar kopieën van {pieces}.", rehearsal.looked_for);
    if rehearsal.found.is_empty() {
        text.push_str("Nergens anders staat er nog een.\n");
    } else {
        let places = counted(rehearsal.found.len(), "plaats", "plaatsen");
        let _ = writeln!(text, "Nog te vinden op {places}, en door u te beoordelen:");
        rehearsal.found.iter().for_each(|found| text.push_str(&told_found(found)));
    }
    text.push_str(&told_numbers(rehearsal));
    for copy in &rehearsal.copies {
        let _ = writeln!(text, "In «{}» zit een eigen geschiedenis van git; daarin kan het hele dossier nog staan.", legible(copy));
    }
    if !rehearsal.unread.is_empty() {
        let _ = writeln!(text, "Niet te doorzoeken, en door u na te kijken: {}.", listed(&rehearsal.unread));
    }
    text.push_str(&told_clutter(&rehearsal.clutter));
    text
}

/// What a rehearsal ends with: how it is really done.
pub(super) fn rehearsed(rehearsal: &Rehearsal) -> String {
    let mut first = String::from("\nDit was een proef: er is niets gewijzigd.");
    if rehearsal.stands_elsewhere() {
        first.push_str(" Haal eerst weg wat nog te vinden is.");
    }
    if !rehearsal.unread.is_empty() {
        let also = if rehearsal.stands_elsewhere() { "Kijk ook" } else { "Kijk eerst" };
        first.push_str(&format!(" {also} na wat niet te doorzoeken was."));
    }
    match Consent::options_for(rehearsal) {
        options if options.is_empty() => format!("{first} Met --uitvoeren gebeurt het echt.\n"),
        options => format!("{first}\nMag het blijven staan, dan gebeurt het echt met: --uitvoeren{options}\n"),
    }
}

/// What of ours goes along, and where the bare number stays.
fn told_numbers(rehearsal: &Rehearsal) -> String {
    let mut text = String::new();
    if !rehearsal.exports.is_empty() {
        let _ = writeln!(
            text,
            "Ook weg gaan lijsten en bladzijden van klacht waar het in staat; maak ze daarna opnieuw: {}.",
            listed(&rehearsal.exports)
        );
    }
    if !rehearsal.numbers.is_empty() {
        let _ = writeln!(
            text,
            "Het nummer blijft staan in: {}. Een nummer alleen wijst niemand aan; kijk na wat er verder bij staat.",
            listed(&rehearsal.numbers)
        );
    }
    text
}

/// What the computer made by itself.
fn told_clutter(Clutter { goes, stays }: &Clutter) -> String {
    let mut text = String::new();
    if !goes.is_empty() {
        let _ = writeln!(text, "Ook weg gaat wat de computer zelf bij deze mappen maakte: {}.", listed(goes));
    }
    if !stays.is_empty() {
        let _ = writeln!(text, "Wat de computer zelf bij andere mappen maakte, blijft: {}. U mag het weggooien; hij maakt het weer.", listed(stays));
    }
    text
}

fn told_found(found: &Found) -> String {
    let told = |sighting: &Sighting| match sighting.line {
        Some(line) => format!("{} op regel {line}", sighting.kind),
        None => sighting.kind.to_string(),
    };
    format!("  {}: {}\n", legible(&found.place), found.sightings.iter().map(told).collect::<Vec<_>>().join(", "))
}

/// A text of others on one line, with nothing in it that would steer a terminal.
fn legible(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn listed<'p>(places: impl IntoIterator<Item = &'p String>) -> String {
    places.into_iter().map(|place| legible(place)).collect::<Vec<_>>().join(", ")
}
