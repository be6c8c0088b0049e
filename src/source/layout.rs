//! The order in which a dossier is written: which keys stand together, and which come first.

use crate::diagnostic::Field;

/// The groups of a dossier, in order; a blank line stands between them, so that the edits of two people merge.
const GROUPS: &[&[Field]] = &[
    &[Field::Schema, Field::Number, Field::Status, Field::RegulationVersion],
    &[Field::OralReport],
    &[
        Field::SubmittedOn,
        Field::SubmittedOnSource,
        Field::ReceivedOn,
        Field::ReceivedVia,
        Field::Channel,
        Field::Division,
        Field::Concerns,
        Field::SubjectLine,
        Field::Contract,
        Field::InternalContact,
        Field::SpecialData,
        Field::Related,
        Field::RecurrenceOf,
        Field::Formerly,
    ],
    &[Field::Complainant],
    &[Field::OnBehalfOf, Field::Representative],
    &[Field::Accused],
    &[Field::Handler, Field::InformedOn],
    &[Field::Talks],
    &[Field::Messages],
    &[Field::Parts],
    &[Field::Commitments],
    &[Field::ExternalAdvice],
    &[Field::Resolution],
    &[Field::Redress, Field::Satisfaction],
    &[Field::Improvements],
    &[Field::EvaluatedOn],
    &[Field::Appeal],
    &[Field::Requests],
    &[Field::ThirdParties],
    &[Field::AcknowledgedLateness],
    &[Field::KeepLonger],
    &[Field::Reopenings],
    &[Field::Corrections],
];

/// Where a key belongs among the keys of its map: its group, and its place over all groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// The place over all groups.
    pub order: usize,
    /// The group; every map but the dossier itself has one.
    pub group: usize,
}

/// The rank of a key in the map under `parent`, the dossier itself when there is none; `None` for a key no order is known of.
#[must_use]
pub(super) fn rank(parent: Option<Field>, key: &str) -> Option<Rank> {
    let own = parent.map(|parent| [keys_of(parent)]);
    let groups = own.as_ref().map_or(GROUPS, |keys| keys.as_slice());
    let mut order = 0;
    for (group, keys) in groups.iter().enumerate() {
        if let Some(index) = keys.iter().position(|field| field.key() == key) {
            return Some(Rank { order: order + index, group });
        }
        order += keys.len();
    }
    None
}

/// The keys of the map, or of each entry of the list, under a key, in order.
fn keys_of(parent: Field) -> &'static [Field] {
    use Field as F;
    match parent {
        F::OralReport => &[F::ReportedOn, F::Manner, F::TakenBy],
        F::Complainant => &[F::Name, F::Organisation, F::PostalAddress, F::Email, F::Telephone, F::Preference],
        F::Representative => &[F::Name, F::AuthorisedOn],
        F::Talks => &[F::Kind, F::InvitedOn, F::HeldOn, F::Outcome],
        F::Messages => {
            &[F::Kind, F::Date, F::Channel, F::Direction, F::With, F::SubjectLine, F::Attachment, F::ProofOfSending, F::Reason, F::NewTerm]
        }
        F::Parts => &[F::SubjectLine, F::Concerns, F::Finding],
        F::Commitments => &[F::Date, F::What, F::Who, F::DueOn, F::KeptOn],
        F::ExternalAdvice => &[F::Body, F::AskedOn, F::SecrecyOn, F::Pieces, F::ReceivedOn],
        F::Resolution => &[F::Date, F::Manner, F::Finding, F::Reason],
        F::Improvements => &[F::Cause, F::Measure, F::Reason, F::Concerns, F::Owner, F::DueOn, F::DoneOn, F::Effective],
        F::Effective => &[F::AssessedOn, F::Outcome],
        F::Appeal => &[F::SubmittedOn, F::Appellant, F::DecidingBody, F::Grounds, F::HandedOverOn, F::TakenUpOn, F::WithdrawnOn, F::Ruling],
        F::Appellant => &[F::Name, F::Address, F::Residence],
        F::Ruling => &[F::Date, F::Finding, F::Consequences],
        F::Consequences => &[F::What, F::Who, F::DueOn, F::DoneOn],
        F::Requests => &[F::Kind, F::ReceivedOn, F::IdentityEstablishedOn, F::Decision, F::Reason, F::FulfilledOn],
        F::ThirdParties => &[F::WhichField, F::Attachment, F::Decision, F::Reason],
        F::AcknowledgedLateness => &[F::Term, F::DueOn, F::Reason],
        F::KeepLonger => &[F::Since, F::Reason, F::Until, F::LiftedOn, F::LiftReason],
        F::Reopenings => &[F::On, F::Reason],
        F::Corrections => &[F::On, F::From, F::To, F::Reason],
        _ => Field::ALL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_runs_over_the_groups() {
        let number = rank(None, "nummer").expect("known");
        let channel = rank(None, "kanaal").expect("known");
        assert_eq!((number.group, number.order), (0, 1));
        assert!(channel.group == 2 && channel.order > number.order);
        assert_eq!(rank(None, "x_eigen"), None);
    }

    #[test]
    fn map_has_an_order_of_its_own() {
        let in_message = |key| rank(Some(Field::Messages), key).expect("known").order;
        assert!(in_message("soort") < in_message("datum"));
        assert_eq!(rank(Some(Field::Complainant), "datum"), None);
    }

    #[test]
    fn no_key_stands_in_two_groups() {
        let mut keys: Vec<_> = GROUPS.concat();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
