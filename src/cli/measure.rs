//! `klacht maatregel`: what is improved after a complaint, that it was done, and whether it worked (art. 4).

use super::forms::{Entries, Filled, Form, FormArguments, FormOf, Kind, Line, Need, Noun, add};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Effectiveness, ImprovementArea, Vocabulary};

/// The improvements of a dossier.
#[derive(Debug)]
pub struct Measures;

impl FormOf for Measures {
    const FORM: &'static Form = &Form {
        at: &[Field::Improvements],
        noun: Noun { one: "maatregel", this: "deze maatregel", new: "een nieuwe maatregel" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::Outcome },
        lines: &[
            Line::text("oorzaak", &[Field::Cause])
                .asked(Need::IN_NEW, "Waardoor ging het mis")
                .help("Een nieuwe maatregel: waardoor het misging")
                .begins(),
            Line::text("maatregel", &[Field::Measure])
                .asked(Need::IN_NEW, "Wat verandert er (of: geen)")
                .help("Wat er verandert, of het woord geen met een --reden")
                .begins(),
            Line::text("reden", &[Field::Reason]).asked(reason, "Waarom komt er geen maatregel").help("Bij geen: waarom niet"),
            Line::of("betreft", &[Field::Concerns], Kind::Words(ImprovementArea::WORDS))
                .asked(Need::WELCOME_IN_NEW, "Wat wordt er beter")
                .help("Wat er beter wordt; mag vaker"),
            Line::text("eigenaar", &[Field::Owner]).asked(needed, "Wie zorgt ervoor").help("Wie ervoor zorgt"),
            Line::day("uiterlijk", &[Field::DueOn]).asked(needed, "Uiterlijk op welke dag").help("De laatste dag"),
            Line::day("gereed", &[Field::DoneOn]).asked(done, "Op welke dag was het klaar (Enter: nog niet)").help("De dag waarop het klaar was"),
            Line::of("doeltreffend", &[Field::Effective, Field::Outcome], Kind::Word(Effectiveness::WORDS))
                .asked(outcome, "Hielp het (Enter: nog niet beoordeeld)")
                .help("Of het hielp"),
            Line::day("beoordeeld", &[Field::Effective, Field::AssessedOn])
                .asked(assessed, "Op welke dag is dat beoordeeld")
                .help("De dag waarop u beoordeelde of het hielp; anders vandaag"),
        ],
    };
}

/// Whether the officer says expressly that there is no measure.
fn is_none(filled: &Filled) -> bool {
    filled.is(Field::Measure, "geen")
}

/// That there is no measure asks its reason.
fn reason(filled: &Filled) -> Need {
    if filled.has(Field::Measure) && is_none(filled) { Need::Needed } else { Need::Unasked }
}

/// A new measure has an owner and a last day.
fn needed(filled: &Filled) -> Need {
    if filled.is_new() && !is_none(filled) { Need::Needed } else { Need::Unasked }
}

fn done(filled: &Filled) -> Need {
    if is_none(filled) { Need::Unasked } else { Need::LATER(filled) }
}

/// An assessment says what it found; it is asked of what was done.
fn outcome(filled: &Filled) -> Need {
    match filled.has(Field::AssessedOn) {
        true => Need::Needed,
        false if filled.text(Field::DoneOn).is_some() => Need::LATER(filled),
        false => Need::Unasked,
    }
}

fn assessed(filled: &Filled) -> Need {
    if filled.has(Field::Outcome) { Need::Today } else { Need::Unasked }
}

/// Adds an improvement, or what came of one, and tells what follows.
///
/// # Errors
/// When it is not clear which measure is meant, a fact is missing, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Measures>, desk: &Desk) -> Result<Exit, Failure> {
    add(arguments, desk)?;
    Ok(Exit::Done)
}
