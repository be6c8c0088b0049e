//! Where a dossier stands in the procedure.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The status of a dossier. Lateness is never a status: it is computed.
    Status {
        /// An oral remark, not yet in writing; no term runs.
        OralReport = "melding",
        /// In writing and received, not yet taken up.
        Received = "ontvangen",
        /// What art. 2 asks is not all there; the complainant was asked for it.
        Incomplete = "onvolledig",
        /// Taken up.
        InProgress = "in_behandeling",
        /// Answered in writing, with a finding.
        Answered = "afgehandeld",
        /// Solved together in a talk.
        SolvedInTalk = "opgelost_in_gesprek",
        /// Withdrawn by the complainant.
        Withdrawn = "ingetrokken",
        /// Not taken up, with a reason.
        NotTakenUp = "niet_in_behandeling_genomen",
        /// An appeal is before the disputes committee.
        UnderAppeal = "bezwaar",
        /// The committee ruled.
        AppealRuled = "bezwaar_afgehandeld",
        /// Everything is done; only what may lawfully be added later still changes.
        Closed = "gesloten",
    }
}

impl Status {
    /// Whether the complaint itself has come to an end, whatever its kind (art. 4: "afgehandeld").
    #[must_use]
    pub fn is_ended(self) -> bool {
        !matches!(self, Self::OralReport | Self::Received | Self::Incomplete | Self::InProgress)
    }

    /// Whether this status is an ending in itself: answered, solved in the talk, withdrawn or not taken up.
    #[must_use]
    pub fn is_ending(self) -> bool {
        matches!(self, Self::Answered | Self::SolvedInTalk | Self::Withdrawn | Self::NotTakenUp)
    }
}

/// A status that was set by mistake and put right (`klacht status … --correctie`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusCorrection {
    /// The day it was put right.
    pub on: Option<chrono::NaiveDate>,
    /// The mistaken status.
    pub from: Option<Status>,
    /// The status it went back to.
    pub to: Option<Status>,
    /// The reason.
    pub reason: Option<String>,
}
