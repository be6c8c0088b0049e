//! The year in months, and the answers by how long they took: what a drawing shows.

use chrono::{Datelike, NaiveDate};

use super::table::{Table, TableKind, Weight};
use crate::calendar::{Period, month_in_words};
use crate::domain::TermKind;
use crate::overview::Kept;
use crate::regulation::{Rules, Term};

/// No drawing shows more weeks than this; what took longer stands together.
const MOST_WEEKS: u16 = 16;
/// How many weeks are shown beyond the term of the answer.
const WEEKS_BEYOND: u16 = 4;
/// What the row of everything longer begins with.
const LONGER: &str = "langer_dan_";

/// The complaints by the month they were received in. Of a destroyed dossier no month is known.
#[must_use]
pub fn months(complaints: &[&Kept], destroyed: usize) -> Table {
    let months = (1..=12).map(|month: u32| format!("{month:02}"));
    let mut table = Table::of(TableKind::Month, months.chain(["niet_vermeld".to_owned()])).with("niet_meer_bekend", Weight::Shared);
    for kept in complaints {
        let month = kept.dossier.received.map(|received| format!("{:02}", received.date().month()));
        table.count(month.as_deref().unwrap_or("niet_vermeld"));
    }
    (0..destroyed).for_each(|_| table.count("niet_meer_bekend"));
    table
}

/// The answers that were sent by how many calendar days they took, a row a week, to some weeks beyond the term.
#[must_use]
pub fn lead_times(complaints: &[&Kept], rules: &Rules) -> Table {
    let weeks = shown_weeks(rules.terms.answer.length);
    let week_of = |week: u16| format!("{}-{}", if week == 1 { 0 } else { week * 7 - 6 }, week * 7);
    let longer = format!("{LONGER}{}", weeks * 7);
    let mut table = Table::of(TableKind::LeadTime, (1..=weeks).map(week_of).chain([longer.clone()]));
    for days in complaints.iter().filter_map(|kept| answer_days(&kept.terms)) {
        let week = u16::try_from((days.max(1) + 6) / 7).unwrap_or(u16::MAX);
        table.count(&if week <= weeks { week_of(week) } else { longer.clone() });
    }
    table
}

/// In how many calendar days from the start of its term the answer was sent; `None` while none was sent.
#[must_use]
pub fn answer_days(terms: &[Term]) -> Option<i64> {
    let term = terms.iter().find(|term| term.kind == TermKind::Answer)?;
    Some((term.met_on? - term.starts_on?).num_days())
}

/// How many weeks the drawing has: those of the term, and some more.
fn shown_weeks(term: Period) -> u16 {
    let of_term = match term {
        Period::WorkingDays(days) => days.div_ceil(5),
        Period::Days(days) => days.div_ceil(7),
        Period::Months(months) => months.saturating_mul(5),
    };
    of_term.saturating_add(WEEKS_BEYOND).min(MOST_WEEKS)
}

/// "januari"; `None` when the key is no month.
pub(super) fn month_name(key: &str) -> Option<String> {
    NaiveDate::from_ymd_opt(2024, key.parse().ok()?, 1).map(|day| month_in_words(day).to_owned())
}

/// "8 tot en met 14 dagen"; `None` when the key is no span of days.
pub(super) fn days_name(key: &str) -> Option<String> {
    if let Some(days) = key.strip_prefix(LONGER) {
        return Some(format!("meer dan {days} dagen"));
    }
    key.split_once('-').map(|(first, last)| format!("{first} tot en met {last} dagen"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Dossier, Message, MessageKind, Received, Status, Submitted};
    use crate::regulation::terms;
    use crate::source::default_rules;

    /// A complaint received on this day, answered so many days after it.
    fn answered(received: &str, after: i64) -> Kept {
        let received: NaiveDate = received.parse().unwrap();
        let mut dossier = Dossier::new("K-2026-0001".parse().unwrap(), Status::Answered);
        (dossier.submitted, dossier.received) = (Some(Submitted::on(received)), Some(Received::on(received)));
        let date = Some(received + chrono::TimeDelta::days(after));
        dossier.messages = vec![Message { kind: Some(MessageKind::Answer), date, ..Message::default() }];
        let terms = terms(&dossier, &default_rules(), "2027-01-04".parse().unwrap());
        Kept { dossier, terms }
    }

    /// The rows that count something.
    fn told(table: &Table) -> Vec<(&str, u32)> {
        table.rows.iter().filter(|row| row.count > 0).map(|row| (row.key.as_str(), row.count)).collect()
    }

    #[test]
    fn complaint_counts_in_the_month_of_its_receipt() {
        let kept = [answered("2026-01-31", 3), answered("2026-02-01", 3), answered("2026-02-28", 3)];
        let table = months(&kept.iter().collect::<Vec<_>>(), 2);
        assert_eq!((table.total, told(&table)), (5, vec![("01", 1), ("02", 2), ("niet_meer_bekend", 2)]));
    }

    #[test]
    fn last_day_of_a_week_is_still_in_it() {
        let kept = [0, 7, 8, 28, 29, 56, 57, 400].map(|days| answered("2026-03-02", days));
        let table = lead_times(&kept.iter().collect::<Vec<_>>(), &default_rules());
        let expected = [("0-7", 2), ("8-14", 1), ("22-28", 1), ("29-35", 1), ("50-56", 1), ("langer_dan_56", 2)];
        assert_eq!((table.total, told(&table)), (8, expected.to_vec()));
    }

    #[test]
    fn drawing_has_the_weeks_of_the_term_and_four_more() {
        let lengths = [Period::Days(28), Period::Days(42), Period::WorkingDays(10), Period::Months(1), Period::Months(24)];
        assert_eq!(lengths.map(shown_weeks), [8, 10, 6, 9, 16]);
    }

    #[test]
    fn rows_are_told_in_words() {
        assert_eq!(month_name("03").as_deref(), Some("maart"));
        assert_eq!(month_name("niet_vermeld"), None);
        assert_eq!(days_name("8-14").as_deref(), Some("8 tot en met 14 dagen"));
        assert_eq!(days_name("langer_dan_56").as_deref(), Some("meer dan 56 dagen"));
    }
}
