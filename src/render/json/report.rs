//! `jaarverslag` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::{Improvement, Vocabulary};
use crate::overview::{Compared, ComparedTable, FoundedComplaint, YearlyReport};
use crate::regulation::Rules;

#[derive(Serialize)]
struct Answer<'a> {
    jaar: i32,
    vorig_jaar: i32,
    verbergen_onder: u16,
    ontvangen: Count,
    doorlooptijd: Days,
    tabellen: Vec<Table<'a>>,
    gegrond: Vec<Founded<'a>>,
}

/// A number of both years; null where it is hidden.
#[derive(Serialize)]
struct Count {
    dit_jaar: Option<u32>,
    vorig_jaar: Option<u32>,
}

#[derive(Serialize)]
struct Days {
    mediaan: Number,
    negen_van_tien: Number,
}

#[derive(Serialize)]
struct Number {
    dit_jaar: Option<f64>,
    vorig_jaar: Option<f64>,
}

#[derive(Serialize)]
struct Table<'a> {
    tabel: &'static str,
    naam: &'static str,
    artikel: &'a str,
    totaal: Count,
    regels: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    regel: String,
    naam: String,
    dit_jaar: Option<u32>,
    vorig_jaar: Option<u32>,
}

#[derive(Serialize)]
struct Founded<'a> {
    nummer: String,
    geevalueerd_op: Option<NaiveDate>,
    verbetering: Vec<Measure<'a>>,
}

#[derive(Serialize)]
struct Measure<'a> {
    oorzaak: Option<&'a str>,
    maatregel: Option<&'a str>,
    reden: Option<&'a str>,
    betreft: Vec<&'static str>,
    eigenaar: Option<&'a str>,
    uiterlijk: Option<NaiveDate>,
    gereed_op: Option<NaiveDate>,
    doeltreffend: Option<&'static str>,
}

/// The yearly report.
#[must_use]
pub fn report(report: &YearlyReport, rules: &Rules, today: NaiveDate) -> String {
    let (now, before) = (&report.figures, &report.before);
    let halved = |doubled: Option<i64>| doubled.map(|doubled| days(doubled) / 2.0);
    let answer = Answer {
        jaar: now.year,
        vorig_jaar: before.year,
        verbergen_onder: report.hide_below,
        ontvangen: Count { dit_jaar: now.received, vorig_jaar: before.received },
        doorlooptijd: Days {
            mediaan: Number { dit_jaar: halved(now.lead_time.median_doubled), vorig_jaar: halved(before.lead_time.median_doubled) },
            negen_van_tien: Number { dit_jaar: now.lead_time.nine_in_ten.map(days), vorig_jaar: before.lead_time.nine_in_ten.map(days) },
        },
        tabellen: report.compared().iter().map(|compared| table(compared, rules)).collect(),
        gegrond: report.founded.iter().map(founded).collect(),
    };
    envelope("jaarverslag", today, &answer)
}

/// Days as a number of the format; no complaint takes so long that it would be rounded.
fn days(days: i64) -> f64 {
    i32::try_from(days).map_or(f64::from(i32::MAX), f64::from)
}

fn count(compared: Compared) -> Count {
    Count { dit_jaar: compared.now, vorig_jaar: compared.before }
}

fn table<'a>(table: &ComparedTable, rules: &'a Rules) -> Table<'a> {
    let row = |(key, compared): &(String, Compared)| Row {
        regel: key.clone(),
        naam: table.kind.row_name(key, rules),
        dit_jaar: compared.now,
        vorig_jaar: compared.before,
    };
    Table {
        tabel: table.kind.word(),
        naam: table.kind.title(),
        artikel: rules.article(table.kind.provision()),
        totaal: count(table.total),
        regels: table.rows.iter().map(row).collect(),
    }
}

fn founded(complaint: &FoundedComplaint) -> Founded<'_> {
    Founded {
        nummer: complaint.id.to_string(),
        geevalueerd_op: complaint.evaluated_on,
        verbetering: complaint.measures.iter().map(measure).collect(),
    }
}

fn measure(measure: &Improvement) -> Measure<'_> {
    Measure {
        oorzaak: measure.cause.as_deref(),
        maatregel: measure.measure.as_deref(),
        reden: measure.reason.as_deref(),
        betreft: measure.areas.iter().map(|area| area.word()).collect(),
        eigenaar: measure.owner.as_deref(),
        uiterlijk: measure.due_on,
        gereed_op: measure.done_on,
        doeltreffend: measure.effect.as_ref().and_then(|effect| effect.outcome).map(Vocabulary::word),
    }
}
