//! What leaves the machine: SARIF, JUnit and annotations tell number, field and code, and nothing a person typed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use klachtdossier::diagnostic::{Code, Severity};
use klachtdossier::overview::CheckedFile;
use klachtdossier::regulation::Rules;
use klachtdossier::render::{github, junit, sarif};
use klachtdossier::shell::office::Office;
use klachtdossier::source::{self, ByteRange, FilePlace, Node, default_rules};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What is planted in a dossier, and may be in no answer.
const MARK: &str = "Merkwaardig";

static RULES: LazyLock<Rules> = LazyLock::new(default_rules);

/// The repository's own examples, as texts.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let office = Office::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let found = office.inventory().unwrap().dossiers;
    found.iter().map(|found| String::from_utf8(office.read(&found.path).unwrap()).unwrap()).collect()
});

/// Where every key and every value of a front matter stands.
fn places(node: &Node<'_>, found: &mut Vec<ByteRange>) {
    for entry in node.entries() {
        found.push(entry.key_at.clone());
        places(&entry.value, found);
    }
    node.items().iter().for_each(|item| places(item, found));
    found.extend(node.text().map(|_| node.at.clone()));
}

/// The dossier with these of its keys and values replaced, and its text and its pieces wholly so.
fn planted(text: &str, chosen: &[prop::sample::Index]) -> CheckedFile {
    let mut found = Vec::new();
    places(source::read_dossier(text.as_bytes()).tree().unwrap(), &mut found);
    let chosen: BTreeSet<usize> = chosen.iter().map(|index| index.index(found.len())).collect();
    let mut planted = text.to_owned();
    let mut at: Vec<_> = chosen.iter().map(|index| found[*index].clone()).collect();
    at.sort_by_key(|at| std::cmp::Reverse(at.start));
    for (count, at) in at.into_iter().enumerate() {
        planted.replace_range(at, &format!("{MARK}{count}"));
    }
    planted.push_str(&format!("\n## {MARK}\n{MARK} {{{{derde: {MARK}\n"));
    let path = "dossiers/2026/K-2026-0007/dossier.md";
    let stored = BTreeSet::from([format!("bijlagen/{MARK}.pdf")]);
    let checked = source::check_file(planted.as_bytes(), &FilePlace::of(path, stored).unwrap(), &RULES, "2026-11-23".parse().unwrap());
    CheckedFile { path: path.to_owned(), number: "K-2026-0007".parse().ok(), bytes: planted.into_bytes(), remarks: checked.remarks, recorded: None }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_typed_in_a_dossier_leaves_the_machine(
        example in any::<prop::sample::Index>(),
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let file = planted(&EXAMPLES[example.index(EXAMPLES.len())], &chosen);
        let stray = CheckedFile {
            path: format!("dossiers/{MARK}/{MARK}.md"),
            number: None,
            bytes: file.bytes.clone(),
            remarks: vec![source::Located::in_file(Code::MisplacedFile, 0..0, MARK, MARK)],
            recorded: None,
        };
        prop_assert!(!file.remarks.is_empty());
        let files = [file, stray];
        for answer in [
            sarif::log(&files, Some(&RULES), ""),
            junit::report(&files, Some(&RULES), "", Severity::Info),
            github::annotations(&files, ""),
        ] {
            let told = answer.to_lowercase().find(&MARK.to_lowercase()).map(|at| &answer[at.saturating_sub(80)..]);
            prop_assert_eq!(told, None);
        }
    }
}

/// The remarks on the dossiers of the tests.
fn checked() -> Vec<CheckedFile> {
    let office = Office::find(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/office")).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    office.check(&rules, BTreeSet::new(), "2026-11-22".parse().unwrap()).unwrap()
}

#[test]
fn sarif_is_as_it_was() {
    let log: Value = serde_json::from_str(&sarif::log(&checked(), Some(&RULES), "")).unwrap();
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("unicodeCodePoints")));
    let ids: Vec<_> = run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, Code::ALL.iter().map(|code| code.id()).collect::<Vec<_>>());
    let index = ids.iter().position(|id| *id == "bevestiging-te-laat").unwrap();
    let late = run["results"].as_array().unwrap().iter().find(|result| result["ruleIndex"] == json!(index)).unwrap();
    let expected = json!({
        "ruleId": "bevestiging-te-laat",
        "ruleIndex": index,
        "level": "error",
        "message": { "text": "K-2026-0002 ontvangen_op bevestiging-te-laat: De bevestiging is niet binnen de termijn verstuurd." },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": "dossiers/2026/K-2026-0002/dossier.md", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 7, "startColumn": 15 },
        }}],
        "partialFingerprints": { "primaryLocationLineHash": "K-2026-0002/bevestiging-te-laat/ontvangen_op/1" },
    });
    assert_eq!(*late, expected);
    let told = run["results"].as_array().unwrap().iter().map(|result| (result["ruleId"].as_str().unwrap(), result["level"].as_str().unwrap()));
    let expected = [
        ("uitstel-tijdig-melden", "note"),
        ("tussenbericht-te-laat", "warning"),
        ("gesprek-niet-aangeboden", "note"),
        ("bevestiging-te-laat", "error"),
        ("gegeven-niet-opgegeven", "warning"),
        ("gegeven-niet-opgegeven", "warning"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn sarif_of_an_unsound_rule_file_still_explains_every_remark() {
    let office = Office::find(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/office-stuk")).unwrap();
    let log: Value = serde_json::from_str(&sarif::log(&[office.rule_file().unwrap().file], None, "")).unwrap();
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), Code::ALL.len());
    assert!(!log["runs"][0]["results"].as_array().unwrap().is_empty());
}
