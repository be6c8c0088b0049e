//! What keeps a version of a dossier from being recorded: the exceptions to "a remark never blocks recording".

use chrono::NaiveDate;

use super::reading::{Reading, read_dossier};
use super::remark::Located;
use super::vanished::vanished;
use super::versions::edits_while_closed;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::domain::{Dossier, Narrative, Section, Status, StatusCorrection};
use crate::regulation::{Case, Rules, transition, unmet_demands};

/// Remarks of a file that cannot be trusted to say what was meant.
const UNREADABLE: &[Code] = &[
    Code::UnreadableFile,
    Code::FileTooLarge,
    Code::NestedTooDeep,
    Code::FrontMatterMissing,
    Code::FrontMatterUnclosed,
    Code::InvalidYaml,
    Code::YamlNotAllowed,
    Code::QuotesNeeded,
    Code::TabIndentation,
    Code::DuplicateKey,
    Code::UnknownSchema,
    Code::ConflictMarker,
    Code::NotADossier,
];

/// What keeps the bytes `now` from being recorded after `recorded`: none when they may be. Without a recorded version the dossier is new.
///
/// It cannot be read as a dossier; its step in status is forbidden, or only a step that was not taken makes it lawful; its *new*
/// status, to which the step is allowed, has an unmet demand; a recorded fact vanished. Anything else, however late or incomplete, is
/// recorded.
#[must_use]
pub fn obstacles(recorded: Option<&[u8]>, now: &[u8], rules: &Rules, today: NaiveDate) -> Vec<Located> {
    let reading = read_dossier(now);
    let dossier = match readable(&reading) {
        Ok(dossier) => dossier,
        Err(unreadable) => return unreadable,
    };
    let before = recorded.map(read_dossier);
    let mut found: Vec<_> = step_after(before.as_ref(), dossier).into_iter().collect();
    let before_dossier = before.as_ref().and_then(|before| before.dossier.as_ref());
    if found.is_empty() && before_dossier.is_none_or(|before| before.status != dossier.status) {
        found.extend(unmet_demands(&Case { dossier, rules, today }));
    }
    found.extend(before.as_ref().and_then(|before| edits_while_closed(before, &reading, dossier.id)));
    found.extend(before.iter().flat_map(|before| vanished_between(before, &reading, dossier)));
    found.into_iter().map(|diagnostic| Located { at: reading.locate(&diagnostic.place), diagnostic }).collect()
}

/// What is wrong with the version `now` after `recorded` under any rule file, on any day: it cannot be read as a dossier, or its
/// step in status is forbidden. Without a recorded version the dossier is new.
#[must_use]
pub fn unlawful(recorded: Option<&[u8]>, now: &[u8]) -> Vec<Located> {
    let reading = read_dossier(now);
    let step = match readable(&reading) {
        Ok(dossier) => step_after(recorded.map(read_dossier).as_ref(), dossier),
        Err(unreadable) => return unreadable,
    };
    step.into_iter().map(|diagnostic| Located { at: reading.locate(&diagnostic.place), diagnostic }).collect()
}

/// The remarks for which a file cannot be trusted to say what was meant; none when it can.
#[must_use]
pub fn unreadable(reading: &Reading<'_>) -> Vec<Located> {
    readable(reading).err().unwrap_or_default()
}

/// The dossier that was read.
///
/// # Errors
/// The remarks for which it cannot be trusted to say what was meant.
fn readable<'r>(reading: &'r Reading<'_>) -> Result<&'r Dossier, Vec<Located>> {
    let unreadable: Vec<_> = reading.remarks.iter().filter(|remark| is_unreadable(&remark.diagnostic)).cloned().collect();
    match &reading.dossier {
        Some(dossier) if unreadable.is_empty() => Ok(dossier),
        None if unreadable.is_empty() => Err(reading.remarks.clone()),
        _ => Err(unreadable),
    }
}

/// The step in status after a recorded version, when it is forbidden. What was recorded but cannot be read says nothing of a step.
fn step_after(before: Option<&Reading<'_>>, now: &Dossier) -> Option<Diagnostic> {
    match before {
        None => forbidden_step(None, now),
        Some(before) => before.dossier.as_ref().and_then(|before| forbidden_step(Some(before), now)),
    }
}

fn is_unreadable(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && UNREADABLE.contains(&diagnostic.code)
}

