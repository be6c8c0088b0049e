//! `register --audit` as JSON.

use chrono::NaiveDate;
use serde::Serialize;

use super::envelope::envelope;
use crate::domain::{Improvement, Vocabulary};
use crate::overview::{Answer as Sent, AppealCourse, AuditPage, AuditRow, Confirmation};
use crate::regulation::Rules;

#[derive(Serialize)]
struct Answer<'a> {
    jaar: i32,
    regeling: &'a str,
    versies: Vec<Version<'a>>,
    rollen: Vec<Role<'a>>,
    klachten: Vec<Complaint<'a>>,
    overige_nummers: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Version<'a> {
    versie: &'a str,
    klachten: usize,
}

#[derive(Serialize)]
struct Role<'a> {
    naam: &'a str,
    rol: &'static str,
    van: Option<NaiveDate>,
    tot: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Complaint<'a> {
    nummer: String,
    status: &'static str,
    ingediend_op: Option<NaiveDate>,
    ontvangen_op: Option<NaiveDate>,
    bevestiging: Option<Confirmed>,
    reactie: Option<Answered>,
    afgehandeld_op: Option<NaiveDate>,
    wijze: Option<&'a str>,
    oordeel: Option<&'static str>,
    verbetering_ontbreekt: bool,
    verbetering: Vec<Measure<'a>>,
    geevalueerd_op: Option<NaiveDate>,
    bezwaar: Option<Appeal<'a>>,
    vernietigen_vanaf: Option<NaiveDate>,
    vernietigen_uiterlijk: Option<NaiveDate>,
    te_laat: Vec<Late<'a>>,
}

#[derive(Serialize)]
struct Confirmed {
    uiterlijk: Option<NaiveDate>,
    verzonden_op: Option<NaiveDate>,
    werkdagen: Option<usize>,
    stand: &'static str,
}

#[derive(Serialize)]
struct Answered {
    oorspronkelijk: Option<NaiveDate>,
    uitgesteld_tot: Option<NaiveDate>,
    verzonden_op: Option<NaiveDate>,
    dagen: Option<i64>,
    stand: &'static str,
}

#[derive(Serialize)]
struct Measure<'a> {
    maatregel: Option<&'a str>,
    reden: Option<&'a str>,
    eigenaar: Option<&'a str>,
    uiterlijk: Option<NaiveDate>,
    gereed_op: Option<NaiveDate>,
    doeltreffend: Option<&'static str>,
}

#[derive(Serialize)]
struct Appeal<'a> {
    ingediend_op: Option<NaiveDate>,
    ingetrokken_op: Option<NaiveDate>,
    uitspraak_op: Option<NaiveDate>,
    uitspraak: Option<&'static str>,
    consequenties: Vec<Follows<'a>>,
}

#[derive(Serialize)]
struct Follows<'a> {
    wat: Option<&'a str>,
    uiterlijk: Option<NaiveDate>,
    gereed_op: Option<NaiveDate>,
}

#[derive(Serialize)]
struct Late<'a> {
    termijn: &'static str,
    uiterlijk: NaiveDate,
    dagen: i64,
    reden: Option<&'a str>,
}

#[derive(Serialize)]
struct Other<'a> {
    nummer: String,
    toestand: &'static str,
    uitleg: &'a str,
}

/// The auditor's page of a year.
#[must_use]
pub fn audit(page: &AuditPage, rules: &Rules, today: NaiveDate) -> String {
    let officers = page.officers.iter().map(|one| Role { naam: &one.name, rol: one.role.word(), van: one.from, tot: one.until });
    let members = page.committee.iter().map(|one| Role { naam: &one.name, rol: one.capacity.word(), van: one.from, tot: one.until });
    let others = page.others.iter().map(|(number, why)| Other { nummer: number.id.to_string(), toestand: number.fate.word(), uitleg: why });
    let answer = Answer {
        jaar: page.year,
        regeling: &rules.procedure.name,
        versies: page.versions.iter().map(|(versie, klachten)| Version { versie, klachten: *klachten }).collect(),
        rollen: officers.chain(members).collect(),
        klachten: page.rows.iter().map(complaint).collect(),
        overige_nummers: others.collect(),
    };
    envelope("audit", today, &answer)
}

fn complaint(row: &AuditRow) -> Complaint<'_> {
    Complaint {
        nummer: row.id.to_string(),
        status: row.status.word(),
        ingediend_op: row.submitted_on,
        ontvangen_op: row.received_on,
        bevestiging: row.confirmation.as_ref().map(confirmed),
        reactie: row.answer.as_ref().map(answered),
        afgehandeld_op: row.ended_on,
        wijze: row.manner.as_deref(),
        oordeel: row.finding.map(Vocabulary::word),
        verbetering_ontbreekt: row.lacks_measure,
        verbetering: row.measures.iter().map(measure).collect(),
        geevalueerd_op: row.evaluated_on,
        bezwaar: row.appeal.as_ref().map(appeal),
        vernietigen_vanaf: row.destroy_from,
        vernietigen_uiterlijk: row.destroy_by,
        te_laat: row
            .late
            .iter()
            .map(|late| Late { termijn: late.kind.word(), uiterlijk: late.due_on, dagen: late.days_late, reden: late.reason.as_deref() })
            .collect(),
    }
}

fn confirmed(confirmation: &Confirmation) -> Confirmed {
    Confirmed {
        uiterlijk: confirmation.due_on,
        verzonden_op: confirmation.sent_on,
        werkdagen: confirmation.working_days,
        stand: confirmation.standing.word(),
    }
}

fn answered(answer: &Sent) -> Answered {
    Answered {
        oorspronkelijk: answer.original_due_on,
        uitgesteld_tot: answer.extended_to,
        verzonden_op: answer.sent_on,
        dagen: answer.days,
        stand: answer.standing.word(),
    }
}

fn measure(measure: &Improvement) -> Measure<'_> {
    Measure {
        maatregel: measure.measure.as_deref(),
        reden: measure.reason.as_deref(),
        eigenaar: measure.owner.as_deref(),
        uiterlijk: measure.due_on,
        gereed_op: measure.done_on,
        doeltreffend: measure.effect.as_ref().and_then(|effect| effect.outcome).map(Vocabulary::word),
    }
}

fn appeal(appeal: &AppealCourse) -> Appeal<'_> {
    Appeal {
        ingediend_op: appeal.filed_on,
        ingetrokken_op: appeal.withdrawn_on,
        uitspraak_op: appeal.ruled_on,
        uitspraak: appeal.ruling.map(Vocabulary::word),
        consequenties: appeal
            .consequences
            .iter()
            .map(|consequence| Follows { wat: consequence.what.as_deref(), uiterlijk: consequence.due_on, gereed_op: consequence.done_on })
            .collect(),
    }
}
