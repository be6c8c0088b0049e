//! Whether a dossier may, must or must not be destroyed, and why (art. 4: kept at least a year after the complaint was handled).

use chrono::NaiveDate;

use super::terms::of_retention;
use super::{Case, Standing, holds};
use crate::calendar::day_in_words;
use crate::diagnostic::{Field, FieldPath};
use crate::domain::{KeepLonger, Status, vocabulary};

/// What the term of keeping means for a dossier on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposal {
    /// The day of the last of answer, ending, ruling and consequences; `None` while the complaint is not settled.
    pub settled_on: Option<NaiveDate>,
    /// The first day on which it may be destroyed: the day after the minimum.
    pub not_before: Option<NaiveDate>,
    /// The last day on which it may still be here; `None` where the rule file sets no maximum.
    pub due_on: Option<NaiveDate>,
    /// What it comes to.
    pub standing: DisposalStanding,
    /// The last day of the reason for which it is kept longer now; `None` without such a reason, or when that has no last day.
    pub kept_until: Option<NaiveDate>,
    /// Everything that keeps it from being destroyed, whatever the day, in the order in which it is told.
    pub blocks: Vec<Block>,
}

impl Disposal {
    /// Why it cannot be destroyed, in the order in which it is told; what holds more than once is told once.
    #[must_use]
    pub fn reasons(&self) -> Vec<&str> {
        let mut reasons: Vec<&str> = Vec::new();
        for block in &self.blocks {
            if !reasons.contains(&block.reason.as_str()) {
                reasons.push(&block.reason);
            }
        }
        reasons
    }
}

vocabulary! {
    /// What may be done with a dossier, the most urgent first.
    DisposalStanding {
        /// The maximum has passed and nothing keeps it.
        Overdue = "moet",
        /// It may be destroyed, and the maximum comes near.
        DueSoon = "loopt_af",
        /// It may be destroyed.
        Allowed = "mag",
        /// The minimum has passed, and something keeps it.
        Blocked = "geblokkeerd",
        /// The minimum has not passed.
        TooEarly = "bewaren",
        /// The complaint is not settled, so nothing has begun to run.
        Unsettled = "niet_afgehandeld",
    }
}

/// Something that keeps a dossier from being destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the dossier.
    pub place: FieldPath,
    /// What it is, in Dutch.
    pub reason: String,
}

/// What the term of keeping means for the dossier on the day of the case.
///
/// Every ending counts; with an appeal the last of answer, ruling and consequences. The day after the anniversary is the first
/// on which it may go, also when that anniversary is 28 February for a 29th.
#[must_use]
pub fn disposal(case: &Case<'_>) -> Disposal {
    let blocks = blocks(case);
    let kept_until = keeps_longer(case).and_then(|keep| keep.until);
    let Some(term) = of_retention(case) else {
        return Disposal { settled_on: None, not_before: None, due_on: None, standing: DisposalStanding::Unsettled, kept_until, blocks };
    };
    let standing = match &term.standing {
        _ if term.not_before.is_none_or(|day| case.today < day) => DisposalStanding::TooEarly,
        _ if !blocks.is_empty() => DisposalStanding::Blocked,
        Standing::Overdue { .. } | Standing::Acknowledged { .. } => DisposalStanding::Overdue,
        Standing::DueSoon { .. } => DisposalStanding::DueSoon,
        _ => DisposalStanding::Allowed,
    };
    Disposal { settled_on: term.starts_on, not_before: term.not_before, due_on: term.due_on, standing, kept_until, blocks }
}

/// The reason for which the dossier is kept longer on the day of the case.
fn keeps_longer<'c>(case: &Case<'c>) -> Option<&'c KeepLonger> {
    case.dossier.keep_longer.as_ref().filter(|keep| keep.holds_on(case.today))
}

/// Everything that keeps the dossier here, whatever the day: what is owed, that it was not closed, a reason to keep it.
fn blocks(case: &Case<'_>) -> Vec<Block> {
    let status = case.dossier.status;
    let mut found: Vec<Block> =
        holds(case.dossier).into_iter().map(|hold| Block { place: hold.place, reason: hold.kind.reason().to_owned() }).collect();
    if status.is_ended() && status != Status::Closed {
        found.push(Block { place: Field::Status.into(), reason: "het dossier is nog niet gesloten".to_owned() });
    }
    found.extend(kept_longer(case));
    found
}

