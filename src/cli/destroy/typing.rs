//! What the officer types over before anything is destroyed.

use std::collections::BTreeSet;

use super::super::{Desk, Exit, Failure};
use super::day_has_come;
use crate::domain::DossierId;
use crate::repository::Repository;

/// So many dossiers have each their number typed over; of more, how many they are and the first (decision 108).
const EACH: usize = 5;

/// Has the numbers typed over; refuses where nobody can, or where something else is typed.
///
/// # Errors
/// When there is no terminal, or what is typed is not what was asked for.
pub(super) fn typed_over(gone: &BTreeSet<DossierId>, desk: &Desk) -> Result<(), Failure> {
    someone_is_there("vernietigen", desk)?;
    if gone.len() <= EACH {
        return gone.iter().try_for_each(|id| typed_number(*id, "te vernietigen", desk));
    }
    let (Some(first), Some(last)) = (gone.first(), gone.last()) else { return Ok(()) };
    let count = gone.len();
    let question =
        format!("Dit is niet terug te draaien. Het zijn {count} dossiers, van {first} tot en met {last}.\nTyp over hoeveel het er zijn, {count}: ");
    answered(desk, &question, &count.to_string(), "dat is niet hoeveel het er zijn; er is niets gewijzigd")?;
    let question = format!("Typ het eerste nummer {first} over om ze te vernietigen: ");
    answered(desk, &question, &first.to_string(), "dat is niet het eerste nummer; er is niets gewijzigd")
}

/// Refuses where nobody types, and on a day that has not come. `doing` is what would be done, as an infinitive.
///
/// # Errors
/// When that is so.
pub(in crate::cli) fn someone_is_there(doing: &str, desk: &Desk) -> Result<(), Failure> {
    if !desk.terminal.interactive {
        return Err(Failure::new(Exit::WrongUse, format!("{doing} kan alleen waar iemand het nummer overtypt; er is niets gewijzigd"))
            .help("voer de opdracht uit in een terminal"));
    }
    day_has_come(desk)
}

/// Has a number typed over. `to_do` is what it is typed for, as an infinitive with `te`.
///
/// # Errors
/// When something else is typed.
pub(in crate::cli) fn typed_number(id: DossierId, to_do: &str, desk: &Desk) -> Result<(), Failure> {
    let question = format!("Dit is niet terug te draaien. Typ het nummer {id} over om het {to_do}: ");
    answered(desk, &question, &id.to_string(), "dat is niet het nummer; er is niets gewijzigd")
}

/// Refuses when anything in the repository is no longer as it was when a rehearsal began.
///
/// # Errors
/// When that is so, or it cannot be read.
pub(in crate::cli) fn nothing_recorded_since(stands: &str, repository: &Repository) -> Result<(), Failure> {
    if repository.as_it_stands()? == stands {
        return Ok(());
    }
    let what = "er is intussen iets vastgelegd, klaargezet of opgehaald; er is niets gewijzigd";
    Err(Failure::new(Exit::Unusable, what).help("voer de opdracht opnieuw uit"))
}

/// Asks, and refuses any answer but this one.
fn answered(desk: &Desk, question: &str, expected: &str, refusal: &str) -> Result<(), Failure> {
    match desk.terminal.ask(question)? {
        Some(typed) if typed == expected => Ok(()),
        _ => Err(Failure::new(Exit::WrongUse, refusal)),
    }
}
