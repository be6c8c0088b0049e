//! `conflict` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::{Hand, Matter, Standstill, Undecided};
use crate::source::merge::{Clash, ClashPlace};

#[derive(Serialize)]
struct Answer<'a> {
    bezig_met: Option<&'static str>,
    onze: Option<Side<'a>>,
    hun: Option<Side<'a>>,
    bestanden: Vec<File<'a>>,
    nog_gemerkt: &'a [String],
    onleesbaar: Vec<Broken<'a>>,
    dubbele_nummers: Vec<Double<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    commit: &'a str,
    door: &'a str,
    tijd: String,
}

#[derive(Serialize)]
struct File<'a> {
    bestand: &'a str,
    nummer: Option<String>,
    zaak: &'static str,
    plaatsen: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    soort: &'static str,
    plaats: Option<&'a str>,
    kenmerk: Option<&'a str>,
    eerst: Option<&'a str>,
    onze: Option<&'a str>,
    hun: Option<&'a str>,
}

#[derive(Serialize)]
struct Broken<'a> {
    bestand: &'a str,
    waarom: &'a [String],
}

#[derive(Serialize)]
struct Double<'a> {
    nummer: String,
    bestanden: &'a [String],
}

/// What git stands still on.
#[must_use]
pub fn conflict(standstill: &Standstill, today: NaiveDate) -> String {
    let doubles = standstill.doubles.iter().map(|double| Double { nummer: double.number.to_string(), bestanden: &double.paths });
    let answer = Answer {
        bezig_met: standstill.busy.map(Vocabulary::word),
        onze: standstill.ours.as_ref().map(side),
        hun: standstill.theirs.as_ref().map(side),
        bestanden: standstill.files.iter().map(file).collect(),
        nog_gemerkt: &standstill.marked,
        onleesbaar: standstill.broken.iter().map(|broken| Broken { bestand: &broken.path, waarom: &broken.why }).collect(),
        dubbele_nummers: doubles.collect(),
    };
    envelope("conflict", today, &answer)
}

fn side(hand: &Hand) -> Side<'_> {
    Side { commit: &hand.commit, door: &hand.by, tijd: hand.at.to_rfc3339() }
}

fn file(file: &Undecided) -> File<'_> {
    let places = match &file.matter {
        Matter::Places(clashes) => clashes.iter().map(place).collect(),
        _ => Vec::new(),
    };
    File { bestand: &file.path, nummer: file.number.map(|number| number.to_string()), zaak: file.matter.word(), plaatsen: places }
}

fn place(clash: &Clash) -> Place<'_> {
    let (kind, place, known_by) = match &clash.place {
        ClashPlace::File => ("bestand", None, None),
        ClashPlace::FrontMatter => ("kop", None, None),
        ClashPlace::Field(way) => ("veld", Some(way.as_str()), None),
        ClashPlace::Entry { list, known_by } => ("lijst", Some(list.as_str()), Some(known_by.as_str())),
        ClashPlace::Section(heading) => ("tekst", Some(heading.as_str()).filter(|heading| !heading.is_empty()), None),
    };
    let [base, ours, theirs] = [&clash.says.base, &clash.says.ours, &clash.says.theirs].map(Option::as_deref);
    Place { soort: kind, plaats: place, kenmerk: known_by.filter(|known| !known.is_empty()), eerst: base, onze: ours, hun: theirs }
}
