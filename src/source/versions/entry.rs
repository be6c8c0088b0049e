//! When a fact came into the dossier, beside the day it happened.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::EXPLAIN;
use crate::calendar::{Period, day_in_words};
use crate::diagnostic::{Code, Diagnostic, Field, FieldPath, Step};
use crate::domain::Dossier;
use crate::regulation::{Rules, facts};

/// The remark on the oldest fact that came into the dossier later than the margin of the rule file after its day; `None` when
/// there is none. `before` are the versions it was made from: none for a new dossier, two for a merge.
///
/// A fact that was put right counts as new. What happened before the complaint came could not be recorded sooner, so it
/// counts from the day of arrival; the day on the complaint itself is not the officer's doing and does not count at all.
#[must_use]
pub fn late_entry(before: &[&Dossier], now: &Dossier, recorded_on: NaiveDate, rules: &Rules) -> Option<Diagnostic> {
    let known: Vec<_> = before.iter().map(|before| counted(before)).collect();
    let began_on = began_on(now);
    let margin = rules.margins.late_entry;
    let mut seen: BTreeMap<_, usize> = BTreeMap::new();
    let mut late: Vec<(NaiveDate, FieldPath)> = Vec::new();
    for (day, path) in facts(now) {
        let key = (kind(&path), day);
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let is_new = known.iter().all(|known| known.get(&key).is_none_or(|before| *count > *before));
        let counts_from = began_on.map_or(day, |began| day.max(began));
        if is_new && key.0 != [Field::SubmittedOn] && rules.calendar.after(counts_from, margin) < recorded_on {
            late.push((day, path));
        }
    }
    let (day, path) = late.iter().min()?.clone();
    let more = match late.len() - 1 {
        0 => String::new(),
        1 => "; nog een ander gegeven kwam ook zo laat".to_owned(),
        more => format!("; nog {more} andere gegevens kwamen ook zo laat"),
    };
    let (happened, recorded) = (day_in_words(day), day_in_words(recorded_on));
    let message = format!("«{path}» gebeurde op {happened} en is pas op {recorded} vastgelegd{more}");
    Some(Diagnostic::new(Code::LateEntry, path, message, format!("leg een gebeurtenis vast binnen {margin}; {EXPLAIN}")))
}

/// Whether some line of the text names a day so long before the recording, and does so more often than in the versions it was
/// made from. Nearly no version does, and only then is it worth reading as a dossier.
#[must_use]
pub fn may_have_late_entry(before: &[&[u8]], now: &[u8], recorded_on: NaiveDate, rules: &Rules) -> bool {
    let limit = match rules.margins.late_entry {
        Period::Days(days) => recorded_on - Days::new(u64::from(days)),
        _ => recorded_on,
    };
    let limit = limit.format("%Y-%m-%d").to_string();
    let now = old_days(now, limit.as_bytes());
    let before: Vec<_> = before.iter().map(|before| old_days(before, limit.as_bytes())).collect();
    now.iter().any(|(line, count)| before.iter().all(|before| before.get(line).is_none_or(|before| count > before)))
}

/// The lines that name a day before the limit, with how often they stand there.
fn old_days<'t>(text: &'t [u8], limit: &[u8]) -> BTreeMap<&'t [u8], usize> {
    let mut found = BTreeMap::new();
    for line in text.split(|byte| *byte == b'\n').filter(|line| names_day_before(line, limit)) {
        *found.entry(line.trim_ascii()).or_default() += 1;
    }
    found
}

/// Whether a day such as `2026-11-03` stands in the line that comes before the limit, which is spelled alike.
fn names_day_before(line: &[u8], limit: &[u8]) -> bool {
    let digits = |range: &[u8]| range.iter().all(u8::is_ascii_digit);
    let is_day = |text: &&[u8]| text[4] == b'-' && text[7] == b'-' && digits(&text[..4]) && digits(&text[5..7]) && digits(&text[8..]);
    line.contains(&b'-') && line.windows(limit.len()).filter(is_day).any(|day| day < limit)
}

