//! A letter as values: who, when, how, and what it is about. Words come from its template.

use chrono::NaiveDate;

use super::addressee::{Addressee, addressee};
use super::matter::{Matter, matter};
use super::refusal::Refusal;
use crate::domain::{Channel, Dossier, DossierId, Finding, LetterKind, Message, Received, Submitted, TermKind};
use crate::regulation::{Case, OfficerRole, Rules, terms};

/// A letter the officer wants.
#[derive(Clone, Debug)]
pub struct LetterWish<'a> {
    /// The dossier and its rules; `today` is the day the letter is sent or made.
    pub case: Case<'a>,
    /// What kind.
    pub kind: LetterKind,
    /// How it goes, when the officer says so.
    pub channel: Option<Channel>,
    /// Where e-mail arrives, for who is not the complainant.
    pub email: Option<String>,
    /// Where post arrives, for who is not the complainant.
    pub address: Option<String>,
    /// The officer's own text, as Markdown without third-person marks.
    pub body: Option<String>,
    /// Why it takes longer.
    pub reason: Option<String>,
    /// The new last day.
    pub new_term: Option<NaiveDate>,
    /// The finding.
    pub finding: Option<Finding>,
    /// The names of the pieces that go along.
    pub attachments: Vec<String>,
}

/// A letter with everything it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What kind.
    pub kind: LetterKind,
    /// The dossier.
    pub id: DossierId,
    /// The day it bears.
    pub dated_on: NaiveDate,
    /// E-mail or post.
    pub channel: Channel,
    /// Who gets it.
    pub to: Addressee,
    /// Who signs it.
    pub by: Signatory,
    /// The day of submission.
    pub submitted: Option<Submitted>,
    /// The day of arrival.
    pub received: Option<Received>,
    /// What the complaint is about, in a few words.
    pub subject_line: Option<String>,
    /// The last day of the answer, reckoned as if this letter is sent on its day; `None` when no such term runs.
    pub answer_due: Option<NaiveDate>,
    /// The officer's own text, as Markdown.
    pub body: Option<String>,
    /// The names of the pieces that go along.
    pub attachments: Vec<String>,
    /// What it is about.
    pub matter: Matter,
}

/// Who signs a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// The role on that day; `None` for someone without one.
    pub role: Option<OfficerRole>,
}

/// The letter that is wished for.
///
/// # Errors
/// When it would say what is not so, a fact was not given, or nobody can be reached.
pub fn compose(wish: &LetterWish<'_>) -> Result<Letter, Refusal> {
    let Case { dossier, rules, today } = wish.case;
    let matter = matter(wish)?;
    let (to, channel) = addressee(wish)?;
    let letter = Letter {
        kind: wish.kind,
        id: dossier.id,
        dated_on: today,
        channel,
        to,
        by: signatory(dossier, rules, today)?,
        submitted: dossier.submitted,
        received: dossier.received,
        subject_line: dossier.subject_line.clone(),
        answer_due: None,
        body: wish.body.clone(),
        attachments: wish.attachments.clone(),
        matter,
    };
    let answer_due = answer_due(dossier, rules, &letter);
    let needs_term = matches!(wish.kind, LetterKind::Acknowledgement | LetterKind::ProgressNotice);
    if needs_term && answer_due.is_none() {
        let help = "vul «ingediend_op» en «ontvangen_op» in";
        return Err(Refusal::forbidden("er is nog geen dag om de termijn van de reactie vanaf te rekenen", help));
    }
    Ok(Letter { answer_due, ..letter })
}

/// The handler of the dossier, else the officer in office on the day of the letter.
fn signatory(dossier: &Dossier, rules: &Rules, today: NaiveDate) -> Result<Signatory, Refusal> {
    let officer = || rules.officer_on(today).map(|officer| officer.name.clone());
    let none = || {
        let help = "noem onder «functionarissen» in dossiers/regeling.yaml wie klachten behandelt, of vul «behandelaar» in";
        Refusal::forbidden("op deze dag is er geen klachtenfunctionaris die de brief tekent", help)
    };
    let name = dossier.handler.clone().or_else(officer).ok_or_else(none)?;
    let role = rules.officers_on(today).find(|appointment| appointment.name == name).map(|appointment| appointment.role);
    Ok(Signatory { name, role })
}

/// The last day of the answer once this letter is sent.
fn answer_due(dossier: &Dossier, rules: &Rules, letter: &Letter) -> Option<NaiveDate> {
    let sent = sent_dossier(dossier, letter);
    terms(&sent, rules, letter.dated_on).into_iter().find(|term| term.kind == TermKind::Answer)?.due_on
}

/// The dossier as it is once this letter is sent on its day.
#[must_use]
pub fn sent_dossier(dossier: &Dossier, letter: &Letter) -> Dossier {
    let mut sent = dossier.clone();
    sent.messages.push(letter.message());
    sent
}

impl Letter {
    /// The same letter with every text that a person wrote put through `change`.
    ///
    /// # Errors
    /// The first one `change` gives.
    pub fn with_texts<E>(mut self, mut change: impl FnMut(&str) -> Result<String, E>) -> Result<Self, E> {
        let own = [&mut self.to.name, &mut self.to.organisation, &mut self.to.postal_address, &mut self.subject_line, &mut self.body];
        for text in own.into_iter().flatten().chain(self.matter.texts()) {
            *text = change(text)?;
        }
        Ok(self)
    }

    /// Its entry in the correspondence, sent on its day.
    #[must_use]
    pub fn message(&self) -> Message {
        let (reason, new_term) = match &self.matter {
            Matter::ExtensionNotice { reason, new_term } => (Some(reason.clone()), Some(*new_term)),
            _ => (None, None),
        };
        Message {
            kind: Some(self.kind.message_kind()),
            date: Some(self.dated_on),
            channel: Some(self.channel),
            subject_line: None,
            attachment: None,
            with: self.with(),
            stated_direction: self.kind.stated_direction(),
            proof_of_sending: None,
            reason,
            new_term,
        }
    }

    /// With whom, when not with the complainant.
    #[must_use]
    pub fn with(&self) -> Option<String> {
        self.to.name.clone().filter(|_| !self.to.is_complainant)
    }
}
