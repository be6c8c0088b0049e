//! What a letter is about: the facts of its kind, from the dossier and from what the officer gives with it.

use chrono::NaiveDate;

use super::compose::LetterWish;
use super::refusal::Refusal;
use crate::calendar::day_in_words;
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{
    Appeal, Appellant, Commitment, ComplaintPart, Decision, Dossier, ExternalAdvice, Finding, LetterKind, Request, RequestKind, Ruling,
    RulingFinding, Status, TalkKind, TalkOutcome, TermKind,
};
use crate::regulation::{AnswerStart, Case, Datum, lacking, terms};

/// The facts of a letter by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The complaint is taken up.
    Acknowledgement,
    /// What is lacking.
    CompletionRequest {
        /// The data, in the order of the rule file.
        lacking: Vec<Datum>,
        /// Whether the term of the answer runs on meanwhile.
        term_runs: bool,
    },
    /// A talk.
    Invitation {
        /// The day that is planned.
        on: Option<NaiveDate>,
    },
    /// How things stand.
    ProgressNotice,
    /// Later than the term.
    ExtensionNotice {
        /// Why.
        reason: String,
        /// The new last day.
        new_term: NaiveDate,
    },
    /// The finding.
    Answer {
        /// Of the whole.
        finding: Finding,
        /// Of its parts.
        parts: Vec<(String, Finding)>,
    },
    /// Withdrawn on a day.
    Withdrawal {
        /// The day.
        on: NaiveDate,
    },
    /// Solved in a talk.
    Solution {
        /// The day of the talk.
        on: Option<NaiveDate>,
        /// What was agreed.
        commitments: Vec<Commitment>,
    },
    /// The rules of the committee.
    CommitteeRules,
    /// An appeal came in.
    AppealConfirmation {
        /// The day it was filed.
        filed_on: NaiveDate,
        /// The conditions it does not meet yet.
        lacking: Vec<AppealCondition>,
    },
    /// The ruling.
    Ruling {
        /// Its day.
        on: NaiveDate,
        /// What was ruled.
        finding: RulingFinding,
        /// What follows from it.
        consequences: Vec<LetterConsequence>,
    },
    /// The inspection.
    Inspection {
        /// The request.
        received_on: NaiveDate,
        /// The decision.
        decision: Decision,
        /// Its reason.
        reason: Option<String>,
    },
    /// A request for advice.
    AdviceRequest {
        /// The entry in the dossier, counted from nought.
        entry: usize,
        /// The day secrecy was agreed on; until then no piece goes along.
        secrecy_on: Option<NaiveDate>,
        /// The pieces.
        pieces: Vec<String>,
    },
}

/// A condition of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealCondition {
    /// a: name, address and place of residence.
    Appellant,
    /// b: the body whose decision it is against.
    DecidingBody,
    /// c: the grounds.
    Grounds,
}

/// A consequence with the day it is due, counted where the ruling names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterConsequence {
    /// What is done.
    pub what: String,
    /// Who does it.
    pub who: String,
    /// The last day.
    pub due_on: NaiveDate,
}

impl Matter {
    /// Every text in it that a person wrote.
    pub(super) fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Self::ExtensionNotice { reason, .. } => vec![reason],
            Self::Answer { parts, .. } => parts.iter_mut().map(|(subject, _)| subject).collect(),
            Self::Solution { commitments, .. } => commitments.iter_mut().flat_map(|made| [&mut made.what, &mut made.who]).flatten().collect(),
            Self::Ruling { consequences, .. } => consequences.iter_mut().flat_map(|follows| [&mut follows.what, &mut follows.who]).collect(),
            Self::Inspection { reason, .. } => reason.iter_mut().collect(),
            _ => Vec::new(),
        }
    }
}

