//! What to do next with a dossier, and the command that does it.

use std::fmt;

use super::waiting::{Party, awaits_advice, awaits_completion, awaits_talk, waiting_for};
use super::wording::plain;
use crate::diagnostic::{FieldPath, Step};
use crate::domain::{Commitment, Dossier, LetterKind, MessageKind, Ruling, RulingFinding, Status, Talk, TalkOutcome, TermKind};
use crate::regulation::{Standing, Term, asks_improvement};

/// What to do next: one Dutch sentence, and the command that does it.
///
/// A word in capitals in the command is still to be filled in, as in the help: `DAG`, `WOORD`, `TEKST`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The sentence, without a full stop.
    pub what: String,
    /// The command to type.
    pub command: String,
}

impl NextStep {
    /// Another status.
    fn status(what: &str, dossier: &Dossier, status: Status) -> Self {
        Self { what: what.to_owned(), command: format!("klacht status {} {status}", dossier.id) }
    }

    /// A command about the dossier, with what it takes behind the number.
    fn command(what: impl Into<String>, command: &str, dossier: &Dossier, rest: &str) -> Self {
        let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
        Self { what: what.into(), command: format!("klacht {command} {}{rest}", dossier.id) }
    }

    /// A letter: first its draft, then that it was sent.
    fn letter(what: &str, kind: LetterKind, dossier: &Dossier, rest: &str) -> Self {
        let command = format!("brief {kind}");
        if has_draft(dossier, kind.message_kind()) {
            return Self::command("Verstuur het concept dat klaarligt en leg dat vast", &command, dossier, "--verzonden");
        }
        Self::command(what, &command, dossier, rest)
    }
}

impl fmt::Display for NextStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.command)
    }
}

/// What to do next with the dossier, of which `pressing` is the term that is due soon or overdue; `None` when nothing is left to do.
#[must_use]
pub fn next_step(dossier: &Dossier, terms: &[Term], pressing: Option<&Term>) -> Option<NextStep> {
    match pressing {
        Some(term) if term.kind == TermKind::Retention && dossier.status != Status::Closed => Some(towards_destruction(dossier, terms)),
        Some(term) => Some(for_term(dossier, term)),
        None => for_status(dossier, terms),
    }
}

/// What meets the term.
fn for_term(dossier: &Dossier, term: &Term) -> NextStep {
    match term.kind {
        TermKind::Acknowledgement => acknowledge(dossier),
        TermKind::Answer => match term.standing {
            Standing::DueSoon { .. } => answer("Stuur de schriftelijke reactie, of meld op tijd het uitstel met reden en nieuwe termijn", dossier),
            _ => answer("Stuur de schriftelijke reactie", dossier),
        },
        TermKind::ExtensionNotice => NextStep::letter(
            "Komt de reactie niet op tijd, meld dan nu het uitstel met reden en nieuwe termijn",
            LetterKind::ExtensionNotice,
            dossier,
            "--reden TEKST --nieuwe-termijn DAG",
        ),
        TermKind::ProgressNotice => NextStep::letter("Laat de klachtindiener weten hoe het ervoor staat", LetterKind::ProgressNotice, dossier, ""),
        TermKind::Request => decide_request(dossier, &term.place),
        TermKind::Commitment => keep_commitment(dossier, &term.place),
        TermKind::Consequence => {
            let which = entry_of(&term.place).map_or(1, |index| index + 1);
            let what = "Handel de consequentie van de uitspraak af en leg dat vast";
            NextStep::command(what, "bezwaar", dossier, &format!("--consequentie-gereed {which} --gereed DAG"))
        }
        TermKind::Improvement => {
            let which = which_of(dossier.improvements.len(), &term.place);
            NextStep::command("Voer de verbetering uit en leg vast dat zij klaar is", "maatregel", dossier, &format!("--gereed DAG{which}"))
        }
        TermKind::Retention => {
            NextStep::command("Vernietig het dossier (eerst op proef), of leg vast waarom het langer blijft", "vernietig", dossier, "")
        }
    }
}

