//! Article 4, end: every founded complaint leads to an improvement.

use chrono::{Datelike, NaiveDate};

use super::opening::lack_in_words;
use super::{Case, Term, article_3, terms};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Dossier, Finding, Status};

/// The remarks on improvements and findings, the demand of closing apart.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut found = incomplete(case);
    found.extend(missing(case));
    found.extend(not_evaluated(case));
    found.extend(finding_differs(case));
    found
}

/// Whether the complaint, or a part of it, is founded, so that an improvement is asked.
#[must_use]
pub fn asks_improvement(dossier: &Dossier) -> bool {
    let parts = dossier.parts.iter().filter_map(|part| part.finding);
    dossier.finding().into_iter().chain(parts).any(Finding::asks_improvement)
}

/// The terms of the improvements alone, as they stand today.
#[must_use]
pub fn improvement_terms(case: &Case<'_>) -> Vec<Term> {
    terms::of_improvements(case)
}

/// The remarks on improvements that are late or soon due, whatever else the dossier holds.
#[must_use]
pub fn improvement_remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    article_3::on_lateness(case, &improvement_terms(case))
}

/// The year whose evaluation a founded complaint belongs to: that in which it ended. `None` while nothing is to be evaluated.
#[must_use]
pub fn evaluation_year(dossier: &Dossier) -> Option<i32> {
    let ended_on = dossier.ended_on().filter(|_| dossier.status.is_ended() && asks_improvement(dossier))?;
    Some(ended_on.year())
}

/// The finding that asks for an improvement: of the whole, else of the first part that does.
fn founded(dossier: &Dossier) -> FieldPath {
    let part = dossier.parts.iter().position(|part| part.finding.is_some_and(Finding::asks_improvement));
    match (dossier.finding(), part) {
        (Some(whole), Some(index)) if !whole.asks_improvement() => FieldPath::from(Field::Parts).entry(index).field(Field::Finding),
        (None, Some(index)) => FieldPath::from(Field::Parts).entry(index).field(Field::Finding),
        _ => FieldPath::from(Field::Resolution).field(Field::Finding),
    }
}

fn missing(case: &Case<'_>) -> Option<Diagnostic> {
    let ended = case.dossier.status.is_ended() && case.dossier.status != Status::Closed;
    (ended && asks_improvement(case.dossier) && case.dossier.improvements.is_empty()).then(|| {
        Diagnostic::new(
            Code::ImprovementMissing,
            founded(case.dossier),
            "de klacht is gegrond, maar er staat niet wat er verbetert",
            "vul «verbetering» in: oorzaak, maatregel (of «geen» met een reden), eigenaar en uiterlijk; zonder kan het dossier niet worden gesloten",
        )
    })
}

/// A founded complaint that no yearly evaluation took along in its time: so long after the year in which it ended (decision 046).
fn not_evaluated(case: &Case<'_>) -> Option<Diagnostic> {
    let year = evaluation_year(case.dossier).filter(|_| case.dossier.evaluated_on.is_none())?;
    let last_day = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let within = case.rules.report.evaluate_within;
    (case.today > case.rules.calendar.after(last_day, within)).then(|| {
        Diagnostic::new(
            Code::EvaluationMissing,
            founded(case.dossier),
            format!("de klacht is gegrond, maar na {within} nog niet meegenomen in de evaluatie van {year}"),
            format!(
                "«klacht jaarverslag {year}» noemt de gegronde klachten van dat jaar; zet na de evaluatie «geevalueerd_op: JJJJ-MM-DD» in de kop"
            ),
        )
    })
}

/// The demand of closing: a founded complaint has an improvement.
pub(super) fn closed_without(case: &Case<'_>) -> Option<Diagnostic> {
    (asks_improvement(case.dossier) && case.dossier.improvements.is_empty()).then(|| {
        Diagnostic::new(
            Code::ClosedWithoutImprovement,
            founded(case.dossier),
            "een gegronde klacht sluit niet zonder verbetering",
            "vul «verbetering» in: oorzaak, maatregel (of «geen» met een reden), eigenaar en uiterlijk",
        )
    })
}

fn incomplete(case: &Case<'_>) -> Vec<Diagnostic> {
    let entries = case.dossier.improvements.iter().enumerate();
    entries
        .filter_map(|(index, improvement)| {
            let place = FieldPath::from(Field::Improvements).entry(index);
            let missing = if improvement.is_none_expressly() {
                vec![(improvement.cause.is_none(), Field::Cause), (improvement.reason.is_none(), Field::Reason)]
            } else {
                vec![
                    (improvement.cause.is_none(), Field::Cause),
                    (improvement.measure.is_none(), Field::Measure),
                    (improvement.owner.is_none(), Field::Owner),
                    (improvement.due_on.is_none() && improvement.done_on.is_none(), Field::DueOn),
                ]
            };
            let lack = lack_in_words(&missing)?;
            let help = "vul het aan; komt er geen maatregel, schrijf dan «maatregel: geen» met een reden";
            Some(Diagnostic::new(Code::ImprovementIncomplete, place, format!("bij deze verbetering {lack}"), help))
        })
        .collect()
}

fn finding_differs(case: &Case<'_>) -> Option<Diagnostic> {
    let parts: Option<Vec<Finding>> = case.dossier.parts.iter().map(|part| part.finding).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let whole = case.dossier.finding()?;
    let founded = parts.iter().filter(|finding| **finding == Finding::Founded).count();
    let expected = match founded {
        all if all == parts.len() => Finding::Founded,
        0 if !parts.contains(&Finding::PartlyFounded) => Finding::Unfounded,
        _ => Finding::PartlyFounded,
    };
    let undecided = parts.contains(&Finding::NoFinding) && expected == Finding::Unfounded;
    (whole != expected && !undecided).then(|| {
        Diagnostic::new(
            Code::FindingDiffersFromParts,
            FieldPath::from(Field::Resolution).field(Field::Finding),
            format!("het oordeel is {whole}, maar de onderdelen samen wijzen op {expected}"),
            "vergelijk «afhandeling» met «klachtonderdelen» en verbeter wat niet klopt",
        )
    })
}