/// The facts of this letter.
///
/// # Errors
/// When the letter would say what is not so, or a fact was not given.
pub(super) fn matter(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let case = &wish.case;
    match wish.kind {
        LetterKind::Acknowledgement => acknowledgement(case),
        LetterKind::CompletionRequest => completion_request(wish),
        LetterKind::Invitation => Ok(Matter::Invitation { on: planned_talk(case) }),
        LetterKind::ProgressNotice => Ok(Matter::ProgressNotice),
        LetterKind::ExtensionNotice => extension(wish),
        LetterKind::Answer => answer(wish),
        LetterKind::WithdrawalConfirmation => Ok(Matter::Withdrawal { on: ended_as(case.dossier, Status::Withdrawn).unwrap_or(case.today) }),
        LetterKind::SolutionConfirmation => solution(wish),
        LetterKind::CommitteeRules => committee_rules(wish),
        LetterKind::AppealConfirmation => appeal_confirmation(case),
        LetterKind::Ruling => ruling(case),
        LetterKind::Inspection => inspection(case),
        LetterKind::AdviceRequest => advice(wish),
    }
}

fn acknowledgement(case: &Case<'_>) -> Result<Matter, Refusal> {
    let lacking = lacking(case);
    if lacking.is_empty() {
        return Ok(Matter::Acknowledgement);
    }
    let names: Vec<_> = lacking.iter().map(ToString::to_string).collect();
    Err(Refusal::forbidden(
        format!("de klacht is nog niet volledig ({}); een bevestiging zegt dat zij in behandeling is", names.join(", ")),
        format!("vul het dossier aan, of vraag erom: klacht brief verzoek_om_aanvulling {}", case.dossier.id),
    ))
}

fn completion_request(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let lacking = lacking(&wish.case);
    if lacking.is_empty() && wish.body.is_none() {
        let what = "er ontbreekt niets dat de regeling vraagt, dus is er niets om aan te vullen";
        return Err(Refusal::forbidden(what, "wilt u toch iets vragen, schrijf het dan zelf en geef het mee met --tekst BESTAND"));
    }
    Ok(Matter::CompletionRequest { lacking, term_runs: wish.case.rules.terms.answer.start != AnswerStart::Completion })
}

/// The day of a talk on invitation that is still to come.
fn planned_talk(case: &Case<'_>) -> Option<NaiveDate> {
    let open = case.dossier.talks.iter().filter(|talk| talk.kind != Some(TalkKind::Before) && talk.outcome.is_none());
    open.filter_map(|talk| talk.held_on).find(|day| *day >= case.today)
}

fn extension(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let missing = [(wish.reason.is_none(), "--reden"), (wish.new_term.is_none(), "--nieuwe-termijn")];
    let missing: Vec<_> = missing.into_iter().filter(|(missing, _)| *missing).map(|(_, flag)| flag).collect();
    let (Some(reason), Some(new_term)) = (wish.reason.clone(), wish.new_term) else {
        let what = format!("een uitstelbericht noemt de reden en de nieuwe termijn; er ontbreekt nog: {}", missing.join(", "));
        return Err(Refusal::not_given(what, "geef het erbij, bijvoorbeeld --reden \"de drukker levert later\" --nieuwe-termijn 2026-12-14"));
    };
    let terms = terms(wish.case.dossier, wish.case.rules, wish.case.today);
    let due_on = terms.iter().find(|term| term.kind == TermKind::Answer).and_then(|term| term.due_on);
    let Some(due_on) = due_on else {
        let what = "er loopt nog geen termijn voor de reactie, dus is er niets uit te stellen";
        return Err(Refusal::forbidden(what, "vul eerst in wanneer de klacht is ingediend"));
    };
    if new_term <= due_on {
        let what = format!("de nieuwe termijn {} is niet later dan de oude, {}", day_in_words(new_term), day_in_words(due_on));
        return Err(Refusal::forbidden(what, "geef een latere dag met --nieuwe-termijn"));
    }
    Ok(Matter::ExtensionNotice { reason, new_term })
}

fn answer(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let recorded = wish.case.dossier.finding();
    if let (Some(recorded), Some(given)) = (recorded, wish.finding)
        && recorded != given
    {
        let what = format!("in het dossier is het oordeel {recorded}, en u geeft {given}");
        return Err(Refusal::forbidden(what, "verbeter «oordeel» onder «afhandeling», of laat --oordeel weg"));
    }
    let Some(finding) = wish.finding.or(recorded) else {
        let what = "een reactie noemt het oordeel; er ontbreekt nog: --oordeel";
        return Err(Refusal::not_given(what, "geef --oordeel gegrond, deels_gegrond, ongegrond of geen_oordeel"));
    };
    if wish.body.is_none() {
        let what = "een reactie vertelt wat u hebt gevonden, en er is nog geen tekst";
        return Err(Refusal::not_given(
            what,
            "schrijf onder het kopje «## Bevindingen» wat u vond en waarom, of geef uw tekst mee met --tekst BESTAND",
        ));
    }
    let part = |part: &ComplaintPart| Some((part.subject_line.clone()?, part.finding?));
    Ok(Matter::Answer { finding, parts: wish.case.dossier.parts.iter().filter_map(part).collect() })
}

