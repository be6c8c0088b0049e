//! The values of the rule file: everything an organisation may choose.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Basis;
use crate::calendar::{Calendar, Period};
use crate::diagnostic::{Code, Severity};
use crate::domain::{DossierId, MemberCapacity, Numbering, Provision, vocabulary};

/// The rule file of an organisation, read and checked. No number of the procedure stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Name and version of the procedure.
    pub procedure: Procedure,
    /// What each provision is called, such as "art. 3 stap 2".
    pub articles: BTreeMap<Provision, String>,
    /// Parts of the company: the word in a dossier, and the name.
    pub divisions: BTreeMap<String, String>,
    /// Who handles complaints.
    pub officers: Vec<Appointment>,
    /// Who handles appeals.
    pub committee: Vec<CommitteeMember>,
    /// Where complaints and appeals arrive.
    pub addresses: Addresses,
    /// Which days count.
    pub calendar: Calendar,
    /// The terms.
    pub terms: TermRules,
    /// Margins that are no terms.
    pub margins: Margins,
    /// What must be there before a complaint is taken up.
    pub completeness: Completeness,
    /// What the yearly report hides, and when it must have been made.
    pub report: ReportRules,
    /// Where the numbers of a year begin.
    pub numbering: Numbering,
    /// Remarks that weigh otherwise here.
    pub severities: BTreeMap<Code, Severity>,
    /// What letters say besides.
    pub letters: LetterRules,
    /// Findings in the history that were looked at and explained.
    pub acknowledged: Vec<AcknowledgedFinding>,
}

/// A finding in the history with its explanation. Nobody can undo a commit, so it would be told for ever.
///
/// It names the moment of the commit and not the commit: a lawful destruction gives every later commit another name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AcknowledgedFinding {
    /// Which remark; `None` when the rule file names none that is known.
    pub code: Option<Code>,
    /// When its author made the commit.
    pub recorded_at: Option<DateTime<FixedOffset>>,
    /// The dossier; every one of the commit when absent.
    pub dossier: Option<DossierId>,
    /// The explanation.
    pub reason: String,
}

/// What an organisation may have its letters say besides what the procedure asks; nothing is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterRules {
    /// Lines under the name of whoever signs; role and organisation when there are none.
    pub signature: Vec<String>,
    /// A sentence behind the privacy notice, such as where the privacy statement is.
    pub privacy: Option<String>,
    /// Where the rules of the committee are to be found.
    pub committee_rules: Option<String>,
}

/// Name and version of the procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// Its name.
    pub name: String,
    /// Its version; a dossier may pin one.
    pub version: String,
    /// The organisation it binds.
    pub organisation: String,
}

vocabulary! {
    /// In what role someone handles complaints.
    OfficerRole {
        /// The appointed officer.
        Officer = "klachtenfunctionaris",
        /// Who stands in.
        Deputy = "plaatsvervanger",
    }

    /// From when the answer term is counted.
    AnswerStart {
        /// From the day on the complaint; the strictest.
        Submission = "indiening",
        /// From the day of arrival.
        Receipt = "ontvangst",
        /// From the day it was complete.
        Completion = "volledig",
    }

    /// A datum that completeness can ask for.
    Datum {
        /// The name.
        Name = "naam",
        /// The organisation.
        Organisation = "organisatie",
        /// The postal address.
        PostalAddress = "postadres",
        /// The e-mail address.
        Email = "email",
        /// The telephone number.
        Telephone = "telefoon",
        /// An e-mail or postal address where a message arrives.
        ReachableAddress = "bereikbaar_adres",
        /// The day of submission.
        SubmittedOn = "ingediend_op",
        /// What the complaint is.
        Description = "omschrijving",
        /// What was done already.
        StepsTaken = "ondernomen_stappen",
    }
}

/// Someone in a role, from and until a day (both inclusive; open when `None`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The name, as dossiers write it.
    pub name: String,
    /// The role.
    pub role: OfficerRole,
    /// First day in office.
    pub from: Option<NaiveDate>,
    /// Last day in office.
    pub until: Option<NaiveDate>,
}

/// A member of the disputes committee, from and until a day (both inclusive; open when `None`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitteeMember {
    /// The name, as dossiers write it.
    pub name: String,
    /// Employee or independent.
    pub capacity: MemberCapacity,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// The day an outside member agreed to secrecy.
    pub secrecy_on: Option<NaiveDate>,
}

/// Where complaints and appeals arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// E-mail address for complaints.
    pub complaint_email: String,
    /// Postal address for complaints.
    pub complaint_post: String,
    /// E-mail address of the committee.
    pub appeal_email: String,
    /// Postal address of the committee.
    pub appeal_post: String,
}

/// The length, warning and basis of every kind of term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRules {
    /// Confirmation.
    pub acknowledgement: SimpleTerm,
    /// The answer.
    pub answer: AnswerTerm,
    /// Extension notices.
    pub extension: ExtensionTerm,
    /// Interim information.
    pub progress: SimpleTerm,
    /// Requests.
    pub request: RequestTerm,
    /// Agreements have a day of their own.
    pub commitment: OwnTerm,
    /// Consequences of a ruling without a day of their own.
    pub consequence: SimpleTerm,
    /// Improvements have a day of their own.
    pub improvement: OwnTerm,
    /// Keeping and destroying.
    pub retention: RetentionTerm,
}

