//! From fact and last day to a term with its standing.

use chrono::NaiveDate;

use super::super::{Basis, Case, Standing, Step, Term};
use crate::calendar::{CountedDay, DayOff, Period, day_in_words, weekday_in_words};
use crate::diagnostic::FieldPath;
use crate::domain::{AcknowledgedLateness, Provision, TermKind};

/// A term before its standing is known.
pub(super) struct Draft {
    pub kind: TermKind,
    pub place: FieldPath,
    pub provision: Provision,
    pub basis: Basis,
    pub starts_on: Option<NaiveDate>,
    pub due_on: NaiveDate,
    pub original_due_on: Option<NaiveDate>,
    pub warn: Period,
    pub met: Option<(NaiveDate, FieldPath)>,
    pub lapse: Lapse,
    pub derivation: Vec<Step>,
}

/// Whether the term can lapse before it is met.
pub(super) enum Lapse {
    /// It stays until it is met.
    Never,
    /// It lapses at the ending, unless its last day was before that.
    AtEnding,
    /// It lapsed, with the reason.
    Because(String),
}

impl Draft {
    /// The term as it stands on the day of the case.
    pub fn stand(self, case: &Case<'_>) -> Term {
        let calendar = &case.rules.calendar;
        let send_by = calendar.sending_day_on_or_before(self.due_on);
        let warn_from = calendar.before(self.due_on, self.warn);
        let standing = self.standing(case, warn_from);
        let mut derivation = self.derivation;
        derivation.extend(sending_step(case, self.due_on, send_by));
        let (met_on, met_by) = self.met.unzip();
        Term {
            kind: self.kind,
            place: self.place,
            provision: self.provision,
            basis: self.basis,
            starts_on: self.starts_on,
            due_on: Some(self.due_on),
            not_before: None,
            original_due_on: self.original_due_on,
            send_by: Some(send_by),
            warn_from: Some(warn_from),
            met_on,
            met_by,
            standing,
            derivation,
        }
    }

    fn standing(&self, case: &Case<'_>, warn_from: NaiveDate) -> Standing {
        if let Some((met_on, _)) = &self.met {
            let days_late = (*met_on - self.due_on).num_days();
            return match days_late {
                ..=0 => Standing::MetInTime,
                _ if self.is_acknowledged(case) => Standing::Acknowledged { days_late, met: true },
                _ => Standing::MetLate { days_late },
            };
        }
        if let Some(reason) = self.lapsed(case) {
            return Standing::Lapsed { reason };
        }
        let days_left = (self.due_on - case.today).num_days();
        match days_left {
            ..0 if self.is_acknowledged(case) => Standing::Acknowledged { days_late: -days_left, met: false },
            ..0 => Standing::Overdue { days_late: -days_left },
            _ if case.today >= warn_from => Standing::DueSoon { days_left },
            _ => Standing::Open { days_left: Some(days_left) },
        }
    }

    fn lapsed(&self, case: &Case<'_>) -> Option<String> {
        match &self.lapse {
            Lapse::Never => None,
            Lapse::Because(reason) => Some(reason.clone()),
            Lapse::AtEnding => lapsed_at_ending(case, self.due_on),
        }
    }

    fn is_acknowledged(&self, case: &Case<'_>) -> bool {
        case.dossier.acknowledged.iter().any(|entry| acknowledges(entry, self.kind, self.due_on))
    }
}

/// Whether the entry acknowledges lateness of a term of this kind with this last day, with a reason.
pub(in crate::regulation) fn acknowledges(entry: &AcknowledgedLateness, kind: TermKind, due_on: NaiveDate) -> bool {
    entry.term == Some(kind) && entry.due_on == Some(due_on) && entry.reason.is_some()
}

/// Why an open term with this last day lapsed at the ending; `None` when it did not, or had expired before (see decision on endings).
pub(super) fn lapsed_at_ending(case: &Case<'_>, due_on: NaiveDate) -> Option<String> {
    let status = case.dossier.status;
    if !status.is_ended() {
        return None;
    }
    let Some(ended_on) = case.dossier.ended_on() else {
        return Some(format!("de klacht is geëindigd (status {status})"));
    };
    (due_on >= ended_on).then(|| format!("de klacht is op {} geëindigd, voordat de termijn verstreek", day_in_words(ended_on)))
}

/// Day nought.
pub(super) fn start_step(day: NaiveDate, fact: &str) -> Step {
    Step { day, counts: false, reason: format!("dag nul: {fact}; de dag zelf telt niet mee") }
}

/// The last day after counting this period from `start`, and the steps on the way.
pub(super) fn count(case: &Case<'_>, start: NaiveDate, period: Period) -> (NaiveDate, Vec<Step>) {
    let (due_on, days) = case.rules.calendar.count(start, period);
    let mut counted = 0;
    let steps = days.into_iter().map(|day| {
        counted += u16::from(day.off.is_none());
        counting_step(day, counted, period)
    });
    (due_on, steps.collect())
}

fn counting_step(day: CountedDay, counted: u16, period: Period) -> Step {
    let reason = match (&day.off, period) {
        (Some(off), _) => format!("telt niet: {}", day_off_in_words(off, day.day)),
        (None, Period::WorkingDays(total)) => format!("werkdag {counted} van {total}"),
        (None, _) => format!("{period} later ({}); de laatste dag telt helemaal mee", weekday_in_words(day.day)),
    };
    Step { day: day.day, counts: day.off.is_none(), reason }
}

/// Why a day is off, in Dutch: "zaterdag", "Koningsdag", "sluiting (kerstsluiting)".
pub(super) fn day_off_in_words(off: &DayOff, day: NaiveDate) -> String {
    match off {
        DayOff::Weekend(_) => weekday_in_words(day).to_owned(),
        DayOff::Holiday(kind) => kind.name().to_owned(),
        DayOff::Equated(name) => format!("{name} (gelijkgesteld met een feestdag)"),
        DayOff::Closure(name) => format!("{name} (sluiting)"),
    }
}

/// The step from last day to last sending day; `None` when they are the same.
fn sending_step(case: &Case<'_>, due_on: NaiveDate, send_by: NaiveDate) -> Option<Step> {
    let calendar = &case.rules.calendar;
    let why = match (calendar.legal_day_off(due_on), calendar.closure(due_on)) {
        (Some(off), _) => day_off_in_words(&off, due_on),
        (None, Some(closure)) => format!("{} (sluiting)", closure.name),
        (None, None) => return None,
    };
    let last_day = day_in_words(due_on);
    Some(Step { day: send_by, counts: false, reason: format!("praktisch uiterlijk: {last_day} is {why}; dit is de laatste werkdag daarvoor") })
}