/// The day of an ending of this kind.
fn ended_as(dossier: &Dossier, status: Status) -> Option<NaiveDate> {
    dossier.ended_on().filter(|_| dossier.status == status)
}

fn solution(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let dossier = wish.case.dossier;
    let complete = |commitment: &&Commitment| commitment.what.is_some() && commitment.who.is_some() && commitment.due_on.is_some();
    let commitments: Vec<_> = dossier.commitments.iter().filter(complete).cloned().collect();
    if commitments.is_empty() && wish.body.is_none() {
        let what = "deze brief bevestigt wat in het gesprek is opgelost, en dat staat nog nergens";
        let help = "zet onder «afspraken» wat, wie en uiterlijk wanneer, of geef uw tekst mee met --tekst BESTAND";
        return Err(Refusal::not_given(what, help));
    }
    let solved = dossier.talks.iter().rev().find(|talk| talk.outcome == Some(TalkOutcome::Solved));
    Ok(Matter::Solution { on: solved.and_then(|talk| talk.held_on), commitments })
}

fn committee_rules(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    if wish.attachments.is_empty() && wish.case.rules.letters.committee_rules.is_none() {
        let what = "het reglement van de geschillencommissie ligt niet bij deze brief, en er staat niet waar het te vinden is";
        let help = "geef het mee met --bijlage bijlagen/reglement.pdf, of zet in dossiers/regeling.yaml onder «brieven» waar het staat («reglement»)";
        return Err(Refusal::not_given(what, help));
    }
    Ok(Matter::CommitteeRules)
}

/// The appeal of the dossier.
///
/// # Errors
/// When there is none.
pub(super) fn appeal<'a>(case: &Case<'a>) -> Result<&'a Appeal, Refusal> {
    let none = || Refusal::forbidden("in dit dossier staat geen bezwaar", format!("leg het vast: klacht status {} bezwaar", case.dossier.id));
    case.dossier.appeal.as_ref().ok_or_else(none)
}

fn appeal_confirmation(case: &Case<'_>) -> Result<Matter, Refusal> {
    let appeal = appeal(case)?;
    let missing = || Refusal::forbidden("bij het bezwaar staat niet wanneer het is ingediend", "vul «ingediend_op» in onder «bezwaar»");
    let appellant = match &appeal.appellant {
        Some(Appellant::Complainant) => case.dossier.complainant.named().is_some() && case.dossier.complainant.is_reachable(),
        Some(Appellant::Named { name, address, residence }) => name.is_some() && address.is_some() && residence.is_some(),
        None => false,
    };
    let conditions = [
        (appellant, AppealCondition::Appellant),
        (appeal.deciding_body.is_some(), AppealCondition::DecidingBody),
        (appeal.grounds.is_some(), AppealCondition::Grounds),
    ];
    let lacking = conditions.into_iter().filter(|(met, _)| !met).map(|(_, condition)| condition).collect();
    Ok(Matter::AppealConfirmation { filed_on: appeal.filed_on.ok_or_else(missing)?, lacking })
}

fn ruling(case: &Case<'_>) -> Result<Matter, Refusal> {
    let none = || {
        let help = "vul onder «bezwaar» bij «uitspraak» de datum en het oordeel in";
        Refusal::forbidden("er is nog geen uitspraak met een datum en een oordeel", help)
    };
    let ruling = appeal(case)?.ruling.as_ref().ok_or_else(none)?;
    let on = ruling.date.ok_or_else(none)?;
    let finding = ruling.finding.ok_or_else(none)?;
    Ok(Matter::Ruling { on, finding, consequences: consequences(case, ruling)? })
}

