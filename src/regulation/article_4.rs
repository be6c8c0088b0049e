//! Article 4: agreements, requests, external advice and retention.

use super::article_3::{days, from_today};
use super::opening::lack_in_words;
use super::{Case, Standing, Term};
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Decision, ExternalAdvice, Request, RequestKind, Status, TermKind};

/// The remarks on what the dossier records and how it is kept; demands of closing apart.
pub(super) fn remarks(case: &Case<'_>, terms: &[Term]) -> Vec<Diagnostic> {
    let mut found = commitments_incomplete(case);
    for (index, request) in case.dossier.requests.iter().enumerate() {
        let place = FieldPath::from(Field::Requests).entry(index);
        found.extend([request_incomplete, refusal_without_reason, identity_not_established].into_iter().filter_map(|rule| rule(request, &place)));
    }
    for (index, advice) in case.dossier.advice.iter().enumerate() {
        let place = FieldPath::from(Field::ExternalAdvice).entry(index);
        let rules = [advice_incomplete, without_secrecy, after_withdrawal, without_informing, special_data];
        found.extend(rules.into_iter().filter_map(|rule| rule(case, advice, &place)));
    }
    found.extend(terms.iter().filter_map(|term| to_destroy(case, term)));
    found.extend(keep_longer(case));
    found.extend(terms.iter().filter_map(|term| reason_ending(case, term)));
    found
}

fn commitments_incomplete(case: &Case<'_>) -> Vec<Diagnostic> {
    let entries = case.dossier.commitments.iter().enumerate();
    entries
        .filter_map(|(index, commitment)| {
            let missing = [
                (commitment.what.is_none(), Field::What),
                (commitment.who.is_none(), Field::Who),
                (commitment.due_on.is_none() && commitment.kept_on.is_none(), Field::DueOn),
            ];
            let lack = lack_in_words(&missing)?;
            let place = FieldPath::from(Field::Commitments).entry(index);
            let help = "vul aan wat er is afgesproken, wie het doet en uiterlijk wanneer";
            Some(Diagnostic::new(Code::CommitmentIncomplete, place, format!("bij deze afspraak {lack}"), help))
        })
        .collect()
}

/// The demand of closing: every agreement is kept.
pub(super) fn closed_with_commitment(case: &Case<'_>) -> Vec<Diagnostic> {
    let open = case.dossier.commitments.iter().enumerate().filter(|(_, commitment)| commitment.kept_on.is_none());
    open.map(|(index, _)| {
        let place = FieldPath::from(Field::Commitments).entry(index);
        let help = "vul «nagekomen_op» in zodra de afspraak is nagekomen; sluit het dossier daarna";
        Diagnostic::new(Code::ClosedWithCommitment, place, "een dossier met een open afspraak kan niet gesloten zijn", help)
    })
    .collect()
}

/// The demand of the step to closed: every request is met.
pub(super) fn closed_with_request(case: &Case<'_>) -> Vec<Diagnostic> {
    let open = case.dossier.requests.iter().enumerate().filter(|(_, request)| request.fulfilled_on.is_none());
    open.map(|(index, _)| {
        let place = FieldPath::from(Field::Requests).entry(index);
        let help = "beslis op het verzoek en vul «voldaan_op» in; sluit het dossier daarna";
        Diagnostic::new(Code::ClosedWithRequest, place, "een dossier met een open verzoek kan niet worden gesloten", help)
    })
    .collect()
}

fn request_incomplete(request: &Request, place: &FieldPath) -> Option<Diagnostic> {
    let lack = lack_in_words(&[(request.kind.is_none(), Field::Kind), (request.received_on.is_none(), Field::ReceivedOn)])?;
    let help = "vul aan wat er gevraagd is en wanneer het verzoek binnenkwam; dan loopt de termijn";
    Some(Diagnostic::new(Code::RequestIncomplete, place.clone(), format!("bij dit verzoek {lack}"), help))
}

