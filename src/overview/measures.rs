//! The measures that founded complaints led to, without a word of the complaints themselves: what the management follows.

use chrono::NaiveDate;

use crate::domain::{Dossier, Effectiveness, Improvement, ImprovementArea, Outlived};
use crate::regulation::evaluation_year;

/// A measure, told apart from the complaint it came from: no number, no cause, no name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure {
    /// Its last day.
    pub due_on: Option<NaiveDate>,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// What is done; free text.
    pub what: String,
    /// What it improves.
    pub areas: Vec<ImprovementArea>,
    /// Whether it worked; `None` while nobody assessed that.
    pub effect: Option<Effectiveness>,
}

/// The measures of every founded complaint, as they stand today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Past their last day and not done, the longest first.
    pub overdue: Vec<Measure>,
    /// Not done yet, the first that is due first; those without a day last.
    pub pending: Vec<Measure>,
    /// Done, and not assessed; the longest ago first.
    pub unassessed: Vec<Measure>,
    /// Done and assessed, the last done first.
    pub assessed: Vec<Measure>,
    /// Founded complaints of which nobody wrote yet what is improved.
    pub without: usize,
}

impl Measures {
    /// The measures of the founded complaints among these dossiers, and among what outlives others, on this day: those the evaluation counts. In no group the order follows that of the dossiers.
    #[must_use]
    pub fn of<'a>(dossiers: impl IntoIterator<Item = &'a Dossier>, outlived: &'a [Outlived], today: NaiveDate) -> Self {
        let mut found = Self::default();
        let kept = dossiers.into_iter().filter(|dossier| evaluation_year(dossier).is_some()).map(|dossier| &dossier.improvements);
        let outlived = outlived.iter().filter(|outlived| outlived.evaluation_year.is_some()).map(|outlived| &outlived.improvements);
        for improvements in kept.chain(outlived) {
            found.without += usize::from(improvements.is_empty());
            improvements.iter().filter_map(Measure::of).for_each(|measure| found.group(&measure, today).push(measure));
        }
        for group in [&mut found.overdue, &mut found.pending, &mut found.unassessed, &mut found.assessed] {
            group.sort();
        }
        found.pending.sort_by_key(|measure| measure.due_on.is_none());
        found.unassessed.sort_by_key(|measure| measure.done_on);
        found.assessed.sort_by_key(|measure| std::cmp::Reverse(measure.done_on));
        found
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.overdue, &self.pending, &self.unassessed, &self.assessed].into_iter().all(Vec::is_empty)
    }

    fn group(&mut self, measure: &Measure, today: NaiveDate) -> &mut Vec<Measure> {
        match (measure.done_on, measure.effect) {
            (Some(_), None) => &mut self.unassessed,
            (_, Some(_)) => &mut self.assessed,
            (None, None) if measure.due_on.is_some_and(|due| due < today) => &mut self.overdue,
            (None, None) => &mut self.pending,
        }
    }
}

impl Measure {
    /// The measure of an improvement; `None` when none is taken, or none is written down yet.
    fn of(improvement: &Improvement) -> Option<Self> {
        let what = improvement.measure.clone().filter(|_| !improvement.is_none_expressly())?;
        Some(Self {
            due_on: improvement.due_on,
            done_on: improvement.done_on,
            what,
            areas: improvement.areas.clone(),
            effect: improvement.effect.as_ref().and_then(|effect| effect.outcome),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EffectAssessment, Finding, Resolution, Status};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn measure(what: &str) -> Improvement {
        Improvement { measure: Some(what.to_owned()), ..Improvement::default() }
    }

    fn founded(improvements: Vec<Improvement>) -> Dossier {
        let resolution = Some(Resolution { date: Some(day("2026-08-03")), finding: Some(Finding::Founded), ..Resolution::default() });
        Dossier { resolution, improvements, ..Dossier::new("K-2026-0001".parse().unwrap(), Status::Answered) }
    }

    fn whats(group: &[Measure]) -> Vec<&str> {
        group.iter().map(|measure| measure.what.as_str()).collect()
    }

    #[test]
    fn measure_stands_where_it_is_followed() {
        let improvements = vec![
            Improvement { due_on: Some(day("2026-11-22")), ..measure("te laat") },
            Improvement { due_on: Some(day("2026-11-23")), ..measure("vandaag") },
            measure("zonder dag"),
            Improvement { done_on: Some(day("2026-10-01")), due_on: Some(day("2026-09-01")), ..measure("gereed") },
            Improvement {
                done_on: Some(day("2026-10-01")),
                effect: Some(EffectAssessment { assessed_on: None, outcome: Some(Effectiveness::Yes) }),
                ..measure("beoordeeld")
            },
        ];
        let found = Measures::of([&founded(improvements)], &[], day("2026-11-23"));
        assert_eq!(whats(&found.overdue), ["te laat"]);
        assert_eq!(whats(&found.pending), ["vandaag", "zonder dag"]);
        assert_eq!(whats(&found.unassessed), ["gereed"]);
        assert_eq!(whats(&found.assessed), ["beoordeeld"]);
    }

    #[test]
    fn order_tells_nothing_of_the_dossiers() {
        let due = |what, on: &str| Improvement { due_on: Some(day(on)), ..measure(what) };
        let (first, second) = (founded(vec![due("b", "2026-12-02")]), founded(vec![due("a", "2026-12-02"), due("c", "2026-12-01")]));
        let today = day("2026-11-23");
        assert_eq!(Measures::of([&first, &second], &[], today), Measures::of([&second, &first], &[], today));
    }

    #[test]
    fn measure_of_a_complaint_that_is_not_founded_is_none_of_these() {
        let resolution = Some(Resolution { date: Some(day("2026-08-03")), finding: Some(Finding::Unfounded), ..Resolution::default() });
        let unfounded = Dossier { resolution, ..founded(vec![measure("toch iets")]) };
        let running = Dossier { status: Status::InProgress, ..founded(vec![measure("nog niets beslist")]) };
        assert_eq!(Measures::of([&unfounded, &running], &[], day("2026-11-23")), Measures::default());
    }

    #[test]
    fn express_none_is_no_measure_and_nothing_at_all_is_counted() {
        let found = Measures::of([&founded(vec![measure("geen")]), &founded(Vec::new())], &[], day("2026-11-23"));
        assert!(found.is_empty());
        assert_eq!(found.without, 1);
    }
}
