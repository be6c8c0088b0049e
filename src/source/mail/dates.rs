//! The day a mail was submitted and the day it arrived, and how each is known. Nothing is made up: without a trace there is no day.

use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::message::{Hop, Mail};

/// The day a moment falls on where the terms run.
pub type DayOf = fn(DateTime<FixedOffset>) -> NaiveDate;

/// The first year a dossier can speak of.
const FIRST_YEAR: i32 = 1990;

/// A mail that says it was sent longer before the first computer took it in comes from one with a wrong clock.
const LONGEST_WAY: i64 = 366;

/// A day, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: NaiveDate,
    /// How it is known.
    pub source: DateSource,
}

/// How a day is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// The officer said so.
    Given,
    /// The mail states it.
    Stated,
    /// A computer of the company wrote down when it took the mail in.
    Arrival {
        /// Which.
        by: Option<String>,
    },
    /// There is no trace of an arrival: the day it was sent.
    Sending,
    /// The first computer on the way took it in; what the mail states cannot be.
    FirstHop {
        /// Whether the mail states a day that cannot be.
        instead_of_stated: bool,
    },
    /// Nothing tells when it was sent: the day it arrived.
    ArrivalAlone {
        /// Whether the mail states a day that cannot be.
        instead_of_stated: bool,
    },
    /// What a colleague's mail tells of the mail that is passed on.
    PassedOn,
}

impl DateSource {
    /// What the dossier says of a submission that the mail itself does not tell.
    #[must_use]
    pub fn for_the_record(&self) -> Option<String> {
        match self {
            Self::Given | Self::Stated => None,
            other => Some(other.to_string()),
        }
    }
}

impl fmt::Display for DateSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unstated = |impossible: &bool| if *impossible { "de datum in de mail kan niet kloppen" } else { "in de mail staat geen datum" };
        match self {
            Self::Given => f.write_str("door u opgegeven"),
            Self::Stated => f.write_str("de datum in de mail"),
            Self::Arrival { by: Some(by) } => write!(f, "aankomst bij {by}"),
            Self::Arrival { by: None } => f.write_str("aankomst, volgens de mailserver"),
            Self::Sending => f.write_str("de dag van verzenden; de mail draagt geen spoor van aankomst"),
            Self::FirstHop { instead_of_stated } => write!(f, "aangenomen door de eerste mailserver; {}", unstated(instead_of_stated)),
            Self::ArrivalAlone { instead_of_stated } => write!(f, "dag van aankomst; {}", unstated(instead_of_stated)),
            Self::PassedOn => f.write_str("de datum in de doorgestuurde mail"),
        }
    }
}

/// The day a mail arrived at the company: the last computer on its way, before someone passed it on unchanged.
#[must_use]
pub(super) fn received(mail: &Mail, today: NaiveDate, day_of: DayOf) -> Option<Dated> {
    let before_resent = mail.resent.as_ref().map_or(0, |resent| resent.hops);
    let arrived = |hops: &[Hop]| hops.iter().find_map(|hop| Some((hop.at.map(day_of).filter(|day| is_possible(*day, today))?, hop.by.clone())));
    let arrival = arrived(mail.hops.get(before_resent..).unwrap_or_default()).or_else(|| arrived(&mail.hops));
    let arrival = arrival.map(|(day, by)| Dated { day, source: DateSource::Arrival { by } });
    let sent = || mail.sent.map(day_of).filter(|day| is_possible(*day, today));
    arrival.or_else(|| sent().map(|day| Dated { day, source: DateSource::Sending }))
}

/// The day a mail was submitted, never after it arrived.
#[must_use]
pub(super) fn submitted(mail: &Mail, received: Option<&Dated>, today: NaiveDate, day_of: DayOf) -> Option<Dated> {
    let last = received.map_or(today, |received| received.day);
    let first_hop = mail.hops.iter().rev().find_map(|hop| hop.at.map(day_of).filter(|day| is_possible(*day, last)));
    let credible = |day: &NaiveDate| is_possible(*day, last) && first_hop.is_none_or(|hop| (hop - *day).num_days() <= LONGEST_WAY);
    let instead_of_stated = mail.sent.is_some() || mail.sent_unread.is_some();
    let stated = mail.sent.map(day_of).filter(credible).map(|day| Dated { day, source: DateSource::Stated });
    let first_hop = first_hop.map(|day| Dated { day, source: DateSource::FirstHop { instead_of_stated } });
    let alone = received.map(|received| Dated { day: received.day, source: DateSource::ArrivalAlone { instead_of_stated } });
    stated.or(first_hop).or(alone)
}