/// Every consequence with its last day, by its own date or as the term counts it.
fn consequences(case: &Case<'_>, ruling: &Ruling) -> Result<Vec<LetterConsequence>, Refusal> {
    let terms = terms(case.dossier, case.rules, case.today);
    let place = |index| FieldPath::from(Field::Appeal).field(Field::Ruling).field(Field::Consequences).entry(index);
    let due = |index| terms.iter().find(|term| term.kind == TermKind::Consequence && term.place == place(index)).and_then(|term| term.due_on);
    let consequences = ruling.consequences.iter().enumerate();
    consequences
        .map(|(index, consequence)| {
            let incomplete = || {
                let what = format!("bij consequentie {} van de uitspraak staat niet wat er gebeurt of wie het doet", index + 1);
                Refusal::forbidden(what, "vul «wat» en «wie» in; zonder «uiterlijk» rekent het programma de dag uit")
            };
            let (Some(what), Some(who), Some(due_on)) = (&consequence.what, &consequence.who, due(index)) else { return Err(incomplete()) };
            Ok(LetterConsequence { what: what.clone(), who: who.clone(), due_on })
        })
        .collect()
}

/// The last request for inspection; one that is not met yet goes first.
fn inspection_request(dossier: &Dossier) -> Option<&Request> {
    let requests = dossier.requests.iter().filter(|request| request.kind == Some(RequestKind::Inspection));
    requests.max_by_key(|request| (request.fulfilled_on.is_none(), request.received_on))
}

fn inspection(case: &Case<'_>) -> Result<Matter, Refusal> {
    let none = || {
        let help = "zet het verzoek met «ontvangen_op» onder «verzoeken»";
        Refusal::forbidden("er staat geen verzoek om inzage met een dag van ontvangst in dit dossier", help)
    };
    let request = inspection_request(case.dossier).ok_or_else(none)?;
    let received_on = request.received_on.ok_or_else(none)?;
    let undecided = || Refusal::forbidden("op het verzoek om inzage is nog niet beslist", "vul «besluit» in: toegewezen, deels of afgewezen");
    let decision = request.decision.ok_or_else(undecided)?;
    if decision != Decision::Granted && request.reason.is_none() {
        let help = "vul «reden» in bij het verzoek";
        return Err(Refusal::forbidden("bij een besluit dat niet alles toewijst hoort een reden", help));
    }
    Ok(Matter::Inspection { received_on, decision, reason: request.reason.clone() })
}

fn advice(wish: &LetterWish<'_>) -> Result<Matter, Refusal> {
    let dossier = wish.case.dossier;
    let open = |(_, advice): &(usize, &ExternalAdvice)| advice.received_on.is_none();
    let entry = dossier.advice.iter().enumerate().rfind(open);
    let Some((entry, advice)) = entry else {
        let help = "zet onder «extern_advies» wie u om advies vraagt («instantie») en welke stukken u wilt delen («stukken»)";
        return Err(Refusal::forbidden("in dit dossier staat niet wie u om advies vraagt", help));
    };
    if wish.body.is_none() {
        let what = "een verzoek om advies stelt een vraag, en die staat er nog niet";
        return Err(Refusal::not_given(what, "schrijf uw vraag op en geef haar mee met --tekst BESTAND"));
    }
    let withdrawn = dossier.requests.iter().any(|request| request.kind == Some(RequestKind::ConsentWithdrawal));
    if withdrawn && !(advice.pieces.is_empty() && wish.attachments.is_empty()) {
        let what = "de toestemming om stukken te delen is ingetrokken";
        return Err(Refusal::forbidden(what, "vraag advies zonder stukken, en zonder wat naar de klachtindiener leidt"));
    }
    if advice.secrecy_on.is_none() && !wish.attachments.is_empty() {
        let what = "er is nog geen geheimhouding afgesproken, dus gaan er nog geen stukken mee";
        return Err(Refusal::forbidden(what, "verstuur deze brief zonder --bijlage; vul «geheimhouding_op» in zodra zij is afgesproken"));
    }
    Ok(Matter::AdviceRequest { entry, secrecy_on: advice.secrecy_on, pieces: advice.pieces.clone() })
}
