//! What a template of a letter knows, by the Dutch words its author uses.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;

use crate::domain::{Provision, Vocabulary};
use crate::regulation::letter::{
    AppealCondition, Letter, LetterConsequence, Matter, decision_in_words, finding_in_words, piece_name, ruling_in_words,
};
use crate::regulation::{Datum, Rules};

/// Everything a template can name.
#[derive(Serialize)]
pub(super) struct View<'a> {
    nummer: String,
    dag: NaiveDate,
    kanaal: String,
    organisatie: &'a str,
    regeling: &'a str,
    artikel: BTreeMap<&'static str, &'a str>,
    bewaren: String,
    privacy: Option<&'a str>,
    reglement: Option<&'a str>,
    klachtadres: AddressView<'a>,
    commissie: CommitteeView<'a>,
    functionaris: OfficerView<'a>,
    aan: AddresseeView<'a>,
    klacht: ComplaintView<'a>,
    laatste_dag: Option<NaiveDate>,
    /// The officer's own text, which may use Markdown.
    tekst: Value,
    bijlagen: &'a [String],
    #[serde(flatten)]
    matter: MatterView<'a>,
}

#[derive(Serialize)]
struct AddressView<'a> {
    email: &'a str,
    post: &'a str,
}

#[derive(Serialize)]
struct CommitteeView<'a> {
    email: &'a str,
    post: &'a str,
    leden: Vec<MemberView<'a>>,
}

#[derive(Serialize)]
struct MemberView<'a> {
    naam: &'a str,
    hoedanigheid: String,
}

#[derive(Serialize)]
struct OfficerView<'a> {
    naam: &'a str,
    rol: Option<String>,
    ondertekening: &'a [String],
}

#[derive(Serialize)]
struct AddresseeView<'a> {
    naam: Option<&'a str>,
    organisatie: Option<&'a str>,
    adres: Vec<&'a str>,
}

#[derive(Serialize)]
struct ComplaintView<'a> {
    ingediend_op: Option<NaiveDate>,
    ontvangen_op: Option<NaiveDate>,
    onderwerp: Option<&'a str>,
}

/// What a kind of letter knows besides; absent for the others.
#[derive(Default, Serialize)]
struct MatterView<'a> {
    ontbreekt: Option<Vec<&'static str>>,
    termijn_loopt: Option<bool>,
    gespreksdag: Option<NaiveDate>,
    reden: Option<&'a str>,
    nieuwe_termijn: Option<NaiveDate>,
    oordeel: Option<String>,
    onderdelen: Vec<PartView<'a>>,
    afspraken: Vec<TaskView<'a>>,
    gebeurd_op: Option<NaiveDate>,
    consequenties: Vec<TaskView<'a>>,
    besluit: Option<&'static str>,
    afgewezen: bool,
    geheimhouding_op: Option<NaiveDate>,
    stukken: Vec<&'a str>,
}

#[derive(Serialize)]
struct PartView<'a> {
    onderwerp: &'a str,
    oordeel: String,
}

#[derive(Serialize)]
struct TaskView<'a> {
    wat: &'a str,
    wie: &'a str,
    uiterlijk: Option<NaiveDate>,
}

