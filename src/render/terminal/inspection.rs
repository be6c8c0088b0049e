//! `inzage` on the screen: what the complainant will not see, and what the officer still has to look at.

use std::fmt::Write;

use crate::overview::{Inspection, Leftover, RemainingPlace};
use crate::source::inspection::{Naming, Withheld, WithheldPlace};
use crate::source::{Spot, Stride};

/// The letters of a text that are shown of it.
const EXCERPT: usize = 48;

/// What is left out with the reason, what names others and stays in, and what cannot be looked into.
#[must_use]
pub fn inspection(inspection: &Inspection) -> String {
    let disclosed = &inspection.disclosed;
    let mut text = format!("Inzage in {}\n", disclosed.dossier.id);
    let withheld = disclosed.withheld.iter().map(|entry| format!("{}{}\n      reden: {}", in_words(&entry.place), said(entry), entry.reason));
    group(&mut text, "Dit blijft weg", withheld);
    let shown = disclosed.naming.iter().filter_map(|naming| Some((naming, naming.shown_because.as_ref()?)));
    group(&mut text, "Dit noemt een ander en blijft erin", shown.map(|(naming, reason)| format!("{}\n      reden: {reason}", named(naming))));
    group(&mut text, "Hierover moet u nog beslissen", inspection.undecided().map(named));
    group(&mut text, "Dit staat ook ergens anders, zonder merkteken", inspection.leftovers.iter().map(leftover_in_words));
    group(&mut text, "Kijk zelf na of dit een ander noemt; het blijft erin", look_at(inspection));
    group(&mut text, "Hierin kan het programma niet kijken; open het zelf", inspection.closed.iter().map(|path| one_line(path)));
    if disclosed.withheld.is_empty() && disclosed.naming.is_empty() {
        text.push_str("\nEr wordt niets weggelaten, en geen veld noemt een ander.\n");
    }
    text
}

/// The lines to add to the front matter for what was not decided on yet.
#[must_use]
pub fn decisions_to_add(undecided: &[&Naming]) -> String {
    let mut text = "derden:".to_owned();
    for naming in undecided {
        // A message with someone else is decided on as a whole.
        let spot = whole_of(&naming.spot);
        let _ = write!(text, "\n  - veld: {spot}\n    besluit: weglaten\n    reden: gegevens van een ander");
    }
    text
}

fn group(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title} ({})", lines.len());
    lines.iter().for_each(|line| {
        let _ = writeln!(text, "  - {line}");
    });
}

fn in_words(place: &WithheldPlace) -> String {
    match place {
        WithheldPlace::Field(spot) => counted(spot),
        WithheldPlace::Passage(spot) => format!("in {}", counted(spot)),
        WithheldPlace::Text(line) => format!("in de tekst, regel {line}"),
        WithheldPlace::Piece(path) => one_line(path),
    }
}

/// The spot as it is typed, and behind it which of the list that is for someone who counts from one.
fn counted(spot: &Spot) -> String {
    let entry = spot.strides().iter().rev().find_map(|stride| match stride {
        Stride::Entry(index) => Some(index + 1),
        Stride::Key(_) => None,
    });
    entry.map_or_else(|| spot.to_string(), |number| format!("{spot} (nr. {number})"))
}

fn said(withheld: &Withheld) -> String {
    match (&withheld.place, withheld.texts.first()) {
        (WithheldPlace::Piece(_), _) | (_, None) => String::new(),
        (_, Some(text)) => format!(": «{}»", one_line(text)),
    }
}

fn named(naming: &Naming) -> String {
    format!("{}: «{}»", counted(&naming.spot), one_line(&naming.text))
}

fn leftover_in_words(leftover: &Leftover) -> String {
    let still = match &leftover.still_in {
        RemainingPlace::Field(field) => field.clone(),
        RemainingPlace::Text(line) => format!("de tekst, regel {line}"),
        RemainingPlace::Piece(path) => one_line(path),
        RemainingPlace::PieceName(path) => format!("de naam van {}", one_line(path)),
    };
    format!("wat wegblijft ({}) staat ook in: {still}", in_words(&leftover.of))
}

fn look_at(inspection: &Inspection) -> impl Iterator<Item = String> {
    let fields = inspection.disclosed.to_look_at.iter().map(|(spot, text)| format!("{spot}: «{}»", one_line(text)));
    let own = inspection.disclosed.own.iter().map(|(key, text)| format!("{key}: «{}»", one_line(text)));
    fields.chain(own)
}

/// The message or advice a field belongs to; any other field itself.
fn whole_of(spot: &Spot) -> Spot {
    let text = spot.to_string();
    let is_message = spot.top() == "correspondentie";
    text.strip_suffix(".met").filter(|_| is_message).and_then(|entry| entry.parse().ok()).unwrap_or_else(|| spot.clone())
}

/// The text on one line, cut short, without signs that would steer the screen.
fn one_line(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(|letter| !letter.is_control()).collect();
    match line.char_indices().nth(EXCERPT) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