/// A term with a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimpleTerm {
    /// How long it is.
    pub length: Period,
    /// How long before its last day it is due soon.
    pub warn: Period,
    /// Whose norm it is.
    pub basis: Basis,
}

/// A term whose last day the dossier itself names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnTerm {
    /// How long before its last day it is due soon.
    pub warn: Period,
    /// Whose norm it is.
    pub basis: Basis,
}

/// The term of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerTerm {
    /// How long it is.
    pub length: Period,
    /// From when it is counted.
    pub start: AnswerStart,
    /// Whether a last day that is no working day moves to the next one.
    pub shift_to_working_day: bool,
    /// How long before its last day it is due soon.
    pub warn: Period,
    /// Whose norm it is.
    pub basis: Basis,
}

/// What is asked of an extension notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionTerm {
    /// How long before the then-current term it is amply in time.
    pub ample: Period,
    /// How long before that day it is due soon.
    pub warn: Period,
    /// A longer extension than this gets a remark.
    pub long_above: Period,
    /// More extensions than this get a remark.
    pub at_most: u16,
    /// All extensions together let the term run no further than this beyond its own last day; `None` where the procedure sets no maximum.
    pub maximum: Option<Period>,
    /// Whose norm it is.
    pub basis: Basis,
}

/// The term of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestTerm {
    /// How long it is.
    pub length: Period,
    /// How long before its last day it is due soon.
    pub warn: Period,
    /// Whose norm it is for a person.
    pub basis: Basis,
    /// Whose norm it is for an organisation.
    pub basis_organisation: Basis,
}

/// How long a dossier is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionTerm {
    /// At least; destruction is allowed from the day after.
    pub minimum: Period,
    /// At most; `None` sets no maximum.
    pub maximum: Option<Period>,
    /// How long before the maximum it is due soon.
    pub warn: Period,
    /// Whose norm the minimum is.
    pub basis: Basis,
    /// Whose norm the maximum is.
    pub basis_maximum: Basis,
}

/// Margins that are no terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// How long before a term a letter by post is to be sent.
    pub post: Period,
    /// A longer time between submission and arrival gets a remark.
    pub long_in_transit: Period,
    /// A fact recorded later than this after its day gets a remark in the history.
    pub late_entry: Period,
}

/// What must be there before a complaint is taken up (art. 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// Known, or expressly `geen` or `niet_opgegeven`.
    pub stated: Vec<Datum>,
    /// Really there.
    pub present: Vec<Datum>,
}

/// The yearly report and the evaluation (art. 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportRules {
    /// A smaller number than this, other than nought, is hidden in what is meant for others.
    pub hide_below: u16,
    /// How long after the year every founded complaint has been taken along in its evaluation.
    pub evaluate_within: Period,
}

impl Rules {
    /// Whether these tell of the same procedure and count the same, whoever works by them.
    #[must_use]
    pub fn is_same_procedure(&self, other: &Self) -> bool {
        let (one, two) = (&self.procedure, &other.procedure);
        (&one.name, &one.version, &self.articles, &self.completeness) == (&two.name, &two.version, &other.articles, &other.completeness)
            && self.calendar == other.calendar
            && self.terms == other.terms
            && self.margins == other.margins
            && self.report == other.report
            && self.severities == other.severities
    }

    /// What the provision is called; its own key when the rule file has no label.
    #[must_use]
    pub fn article(&self, provision: Provision) -> &str {
        use crate::domain::Vocabulary;
        self.articles.get(&provision).map_or(provision.word(), String::as_str)
    }

    /// How much a remark weighs in this organisation.
    #[must_use]
    pub fn severity(&self, code: Code) -> Severity {
        self.severities.get(&code).copied().unwrap_or(code.severity())
    }

    /// Why this finding in the history was explained; `None` when it was not.
    #[must_use]
    pub fn explanation(&self, code: Code, recorded_at: DateTime<FixedOffset>, dossier: Option<DossierId>) -> Option<&str> {
        let is_it = |entry: &&AcknowledgedFinding| {
            let named = entry.code == Some(code) && entry.recorded_at == Some(recorded_at);
            named && (entry.dossier.is_none() || entry.dossier == dossier)
        };
        self.acknowledged.iter().find(is_it).map(|entry| entry.reason.as_str())
    }

    /// The officer in office on this day; the first named when there are two.
    #[must_use]
    pub fn officer_on(&self, day: NaiveDate) -> Option<&Appointment> {
        self.officers_on(day).find(|appointment| appointment.role == OfficerRole::Officer)
    }

    /// Officer and deputies in office on this day.
    pub fn officers_on(&self, day: NaiveDate) -> impl Iterator<Item = &Appointment> {
        self.officers.iter().filter(move |appointment| in_office(appointment.from, appointment.until, day))
    }

    /// The members of the committee on this day.
    pub fn committee_on(&self, day: NaiveDate) -> impl Iterator<Item = &CommitteeMember> {
        self.committee.iter().filter(move |member| in_office(member.from, member.until, day))
    }
}

fn in_office(from: Option<NaiveDate>, until: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}
