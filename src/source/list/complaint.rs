//! A complaint as a row of a list tells it.

use chrono::NaiveDate;

use super::Origin;
use crate::domain::Finding;
use crate::source::NewDossier;

/// A complaint out of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedComplaint {
    /// What a new dossier begins with; its number is the first of its year until another is given.
    pub begun: NewDossier,
    /// What is known of what came after.
    pub course: ListedCourse,
    /// The row it came from.
    pub origin: Origin,
    /// The number of that row.
    pub row: usize,
    /// What found no place, verbatim.
    pub left_over: Vec<LeftOver>,
}

/// What became of a complaint out of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedCourse {
    /// The day the confirmation was sent.
    pub acknowledged_on: Option<NaiveDate>,
    /// The day the answer was sent.
    pub answered_on: Option<NaiveDate>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// How it ended.
    pub manner: Option<String>,
    /// Whether it was founded.
    pub finding: Option<Finding>,
    /// Why it ended so.
    pub reason: Option<String>,
    /// What was found out.
    pub findings: Option<String>,
    /// What it came from.
    pub cause: Option<String>,
    /// What was changed.
    pub measure: Option<String>,
    /// The day of the appeal.
    pub appealed_on: Option<NaiveDate>,
}

/// A cell that found no place in the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// The heading it stood under.
    pub heading: String,
    /// What stood in it.
    pub text: String,
}
