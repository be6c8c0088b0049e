//! The documentation of the rule file against what is read.

use super::homes;
use crate::calendar::HolidayKind;
use crate::diagnostic::Severity;
use crate::domain::{MemberCapacity, Provision, Vocabulary};
use crate::regulation::{AnswerStart, Basis, Datum, OfficerRole};

const PAGE: &str = include_str!("../../../docs/regeling.md");

#[test]
fn every_setting_is_documented() {
    for key in homes().into_iter().flat_map(|home| home.keys) {
        assert!(PAGE.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn every_word_is_documented() {
    let words = [Provision::WORDS, OfficerRole::WORDS, MemberCapacity::WORDS, Basis::WORDS, AnswerStart::WORDS, Datum::WORDS, Severity::WORDS];
    let holidays = HolidayKind::NAMES.iter().map(|row| row.2);
    for word in words.into_iter().flatten().copied().chain(holidays) {
        assert!(PAGE.contains(&format!("`{word}`")), "{word}");
    }
}
