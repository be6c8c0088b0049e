//! The settings of the rule file in sentences, each with its article.

use serde::Serialize;

use crate::domain::Provision;
use crate::overview::plain;
use crate::regulation::{AnswerStart, Basis, Rules};

/// What the rule file sets about one subject.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Chapter<'a> {
    id: &'static str,
    title: &'static str,
    sentences: Vec<Sentence<'a>>,
}

/// A setting in words.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Sentence<'a> {
    text: String,
    article: Option<&'a str>,
}

/// Every chapter, in the order of the procedure.
pub(super) fn chapters(rules: &Rules) -> Vec<Chapter<'_>> {
    let chapter = |id, title, sentences: Vec<(String, Option<Provision>)>| Chapter {
        id,
        title,
        sentences: sentences.into_iter().map(|(text, provision)| Sentence { text, article: provision.map(|one| rules.article(one)) }).collect(),
    };
    vec![
        chapter("tellen", "Hoe er geteld wordt", counting(rules)),
        chapter("uitstel", "Uitstel van de reactie", extension(rules)),
        chapter("daarna", "Berichten, verzoeken en wat daarna komt", afterwards(rules)),
        chapter("bewaren", "Bewaren en vernietigen", retention(rules)),
        chapter("evaluatie", "Jaarverslag en evaluatie", report(rules)),
    ]
}

fn counting(rules: &Rules) -> Vec<(String, Option<Provision>)> {
    let (answer, margins) = (&rules.terms.answer, &rules.margins);
    let start = match answer.start {
        AnswerStart::Submission => "op de dag waarop de klacht is ingediend, dus niet pas als zij aankomt",
        AnswerStart::Receipt => "op de dag waarop de klacht is ontvangen",
        AnswerStart::Completion => "op de dag waarop de klacht volledig is",
    };
    let shift = if answer.shift_to_working_day {
        "Eindigt de reactietermijn in een weekend of op een feestdag, dan loopt zij door tot en met de eerstvolgende werkdag."
    } else {
        "Eindigt de reactietermijn in een weekend of op een feestdag, dan blijft dat de laatste dag; de reactie moet dan eerder de deur uit."
    };
    vec![
        ("De dag van de gebeurtenis is dag nul; de laatste dag telt helemaal mee.".to_owned(), None),
        (format!("De bevestiging gaat binnen {} na ontvangst.", rules.terms.acknowledgement.length), Some(Provision::Acknowledgement)),
        (format!("De reactietermijn is {} en begint {start}.", answer.length), Some(Provision::Answer)),
        (shift.to_owned(), Some(Provision::Answer)),
        (format!("Een brief per post gaat {} voor het einde van een termijn de deur uit.", margins.post), Some(Provision::Channel)),
        (
            format!("Zit er meer dan {} tussen indiening en ontvangst, dan zegt een opmerking dat.", margins.long_in_transit),
            Some(Provision::Submission),
        ),
        (
            format!("Is een feit meer dan {} na zijn dag vastgelegd, dan zegt een opmerking in de historie dat.", margins.late_entry),
            Some(Provision::Record),
        ),
    ]
}

fn extension(rules: &Rules) -> Vec<(String, Option<Provision>)> {
    let extension = &rules.terms.extension;
    let times = if extension.at_most == 1 { "één keer".to_owned() } else { format!("{} keer", extension.at_most) };
    let maximum = extension.maximum.map_or_else(
        || "Hoe ver al het uitstel samen gaat, laat de regeling vrij.".to_owned(),
        |maximum| format!("Al het uitstel samen verlengt de reactietermijn met hoogstens {maximum}; verder verlengt een bericht niet."),
    );
    let all = [
        format!("Een uitstelbericht is ruim op tijd als het {} of meer voor het einde van de termijn gaat.", extension.ample),
        format!("Langer uitstel dan {} krijgt een opmerking.", extension.long_above),
        format!("Vaker uitstel dan {times} krijgt een opmerking."),
        maximum,
    ];
    all.into_iter().map(|text| (text, Some(Provision::Extension))).collect()
}

fn afterwards(rules: &Rules) -> Vec<(String, Option<Provision>)> {
    let terms = &rules.terms;
    let whose = |basis: Basis| match basis {
        Basis::Regulation => "zo zegt de regeling",
        Basis::Law => "zo zegt de wet",
        Basis::OwnNorm => "een eigen norm",
    };
    let request = format!(
        "Aan een verzoek over een dossier wordt binnen {} voldaan. Voor een persoon: {}; voor een organisatie: {}.",
        terms.request.length,
        whose(terms.request.basis),
        whose(terms.request.basis_organisation)
    );
    vec![
        (
            format!(
                "Zolang de klacht in behandeling is, hoort de klachtindiener binnen {} na het vorige bericht weer iets; {}.",
                terms.progress.length,
                whose(terms.progress.basis)
            ),
            Some(Provision::ProgressNotice),
        ),
        (request, Some(Provision::Inspection)),
        ("Een afspraak wordt gehouden op de dag die in het dossier staat.".to_owned(), Some(Provision::Record)),
        (
            format!(
                "Een gevolg van een uitspraak is klaar op de dag die in het dossier staat, en zonder zo’n dag binnen {}; {}.",
                terms.consequence.length,
                whose(terms.consequence.basis)
            ),
            Some(Provision::Ruling),
        ),
        ("Een verbetering is klaar op de dag die in het dossier staat.".to_owned(), Some(Provision::Improvement)),
    ]
}

