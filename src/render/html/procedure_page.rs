//! The procedure: the rule file in words, with its articles.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::day::Day;
use super::procedure_words::{Chapter, chapters};
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use crate::calendar::Period;
use crate::diagnostic::{Code, Severity};
use crate::domain::{Provision, TermKind, Vocabulary};
use crate::overview::{plain, provision_name, term_name};
use crate::regulation::{Basis, Datum, Rules};

#[derive(Serialize)]
struct ProcedureView<'a> {
    name: &'a str,
    version: &'a str,
    organisation: &'a str,
    terms: Vec<RuleView<'a>>,
    chapters: Vec<Chapter<'a>>,
    stated: Vec<&'static str>,
    present: Vec<&'static str>,
    labels: LabelsView<'a>,
    officers: Vec<PersonView<'a>>,
    committee: Vec<PersonView<'a>>,
    divisions: Vec<&'a str>,
    complaint_email: &'a str,
    complaint_post: &'a str,
    appeal_email: &'a str,
    appeal_post: &'a str,
    years: Vec<YearView>,
    closures: Vec<ClosureView<'a>>,
    weights: Vec<WeightView>,
    signature: &'a [String],
    privacy: Option<&'a str>,
    committee_rules: Option<&'a str>,
    explained: Vec<ExplainedView<'a>>,
    articles: Vec<ArticleView<'a>>,
}

/// The articles that stand beside a heading.
#[derive(Serialize)]
struct LabelsView<'a> {
    completeness: &'a str,
    submission: &'a str,
    officer: &'a str,
    committee: &'a str,
    complaint: &'a str,
    appeal: &'a str,
}

/// A term of the rule file.
#[derive(Serialize)]
struct RuleView<'a> {
    name: &'static str,
    article: &'a str,
    basis: String,
    length: String,
    warn: String,
}

#[derive(Serialize)]
struct PersonView<'a> {
    name: &'a str,
    role: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    secrecy_on: Option<NaiveDate>,
}

/// The days with a name in a year.
#[derive(Serialize)]
struct YearView {
    year: i32,
    days: Vec<DayView>,
}

#[derive(Serialize)]
struct DayView {
    day: NaiveDate,
    name: String,
    counts: bool,
}

#[derive(Serialize)]
struct ClosureView<'a> {
    from: NaiveDate,
    until: NaiveDate,
    name: &'a str,
    lengthens_since: Option<NaiveDate>,
}

/// A remark that weighs otherwise here.
#[derive(Serialize)]
struct WeightView {
    code: &'static str,
    weight: String,
    usual: String,
}

/// A finding in the history that was explained.
#[derive(Serialize)]
struct ExplainedView<'a> {
    code: &'static str,
    recorded_at: String,
    number: Option<String>,
    reason: &'a str,
}

#[derive(Serialize)]
struct ArticleView<'a> {
    name: &'static str,
    label: &'a str,
}

/// The rule file in words, with the articles of the procedure.
///
/// # Errors
/// When a template is wrong.
pub fn procedure_page(templates: &Templates, rules: &Rules, today: NaiveDate) -> Result<String, TemplateError> {
    let frame = Frame { title: "Regeling".to_owned(), section: "regeling", root: "", organisation: &rules.procedure.organisation, today: Day(today) };
    templates.fill("regeling.html", &frame, &view(rules, today.year()))
}

fn view(rules: &Rules, year: i32) -> ProcedureView<'_> {
    let (procedure, addresses, letters) = (&rules.procedure, &rules.addresses, &rules.letters);
    ProcedureView {
        name: &procedure.name,
        version: &procedure.version,
        organisation: &procedure.organisation,
        terms: term_views(rules),
        chapters: chapters(rules),
        stated: rules.completeness.stated.iter().map(|datum| datum_name(*datum)).collect(),
        present: rules.completeness.present.iter().map(|datum| datum_name(*datum)).collect(),
        labels: labels(rules),
        officers: officers(rules),
        committee: committee(rules),
        divisions: rules.divisions.values().map(String::as_str).collect(),
        complaint_email: &addresses.complaint_email,
        complaint_post: &addresses.complaint_post,
        appeal_email: &addresses.appeal_email,
        appeal_post: &addresses.appeal_post,
        years: [year, year + 1].map(|year| year_view(rules, year)).into(),
        closures: closures(rules, year),
        weights: weights(rules),
        signature: &letters.signature,
        privacy: letters.privacy.as_deref(),
        committee_rules: letters.committee_rules.as_deref(),
        explained: explained(rules),
        articles: Provision::ALL.iter().map(|provision| ArticleView { name: provision_name(*provision), label: rules.article(*provision) }).collect(),
    }
}

