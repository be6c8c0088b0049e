//! `uitleg NUMMER`: how each day came about.

use std::fmt::Write;

use chrono::NaiveDate;

use super::dutch_day::short_day;
use super::standing::{basis_in_words, standing_in_words};
use crate::calendar::weekday_and_day;
use crate::diagnostic::{FieldPath, Step};
use crate::domain::Vocabulary;
use crate::overview::DossierTerms;
use crate::regulation::{Rules, Standing, Term};

/// Every term of a dossier with its derivation day by day, article and basis.
#[must_use]
pub fn derivations(dossier: &DossierTerms, rules: &Rules, today: NaiveDate) -> String {
    let status = dossier.status.map_or_else(|| ", vernietigd".to_owned(), |status| format!(", status {}", status.word()));
    let mut text = format!("{}{status}, op {}\n", dossier.id, weekday_and_day(today));
    if dossier.terms.is_empty() {
        text.push_str("\nEr loopt geen termijn.\n");
    }
    for term in &dossier.terms {
        let _ = write!(text, "\n{}", derivation(term, rules));
    }
    text
}

fn derivation(term: &Term, rules: &Rules) -> String {
    let (article, basis) = (rules.article(term.provision), basis_in_words(term.basis));
    let mut text = format!("{} ({article}; {basis})\n", term.kind.word());
    for step in &term.derivation {
        let mark = if step.counts { "+" } else { " " };
        let _ = writeln!(text, "  {mark} {:<16} {}", short_day(step.day), step.reason);
    }
    for (label, day) in landmarks(term) {
        let _ = writeln!(text, "  {label}: {}", weekday_and_day(day));
    }
    let _ = writeln!(text, "  stand: {}{}", standing_in_words(term), explained(term));
    text
}

/// The days that matter, each with what it is.
fn landmarks(term: &Term) -> Vec<(&'static str, NaiveDate)> {
    let send_by = term.send_by.filter(|day| term.due_on != Some(*day));
    let days = [
        ("niet vernietigen voor", term.not_before),
        ("oorspronkelijk uiterlijk", term.original_due_on),
        ("uiterlijk", term.due_on),
        (if term.kind.is_sent() { "verzend uiterlijk" } else { "praktisch uiterlijk" }, send_by),
        ("waarschuwen vanaf", term.warn_from.filter(|_| term.standing.is_open())),
        ("voldaan op", term.met_on),
    ];
    days.into_iter().filter_map(|(label, day)| Some((label, day?))).collect()
}

/// "correspondentie nr. 2": a place for someone who counts from one.
fn place_in_words(field: &FieldPath) -> String {
    let steps = field.steps().iter().map(|step| match step {
        Step::Field(key) => key.to_string(),
        Step::Entry(index) => format!("nr. {}", index + 1),
    });
    steps.collect::<Vec<_>>().join(" ")
}

fn explained(term: &Term) -> String {
    match (&term.standing, &term.met_by) {
        (Standing::Lapsed { reason }, _) => format!(", want {reason}"),
        (_, Some(field)) => format!(", door {}", place_in_words(field)),
        (_, None) => String::new(),
    }
}
