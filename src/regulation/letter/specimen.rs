//! Invented dossiers in which everything occurs that a letter can say: what a template is tried on.
//!
//! Every day and every name in one occurs once, so that nothing stands in for something else.

use chrono::NaiveDate;

use super::compose::LetterWish;
use crate::domain::{
    Appeal, Appellant, Channel, Commitment, Complainant, ComplainantName, ComplaintPart, Consequence, Decision, Dossier, DossierId, ExternalAdvice,
    Finding, LetterKind, Narrative, Received, Request, RequestKind, Resolution, Ruling, RulingFinding, Section, Stated, Status, Submitted, Talk,
    TalkKind, TalkOutcome,
};
use crate::regulation::{Case, Rules};

/// The officer's own text in a specimen.
const BODY: &str = "Uit het onderzoek bleek *het een en ander*.\n\n- ten eerste dit\n- ten tweede dat";

/// A dossier with the wish for a letter of it.
#[derive(Clone, Debug)]
pub struct Specimen {
    /// The dossier.
    pub dossier: Dossier,
    finding: Finding,
    channel: Channel,
    attachments: Vec<String>,
    kind: LetterKind,
}

impl Specimen {
    /// The wish for its letter under these rules.
    #[must_use]
    pub fn wish<'a>(&'a self, rules: &'a Rules) -> LetterWish<'a> {
        let is_other = self.kind == LetterKind::AdviceRequest;
        LetterWish {
            case: Case { dossier: &self.dossier, rules, today: today() },
            kind: self.kind,
            channel: Some(self.channel),
            email: is_other.then(|| "advies@waag.example".to_owned()),
            address: is_other.then(|| "Waagplein 1, 1234 AC Voorbeeldstad".to_owned()),
            body: Some(BODY.to_owned()),
            reason: Some("De drukker levert de gegevens pas later".to_owned()),
            new_term: Some(day(2027, 1, 18)),
            finding: Some(self.finding),
            attachments: self.attachments.clone(),
        }
    }
}

/// The day of every specimen.
fn today() -> NaiveDate {
    day(2026, 11, 4)
}

/// The specimens a template of this kind is tried on under these rules: one for every turn its text can take.
#[must_use]
pub fn specimens(kind: LetterKind, rules: &Rules) -> Vec<Specimen> {
    let handler = rules.officer_on(today()).is_none().then(|| "M. Visser".to_owned());
    let usual = Specimen {
        dossier: Dossier { handler, ..dossier(kind) },
        finding: Finding::Founded,
        channel: Channel::Email,
        attachments: vec!["2026-11-03-uitslagen.pdf".to_owned()],
        kind,
    };
    let mut all = vec![usual.clone()];
    all.push(Specimen { channel: Channel::Post, attachments: Vec::new(), dossier: without_what_may_lack(&usual.dossier, kind), ..usual.clone() });
    match kind {
        LetterKind::Answer => {
            let others = [Finding::PartlyFounded, Finding::Unfounded, Finding::NoFinding];
            all.extend(others.map(|finding| Specimen { finding, ..usual.clone() }));
        }
        LetterKind::Ruling => {
            let others = [RulingFinding::PartlyFounded, RulingFinding::Unfounded, RulingFinding::Inadmissible];
            all.extend(others.map(|finding| Specimen { dossier: ruled(&usual.dossier, finding), ..usual.clone() }));
        }
        LetterKind::Inspection => {
            let others = [Decision::Partly, Decision::Refused];
            all.extend(others.map(|decision| Specimen { dossier: decided(&usual.dossier, decision), ..usual.clone() }));
        }
        _ => {}
    }
    // A letter about rules without the rules is none, unless the rule file says where they are.
    all.retain(|specimen| kind != LetterKind::CommitteeRules || !specimen.attachments.is_empty());
    all
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the days of specimens exist")
}

