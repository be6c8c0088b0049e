//! What stands above the rows of the auditor's page, and the numbers that are no row.

use chrono::NaiveDate;
use serde::Serialize;

use super::audit_row::brief;
use crate::overview::{AuditPage, NumberRow, plain};
use crate::regulation::Rules;

/// Which versions of the procedure held, and who handled complaints and appeals.
#[derive(Debug, Serialize)]
pub(super) struct AuditHead<'a> {
    procedure: &'a str,
    versions: Vec<VersionView<'a>>,
    officers: Vec<PersonView<'a>>,
    committee: Vec<PersonView<'a>>,
}

#[derive(Debug, Serialize)]
struct VersionView<'a> {
    version: &'a str,
    complaints: String,
}

#[derive(Debug, Serialize)]
struct PersonView<'a> {
    name: &'a str,
    role: String,
    when: String,
}

/// A number without a row, and why.
#[derive(Debug, Serialize)]
pub(super) struct OtherView<'a> {
    number: String,
    why: &'a str,
}

impl<'a> AuditHead<'a> {
    /// The head of this page.
    pub fn of(page: &'a AuditPage, rules: &'a Rules) -> Self {
        let complaints = |count: usize| if count == 1 { "1 klacht".to_owned() } else { format!("{count} klachten") };
        let officer = |name, role: String, from, until| PersonView { name, role, when: when(from, until) };
        Self {
            procedure: &rules.procedure.name,
            versions: page.versions.iter().map(|(version, count)| VersionView { version, complaints: complaints(*count) }).collect(),
            officers: page.officers.iter().map(|one| officer(&one.name, plain(one.role), one.from, one.until)).collect(),
            committee: page.committee.iter().map(|one| officer(&one.name, plain(one.capacity), one.from, one.until)).collect(),
        }
    }
}

impl<'a> OtherView<'a> {
    /// The number, or the run of numbers, with why it is no row.
    pub fn of((number, why): &'a (NumberRow, String)) -> Self {
        Self { number: number.in_words(), why }
    }
}

/// From and until when someone held a role, where that is known.
fn when(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let from = from.map(|day| format!(" van {}", brief(day))).unwrap_or_default();
    let until = until.map(|day| format!(" tot en met {}", brief(day))).unwrap_or_default();
    format!("{from}{until}")
}
