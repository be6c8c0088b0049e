//! The JSON contract: every key of an answer stands in `docs/json.md`, and what is unknown is null, never absent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use klachtdossier::domain::{Anchor, Destroyed, DestructionGround, Mark, Status};
use klachtdossier::overview::health::{Check, Finding, Weight};
use klachtdossier::overview::{
    AnchorTold, Certificate, ChangedPiece, CheckedFile, Counting, Detail, DossierLog, DossierTerms, Elsewhere, Extent, InCommit, Kept, LeadsBack,
    LookedAt, Numbers, Query, Recorded, RecordedKind, RegisterOptions, Unrecorded, audit_page, keepings, numbers_by_year, yearly_report,
};
use klachtdossier::overview::{Broken, Busy, Double, Hand, Matter, Standstill, Undecided};
use klachtdossier::regulation::{Case, OfficerRole, terms};
use klachtdossier::render::json;
use klachtdossier::render::search::Found;
use klachtdossier::shell::office::Office;
use klachtdossier::source::default_rules;
use klachtdossier::source::merge::{Clash, ClashPlace, Three};
use serde_json::Value;

fn today() -> NaiveDate {
    "2026-11-22".parse().unwrap()
}

/// The answers over the dossiers of the tests.
fn answers() -> Vec<Value> {
    let office = Office::find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office")).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    let dossiers = office.dossiers(&BTreeSet::new()).unwrap().read;
    let terms = dossiers.iter().map(|dossier| DossierTerms { id: dossier.id, status: Some(dossier.status), terms: terms(dossier, &rules, today()) });
    let files = office.check(&rules, BTreeSet::new(), today()).unwrap();
    let query = Query::of(&["linde".to_owned()]).unwrap();
    let findings = office.search(&query).unwrap();
    let found = findings.dossiers.iter().map(|(id, places)| (*id, places.iter().map(|place| (place.formerly, &place.hit)).collect()));
    let texts = [
        json::calendar(&default_rules().calendar, 2026, today()),
        json::deadlines(&terms.collect::<Vec<_>>(), &rules, today()),
        json::check(&files, Some(&rules), None, today()),
        json::check(&of_a_commit(files), Some(&rules), Some(&extent()), today()),
        json::keeping(&keepings(&dossiers, |dossier| Case { dossier, rules: &rules, today: today() }), today()),
        json::health(&health(), &[Check::Locks], today()),
        json::log(&recorded(), today()),
        json::conflict(&standstill(), today()),
        json::anchor(&anchor(), &"1a2b3c4d".repeat(5), Some("register/ijkpunten/2026-11-22-0C1GC.txt"), today()),
        json::certificate(&certificate(), "0.1.0"),
        json::aftercheck(&looked_at(), today()),
        json::search(&Found { dossiers: found.collect(), closed: findings.closed.len() }, today()),
    ];
    texts.iter().chain(&overviews()).map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// A certificate of a destruction that left something elsewhere.
fn certificate() -> Certificate {
    Certificate {
        numbers: BTreeSet::from(["K-2024-0003".parse().unwrap()]),
        on: today(),
        ground: DestructionGround::Retention,
        role: OfficerRole::Officer,
        recordings: 40,
        fallen_away: 6,
        compared: 12,
        objects: 310,
        looked_for: 5,
        elsewhere: Elsewhere { dossiers: BTreeSet::from(["K-2024-0004".parse().unwrap()]), other: 1, unread: 0, numbered: 0 },
    }
}

#[test]
fn certificate_is_what_it_was() {
    let expected = r#"{"schema":1,"soort":"vernietiging","vandaag":"2026-11-22","nummers":["K-2024-0003"],"vernietigd_op":"2026-11-22","grond":"bewaartermijn","rol":"klachtenfunctionaris","programma":"0.1.0","vastleggingen":40,"vervallen":6,"bewijzen":[{"soort":"geen_map","aangetoond":true,"onderzocht":null},{"soort":"geen_restant","aangetoond":true,"onderzocht":310},{"soort":"geen_spoor","aangetoond":false,"onderzocht":5},{"soort":"andere_gelijk","aangetoond":true,"onderzocht":12},{"soort":"opslag_heel","aangetoond":true,"onderzocht":310}],"elders":{"dossiers":["K-2024-0004"],"andere_plaatsen":1,"niet_doorzocht":0,"met_nummer":0}}"#;
    let mut told: Value = serde_json::from_str(&json::certificate(&certificate(), "0.1.0")).unwrap();
    let by_hand = told.as_object_mut().unwrap().remove("buiten_bereik").unwrap();
    assert_eq!(told, serde_json::from_str::<Value>(expected).unwrap());
    assert_eq!(by_hand.as_array().unwrap().len(), 5);
}

/// A place that still has something, one that tells nothing of what has no name, and one that is clean.
fn looked_at() -> [LookedAt; 4] {
    let dossiers = BTreeMap::from([("K-2024-0003".parse().unwrap(), "1a2b3c4d".repeat(5))]);
    let still = LookedAt {
        place: "origin (https://git.voorbeeld.example/klachten)".to_owned(),
        offered: 3,
        leading: vec![LeadsBack { reference: "refs/heads/oud".to_owned(), dossiers }],
        old: vec!["refs/tags/stand".to_owned()],
        to_ask: 2,
        asked: 2,
        handed_out: vec!["1a2b3c4d".repeat(5)],
        untold: false,
    };
    let untold = LookedAt { leading: Vec::new(), old: Vec::new(), handed_out: Vec::new(), asked: 1, untold: true, ..still.clone() };
    let clean = LookedAt { untold: false, asked: 2, ..untold.clone() };
    let unlisted = LookedAt { to_ask: 0, asked: 0, ..clean.clone() };
    [still, untold, clean, unlisted]
}

#[test]
fn look_at_a_place_afterwards_is_what_it_was() {
    let commit = "1a2b3c4d".repeat(5);
    let place = r#""plek":"origin (https://git.voorbeeld.example/klachten)""#;
    let leads = format!(r#"[{{"verwijzing":"refs/heads/oud","dossiers":[{{"nummer":"K-2024-0003","commit":"{commit}"}}]}}]"#);
    let expected = format!(
        r#"{{"schema":1,"soort":"nacontrole","vandaag":"2026-11-22","schoon":false,"plekken":[
        {{{place},"schoon":false,"verwijzingen":3,"leidt_nog":{leads},"leidt_naar_oude":["refs/tags/stand"],"oude_vastleggingen":2,"gevraagd":2,"nog_te_krijgen":["{commit}"]}},
        {{{place},"schoon":false,"verwijzingen":3,"leidt_nog":[],"leidt_naar_oude":[],"oude_vastleggingen":2,"gevraagd":1,"nog_te_krijgen":null}},
        {{{place},"schoon":true,"verwijzingen":3,"leidt_nog":[],"leidt_naar_oude":[],"oude_vastleggingen":2,"gevraagd":2,"nog_te_krijgen":[]}},
        {{{place},"schoon":false,"verwijzingen":3,"leidt_nog":[],"leidt_naar_oude":[],"oude_vastleggingen":null,"gevraagd":0,"nog_te_krijgen":null}}]}}"#
    );
    let told: Value = serde_json::from_str(&json::aftercheck(&looked_at(), today())).unwrap();
    assert_eq!(told, serde_json::from_str::<Value>(&expected).unwrap());
}

