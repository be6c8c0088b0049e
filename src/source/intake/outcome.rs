//! How a complaint ends, and what follows from it.

use crate::diagnostic::{Code, Field};
use crate::domain::{
    AcknowledgedLateness, Appeal, Appellant, ComplaintPart, Consequence, EffectAssessment, Improvement, KeepLonger, Reopening, Request, Resolution,
    Ruling, StatusCorrection, ThirdParty,
};
use crate::source::reader::{Key, Reader, field, plain};
use crate::source::{Node, Value};

/// The word for the complainant as appellant.
const COMPLAINANT: &str = "klachtindiener";
/// The word for no measure, which asks a reason.
const NO_MEASURE: &str = "geen";

/// The keys under `afhandeling`.
pub(super) const RESOLUTION: &[Key<Resolution>] = &[
    field(Field::Date, |resolution, node, reader| resolution.date = reader.date(node)),
    field(Field::Manner, |resolution, node, reader| resolution.manner = reader.text(node)),
    field(Field::Finding, |resolution, node, reader| resolution.finding = reader.word(node)),
    field(Field::Reason, |resolution, node, reader| resolution.reason = reader.text(node)),
];

/// The keys of an entry of `klachtonderdelen`.
pub(super) const PART: &[Key<ComplaintPart>] = &[
    field(Field::SubjectLine, |part, node, reader| part.subject_line = reader.text(node)),
    field(Field::Concerns, |part, node, reader| part.subject = reader.word(node)),
    field(Field::Finding, |part, node, reader| part.finding = reader.word(node)),
];

/// The keys of an entry of `verbetering`.
pub(super) const IMPROVEMENT: &[Key<Improvement>] = &[
    field(Field::Cause, |improvement, node, reader| improvement.cause = reader.text(node)),
    field(Field::Measure, |improvement, node, reader| improvement.measure = measure(node, reader)),
    field(Field::Reason, |improvement, node, reader| improvement.reason = reader.text(node)),
    field(Field::Concerns, |improvement, node, reader| improvement.areas = reader.words(node)),
    field(Field::Owner, |improvement, node, reader| improvement.owner = reader.text(node)),
    field(Field::DueOn, |improvement, node, reader| improvement.due_on = reader.date(node)),
    field(Field::DoneOn, |improvement, node, reader| improvement.done_on = reader.date(node)),
    field(Field::Effective, |improvement, node, reader| improvement.effect = reader.map(node, EFFECT, EffectAssessment::default())),
];

/// The keys under `doeltreffend`.
pub(super) const EFFECT: &[Key<EffectAssessment>] = &[
    field(Field::AssessedOn, |effect, node, reader| effect.assessed_on = reader.date(node)),
    field(Field::Outcome, |effect, node, reader| effect.outcome = reader.word(node)),
];

/// The keys under `bezwaar`.
pub(super) const APPEAL: &[Key<Appeal>] = &[
    field(Field::SubmittedOn, |appeal, node, reader| appeal.filed_on = reader.date(node)),
    field(Field::Appellant, |appeal, node, reader| appeal.appellant = appellant(node, reader)),
    field(Field::DecidingBody, |appeal, node, reader| appeal.deciding_body = reader.text(node)),
    field(Field::Grounds, |appeal, node, reader| appeal.grounds = reader.text(node)),
    field(Field::HandedOverOn, |appeal, node, reader| appeal.handed_over_on = reader.date(node)),
    field(Field::TakenUpOn, |appeal, node, reader| appeal.taken_up_on = reader.date(node)),
    field(Field::WithdrawnOn, |appeal, node, reader| appeal.withdrawn_on = reader.date(node)),
    field(Field::Ruling, |appeal, node, reader| appeal.ruling = reader.map(node, RULING, Ruling::default())),
];

/// Condition a while it is read: name, address and place of residence.
#[derive(Default)]
pub(super) struct Person {
    name: Option<String>,
    address: Option<String>,
    residence: Option<String>,
}

/// The keys under `appellant`.
pub(super) const APPELLANT: &[Key<Person>] = &[
    field(Field::Name, |person, node, reader| person.name = reader.text(node)),
    field(Field::Address, |person, node, reader| person.address = reader.text(node)),
    field(Field::Residence, |person, node, reader| person.residence = reader.text(node)),
];

/// The keys under `uitspraak`.
pub(super) const RULING: &[Key<Ruling>] = &[
    field(Field::Date, |ruling, node, reader| ruling.date = reader.date(node)),
    field(Field::Finding, |ruling, node, reader| ruling.finding = reader.word(node)),
    field(Field::Consequences, |ruling, node, reader| ruling.consequences = reader.records(node, CONSEQUENCE)),
];

