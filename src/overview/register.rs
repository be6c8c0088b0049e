//! The register: every dossier by year of its number.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Dossier, DossierId, Finding, RulingFinding, Status, Subject};

/// A dossier as the register shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// Its number.
    pub id: DossierId,
    /// The day it arrived, else the day of the oral remark.
    pub arrived_on: Option<NaiveDate>,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// Where it stands.
    pub status: Status,
    /// What was found.
    pub finding: Option<Finding>,
    /// What was ruled after it, where that gave the appellant right.
    pub ruling: Option<RulingFinding>,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
}

impl RegisterRow {
    /// The dossier as the register shows it.
    #[must_use]
    pub fn of(dossier: &Dossier) -> Self {
        let reported_on = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
        Self {
            id: dossier.id,
            arrived_on: dossier.received.map(|day| day.date()).or(reported_on),
            subject_line: dossier.subject_line.clone(),
            subjects: dossier.subjects.clone(),
            status: dossier.status,
            finding: dossier.finding(),
            ruling: reversal(dossier),
            ended_on: dossier.ended_on(),
        }
    }

    /// Whether the dossier stands in the archive: it is closed.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.status == Status::Closed
    }
}

/// The ruling, where it gave the appellant right; any other leaves the finding as it was.
fn reversal(dossier: &Dossier) -> Option<RulingFinding> {
    let ruling = dossier.appeal.as_ref()?.ruling.as_ref()?.finding;
    ruling.filter(|ruling| matches!(ruling, RulingFinding::Founded | RulingFinding::PartlyFounded))
}

/// The rows by year, each year in order of number.
#[must_use]
pub fn register<'r>(rows: impl IntoIterator<Item = &'r RegisterRow>) -> BTreeMap<u16, Vec<&'r RegisterRow>> {
    let mut years: BTreeMap<u16, Vec<&RegisterRow>> = BTreeMap::new();
    for row in rows {
        years.entry(row.id.year()).or_default().push(row);
    }
    years.values_mut().for_each(|rows| rows.sort_by_key(|row| row.id));
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_of_the_number_holds_its_dossiers_in_order() {
        let row = |number: &str| RegisterRow::of(&Dossier::new(number.parse().unwrap(), Status::Received));
        let rows = [row("K-2026-0002"), row("K-2025-0009"), row("K-2026-0001")];
        let years = register(&rows);
        let told: Vec<_> = years.iter().map(|(year, rows)| (*year, rows.iter().map(|row| row.id.serial()).collect::<Vec<_>>())).collect();
        assert_eq!(told, [(2025, vec![9]), (2026, vec![1, 2])]);
    }
}
