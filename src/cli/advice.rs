//! `klacht advies`: external advice under secrecy, and the pieces shared for it (art. 4).

use std::path::Path;

use super::amendment::{Amendment, Workplace};
use super::forms::{Addition, Entries, Form, FormArguments, FormOf, Kind, Line, Need, Noun, Value};
use super::{Desk, Exit, Failure};
use crate::diagnostic::{Code, Field};

/// What may still keep someone from sharing.
const SHARING: &[Code] = &[Code::SharedWithoutSecrecy, Code::SharedAfterWithdrawal, Code::SharedWithoutInforming, Code::SpecialDataShared];

/// The external advice of a dossier.
#[derive(Debug)]
pub struct Advice;

impl FormOf for Advice {
    const FORM: &'static Form = &Form {
        at: &[Field::ExternalAdvice],
        noun: Noun { one: "advies", this: "dit advies", new: "een nieuw advies" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::ReceivedOn },
        lines: &[
            Line::text("instantie", &[Field::Body])
                .asked(Need::IN_NEW, "Wie is om advies gevraagd")
                .help("Een nieuw advies: de instantie die om advies is gevraagd")
                .begins(),
            Line::day("gevraagd", &[Field::AskedOn])
                .asked(Need::TODAY_IN_NEW, "Op welke dag is het advies gevraagd")
                .help("De dag van de vraag; bij een nieuw advies anders vandaag"),
            Line::day("geheimhouding", &[Field::SecrecyOn])
                .asked(
                    |filled| if filled.is_new() { Need::Welcome } else { Need::LATER(filled) },
                    "Op welke dag is geheimhouding afgesproken (Enter: nog niet)",
                )
                .help("De dag waarop geheimhouding is afgesproken"),
            Line::of("stuk", &[Field::Pieces], Kind::Pieces)
                .asked(
                    |filled| if filled.is_new() { Need::Welcome } else { Need::LATER(filled) },
                    "Welke stukken zijn gedeeld, vanaf de map van het dossier (Enter: geen)",
                )
                .help("Een gedeeld stuk, vanaf de map van het dossier; mag vaker"),
            Line::day("ontvangen", &[Field::ReceivedOn])
                .asked(Need::LATER, "Op welke dag kwam het advies (Enter: nog niet)")
                .help("De dag waarop het advies kwam"),
        ],
    };
}

/// Adds external advice, or what came of it, and tells what follows; what speaks against sharing is told first.
///
/// # Errors
/// When it is not clear which advice is meant, a piece is not in the dossier, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Advice>, desk: &Desk) -> Result<Exit, Failure> {
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(arguments.number)?;
    let mut filled = amendment.filled(&arguments.given)?;
    let pieces = filled.values(Field::Pieces).iter().map(|piece| stored(piece, &amendment)).collect::<Result<Vec<_>, _>>()?;
    if !pieces.is_empty() {
        filled.set(Field::Pieces, pieces);
    }
    if let Some(addition) = amendment.addition(&filled)? {
        Addition { beforehand: SHARING, ..addition }.record_and_tell(&amendment)?;
    }
    Ok(Exit::Done)
}

/// The piece as the dossier names it, from its folder.
fn stored(piece: &Value, amendment: &Amendment<'_>) -> Result<Value, Failure> {
    let named = piece.to_string();
    let inside = amendment.stored_path(Path::new(&named))?;
    let absent = || Failure::new(Exit::WrongUse, format!("«{named}» ligt niet in de map van {}", amendment.dossier.id));
    let help = format!("leg het stuk eerst vast: klacht bericht {} overig --bijlage {named} …", amendment.dossier.id);
    inside.map(Value::Text).ok_or_else(|| absent().help(help))
}
