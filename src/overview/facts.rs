//! The dated facts of a dossier, told in Dutch.

use chrono::NaiveDate;

use super::timeline::Fact;
use super::wording::{capitalised, plain};
use crate::domain::{Appeal, Channel, Commitment, Direction, Dossier, ExternalAdvice, Improvement, Message, MessageKind, OralManner, Request, Talk};

/// Facts in the making: only those with a day are kept.
#[derive(Default)]
struct Facts(Vec<(NaiveDate, Fact)>);

impl Facts {
    /// Adds what happened, when its day is known.
    fn add(&mut self, day: Option<NaiveDate>, what: impl Into<String>, detail: Option<String>) {
        self.0.extend(day.map(|day| (day, Fact { what: what.into(), detail, attachment: None })));
    }
}

/// Every dated fact of the dossier, in the order of the procedure.
pub(super) fn facts(dossier: &Dossier) -> Vec<(NaiveDate, Fact)> {
    let mut facts = Facts::default();
    arrival(&mut facts, dossier);
    dossier.talks.iter().for_each(|entry| talk(&mut facts, entry));
    dossier.messages.iter().for_each(|entry| message(&mut facts, entry));
    dossier.commitments.iter().for_each(|entry| commitment(&mut facts, entry));
    dossier.advice.iter().for_each(|entry| advice(&mut facts, entry));
    ending(&mut facts, dossier);
    dossier.improvements.iter().for_each(|entry| improvement(&mut facts, entry));
    dossier.appeal.iter().for_each(|entry| appeal(&mut facts, entry));
    dossier.requests.iter().for_each(|entry| request(&mut facts, entry));
    facts.0
}

fn arrival(facts: &mut Facts, dossier: &Dossier) {
    if let Some(report) = &dossier.oral_report {
        let manner = match report.manner {
            Some(OralManner::Telephone) => " per telefoon",
            Some(OralManner::Desk) => " aan de balie",
            Some(OralManner::Talk) => " in een gesprek",
            None => "",
        };
        let taken_by = report.taken_by.as_ref().map(|name| format!("aangenomen door {name}"));
        facts.add(report.reported_on, format!("Mondelinge melding{manner}"), taken_by);
    }
    facts.add(dossier.submitted.map(|day| day.date()), format!("Klacht ingediend{}", by(dossier.channel)), dossier.submitted_source.clone());
    facts.add(dossier.received.map(|day| day.date()), "Klacht ontvangen", dossier.received_via.as_ref().map(|via| format!("via {via}")));
    facts.add(dossier.informed_on, "Klachtindiener geïnformeerd over het gebruik van de gegevens", None);
    if let Some(representative) = &dossier.representative {
        facts.add(representative.authorised_on, "Gemachtigde aangewezen", representative.name.clone());
    }
}

fn talk(facts: &mut Facts, talk: &Talk) {
    facts.add(talk.invited_on, "Uitgenodigd voor een gesprek", talk.kind.map(plain));
    facts.add(talk.held_on, "Gesprek gehouden", talk.outcome.map(plain));
}

fn message(facts: &mut Facts, message: &Message) {
    let Some(day) = message.date else { return };
    let kind = message.kind.filter(|kind| *kind != MessageKind::Other).map_or_else(|| "Bericht".to_owned(), |kind| capitalised(&plain(kind)));
    let did = match message.direction() {
        Some(Direction::Incoming) => " ontvangen",
        Some(Direction::Outgoing) => " verstuurd",
        None => "",
    };
    let with = message.with.as_ref().filter(|_| !message.is_with_complainant()).map(|with| format!("met {with}"));
    let reason = message.reason.as_ref().map(|reason| format!("reden: {reason}"));
    let detail: Vec<String> = [message.subject_line.clone(), reason, with].into_iter().flatten().collect();
    let detail = (!detail.is_empty()).then(|| detail.join(" · "));
    facts.0.push((day, Fact { what: format!("{kind}{did}{}", by(message.channel)), detail, attachment: message.attachment.clone() }));
}

fn commitment(facts: &mut Facts, commitment: &Commitment) {
    let who = commitment.who.as_ref().map_or_else(String::new, |who| format!(" ({who})"));
    let detail = commitment.what.as_ref().map(|what| format!("{what}{who}"));
    facts.add(commitment.made_on, "Afspraak gemaakt", detail);
    facts.add(commitment.kept_on, "Afspraak nagekomen", commitment.what.clone());
}

fn advice(facts: &mut Facts, advice: &ExternalAdvice) {
    facts.add(advice.asked_on, "Extern advies gevraagd", advice.body.clone());
    facts.add(advice.secrecy_on, "Geheimhouding afgesproken", advice.body.clone());
    facts.add(advice.received_on, "Extern advies ontvangen", advice.body.clone());
}

fn ending(facts: &mut Facts, dossier: &Dossier) {
    if let Some(resolution) = &dossier.resolution {
        let finding = resolution.finding.map(|finding| format!("oordeel: {}", plain(finding)));
        let detail: Vec<String> = [resolution.manner.clone(), finding].into_iter().flatten().collect();
        facts.add(resolution.date, "Klacht afgehandeld", (!detail.is_empty()).then(|| detail.join(" · ")));
    }
    for reopening in &dossier.reopenings {
        facts.add(reopening.on, "Heropend", reopening.reason.clone());
    }
    for correction in &dossier.corrections {
        facts.add(correction.on, "Status gecorrigeerd", correction.reason.clone());
    }
}

fn improvement(facts: &mut Facts, improvement: &Improvement) {
    facts.add(improvement.done_on, "Verbetering gereed", improvement.measure.clone());
    if let Some(effect) = &improvement.effect {
        facts.add(effect.assessed_on, "Verbetering beoordeeld", effect.outcome.map(|outcome| format!("doeltreffend: {}", plain(outcome))));
    }
}

fn appeal(facts: &mut Facts, appeal: &Appeal) {
    facts.add(appeal.filed_on, "Bezwaar ingediend", None);
    facts.add(appeal.handed_over_on, "Dossier overgedragen aan de geschillencommissie", None);
    facts.add(appeal.taken_up_on, "Bezwaar in behandeling genomen", None);
    facts.add(appeal.withdrawn_on, "Bezwaar ingetrokken", None);
    if let Some(ruling) = &appeal.ruling {
        facts.add(ruling.date, "Uitspraak van de geschillencommissie", ruling.finding.map(plain));
        for consequence in &ruling.consequences {
            facts.add(consequence.done_on, "Consequentie van de uitspraak afgehandeld", consequence.what.clone());
        }
    }
}

fn request(facts: &mut Facts, request: &Request) {
    let kind = request.kind.map_or_else(|| "Verzoek".to_owned(), |kind| format!("Verzoek om {}", plain(kind)));
    facts.add(request.received_on, format!("{kind} ontvangen"), None);
    facts.add(request.identity_established_on, "Identiteit van de verzoeker vastgesteld", None);
    facts.add(request.fulfilled_on, format!("{kind} afgehandeld"), request.decision.map(plain));
}

/// How something travelled: " per e-mail".
fn by(channel: Option<Channel>) -> String {
    channel.map_or_else(String::new, |channel| format!(" per {channel}"))
}
