//! What to do next with a dossier.

use std::fmt;

use super::waiting::{Party, awaits_advice, awaits_completion, waiting_for};
use super::wording::plain;
use crate::diagnostic::{Field, FieldPath, Step};
use crate::domain::{Commitment, Dossier, MessageKind, Status, TermKind};
use crate::regulation::{Standing, Term, asks_improvement};

/// What to do next: one Dutch sentence, and the command or field that does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The sentence, without a full stop.
    pub what: String,
    /// How it is done.
    pub through: Through,
}

/// The command or the field through which something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Through {
    /// A command to type.
    Command(String),
    /// A field of the dossier to write.
    Field(String),
}

impl NextStep {
    fn command(what: &str, dossier: &Dossier, status: Status) -> Self {
        Self { what: what.to_owned(), through: Through::Command(format!("klacht status {} {status}", dossier.id)) }
    }

    fn field(what: impl Into<String>, field: impl Into<String>) -> Self {
        Self { what: what.into(), through: Through::Field(field.into()) }
    }

    fn message(what: &str, kind: MessageKind) -> Self {
        Self::field(what, format!("{}: - {}: {kind}", Field::Messages, Field::Kind))
    }
}

impl fmt::Display for NextStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.through {
            Through::Command(command) => write!(f, "{}: {command}", self.what),
            Through::Field(field) => write!(f, "{}, in het veld {field}", self.what),
        }
    }
}

/// What to do next with the dossier, of which `pressing` is the term that is due soon or overdue; `None` when nothing is left to do.
#[must_use]
pub fn next_step(dossier: &Dossier, terms: &[Term], pressing: Option<&Term>) -> Option<NextStep> {
    match pressing {
        Some(term) => Some(for_term(dossier, term)),
        None => for_status(dossier, terms),
    }
}

/// What meets the term.
fn for_term(dossier: &Dossier, term: &Term) -> NextStep {
    match term.kind {
        TermKind::Acknowledgement => acknowledge(dossier),
        TermKind::Answer => match term.standing {
            Standing::DueSoon { .. } => {
                NextStep::message("Stuur de schriftelijke reactie, of meld op tijd het uitstel met reden en nieuwe termijn", MessageKind::Answer)
            }
            _ => NextStep::message("Stuur de schriftelijke reactie", MessageKind::Answer),
        },
        TermKind::ExtensionNotice => {
            NextStep::message("Komt de reactie niet op tijd, meld dan nu het uitstel met reden en nieuwe termijn", MessageKind::ExtensionNotice)
        }
        TermKind::ProgressNotice => NextStep::message("Laat de klachtindiener weten hoe het ervoor staat", MessageKind::ProgressNotice),
        TermKind::Request => decide_request(dossier, &term.place),
        TermKind::Commitment => keep_commitment(dossier, &term.place),
        TermKind::Consequence => NextStep::field(
            "Handel de consequentie van de uitspraak af",
            format!("{}: {}: {}: {}", Field::Appeal, Field::Ruling, Field::Consequences, Field::DoneOn),
        ),
        TermKind::Improvement => NextStep::field("Voer de verbetering uit", format!("{}: {}", Field::Improvements, Field::DoneOn)),
        TermKind::Retention => NextStep::field("Laat het dossier vernietigen, of leg vast waarom het langer blijft", Field::KeepLonger.key()),
    }
}

/// What the status asks when no term presses.
fn for_status(dossier: &Dossier, terms: &[Term]) -> Option<NextStep> {
    match dossier.status {
        Status::OralReport => {
            Some(NextStep::command("Nodig uit voor een gesprek; staat de klacht op schrift, zet haar dan door", dossier, Status::Received))
        }
        Status::Received if is_open(terms, TermKind::Acknowledgement) => Some(acknowledge(dossier)),
        Status::Received => {
            Some(for_pending(dossier).unwrap_or_else(|| NextStep::command("Neem de klacht in behandeling", dossier, Status::InProgress)))
        }
        Status::Incomplete if awaits_completion(dossier) => {
            Some(NextStep::command("Wacht op de aanvulling en neem de klacht daarna in behandeling", dossier, Status::InProgress))
        }
        Status::Incomplete if has_message(dossier, MessageKind::Completion) => {
            Some(NextStep::command("De aanvulling is er: neem de klacht in behandeling", dossier, Status::InProgress))
        }
        Status::Incomplete => Some(NextStep::message("Vraag de klachtindiener om aanvulling", MessageKind::CompletionRequest)),
        Status::InProgress => Some(for_pending(dossier).unwrap_or_else(|| towards_answer(dossier))),
        Status::Answered | Status::SolvedInTalk | Status::Withdrawn | Status::NotTakenUp => Some(towards_closing(dossier, terms)),
        Status::UnderAppeal => Some(towards_ruling(dossier)),
        Status::AppealRuled => Some(towards_closing(dossier, terms)),
        Status::Closed => blocking(dossier, terms),
    }
}

/// What is pending with another: advice, or a talk.
fn for_pending(dossier: &Dossier) -> Option<NextStep> {
    if awaits_advice(dossier) {
        let field = format!("{}: {}", Field::ExternalAdvice, Field::ReceivedOn);
        return Some(NextStep::field("Wacht op het advies en leg vast wanneer het binnenkomt", field));
    }
    let talk = waiting_for(dossier) == Party::Complainant;
    talk.then(|| NextStep::field("Houd het gesprek en leg de uitkomst vast", format!("{}: {}", Field::Talks, Field::Outcome)))
}

