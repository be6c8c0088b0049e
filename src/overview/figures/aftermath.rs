//! What has a day of its own: oral remarks, appeals, rulings, requests; and the measures of the complaints that were founded.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::table::{Table, TableKind};
use crate::domain::{Effectiveness, Improvement, RequestKind, RulingFinding, TermKind, Vocabulary};
use crate::overview::{Kept, is_complaint};
use crate::regulation::{Standing, Term};

/// The tables of what has a day of its own in the year, out of every dossier, and of the measures of these founded complaints.
#[must_use]
pub fn aftermath_tables(year: i32, all: &[Arc<Kept>], founded: &[&Kept]) -> Vec<Table> {
    let mut tables = vec![oral_reports(year, all), appeals(year, all), rulings(year, all)];
    tables.extend(requests(year, all));
    tables.extend(measures(founded));
    tables
}

/// Whether the day is known and lies in the year.
fn in_year(day: Option<NaiveDate>, year: i32) -> bool {
    day.is_some_and(|day| day.year() == year)
}

fn oral_reports(year: i32, all: &[Arc<Kept>]) -> Table {
    let mut table = Table::of(TableKind::OralReport, ["klacht_geworden", "afgerond", "loopt"]);
    for kept in all {
        let dossier = &kept.dossier;
        if in_year(dossier.oral_report.as_ref().and_then(|report| report.reported_on), year) {
            table.count(match (is_complaint(dossier), dossier.status.is_ended()) {
                (true, _) => "klacht_geworden",
                (false, true) => "afgerond",
                (false, false) => "loopt",
            });
        }
    }
    table
}

fn appeals(year: i32, all: &[Arc<Kept>]) -> Table {
    let mut table = Table::of(TableKind::Appeal, ["uitspraak", "ingetrokken", "loopt"]);
    for appeal in all.iter().filter_map(|kept| kept.dossier.appeal.as_ref()).filter(|appeal| in_year(appeal.filed_on, year)) {
        let ruled = appeal.ruling.as_ref().is_some_and(|ruling| ruling.date.is_some());
        table.count(match (ruled, appeal.withdrawn_on.is_some()) {
            (true, _) => "uitspraak",
            (false, true) => "ingetrokken",
            (false, false) => "loopt",
        });
    }
    table
}

fn rulings(year: i32, all: &[Arc<Kept>]) -> Table {
    let mut table = Table::of(TableKind::Ruling, RulingFinding::WORDS.iter().copied().chain(["niet_vermeld"]));
    let rulings = all.iter().filter_map(|kept| kept.dossier.appeal.as_ref()?.ruling.as_ref());
    for ruling in rulings.filter(|ruling| in_year(ruling.date, year)) {
        table.count(ruling.finding.map_or("niet_vermeld", Vocabulary::word));
    }
    table
}

fn requests(year: i32, all: &[Arc<Kept>]) -> [Table; 2] {
    let mut kinds = Table::of(TableKind::Request, RequestKind::WORDS.iter().copied().chain(["niet_vermeld"]));
    let mut terms = Table::of(TableKind::RequestTerm, ["op_tijd", "te_laat", "te_laat_open", "loopt"]);
    for kept in all {
        kept.dossier.requests.iter().filter(|request| in_year(request.received_on, year)).for_each(|request| {
            kinds.count(request.kind.map_or("niet_vermeld", Vocabulary::word));
        });
        kept.terms.iter().filter(|term| term.kind == TermKind::Request && in_year(term.starts_on, year)).for_each(|term| terms.count(went(term)));
    }
    [kinds, terms]
}

fn went(term: &Term) -> &'static str {
    match term.standing {
        Standing::MetInTime => "op_tijd",
        Standing::MetLate { .. } | Standing::Acknowledged { met: true, .. } => "te_laat",
        Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. } => "te_laat_open",
        Standing::Open { .. } | Standing::DueSoon { .. } | Standing::Lapsed { .. } => "loopt",
    }
}

/// How far the measures are, and whether they worked; one that is expressly not taken has no effect to assess.
fn measures(founded: &[&Kept]) -> [Table; 2] {
    let mut far = Table::of(TableKind::Measure, ["gereed", "loopt", "te_laat_open", "geen_maatregel"]);
    let mut worked = Table::of(TableKind::Effect, Effectiveness::WORDS.iter().copied().chain(["nog_niet_beoordeeld"]));
    for kept in founded {
        for (index, measure) in kept.dossier.improvements.iter().enumerate() {
            far.count(how_far(measure, index, &kept.terms));
            if !measure.is_none_expressly() {
                let effect = measure.effect.as_ref().and_then(|effect| effect.outcome);
                worked.count(effect.map_or("nog_niet_beoordeeld", Vocabulary::word));
            }
        }
    }
    [far, worked]
}

fn how_far(measure: &Improvement, index: usize, terms: &[Term]) -> &'static str {
    if measure.is_none_expressly() {
        return "geen_maatregel";
    }
    if measure.done_on.is_some() {
        return "gereed";
    }
    let is_this = |term: &&Term| term.kind == TermKind::Improvement && term.place.steps().contains(&crate::diagnostic::Step::Entry(index));
    match terms.iter().find(is_this).map(|term| &term.standing) {
        Some(Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. }) => "te_laat_open",
        _ => "loopt",
    }
}