/// The step in status, when it is neither in the table nor a correction with its reason.
pub(super) fn forbidden_step(before: Option<&Dossier>, now: &Dossier) -> Option<Diagnostic> {
    let from = before.map(|before| before.status);
    match before.filter(|before| corrects(&now.corrections, before, now.status)) {
        Some(before) => transition::forbidden_correction(before, now.status),
        None => transition::forbidden(now.id, from, now.status),
    }
}

/// Whether a correction was added that puts the recorded status right, with its reason.
pub(super) fn corrects(corrections: &[StatusCorrection], before: &Dossier, to: Status) -> bool {
    let added = corrections.iter().skip(before.corrections.len());
    let mut added = added.filter(|entry| entry.from == Some(before.status) && entry.to == Some(to));
    added.any(|entry| entry.reason.is_some())
}

/// The facts of the front matter and the sections of the text that are gone.
fn vanished_between(before: &Reading<'_>, now: &Reading<'_>, dossier: &Dossier) -> Vec<Diagnostic> {
    let mut found = match (before.tree(), now.tree()) {
        (Some(before), Some(now)) => vanished(before, now),
        _ => Vec::new(),
    };
    let recorded = before.dossier.as_ref().map_or_else(Narrative::default, |dossier| dossier.narrative);
    let sections = [
        ("Omschrijving", recorded.description, dossier.narrative.description),
        ("Ondernomen stappen", recorded.steps_taken, dossier.narrative.steps_taken),
        ("Bevindingen", recorded.findings, dossier.narrative.findings),
    ];
    let gone = sections.into_iter().filter(|(_, before, now)| *before == Section::Written && *now != Section::Written);
    found.extend(gone.map(|(heading, ..)| {
        let message = format!("de tekst onder «## {heading}» is verdwenen sinds hij is vastgelegd");
        Diagnostic::new(Code::FactVanished, Place::Section(heading), message, "zet hem terug, of leg het zo vast met --verdwenen-akkoord")
    }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::default_rules;

    const RECEIVED: &str = "schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: niet_opgegeven
  email: s.dewit@klant.example
  telefoon: niet_opgegeven
";

    /// The codes that keep the second text from being recorded after the first.
    fn between(recorded: Option<&str>, now: &str) -> Vec<Code> {
        let file = |head: &str| format!("---\n{head}---\n## Omschrijving\nTe laat.\n## Ondernomen stappen\ngeen\n");
        let recorded = recorded.map(file);
        let found = obstacles(recorded.as_deref().map(str::as_bytes), file(now).as_bytes(), &default_rules(), "2026-11-22".parse().unwrap());
        found.into_iter().map(|remark| remark.diagnostic.code).collect()
    }

    fn with(from: &str, to: &str) -> String {
        assert!(RECEIVED.contains(from), "{from}");
        RECEIVED.replace(from, to)
    }

    #[test]
    fn late_and_incomplete_dossier_is_recorded() {
        assert_eq!(between(None, RECEIVED), []);
        assert_eq!(between(None, "schema: 1\nnummer: K-2026-0007\nstatus: melding\n"), []);
    }

    #[test]
    fn step_of_the_table_is_recorded() {
        assert_eq!(between(Some(RECEIVED), &with("ontvangen\n", "in_behandeling\n")), []);
    }

    #[test]
    fn step_beside_the_table_is_not() {
        assert_eq!(between(Some(RECEIVED), &with("ontvangen\n", "bezwaar\n")), [Code::ForbiddenTransition]);
        assert_eq!(between(None, &with("ontvangen\n", "gesloten\n")), [Code::ForbiddenTransition]);
    }

    #[test]
    fn correction_with_its_reason_opens_the_way_back() {
        let before = with("ontvangen\n", "in_behandeling\n");
        let corrected = format!("{RECEIVED}correcties:\n  - {{op: 2026-11-22, van: in_behandeling, naar: ontvangen, reden: vergissing}}\n");
        assert_eq!(between(Some(&before), RECEIVED), [Code::ForbiddenTransition]);
        assert_eq!(between(Some(&before), &corrected), []);
        assert_eq!(between(Some(&before), &corrected.replace(", reden: vergissing", "")), [Code::ForbiddenTransition]);
    }

    #[test]
    fn correction_does_not_leap_over_the_table() {
        let correction = "afhandeling:\n  datum: 2026-11-20\n  wijze: brief\ncorrecties:\n  - {op: 2026-11-22, van: ontvangen, naar: gesloten, reden: vergissing}\n";
        let leap = format!("{}{correction}", with("ontvangen\n", "gesloten\n"));
        assert_eq!(between(Some(RECEIVED), &leap), [Code::ForbiddenTransition]);
    }

    #[test]
    fn demand_of_a_new_status_keeps_it_from_being_recorded() {
        let refused = with("ontvangen\n", "niet_in_behandeling_genomen\nafhandeling:\n  datum: 2026-11-20\n  wijze: brief\n");
        assert_eq!(between(Some(RECEIVED), &refused), [Code::RefusalWithoutReason]);
    }

    #[test]
    fn demand_of_a_status_that_was_recorded_keeps_nothing() {
        let refused = with("ontvangen\n", "niet_in_behandeling_genomen\n");
        assert_eq!(between(Some(&refused), &format!("{refused}onderwerp: Te laat\n")), []);
    }

    #[test]
    fn file_that_cannot_be_read_is_not_recorded() {
        assert_eq!(between(None, "schema: 1\nstatus: ontvangen\n"), [Code::NotADossier]);
        assert_eq!(between(Some(RECEIVED), &with("nummer:", "<<<<<<< HEAD\nnummer:"))[0], Code::ConflictMarker);
    }

    #[test]
    fn unlawful_is_what_no_rule_file_allows() {
        let codes = |recorded: Option<&str>, now: &str| {
            let file = |head: &str| format!("---\n{head}---\n");
            let found = unlawful(recorded.map(file).as_deref().map(str::as_bytes), file(now).as_bytes());
            found.into_iter().map(|remark| remark.diagnostic.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(None, "schema: 1\nstatus: ontvangen\n"), [Code::NotADossier]);
        assert_eq!(codes(Some(RECEIVED), &with("ontvangen\n", "bezwaar\n")), [Code::ForbiddenTransition]);
        assert_eq!(codes(Some("wat dit is, weet niemand\n"), &with("ontvangen\n", "gesloten\n")), []);
        // An unmet demand and a vanished fact are judged where the dossier is recorded.
        assert_eq!(codes(Some(RECEIVED), &with("ontvangen\n", "niet_in_behandeling_genomen\n")), []);
        assert_eq!(codes(Some(RECEIVED), &with("ontvangen_op: 2026-11-03\n", "")), []);
    }

    #[test]
    fn vanished_fact_keeps_it_from_being_recorded() {
        assert_eq!(between(Some(RECEIVED), &with("ontvangen_op: 2026-11-03\n", "")), [Code::FactVanished]);
    }

    #[test]
    fn emptied_text_is_a_vanished_fact() {
        let before = format!("---\n{RECEIVED}---\n## Omschrijving\nTe laat.\n");
        let now = format!("---\n{RECEIVED}---\n## Omschrijving\n");
        let found = obstacles(Some(before.as_bytes()), now.as_bytes(), &default_rules(), "2026-11-22".parse().unwrap());
        assert_eq!(found.iter().map(|remark| remark.diagnostic.code).collect::<Vec<_>>(), [Code::FactVanished]);
    }

    #[test]
    fn closed_dossier_is_changed_only_when_it_is_opened_again() {
        let closed = with("status: ontvangen\n", "status: gesloten\nafhandeling: {oordeel: ongegrond}\n");
        let edited = closed.replace("ongegrond", "gegrond");
        assert_eq!(between(Some(&closed), &edited), [Code::ClosedDossierChanged]);
        let opened = edited.replace("status: gesloten\n", "status: in_behandeling\nheropend:\n  - {op: 2026-11-20, reden: nieuwe stukken}\n");
        assert!(!between(Some(&closed), &opened).contains(&Code::ClosedDossierChanged));
        assert_eq!(between(Some(&closed), &(closed.clone() + "verzoeken:\n  - {soort: inzage, ontvangen_op: 2026-11-20}\n")), []);
        let granted = edited + "verzoeken:\n  - {soort: correctie, ontvangen_op: 2026-11-20, besluit: toegewezen}\n";
        assert_eq!(between(Some(&closed), &granted), []);
    }
}