/// What the status asks when no term presses.
fn for_status(dossier: &Dossier, terms: &[Term]) -> Option<NextStep> {
    match dossier.status {
        Status::OralReport => Some(for_pending(dossier).unwrap_or_else(|| towards_talk(dossier))),
        Status::Received if is_open(terms, TermKind::Acknowledgement) => Some(acknowledge(dossier)),
        Status::Received if is_solved(dossier) => Some(solved(dossier)),
        Status::Received => {
            Some(for_pending(dossier).unwrap_or_else(|| NextStep::status("Neem de klacht in behandeling", dossier, Status::InProgress)))
        }
        Status::Incomplete if awaits_completion(dossier) => {
            Some(NextStep::status("Wacht op de aanvulling en neem de klacht daarna in behandeling", dossier, Status::InProgress))
        }
        Status::Incomplete if has_message(dossier, MessageKind::Completion) => {
            Some(NextStep::status("De aanvulling is er: neem de klacht in behandeling", dossier, Status::InProgress))
        }
        Status::Incomplete => Some(NextStep::letter("Vraag de klachtindiener om aanvulling", LetterKind::CompletionRequest, dossier, "")),
        Status::InProgress if is_solved(dossier) => Some(solved(dossier)),
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
        return Some(NextStep::command("Wacht op het advies en leg vast wanneer het binnenkomt", "advies", dossier, "--ontvangen DAG"));
    }
    awaits_talk(dossier).then(|| NextStep::command("Houd het gesprek en leg de uitkomst vast", "gesprek", dossier, "--gehouden DAG --uitkomst WOORD"))
}

/// What a remark that is not in writing asks: a talk, until it was held.
fn towards_talk(dossier: &Dossier) -> NextStep {
    if is_solved(dossier) {
        return solved(dossier);
    }
    if dossier.talks.is_empty() {
        return NextStep::command("Nodig uit voor een gesprek", "gesprek", dossier, "--soort vooraf --uitgenodigd DAG");
    }
    NextStep::status("Komt de klacht op schrift, zet haar dan door", dossier, Status::Received)
}

/// Whether a talk solved the complaint, since the dossier was last opened again if it was (the day of reopening counts).
fn is_solved(dossier: &Dossier) -> bool {
    let counts = |talk: &Talk| dossier.reopened_on().is_none_or(|reopened| talk.held_on.is_some_and(|held| held >= reopened));
    dossier.talks.iter().any(|talk| talk.outcome == Some(TalkOutcome::Solved) && counts(talk))
}

fn solved(dossier: &Dossier) -> NextStep {
    NextStep::status("Het gesprek loste het op: rond het dossier af", dossier, Status::SolvedInTalk)
}

fn acknowledge(dossier: &Dossier) -> NextStep {
    let what = match dossier.complainant.email.as_ref().and_then(|email| email.known()) {
        Some(_) => "Stuur de bevestiging per e-mail en leg haar vast",
        None => "Stuur de bevestiging en leg haar vast",
    };
    NextStep::letter(what, LetterKind::Acknowledgement, dossier, "")
}

fn answer(what: &str, dossier: &Dossier) -> NextStep {
    let has_finding = dossier.resolution.as_ref().is_some_and(|resolution| resolution.finding.is_some());
    NextStep::letter(what, LetterKind::Answer, dossier, if has_finding { "" } else { "--oordeel WOORD" })
}

fn towards_answer(dossier: &Dossier) -> NextStep {
    if dossier.is_answered() {
        return NextStep::status("De reactie is verstuurd: leg de afhandeling vast", dossier, Status::Answered);
    }
    if dossier.complainant.is_unreachable() {
        let what = "Onderzoek de klacht en leg de afhandeling vast";
        return NextStep::command(what, "status", dossier, &format!("{} --oordeel WOORD", Status::Answered));
    }
    answer("Onderzoek de klacht, schrijf de bevindingen in het dossier en stuur de schriftelijke reactie", dossier)
}

fn towards_ruling(dossier: &Dossier) -> NextStep {
    let appeal = dossier.appeal.as_ref();
    if appeal.is_some_and(|appeal| appeal.ruling.is_some()) {
        return NextStep::status("De uitspraak is er: rond het bezwaar af", dossier, Status::AppealRuled);
    }
    if appeal.is_some_and(|appeal| appeal.withdrawn_on.is_some()) {
        return NextStep::status("Het bezwaar is ingetrokken: zet het dossier terug", dossier, Status::Answered);
    }
    match waiting_for(dossier) {
        Party::Committee => NextStep::command("Wacht op de uitspraak en leg haar vast", "bezwaar", dossier, "--uitspraak DAG --oordeel WOORD"),
        _ => NextStep::command("Draag het dossier over aan de geschillencommissie", "bezwaar", dossier, "--overgedragen DAG"),
    }
}