fn dossier(kind: LetterKind) -> Dossier {
    let id = DossierId::new(2026, 7).expect("seven is a serial");
    let dossier = Dossier::new(id, Status::InProgress);
    let complete = Narrative { description: Section::Written, steps_taken: Section::Written, findings: Section::Written };
    Dossier {
        submitted: Some(Submitted::on(day(2026, 11, 2))),
        received: Some(Received::on(day(2026, 11, 3))),
        subject_line: Some("Uitslag kwam te laat".to_owned()),
        complainant: complainant(),
        talks: vec![talk(kind)],
        commitments: vec![commitment("Uitslagen opnieuw aanleveren", "Productie", 24), commitment("Excuses aanbieden", "Directie", 25)],
        advice: vec![ExternalAdvice {
            body: Some("Adviesbureau De Waag".to_owned()),
            secrecy_on: Some(day(2026, 11, 1)),
            pieces: vec!["bijlagen/2026-11-02-klacht.eml".to_owned()],
            ..ExternalAdvice::default()
        }],
        parts: vec![part("Toon van het gesprek", Finding::Unfounded), part("Late uitslag", Finding::PartlyFounded)],
        resolution: Some(Resolution { date: Some(day(2026, 10, 30)), ..Resolution::default() }),
        appeal: Some(appeal()),
        requests: vec![request(Decision::Granted)],
        narrative: if kind == LetterKind::CompletionRequest { Narrative::default() } else { complete },
        status: if kind == LetterKind::WithdrawalConfirmation { Status::Withdrawn } else { Status::InProgress },
        ..dossier
    }
}

fn complainant() -> Complainant {
    let known = |text: &str| Some(Stated::Known(text.to_owned()));
    Complainant {
        name: Some(ComplainantName::Named("Sanne de Wit".to_owned())),
        organisation: known("ROC De Linde"),
        postal_address: known("Lindelaan 4, 1234 AB Voorbeeldstad"),
        email: known("s.dewit@roc-delinde.example"),
        telephone: known("0612345678"),
        preference: None,
    }
}

/// A solved talk, or one that is planned.
fn talk(kind: LetterKind) -> Talk {
    let planned = kind == LetterKind::Invitation;
    Talk {
        kind: Some(TalkKind::OnInvitation),
        invited_on: None,
        held_on: Some(if planned { day(2026, 11, 12) } else { day(2026, 10, 29) }),
        outcome: (!planned).then_some(TalkOutcome::Solved),
    }
}

fn commitment(what: &str, who: &str, due: u32) -> Commitment {
    Commitment { what: Some(what.to_owned()), who: Some(who.to_owned()), due_on: Some(day(2026, 11, due)), ..Commitment::default() }
}

fn part(subject: &str, finding: Finding) -> ComplaintPart {
    ComplaintPart { subject_line: Some(subject.to_owned()), subject: None, finding: Some(finding) }
}

fn appeal() -> Appeal {
    let consequence = |what: &str, who: &str, due: u32| Consequence {
        what: Some(what.to_owned()),
        who: Some(who.to_owned()),
        due_on: Some(day(2027, 2, due)),
        done_on: None,
    };
    let consequences = vec![consequence("Uitleg toesturen", "Voorlichting", 8), consequence("Kosten vergoeden", "Administratie", 9)];
    Appeal {
        filed_on: Some(day(2026, 10, 26)),
        appellant: Some(Appellant::Complainant),
        ruling: Some(Ruling { date: Some(day(2026, 10, 27)), finding: Some(RulingFinding::Founded), consequences }),
        ..Appeal::default()
    }
}

fn request(decision: Decision) -> Request {
    Request {
        kind: Some(RequestKind::Inspection),
        received_on: Some(day(2026, 10, 28)),
        decision: Some(decision),
        reason: Some("De verslagen zijn van een ander".to_owned()),
        ..Request::default()
    }
}

/// The same dossier in which everything is absent that may be.
fn without_what_may_lack(dossier: &Dossier, kind: LetterKind) -> Dossier {
    let mut lean = dossier.clone();
    lean.complainant.organisation = Some(Stated::Nothing);
    lean.subject_line = None;
    lean.talks.clear();
    lean.parts.clear();
    lean.commitments.clear();
    lean.requests.iter_mut().for_each(|request| request.reason = None);
    lean.advice.iter_mut().for_each(|advice| advice.secrecy_on = None);
    if let Some(appeal) = &mut lean.appeal {
        appeal.deciding_body = Some("Klachtenfunctionaris".to_owned());
        appeal.grounds = Some("De kosten zijn niet vergoed".to_owned());
        appeal.ruling.iter_mut().for_each(|ruling| ruling.consequences.clear());
    }
    if kind == LetterKind::CompletionRequest {
        lean.submitted = None;
        lean.complainant.telephone = None;
    }
    lean
}

fn ruled(dossier: &Dossier, finding: RulingFinding) -> Dossier {
    let mut ruled = dossier.clone();
    let ruling = ruled.appeal.as_mut().and_then(|appeal| appeal.ruling.as_mut());
    ruling.into_iter().for_each(|ruling| ruling.finding = Some(finding));
    ruled
}

fn decided(dossier: &Dossier, decision: Decision) -> Dossier {
    Dossier { requests: vec![request(decision)], ..dossier.clone() }
}
