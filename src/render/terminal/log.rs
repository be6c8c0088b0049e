//! `geschiedenis` on the screen.

use std::fmt::Write;

use super::dutch_day::short_day;
use crate::diagnostic::Field;
use crate::domain::{DossierId, Status};
use crate::overview::{DossierLog, Recorded, RecordedKind, Unrecorded, plain};

/// Every recording of a dossier, oldest first, and what is not recorded yet.
#[must_use]
pub fn log(log: &DossierLog, width: usize) -> String {
    let mut text = match log.recorded.len() {
        0 => format!("Van {} is nog niets vastgelegd.\n", log.id),
        1 => format!("{}: 1 keer vastgelegd\n", log.id),
        count => format!("{}: {count} keer vastgelegd, de oudste bovenaan\n", log.id),
    };
    for recorded in &log.recorded {
        let _ = write!(text, "\n{}", entry(recorded, width));
    }
    if let Some(unrecorded) = &log.unrecorded {
        let _ = write!(text, "\n{}", not_yet(log.id, unrecorded, width));
    }
    text.replace(acts, " ")
}

/// Whether a letter would do something on a screen: names of people and of files may hold anything.
fn acts(letter: char) -> bool {
    (letter.is_control() && letter != '\n') || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn entry(recorded: &Recorded, width: usize) -> String {
    let (day, time) = (short_day(recorded.time.date_naive()), recorded.time.format("%H:%M"));
    let mut text = format!("{day} {time}  {}  {}\n", recorded.short_commit(), recorded.author);
    let what = what_happened(recorded);
    what.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
    match (&recorded.words, recorded.kind) {
        (_, RecordedKind::Gone) => {}
        (Some(words), RecordedKind::Changed) => words.iter().for_each(|word| text.push_str(&item(word, width))),
        _ => {
            let label = match (recorded.kind, what.is_some()) {
                (RecordedKind::New, _) => "ingevuld: ",
                _ if recorded.is_merge => "gekozen of gewijzigd: ",
                (_, true) => "ook gewijzigd: ",
                (_, false) => "gewijzigd: ",
            };
            text.push_str(&parts(label, &told_fields(recorded), width));
            recorded.pieces.iter().for_each(|piece| text.push_str(&format!("  {} {}\n", piece.path, piece.what)));
        }
    }
    text
}

/// The parts that changed, but for what every new dossier has: its schema and its number.
fn told_fields(recorded: &Recorded) -> Vec<String> {
    let untold = |field: &str| recorded.kind == RecordedKind::New && [Field::Schema, Field::Number].iter().any(|own| own.key() == field);
    recorded.fields.iter().filter(|field| !untold(field)).cloned().collect()
}

/// The line on the dossier as a whole or on its status; `None` when neither is concerned.
fn what_happened(recorded: &Recorded) -> Option<String> {
    let status = |status: Option<Status>| status.map_or_else(|| "onleesbaar".to_owned(), plain);
    let what = match recorded.kind {
        RecordedKind::Changed if recorded.is_merge => recorded.changes_status().then(|| format!("gekozen: status {}", status(recorded.to))),
        RecordedKind::New => Some(format!("dossier aangelegd, status {}", status(recorded.to))),
        RecordedKind::Gone => Some(format!("dossier verwijderd, status was {}", status(recorded.from))),
        RecordedKind::Changed => recorded.changes_status().then(|| format!("status van {} naar {}", status(recorded.from), status(recorded.to))),
    };
    let merged = recorded.is_merge.then(|| "samengevoegd".to_owned());
    let told: Vec<String> = merged.into_iter().chain(what).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn not_yet(id: DossierId, unrecorded: &Unrecorded, width: usize) -> String {
    let mut text = format!("Er is iets gewijzigd dat nog niet is vastgelegd; vastleggen: klacht leg-vast {id}\n");
    match &unrecorded.words {
        Some(words) => words.iter().for_each(|word| text.push_str(&item(word, width))),
        None => text.push_str(&parts("gewijzigd: ", &unrecorded.fields, width)),
    }
    text
}

/// The parts that changed, but for the status, which is told by itself; nothing when there are none.
fn parts(label: &str, fields: &[String], width: usize) -> String {
    let words: Vec<&str> = fields.iter().map(String::as_str).filter(|field| *field != Field::Status.key()).collect();
    if words.is_empty() { String::new() } else { folded(&format!("  {label}"), &words.join(", "), width) }
}

fn item(words: &str, width: usize) -> String {
    folded("  - ", words, width)
}

/// A text behind a label, on as many lines as it needs, each under the beginning of the text.
fn folded(label: &str, text: &str, width: usize) -> String {
    let indent = label.chars().count();
    let mut lines = vec![label.to_owned()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line from the beginning");
        let length = line.chars().count();
        if length > indent && length + 1 + word.chars().count() > width.max(40) {
            lines.push(format!("{}{word}", " ".repeat(indent)));
        } else {
            line.push_str(if length > indent { " " } else { "" });
            line.push_str(word);
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_line_goes_on_under_its_beginning() {
        assert_eq!(folded("  - ", "woord ".repeat(12).trim(), 40), format!("  - {}\n    {}\n", "woord ".repeat(6).trim(), "woord ".repeat(6).trim()));
    }

    #[test]
    fn name_that_would_act_on_the_screen_does_not() {
        let recorded = Recorded {
            commit: "0123456789abcdef".to_owned(),
            time: chrono::DateTime::parse_from_rfc3339("2026-11-03T09:12:00+01:00").unwrap(),
            author: "P.\u{1b}[31m Jansen\u{202e}".to_owned(),
            kind: RecordedKind::Gone,
            is_merge: false,
            from: Some(Status::Closed),
            to: None,
            fields: vec!["onderwerp".to_owned()],
            pieces: Vec::new(),
            words: None,
        };
        let id = "K-2026-0007".parse().unwrap();
        let expected =
            "K-2026-0007: 1 keer vastgelegd\n\ndi 3 nov 2026 09:12  01234567  P. [31m Jansen \n  dossier verwijderd, status was gesloten\n";
        assert_eq!(log(&DossierLog { id, recorded: vec![recorded], unrecorded: None }, 80), expected);
    }

    #[test]
    fn word_longer_than_the_screen_stands_alone() {
        assert_eq!(folded("  - ", &format!("a {} b", "x".repeat(60)), 40), format!("  - a\n    {}\n    b\n", "x".repeat(60)));
    }
}