fn acknowledge(dossier: &Dossier) -> NextStep {
    let what = match dossier.complainant.email.as_ref().and_then(|email| email.known()) {
        Some(_) => "Stuur de bevestiging per e-mail en leg haar vast",
        None => "Stuur de bevestiging en leg haar vast",
    };
    NextStep::message(what, MessageKind::Acknowledgement)
}

fn towards_answer(dossier: &Dossier) -> NextStep {
    if dossier.is_answered() {
        return NextStep::command("De reactie is verstuurd: leg de afhandeling vast", dossier, Status::Answered);
    }
    if dossier.complainant.is_unreachable() {
        return NextStep::command("Onderzoek de klacht en leg de afhandeling vast", dossier, Status::Answered);
    }
    NextStep::message("Onderzoek de klacht en stuur de schriftelijke reactie", MessageKind::Answer)
}

fn towards_ruling(dossier: &Dossier) -> NextStep {
    let appeal = dossier.appeal.as_ref();
    if appeal.is_some_and(|appeal| appeal.ruling.is_some()) {
        return NextStep::command("De uitspraak is er: rond het bezwaar af", dossier, Status::AppealRuled);
    }
    if appeal.is_some_and(|appeal| appeal.withdrawn_on.is_some()) {
        return NextStep::command("Het bezwaar is ingetrokken: zet het dossier terug", dossier, Status::Answered);
    }
    match waiting_for(dossier) {
        Party::Committee => NextStep::field("Wacht op de uitspraak en leg haar vast", format!("{}: {}", Field::Appeal, Field::Ruling)),
        _ => NextStep::field("Draag het dossier over aan de geschillencommissie", format!("{}: {}", Field::Appeal, Field::HandedOverOn)),
    }
}

/// What stands between an ending and the closing of the dossier.
fn towards_closing(dossier: &Dossier, terms: &[Term]) -> NextStep {
    if let Some(step) = blocking(dossier, terms) {
        return step;
    }
    if dossier.improvements.is_empty() && asks_improvement(dossier) {
        return NextStep::field("Leg vast wat er door deze klacht verbetert", format!("{}: - {}:", Field::Improvements, Field::Cause));
    }
    NextStep::command("Alles is gedaan: sluit het dossier", dossier, Status::Closed)
}

/// What is still owed to someone: a request, a consequence, an agreement.
fn blocking(dossier: &Dossier, terms: &[Term]) -> Option<NextStep> {
    let open = |kind| terms.iter().find(|term| term.kind == kind && term.standing.is_open());
    let owed = [TermKind::Request, TermKind::Consequence, TermKind::Commitment].into_iter().find_map(open);
    owed.map(|term| for_term(dossier, term))
}

fn decide_request(dossier: &Dossier, place: &FieldPath) -> NextStep {
    let request = entry_of(place).and_then(|index| dossier.requests.get(index));
    let kind = request.and_then(|request| request.kind).map_or_else(String::new, |kind| format!(" om {kind}").replace('_', " "));
    match request.and_then(|request| request.decision) {
        Some(_) => NextStep::field(format!("Voldoe aan het verzoek{kind}"), format!("{}: {}", Field::Requests, Field::FulfilledOn)),
        None => NextStep::field(format!("Besluit op het verzoek{kind}"), format!("{}: {}", Field::Requests, Field::Decision)),
    }
}

fn keep_commitment(dossier: &Dossier, place: &FieldPath) -> NextStep {
    let commitment = entry_of(place).and_then(|index| dossier.commitments.get(index));
    let what = commitment.and_then(|Commitment { what, .. }| what.as_deref()).map_or_else(String::new, |what| format!(" «{what}»"));
    NextStep::field(format!("Kom de afspraak{what} na"), format!("{}: {}", Field::Commitments, Field::KeptOn))
}

/// Which of several the term is about, in the words of the dossier: what was agreed, what is asked.
#[must_use]
pub fn term_about(term: &Term, dossier: &Dossier) -> Option<String> {
    let index = entry_of(&term.place)?;
    match term.kind {
        TermKind::Commitment => dossier.commitments.get(index)?.what.clone(),
        TermKind::Request => dossier.requests.get(index)?.kind.map(plain),
        TermKind::Improvement => dossier.improvements.get(index)?.measure.clone(),
        TermKind::Consequence => dossier.appeal.as_ref()?.ruling.as_ref()?.consequences.get(index)?.what.clone(),
        _ => None,
    }
}

/// The list entry a path leads to.
fn entry_of(place: &FieldPath) -> Option<usize> {
    place.steps().iter().rev().find_map(|step| match step {
        Step::Entry(index) => Some(*index),
        Step::Field(_) => None,
    })
}

fn is_open(terms: &[Term], kind: TermKind) -> bool {
    terms.iter().any(|term| term.kind == kind && term.standing.is_open())
}

fn has_message(dossier: &Dossier, kind: MessageKind) -> bool {
    dossier.messages.iter().any(|message| message.kind == Some(kind) && message.date.is_some())
}
