//! `vernietig --nacontrole` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::overview::LookedAt;

#[derive(Serialize)]
struct Answer<'a> {
    schoon: bool,
    plekken: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    plek: &'a str,
    schoon: bool,
    verwijzingen: usize,
    leidt_nog: Vec<Leading<'a>>,
    leidt_naar_oude: &'a [String],
    oude_vastleggingen: Option<usize>,
    gevraagd: usize,
    nog_te_krijgen: Option<&'a [String]>,
}

#[derive(Serialize)]
struct Leading<'a> {
    verwijzing: &'a str,
    dossiers: Vec<Dossier<'a>>,
}

#[derive(Serialize)]
struct Dossier<'a> {
    nummer: String,
    commit: &'a str,
}

/// What these places were found to have, in their order.
#[must_use]
pub fn aftercheck(places: &[LookedAt], today: NaiveDate) -> String {
    let plekken: Vec<Place<'_>> = places.iter().map(place).collect();
    envelope("nacontrole", today, &Answer { schoon: places.iter().all(LookedAt::is_clean), plekken })
}

fn place(looked: &LookedAt) -> Place<'_> {
    let leading = looked.leading.iter().map(|leading| Leading {
        verwijzing: &leading.reference,
        dossiers: leading.dossiers.iter().map(|(id, commit)| Dossier { nummer: id.to_string(), commit }).collect(),
    });
    Place {
        plek: &looked.place,
        schoon: looked.is_clean(),
        verwijzingen: looked.offered,
        leidt_nog: leading.collect(),
        leidt_naar_oude: &looked.old,
        oude_vastleggingen: (looked.to_ask > 0).then_some(looked.to_ask),
        gevraagd: looked.asked,
        nog_te_krijgen: (looked.to_ask > 0 && !looked.untold).then_some(&looked.handed_out),
    }
}
