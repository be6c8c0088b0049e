//! The complaints received in a year, divided by everything that is asked of their handling.

use chrono::NaiveDate;

use super::table::{Table, TableKind, Weight};
use crate::domain::{Channel, Destroyed, Dossier, Finding, Status, Subject, TalkOutcome, TermKind, Vocabulary};
use crate::overview::{Kept, ending};
use crate::regulation::{Case, ExtensionEffect, Rules, Standing, Term, asks_improvement, extensions};

/// The row of what no dossier tells any more.
const NO_LONGER_KNOWN: &str = "niet_meer_bekend";
/// The row of what a dossier does not tell.
const NOT_STATED: &str = "niet_vermeld";
/// The row of terms that were kept.
const IN_TIME: &str = "op_tijd";
/// The row of answers in time because the term was extended.
const IN_EXTENDED_TIME: &str = "op_tijd_na_uitstel";
/// The row of terms that were met too late.
const LATE: &str = "te_laat";
/// The row of terms that passed and are not met.
const LATE_AND_OPEN: &str = "te_laat_open";
/// The row of terms that run.
const RUNNING: &str = "loopt";
/// The row of terms that no longer apply.
const LAPSED: &str = "vervallen";
/// The rows of a term.
const TERM_ROWS: &[&str] = &[IN_TIME, LATE, LATE_AND_OPEN, RUNNING, LAPSED, NOT_STATED];

/// Every table over the complaints received in the year, each with the same total: those that are kept, and those that were destroyed.
#[must_use]
pub fn handling_tables(complaints: &[&Kept], destroyed: &[&Destroyed], rules: &Rules, today: NaiveDate) -> Vec<Table> {
    // Of a destroyed dossier these tables know nothing but that it was there.
    let by = |table: Table, of: &dyn Fn(&Kept) -> String| {
        let mut table = table.with(NO_LONGER_KNOWN, Weight::Shared);
        complaints.iter().for_each(|kept| table.count(&of(kept)));
        destroyed.iter().for_each(|_| table.count(NO_LONGER_KNOWN));
        table
    };
    let divisions = rules.divisions.keys().map(String::as_str).chain(["geen", NOT_STATED]);
    let extended = |dossier: &Dossier| how_often_extended(&Case { dossier, rules, today });
    vec![
        subjects(complaints, destroyed),
        by(Table::of(TableKind::Division, divisions), &|kept| kept.dossier.division.clone().unwrap_or_else(|| NOT_STATED.to_owned())),
        by(Table::of(TableKind::Channel, [Channel::Email.word(), Channel::Post.word(), NOT_STATED]), &|kept| or_not_stated(kept.dossier.channel)),
        by(Table::of(TableKind::Talk, talk_rows()), &|kept| talk(&kept.dossier).to_owned()),
        by(Table::of(TableKind::Acknowledgement, TERM_ROWS), &|kept| acknowledgement(&kept.terms).to_owned()),
        answers(complaints, destroyed),
        by(Table::of(TableKind::Extension, ["geen", "eenmaal", "vaker"]), &|kept| extended(&kept.dossier).to_owned()),
        by(Table::of(TableKind::Ending, ending_rows()), &|kept| end(&kept.dossier).to_owned()),
        findings(complaints, destroyed),
        founded(complaints, destroyed),
        by(Table::of(TableKind::Recurrence, ["ja", "nee"]), &|kept| yes_or_no(kept.dossier.recurrence_of.is_some()).to_owned()),
    ]
}

/// How often the answer was put off by a notice that did extend.
fn how_often_extended(case: &Case<'_>) -> &'static str {
    match extensions(case).iter().filter(|extension| matches!(extension.effect, ExtensionEffect::Extends(_))).count() {
        0 => "geen",
        1 => "eenmaal",
        _ => "vaker",
    }
}

fn or_not_stated(word: Option<impl Vocabulary>) -> String {
    word.map_or(NOT_STATED, Vocabulary::word).to_owned()
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nee" }
}

/// A complaint can be about more than one thing, and counts in each.
fn subjects(complaints: &[&Kept], destroyed: &[&Destroyed]) -> Table {
    let mut table = Table::of(TableKind::Subject, Subject::WORDS).with(NOT_STATED, Weight::Own).with(NO_LONGER_KNOWN, Weight::Own);
    let mut count = |subjects: &[Subject], none: &str| {
        let keys: Vec<&str> = Subject::ALL.iter().filter(|subject| subjects.contains(subject)).map(|subject| subject.word()).collect();
        table.count_in(if keys.is_empty() { std::slice::from_ref(&none) } else { &keys });
    };
    complaints.iter().for_each(|kept| count(&kept.dossier.subjects, NOT_STATED));
    destroyed.iter().for_each(|destroyed| count(&destroyed.subjects, NO_LONGER_KNOWN));
    table
}

fn talk_rows() -> Vec<&'static str> {
    TalkOutcome::WORDS.iter().copied().chain(["zonder_uitkomst", "geen"]).collect()
}

