//! The top of a dossier.

use super::complainant::{COMPLAINANT, REPRESENTATIVE, WRITTEN};
use super::course::{ADVICE, COMMITMENT, MESSAGE, ORAL_REPORT, TALK};
use super::homes::homes;
use super::outcome::{APPEAL, CORRECTION, IMPROVEMENT, KEEP_LONGER, LATENESS, PART, REOPENING, REQUEST, RESOLUTION, THIRD_PARTY};
use crate::diagnostic::{Code, Field};
use crate::domain::{Appeal, Complainant, Dossier, DossierId, KeepLonger, OralReport, Received, Representative, Resolution, Status, Submitted};
use crate::source::reader::{Key, Name, Reader, field};
use crate::source::{ByteRange, Located, Node, Shape, Value};

/// A dossier while it is read; number and status may turn out to be absent.
pub(super) struct Draft {
    number: Option<DossierId>,
    status: Option<Status>,
    /// Everything else, under a number and status that are put right at the end.
    dossier: Dossier,
}

/// The keys at the top of a dossier, in the order of the documentation.
pub(super) const DOSSIER: &[Key<Draft>] = &[
    field(Field::Schema, |_, node, reader| reader.version(node)),
    field(Field::Number, |draft, node, reader| draft.number = reader.number(node)),
    field(Field::Status, |draft, node, reader| draft.status = reader.word(node)),
    field(Field::OralReport, |draft, node, reader| draft.dossier.oral_report = reader.map(node, ORAL_REPORT, OralReport::default())),
    field(Field::SubmittedOn, |draft, node, reader| draft.dossier.submitted = reader.date(node).map(Submitted::on)),
    field(Field::SubmittedOnSource, |draft, node, reader| draft.dossier.submitted_source = reader.text(node)),
    field(Field::ReceivedOn, |draft, node, reader| draft.dossier.received = reader.date(node).map(Received::on)),
    field(Field::ReceivedVia, |draft, node, reader| draft.dossier.received_via = reader.text(node)),
    field(Field::Channel, |draft, node, reader| draft.dossier.channel = reader.word_of(node, WRITTEN)),
    field(Field::Division, |draft, node, reader| draft.dossier.division = reader.text(node)),
    field(Field::Concerns, |draft, node, reader| draft.dossier.subjects = reader.words(node)),
    field(Field::SubjectLine, |draft, node, reader| draft.dossier.subject_line = reader.text(node)),
    field(Field::Contract, |draft, node, reader| draft.dossier.contract = reader.text(node)),
    field(Field::InternalContact, |draft, node, reader| draft.dossier.internal_contact = reader.text(node)),
    field(Field::Complainant, |draft, node, reader| {
        draft.dossier.complainant = reader.map(node, COMPLAINANT, Complainant::default()).unwrap_or_default();
    }),
    field(Field::OnBehalfOf, |draft, node, reader| draft.dossier.on_behalf_of = reader.text(node)),
    field(Field::Representative, |draft, node, reader| {
        draft.dossier.representative = reader.map(node, REPRESENTATIVE, Representative::default());
    }),
    field(Field::Accused, |draft, node, reader| draft.dossier.accused = one_or_more(node, reader)),
    field(Field::Handler, |draft, node, reader| draft.dossier.handler = reader.text(node)),
    field(Field::Talks, |draft, node, reader| draft.dossier.talks = reader.records(node, TALK)),
    field(Field::Messages, |draft, node, reader| draft.dossier.messages = reader.records(node, MESSAGE)),
    field(Field::Commitments, |draft, node, reader| draft.dossier.commitments = reader.records(node, COMMITMENT)),
    field(Field::ExternalAdvice, |draft, node, reader| draft.dossier.advice = reader.records(node, ADVICE)),
    field(Field::Parts, |draft, node, reader| draft.dossier.parts = reader.records(node, PART)),
    field(Field::Resolution, |draft, node, reader| draft.dossier.resolution = reader.map(node, RESOLUTION, Resolution::default())),
    field(Field::Improvements, |draft, node, reader| draft.dossier.improvements = reader.records(node, IMPROVEMENT)),
    field(Field::EvaluatedOn, |draft, node, reader| draft.dossier.evaluated_on = reader.date(node)),
    field(Field::Appeal, |draft, node, reader| draft.dossier.appeal = reader.map(node, APPEAL, Appeal::default())),
    field(Field::Requests, |draft, node, reader| draft.dossier.requests = reader.records(node, REQUEST)),
    field(Field::ThirdParties, |draft, node, reader| draft.dossier.third_parties = reader.records(node, THIRD_PARTY)),
    field(Field::AcknowledgedLateness, |draft, node, reader| draft.dossier.acknowledged = reader.records(node, LATENESS)),
    field(Field::KeepLonger, |draft, node, reader| draft.dossier.keep_longer = reader.map(node, KEEP_LONGER, KeepLonger::default())),
    field(Field::Reopenings, |draft, node, reader| draft.dossier.reopenings = reader.records(node, REOPENING)),
    field(Field::Corrections, |draft, node, reader| draft.dossier.corrections = reader.records(node, CORRECTION)),
    field(Field::Related, |draft, node, reader| draft.dossier.related = reader.numbers(node)),
    field(Field::RecurrenceOf, |draft, node, reader| draft.dossier.recurrence_of = reader.number(node)),
    field(Field::Formerly, |draft, node, reader| draft.dossier.formerly = reader.numbers(node)),
    field(Field::SpecialData, |draft, node, reader| draft.dossier.special_data = reader.words(node)),
    field(Field::RegulationVersion, |draft, node, reader| draft.dossier.regulation_version = reader.text(node)),
    field(Field::InformedOn, |draft, node, reader| draft.dossier.informed_on = reader.date(node)),
    field(Field::Redress, |draft, node, reader| draft.dossier.redress = reader.text(node)),
    field(Field::Satisfaction, |draft, node, reader| draft.dossier.satisfaction = reader.text(node)),
];