/// How often each kind of fact stands there with each day, whatever the place in a list.
fn counted(dossier: &Dossier) -> BTreeMap<(Vec<Field>, NaiveDate), usize> {
    let mut counted = BTreeMap::new();
    for (day, path) in facts(dossier) {
        *counted.entry((kind(&path), day)).or_default() += 1;
    }
    counted
}

/// A path without its places in lists.
fn kind(path: &FieldPath) -> Vec<Field> {
    let fields = path.steps().iter().filter_map(|step| match step {
        Step::Field(field) => Some(*field),
        Step::Entry(_) => None,
    });
    fields.collect()
}

/// The day from which the dossier could be kept: of arrival, or of the oral remark it began with.
fn began_on(dossier: &Dossier) -> Option<NaiveDate> {
    let reported = dossier.oral_report.as_ref().and_then(|report| report.reported_on);
    let received = dossier.received.map(|received| received.date());
    reported.into_iter().chain(received).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{default_rules, read_dossier};

    const BEFORE: &str = "---
schema: 1
nummer: K-2026-0007
status: in_behandeling
ingediend_op: 2026-10-02
ontvangen_op: 2026-11-03
correspondentie:
  - soort: bevestiging
    datum: 2026-11-04
---
";

    /// What is late when the version is recorded on a day, after the version before or as a new dossier.
    fn late(before: Option<&str>, now: &str, day: &str) -> Option<String> {
        let (day, rules) = (day.parse().unwrap(), default_rules());
        let read = |text: &str| read_dossier(text.as_bytes()).dossier.unwrap();
        let known: Vec<_> = before.map(read).into_iter().collect();
        let found = late_entry(&known.iter().collect::<Vec<_>>(), &read(now), day, &rules);
        let texts: Vec<_> = before.iter().map(|before| before.as_bytes()).collect();
        assert!(found.is_none() || may_have_late_entry(&texts, now.as_bytes(), day, &rules), "{found:?}");
        found.map(|remark| remark.message)
    }

    fn with_message(day: &str) -> String {
        BEFORE.replace("---\n", "").replace("schema", "---\nschema") + &format!("  - soort: tussenbericht\n    datum: {day}\n---\n")
    }

    #[test]
    fn fact_within_the_margin_is_in_time() {
        assert_eq!(late(Some(BEFORE), &with_message("2026-11-13"), "2026-11-20"), None);
        assert!(late(Some(BEFORE), &with_message("2026-11-12"), "2026-11-20").unwrap().starts_with("«correspondentie[1].datum»"));
    }

    #[test]
    fn second_fact_on_a_day_that_was_known_is_late_as_well() {
        assert!(late(Some(BEFORE), &with_message("2026-11-04"), "2026-11-20").is_some());
        assert_eq!(late(Some(BEFORE), BEFORE, "2026-12-20"), None);
    }

    #[test]
    fn day_that_was_put_back_is_late() {
        assert!(late(Some(&with_message("2026-11-19")), &with_message("2026-11-05"), "2026-11-20").is_some());
    }

    #[test]
    fn day_on_the_complaint_itself_is_not_the_officers_doing() {
        assert_eq!(late(None, BEFORE, "2026-11-04"), None);
        assert!(late(None, BEFORE, "2026-11-20").unwrap().contains("nog een ander gegeven"));
    }

    #[test]
    fn what_came_before_the_complaint_counts_from_its_arrival() {
        let talk = BEFORE
            .replace("correspondentie:", "gesprekken:\n  - {soort: vooraf, gehouden_op: 2026-10-20, uitkomst: niet_opgelost}\ncorrespondentie:");
        assert_eq!(late(None, &talk, "2026-11-05"), None);
        assert!(late(Some(BEFORE), &talk, "2026-11-25").unwrap().starts_with("«gesprekken[0].gehouden_op»"));
    }

    #[test]
    fn version_without_an_old_day_need_not_be_read() {
        let day = "2026-11-08".parse().unwrap();
        assert!(!may_have_late_entry(&[BEFORE.as_bytes()], with_message("2026-11-07").as_bytes(), day, &default_rules()));
    }
}