/// That the dossier is kept longer on the day of the case.
pub(super) fn kept_longer(case: &Case<'_>) -> Option<Block> {
    let keep = keeps_longer(case)?;
    let until = keep.until.map_or_else(String::new, |day| format!(" tot en met {}", day_in_words(day)));
    Some(Block { place: Field::KeepLonger.into(), reason: format!("het wordt met een reden langer bewaard{until}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Period;
    use crate::domain::{Appeal, Commitment, Dossier, Resolution, Ruling, TermKind};
    use crate::regulation::terms;
    use crate::source::default_rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A closed dossier, ended on this day.
    fn closed(ended_on: &str) -> Dossier {
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::Closed);
        dossier.resolution = Some(Resolution { date: Some(day(ended_on)), ..Resolution::default() });
        dossier
    }

    fn standing(dossier: &Dossier, today: &str) -> DisposalStanding {
        disposal(&Case { dossier, rules: &default_rules(), today: day(today) }).standing
    }

    #[test]
    fn boundary_days_of_every_kind_of_anniversary() {
        use DisposalStanding::{Allowed, TooEarly};
        for (ended_on, today, expected) in [
            ("2026-03-10", "2027-03-09", TooEarly),
            ("2026-03-10", "2027-03-10", TooEarly),
            ("2026-03-10", "2027-03-11", Allowed),
            // A leap day has no anniversary but in a leap year: 28 February counts for it.
            ("2028-02-29", "2029-02-28", TooEarly),
            ("2028-02-29", "2029-03-01", Allowed),
            // An anniversary on a leap year's 28 February leaves the 29th as the day after.
            ("2027-02-28", "2028-02-28", TooEarly),
            ("2027-02-28", "2028-02-29", Allowed),
            ("2027-03-01", "2028-02-29", TooEarly),
            ("2027-03-01", "2028-03-01", TooEarly),
            ("2027-03-01", "2028-03-02", Allowed),
            ("2026-12-31", "2027-12-31", TooEarly),
            ("2026-12-31", "2028-01-01", Allowed),
        ] {
            assert_eq!(standing(&closed(ended_on), today), expected, "{ended_on} on {today}");
        }
    }

    #[test]
    fn appeal_ruling_and_consequence_begin_the_year_anew() {
        let filed = Appeal { filed_on: Some(day("2026-03-20")), ..Appeal::default() };
        let under = Dossier { status: Status::UnderAppeal, appeal: Some(filed.clone()), ..closed("2026-03-10") };
        assert_eq!(standing(&under, "2029-03-11"), DisposalStanding::Unsettled);
        let ruling = Ruling { date: Some(day("2026-05-04")), ..Ruling::default() };
        let ruled = Dossier { appeal: Some(Appeal { ruling: Some(ruling), ..filed }), ..closed("2026-03-10") };
        assert_eq!(standing(&ruled, "2027-05-04"), DisposalStanding::TooEarly);
        assert_eq!(standing(&ruled, "2027-05-05"), DisposalStanding::Allowed);
    }

    #[test]
    fn anniversary_itself_is_too_early_and_the_day_after_is_not() {
        let dossier = closed("2026-03-10");
        assert_eq!(standing(&dossier, "2027-03-10"), DisposalStanding::TooEarly);
        assert_eq!(standing(&dossier, "2027-03-11"), DisposalStanding::Allowed);
    }

    #[test]
    fn ended_on_the_29th_of_february_may_go_on_the_first_of_march() {
        let dossier = closed("2028-02-29");
        assert_eq!(standing(&dossier, "2029-02-28"), DisposalStanding::TooEarly);
        assert_eq!(standing(&dossier, "2029-03-01"), DisposalStanding::Allowed);
    }

    #[test]
    fn last_day_of_the_maximum_is_not_yet_too_late() {
        let dossier = closed("2026-03-10");
        assert_eq!(standing(&dossier, "2028-02-08"), DisposalStanding::Allowed);
        assert_eq!(standing(&dossier, "2028-02-09"), DisposalStanding::DueSoon);
        assert_eq!(standing(&dossier, "2028-03-10"), DisposalStanding::DueSoon);
        assert_eq!(standing(&dossier, "2028-03-11"), DisposalStanding::Overdue);
    }

    #[test]
    fn what_is_owed_blocks_whatever_the_day() {
        let owed = Dossier { commitments: vec![Commitment::default()], ..closed("2026-03-10") };
        assert_eq!(standing(&owed, "2029-01-01"), DisposalStanding::Blocked);
        assert_eq!(standing(&owed, "2026-04-01"), DisposalStanding::TooEarly);
    }

    #[test]
    fn same_reason_is_told_once_and_kept_at_every_place() {
        let owed = Dossier { commitments: vec![Commitment::default(), Commitment::default()], ..closed("2026-03-10") };
        let found = disposal(&Case { dossier: &owed, rules: &default_rules(), today: day("2029-01-01") });
        assert_eq!((found.blocks.len(), found.reasons()), (2, vec!["er staat nog een afspraak open"]));
    }

    #[test]
    fn answered_and_not_closed_is_blocked_by_its_status() {
        let answered = Dossier { status: Status::Answered, ..closed("2026-03-10") };
        assert_eq!(standing(&answered, "2027-06-01"), DisposalStanding::Blocked);
    }

    #[test]
    fn reason_to_keep_blocks_through_its_last_day_and_until_it_is_lifted() {
        let keep = KeepLonger { reason: Some("rechtszaak".to_owned()), until: Some(day("2027-06-01")), ..KeepLonger::default() };
        let kept = Dossier { keep_longer: Some(keep.clone()), ..closed("2026-03-10") };
        assert_eq!(standing(&kept, "2027-06-01"), DisposalStanding::Blocked);
        assert_eq!(standing(&kept, "2027-06-02"), DisposalStanding::Allowed);
        let lifted = KeepLonger { lifted_on: Some(day("2027-05-03")), ..keep };
        let with = |keep: &KeepLonger| Dossier { keep_longer: Some(keep.clone()), ..closed("2026-03-10") };
        assert_eq!(standing(&with(&lifted), "2027-05-02"), DisposalStanding::Blocked);
        assert_eq!(standing(&with(&lifted), "2027-05-03"), DisposalStanding::Allowed);
        let again = KeepLonger { since: Some(day("2027-05-10")), ..lifted };
        assert_eq!(standing(&with(&again), "2027-05-10"), DisposalStanding::Blocked);
    }

    #[test]
    fn lifted_reason_keeps_no_longer_from_that_day_on_whichever_day_it_was_recorded() {
        use DisposalStanding::{Allowed, Blocked};
        for (since, lifted_on, today, expected) in [
            (Some("2027-05-03"), None, "2027-05-03", Blocked),
            (Some("2027-05-02"), Some("2027-05-03"), "2027-05-02", Blocked),
            (Some("2027-05-02"), Some("2027-05-03"), "2027-05-03", Allowed),
            // Recorded and lifted on one day.
            (Some("2027-05-03"), Some("2027-05-03"), "2027-05-03", Allowed),
            (Some("2027-05-03"), Some("2027-05-03"), "2027-12-31", Allowed),
            (None, Some("2027-05-03"), "2027-05-03", Allowed),
            // A lifting of before the reason lifts nothing.
            (Some("2027-05-04"), Some("2027-05-03"), "2027-05-04", Blocked),
        ] {
            let keep =
                KeepLonger { since: since.map(day), reason: Some("rechtszaak".to_owned()), lifted_on: lifted_on.map(day), ..KeepLonger::default() };
            let dossier = Dossier { keep_longer: Some(keep), ..closed("2026-03-10") };
            assert_eq!(standing(&dossier, today), expected, "since {since:?}, lifted {lifted_on:?}, on {today}");
        }
    }

    #[test]
    fn no_warning_comes_before_it_may_go() {
        let mut rules = default_rules();
        rules.terms.retention.maximum = Some(Period::Months(13));
        rules.terms.retention.warn = Period::Days(60);
        let on = |today: &str| disposal(&Case { dossier: &closed("2026-03-10"), rules: &rules, today: day(today) }).standing;
        assert_eq!(on("2027-03-10"), DisposalStanding::TooEarly);
        assert_eq!(on("2027-03-11"), DisposalStanding::DueSoon);
        let term = |today: &str| terms(&closed("2026-03-10"), &rules, day(today)).into_iter().find(|term| term.kind == TermKind::Retention).unwrap();
        assert_eq!(term("2027-03-10").standing, Standing::Open { days_left: Some(31) });
    }

    #[test]
    fn open_complaint_and_one_under_appeal_are_not_settled() {
        let open = Dossier::new("K-2026-0008".parse().unwrap(), Status::InProgress);
        assert_eq!(standing(&open, "2030-01-01"), DisposalStanding::Unsettled);
        let appealed = Dossier { status: Status::UnderAppeal, ..closed("2026-03-10") };
        assert_eq!(standing(&appealed, "2030-01-01"), DisposalStanding::Unsettled);
    }
}
