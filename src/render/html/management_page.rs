//! The front page for the management: what is improved after complaints.

use chrono::NaiveDate;
use serde::Serialize;

use super::day::Day;
use super::template_error::TemplateError;
use super::templates::{Frame, Templates};
use crate::overview::{Measure, Measures, plain};
use crate::regulation::Rules;

/// What the management reads first.
#[derive(Clone, Copy, Debug)]
pub struct ManagementSheet<'a> {
    /// The measures.
    pub measures: &'a Measures,
    /// The rule file.
    pub rules: &'a Rules,
    /// The day it tells of.
    pub today: NaiveDate,
}

#[derive(Serialize)]
struct ManagementView<'a> {
    groups: Vec<GroupView<'a>>,
    lacks_measure: bool,
    /// How many; `None` when there are so few that someone could be known by it.
    without: Option<usize>,
}

#[derive(Serialize)]
struct GroupView<'a> {
    class: &'static str,
    measures: Vec<MeasureView<'a>>,
}

#[derive(Serialize)]
struct MeasureView<'a> {
    what: &'a str,
    areas: String,
    due_on: Option<NaiveDate>,
    done_on: Option<NaiveDate>,
    effect: Option<String>,
}

/// The front page for the management.
///
/// # Errors
/// When a template is wrong.
pub fn management_page(templates: &Templates, sheet: &ManagementSheet<'_>) -> Result<String, TemplateError> {
    let Measures { overdue, pending, unassessed, assessed, without } = sheet.measures;
    let groups = [("te-laat", overdue), ("loopt", pending), ("gereed", unassessed), ("beoordeeld", assessed)];
    let view = ManagementView {
        groups: groups.into_iter().map(|(class, measures)| GroupView { class, measures: measures.iter().map(measure).collect() }).collect(),
        lacks_measure: *without > 0,
        without: Some(*without).filter(|without| *without >= usize::from(sheet.rules.report.hide_below)),
    };
    let frame = Frame {
        title: "Klachten".to_owned(),
        section: "start",
        root: "",
        organisation: &sheet.rules.procedure.organisation,
        today: Day(sheet.today),
    };
    templates.fill("directie.html", &frame, &view)
}

fn measure(measure: &Measure) -> MeasureView<'_> {
    MeasureView {
        what: &measure.what,
        areas: measure.areas.iter().map(plain).collect::<Vec<_>>().join(", "),
        due_on: measure.due_on,
        done_on: measure.done_on,
        effect: measure.effect.map(plain),
    }
}
