//! Every dated fact of a dossier: none lies in the future, and none before what it follows.

use chrono::NaiveDate;

use super::Case;
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::Dossier;

/// A fact with its day and place.
type Fact = (NaiveDate, FieldPath);

/// The remarks on the days of facts.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let facts = facts(case.dossier);
    let future = facts.iter().filter(|(day, _)| *day > case.today).map(|(day, place)| in_the_future(*day, place.clone()));
    let orders = orders(case.dossier);
    let disordered = orders.into_iter().filter(|order| order.later.0 < order.earlier.0).map(|order| out_of_order(&order));
    future.chain(disordered).collect()
}

fn in_the_future(day: NaiveDate, place: FieldPath) -> Diagnostic {
    let text = format!("{} moet nog komen, maar hier hoort een dag waarop iets al gebeurd is", day_in_words(day));
    Diagnostic::new(Code::FutureFact, place, text, "verbeter de datum, of haal de regel weg zolang het nog niet gebeurd is")
}

/// Every day on which something happened; days that are only planned (`uiterlijk`, `nieuwe_termijn`, `tot`) are not among them.
#[must_use]
pub fn facts(dossier: &Dossier) -> Vec<Fact> {
    let mut found = Vec::with_capacity(16);
    let mut note = |day: Option<NaiveDate>, place: &dyn Fn() -> FieldPath| found.extend(day.map(|day| (day, place())));
    note(dossier.submitted.map(|day| day.date()), &|| Field::SubmittedOn.into());
    note(dossier.received.map(|day| day.date()), &|| Field::ReceivedOn.into());
    note(dossier.informed_on, &|| Field::InformedOn.into());
    if let Some(report) = &dossier.oral_report {
        note(report.reported_on, &|| FieldPath::from(Field::OralReport).field(Field::ReportedOn));
    }
    for (index, talk) in dossier.talks.iter().enumerate() {
        let entry = || FieldPath::from(Field::Talks).entry(index);
        note(talk.invited_on, &|| entry().field(Field::InvitedOn));
        // A talk that is planned has no outcome yet; only one with an outcome was held.
        note(talk.held_on.filter(|_| talk.outcome.is_some()), &|| entry().field(Field::HeldOn));
    }
    for (index, message) in dossier.messages.iter().enumerate() {
        note(message.date, &|| FieldPath::from(Field::Messages).entry(index).field(Field::Date));
    }
    for (index, commitment) in dossier.commitments.iter().enumerate() {
        let entry = || FieldPath::from(Field::Commitments).entry(index);
        note(commitment.made_on, &|| entry().field(Field::Date));
        note(commitment.kept_on, &|| entry().field(Field::KeptOn));
    }
    found.extend(outcome_facts(dossier));
    found.extend(appeal_facts(dossier));
    found
}

/// What advice, ending, improvements and requests brought.
fn outcome_facts(dossier: &Dossier) -> Vec<Fact> {
    let mut found = Vec::new();
    let mut note = |day: Option<NaiveDate>, place: &dyn Fn() -> FieldPath| found.extend(day.map(|day| (day, place())));
    for (index, advice) in dossier.advice.iter().enumerate() {
        let entry = || FieldPath::from(Field::ExternalAdvice).entry(index);
        note(advice.asked_on, &|| entry().field(Field::AskedOn));
        note(advice.secrecy_on, &|| entry().field(Field::SecrecyOn));
        note(advice.received_on, &|| entry().field(Field::ReceivedOn));
    }
    note(dossier.ended_on(), &|| FieldPath::from(Field::Resolution).field(Field::Date));
    for (index, improvement) in dossier.improvements.iter().enumerate() {
        let entry = || FieldPath::from(Field::Improvements).entry(index);
        note(improvement.done_on, &|| entry().field(Field::DoneOn));
        let assessed = improvement.effect.as_ref().and_then(|effect| effect.assessed_on.filter(|_| effect.outcome.is_some()));
        note(assessed, &|| entry().field(Field::Effective).field(Field::AssessedOn));
    }
    note(dossier.evaluated_on, &|| Field::EvaluatedOn.into());
    for (index, request) in dossier.requests.iter().enumerate() {
        let entry = || FieldPath::from(Field::Requests).entry(index);
        note(request.received_on, &|| entry().field(Field::ReceivedOn));
        note(request.identity_established_on, &|| entry().field(Field::IdentityEstablishedOn));
        note(request.fulfilled_on, &|| entry().field(Field::FulfilledOn));
    }
    note(dossier.keep_longer.as_ref().and_then(|keep| keep.lifted_on), &|| FieldPath::from(Field::KeepLonger).field(Field::LiftedOn));
    for (index, reopening) in dossier.reopenings.iter().enumerate() {
        note(reopening.on, &|| FieldPath::from(Field::Reopenings).entry(index).field(Field::On));
    }
    for (index, correction) in dossier.corrections.iter().enumerate() {
        note(correction.on, &|| FieldPath::from(Field::Corrections).entry(index).field(Field::On));
    }
    found
}

