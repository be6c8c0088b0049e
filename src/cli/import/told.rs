//! What the officer reads after a mail was taken in: what was taken from where, what is missing, and what may be copied.

use super::mail::SavedMail;
use super::pieces::StoredMail;
use crate::cli::amendment::Workplace;
use crate::cli::new::terms_running;
use crate::domain::{Dossier, Message, MessageKind};
use crate::regulation::{Case, Datum, lacking};
use crate::shell::office::dossier_path;
use crate::source::mail::{Because, Dated};

/// The column at which what is known begins.
const COLUMN: usize = 12;

/// What a new dossier took from a mail.
#[must_use]
pub fn complaint(saved: &SavedMail, dossier: &Dossier, mail: &StoredMail, workplace: &Workplace<'_>) -> String {
    let taken = &saved.taken;
    let mut told = format!("\n{} is gemaakt van «{}»:\n\n", dossier.id, saved.called);
    told += &fact("van", taken.complainant.as_ref().map(|from| from.shown()));
    told += &fact("via", taken.received_via.clone());
    told += &fact("onderwerp", taken.subject.clone());
    told += &fact("ingediend", taken.submitted.as_ref().map(dated));
    told += &fact("ontvangen", taken.received.as_ref().map(dated));
    told += &stored(mail);
    told += &notes(saved);
    told += &missing(dossier, workplace);
    told += &hints(saved, dossier);
    told += &format!("\nHet dossier staat in {}. Vul het aan in uw editor;\n", dossier_path(dossier.id));
    told += &format!("«klacht controleer {}» noemt wat er nog ontbreekt en «klacht leg-vast» legt het vast.\n", dossier.id);
    told + &terms_running(dossier, &workplace.rules, workplace.desk)
}

/// What an existing dossier took from a mail. `dossier` is as it was before.
#[must_use]
pub fn entry(
    saved: &SavedMail,
    message: &Message,
    because: Option<Because>,
    dossier: &Dossier,
    mail: &StoredMail,
    workplace: &Workplace<'_>,
) -> String {
    let taken = &saved.taken;
    let id = dossier.id;
    let why = match because {
        Some(Because::Number) => ", want het onderwerp noemt dat nummer",
        Some(Because::Reference) => ", want zij antwoordt op een mail uit dat dossier",
        None => "",
    };
    let mut told = format!("\n«{}» staat nu bij {id}{why}:\n\n", saved.called);
    let kind = [message.kind.map(|kind| kind.to_string()), message.direction().map(|direction| direction.to_string())];
    told += &fact("soort", Some(kind.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    if taken.is_sent_by_us() {
        told += &fact("aan", taken.sent_to.first().map(|to| to.shown()));
        told += &fact("verzonden", taken.submitted.as_ref().map(dated));
    } else {
        told += &fact("van", taken.complainant.as_ref().map(|from| from.shown()));
        told += &fact("via", taken.received_via.clone());
        told += &fact("ontvangen", taken.received.as_ref().map(dated));
    }
    told += &fact("onderwerp", taken.subject.clone());
    told += &stored(mail);
    told += &notes(saved);
    if let Some(other) = &message.with {
        told += &format!("\nLet op: {other} is niet de klachtindiener zoals die in {id} staat; daarom staat er «met» bij.\n");
    }
    if message.date.is_none() {
        told += "\nLet op: de dag is niet bekend; vul «datum» in bij het bericht.\n";
    }
    if message.kind == Some(MessageKind::Completion) {
        told += &missing(dossier, workplace);
        told += &hints(saved, dossier);
        told += &format!("\nNeem over wat de aanvulling brengt, en daarna: klacht status {id} in_behandeling\n");
    }
    told
}

fn fact(name: &str, value: Option<String>) -> String {
    value.map(|value| format!("  {name:COLUMN$}{value}\n")).unwrap_or_default()
}

fn dated(dated: &Dated) -> String {
    format!("{}  ({})", dated.day, dated.source)
}

fn stored(mail: &StoredMail) -> String {
    let lines = mail.lines();
    lines.iter().enumerate().map(|(index, line)| format!("  {:COLUMN$}{line}\n", if index == 0 { "bewaard" } else { "" })).collect()
}

fn notes(saved: &SavedMail) -> String {
    saved.taken.notes.iter().map(|note| format!("\nLet op: {note}.\n")).collect()
}

/// What art. 2 asks and the dossier does not have.
fn missing(dossier: &Dossier, workplace: &Workplace<'_>) -> String {
    let lacking = lacking(&Case { dossier, rules: &workplace.rules, today: workplace.desk.today });
    if lacking.is_empty() {
        return String::new();
    }
    let words: Vec<_> = lacking.into_iter().map(in_words).collect();
    format!("\nNog niet bekend: {}.\n", words.join(", "))
}

fn in_words(datum: Datum) -> &'static str {
    match datum {
        Datum::Name => "naam",
        Datum::Organisation => "organisatie",
        Datum::PostalAddress => "postadres",
        Datum::Email => "e-mailadres",
        Datum::Telephone => "telefoonnummer",
        Datum::ReachableAddress => "een adres waarop de klachtindiener bereikbaar is",
        Datum::SubmittedOn => "dag van indiening",
        Datum::Description => "omschrijving",
        Datum::StepsTaken => "ondernomen stappen",
    }
}

/// What may be copied by hand.
fn hints(saved: &SavedMail, dossier: &Dossier) -> String {
    let hints = &saved.taken.hints;
    let telephones = hints.telephones.iter().filter(|_| dossier.complainant.telephone.is_none()).map(|text| format!("  telefoon: \"{text}\"\n"));
    let addresses =
        hints.postal_addresses.iter().filter(|_| dossier.complainant.postal_address.is_none()).map(|text| format!("  postadres: \"{text}\"\n"));
    let lines: String = telephones.chain(addresses).collect();
    if lines.is_empty() { lines } else { format!("\nMisschien staat het in de mail. Neem alleen over wat klopt:\n{lines}") }
}