/// The keys of an entry of `consequenties`.
pub(super) const CONSEQUENCE: &[Key<Consequence>] = &[
    field(Field::What, |consequence, node, reader| consequence.what = reader.text(node)),
    field(Field::Who, |consequence, node, reader| consequence.who = reader.text(node)),
    field(Field::DueOn, |consequence, node, reader| consequence.due_on = reader.date(node)),
    field(Field::DoneOn, |consequence, node, reader| consequence.done_on = reader.date(node)),
];

/// The keys of an entry of `verzoeken`.
pub(super) const REQUEST: &[Key<Request>] = &[
    field(Field::Kind, |request, node, reader| request.kind = reader.word(node)),
    field(Field::ReceivedOn, |request, node, reader| request.received_on = reader.date(node)),
    field(Field::IdentityEstablishedOn, |request, node, reader| request.identity_established_on = reader.date(node)),
    field(Field::Decision, |request, node, reader| request.decision = reader.word(node)),
    field(Field::Reason, |request, node, reader| request.reason = reader.text(node)),
    field(Field::FulfilledOn, |request, node, reader| request.fulfilled_on = reader.date(node)),
];

/// The keys of an entry of `derden`.
pub(super) const THIRD_PARTY: &[Key<ThirdParty>] = &[
    field(Field::WhichField, |third, node, reader| third.field = reader.text(node)),
    field(Field::Attachment, |third, node, reader| third.attachment = reader.text(node)),
    field(Field::Decision, |third, node, reader| third.decision = reader.word(node)),
    field(Field::Reason, |third, node, reader| third.reason = reader.text(node)),
];

/// The keys of an entry of `termijnoverschrijding`.
pub(super) const LATENESS: &[Key<AcknowledgedLateness>] = &[
    field(Field::Term, |lateness, node, reader| lateness.term = reader.word(node)),
    field(Field::DueOn, |lateness, node, reader| lateness.due_on = reader.date(node)),
    field(Field::Reason, |lateness, node, reader| lateness.reason = reader.text(node)),
];

/// The keys under `langer_bewaren`.
pub(super) const KEEP_LONGER: &[Key<KeepLonger>] = &[
    field(Field::Since, |longer, node, reader| longer.since = reader.date(node)),
    field(Field::Reason, |longer, node, reader| longer.reason = reader.text(node)),
    field(Field::Until, |longer, node, reader| longer.until = reader.date(node)),
    field(Field::LiftedOn, |longer, node, reader| longer.lifted_on = reader.date(node)),
    field(Field::LiftReason, |longer, node, reader| longer.lift_reason = reader.text(node)),
];

/// The keys of an entry of `heropend`.
pub(super) const REOPENING: &[Key<Reopening>] = &[
    field(Field::On, |reopening, node, reader| reopening.on = reader.date(node)),
    field(Field::Reason, |reopening, node, reader| reopening.reason = reader.text(node)),
];

/// The keys of an entry of `correcties`.
pub(super) const CORRECTION: &[Key<StatusCorrection>] = &[
    field(Field::On, |correction, node, reader| correction.on = reader.date(node)),
    field(Field::From, |correction, node, reader| correction.from = reader.word(node)),
    field(Field::To, |correction, node, reader| correction.to = reader.word(node)),
    field(Field::Reason, |correction, node, reader| correction.reason = reader.text(node)),
];

/// A measure, or `geen` in whatever letters.
fn measure(node: &Node<'_>, reader: &mut Reader) -> Option<String> {
    let text = reader.scalar(node, ", of schrijf «geen» met een reden")?;
    Some(if text.len() == NO_MEASURE.len() && plain(text) == NO_MEASURE { NO_MEASURE } else { text }.to_owned())
}

/// The appellant: the word for the complainant, or a person written out. Another text is taken for a name, with a remark.
fn appellant(node: &Node<'_>, reader: &mut Reader) -> Option<Appellant> {
    if reader.is_word(node, COMPLAINANT) {
        return Some(Appellant::Complainant);
    }
    match &node.value {
        Value::Scalar(text) if !text.trim().is_empty() => {
            let message = "«appellant» is de klachtindiener, of iemand met naam, adres en woonplaats".to_owned();
            let help = "schrijf «klachtindiener», of zet «naam: …», «adres: …» en «woonplaats: …» ingesprongen eronder";
            reader.remark(Code::WrongKindOfValue, &node.at, message, help);
            Some(Appellant::Named { name: Some(text.to_string()), address: None, residence: None })
        }
        _ => {
            let person = reader.map(node, APPELLANT, Person::default())?;
            Some(Appellant::Named { name: person.name, address: person.address, residence: person.residence })
        }
    }
}
