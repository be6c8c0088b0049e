//! Bare `klacht`: what there is to do today.

use std::fmt::Write;

use chrono::NaiveDate;

use super::dutch_day::short_day;
use crate::calendar::weekday_and_day;
use crate::domain::Vocabulary;
use crate::overview::{Agenda, AgendaItem, Urgency};

/// What is due today, most urgent first, each with what to do next.
#[must_use]
pub fn agenda(agenda: &Agenda, today: NaiveDate) -> String {
    let mut text = format!("Vandaag is het {}.\n", weekday_and_day(today));
    for &urgency in Urgency::ALL.iter().filter(|urgency| **urgency != Urgency::Archive) {
        let items = agenda.group(urgency);
        if !items.is_empty() {
            let _ = writeln!(text, "\n{} ({})", capitalised(urgency.word()), items.len());
            items.iter().for_each(|item| text.push_str(&shown(item)));
        }
    }
    match agenda.items().len() - agenda.group(Urgency::Archive).len() {
        0 if agenda.items().is_empty() => text.push_str("Er zijn nog geen dossiers. «klacht nieuw» begint het eerste.\n"),
        0 => text.push_str("Er is niets te doen: geen enkel dossier staat open.\n"),
        _ => text.push_str("\n«klacht uitleg NUMMER» zegt hoe een dag tot stand kwam; «klacht controleer» wat er ontbreekt.\n"),
    }
    text
}

fn shown(item: &AgendaItem) -> String {
    let mut text = format!("  {}  {}", item.id, subject_line(item));
    if let Some(term) = &item.term
        && let Some(due_on) = term.due_on
    {
        let _ = write!(text, "\n      {}: uiterlijk {}{}", term.kind.word(), short_day(due_on), distance(item));
    }
    if let Some(next) = &item.next {
        let _ = write!(text, "\n      {next}");
    }
    text.push('\n');
    text
}

/// The subject line, without signs that would steer the screen.
fn subject_line(item: &AgendaItem) -> String {
    item.subject_line.as_deref().map_or_else(|| "(geen onderwerp)".to_owned(), |line| line.replace(char::is_control, " "))
}

fn distance(item: &AgendaItem) -> String {
    match item.days() {
        Some(0) => ", dat is vandaag".to_owned(),
        Some(1) => ", dat is morgen".to_owned(),
        Some(-1) => "; dat was gisteren".to_owned(),
        Some(days) if days < 0 => format!("; dat was {} dagen geleden", -days),
        Some(days) => format!(", nog {days} dagen"),
        None => String::new(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
