//! `klacht afspraak`: an agreement with the complainant, and that it was kept (art. 4).

use super::forms::{Entries, Form, FormArguments, FormOf, Line, Need, Noun, add};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;

/// The agreements of a dossier.
#[derive(Debug)]
pub struct Commitments;

impl FormOf for Commitments {
    const FORM: &'static Form = &Form {
        at: &[Field::Commitments],
        noun: Noun { one: "afspraak", this: "deze afspraak", new: "een nieuwe afspraak" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::KeptOn },
        lines: &[
            Line::day("datum", &[Field::Date])
                .asked(Need::TODAY_IN_NEW, "Op welke dag is het afgesproken")
                .help("De dag van de afspraak; anders vandaag"),
            Line::text("wat", &[Field::What]).asked(Need::IN_NEW, "Wat is er afgesproken").help("Een nieuwe afspraak: wat er gebeurt").begins(),
            Line::text("wie", &[Field::Who]).asked(Need::IN_NEW, "Wie doet het").help("Wie het doet"),
            Line::day("uiterlijk", &[Field::DueOn]).asked(Need::IN_NEW, "Uiterlijk op welke dag").help("De laatste dag"),
            Line::day("nagekomen", &[Field::KeptOn])
                .asked(Need::LATER, "Op welke dag is het gedaan (Enter: nog niet)")
                .help("De dag waarop het gedaan was"),
        ],
    };
}

/// Adds an agreement, or that one was kept, and tells what follows.
///
/// # Errors
/// When it is not clear which agreement is meant, a fact is missing, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Commitments>, desk: &Desk) -> Result<Exit, Failure> {
    add(arguments, desk)?;
    Ok(Exit::Done)
}