impl<'a> View<'a> {
    /// What the template of this letter knows.
    pub(super) fn of(letter: &'a Letter, rules: &'a Rules) -> Self {
        let (addresses, letters) = (&rules.addresses, &rules.letters);
        let members = rules.committee_on(letter.dated_on);
        let to = &letter.to;
        Self {
            nummer: letter.id.to_string(),
            dag: letter.dated_on,
            kanaal: letter.channel.to_string(),
            organisatie: &rules.procedure.organisation,
            regeling: &rules.procedure.name,
            artikel: Provision::ALL.iter().map(|provision| (provision.word(), rules.article(*provision))).collect(),
            bewaren: rules.terms.retention.minimum.to_string(),
            privacy: letters.privacy.as_deref(),
            reglement: letters.committee_rules.as_deref(),
            klachtadres: AddressView { email: &addresses.complaint_email, post: &addresses.complaint_post },
            commissie: CommitteeView {
                email: &addresses.appeal_email,
                post: &addresses.appeal_post,
                leden: members.map(|member| MemberView { naam: &member.name, hoedanigheid: member.capacity.to_string() }).collect(),
            },
            functionaris: OfficerView { naam: &letter.by.name, rol: letter.by.role.map(|role| role.to_string()), ondertekening: &letters.signature },
            aan: AddresseeView {
                naam: to.name.as_deref(),
                organisatie: to.organisation.as_deref(),
                adres: address_lines(to.postal_address.as_deref().unwrap_or_default()),
            },
            klacht: ComplaintView {
                ingediend_op: letter.submitted.map(|day| day.date()),
                ontvangen_op: letter.received.map(|day| day.date()),
                onderwerp: letter.subject_line.as_deref(),
            },
            laatste_dag: letter.answer_due,
            tekst: letter.body.clone().map_or(Value::from(()), Value::from_safe_string),
            bijlagen: &letter.attachments,
            matter: MatterView::of(&letter.matter),
        }
    }
}

impl<'a> MatterView<'a> {
    fn of(matter: &'a Matter) -> Self {
        let blank = Self::default();
        match matter {
            Matter::Acknowledgement | Matter::ProgressNotice | Matter::CommitteeRules => blank,
            Matter::CompletionRequest { lacking, term_runs } => {
                Self { ontbreekt: Some(lacking.iter().copied().map(Datum::asked).collect()), termijn_loopt: Some(*term_runs), ..blank }
            }
            Matter::Invitation { on } => Self { gespreksdag: *on, ..blank },
            Matter::ExtensionNotice { reason, new_term } => Self { reden: Some(reason), nieuwe_termijn: Some(*new_term), ..blank },
            Matter::Answer { finding, parts } => {
                let parts = parts.iter().map(|(subject, finding)| PartView { onderwerp: subject, oordeel: finding_in_words(*finding) });
                Self { oordeel: Some(finding_in_words(*finding)), onderdelen: parts.collect(), ..blank }
            }
            Matter::Withdrawal { on } => Self { gebeurd_op: Some(*on), ..blank },
            Matter::Solution { on, commitments } => {
                let tasks = commitments.iter().map(|made| TaskView {
                    wat: made.what.as_deref().unwrap_or_default(),
                    wie: made.who.as_deref().unwrap_or_default(),
                    uiterlijk: made.due_on,
                });
                Self { gespreksdag: *on, afspraken: tasks.collect(), ..blank }
            }
            Matter::AppealConfirmation { filed_on, lacking } => {
                let asked = lacking.iter().copied().map(AppealCondition::asked).collect();
                Self { gebeurd_op: Some(*filed_on), ontbreekt: Some(asked), ..blank }
            }
            Matter::Ruling { on, finding, consequences } => {
                let tasks = consequences.iter().map(LetterConsequence::task).collect();
                Self { gebeurd_op: Some(*on), oordeel: Some(ruling_in_words(*finding)), consequenties: tasks, ..blank }
            }
            Matter::Inspection { received_on, decision, reason } => Self {
                gebeurd_op: Some(*received_on),
                besluit: Some(decision_in_words(*decision)),
                afgewezen: *decision == crate::domain::Decision::Refused,
                reden: reason.as_deref(),
                ..blank
            },
            Matter::AdviceRequest { secrecy_on, pieces, .. } => {
                Self { geheimhouding_op: *secrecy_on, stukken: pieces.iter().map(|piece| piece_name(piece)).collect(), ..blank }
            }
        }
    }
}

impl LetterConsequence {
    fn task(&self) -> TaskView<'_> {
        TaskView { wat: &self.what, wie: &self.who, uiterlijk: Some(self.due_on) }
    }
}

/// The lines of an address that was written with commas.
pub(super) fn address_lines(address: &str) -> Vec<&str> {
    address.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect()
}
