//! Remarks that only repeat, as an absence, what was already said of a value that could not be read.

use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Place};
use crate::source::Located;

/// The remarks that something is not there.
const ABSENCES: &[Code] = &[
    Code::NotInWriting,
    Code::OralReportIncomplete,
    Code::TalkWithoutOutcome,
    Code::SubjectMissing,
    Code::ContractMissing,
    Code::AccusedMissing,
    Code::DatumMissing,
    Code::TakenUpIncomplete,
    Code::ExtensionWithoutReason,
    Code::ExtensionWithoutTerm,
    Code::DraftMessage,
    Code::MessageIncomplete,
    Code::AcknowledgementIncomplete,
    Code::CorrectionIncomplete,
    Code::ReopeningIncomplete,
    Code::ResolutionIncomplete,
    Code::FindingMissing,
    Code::RefusalWithoutReason,
    Code::CommitmentIncomplete,
    Code::KeepLongerWithoutReason,
    Code::RequestIncomplete,
    Code::RefusalOfRequestWithoutReason,
    Code::IdentityNotEstablished,
    Code::AdviceIncomplete,
    Code::ThirdPartyIncomplete,
    Code::ImprovementMissing,
    Code::ImprovementIncomplete,
    Code::AppealIncomplete,
    Code::AppellantMissing,
    Code::DecidingBodyMissing,
    Code::GroundsMissing,
    Code::RulingIncomplete,
    Code::ConsequenceIncomplete,
];

/// Whether the remark misses what reading already spoke of: at its place, around it or within it.
pub(super) fn is_echo(remark: &Diagnostic, read: &[Located]) -> bool {
    if read.is_empty() || !ABSENCES.contains(&remark.code) {
        return false;
    }
    let missed = missed(remark);
    read.iter().any(|earlier| match &earlier.diagnostic.place {
        // An unknown key says nothing of its neighbours.
        Place::Field(spoken_of) if earlier.diagnostic.code == Code::UnknownKey => missed.iter().any(|missed| spoken_of.is_within(missed)),
        Place::Field(spoken_of) => missed.iter().any(|missed| spoken_of.is_within(missed) || missed.is_within(spoken_of)),
        Place::File | Place::Section(_) | Place::Setting(_) => false,
    })
}

/// What the remark misses.
fn missed(remark: &Diagnostic) -> Vec<FieldPath> {
    match (remark.code, &remark.place) {
        (Code::NotInWriting, _) => vec![Field::SubmittedOn.into(), Field::ReceivedOn.into()],
        (Code::TakenUpIncomplete, Place::Field(path)) if *path == FieldPath::from(Field::Status) => {
            vec![Field::Complainant.into(), Field::SubmittedOn.into()]
        }
        // These point at what asks for it.
        (Code::ContractMissing, _) => vec![Field::Contract.into()],
        (Code::AccusedMissing, _) => vec![Field::Accused.into()],
        (Code::ImprovementMissing, _) => vec![Field::Improvements.into()],
        (Code::ResolutionIncomplete | Code::FindingMissing | Code::RefusalWithoutReason, Place::Field(path))
            if *path == FieldPath::from(Field::Status) =>
        {
            vec![Field::Resolution.into()]
        }
        (_, Place::Field(path)) => vec![path.clone()],
        (_, Place::File | Place::Section(_) | Place::Setting(_)) => Vec::new(),
    }
}