/// Two checks of `diagnose`, one with something to do.
fn health() -> [Finding; 2] {
    let good = Finding { check: Check::State, weight: Weight::Good, what: "er kan worden vastgelegd".to_owned(), help: None, mend: None };
    let odd = Finding { check: Check::Clock, weight: Weight::Attention, help: Some("zet de klok gelijk".to_owned()), ..good.clone() };
    [good, odd]
}

/// A dossier that was recorded and changed since, with all there is to tell.
fn recorded() -> DossierLog {
    let recorded = Recorded {
        commit: "0123456789abcdef0123456789abcdef01234567".to_owned(),
        time: DateTime::parse_from_rfc3339("2026-11-03T09:12:00+01:00").unwrap(),
        author: "P. Jansen".to_owned(),
        kind: RecordedKind::New,
        is_merge: true,
        from: None,
        to: Some(Status::Received),
        fields: vec!["status".to_owned(), "bijlagen".to_owned()],
        pieces: vec![ChangedPiece { path: "bijlagen/2026-11-02-klacht.eml".to_owned(), what: "toegevoegd".to_owned() }],
        words: Some(vec!["dossier aangelegd".to_owned()]),
    };
    let unrecorded = Unrecorded { fields: vec!["onderwerp".to_owned()], words: Some(vec!["onderwerp gewijzigd".to_owned()]) };
    DossierLog { id: "K-2026-0007".parse().unwrap(), recorded: vec![recorded], unrecorded: Some(unrecorded) }
}

