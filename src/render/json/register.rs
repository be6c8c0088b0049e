//! `register` as JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::{ComplainantName, Quarter, Stated, Vocabulary};
use crate::overview::{Fate, Kept, NumberRow, RegisterOptions, retention_days};

#[derive(Serialize)]
struct Answer<'a> {
    met_namen: bool,
    jaren: Vec<Year<'a>>,
}

#[derive(Serialize)]
struct Year<'a> {
    jaar: u16,
    nummers: Vec<Row<'a>>,
}

/// A number; what its fate does not tell is null.
#[derive(Default, Serialize)]
struct Row<'a> {
    nummer: String,
    toestand: &'static str,
    tot_en_met: Option<String>,
    uitleg: Option<String>,
    kwartaal: Option<String>,
    gemeld_op: Option<NaiveDate>,
    ingediend_op: Option<NaiveDate>,
    ontvangen_op: Option<NaiveDate>,
    kanaal: Option<&'static str>,
    bedrijfsonderdeel: Option<&'a str>,
    betreft: Vec<&'static str>,
    onderwerp: Option<&'a str>,
    status: Option<&'static str>,
    afgehandeld_op: Option<NaiveDate>,
    wijze: Option<&'a str>,
    oordeel: Option<&'static str>,
    bezwaar_op: Option<NaiveDate>,
    uitspraak_op: Option<NaiveDate>,
    uitspraak: Option<&'static str>,
    herhaling_van: Option<String>,
    vernietigen_vanaf: Option<NaiveDate>,
    vernietigen_uiterlijk: Option<NaiveDate>,
    namen: Option<Names<'a>>,
}

/// Who; null without `--met-namen`.
#[derive(Serialize)]
struct Names<'a> {
    klachtindiener: Option<&'a str>,
    organisatie: Option<String>,
    email: Option<String>,
    telefoon: Option<String>,
    behandelaar: Option<&'a str>,
}

/// Every number by year, with what became of it.
#[must_use]
pub fn register(years: &BTreeMap<u16, Vec<NumberRow>>, options: RegisterOptions, today: NaiveDate) -> String {
    let jaren = years.iter().map(|(year, rows)| Year { jaar: *year, nummers: rows.iter().map(|number| row(number, options)).collect() });
    envelope("register", today, &Answer { met_namen: options.names, jaren: jaren.collect() })
}

fn row(number: &NumberRow, options: RegisterOptions) -> Row<'_> {
    let bare = Row { nummer: number.id.to_string(), toestand: number.fate.word(), uitleg: number.fate.explanation(), ..Row::default() };
    match &number.fate {
        Fate::Kept(kept) => Row { namen: options.names.then(|| names(kept)), ..of_dossier(kept, bare) },
        Fate::Destroyed(destroyed) => Row {
            kwartaal: destroyed.received.map(|quarter| quarter.to_string()),
            betreft: destroyed.subjects.iter().map(|subject| subject.word()).collect(),
            oordeel: destroyed.finding.map(Vocabulary::word),
            ..bare
        },
        Fate::Missing { until } => Row { tot_en_met: Some(until.to_string()), ..bare },
        Fate::Renumbered { .. } | Fate::Unreadable | Fate::Elsewhere => bare,
    }
}

fn of_dossier<'a>(kept: &'a Kept, bare: Row<'a>) -> Row<'a> {
    let dossier = &kept.dossier;
    let received = dossier.received.map(|day| day.date());
    let reported = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
    let ruling = dossier.appeal.as_ref().and_then(|appeal| appeal.ruling.as_ref());
    let (destroy_from, destroy_by) = retention_days(&kept.terms);
    Row {
        kwartaal: received.or(reported).map(|day| Quarter::of(day).to_string()),
        gemeld_op: reported,
        ingediend_op: dossier.submitted.map(|day| day.date()),
        ontvangen_op: received,
        kanaal: dossier.channel.map(Vocabulary::word),
        bedrijfsonderdeel: dossier.division.as_deref(),
        betreft: dossier.subjects.iter().map(|subject| subject.word()).collect(),
        onderwerp: dossier.subject_line.as_deref(),
        status: Some(dossier.status.word()),
        afgehandeld_op: dossier.ended_on(),
        wijze: dossier.resolution.as_ref().and_then(|resolution| resolution.manner.as_deref()),
        oordeel: dossier.finding().map(Vocabulary::word),
        bezwaar_op: dossier.appeal.as_ref().and_then(|appeal| appeal.filed_on),
        uitspraak_op: ruling.and_then(|ruling| ruling.date),
        uitspraak: ruling.and_then(|ruling| ruling.finding).map(Vocabulary::word),
        herhaling_van: dossier.recurrence_of.map(|id| id.to_string()),
        vernietigen_vanaf: destroy_from,
        vernietigen_uiterlijk: destroy_by,
        ..bare
    }
}

fn names(kept: &Kept) -> Names<'_> {
    let complainant = &kept.dossier.complainant;
    let name = |name: &'_ ComplainantName| matches!(name, ComplainantName::Anonymous).then_some(ComplainantName::ANONYMOUS);
    let stated = |datum: &Option<Stated>| datum.as_ref().map(ToString::to_string);
    Names {
        klachtindiener: complainant.named().or(complainant.name.as_ref().and_then(name)),
        organisatie: stated(&complainant.organisation),
        email: stated(&complainant.email),
        telefoon: stated(&complainant.telephone),
        behandelaar: kept.dossier.handler.as_deref(),
    }
}