/// A talk that solved it, else the outcome of the last that has one.
fn talk(dossier: &Dossier) -> &'static str {
    let outcomes = || dossier.talks.iter().filter_map(|talk| talk.outcome);
    let told = outcomes().find(|outcome| *outcome == TalkOutcome::Solved).or_else(|| outcomes().next_back());
    match told {
        Some(outcome) => outcome.word(),
        None if dossier.talks.is_empty() => "geen",
        None => "zonder_uitkomst",
    }
}

/// How a term went, as a row.
fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::MetInTime => IN_TIME,
        Standing::MetLate { .. } | Standing::Acknowledged { met: true, .. } => LATE,
        Standing::Overdue { .. } | Standing::Acknowledged { met: false, .. } => LATE_AND_OPEN,
        Standing::Open { .. } | Standing::DueSoon { .. } => RUNNING,
        Standing::Lapsed { .. } => LAPSED,
    }
}

/// The worst of the confirmations: that of receipt, and those of completions.
fn acknowledgement(terms: &[Term]) -> &'static str {
    let rows: Vec<_> = terms.iter().filter(|term| term.kind == TermKind::Acknowledgement).map(|term| standing(&term.standing)).collect();
    [LATE_AND_OPEN, LATE, RUNNING, IN_TIME, LAPSED].into_iter().find(|row| rows.contains(row)).unwrap_or(NOT_STATED)
}

fn answers(complaints: &[&Kept], destroyed: &[&Destroyed]) -> Table {
    let mut rows = TERM_ROWS.to_vec();
    rows.insert(1, IN_EXTENDED_TIME);
    let mut table = Table::of(TableKind::Answer, rows).with(NO_LONGER_KNOWN, Weight::Own);
    complaints.iter().for_each(|kept| table.count(answer(&kept.terms)));
    destroyed.iter().for_each(|destroyed| table.count(in_time(destroyed)));
    table
}

fn answer(terms: &[Term]) -> &'static str {
    let Some(term) = terms.iter().find(|term| term.kind == TermKind::Answer) else { return NOT_STATED };
    let thanks_to_extension = term.met_on.zip(term.original_due_on).is_some_and(|(met, original)| met > original);
    match standing(&term.standing) {
        IN_TIME if thanks_to_extension => IN_EXTENDED_TIME,
        row => row,
    }
}

/// What the line of a destroyed dossier tells of its answer.
fn in_time(destroyed: &Destroyed) -> &'static str {
    match destroyed.in_time {
        Some(true) => IN_TIME,
        Some(false) => LATE,
        None => NO_LONGER_KNOWN,
    }
}

fn ending_rows() -> Vec<&'static str> {
    let endings = Status::ALL.iter().filter(|status| status.is_ending()).map(|status| status.word());
    endings.chain(["anders", RUNNING]).collect()
}

fn end(dossier: &Dossier) -> &'static str {
    match ending(dossier) {
        Some(status) => status.word(),
        None if dossier.status.is_ended() => "anders",
        None => RUNNING,
    }
}

/// The finding of a complaint that ended, as it counts; partly founded when only a part of it is.
#[must_use]
pub fn counted_finding(dossier: &Dossier) -> Option<Finding> {
    let whole = dossier.finding().filter(|_| dossier.status.is_ended());
    let in_part = dossier.status.is_ended() && asks_improvement(dossier) && !whole.is_some_and(Finding::asks_improvement);
    if in_part { Some(Finding::PartlyFounded) } else { whole }
}

/// Founded and partly founded together are no secret: every one of them stands in the report.
fn findings(complaints: &[&Kept], destroyed: &[&Destroyed]) -> Table {
    let rows = [Finding::Unfounded.word(), Finding::NoFinding.word(), "nog_geen_oordeel"];
    let mut table = Table::of(TableKind::Finding, [""; 0]).with(FOUNDED_OR_PARTLY, Weight::Open);
    table.rows.extend(Table::of(TableKind::Finding, rows).with(NO_LONGER_KNOWN, Weight::Own).rows);
    let row = |finding: Option<Finding>, none| match finding {
        Some(finding) if finding.asks_improvement() => FOUNDED_OR_PARTLY,
        Some(finding) => finding.word(),
        None => none,
    };
    complaints.iter().for_each(|kept| table.count(row(counted_finding(&kept.dossier), "nog_geen_oordeel")));
    destroyed.iter().for_each(|destroyed| table.count(row(destroyed.finding, NO_LONGER_KNOWN)));
    table
}

/// The row of founded and partly founded complaints together.
const FOUNDED_OR_PARTLY: &str = "gegrond_of_deels";

fn founded(complaints: &[&Kept], destroyed: &[&Destroyed]) -> Table {
    let mut table = Table::of(TableKind::Founded, [Finding::Founded, Finding::PartlyFounded]);
    let findings =
        complaints.iter().filter_map(|kept| counted_finding(&kept.dossier)).chain(destroyed.iter().filter_map(|destroyed| destroyed.finding));
    findings.filter(|finding| finding.asks_improvement()).for_each(|finding| table.count(finding.word()));
    table
}
