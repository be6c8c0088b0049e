//! `zoek` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::overview::{Hit, HitPlace};
use crate::render::search::Found;

#[derive(Serialize)]
struct Answer<'a> {
    gevonden: Vec<Place<'a>>,
    niet_doorzocht: usize,
}

#[derive(Serialize)]
struct Place<'a> {
    nummer: String,
    waar: &'static str,
    plaats: Option<&'a str>,
    regel: Option<usize>,
    versie: Option<NaiveDate>,
    fragment: &'a str,
}

/// Every place, in order of number.
#[must_use]
pub fn search(found: &Found<'_>, today: NaiveDate) -> String {
    let places = found.dossiers.iter().flat_map(|(id, hits)| hits.iter().map(|(formerly, hit)| place(id.to_string(), *formerly, hit)));
    envelope("zoek", today, &Answer { gevonden: places.collect(), niet_doorzocht: found.closed })
}

fn place(number: String, formerly: Option<NaiveDate>, hit: &Hit) -> Place<'_> {
    let (where_, place) = match &hit.place {
        HitPlace::Field(field) => ("veld", Some(field.as_str())),
        HitPlace::Text(heading) => ("tekst", heading.as_deref()),
        HitPlace::File => ("bestand", None),
        HitPlace::Piece(path) => ("bijlage", Some(path.as_str())),
        HitPlace::PieceName(path) => ("bijlagenaam", Some(path.as_str())),
    };
    Place { nummer: number, waar: where_, plaats: place, regel: hit.line, versie: formerly, fragment: &hit.excerpt }
}
