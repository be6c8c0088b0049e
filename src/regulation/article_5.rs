//! Article 5: appeal to the disputes committee.

use super::Case;
use super::article_1::involvement;
use super::opening::lack_in_words;
use crate::calendar::day_in_words;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Appeal, Appellant, MemberCapacity, Ruling, Stated, Status};

/// The remarks on an appeal; demands of statuses apart.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    let Some(appeal) = &case.dossier.appeal else {
        return without_appeal(case).into_iter().collect();
    };
    let mut found = Vec::new();
    found.extend(incomplete(appeal));
    found.extend(before_resolution(case, appeal));
    if appeal.taken_up_on.is_some() {
        found.extend(conditions(case, appeal));
        found.extend(handover(appeal));
    }
    found.extend(committee(case, appeal));
    if case.dossier.status != Status::AppealRuled {
        found.extend(appeal.ruling.as_ref().and_then(ruling_incomplete));
    }
    found.extend(consequences_incomplete(appeal));
    found
}

fn path(field: Field) -> FieldPath {
    FieldPath::from(Field::Appeal).field(field)
}

fn without_appeal(case: &Case<'_>) -> Option<Diagnostic> {
    (case.dossier.status == Status::UnderAppeal).then(|| {
        let help = "vul onder «bezwaar» in wanneer het is ingediend («ingediend_op»)";
        Diagnostic::new(Code::AppealIncomplete, Field::Appeal, "de status is bezwaar, maar er staat geen bezwaar", help)
    })
}

fn incomplete(appeal: &Appeal) -> Option<Diagnostic> {
    appeal.filed_on.is_none().then(|| {
        let help = "vul «ingediend_op» in onder «bezwaar»: de dag waarop het bezwaar binnenkwam";
        Diagnostic::new(Code::AppealIncomplete, Field::Appeal, "er staat niet wanneer het bezwaar is ingediend", help)
    })
}

fn before_resolution(case: &Case<'_>, appeal: &Appeal) -> Option<Diagnostic> {
    let (filed_on, ended_on) = (appeal.filed_on?, case.dossier.ended_on()?);
    // A second ending says nothing of an appeal against the first.
    let against_an_earlier_ending = case.dossier.reopened_on().is_some_and(|reopened_on| filed_on <= reopened_on);
    (filed_on < ended_on && !against_an_earlier_ending).then(|| {
        let text = format!("het bezwaar is van {}, voordat de klacht op {} was afgehandeld", day_in_words(filed_on), day_in_words(ended_on));
        let help = "controleer de datums; een bezwaar gaat over de afhandeling van de klacht";
        Diagnostic::new(Code::AppealBeforeResolution, path(Field::SubmittedOn), text, help)
    })
}

/// Conditions a, b and c, demanded once the committee takes it up.
fn conditions(case: &Case<'_>, appeal: &Appeal) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(missing) = appellant_missing(case, appeal) {
        let help = "vul bij «appellant» naam, adres en woonplaats in, of schrijf «klachtindiener» en vul diens naam en postadres in";
        found.push(Diagnostic::new(Code::AppellantMissing, path(Field::Appellant), format!("voorwaarde a: van de appellant {missing}"), help));
    }
    if appeal.deciding_body.is_none() {
        let text = "voorwaarde b: er staat niet tegen wiens beslissing het bezwaar is gericht";
        found.push(Diagnostic::new(Code::DecidingBodyMissing, path(Field::DecidingBody), text, "vul «orgaan» in, bijvoorbeeld Klachtenfunctionaris"));
    }
    if appeal.grounds.is_none() {
        let text = "voorwaarde c: de gronden van het bezwaar ontbreken";
        found.push(Diagnostic::new(
            Code::GroundsMissing,
            path(Field::Grounds),
            text,
            "vul «gronden» in: waarom de appellant het er niet mee eens is",
        ));
    }
    found
}