fn appeal_facts(dossier: &Dossier) -> Vec<Fact> {
    let Some(appeal) = &dossier.appeal else {
        return Vec::new();
    };
    let path = |field| FieldPath::from(Field::Appeal).field(field);
    let mut found = Vec::new();
    let mut note = |day: Option<NaiveDate>, place: FieldPath| found.extend(day.map(|day| (day, place)));
    note(appeal.filed_on, path(Field::SubmittedOn));
    note(appeal.handed_over_on, path(Field::HandedOverOn));
    note(appeal.taken_up_on, path(Field::TakenUpOn));
    note(appeal.withdrawn_on, path(Field::WithdrawnOn));
    if let Some(ruling) = &appeal.ruling {
        note(ruling.date, path(Field::Ruling).field(Field::Date));
        for (index, consequence) in ruling.consequences.iter().enumerate() {
            note(consequence.done_on, path(Field::Ruling).field(Field::Consequences).entry(index).field(Field::DoneOn));
        }
    }
    found
}

/// Two facts of which one cannot come before the other.
struct Order {
    earlier: Fact,
    earlier_in_words: &'static str,
    later: Fact,
}

fn out_of_order(order: &Order) -> Diagnostic {
    let text = format!("{} ligt voor {} op {}", day_in_words(order.later.0), order.earlier_in_words, day_in_words(order.earlier.0));
    Diagnostic::new(Code::DatesOutOfOrder, order.later.1.clone(), text, "verbeter een van beide datums")
}

fn order(
    earlier: Option<NaiveDate>,
    earlier_at: FieldPath,
    earlier_in_words: &'static str,
    later: Option<NaiveDate>,
    later_at: FieldPath,
) -> Option<Order> {
    Some(Order { earlier: (earlier?, earlier_at), earlier_in_words, later: (later?, later_at) })
}

fn orders(dossier: &Dossier) -> Vec<Order> {
    let mut found = Vec::new();
    let submitted = dossier.submitted.map(|day| day.date());
    let received = dossier.received.map(|day| day.date());
    let resolution = FieldPath::from(Field::Resolution).field(Field::Date);
    found.extend(order(submitted, Field::SubmittedOn.into(), "de indiening", dossier.ended_on(), resolution.clone()));
    found.extend(order(dossier.ended_on(), resolution, "de afhandeling", dossier.evaluated_on, Field::EvaluatedOn.into()));
    for (index, message) in dossier.messages.iter().enumerate() {
        // A letter of art. 3 answers a complaint that arrived; other messages may well be older.
        let answers =
            message.kind.is_some_and(|kind| kind != crate::domain::MessageKind::Other && kind != crate::domain::MessageKind::CommitteeRulesGiven);
        let date = message.date.filter(|_| answers);
        let place = FieldPath::from(Field::Messages).entry(index).field(Field::Date);
        found.extend(order(received, Field::ReceivedOn.into(), "de ontvangst van de klacht", date, place));
    }
    for (index, talk) in dossier.talks.iter().enumerate() {
        let entry = FieldPath::from(Field::Talks).entry(index);
        let invited_at = entry.clone().field(Field::InvitedOn);
        found.extend(order(talk.invited_on, invited_at, "de uitnodiging", talk.held_on, entry.field(Field::HeldOn)));
    }
    for (index, commitment) in dossier.commitments.iter().enumerate() {
        let entry = FieldPath::from(Field::Commitments).entry(index);
        let made_at = entry.clone().field(Field::Date);
        found.extend(order(commitment.made_on, made_at, "de afspraak", commitment.kept_on, entry.field(Field::KeptOn)));
    }
    for (index, advice) in dossier.advice.iter().enumerate() {
        let entry = FieldPath::from(Field::ExternalAdvice).entry(index);
        let asked_at = entry.clone().field(Field::AskedOn);
        found.extend(order(advice.asked_on, asked_at, "de adviesaanvraag", advice.received_on, entry.field(Field::ReceivedOn)));
    }
    for (index, request) in dossier.requests.iter().enumerate() {
        let entry = FieldPath::from(Field::Requests).entry(index);
        let received_at = entry.clone().field(Field::ReceivedOn);
        found.extend(order(request.received_on, received_at, "de ontvangst van het verzoek", request.fulfilled_on, entry.field(Field::FulfilledOn)));
    }
    found.extend(appeal_orders(dossier));
    found
}

fn appeal_orders(dossier: &Dossier) -> Vec<Order> {
    let Some(appeal) = &dossier.appeal else {
        return Vec::new();
    };
    let path = |field| FieldPath::from(Field::Appeal).field(field);
    let filed = |later, place| order(appeal.filed_on, path(Field::SubmittedOn), "de indiening van het bezwaar", later, place);
    let mut found = Vec::new();
    found.extend(filed(appeal.taken_up_on, path(Field::TakenUpOn)));
    found.extend(filed(appeal.withdrawn_on, path(Field::WithdrawnOn)));
    if let Some(ruling) = &appeal.ruling {
        let ruled_at = path(Field::Ruling).field(Field::Date);
        found.extend(filed(ruling.date, ruled_at.clone()));
        for (index, consequence) in ruling.consequences.iter().enumerate() {
            let place = path(Field::Ruling).field(Field::Consequences).entry(index).field(Field::DoneOn);
            found.extend(order(ruling.date, ruled_at.clone(), "de uitspraak", consequence.done_on, place));
        }
    }
    found
}