fn labels(rules: &Rules) -> LabelsView<'_> {
    LabelsView {
        completeness: rules.article(Provision::Completeness),
        submission: rules.article(Provision::Submission),
        officer: rules.article(Provision::Officer),
        committee: rules.article(Provision::Committee),
        complaint: rules.article(Provision::Complaint),
        appeal: rules.article(Provision::Appeal),
    }
}

/// A datum as a person calls it.
fn datum_name(datum: Datum) -> &'static str {
    match datum {
        Datum::Name => "naam",
        Datum::Organisation => "organisatie",
        Datum::PostalAddress => "postadres",
        Datum::Email => "e-mailadres",
        Datum::Telephone => "telefoonnummer",
        Datum::ReachableAddress => "een e-mailadres of postadres waar een bericht aankomt",
        Datum::SubmittedOn => "de dag van indiening",
        Datum::Description => "de omschrijving van de klacht",
        Datum::StepsTaken => "wat er al is ondernomen",
    }
}

fn officers(rules: &Rules) -> Vec<PersonView<'_>> {
    let officers = rules.officers.iter();
    officers.map(|one| PersonView { name: &one.name, role: plain(one.role), from: one.from, until: one.until, secrecy_on: None }).collect()
}

fn committee(rules: &Rules) -> Vec<PersonView<'_>> {
    let members = rules.committee.iter().map(|one| PersonView {
        name: &one.name,
        role: plain(one.capacity),
        from: one.from,
        until: one.until,
        secrecy_on: one.secrecy_on,
    });
    members.collect()
}

fn year_view(rules: &Rules, year: i32) -> YearView {
    let days = rules.calendar.named_days(year).into_iter();
    YearView { year, days: days.map(|(day, name)| DayView { day, name, counts: rules.calendar.is_working_day(day) }).collect() }
}

/// The closures of this year and the next; one that touches both is told once.
fn closures(rules: &Rules, year: i32) -> Vec<ClosureView<'_>> {
    let next = rules.calendar.closures_in(year + 1).filter(|closure| closure.from.year() > year);
    let all = rules.calendar.closures_in(year).chain(next);
    let view =
        all.map(|closure| ClosureView { from: closure.from, until: closure.until, name: &closure.name, lengthens_since: closure.lengthens_since });
    view.collect()
}

fn weights(rules: &Rules) -> Vec<WeightView> {
    let view = |(code, weight): (&Code, &Severity)| WeightView { code: code.id(), weight: weight.to_string(), usual: code.severity().to_string() };
    rules.severities.iter().map(view).collect()
}

fn explained(rules: &Rules) -> Vec<ExplainedView<'_>> {
    let told = rules.acknowledged.iter().filter_map(|finding| {
        let recorded_at = finding.recorded_at?.format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let number = finding.dossier.map(|id| id.to_string());
        Some(ExplainedView { code: finding.code?.id(), recorded_at, number, reason: &finding.reason })
    });
    told.collect()
}

fn term_views(rules: &Rules) -> Vec<RuleView<'_>> {
    let terms = &rules.terms;
    let row = |kind: TermKind, provision: Provision, basis: Basis, length: String, warn: Period| RuleView {
        name: term_name(kind),
        article: rules.article(provision),
        basis: plain(basis),
        length,
        warn: warn.to_string(),
    };
    let simple = &terms.acknowledgement;
    let own = || "eigen dag in het dossier".to_owned();
    let ample = format!("{} voordat de reactietermijn eindigt", terms.extension.ample);
    let at_most = terms.retention.maximum.map_or_else(String::new, |maximum| format!(", hoogstens {maximum}"));
    vec![
        row(TermKind::Acknowledgement, Provision::Acknowledgement, simple.basis, simple.length.to_string(), simple.warn),
        row(TermKind::Answer, Provision::Answer, terms.answer.basis, terms.answer.length.to_string(), terms.answer.warn),
        row(TermKind::ExtensionNotice, Provision::Extension, terms.extension.basis, ample, terms.extension.warn),
        row(TermKind::ProgressNotice, Provision::ProgressNotice, terms.progress.basis, terms.progress.length.to_string(), terms.progress.warn),
        row(TermKind::Request, Provision::Inspection, terms.request.basis, terms.request.length.to_string(), terms.request.warn),
        row(TermKind::Commitment, Provision::Record, terms.commitment.basis, own(), terms.commitment.warn),
        row(TermKind::Consequence, Provision::Ruling, terms.consequence.basis, terms.consequence.length.to_string(), terms.consequence.warn),
        row(TermKind::Improvement, Provision::Improvement, terms.improvement.basis, own(), terms.improvement.warn),
        row(
            TermKind::Retention,
            Provision::Retention,
            terms.retention.basis,
            format!("ten minste {}{at_most}", terms.retention.minimum),
            terms.retention.warn,
        ),
    ]
}