fn appellant_missing(case: &Case<'_>, appeal: &Appeal) -> Option<&'static str> {
    match &appeal.appellant {
        None => Some("ontbreken naam, adres en woonplaats"),
        Some(Appellant::Complainant) => {
            let complainant = &case.dossier.complainant;
            let address = complainant.postal_address.as_ref().and_then(Stated::known);
            match (complainant.named(), address) {
                (None, _) => Some("ontbreekt de naam"),
                (Some(_), None) => Some("ontbreken adres en woonplaats"),
                (Some(_), Some(_)) => None,
            }
        }
        Some(Appellant::Named { name: None, .. }) => Some("ontbreekt de naam"),
        Some(Appellant::Named { address: None, .. }) => Some("ontbreekt het adres"),
        Some(Appellant::Named { residence: None, .. }) => Some("ontbreekt de woonplaats"),
        Some(Appellant::Named { .. }) => None,
    }
}

fn handover(appeal: &Appeal) -> Option<Diagnostic> {
    appeal.handed_over_on.is_none().then(|| {
        let text = "er staat niet wanneer de commissie het dossier kreeg";
        let help = "vul «dossier_overgedragen_op» in onder «bezwaar»";
        Diagnostic::new(Code::HandoverNotRecorded, path(Field::TakenUpOn), text, help)
    })
}

/// The committee on the day of the appeal: complete, and without anyone who was involved.
fn committee(case: &Case<'_>, appeal: &Appeal) -> Vec<Diagnostic> {
    let day = appeal.filed_on.unwrap_or(case.today);
    let mut found: Vec<_> = case.rules.committee_on(day).filter_map(|member| conflict(case, &member.name)).collect();
    let sits = |capacity| case.rules.committee_on(day).any(|member| member.capacity == capacity);
    let missing = match (sits(MemberCapacity::Employee), sits(MemberCapacity::Independent)) {
        (true, true) => return found,
        (false, true) => "een medewerker",
        (true, false) => "een onafhankelijk lid",
        (false, false) => "een medewerker en een onafhankelijk lid",
    };
    let help = "vul «geschillencommissie» in dossiers/regeling.yaml aan, met de dag vanaf wanneer";
    let text = format!("op {} mist de geschillencommissie {missing}", day_in_words(day));
    found.push(Diagnostic::new(Code::CommitteeIncomplete, path(Field::SubmittedOn), text, help));
    found
}

fn conflict(case: &Case<'_>, member: &str) -> Option<Diagnostic> {
    let (role, place) = involvement(case, member)?;
    let text = format!("commissielid {member} is ook {role}");
    Some(Diagnostic::new(Code::CommitteeConflict, place, text, "laat een ander in de commissie zitting nemen, en zet dat in dossiers/regeling.yaml"))
}

/// The demand of the status after a ruling.
pub(super) fn ruling_missing(case: &Case<'_>) -> Option<Diagnostic> {
    let absent = Ruling::default();
    let ruling = case.dossier.appeal.as_ref().and_then(|appeal| appeal.ruling.as_ref()).unwrap_or(&absent);
    ruling_incomplete(ruling)
}

fn ruling_incomplete(ruling: &Ruling) -> Option<Diagnostic> {
    let lack = lack_in_words(&[(ruling.date.is_none(), Field::Date), (ruling.finding.is_none(), Field::Finding)])?;
    let help = "vul onder «bezwaar» bij «uitspraak» de datum en het oordeel van de commissie in";
    Some(Diagnostic::new(Code::RulingIncomplete, path(Field::Ruling), format!("bij de uitspraak {lack}"), help))
}

fn consequences_incomplete(appeal: &Appeal) -> Vec<Diagnostic> {
    let consequences = appeal.ruling.iter().flat_map(|ruling| ruling.consequences.iter().enumerate());
    consequences
        .filter_map(|(index, consequence)| {
            let lack = lack_in_words(&[(consequence.what.is_none(), Field::What), (consequence.who.is_none(), Field::Who)])?;
            let place = path(Field::Ruling).field(Field::Consequences).entry(index);
            let help = "vul aan wat er gebeurt en wie het doet";
            Some(Diagnostic::new(Code::ConsequenceIncomplete, place, format!("bij deze consequentie {lack}"), help))
        })
        .collect()
}

/// The demand of closing: every consequence is done.
pub(super) fn closed_with_consequence(case: &Case<'_>) -> Vec<Diagnostic> {
    let appeal = case.dossier.appeal.iter();
    let consequences = appeal.flat_map(|appeal| &appeal.ruling).flat_map(|ruling| ruling.consequences.iter().enumerate());
    let open = consequences.filter(|(_, consequence)| consequence.done_on.is_none());
    open.map(|(index, _)| {
        let place = path(Field::Ruling).field(Field::Consequences).entry(index);
        let help = "vul «gereed_op» in zodra het gedaan is; sluit het dossier daarna";
        Diagnostic::new(Code::ClosedWithConsequence, place, "een dossier met een open consequentie kan niet gesloten zijn", help)
    })
    .collect()
}
