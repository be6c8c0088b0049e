//! How a complaint ends, and what follows from it: resolution, improvement, appeal, requests, retention.

use chrono::NaiveDate;

use super::{Decision, Disclosure, Effectiveness, Finding, ImprovementArea, RequestKind, RulingFinding, Subject, TermKind};

/// The ending of a complaint, whatever its kind (art. 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The day of the ending; the retention period starts here.
    pub date: Option<NaiveDate>,
    /// The manner of the ending.
    pub manner: Option<String>,
    /// What was found.
    pub finding: Option<Finding>,
    /// The reason, where the ending asks one.
    pub reason: Option<String>,
}

/// A part of a complaint with a finding of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComplaintPart {
    /// What the part is about, in words.
    pub subject_line: Option<String>,
    /// Which of the three subjects of art. 1.
    pub subject: Option<Subject>,
    /// What was found of this part.
    pub finding: Option<Finding>,
}

/// A measure that follows from a founded complaint (art. 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Improvement {
    /// The cause.
    pub cause: Option<String>,
    /// The measure; the word `geen` asks a reason.
    pub measure: Option<String>,
    /// Why there is no measure.
    pub reason: Option<String>,
    /// What it improves.
    pub areas: Vec<ImprovementArea>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// Its last day.
    pub due_on: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// Whether it worked.
    pub effect: Option<EffectAssessment>,
}

impl Improvement {
    /// Whether the record says expressly that no measure is taken.
    #[must_use]
    pub fn is_none_expressly(&self) -> bool {
        self.measure.as_deref() == Some("geen")
    }
}

/// Whether a measure worked, as assessed on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectAssessment {
    /// The day of the assessment.
    pub assessed_on: Option<NaiveDate>,
    /// What it said.
    pub outcome: Option<Effectiveness>,
}

/// An appeal to the disputes committee (art. 5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appeal {
    /// The day it was filed; the procedure names no term for it.
    pub filed_on: Option<NaiveDate>,
    /// Condition a.
    pub appellant: Option<Appellant>,
    /// Condition b: the body whose decision is appealed.
    pub deciding_body: Option<String>,
    /// Condition c: the grounds.
    pub grounds: Option<String>,
    /// The day the dossier was handed to the committee.
    pub handed_over_on: Option<NaiveDate>,
    /// The day the committee took it up; from here a, b and c are demanded.
    pub taken_up_on: Option<NaiveDate>,
    /// The day it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// The ruling.
    pub ruling: Option<Ruling>,
}

/// Who appeals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appellant {
    /// The complainant, with the data of the complaint.
    Complainant,
    /// Someone else, or the complainant written out.
    Named {
        /// The name.
        name: Option<String>,
        /// The address.
        address: Option<String>,
        /// The place of residence.
        residence: Option<String>,
    },
}

/// The ruling of the committee; it binds (art. 5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruling {
    /// The day of the ruling.
    pub date: Option<NaiveDate>,
    /// What was ruled.
    pub finding: Option<RulingFinding>,
    /// What follows from it.
    pub consequences: Vec<Consequence>,
}

/// A consequence of a ruling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequence {
    /// What is to be done.
    pub what: Option<String>,
    /// Who does it.
    pub who: Option<String>,
    /// Its last day; ten working days after the ruling when absent (rule file).
    pub due_on: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
}

/// A request concerning the dossier (art. 4, privacy law).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// What is asked.
    pub kind: Option<RequestKind>,
    /// The day it came in; starts the month.
    pub received_on: Option<NaiveDate>,
    /// The day the identity was established.
    pub identity_established_on: Option<NaiveDate>,
    /// The decision.
    pub decision: Option<Decision>,
    /// The reason of the decision.
    pub reason: Option<String>,
    /// The day it was met.
    pub fulfilled_on: Option<NaiveDate>,
}

/// A decision about data that concern a third person, for when the complainant inspects the dossier (art. 4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThirdParty {
    /// Which part of the front matter, such as `correspondentie[2]`; entries are counted from nought.
    pub field: Option<String>,
    /// Which stored piece, relative to the dossier's folder.
    pub attachment: Option<String>,
    /// What was decided, as stated; see [`Self::is_withheld`].
    pub decision: Option<Disclosure>,
    /// The reason, which the complainant gets to read.
    pub reason: Option<String>,
}

impl ThirdParty {
    /// Whether it is left out: the safe side, unless it is expressly shown.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        self.decision != Some(Disclosure::Show)
    }
}

/// Lateness the officer acknowledges with a reason, so that it is not reported for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcknowledgedLateness {
    /// Which kind of term.
    pub term: Option<TermKind>,
    /// The due day that was missed.
    pub due_on: Option<NaiveDate>,
    /// The reason.
    pub reason: Option<String>,
}

/// A reason to keep the dossier longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeepLonger {
    /// The day the reason was recorded.
    pub since: Option<NaiveDate>,
    /// The reason.
    pub reason: Option<String>,
    /// The last day it is kept for that reason; `None` keeps it until the reason is lifted.
    pub until: Option<NaiveDate>,
    /// The day from which the reason no longer holds, that day included; `None` while it was not lifted.
    pub lifted_on: Option<NaiveDate>,
    /// Why it no longer holds.
    pub lift_reason: Option<String>,
}

impl KeepLonger {
    /// Whether the dossier is kept for this reason on a day: it says why, its last day has not passed and it was not lifted.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        let passed = self.until.is_some_and(|until| until < day) || self.lifted().is_some_and(|lifted| lifted <= day);
        self.reason.is_some() && !passed
    }

    /// The day it was lifted, which may be the day it was recorded; `None` too when the lifting is of before the reason.
    #[must_use]
    pub fn lifted(&self) -> Option<NaiveDate> {
        self.lifted_on.filter(|lifted| self.since.is_none_or(|since| since <= *lifted))
    }
}

/// A reopening: an event with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reopening {
    /// The day.
    pub on: Option<NaiveDate>,
    /// The reason.
    pub reason: Option<String>,
}
