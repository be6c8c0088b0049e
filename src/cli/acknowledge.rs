//! `klacht toelichting`: the reason of a lateness, so that it stays visible and is no error for ever.

use chrono::NaiveDate;

use super::amendment::Workplace;
use super::forms::{Entries, Form, FormArguments, FormOf, Given, Kind, Line, Need, Noun, Value};
use super::{Desk, Exit, Failure};
use crate::calendar::day_in_words;
use crate::diagnostic::Field;
use crate::domain::{TermKind, Vocabulary};
use crate::regulation::{Case, unexplained_lateness};

/// The acknowledged lateness of a dossier.
#[derive(Debug)]
pub struct Lateness;

impl FormOf for Lateness {
    const FORM: &'static Form = &Form {
        at: &[Field::AcknowledgedLateness],
        noun: Noun { one: "toelichting", this: "deze toelichting", new: "een nieuwe toelichting" },
        entries: Entries::Many { which: None, completed_by: Field::Reason },
        lines: &[
            Line::of("TERMIJN", &[Field::Term], Kind::Word(TermKind::WORDS)).help("Welke termijn is overschreden").heads(),
            Line::day("uiterlijk", &[Field::DueOn]).help("De dag die voorbijging; alleen nodig als er meer zijn"),
            Line::text("reden", &[Field::Reason]).asked(Need::IN_NEW, "Waarom is de termijn overschreden").help("Waarom"),
        ],
    };
}

/// Adds the reason of a lateness that is really there, and tells what follows.
///
/// # Errors
/// When no such term is late, it is not clear which is meant, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Lateness>, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(arguments.number)?;
    let case = Case { dossier: &amendment.dossier, rules: &workplace.rules, today: desk.today };
    let due_on = missed(&arguments.given, &case)?;
    let filled = amendment.filled(&arguments.given.with(Field::DueOn, Value::Day(due_on)))?;
    if let Some(addition) = amendment.addition(&filled)? {
        addition.record_and_tell(&amendment)?;
    }
    Ok(Exit::Done)
}

/// The day that was missed and not explained yet.
fn missed(given: &Given<Lateness>, case: &Case<'_>) -> Result<NaiveDate, Failure> {
    let word = given.text(Field::Term).unwrap_or_default();
    let kind = TermKind::from_word(&word).map_err(|error| Failure::new(Exit::WrongUse, error.to_string()))?;
    let said: Option<NaiveDate> = given.text(Field::DueOn).and_then(|day| day.parse().ok());
    let late: Vec<_> = unexplained_lateness(case).into_iter().filter(|late| late.kind == kind).map(|late| late.due_on).collect();
    match (late.as_slice(), said) {
        (late, Some(day)) if late.contains(&day) => Ok(day),
        ([day], None) => Ok(*day),
        ([], _) => Err(not_late(kind, case)),
        (late, Some(day)) => Err(choose(late, format!("de termijn {kind} is niet verstreken op {}", day_in_words(day)))),
        (late, None) => Err(choose(late, format!("de termijn {kind} is meer dan eens overschreden"))),
    }
}

fn not_late(kind: TermKind, case: &Case<'_>) -> Failure {
    let id = case.dossier.id;
    let what = format!("in {id} is geen termijn «{kind}» overschreden die nog niet is toegelicht; er is niets gewijzigd");
    Failure::new(Exit::Refused, what).help(format!("«klacht termijnen {id}» laat zien hoe elke termijn staat"))
}

fn choose(late: &[NaiveDate], what: String) -> Failure {
    let days = late.iter().map(|day| format!("--uiterlijk {day}")).collect::<Vec<_>>();
    Failure::new(Exit::WrongUse, what).help(format!("kies: {}", days.join(" of ")))
}
