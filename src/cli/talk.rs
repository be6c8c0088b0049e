//! `klacht gesprek`: a talk to solve it together, before the complaint or on invitation (opening, art. 2).

use super::forms::{Entries, Filled, Form, FormArguments, FormOf, Kind, Line, Need, Noun, add};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{TalkKind, TalkOutcome, Vocabulary};

/// The talks of a dossier.
#[derive(Debug)]
pub struct Talks;

impl FormOf for Talks {
    const FORM: &'static Form = &Form {
        at: &[Field::Talks],
        noun: Noun { one: "gesprek", this: "dit gesprek", new: "een nieuw gesprek" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::Outcome },
        lines: &[
            Line::of("soort", &[Field::Kind], Kind::Word(TalkKind::WORDS))
                .asked(Need::IN_NEW, "Voor de klacht, of op uw uitnodiging")
                .help("Een nieuw gesprek: voor de klacht, of op uitnodiging erna")
                .begins(),
            Line::day("uitgenodigd", &[Field::InvitedOn])
                .asked(invited, "Op welke dag is daartoe uitgenodigd")
                .help("De dag van de uitnodiging; bij op_uitnodiging anders vandaag")
                .begins(),
            Line::day("gehouden", &[Field::HeldOn]).asked(held, "Op welke dag was het gesprek (Enter: nog niet)").help("De dag van het gesprek"),
            Line::of("uitkomst", &[Field::Outcome], Kind::Word(TalkOutcome::WORDS))
                .asked(outcome, "Wat leverde het op (Enter: nog niet bekend)")
                .help("Wat het opleverde; ook dat het niet gewenst of niet mogelijk was"),
        ],
    };
}

/// The day of the invitation is today, unless the talk itself was before.
fn invited(filled: &Filled) -> Need {
    match filled.is_new() && filled.is(Field::Kind, TalkKind::OnInvitation) {
        true if filled.has(Field::HeldOn) || filled.has(Field::Outcome) => Need::Welcome,
        true => Need::Today,
        false => Need::Unasked,
    }
}

/// A talk before the complaint was held, unless it came to nothing.
fn held(filled: &Filled) -> Need {
    let came_to_nothing = [TalkOutcome::NotWanted, TalkOutcome::NotPossible].into_iter().any(|outcome| filled.is(Field::Outcome, outcome));
    match filled.is_new() && filled.is(Field::Kind, TalkKind::Before) {
        true if !came_to_nothing => Need::Needed,
        true => Need::Unasked,
        false => Need::LATER(filled),
    }
}

fn outcome(filled: &Filled) -> Need {
    if filled.has(Field::HeldOn) { Need::Welcome } else { Need::LATER(filled) }
}

/// Adds a talk, or what came of one, and tells what follows.
///
/// # Errors
/// When it is not clear which talk is meant, a fact is missing, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Talks>, desk: &Desk) -> Result<Exit, Failure> {
    add(arguments, desk)?;
    Ok(Exit::Done)
}
