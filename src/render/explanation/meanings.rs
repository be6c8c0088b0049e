//! What a name between braces stands for under a rule file.

use crate::calendar::Period;
use crate::domain::Vocabulary;
use crate::overview::plain;
use crate::regulation::{AnswerStart, Basis, Datum, Rules};

/// What this name stands for under these rules; `None` for a name no page may use.
pub(super) fn meaning(name: &str, rules: &Rules) -> Option<String> {
    length(name, rules).map(in_words).or_else(|| wording(name, rules))
}

/// The lengths of time that pages name.
fn length(name: &str, rules: &Rules) -> Option<Period> {
    let terms = &rules.terms;
    Some(match name {
        "bevestiging" => terms.acknowledgement.length,
        "reactie" => terms.answer.length,
        "ruim" => terms.extension.ample,
        "lang-uitstel" => terms.extension.long_above,
        "tussenbericht" => terms.progress.length,
        "verzoek" => terms.request.length,
        "consequentie" => terms.consequence.length,
        "bewaren" => terms.retention.minimum,
        "evaluatie" => rules.report.evaluate_within,
        "post" => rules.margins.post,
        "lang-onderweg" => rules.margins.long_in_transit,
        _ => return None,
    })
}

/// Everything else that pages name.
fn wording(name: &str, rules: &Rules) -> Option<String> {
    let terms = &rules.terms;
    Some(match name {
        "bevestiging-cijfers" => terms.acknowledgement.length.to_string(),
        "bevestiging-waarschuwen" => terms.acknowledgement.warn.to_string(),
        "reactie-cijfers" => terms.answer.length.to_string(),
        "verschuif" => if terms.answer.shift_to_working_day { "ja" } else { "nee" }.to_owned(),
        "schuift" => shifting(rules).to_owned(),
        "vanaf" => start(terms.answer.start).to_owned(),
        "onderweg" => in_transit(terms.answer.start).to_owned(),
        "intussen" => meanwhile(terms.answer.start).to_owned(),
        "onderdeel" => rules.divisions.keys().next()?.clone(),
        "vermeld" => enumerated(&rules.completeness.stated),
        "aanwezig" => enumerated(&rules.completeness.present),
        "te-vaak" => ordinal(terms.extension.at_most.saturating_add(1)),
        "uitstel-hoogstens" => extension_maximum(rules),
        "bewaren-hoogstens" => retention_maximum(rules),
        "bewaren-waarschuwen" => terms.retention.warn.to_string(),
        "norm-ruim" => norm(terms.extension.basis, "De regeling geeft geen getal; wij kiezen").to_owned(),
        "norm-tussenbericht" => norm(terms.progress.basis, "De regeling zegt niet hoe vaak; wij kiezen:").to_owned(),
        "norm-consequentie" => norm(terms.consequence.basis, "De regeling noemt daarvoor geen termijn; wij kiezen").to_owned(),
        "norm-verzoek" => request_norm(rules),
        _ => return None,
    })
}

/// How a sentence on a length of time begins: our own norm as the page says it, else whose it is.
fn norm(basis: Basis, our_own: &'static str) -> &'static str {
    match basis {
        Basis::OwnNorm => our_own,
        Basis::Regulation => "De regeling zegt:",
        Basis::Law => "De wet zegt:",
    }
}

fn request_norm(rules: &Rules) -> String {
    let term = rules.terms.request;
    let whose = |basis: Basis| match basis {
        Basis::Law => "zegt de privacywet dat (AVG art. 12 lid 3)",
        Basis::Regulation => "zegt de regeling dat",
        Basis::OwnNorm => "is het onze eigen norm",
    };
    if term.basis == term.basis_organisation {
        return format!("Voor een persoon en voor een organisatie {}.", whose(term.basis));
    }
    let organisation = match term.basis_organisation {
        Basis::OwnNorm => "voor een organisatie is het onze eigen norm".to_owned(),
        other => format!("voor een organisatie {}", whose(other)),
    };
    format!("Voor een persoon {}; {organisation}.", whose(term.basis))
}

fn retention_maximum(rules: &Rules) -> String {
    let term = rules.terms.retention;
    let Some(maximum) = term.maximum.map(in_words) else {
        return "Een langste tijd is niet ingesteld".to_owned();
    };
    match term.basis_maximum {
        Basis::Law => format!("Een langste tijd noemt de regeling niet, maar de privacywet vraagt er wel een; wij kiezen {maximum}"),
        Basis::OwnNorm => format!("Een langste tijd noemt de regeling niet; wij kiezen {maximum}"),
        Basis::Regulation => format!("Ook een langste tijd noemt de regeling: {maximum}"),
    }
}

fn extension_maximum(rules: &Rules) -> String {
    match rules.terms.extension.maximum {
        None => "De regeling noemt geen grens aan het uitstel.".to_owned(),
        Some(maximum) => format!("De regeling staat hoogstens {} uitstel toe.", in_words(maximum)),
    }
}

fn shifting(rules: &Rules) -> &'static str {
    match (rules.terms.answer.length, rules.terms.answer.shift_to_working_day) {
        (Period::WorkingDays(_), _) => "Die is altijd een werkdag.",
        (_, true) => "Valt die op een zaterdag, zondag of feestdag, dan schuift hij op naar de eerste werkdag daarna.",
        (_, false) => {
            "Valt die op een zaterdag, zondag of feestdag, dan schuift hij niet op; het programma noemt daarom ook de laatste werkdag ervoor."
        }
    }
}

fn start(start: AnswerStart) -> &'static str {
    match start {
        AnswerStart::Submission => "de indiening",
        AnswerStart::Receipt => "de ontvangst",
        AnswerStart::Completion => "de indiening, of een latere aanvulling,",
    }
}

fn in_transit(start: AnswerStart) -> &'static str {
    match start {
        AnswerStart::Submission | AnswerStart::Completion => "Lag een klacht eerst een tijd ergens anders, dan is die tijd al weg.",
        AnswerStart::Receipt => "Lag een klacht eerst een tijd ergens anders, dan wacht de indiener langer dan u denkt.",
    }
}

fn meanwhile(start: AnswerStart) -> &'static str {
    match start {
        AnswerStart::Submission | AnswerStart::Receipt => "De termijn van de reactie loopt intussen door.",
        AnswerStart::Completion => "De termijn van de reactie begint opnieuw als de aanvulling er is.",
    }
}

/// "naam, email en omschrijving".
fn enumerated(data: &[Datum]) -> String {
    let names: Vec<_> = data.iter().map(|datum| plain(datum.word())).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} en {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => "niets".to_owned(),
    }
}

/// The numbers that prose writes in letters.
const NUMBERS: [&str; 12] = ["één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];

/// A length of time as prose writes it: "twee werkdagen", "18 maanden".
fn in_words(period: Period) -> String {
    let text = period.to_string();
    let letters = text.split_once(' ').and_then(|(count, unit)| {
        let count: usize = count.parse().ok()?;
        Some(format!("{} {unit}", NUMBERS.get(count.checked_sub(1)?)?))
    });
    letters.unwrap_or(text)
}

fn ordinal(count: u16) -> String {
    let names = ["eerste", "tweede", "derde", "vierde", "vijfde"];
    usize::from(count).checked_sub(1).and_then(|index| names.get(index)).map_or_else(|| format!("{count}e"), |name| (*name).to_owned())
}