fn refusal_without_reason(request: &Request, place: &FieldPath) -> Option<Diagnostic> {
    let decision = request.decision.filter(|decision| *decision != Decision::Granted)?;
    request.reason.is_none().then(|| {
        let text = format!("het besluit op dit verzoek is «{decision}», maar de reden ontbreekt");
        Diagnostic::new(Code::RefusalOfRequestWithoutReason, place.clone().field(Field::Decision), text, "vul «reden» in bij dit verzoek")
    })
}

fn identity_not_established(request: &Request, place: &FieldPath) -> Option<Diagnostic> {
    let handed_out = request.fulfilled_on.is_some() && request.decision != Some(Decision::Refused);
    (handed_out && request.identity_established_on.is_none()).then(|| {
        let text = "aan dit verzoek is voldaan, maar er staat niet dat is vastgesteld wie erom vroeg";
        let help = "vul «identiteit_vastgesteld_op» in: de dag waarop u zeker wist dat het de juiste persoon was";
        Diagnostic::new(Code::IdentityNotEstablished, place.clone(), text, help)
    })
}

fn advice_incomplete(_: &Case<'_>, advice: &ExternalAdvice, place: &FieldPath) -> Option<Diagnostic> {
    let lack = lack_in_words(&[(advice.body.is_none(), Field::Body), (advice.asked_on.is_none(), Field::AskedOn)])?;
    let help = "vul aan wie om advies is gevraagd en wanneer";
    Some(Diagnostic::new(Code::AdviceIncomplete, place.clone(), format!("bij dit advies {lack}"), help))
}

fn without_secrecy(_: &Case<'_>, advice: &ExternalAdvice, place: &FieldPath) -> Option<Diagnostic> {
    // A dossier tells when advice was asked, not when the pieces went: secrecy agreed on between the two is in time.
    (!advice.pieces.is_empty() && advice.secrecy_on.is_none()).then(|| {
        let text = "er zijn stukken gedeeld zonder dat geheimhouding is vastgelegd";
        let help = "spreek geheimhouding af en vul «geheimhouding_op» in; was dat te laat, bespreek het dan met wie over privacy gaat";
        Diagnostic::new(Code::SharedWithoutSecrecy, place.clone().field(Field::Pieces), text, help)
    })
}

fn after_withdrawal(case: &Case<'_>, advice: &ExternalAdvice, place: &FieldPath) -> Option<Diagnostic> {
    let asked_on = advice.asked_on.filter(|_| !advice.pieces.is_empty())?;
    let withdrawals = case.dossier.requests.iter().filter(|request| request.kind == Some(RequestKind::ConsentWithdrawal));
    let withdrawn_on = withdrawals.filter(|request| request.decision != Some(Decision::Refused)).filter_map(|request| request.received_on).min()?;
    // The day of the withdrawal is day nought, as for every date.
    (asked_on > withdrawn_on).then(|| {
        let text = format!("er zijn stukken gedeeld nadat op {} de toestemming is ingetrokken", day_in_words(withdrawn_on));
        let help = "vraag de adviseur de stukken terug en bespreek het met wie over privacy gaat";
        Diagnostic::new(Code::SharedAfterWithdrawal, place.clone().field(Field::Pieces), text, help)
    })
}

fn without_informing(case: &Case<'_>, advice: &ExternalAdvice, place: &FieldPath) -> Option<Diagnostic> {
    let informed = case.dossier.informed_on.is_some_and(|informed| advice.asked_on.is_none_or(|asked| informed <= asked));
    (!advice.pieces.is_empty() && !informed).then(|| {
        let text = "er zijn stukken gedeeld, maar er staat niet dat de klachtindiener daarover vooraf is geïnformeerd";
        let help = "vul «geinformeerd_op» in: de dag waarop de klachtindiener te horen kreeg hoe de gegevens gebruikt worden";
        Diagnostic::new(Code::SharedWithoutInforming, place.clone().field(Field::Pieces), text, help)
    })
}

