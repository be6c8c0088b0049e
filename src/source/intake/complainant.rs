//! Who complains.

use crate::diagnostic::Field;
use crate::domain::{Channel, Complainant, ComplainantName, Representative};
use crate::source::reader::{Key, field};

/// The ways in which a complaint can come in and be answered: in writing.
pub(super) const WRITTEN: &[Channel] = &[Channel::Email, Channel::Post];

/// The keys under `klachtindiener`.
pub(super) const COMPLAINANT: &[Key<Complainant>] = &[
    field(Field::Name, |who, node, reader| {
        who.name = reader.text_or(node, &[ComplainantName::ANONYMOUS]).map(|text| ComplainantName::from_text(&text));
    }),
    field(Field::Organisation, |who, node, reader| who.organisation = reader.stated(node)),
    field(Field::PostalAddress, |who, node, reader| who.postal_address = reader.stated(node)),
    field(Field::Email, |who, node, reader| who.email = reader.stated(node)),
    field(Field::Telephone, |who, node, reader| who.telephone = reader.stated(node)),
    field(Field::Preference, |who, node, reader| who.preference = reader.word_of(node, WRITTEN)),
];

/// The keys under `gemachtigde`.
pub(super) const REPRESENTATIVE: &[Key<Representative>] = &[
    field(Field::Name, |who, node, reader| who.name = reader.text(node)),
    field(Field::AuthorisedOn, |who, node, reader| who.authorised_on = reader.date(node)),
];
