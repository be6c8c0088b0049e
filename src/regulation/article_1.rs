//! Article 1: what a complaint is about, who complains, and who handles it.

use chrono::NaiveDate;

use super::Case;
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};
use crate::domain::{Stated, Status, Subject};

/// The remarks on customer, subject and officer.
pub(super) fn remarks(case: &Case<'_>) -> Vec<Diagnostic> {
    if case.dossier.status == Status::OralReport {
        return handler_not_appointed(case).into_iter().collect();
    }
    let rules = [division, subject_missing, contract_missing, accused_missing, handler_is_accused, handler_not_appointed, nobody_appointed];
    rules.into_iter().filter_map(|rule| rule(case)).collect()
}

fn division(case: &Case<'_>) -> Option<Diagnostic> {
    let known = || case.rules.divisions.keys().map(|key| format!("«{key}»")).collect::<Vec<_>>().join(", ");
    match case.dossier.division.as_deref() {
        Some(key) if case.rules.divisions.contains_key(key) => None,
        None if !is_complaint(case) => None,
        None => Some(Diagnostic::new(
            Code::NotACustomer,
            Field::Division,
            "er staat niet van welk bedrijfsonderdeel de klachtindiener klant is",
            format!("vul «bedrijfsonderdeel» in: {}, of «{}» als het geen klant is", known(), Stated::NOTHING),
        )),
        Some(Stated::NOTHING) => Some(Diagnostic::new(
            Code::NotACustomer,
            Field::Division,
            "de klachtindiener is geen klant van een bedrijfsonderdeel",
            format!("dat mag: iedereen kan een klacht indienen; is het toch een klant, vul dan «bedrijfsonderdeel» in: {}", known()),
        )),
        Some(other) => Some(Diagnostic::new(
            Code::UnknownDivision,
            Field::Division,
            format!("het bedrijfsonderdeel «{other}» staat niet in de regeling"),
            format!("kies uit {}, of voeg het toe aan dossiers/regeling.yaml", known()),
        )),
    }
}

fn subject_missing(case: &Case<'_>) -> Option<Diagnostic> {
    (case.dossier.subjects.is_empty() && is_complaint(case)).then(|| {
        Diagnostic::new(
            Code::SubjectMissing,
            Field::Concerns,
            "er staat niet waarover de klacht gaat",
            "vul «betreft» in met werkwijze_of_beleid, product_of_dienst of gedraging_medewerker; meer dan één mag",
        )
    })
}

fn contract_missing(case: &Case<'_>) -> Option<Diagnostic> {
    let asks = case.dossier.subjects.contains(&Subject::ProductOrService) && case.dossier.contract.is_none();
    asks.then(|| {
        Diagnostic::new(
            Code::ContractMissing,
            Field::Concerns,
            "de klacht gaat over een product of dienst, maar er staat niet welke overeenkomst daarbij hoort",
            "vul «overeenkomst» in, bijvoorbeeld het nummer van de overeenkomst of opdracht",
        )
    })
}

fn accused_missing(case: &Case<'_>) -> Option<Diagnostic> {
    let asks = case.dossier.subjects.contains(&Subject::Conduct) && case.dossier.accused.is_empty();
    asks.then(|| {
        Diagnostic::new(
            Code::AccusedMissing,
            Field::Concerns,
            "de klacht gaat over gedrag van een medewerker, maar er staat niet van wie",
            "vul «beklaagde» in; alleen dan is te zien of de behandelaar of een commissielid erbij betrokken is",
        )
    })
}

fn handler_is_accused(case: &Case<'_>) -> Option<Diagnostic> {
    let handler = case.handler()?;
    case.dossier.accused.iter().any(|accused| is_same_person(accused, handler)).then(|| {
        Diagnostic::new(
            Code::HandlerIsAccused,
            if case.dossier.handler.is_some() { Field::Handler } else { Field::Accused },
            format!("{handler} behandelt een klacht over zichzelf"),
            "laat een plaatsvervanger de klacht behandelen: zet diens naam bij «behandelaar», en bij «functionarissen» in dossiers/regeling.yaml",
        )
    })
}

fn handler_not_appointed(case: &Case<'_>) -> Option<Diagnostic> {
    let handler = case.dossier.handler.as_deref()?;
    let (from, until) = handling(case);
    let in_office = |from_day: Option<NaiveDate>, until_day: Option<NaiveDate>| {
        from_day.is_none_or(|day| day <= until) && until_day.is_none_or(|day| day >= from)
    };
    let appointed = case.rules.officers.iter().any(|officer| is_same_person(&officer.name, handler) && in_office(officer.from, officer.until));
    (!appointed).then(|| {
        Diagnostic::new(
            Code::HandlerNotAppointed,
            Field::Handler,
            format!("{handler} is in deze tijd geen klachtenfunctionaris of plaatsvervanger"),
            "zet de naam precies zo bij «functionarissen» in dossiers/regeling.yaml, of verbeter «behandelaar»",
        )
    })
}

fn nobody_appointed(case: &Case<'_>) -> Option<Diagnostic> {
    let received = case.dossier.received?.date();
    let nobody = case.dossier.handler.is_none() && case.rules.officer_on(received).is_none();
    nobody.then(|| {
        Diagnostic::new(
            Code::NobodyAppointed,
            Field::ReceivedOn,
            "op de dag van ontvangst was er geen klachtenfunctionaris aangewezen",
            "vul «functionarissen» in dossiers/regeling.yaml aan, of zet bij «behandelaar» wie de klacht behandelt",
        )
    })
}

/// From receipt until the ending, else the day of the case; both inclusive.
fn handling(case: &Case<'_>) -> (NaiveDate, NaiveDate) {
    let until = case.dossier.ended_on().unwrap_or(case.today);
    let from = case.dossier.received.map_or(until, |received| received.date());
    (from, until)
}

/// Whether it is a complaint in writing; an appeal whose dossier was destroyed has none.
fn is_complaint(case: &Case<'_>) -> bool {
    case.dossier.submitted.is_some() || case.dossier.received.is_some()
}

/// Whether two names are those of one person: the same letters, whatever case and spaces.
pub(super) fn is_same_person(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(one) == letters(other)
}

/// In what role this person is involved, and where that stands; for a handler the dossier does not name, at the appeal.
pub(super) fn involvement(case: &Case<'_>, name: &str) -> Option<(&'static str, FieldPath)> {
    let accused = case.dossier.accused.iter().any(|accused| is_same_person(accused, name));
    let handler = case.handler().is_some_and(|handler| is_same_person(handler, name));
    match (accused, handler) {
        (true, _) => Some(("degene over wie de klacht gaat", Field::Accused.into())),
        (false, true) if case.dossier.handler.is_none() => Some(("de behandelaar van de klacht", Field::Appeal.into())),
        (false, true) => Some(("de behandelaar van de klacht", Field::Handler.into())),
        (false, false) => None,
    }
}
