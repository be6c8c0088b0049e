//! Every map of a dossier by the key it stands under.

use super::complainant::{COMPLAINANT, REPRESENTATIVE};
use super::course::{ADVICE, COMMITMENT, MESSAGE, ORAL_REPORT, TALK};
use super::dossier::DOSSIER;
use super::outcome::{
    APPEAL, APPELLANT, CONSEQUENCE, CORRECTION, EFFECT, IMPROVEMENT, KEEP_LONGER, LATENESS, PART, REOPENING, REQUEST, RESOLUTION, RULING, THIRD_PARTY,
};
use crate::diagnostic::Field;
use crate::source::reader::{Home, Key, Name};

/// Every map of a dossier, the top first.
pub(super) fn homes() -> Vec<Home> {
    fn home<T>(under: Field, keys: &[Key<T>]) -> Home {
        Home::new(Some(Name::Field(under)), keys)
    }
    vec![
        Home::new(None, DOSSIER),
        home(Field::OralReport, ORAL_REPORT),
        home(Field::Complainant, COMPLAINANT),
        home(Field::Representative, REPRESENTATIVE),
        home(Field::Talks, TALK),
        home(Field::Messages, MESSAGE),
        home(Field::Commitments, COMMITMENT),
        home(Field::ExternalAdvice, ADVICE),
        home(Field::Parts, PART),
        home(Field::Resolution, RESOLUTION),
        home(Field::Improvements, IMPROVEMENT),
        home(Field::Effective, EFFECT),
        home(Field::Appeal, APPEAL),
        home(Field::Appellant, APPELLANT),
        home(Field::Ruling, RULING),
        home(Field::Consequences, CONSEQUENCE),
        home(Field::Requests, REQUEST),
        home(Field::ThirdParties, THIRD_PARTY),
        home(Field::AcknowledgedLateness, LATENESS),
        home(Field::KeepLonger, KEEP_LONGER),
        home(Field::Reopenings, REOPENING),
        home(Field::Corrections, CORRECTION),
    ]
}