/// The dossier in this tree, and every remark. `None` when number or status is absent or cannot be read.
///
/// `opening` is the line that opens the front matter: what is absent at the top is marked there.
#[must_use]
pub fn take_in(top: &Node<'_>, opening: ByteRange) -> (Option<Dossier>, Vec<Located>) {
    let mut reader = Reader::new(opening.clone(), homes);
    let Value::Map(entries) = &top.value else {
        nothing_there(&mut reader, top, &opening);
        return (None, reader.into_remarks());
    };
    let mut draft = blank();
    reader.entries(entries, DOSSIER, &mut draft);
    for needed in NEEDED {
        if top.entry(needed.key()).is_none() {
            absent(&mut reader, needed);
        }
    }
    let Draft { number, status, mut dossier } = draft;
    let known = number.zip(status).map(|(id, status)| {
        (dossier.id, dossier.status) = (id, status);
        dossier
    });
    (known, reader.into_remarks())
}

/// What the front matter of a dossier may hold.
#[must_use]
pub fn dossier_shape() -> Shape {
    let mut shape = Reader::shape_of(DOSSIER, blank(), homes);
    shape.need(&NEEDED.map(Field::key));
    shape
}

/// The keys without which a file is no dossier, or none of a known version.
const NEEDED: [Field; 3] = [Field::Number, Field::Status, Field::Schema];

/// A dossier of which nothing is read yet.
fn blank() -> Draft {
    let stand_in = DossierId::new(1990, 1).expect("the year has four digits and the serial is not nought");
    Draft { number: None, status: None, dossier: Dossier::new(stand_in, Status::Received) }
}

/// A key without which a file is no dossier, or no dossier of a known version.
fn absent(reader: &mut Reader, needed: Field) {
    let (code, help) = match needed {
        Field::Schema => (Code::UnknownSchema, "zet bovenaan in de kop «schema: 1»"),
        Field::Number => (Code::NotADossier, "zet in de kop het nummer van het dossier, zoals «nummer: K-2026-0014»"),
        _ => (Code::NotADossier, "zet in de kop waar de klacht staat, zoals «status: ontvangen»"),
    };
    reader.remark_absent(Name::Field(needed), code, format!("in de kop ontbreekt «{needed}»"), help);
}

/// A front matter that is empty, or no group of keys.
fn nothing_there(reader: &mut Reader, top: &Node<'_>, opening: &ByteRange) {
    let (message, at) = match top.value {
        Value::Empty => ("de kop is leeg", opening),
        _ => ("de kop bestaat niet uit regels met een sleutel, een dubbele punt en een waarde", &top.at),
    };
    let help = "een dossier begint met «schema: 1», «nummer: K-2026-0014» en «status: ontvangen», elk op een eigen regel";
    reader.remark(Code::NotADossier, at, message.to_owned(), help);
}

/// A list of texts, or a single text without a list.
fn one_or_more(node: &Node<'_>, reader: &mut Reader) -> Vec<String> {
    match &node.value {
        Value::Scalar(_) => reader.text(node).into_iter().collect(),
        _ => reader.texts(node),
    }
}
