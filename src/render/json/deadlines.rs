//! `termijnen` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::Vocabulary;
use crate::overview::DossierTerms;
use crate::regulation::{Rules, Term};

#[derive(Serialize)]
struct Answer<'a> {
    dossiers: Vec<Dossier<'a>>,
}

#[derive(Serialize)]
struct Dossier<'a> {
    nummer: String,
    status: Option<&'static str>,
    termijnen: Vec<Deadline<'a>>,
}

#[derive(Serialize)]
struct Deadline<'a> {
    soort: &'static str,
    artikel: &'a str,
    grondslag: &'static str,
    vanaf: Option<NaiveDate>,
    uiterlijk: Option<NaiveDate>,
    oorspronkelijk: Option<NaiveDate>,
    niet_eerder_dan: Option<NaiveDate>,
    uiterste_verzenddag: Option<NaiveDate>,
    waarschuwen_vanaf: Option<NaiveDate>,
    voldaan_op: Option<NaiveDate>,
    stand: &'static str,
    dagen: Option<i64>,
    veld: String,
    afleiding: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    dag: NaiveDate,
    telt: bool,
    reden: &'a str,
}

/// These dossiers with their terms and how each came about.
#[must_use]
pub fn deadlines(dossiers: &[DossierTerms], rules: &Rules, today: NaiveDate) -> String {
    let dossiers = dossiers.iter().map(|dossier| Dossier {
        nummer: dossier.id.to_string(),
        status: dossier.status.map(|status| status.word()),
        termijnen: dossier.terms.iter().map(|term| deadline(term, rules)).collect(),
    });
    envelope("termijnen", today, &Answer { dossiers: dossiers.collect() })
}

fn deadline<'a>(term: &'a Term, rules: &'a Rules) -> Deadline<'a> {
    Deadline {
        soort: term.kind.word(),
        artikel: rules.article(term.provision),
        grondslag: term.basis.word(),
        vanaf: term.starts_on,
        uiterlijk: term.due_on,
        oorspronkelijk: term.original_due_on,
        niet_eerder_dan: term.not_before,
        uiterste_verzenddag: term.send_by,
        waarschuwen_vanaf: term.warn_from,
        voldaan_op: term.met_on,
        stand: term.standing.word(),
        dagen: term.standing.days(),
        veld: term.place.to_string(),
        afleiding: term.derivation.iter().map(|step| Step { dag: step.day, telt: step.counts, reden: &step.reason }).collect(),
    }
}