fn retention(rules: &Rules) -> Vec<(String, Option<Provision>)> {
    let term = &rules.terms.retention;
    let maximum = term.maximum.map_or_else(
        || "De regeling noemt geen dag waarop het weg moet.".to_owned(),
        |maximum| format!("Na {maximum} moet het weg, tenzij iets het tegenhoudt; grondslag: {}.", plain(term.basis_maximum)),
    );
    let minimum = format!(
        "Een dossier blijft ten minste {} na de afhandeling, of na de laatste uitspraak of het laatste gevolg; grondslag: {}.",
        term.minimum,
        plain(term.basis)
    );
    [minimum, maximum].into_iter().map(|text| (text, Some(Provision::Retention))).collect()
}

fn report(rules: &Rules) -> Vec<(String, Option<Provision>)> {
    let report = &rules.report;
    let hidden = if report.hide_below > 1 {
        format!("In het jaarverslag staat geen aantal onder de {}, behalve nul, en geen aantal dat zo’n aantal zou verraden.", report.hide_below)
    } else {
        "In het jaarverslag staat elk aantal, hoe klein ook.".to_owned()
    };
    let evaluated = format!("Elke gegronde klacht is binnen {} na het jaar waarin zij eindigde meegenomen in de evaluatie.", report.evaluate_within);
    vec![(evaluated, Some(Provision::Improvement)), (hidden, None)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{ShippedRules, default_rules, read_rules};

    fn told(rules: &Rules) -> Vec<String> {
        let sentences = chapters(rules).into_iter().flat_map(|chapter| chapter.sentences);
        sentences.map(|one| format!("{} ({})", one.text, one.article.unwrap_or("-"))).collect()
    }

    /// Each of these stands in what the rule file says.
    fn check(rules: &Rules, expected: &[&str]) {
        let told = told(rules);
        for text in expected {
            assert!(told.iter().any(|sentence| sentence == text), "«{text}» not in {told:#?}");
        }
    }

    fn shipped(name: &str) -> Rules {
        let shipped = ShippedRules::ALL.iter().find(|one| one.name == name).unwrap();
        read_rules(shipped.text.as_bytes()).0.unwrap()
    }

    #[test]
    fn default_procedure_is_told_with_its_articles() {
        let expected = [
            "De bevestiging gaat binnen 2 werkdagen na ontvangst. (art. 3 stap 2)",
            "De reactietermijn is 4 weken en begint op de dag waarop de klacht is ingediend, dus niet pas als zij aankomt. (art. 3 stap 3)",
            "Hoe ver al het uitstel samen gaat, laat de regeling vrij. (art. 3 slot)",
            "Na 2 jaar moet het weg, tenzij iets het tegenhoudt; grondslag: wet. (art. 4)",
        ];
        check(&default_rules(), &expected);
    }

    #[test]
    fn six_weeks_after_receipt_are_told_with_their_maximum() {
        let expected = [
            "De reactietermijn is 6 weken en begint op de dag waarop de klacht is ontvangen. (artikel 9:11 lid 1)",
            "Eindigt de reactietermijn in een weekend of op een feestdag, dan loopt zij door tot en met de eerstvolgende werkdag. (artikel 9:11 lid 1)",
            "Vaker uitstel dan 2 keer krijgt een opmerking. (artikel 9:11 lid 2)",
            "Al het uitstel samen verlengt de reactietermijn met hoogstens 4 weken; verder verlengt een bericht niet. (artikel 9:11 lid 2)",
        ];
        check(&shipped("zes-weken"), &expected);
    }

    #[test]
    fn ten_working_days_after_completion_are_told() {
        let expected = [
            "Vaker uitstel dan één keer krijgt een opmerking. (punt 10)",
            "In het jaarverslag staat geen aantal onder de 4, behalve nul, en geen aantal dat zo’n aantal zou verraden. (-)",
        ];
        let rules = shipped("tien-werkdagen");
        check(&rules, &expected);
        assert!(
            told(&rules).iter().any(|text| text.starts_with("De reactietermijn is 10 werkdagen en begint op de dag waarop de klacht volledig is."))
        );
    }

    #[test]
    fn nothing_is_hidden_and_nothing_must_go_where_the_rule_file_says_so() {
        let mut rules = default_rules();
        rules.report.hide_below = 1;
        rules.terms.retention.maximum = None;
        check(&rules, &["In het jaarverslag staat elk aantal, hoe klein ook. (-)", "De regeling noemt geen dag waarop het weg moet. (art. 4)"]);
    }
}
