//! The built-in example is lawful at every stage, on whatever day it is told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveTime};
use klachtdossier::diagnostic::{Code, Severity};
use klachtdossier::domain::{Dossier, Status, Subject, Vocabulary};
use klachtdossier::regulation::Rules;
use klachtdossier::source::stories::{Story, Telling, built_in, rule_file, tell};
use klachtdossier::source::{self, CheckedDossier, FilePlace, check_file, read_rules};

/// Days on which the example is told: a Monday, a Friday, days around Easter, King's Day, Christmas and New Year, a Sunday, 29 February.
const DAYS: &[&str] = &[
    "2026-11-23",
    "2026-11-27",
    "2026-04-03",
    "2026-04-06",
    "2026-04-07",
    "2026-04-08",
    "2026-04-28",
    "2026-05-15",
    "2026-05-26",
    "2026-12-28",
    "2027-01-01",
    "2027-01-04",
    "2026-11-29",
    "2028-02-29",
    "2028-03-01",
    "2025-05-31",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules() -> Rules {
    read_rules(rule_file().as_bytes()).0.unwrap()
}

fn told(today: NaiveDate) -> Vec<Telling> {
    tell(&built_in(), &rules().calendar, today).unwrap()
}

/// A stage checked in its folder on this day, with every file that came with it or before.
fn checked(telling: &Telling, stage: usize, rules: &Rules, today: NaiveDate) -> CheckedDossier {
    let stored: BTreeSet<_> = telling.stages[..=stage].iter().flat_map(|stage| &stage.attachments).map(|(path, _)| path.clone()).collect();
    let path = format!("dossiers/{}/{}/dossier.md", telling.id.year(), telling.id);
    check_file(telling.stages[stage].dossier.as_bytes(), &FilePlace::of(&path, stored).unwrap(), rules, today)
}

/// Every remark of weight at this stage: code and sentence.
fn weighty(checked: &CheckedDossier) -> Vec<(Code, String)> {
    let weighty = checked.remarks.iter().map(|remark| &remark.diagnostic).filter(|remark| remark.severity > Severity::Info);
    weighty.map(|remark| (remark.code, remark.message.clone())).collect()
}

fn final_dossiers(today: NaiveDate) -> Vec<(String, Dossier)> {
    let rules = rules();
    let last = |telling: &Telling| checked(telling, telling.stages.len() - 1, &rules, today).dossier.unwrap();
    told(today).iter().map(|telling| (telling.story.clone(), last(telling))).collect()
}

/// What is wrong with the example when it is told on this day.
fn wrongs(today: NaiveDate, rules: &Rules, stories: &BTreeMap<String, Story>, earned: &mut BTreeSet<(String, Code)>) -> Vec<String> {
    let mut wrong = Vec::new();
    for telling in tell(&built_in(), &rules.calendar, today).unwrap() {
        let intended = &stories[&telling.story].intended;
        let mut before: Option<&[u8]> = None;
        for (index, stage) in telling.stages.iter().enumerate() {
            let recorded_on = stage.at.date();
            let mut found: Vec<_> = remarks_on(&telling, index, rules, today);
            earned.extend(found.iter().map(|(code, _)| (telling.story.clone(), *code)));
            found.retain(|(code, _)| !intended.contains(code));
            let mut said: Vec<_> = found.into_iter().map(|(code, message)| format!("{code}: {message}")).collect();
            let obstacles = source::obstacles(before, stage.dossier.as_bytes(), rules, recorded_on);
            said.extend(obstacles.iter().map(|obstacle| format!("niet vast te leggen: {}", obstacle.diagnostic.message)));
            if recorded_on >= today || !rules.calendar.is_working_day(recorded_on) || !is_office_hour(stage.at.time()) {
                said.push("niet op een eerdere werkdag tijdens kantooruren".to_owned());
            }
            wrong.extend(said.into_iter().map(|what| format!("{today} {} [{index}] {}: {what}", telling.story, stage.at)));
            before = Some(stage.dossier.as_bytes());
        }
        if !telling.stages.is_sorted_by(|one, next| one.at < next.at) {
            wrong.push(format!("{today} {}: de scènes staan niet in volgorde", telling.story));
        }
    }
    wrong
}

/// The remarks of weight on a stage on the day it is recorded, and on the last one also today.
fn remarks_on(telling: &Telling, index: usize, rules: &Rules, today: NaiveDate) -> Vec<(Code, String)> {
    let stage = &telling.stages[index];
    let also_today = (index + 1 == telling.stages.len()).then_some(today);
    let days = std::iter::once(stage.at.date()).chain(also_today);
    days.flat_map(|day| weighty(&checked(telling, index, rules, day))).collect()
}

fn is_office_hour(time: NaiveTime) -> bool {
    (NaiveTime::from_hms_opt(8, 30, 0).unwrap()..=NaiveTime::from_hms_opt(17, 0, 0).unwrap()).contains(&time)
}

fn check_days(days: impl IntoIterator<Item = NaiveDate>) {
    let rules = rules();
    let stories: BTreeMap<_, _> = built_in().into_iter().map(|story| (story.name.clone(), story)).collect();
    let mut earned = BTreeSet::new();
    let wrong: Vec<_> = days.into_iter().flat_map(|day| wrongs(day, &rules, &stories, &mut earned)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (name, story) in &stories {
        for code in &story.intended {
            assert!(earned.contains(&(name.clone(), *code)), "{name} verdient {code} nooit");
        }
    }
}

#[test]
fn every_stage_earns_only_the_remarks_it_is_meant_to_earn() {
    check_days(DAYS.iter().map(|text| day(text)));
}

#[test]
fn every_status_and_subject_has_a_story() {
    let dossiers = final_dossiers(day("2026-11-23"));
    for status in Status::ALL {
        assert!(dossiers.iter().any(|(_, dossier)| dossier.status == *status), "{status}");
    }
    for subject in Subject::ALL {
        assert!(dossiers.iter().any(|(_, dossier)| dossier.subjects.contains(subject)), "{subject}");
    }
    assert!(dossiers.len() >= 30);
}

#[test]
fn numbers_follow_arrival_without_gaps() {
    let mut last = BTreeMap::new();
    for telling in told(day("2027-01-04")) {
        let serial = last.entry(telling.id.year()).or_insert(0);
        *serial += 1;
        assert_eq!(telling.id.serial(), *serial, "{}", telling.id);
    }
    assert!(last.len() >= 3, "{last:?}");
}

#[test]
fn everyone_in_the_example_is_invented() {
    for telling in told(day("2026-11-23")) {
        for text in telling.stages.iter().flat_map(|stage| std::iter::once(&stage.dossier).chain(stage.attachments.iter().map(|(_, text)| text))) {
            for name in ["Becker", "Dorland", "Zeebregts", "Doetinchem", "extrack.nl"] {
                assert!(!text.contains(name), "{}: {name}", telling.story);
            }
            for address in text.split(|letter: char| letter.is_whitespace() || "<>,".contains(letter)).filter(|word| word.contains('@')) {
                assert!(address.ends_with(".example"), "{}: {address}", telling.story);
            }
        }
    }
}

#[test]
fn the_example_has_something_due_today_on_a_working_day() {
    let rules = rules();
    let today = day("2026-11-23");
    assert!(rules.calendar.is_working_day(today) && today.weekday() == chrono::Weekday::Mon);
    let due = told(today)
        .iter()
        .flat_map(|telling| checked(telling, telling.stages.len() - 1, &rules, today).terms)
        .filter(|term| term.due_on == Some(today) && term.standing.is_open())
        .count();
    assert!(due >= 2, "{due}");
}
