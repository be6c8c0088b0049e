//! The default rule file with one thing changed, and what is said of it.

use chrono::NaiveDate;

use super::*;
use crate::calendar::{HolidayKind, Period};
use crate::domain::{Provision, Vocabulary};
use crate::regulation::OfficerRole;

/// The default rule file with the only occurrence of a text replaced.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert_eq!(DEFAULT_RULES.matches(from).count(), 1, "«{from}» stands once");
    DEFAULT_RULES.replace(from, to)
}

/// The line of the default file that begins so.
#[track_caller]
fn line(start: &str) -> &'static str {
    DEFAULT_RULES.lines().find(|line| line.starts_with(start)).unwrap()
}

/// The rules of the default file with one thing changed, which must earn no remark.
#[track_caller]
fn read(from: &str, to: &str) -> Rules {
    let (rules, remarks) = read_rules(changed(from, to).as_bytes());
    assert_eq!(remarks, []);
    rules.unwrap()
}

/// Checks the only remark on the default file with one thing changed: code, setting, marked characters, a part of message or help.
#[track_caller]
fn check(from: &str, to: &str, code: Code, setting: &str, marked: &str, words: &str) {
    let text = changed(from, to);
    let (rules, remarks) = read_rules(text.as_bytes());
    let [remark] = remarks.as_slice() else { panic!("one remark expected: {remarks:#?}") };
    let found = (remark.diagnostic.code, remark.diagnostic.place.name().unwrap_or_default(), &text[remark.at.clone()]);
    assert_eq!(found, (code, setting.to_owned(), marked));
    let said = format!("{} / {}", remark.diagnostic.message, remark.diagnostic.help);
    assert!(said.contains(words), "{said}");
    assert_eq!(rules.is_none(), remark.diagnostic.severity == Severity::Error);
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn default_file_reads_without_a_remark() {
    let (rules, remarks) = read_rules(DEFAULT_RULES.as_bytes());
    assert_eq!(remarks, []);
    let rules = rules.unwrap();
    assert_eq!(rules.terms.acknowledgement.length, Period::WorkingDays(2));
    assert_eq!(rules.terms.answer.length, Period::Days(28));
    assert_eq!(rules.terms.retention.maximum, Some(Period::Months(24)));
    assert_eq!(rules.terms.extension.at_most, 1);
    assert_eq!(rules.articles.len(), Provision::ALL.len());
    assert_eq!(rules.officers[0].role, OfficerRole::Officer);
    assert_eq!(rules.committee.len(), 2);
    assert_eq!(rules.completeness.present.len(), 4);
    assert!(!rules.calendar.is_working_day(day("2026-12-25")));
}

#[test]
fn windows_line_ends_and_byte_order_mark_are_read() {
    let text = format!("\u{feff}{}", DEFAULT_RULES.replace('\n', "\r\n"));
    assert_eq!(read_rules(text.as_bytes()), (Some(default_rules()), vec![]));
}

#[test]
fn holiday_with_nee_is_a_working_day() {
    let rules = read("bevrijdingsdag: ja", "bevrijdingsdag: nee");
    assert!(rules.calendar.is_working_day(day("2026-05-05")));
}

#[test]
fn equated_day_is_no_working_day() {
    let rules = read("gelijkgesteld: []", "gelijkgesteld: [{datum: 2027-05-07, naam: vrijdag na Hemelvaart}]");
    assert!(!rules.calendar.is_working_day(day("2027-05-07")));
}

#[test]
fn closure_knows_its_days() {
    let rules = read("sluitingen: []", "sluitingen:\n  - {van: 2026-12-28, tot: 2026-12-31, naam: kerstsluiting, verlengt_sinds: 2026-01-01}");
    let closure = rules.calendar.closure(day("2026-12-31")).unwrap();
    assert_eq!((closure.name.as_str(), closure.lengthens_since), ("kerstsluiting", Some(day("2026-01-01"))));
}

#[test]
fn maximum_may_be_none() {
    assert_eq!(read("hoogstens: 2 jaar", "hoogstens: geen").terms.retention.maximum, None);
}

#[test]
fn remark_may_weigh_otherwise() {
    let rules = read("ernst: {}", "ernst:\n  bevestiging-per-post: waarschuwing");
    assert_eq!(rules.severity(Code::AcknowledgementByPost), Severity::Warning);
}

#[test]
fn absent_setting_is_named_and_marked_at_what_encloses_it() {
    check(
        "    lang_boven: 4 weken         #",
        "    #",
        Code::SettingMissing,
        "termijnen.uitstelbericht.lang_boven",
        "uitstelbericht",
        "voeg toe: «lang_boven: 4 weken»",
    );
    check("    koningsdag: ja\n", "", Code::SettingMissing, "werkdagen.feestdagen.koningsdag", "feestdagen", "koningsdag");
    check("  klacht: art. 1\n", "", Code::SettingMissing, "artikelen.klacht", "artikelen", "klacht");
}

#[test]
fn unknown_key_is_known_by_its_nearest() {
    check("    vanaf: indiening ", "    vanaf: indiening\n    duurt: 3 weken ", Code::UnknownKey, "termijnen.reactie.duur", "duurt", "«duur»");
    check(
        "    koningsdag: ja\n",
        "    koningsdag: ja\n    koninginedag: ja\n",
        Code::UnknownKey,
        "werkdagen.feestdagen.koninginedag",
        "koninginedag",
        "«koninginnedag»",
    );
    check(
        "ernst: {}",
        "ernst: {bevestiging-telaat: info}",
        Code::UnknownKey,
        "ernst.bevestiging-telaat",
        "bevestiging-telaat",
        "«bevestiging-te-laat»",
    );
    check("  bezwaar: art. 5\n", "  bezwaar: art. 5\n  fiets: art. 6\n", Code::UnknownKey, "artikelen.fiets", "fiets", "bekend zijn hier: gesprek");
}

#[test]
fn length_that_cannot_be_is_refused() {
    check("minimaal: 1 jaar", "minimaal: 0 jaar", Code::SettingInvalid, "termijnen.bewaren.minimaal", "0 jaar", "niet nul");
    check("duur: 14 dagen", "duur: 14 dage", Code::SettingInvalid, "termijnen.tussenbericht.duur", "14 dage", "«dagen»");
    check("duur: 14 dagen", "duur: veertien", Code::SettingInvalid, "termijnen.tussenbericht.duur", "veertien", "2 werkdagen");
    check("duur: 14 dagen", "duur: 99999 dagen", Code::SettingInvalid, "termijnen.tussenbericht.duur", "99999 dagen", "hooguit tien jaar");
}

#[test]
fn maximum_below_the_minimum_is_refused() {
    check(
        "hoogstens: 2 jaar",
        "hoogstens: 11 maanden",
        Code::SettingInvalid,
        "termijnen.bewaren.hoogstens",
        "11 maanden",
        "korter dan minimaal 1 jaar",
    );
}

#[test]
fn warning_longer_than_its_term_is_refused() {
    check(
        "waarschuwen: 1 werkdag\n",
        "waarschuwen: 1 week\n",
        Code::SettingInvalid,
        "termijnen.bevestiging.waarschuwen",
        "1 week",
        "langer dan de termijn",
    );
    check(
        "duur: 1 maand\n    waarschuwen: 5 werkdagen",
        "duur: 1 maand\n    waarschuwen: 2 maanden",
        Code::SettingInvalid,
        "termijnen.verzoek.waarschuwen",
        "2 maanden",
        "langer",
    );
}

#[test]
fn ample_longer_than_the_answer_is_refused() {
    check(
        "ruim: 5 werkdagen",
        "ruim: 5 weken",
        Code::SettingInvalid,
        "termijnen.uitstelbericht.ruim",
        "5 weken",
        "langer dan de termijn van de reactie (4 weken)",
    );
}

#[test]
fn empty_name_is_refused() {
    check(line("  naam: "), "  naam:", Code::EmptyValue, "regeling.naam", "", "vul in");
    check(line("  naam: "), "  naam: \" \"", Code::EmptyValue, "regeling.naam", "\" \"", "vul in");
    check("ernst: {}", "ernst:", Code::EmptyValue, "ernst", "", "{}");
    check("gelijkgesteld: []", "gelijkgesteld:", Code::EmptyValue, "werkdagen.gelijkgesteld", "", "[]");
}

#[test]
fn address_without_an_at_sign_is_refused() {
    check(
        line("  klacht_email: "),
        "  klacht_email: klachten.voorbeeld.example",
        Code::SettingInvalid,
        "adressen.klacht_email",
        "klachten.voorbeeld.example",
        "geen e-mailadres",
    );
}

#[test]
fn division_without_a_usable_word_is_refused() {
    check("  extrack: ", "  geen: ", Code::SettingInvalid, "bedrijfsonderdelen.geen", "geen", "geen klant");
}

#[test]
fn last_day_before_the_first_is_refused() {
    let to = "    rol: klachtenfunctionaris\n    van: 2026-05-01\n    tot: 2026-04-01\n";
    check("    rol: klachtenfunctionaris\n", to, Code::SettingInvalid, "functionarissen[0].tot", "2026-04-01", "ligt voor de eerste");
}

#[test]
fn two_officers_on_one_day_are_noticed() {
    let second = |days: &str| format!("    rol: klachtenfunctionaris\n    tot: 2026-06-30\n  - naam: A. Kok\n    rol: klachtenfunctionaris\n{days}");
    read("    rol: klachtenfunctionaris\n", &second("    van: 2026-07-01\n"));
    let (text, from) = (second("    van: 2026-06-30\n"), "    rol: klachtenfunctionaris\n");
    let (rules, remarks) = read_rules(changed(from, &text).as_bytes());
    assert_eq!((remarks[0].diagnostic.code, remarks.len()), (Code::RoleOverlap, 1));
    assert!(rules.is_some(), "a warning leaves the rules in force");
}

#[test]
fn deputy_beside_the_officer_is_in_order() {
    let rules = read("    rol: klachtenfunctionaris\n", "    rol: klachtenfunctionaris\n  - naam: A. Kok\n    rol: plaatsvervanger\n");
    assert_eq!(rules.officers_on(day("2026-01-01")).count(), 2);
}

#[test]
fn nobody_as_officer_is_noticed() {
    let (_, remarks) = read_rules(changed("    rol: klachtenfunctionaris\n", "    rol: plaatsvervanger\n").as_bytes());
    assert_eq!((remarks[0].diagnostic.code, remarks.len()), (Code::NobodyAppointed, 1));
}

#[test]
fn word_that_is_not_known_is_refused() {
    check(
        "verschuif_naar_werkdag: nee",
        "verschuif_naar_werkdag: neen",
        Code::UnknownWord,
        "termijnen.reactie.verschuif_naar_werkdag",
        "neen",
        "«nee»",
    );
    check(
        "    rol: klachtenfunctionaris",
        "    rol: functionaris",
        Code::UnknownWord,
        "functionarissen[0].rol",
        "functionaris",
        "«klachtenfunctionaris»",
    );
}

#[test]
fn every_holiday_can_be_switched() {
    for (_, _, key) in HolidayKind::NAMES {
        read(&format!("    {key}: ja"), &format!("    {key}: nee"));
    }
}

#[test]
fn broken_files_give_no_rules() {
    for text in ["", "schema: 1\n", "- a\n", "tekst", "schema: [1\n", "\u{0}"] {
        let (rules, remarks) = read_rules(text.as_bytes());
        assert_eq!(rules, None, "{text:?}");
        assert!(!remarks.is_empty(), "{text:?}");
    }
}

#[test]
fn setting_has_a_place() {
    let marked = |path: &str| &DEFAULT_RULES[locate_in_rules(DEFAULT_RULES.as_bytes(), &Place::Setting(path.to_owned()))];
    assert_eq!(marked("termijnen.bevestiging.duur"), "2 werkdagen");
    assert_eq!(marked("functionarissen[0].tot"), line("  - naam: ").trim_start_matches("  - "));
    assert_eq!(marked("termijnen.bewaren"), "bewaren");
    assert_eq!(marked("nergens"), "");
}

#[test]
fn numbers_begin_at_one_unless_an_office_has_its_own() {
    assert_eq!(default_rules().numbering, Numbering::from(1));
    assert_eq!(read("\njaarverslag:", "\nnummers: {eerste: 5001}\njaarverslag:").numbering, Numbering::from(5001));
    for none in ["0", "05001", "K-2026-5001", "900000001", "-1"] {
        let block = format!("\nnummers: {{eerste: {none}}}\njaarverslag:");
        check("\njaarverslag:", &block, Code::SettingInvalid, "nummers.eerste", none, "is geen volgnummer");
    }
}
