//! The dossier of one complaint.

use chrono::NaiveDate;

use super::{
    AcknowledgedLateness, Appeal, Channel, Commitment, Complainant, ComplaintPart, DossierId, ExternalAdvice, Improvement, KeepLonger, Message,
    MessageKind, OralReport, Received, Reopening, Request, Resolution, SpecialData, Status, StatusCorrection, Subject, Submitted, Talk, ThirdParty,
};

/// One complaint as its dossier tells it.
///
/// Only number and status are certain: an incomplete complaint still is a dossier, and completeness is a rule.
/// A list keeps an entry for every entry of the file, also where one could not be understood, so that an index names a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its number.
    pub id: DossierId,
    /// Where it stands.
    pub status: Status,
    /// The oral remark it began with.
    pub oral_report: Option<OralReport>,
    /// The day of submission; absent until the complaint is in writing.
    pub submitted: Option<Submitted>,
    /// How the day of submission is known, when not from the complaint itself.
    pub submitted_source: Option<String>,
    /// The day of arrival.
    pub received: Option<Received>,
    /// Through whom it arrived, when not at the address for complaints.
    pub received_via: Option<String>,
    /// How it was submitted.
    pub channel: Option<Channel>,
    /// The part of the company, a key of the rule file; `geen` for someone who is no customer.
    pub division: Option<String>,
    /// What it is about (art. 1).
    pub subjects: Vec<Subject>,
    /// Its subject line.
    pub subject_line: Option<String>,
    /// Reference to what was agreed in writing.
    pub contract: Option<String>,
    /// The contact person within the company.
    pub internal_contact: Option<String>,
    /// Who complains.
    pub complainant: Complainant,
    /// On whose behalf.
    pub on_behalf_of: Option<String>,
    /// Who represents the complainant, and since when.
    pub representative: Option<Representative>,
    /// The employees complained about.
    pub accused: Vec<String>,
    /// Who handles it; the officer in office when absent.
    pub handler: Option<String>,
    /// The talks.
    pub talks: Vec<Talk>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The agreements.
    pub commitments: Vec<Commitment>,
    /// External advice.
    pub advice: Vec<ExternalAdvice>,
    /// Parts with a finding of their own.
    pub parts: Vec<ComplaintPart>,
    /// The ending.
    pub resolution: Option<Resolution>,
    /// What is improved.
    pub improvements: Vec<Improvement>,
    /// The day a founded complaint was taken along in the yearly evaluation (art. 4).
    pub evaluated_on: Option<NaiveDate>,
    /// The appeal.
    pub appeal: Option<Appeal>,
    /// Requests concerning the dossier.
    pub requests: Vec<Request>,
    /// What was decided about data of third persons.
    pub third_parties: Vec<ThirdParty>,
    /// Acknowledged lateness.
    pub acknowledged: Vec<AcknowledgedLateness>,
    /// Why it is kept longer.
    pub keep_longer: Option<KeepLonger>,
    /// When and why it was opened again.
    pub reopenings: Vec<Reopening>,
    /// Statuses set by mistake and put right.
    pub corrections: Vec<StatusCorrection>,
    /// Related dossiers.
    pub related: Vec<DossierId>,
    /// The dossier this repeats.
    pub recurrence_of: Option<DossierId>,
    /// Numbers it had before.
    pub formerly: Vec<DossierId>,
    /// Special data that ask for care before sharing.
    pub special_data: Vec<SpecialData>,
    /// The version of the procedure it is held to.
    pub regulation_version: Option<String>,
    /// The day the complainant was told how the data are used and may be shared (art. 4).
    pub informed_on: Option<NaiveDate>,
    /// What the complainant was given to make good.
    pub redress: Option<String>,
    /// What the complainant thought of the handling.
    pub satisfaction: Option<String>,
    /// Which sections the text has.
    pub narrative: Narrative,
}

/// A representative with the day of authority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Representative {
    /// The name.
    pub name: Option<String>,
    /// The day the authority was given.
    pub authorised_on: Option<NaiveDate>,
}

/// Which sections of the text are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// `## Omschrijving`.
    pub description: Section,
    /// `## Ondernomen stappen`.
    pub steps_taken: Section,
    /// `## Bevindingen`.
    pub findings: Section,
}

impl Narrative {
    /// The heading of what the complaint is (art. 2).
    pub const DESCRIPTION: &'static str = "Omschrijving";
    /// The heading of what was done already (art. 2).
    pub const STEPS_TAKEN: &'static str = "Ondernomen stappen";
    /// The heading of what was found.
    pub const FINDINGS: &'static str = "Bevindingen";
}

/// Whether a section of the text is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// The heading is absent.
    #[default]
    Absent,
    /// The heading is there with nothing under it.
    Empty,
    /// There is text under the heading.
    Written,
}

impl Dossier {
    /// A dossier with only its number and status.
    #[must_use]
    pub fn new(id: DossierId, status: Status) -> Self {
        Self {
            id,
            status,
            oral_report: None,
            submitted: None,
            submitted_source: None,
            received: None,
            received_via: None,
            channel: None,
            division: None,
            subjects: Vec::new(),
            subject_line: None,
            contract: None,
            internal_contact: None,
            complainant: Complainant::default(),
            on_behalf_of: None,
            representative: None,
            accused: Vec::new(),
            handler: None,
            talks: Vec::new(),
            messages: Vec::new(),
            commitments: Vec::new(),
            advice: Vec::new(),
            parts: Vec::new(),
            resolution: None,
            improvements: Vec::new(),
            evaluated_on: None,
            appeal: None,
            requests: Vec::new(),
            third_parties: Vec::new(),
            acknowledged: Vec::new(),
            keep_longer: None,
            reopenings: Vec::new(),
            corrections: Vec::new(),
            related: Vec::new(),
            recurrence_of: None,
            formerly: Vec::new(),
            special_data: Vec::new(),
            regulation_version: None,
            informed_on: None,
            redress: None,
            satisfaction: None,
            narrative: Narrative::default(),
        }
    }

    /// The finding of the ending.
    #[must_use]
    pub fn finding(&self) -> Option<super::Finding> {
        self.resolution.as_ref().and_then(|resolution| resolution.finding)
    }

    /// The day it was last opened again; `None` when it never was.
    #[must_use]
    pub fn reopened_on(&self) -> Option<NaiveDate> {
        self.reopenings.iter().filter_map(|reopening| reopening.on).max()
    }

    /// Whether a written answer was sent, since the dossier was last opened again if it was (the day of reopening counts).
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let answers = self.messages.iter().filter_map(|message| message.sent_in_writing_as(MessageKind::Answer));
        answers.max().is_some_and(|answered| self.reopened_on().is_none_or(|reopened| answered >= reopened))
    }

    /// The day of the ending.
    #[must_use]
    pub fn ended_on(&self) -> Option<NaiveDate> {
        self.resolution.as_ref().and_then(|resolution| resolution.date)
    }
}
