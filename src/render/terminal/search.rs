//! `zoek` on the screen.

use std::fmt::Write;

use super::dutch_day::short_day;
use crate::overview::{Hit, HitPlace};
use crate::render::search::Found;

/// Every dossier with its places, and how many there are.
#[must_use]
pub fn search(found: &Found<'_>) -> String {
    let mut text = String::new();
    let mut places = 0;
    for (id, hits) in &found.dossiers {
        let _ = writeln!(text, "{id}");
        for (formerly, hit) in hits {
            places += 1;
            let when = formerly.map_or_else(String::new, |day| format!(" (in een vorige versie, {})", short_day(day)));
            let _ = writeln!(text, "  {}{when}\n      {}", place_in_words(hit), hit.excerpt);
        }
    }
    let _ = writeln!(text, "{}", counted(places, found.dossiers.len()));
    if found.closed > 0 {
        let what = if found.closed == 1 { "1 bestand".to_owned() } else { format!("{} bestanden", found.closed) };
        let _ = writeln!(text, "In {what} kan het programma niet kijken (pdf, Word, afbeeldingen); op hun namen is wel gezocht.");
    }
    text
}

fn counted(places: usize, dossiers: usize) -> String {
    match (places, dossiers) {
        (0, _) => "Niets gevonden.".to_owned(),
        (1, _) => "1 plaats in 1 dossier.".to_owned(),
        (places, 1) => format!("{places} plaatsen in 1 dossier."),
        (places, dossiers) => format!("{places} plaatsen in {dossiers} dossiers."),
    }
}

fn place_in_words(hit: &Hit) -> String {
    let place = match &hit.place {
        HitPlace::Field(field) => field.clone(),
        HitPlace::Text(Some(heading)) => format!("tekst onder «{heading}»"),
        HitPlace::Text(None) => "tekst".to_owned(),
        HitPlace::File => "dossier.md".to_owned(),
        HitPlace::Piece(path) => path.clone(),
        HitPlace::PieceName(path) => format!("de naam van {path}"),
    };
    hit.line.map_or_else(|| place.clone(), |line| format!("{place}, regel {line}"))
}
