//! `klacht verzoek`: a request concerning the dossier, and what comes of it (art. 4, privacy law).

use super::erase::lacking_facts;
use super::forms::{Entries, Filled, Form, FormArguments, FormOf, Kind, Line, Need, Noun, add};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Decision, Dossier, RequestKind, Vocabulary};
use crate::regulation::{Case, erasure_blocks};
use crate::render::terminal;

/// The requests of a dossier.
#[derive(Debug)]
pub struct Requests;

impl FormOf for Requests {
    const FORM: &'static Form = &Form {
        at: &[Field::Requests],
        noun: Noun { one: "verzoek", this: "dit verzoek", new: "een nieuw verzoek" },
        entries: Entries::Many { which: Some("welke"), completed_by: Field::FulfilledOn },
        lines: &[
            Line::of("SOORT", &[Field::Kind], Kind::Word(RequestKind::WORDS))
                .asked(Need::IN_NEW, "Wat wordt er gevraagd")
                .help("Wat er gevraagd wordt")
                .selects(),
            Line::day("ontvangen", &[Field::ReceivedOn])
                .asked(Need::TODAY_IN_NEW, "Op welke dag kwam het verzoek binnen")
                .help("Een nieuw verzoek: de dag waarop het binnenkwam; anders vandaag")
                .begins(),
            Line::day("identiteit", &[Field::IdentityEstablishedOn])
                .asked(Need::LATER, "Op welke dag is vastgesteld wie het vraagt (Enter: nog niet)")
                .help("De dag waarop u zeker wist wie het vroeg"),
            Line::of("besluit", &[Field::Decision], Kind::Word(Decision::WORDS))
                .asked(Need::LATER, "Wat is het besluit (Enter: nog niet)")
                .help("Wat er besloten is"),
            Line::text("reden", &[Field::Reason])
                .asked(reason, "Waarom is het niet of deels toegewezen")
                .help("Waarom; gevraagd bij deels en afgewezen"),
            Line::day("voldaan", &[Field::FulfilledOn])
                .asked(Need::LATER, "Op welke dag is eraan voldaan (Enter: nog niet)")
                .help("De dag waarop u eraan voldeed, of het besluit meedeelde"),
        ],
    };
}

/// A refusal, also in part, asks its reason.
fn reason(filled: &Filled) -> Need {
    let refuses = filled.has(Field::Decision) && !filled.is(Field::Decision, Decision::Granted);
    if refuses { Need::Needed } else { Need::Unasked }
}

/// Adds a request, or what became of one, and tells what follows.
///
/// # Errors
/// When it is not clear which request is meant, a fact is missing, or it cannot be written or recorded.
pub fn run(arguments: &FormArguments<Requests>, desk: &Desk) -> Result<Exit, Failure> {
    let Some((filled, added)) = add(arguments, desk)? else { return Ok(Exit::Done) };
    if filled.is_new() && filled.is(Field::Kind, RequestKind::Erasure) {
        desk.print(&terminal::erasure(&added.after, &desk.rules(&desk.office()?)?))?;
    }
    let grants_erasure = filled.is(Field::Kind, RequestKind::Erasure) && filled.is(Field::Decision, Decision::Granted);
    if let Some(dossier) = added.after.dossier.as_ref().filter(|_| grants_erasure) {
        desk.print(&what_erasing_asks(dossier, desk)?)?;
    }
    if filled.is_new() && filled.is(Field::Kind, RequestKind::ConsentWithdrawal) {
        desk.print("\nDeel vanaf nu geen stukken meer uit dit dossier: elk stuk dat hierna nog wordt gedeeld, is een fout.\n")?;
    }
    Ok(Exit::Done)
}

/// That the dossier can be erased now, or why not yet and what records what is lacking.
fn what_erasing_asks(dossier: &Dossier, desk: &Desk) -> Result<String, Failure> {
    let blocks = erasure_blocks(&Case { dossier, rules: &desk.rules(&desk.office()?)?, today: desk.today });
    let mut reasons: Vec<String> = blocks.into_iter().map(|block| block.reason).collect();
    reasons.dedup();
    let id = dossier.id;
    Ok(match (reasons.is_empty(), lacking_facts(dossier)) {
        (true, _) => format!("\n«klacht wis {id}» laat zien wat er dan weggaat, ook voordat de bewaartermijn voorbij is.\n"),
        (false, None) => format!("\nWissen kan nog niet: {}.\n", reasons.join("; ")),
        (false, Some(command)) => format!("\nWissen kan nog niet: {}. Leg vast wat ontbreekt: {command}\n", reasons.join("; ")),
    })
}
