//! Letters against their contract: every template says what the procedure asks, and one that leaves anything out is refused.

use std::collections::{BTreeMap, BTreeSet};

use crate::suite::cast;
use klachtdossier::domain::{LetterKind, Vocabulary};
use klachtdossier::regulation::Rules;
use klachtdossier::regulation::letter::{Letter, LetterElement, compose, contract, specimens};
use klachtdossier::render::letter::{LetterError, LetterTemplates, WrittenLetter};
use klachtdossier::source::read_rules;

fn rules_with(more: &str) -> Rules {
    read_rules(format!("{}\n{more}", cast::rule_file()).as_bytes()).0.expect("the rule file of the cast is sound")
}

fn rules() -> Rules {
    rules_with(
        "brieven:\n  privacy: Lees meer op https://www.voorbeeld.example/privacy\n  reglement: staat op https://www.voorbeeld.example/reglement\n",
    )
}

fn template(name: &str) -> String {
    std::fs::read_to_string(format!("{}/site-templates/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The templates of this repository with one changed.
fn with(name: &str, source: &str) -> LetterTemplates {
    LetterTemplates::new(&BTreeMap::from([(name.to_owned(), source.to_owned())])).unwrap()
}

fn letters(kind: LetterKind, rules: &Rules) -> Vec<Letter> {
    let specimens = specimens(kind, rules);
    specimens.iter().map(|specimen| compose(&specimen.wish(rules)).unwrap_or_else(|refusal| panic!("{kind}: {refusal}"))).collect()
}

/// What the templates find lacking over all specimens of this kind.
fn lacking(templates: &LetterTemplates, kind: LetterKind, rules: &Rules) -> BTreeSet<LetterElement> {
    let written = letters(kind, rules).into_iter().map(|letter| templates.write(&letter, rules));
    written
        .flat_map(|written| match written {
            Ok(_) => Vec::new(),
            Err(LetterError::Lacks { elements, .. }) => elements,
            Err(other) => panic!("{kind}: {other}"),
        })
        .collect()
}

/// The source without what stands between `{% block NAME %}` and `{% endblock %}`.
fn without_block(source: &str, name: &str) -> Option<String> {
    let opening = format!("{{% block {name} %}}");
    let (before, rest) = source.split_once(&opening)?;
    let (_, after) = rest.split_once("{% endblock %}").expect("a block is closed");
    Some(format!("{before}{after}"))
}

/// The template a block stands in, with the block taken out.
fn dropped(kind: LetterKind, element: LetterElement) -> Option<(String, String)> {
    let files = [format!("brieven/{kind}.md"), "brieven/slot.md".to_owned(), "brieven/bezwaarweg.md".to_owned()];
    files.into_iter().find_map(|file| Some((file.clone(), without_block(&template(&file), element.word())?)))
}

#[test]
fn every_letter_keeps_its_contract_in_every_turn() {
    let templates = LetterTemplates::new(&BTreeMap::new()).unwrap();
    for rules in [rules(), rules_with("")] {
        for kind in LetterKind::ALL {
            for letter in letters(*kind, &rules) {
                templates.write(&letter, &rules).unwrap_or_else(|error| panic!("{kind}: {error}\n{letter:#?}"));
            }
        }
    }
}

#[test]
fn letter_without_one_of_its_elements_is_refused_by_that_element() {
    let rules = rules();
    let mut judged = 0;
    for kind in LetterKind::ALL {
        let demanded: BTreeSet<_> =
            letters(*kind, &rules).iter().flat_map(|letter| contract(letter, &rules, "tekst")).map(|demand| demand.element).collect();
        for element in demanded {
            let (file, source) = dropped(*kind, element).unwrap_or_else(|| panic!("{kind}: no block «{element}»"));
            let found = lacking(&with(&file, &source), *kind, &rules);
            assert_eq!(found, BTreeSet::from([element]), "{kind} without {element}");
            judged += 1;
        }
    }
    assert!(judged > 60, "only {judged} elements were dropped");
}

#[test]
fn letter_without_its_heading_is_refused() {
    let rules = rules();
    for kind in LetterKind::ALL {
        let file = format!("brieven/{kind}.md");
        let (_, source) = template(&file).split_once('\n').map(|(first, rest)| (first.to_owned(), rest.to_owned())).unwrap();
        assert_eq!(lacking(&with(&file, &source), *kind, &rules), BTreeSet::from([LetterElement::Subject]), "{kind}");
    }
}

#[test]
fn every_element_is_asked_somewhere_or_belongs_to_the_page() {
    let rules = rules();
    let all = LetterKind::ALL.iter().flat_map(|kind| letters(*kind, &rules)).flat_map(|letter| contract(&letter, &rules, "x"));
    let mut asked: BTreeSet<_> = all.map(|demand| demand.element).collect();
    asked.extend([LetterElement::Subject, LetterElement::Text, LetterElement::PostalAddress, LetterElement::DatedOn, LetterElement::SelfContained]);
    asked.insert(LetterElement::LeftOut);
    assert_eq!(asked, LetterElement::ALL.iter().copied().collect());
}

/// The letter of a kind in its first turn.
fn written(kind: LetterKind) -> WrittenLetter {
    let rules = rules();
    let templates = LetterTemplates::new(&BTreeMap::new()).unwrap();
    templates.write(&letters(kind, &rules)[0], &rules).unwrap()
}

#[test]
fn no_letter_says_that_consent_was_given() {
    for kind in LetterKind::ALL {
        let text = written(*kind).text.to_lowercase();
        assert!(!text.contains("toestemming") && !text.contains("akkoord"), "{kind}: {text}");
    }
}

#[test]
fn letter_of_advice_does_not_name_the_complainant() {
    let text = written(LetterKind::AdviceRequest).text;
    assert!(!text.contains("Sanne") && !text.contains("Linde"), "{text}");
}

#[test]
fn every_kind_and_every_element_is_documented() {
    let page = std::fs::read_to_string(format!("{}/docs/brieven.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for word in LetterKind::WORDS.iter().chain(LetterElement::WORDS) {
        assert!(page.contains(&format!("`{word}`")), "{word}");
    }
    let rules = rules();
    for kind in LetterKind::ALL {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{kind}` |"))).unwrap_or_else(|| panic!("no row for {kind}"));
        let demanded = letters(*kind, &rules).into_iter().flat_map(|letter| contract(&letter, &rules, "x"));
        let of_all = [LetterElement::Number, LetterElement::Signature, LetterElement::Attachments];
        for element in demanded.map(|demand| demand.element).filter(|element| !of_all.contains(element)) {
            assert!(row.contains(&format!("`{element}`")), "{kind}: {element}");
        }
    }
}

#[test]
fn template_that_goes_round_for_ever_is_ended() {
    let endless = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    let templates = with("brieven/tussenbericht.md", &format!("{}{endless}", template("brieven/tussenbericht.md")));
    let rules = rules();
    let letter = &letters(LetterKind::ProgressNotice, &rules)[0];
    assert!(matches!(templates.write(letter, &rules), Err(LetterError::Template(_))));
}