/// Whether a mail can bear this day: not after the last one, nor from before dossiers begin.
fn is_possible(day: NaiveDate, last: NaiveDate) -> bool {
    day <= last && day.year() >= FIRST_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// The day in Amsterdam in winter, an hour ahead of UTC.
    fn winter(moment: DateTime<FixedOffset>) -> NaiveDate {
        moment.with_timezone(&FixedOffset::east_opt(3600).unwrap()).date_naive()
    }

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    /// Submission and receipt of a mail with this date and these arrivals, last first.
    fn days(sent: Option<&str>, hops: &[&str]) -> [String; 2] {
        let hops = hops.iter().map(|at| Hop { by: None, at: Some(moment(at)) }).collect();
        let mail = Mail { sent: sent.map(moment), hops, ..Mail::default() };
        let received = received(&mail, today(), winter);
        let submitted = submitted(&mail, received.as_ref(), today(), winter);
        [submitted, received].map(|dated| dated.map_or_else(String::new, |dated| format!("{} {}", dated.day, dated.source)))
    }

    #[test]
    fn arrival_in_another_zone_counts_in_ours() {
        let found = days(Some("2026-11-02T17:50:00-05:00"), &["2026-11-02T15:10:00-08:00"]);
        assert_eq!(found, ["2026-11-02 de datum in de mail", "2026-11-03 aankomst, volgens de mailserver"]);
    }

    #[test]
    fn date_in_the_future_gives_way_to_the_first_computer() {
        let found = days(Some("2031-01-01T10:00:00+01:00"), &["2026-11-04T10:00:00+01:00", "2026-11-03T10:00:00+01:00"]);
        assert!(found[0].starts_with("2026-11-03 aangenomen door de eerste mailserver; de datum in de mail kan niet kloppen"), "{found:?}");
        assert!(found[1].starts_with("2026-11-04"), "{found:?}");
    }

    #[test]
    fn dead_clock_gives_way_to_the_first_computer() {
        for sent in ["1970-01-01T00:00:00Z", "2019-01-01T00:00:00Z"] {
            assert!(days(Some(sent), &["2026-11-03T10:00:00+01:00"])[0].starts_with("2026-11-03"), "{sent}");
        }
    }

    #[test]
    fn long_way_is_believed_and_left_to_the_officer() {
        assert!(days(Some("2026-09-01T10:00:00+02:00"), &["2026-11-03T10:00:00+01:00"])[0].starts_with("2026-09-01"));
    }

    #[test]
    fn without_arrival_the_day_of_sending_stands_in_and_says_so() {
        let found = days(Some("2026-11-02T10:00:00+01:00"), &[]);
        assert_eq!(found[1], "2026-11-02 de dag van verzenden; de mail draagt geen spoor van aankomst");
    }

    #[test]
    fn without_a_date_the_arrival_stands_in_and_says_so() {
        let found = days(None, &["2026-11-03T10:00:00+01:00"]);
        assert!(found[0].starts_with("2026-11-03 aangenomen door de eerste mailserver; in de mail staat geen datum"), "{found:?}");
    }

    #[test]
    fn without_a_trace_there_is_no_day() {
        assert_eq!(days(None, &[]), ["", ""]);
        assert_eq!(days(Some("2031-01-01T10:00:00+01:00"), &["2031-01-01T10:00:00+01:00"]), ["", ""]);
    }

    #[test]
    fn what_was_passed_on_unchanged_arrived_before_that() {
        let at = |text| Hop { by: None, at: Some(moment(text)) };
        let hops = vec![at("2026-11-09T10:00:00+01:00"), at("2026-11-03T10:00:00+01:00")];
        let mail = Mail { hops, resent: Some(super::super::message::Resent { by: None, hops: 1 }), ..Mail::default() };
        assert_eq!(received(&mail, today(), winter).unwrap().day.to_string(), "2026-11-03");
    }
}
