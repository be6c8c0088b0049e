//! A founded complaint with what is improved, as templates see it.

use serde::Serialize;

use super::day::Day;
use super::dossier_address;
use crate::domain::{DossierId, Improvement};
use crate::overview::{FoundedComplaint, plain};

/// A founded complaint.
#[derive(Debug, Serialize)]
pub(super) struct FoundedView<'a> {
    number: String,
    /// Its page; `None` when there is none to lead to.
    address: Option<String>,
    evaluated_on: Option<Day>,
    measures: Vec<MeasureView<'a>>,
}

#[derive(Debug, Serialize)]
struct MeasureView<'a> {
    cause: Option<&'a str>,
    measure: Option<&'a str>,
    reason: Option<&'a str>,
    areas: String,
    owner: Option<&'a str>,
    due_on: Option<Day>,
    done_on: Option<Day>,
    effect: Option<String>,
}

impl<'a> FoundedView<'a> {
    /// The complaint as templates see it, leading to its page when it has one.
    pub fn of(complaint: &'a FoundedComplaint, has_page: impl Fn(DossierId) -> bool) -> Self {
        Self {
            number: complaint.id.to_string(),
            address: has_page(complaint.id).then(|| dossier_address(complaint.id)),
            evaluated_on: complaint.evaluated_on.map(Day),
            measures: complaint.measures.iter().map(MeasureView::of).collect(),
        }
    }
}

impl<'a> MeasureView<'a> {
    fn of(measure: &'a Improvement) -> Self {
        Self {
            cause: measure.cause.as_deref(),
            measure: measure.measure.as_deref(),
            reason: measure.reason.as_deref(),
            areas: measure.areas.iter().map(plain).collect::<Vec<_>>().join(", "),
            owner: measure.owner.as_deref(),
            due_on: measure.due_on.map(Day),
            done_on: measure.done_on.map(Day),
            effect: measure.effect.as_ref().and_then(|effect| effect.outcome).map(plain),
        }
    }
}
