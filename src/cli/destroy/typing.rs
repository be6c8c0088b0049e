//! What the officer types over before anything is destroyed.

use std::collections::BTreeSet;

use super::super::{Desk, Exit, Failure};
use super::day_has_come;
use crate::domain::DossierId;

/// So many dossiers have each their number typed over; of more, how many they are and the first (decision 108).
const EACH: usize = 5;

/// Has the numbers typed over; refuses where nobody can, or where something else is typed.
///
/// # Errors
/// When there is no terminal, or what is typed is not what was asked for.
pub(super) fn typed_over(gone: &BTreeSet<DossierId>, desk: &Desk) -> Result<(), Failure> {
    if !desk.terminal.interactive {
        return Err(Failure::new(Exit::WrongUse, "vernietigen kan alleen waar iemand het nummer overtypt; er is niets gewijzigd")
            .help("voer de opdracht uit in een terminal"));
    }
    day_has_come(desk)?;
    if gone.len() <= EACH {
        return gone.iter().try_for_each(|id| {
            let question = format!("Dit is niet terug te draaien. Typ het nummer {id} over om het te vernietigen: ");
            answered(desk, &question, &id.to_string(), "dat is niet het nummer; er is niets gewijzigd")
        });
    }
    let (Some(first), Some(last)) = (gone.first(), gone.last()) else { return Ok(()) };
    let count = gone.len();
    let question =
        format!("Dit is niet terug te draaien. Het zijn {count} dossiers, van {first} tot en met {last}.\nTyp over hoeveel het er zijn, {count}: ");
    answered(desk, &question, &count.to_string(), "dat is niet hoeveel het er zijn; er is niets gewijzigd")?;
    let question = format!("Typ het eerste nummer {first} over om ze te vernietigen: ");
    answered(desk, &question, &first.to_string(), "dat is niet het eerste nummer; er is niets gewijzigd")
}

/// Asks, and refuses any answer but this one.
fn answered(desk: &Desk, question: &str, expected: &str, refusal: &str) -> Result<(), Failure> {
    match desk.terminal.ask(question)? {
        Some(typed) if typed == expected => Ok(()),
        _ => Err(Failure::new(Exit::WrongUse, refusal)),
    }
}