/// What stands between an ending and the closing of the dossier.
fn towards_closing(dossier: &Dossier, terms: &[Term]) -> NextStep {
    if let Some(step) = blocking(dossier, terms) {
        return step;
    }
    if dossier.improvements.is_empty() && asks_improvement(dossier) {
        let what = "Leg vast wat er door deze klacht verbetert";
        return NextStep::command(what, "maatregel", dossier, "--oorzaak TEKST --maatregel TEKST --eigenaar TEKST --uiterlijk DAG");
    }
    if dossier.appeal.as_ref().and_then(|appeal| appeal.ruling.as_ref()).is_some_and(asks_consequences) {
        let what = "Leg vast wat er uit de uitspraak volgt, of sluit het dossier als er niets volgt";
        return NextStep::command(what, "bezwaar", dossier, "--consequentie TEKST --wie TEKST");
    }
    let what = if is_open(terms, TermKind::Improvement) {
        "Wat iemand tegoed had is gedaan: sluit het dossier; de verbetering loopt door"
    } else {
        "Alles is gedaan: sluit het dossier"
    };
    NextStep::status(what, dossier, Status::Closed)
}

/// What stands between an ending and the destruction of the dossier: only a closed one can be destroyed.
fn towards_destruction(dossier: &Dossier, terms: &[Term]) -> NextStep {
    let NextStep { what, command } = towards_closing(dossier, terms);
    NextStep { what: format!("{what}; daarna kan het dossier weg"), command }
}

/// Whether something should follow from a ruling of which nothing is recorded (art. 5).
fn asks_consequences(ruling: &Ruling) -> bool {
    matches!(ruling.finding, Some(RulingFinding::Founded | RulingFinding::PartlyFounded)) && ruling.consequences.is_empty()
}

/// What is still owed to someone: a request, a consequence, an agreement.
fn blocking(dossier: &Dossier, terms: &[Term]) -> Option<NextStep> {
    let open = |kind| terms.iter().find(|term| term.kind == kind && term.standing.is_open());
    let owed = [TermKind::Request, TermKind::Consequence, TermKind::Commitment].into_iter().find_map(open);
    owed.map(|term| for_term(dossier, term))
}

fn decide_request(dossier: &Dossier, place: &FieldPath) -> NextStep {
    let request = entry_of(place).and_then(|index| dossier.requests.get(index));
    let kind = request.and_then(|request| request.kind);
    let asked = kind.map_or_else(String::new, |kind| format!(" om {}", plain(kind)));
    let word = kind.map_or_else(String::new, |kind| format!("{kind} "));
    let which = which_of(dossier.requests.len(), place);
    match request.and_then(|request| request.decision) {
        Some(_) => NextStep::command(format!("Voldoe aan het verzoek{asked}"), "verzoek", dossier, &format!("{word}--voldaan DAG{which}")),
        None => NextStep::command(format!("Besluit op het verzoek{asked}"), "verzoek", dossier, &format!("{word}--besluit WOORD{which}")),
    }
}

fn keep_commitment(dossier: &Dossier, place: &FieldPath) -> NextStep {
    let commitment = entry_of(place).and_then(|index| dossier.commitments.get(index));
    let what = commitment.and_then(|Commitment { what, .. }| what.as_deref()).map_or_else(String::new, |what| format!(" «{what}»"));
    let which = which_of(dossier.commitments.len(), place);
    NextStep::command(format!("Kom de afspraak{what} na en leg dat vast"), "afspraak", dossier, &format!("--nagekomen DAG{which}"))
}

/// Which of several is meant, as commands take it; nothing when there is only one.
fn which_of(count: usize, place: &FieldPath) -> String {
    match entry_of(place) {
        Some(index) if count > 1 => format!(" --welke {}", index + 1),
        _ => String::new(),
    }
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
pub(super) fn entry_of(place: &FieldPath) -> Option<usize> {
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

/// Whether a message of this kind lies ready that was not sent yet.
fn has_draft(dossier: &Dossier, kind: MessageKind) -> bool {
    dossier.messages.iter().any(|message| message.kind == Some(kind) && message.date.is_none() && message.attachment.is_some())
}