fn special_data(case: &Case<'_>, advice: &ExternalAdvice, place: &FieldPath) -> Option<Diagnostic> {
    let first = case.dossier.special_data.first().filter(|_| !advice.pieces.is_empty())?;
    let text = format!("er zijn stukken gedeeld uit een dossier met bijzondere gegevens ({first})");
    let help = "controleer of de adviseur ze nodig heeft, en deel alleen wat nodig is";
    Some(Diagnostic::new(Code::SpecialDataShared, place.clone().field(Field::Pieces), text, help))
}

/// That the dossier must be gone soon, or must have been.
fn to_destroy(case: &Case<'_>, term: &Term) -> Option<Diagnostic> {
    let due = term.due_on.filter(|_| term.kind == TermKind::Retention).map(day_in_words)?;
    let (code, text) = match term.standing {
        Standing::DueSoon { days_left } => {
            (Code::RetentionEnding, format!("{} moet het dossier vernietigd zijn, uiterlijk {due}", from_today(days_left)))
        }
        Standing::Overdue { days_late } => {
            (Code::KeptTooLong, format!("het dossier had uiterlijk {due} vernietigd moeten zijn; dat is {} geleden", days(days_late)))
        }
        _ => return None,
    };
    Some(Diagnostic::new(code, term.place.clone(), text, how_to_destroy(case)))
}

/// What to do with a dossier that must go: only a closed one can be destroyed.
fn how_to_destroy(case: &Case<'_>) -> String {
    let (id, closed) = (case.dossier.id, Status::Closed);
    let first = if case.dossier.status == closed { String::new() } else { format!("sluit het dossier (klacht status {id} {closed}) en ") };
    format!("{first}vernietig het (klacht vernietig {id}), of leg vast waarom het nog nodig is (klacht bewaartermijn {id} --langer REDEN)")
}

/// That a reason to keep the dossier beyond its last day ends soon, so that it must be gone the day after.
fn reason_ending(case: &Case<'_>, term: &Term) -> Option<Diagnostic> {
    let due_on = term.due_on.filter(|_| term.kind == TermKind::Retention)?;
    let keep = case.dossier.keep_longer.as_ref().filter(|keep| keep.holds_on(case.today))?;
    let until = keep.until.filter(|until| *until >= due_on && case.rules.calendar.before(*until, case.rules.terms.retention.warn) <= case.today)?;
    let (when, last) = (from_today((until - case.today).num_days()), day_in_words(until));
    let text = format!("{when} eindigt de reden om dit dossier langer te bewaren, op {last}; daarna moet het vernietigd zijn");
    let place = FieldPath::from(Field::KeepLonger).field(Field::Until);
    let id = case.dossier.id;
    let help =
        format!("geldt de reden langer, geef dan een nieuwe dag (klacht bewaartermijn {id} --langer REDEN --tot DAG); vernietig het anders daarna");
    Some(Diagnostic::new(Code::RetentionEnding, place, text, help))
}

fn keep_longer(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(keep) = &case.dossier.keep_longer else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if keep.reason.is_none() {
        let text = "er staat niet waarom dit dossier langer wordt bewaard";
        found.push(Diagnostic::new(Code::KeepLongerWithoutReason, Field::KeepLonger, text, "vul «reden» in, of haal «langer_bewaren» weg"));
    }
    if keep.lifted_on.is_some() && keep.lift_reason.is_none() {
        let text = "er staat niet waarom dit dossier niet meer langer wordt bewaard";
        let place = FieldPath::from(Field::KeepLonger).field(Field::LiftedOn);
        found.push(Diagnostic::new(Code::KeepLongerWithoutReason, place, text, "vul «reden_opheffing» in"));
    }
    if let Some(until) = keep.until.filter(|until| *until < case.today && keep.lifted().is_none()) {
        let text = format!("de reden om dit dossier langer te bewaren liep tot en met {}", day_in_words(until));
        let place = FieldPath::from(Field::KeepLonger).field(Field::Until);
        found.push(Diagnostic::new(
            Code::KeepLongerExpired,
            place,
            text,
            "geef een nieuwe dag, of leg vast dat de reden niet meer geldt: klacht bewaartermijn NUMMER --niet-langer REDEN",
        ));
    }
    found
}
