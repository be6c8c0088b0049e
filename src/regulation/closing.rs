//! What may still come into a dossier that was closed.

use crate::diagnostic::{Field, FieldPath, Step};

/// The parts that may still grow after closing: a person may always ask or appeal, what was late is explained later, and the
/// yearly evaluation comes after the year.
const GROWS: &[Field] =
    &[Field::Requests, Field::ThirdParties, Field::Appeal, Field::Messages, Field::AcknowledgedLateness, Field::KeepLonger, Field::EvaluatedOn];

/// The facts that may still come to what was there: a measure is done, and works or not, long after the complaint.
const FOLLOWS: &[Field] = &[Field::DoneOn, Field::Effective];

/// Whether what stands at this path may lawfully be added to a closed dossier; anything else asks that it is opened again.
#[must_use]
pub fn may_follow_closing(path: &FieldPath) -> bool {
    let grows = matches!(path.steps().first(), Some(Step::Field(field)) if GROWS.contains(field));
    grows || path.steps().iter().any(|step| matches!(step, Step::Field(field) if FOLLOWS.contains(field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn request_and_appeal_may_come_and_an_agreement_may_not() {
        assert!(may_follow_closing(&Field::Requests.into()));
        assert!(may_follow_closing(&FieldPath::from(Field::Appeal).field(Field::Grounds)));
        assert!(!may_follow_closing(&Field::Commitments.into()));
        assert!(!may_follow_closing(&Field::ExternalAdvice.into()));
    }

    #[test]
    fn measure_may_be_done_after_closing_and_not_be_thought_of() {
        let measure = FieldPath::from(Field::Improvements).entry(0);
        assert!(may_follow_closing(&measure.clone().field(Field::DoneOn)));
        assert!(may_follow_closing(&measure.clone().field(Field::Effective).field(Field::Outcome)));
        assert!(!may_follow_closing(&Field::Improvements.into()));
        assert!(!may_follow_closing(&measure.field(Field::Owner)));
    }
}
