//! Pages about the site itself: what it was made of, and the procedure it follows.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::templates::{Frame, TemplateError, Templates};
use crate::calendar::{Period, holidays};
use crate::domain::{Provision, TermKind};
use crate::overview::{plain, term_name};
use crate::regulation::{Basis, Rules};

/// What the about page tells.
#[derive(Clone, Copy, Debug)]
pub struct AboutSheet<'a> {
    /// The rule file.
    pub rules: &'a Rules,
    /// The day the site tells of.
    pub today: NaiveDate,
    /// The commit the repository was at; `None` without a repository.
    pub commit: Option<&'a str>,
    /// The version of the program.
    pub program: &'a str,
    /// How many dossiers there are.
    pub dossiers: usize,
    /// Remarks that weigh `fout`.
    pub errors: usize,
    /// Remarks that weigh `waarschuwing`.
    pub warnings: usize,
    /// Remarks that weigh `info`.
    pub notes: usize,
    /// Files that could not be read.
    pub unreadable: usize,
}

#[derive(Serialize)]
struct AboutView<'a> {
    commit: Option<&'a str>,
    program: &'a str,
    procedure: &'a str,
    version: &'a str,
    dossiers: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    unreadable: usize,
}

/// The page that tells what the site was made of.
///
/// # Errors
/// When a template is wrong.
pub fn about_page(templates: &Templates, sheet: &AboutSheet<'_>) -> Result<String, TemplateError> {
    let procedure = &sheet.rules.procedure;
    let view = AboutView {
        commit: sheet.commit,
        program: sheet.program,
        procedure: &procedure.name,
        version: &procedure.version,
        dossiers: sheet.dossiers,
        errors: sheet.errors,
        warnings: sheet.warnings,
        notes: sheet.notes,
        unreadable: sheet.unreadable,
    };
    let frame = Frame { title: "Over deze site".to_owned(), section: "over", root: "", organisation: &procedure.organisation, today: sheet.today };
    templates.fill("over.html", &frame, &view)
}

#[derive(Serialize)]
struct ProcedureView<'a> {
    name: &'a str,
    version: &'a str,
    terms: Vec<RuleView<'a>>,
    officers: Vec<PersonView<'a>>,
    committee: Vec<PersonView<'a>>,
    divisions: Vec<&'a str>,
    complaint_email: &'a str,
    complaint_post: &'a str,
    appeal_email: &'a str,
    appeal_post: &'a str,
    year: i32,
    holidays: Vec<HolidayView>,
    stated: Vec<String>,
    present: Vec<String>,
    post_margin: String,
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
}

#[derive(Serialize)]
struct HolidayView {
    day: NaiveDate,
    name: &'static str,
    counts: bool,
}

/// The rule file in words, with the articles of the procedure.
///
/// # Errors
/// When a template is wrong.
pub fn procedure_page(templates: &Templates, rules: &Rules, today: NaiveDate) -> Result<String, TemplateError> {
    let view = ProcedureView {
        name: &rules.procedure.name,
        version: &rules.procedure.version,
        terms: term_views(rules),
        officers: rules
            .officers
            .iter()
            .map(|officer| PersonView { name: &officer.name, role: plain(officer.role), from: officer.from, until: officer.until })
            .collect(),
        committee: rules
            .committee
            .iter()
            .map(|member| PersonView { name: &member.name, role: plain(member.capacity), from: member.from, until: member.until })
            .collect(),
        divisions: rules.divisions.values().map(String::as_str).collect(),
        complaint_email: &rules.addresses.complaint_email,
        complaint_post: &rules.addresses.complaint_post,
        appeal_email: &rules.addresses.appeal_email,
        appeal_post: &rules.addresses.appeal_post,
        year: today.year(),
        holidays: holiday_views(rules, today.year()),
        stated: rules.completeness.stated.iter().map(plain).collect(),
        present: rules.completeness.present.iter().map(plain).collect(),
        post_margin: rules.margins.post.to_string(),
    };
    let frame = Frame { title: "Regeling".to_owned(), section: "regeling", root: "", organisation: &rules.procedure.organisation, today };
    templates.fill("regeling.html", &frame, &view)
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

fn holiday_views(rules: &Rules, year: i32) -> Vec<HolidayView> {
    let view = |holiday: crate::calendar::Holiday| HolidayView {
        day: holiday.date,
        name: holiday.kind.name(),
        counts: rules.calendar.is_working_day(holiday.date),
    };
    holidays(year).into_iter().map(view).collect()
}
