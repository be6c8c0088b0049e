//! The page about the site itself: what it was made of, and what was checked.

use chrono::NaiveDate;
use serde::Serialize;

use super::day::Day;
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use crate::overview::{CheckedProvision, Checks, provision_name};
use crate::regulation::Rules;

/// What the about page tells.
#[derive(Clone, Copy, Debug)]
pub struct AboutSheet<'a> {
    /// The rule file.
    pub rules: &'a Rules,
    /// The day the site tells of.
    pub today: NaiveDate,
    /// The commit the repository was at; `None` without a repository.
    pub commit: Option<&'a str>,
    /// The offices whose dossiers it shows too, each with the commit its repository was at; `None` without one.
    pub alongside: &'a [(&'a str, Option<&'a str>)],
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
    /// What was checked, and what was found.
    pub checks: &'a Checks,
}

#[derive(Serialize)]
struct AboutView<'a> {
    commit: Option<&'a str>,
    alongside: &'a [(&'a str, Option<&'a str>)],
    program: &'a str,
    procedure: &'a str,
    version: &'a str,
    dossiers: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    unreadable: usize,
    checks: Vec<CheckView<'a>>,
    remarked: usize,
}

/// What was checked for the sake of one provision.
#[derive(Serialize)]
struct CheckView<'a> {
    name: &'static str,
    article: Option<&'a str>,
    errors: usize,
    warnings: usize,
    notes: usize,
    dossiers: usize,
}

/// The page that tells what the site was made of.
///
/// # Errors
/// When a template is wrong.
pub fn about_page(templates: &Templates, sheet: &AboutSheet<'_>) -> Result<String, TemplateError> {
    let procedure = &sheet.rules.procedure;
    let view = AboutView {
        commit: sheet.commit,
        alongside: sheet.alongside,
        program: sheet.program,
        procedure: &procedure.name,
        version: &procedure.version,
        dossiers: sheet.dossiers,
        errors: sheet.errors,
        warnings: sheet.warnings,
        notes: sheet.notes,
        unreadable: sheet.unreadable,
        checks: sheet.checks.provisions.iter().map(|checked| check_view(checked, sheet.rules)).collect(),
        remarked: sheet.checks.remarked.len(),
    };
    let frame =
        Frame { title: "Over deze site".to_owned(), section: "over", root: "", organisation: &procedure.organisation, today: Day(sheet.today) };
    templates.fill("over.html", &frame, &view)
}

fn check_view<'a>(checked: &CheckedProvision, rules: &'a Rules) -> CheckView<'a> {
    let tally = checked.tally;
    CheckView {
        name: checked.provision.map_or("De vorm van het bestand: velden, dagen, woorden en bijlagen", provision_name),
        article: checked.provision.map(|provision| rules.article(provision)),
        errors: tally.errors,
        warnings: tally.warnings,
        notes: tally.infos,
        dossiers: tally.dossiers,
    }
}