/// A merge that git stands still on, with something of everything.
fn standstill() -> Standstill {
    let hand = Hand { commit: "1a2b3c4d".to_owned(), by: "P. Jansen".to_owned(), at: "2026-11-22T10:00:00+01:00".parse().unwrap() };
    let place = ClashPlace::Entry { list: "afspraken".to_owned(), known_by: "2026-11-10, Bellen".to_owned() };
    let says = Three { base: None, ours: Some("wat: Bellen".to_owned()), theirs: Some("wat: Mailen".to_owned()) };
    let path = "dossiers/2026/K-2026-0007/dossier.md".to_owned();
    let number = "K-2026-0007".parse().ok();
    Standstill {
        busy: Some(Busy::Merge),
        ours: Some(hand.clone()),
        theirs: Some(hand),
        files: vec![Undecided { path: path.clone(), number, matter: Matter::Places(vec![Clash { place, says }]) }],
        marked: vec![path.clone()],
        broken: vec![Broken { path: path.clone(), number: number.unwrap(), why: vec!["regel 3: dit staat er twee keer".to_owned()] }],
        doubles: vec![Double { number: number.unwrap(), paths: vec![path] }],
    }
}

/// How much of a history was looked at, held against an anchor.
fn extent() -> Extent {
    let destroyed = vec!["K-2024-0003".parse().unwrap()];
    Extent { commits: 12, dossiers: 3, anchor: Some(AnchorTold { day: today(), holds: true, changes_since: 4, destroyed }) }
}

/// An anchor of some history.
fn anchor() -> Anchor {
    Anchor { day: today(), dossiers: 3, changes: 12, origin: Mark::of(&[1; 8]), head: Mark::of(&[2; 8]), root: Mark::of(&[3; 16]) }
}

/// The same remarks, as if they were about a recorded version.
fn of_a_commit(files: Vec<CheckedFile>) -> Vec<CheckedFile> {
    let commit = InCommit { commit: "1a2b3c4d".repeat(5), at: "2026-11-20T09:12:44+01:00".parse().unwrap() };
    files.into_iter().map(|file| CheckedFile { recorded: Some(commit.clone()), ..file }).collect()
}

/// Register, audit page and yearly report over the repository's own examples, which have measures and appeals, and a gap.
fn overviews() -> [String; 3] {
    let office = Office::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let rules = office.rule_file().unwrap().rules.unwrap();
    let read = office.dossiers(&BTreeSet::new()).unwrap().read.into_iter();
    let kept = read.map(|dossier| Kept { terms: terms(&dossier, &rules, today()), dossier }.into()).collect();
    let destroyed = vec![Destroyed::nothing_but("K-2026-0020".parse().unwrap())];
    let numbers = Numbers { kept, destroyed, ..Numbers::default() };
    let report = yearly_report(2026, &numbers, Counting { rules: &rules, today: today(), detail: Detail::ForOthers });
    let years = numbers_by_year(numbers);
    [
        json::register(&years, RegisterOptions { names: true }, today()),
        json::audit(&audit_page(2026, &years, &rules), &rules, today()),
        json::report(&report, &rules, today()),
    ]
}

/// Every object of the answer, as its keys, under the way to it without the indexes.
fn shapes(value: &Value, way: &str, found: &mut BTreeMap<String, BTreeSet<Vec<String>>>) {
    match value {
        Value::Object(object) => {
            found.entry(way.to_owned()).or_default().insert(object.keys().cloned().collect());
            object.iter().for_each(|(key, value)| shapes(value, &format!("{way}.{key}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| shapes(item, way, found)),
        _ => {}
    }
}

#[test]
fn every_key_stands_in_the_documentation() {
    let documentation = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let mut found = BTreeMap::new();
    answers().iter().for_each(|answer| shapes(answer, "", &mut found));
    let keys: BTreeSet<_> = found.values().flatten().flatten().collect();
    assert!(keys.len() > 30, "{keys:?}");
    for key in keys {
        let written = [format!("`{key}`"), format!(".{key}`"), format!("`{key}["), format!("`{key}.")];
        assert!(written.iter().any(|written| documentation.contains(written)), "«{key}» staat niet in docs/json.md");
    }
}

#[test]
fn unknown_is_null_and_never_absent() {
    let mut found = BTreeMap::new();
    answers().iter().for_each(|answer| shapes(answer, answer["soort"].as_str().unwrap(), &mut found));
    for (way, shapes) in found {
        assert_eq!(shapes.len(), 1, "{way} heeft niet overal dezelfde sleutels");
    }
}

#[test]
fn every_answer_begins_with_the_envelope() {
    for answer in answers() {
        assert_eq!(answer["schema"], 1);
        assert_eq!(answer["vandaag"], "2026-11-22");
    }
}
