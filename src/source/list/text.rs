//! The text of a dossier out of a list: what a new dossier has, what came after, and what found no place.

use std::fmt::{Display, Write as _};

use super::origin::{FINGERPRINT, REFERENCE};
use super::{LeftOver, ListedComplaint};
use crate::diagnostic::{Field, Severity};
use crate::domain::{MessageKind, Narrative, Vocabulary};
use crate::source::new_dossier::as_text;
use crate::source::quote::{Context, quoted, written};
use crate::source::read_dossier;

/// The heading above what found no place.
const LEFT_OVER: &str = "Uit de lijst";

/// The text of the dossier; reading it gives what the row told.
///
/// # Errors
/// When it would be no readable dossier, as with a cell too large; says why.
pub(super) fn dossier_text(complaint: &ListedComplaint) -> Result<String, String> {
    let begun = complaint.begun.text();
    let (front_matter, body) = begun.split_once("\n---\n").expect("a new dossier has a front matter");
    let text = format!("{front_matter}\n{}---\n{body}{}", course(complaint), left_over(complaint));
    let reading = read_dossier(text.as_bytes());
    match reading.remarks.iter().find(|remark| remark.diagnostic.severity == Severity::Error) {
        Some(remark) => Err(format!("dit wordt geen leesbaar dossier: {}", remark.diagnostic.message)),
        None => Ok(text),
    }
}

/// The lines of the front matter on what came after, and where it came from.
fn course(complaint: &ListedComplaint) -> String {
    let course = &complaint.course;
    let mut lines = String::new();
    let sent = [(MessageKind::Acknowledgement, course.acknowledged_on), (MessageKind::Answer, course.answered_on)];
    let messages =
        sent.into_iter().filter_map(|(kind, day)| Some([(Field::Kind, Some(kind.word().to_owned())), (Field::Date, Some(day?.to_string()))]));
    list(&mut lines, Field::Messages, messages);
    group(
        &mut lines,
        Field::Resolution,
        &[
            (Field::Date, course.ended_on.map(|day| day.to_string())),
            (Field::Manner, course.manner.as_deref().map(value)),
            (Field::Finding, course.finding.map(|finding| finding.word().to_owned())),
            (Field::Reason, course.reason.as_deref().map(value)),
        ],
    );
    let improvement = [(Field::Cause, course.cause.as_deref().map(value)), (Field::Measure, course.measure.as_deref().map(value))];
    list(&mut lines, Field::Improvements, improvement.iter().any(|(_, value)| value.is_some()).then_some(improvement).into_iter());
    if complaint.begun.appealed_on.is_none() {
        group(&mut lines, Field::Appeal, &[(Field::SubmittedOn, course.appealed_on.map(|day| day.to_string()))]);
    }
    lines.push_str("\n# Overgenomen uit een lijst; hieraan herkent het programma de regel.\n");
    if let Some(reference) = &complaint.origin.reference {
        line(&mut lines, format!("{REFERENCE}: {}", quoted(reference)));
    }
    line(&mut lines, format!("{FINGERPRINT}: {}", quoted(&complaint.origin.fingerprint)));
    lines
}

/// A text on one line, as a value.
fn value(text: &str) -> String {
    written(text, Context::Block).into_owned()
}

/// A group of the facts that are known; nothing when none is.
fn group(lines: &mut String, field: Field, facts: &[(Field, Option<String>)]) {
    if facts.iter().all(|(_, value)| value.is_none()) {
        return;
    }
    line(lines, format!("\n{field}:"));
    for (key, value) in facts {
        value.iter().for_each(|value| line(lines, format!("  {key}: {value}")));
    }
}

/// A list of entries, each with the facts that are known.
fn list<const N: usize>(lines: &mut String, field: Field, entries: impl Iterator<Item = [(Field, Option<String>); N]>) {
    for (index, entry) in entries.enumerate() {
        if index == 0 {
            line(lines, format!("\n{field}:"));
        }
        let known = entry.iter().filter_map(|(key, value)| Some(format!("{key}: {}", value.as_deref()?)));
        known.enumerate().for_each(|(index, fact)| line(lines, format!("  {} {fact}", if index == 0 { "-" } else { " " })));
    }
}

/// The sections of the text after those every dossier has.
fn left_over(complaint: &ListedComplaint) -> String {
    let mut lines = String::new();
    if let Some(findings) = &complaint.course.findings {
        line(&mut lines, format!("\n## {}", Narrative::FINDINGS));
        findings.lines().for_each(|text| line(&mut lines, as_text(text, true)));
    }
    if !complaint.left_over.is_empty() {
        line(&mut lines, format!("\n## {LEFT_OVER}\nRegel {} van de lijst; wat geen plaats had, staat hier letterlijk.\n", complaint.row));
        complaint.left_over.iter().for_each(|cell| verbatim(&mut lines, cell));
    }
    lines
}

/// A cell as an item of a list, its further lines as a quotation.
fn verbatim(lines: &mut String, cell: &LeftOver) {
    let heading = if cell.heading.is_empty() { "(zonder kolomnaam)" } else { &cell.heading };
    let heading = as_text(&heading.split_whitespace().collect::<Vec<_>>().join(" "), false);
    let mut texts = cell.text.lines();
    line(lines, format!("- {heading}: {}", as_text(texts.next().unwrap_or_default(), false)));
    texts.for_each(|text| line(lines, format!("  > {}", as_text(text, true)).trim_end().to_owned()));
}

fn line(lines: &mut String, line: impl Display) {
    writeln!(lines, "{line}").expect("writing to a string does not fail");
}
