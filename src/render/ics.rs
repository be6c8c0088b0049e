//! Open terms for a calendar program, as iCalendar (RFC 5545): numbers, kinds and days, never a name or a subject.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, Property, Trigger};

use crate::calendar::weekday_and_day;
use crate::diagnostic::{FieldPath, Step};
use crate::domain::{DossierId, TermKind};
use crate::overview::{DossierTerms, term_name};
use crate::regulation::{Rules, Term};

/// Who made the file, as the format asks.
const PRODUCT: &str = "-//Klachtdossier//klacht//NL";

/// Whether a calendar file is one of ours.
#[must_use]
pub fn is_calendar_of_ours(bytes: &[u8]) -> bool {
    let sign = format!("PRODID:{PRODUCT}");
    bytes.starts_with(b"BEGIN:VCALENDAR") && bytes.windows(sign.len()).any(|part| part == sign.as_bytes())
}

/// What every identifier ends in.
const DOMAIN: &str = "klachtdossier";

/// The hour of the warning day on which the calendar program warns.
const WARNING_HOUR: i64 = 9;

/// Every term with a last day as an event of that whole day, with a warning from its warning day on.
///
/// The same terms on the same day give the same bytes: the stamp is the day itself, and an identifier is made of number and kind,
/// so that a calendar program moves a term that was extended rather than showing it twice.
#[must_use]
pub fn calendar_file(dossiers: &[DossierTerms], rules: &Rules, today: NaiveDate) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0")).append_property(Property::new("PRODID", PRODUCT));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN")).append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name("Klachten: termijnen");
    let mut terms: Vec<_> = dossiers.iter().flat_map(|dossier| dossier.terms.iter().map(move |term| (dossier.id, term))).collect();
    terms.sort_by_key(|(id, term)| (term.due_on, *id, term.kind, term.place.clone()));
    for (id, term) in terms {
        if let Some(due_on) = term.due_on {
            calendar.push(event(id, term, due_on, rules, today));
        }
    }
    calendar.to_string()
}

/// The event of a term. A whole day ends on the next: the format names the first day that is no longer in it.
fn event(id: DossierId, term: &Term, due_on: NaiveDate, rules: &Rules, today: NaiveDate) -> Event {
    let title = format!("{id} {}", term_name(term.kind));
    let identifier = identifier(id, term);
    let mut event = Event::with_uid(&identifier);
    event.starts(due_on).ends(due_on + Days::new(1)).timestamp(midnight(today)).class(Class::Private);
    event.summary(&title).description(&described(term, due_on, rules)).add_property("TRANSP", "TRANSPARENT");
    if let Some(warn_from) = term.warn_from.filter(|warn_from| *warn_from <= due_on) {
        // Left to itself the crate gives an alarm a random identifier and the time of the clock.
        let mut alarm = Alarm::display(&title, Trigger::after_start(until_warning(due_on, warn_from)));
        event.alarm(alarm.uid(&format!("waarschuwing-{identifier}")).timestamp(midnight(today)).done());
    }
    event.done()
}

/// Number and kind, and for what a dossier can have more of its place in the list.
fn identifier(id: DossierId, term: &Term) -> String {
    let place = match term.kind {
        TermKind::Answer | TermKind::ExtensionNotice | TermKind::ProgressNotice | TermKind::Retention => String::new(),
        TermKind::Acknowledgement | TermKind::Request | TermKind::Commitment | TermKind::Consequence | TermKind::Improvement => entries(&term.place),
    };
    format!("{id}-{}{place}@{DOMAIN}", term.kind)
}

/// The entries of lists on the way to a place, counted from one: `-2`; empty when there are none.
fn entries(place: &FieldPath) -> String {
    let entry = |step: &Step| match step {
        Step::Entry(index) => Some(format!("-{}", index + 1)),
        Step::Field(_) => None,
    };
    place.steps().iter().filter_map(entry).collect()
}

/// The provision, and the last day to send when that is another.
fn described(term: &Term, due_on: NaiveDate, rules: &Rules) -> String {
    let article = rules.article(term.provision);
    match term.send_by.filter(|send_by| term.kind.is_sent() && *send_by != due_on) {
        Some(send_by) => format!("{article}. Praktisch uiterlijk {}.", weekday_and_day(send_by)),
        None => format!("{article}."),
    }
}

/// From the first hour of the last day to the hour of warning; negative when that is earlier, as it nearly always is.
fn until_warning(due_on: NaiveDate, warn_from: NaiveDate) -> Duration {
    warn_from - due_on + Duration::hours(WARNING_HOUR)
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Commitment, Dossier, Received, Status, Submitted};
    use crate::regulation::terms;
    use crate::source::default_rules;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The file of one dossier with two agreements, on a day.
    fn file(today: &str) -> String {
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::Received);
        dossier.submitted = Some(Submitted::on(day("2026-11-02")));
        dossier.received = Some(Received::on(day("2026-11-03")));
        dossier.complainant.email = Some(crate::domain::Stated::Known("s.dewit@roc-delinde.example".to_owned()));
        let agreed = |text: &str| Commitment { what: Some("Bellen".to_owned()), due_on: Some(day(text)), ..Commitment::default() };
        dossier.commitments = vec![agreed("2026-11-20"), agreed("2026-11-20")];
        let rules = default_rules();
        let terms = terms(&dossier, &rules, day(today)).into_iter().filter(|term| term.standing.is_open()).collect();
        calendar_file(&[DossierTerms { id: dossier.id, status: Some(dossier.status), terms }], &rules, day(today))
    }

    /// The lines of the event with this identifier.
    fn event_lines(file: &str, identifier: &str) -> Vec<String> {
        let events: Vec<&str> = file.split("BEGIN:VEVENT").collect();
        let event = events.iter().find(|event| event.contains(&format!("UID:{identifier}\r\n"))).unwrap_or_else(|| panic!("{file}"));
        event.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn event_takes_the_whole_last_day() {
        let event = event_lines(&file("2026-11-04"), "K-2026-0007-reactie@klachtdossier");
        assert!(event.contains(&"DTSTART;VALUE=DATE:20261130".to_owned()), "{event:?}");
        assert!(event.contains(&"DTEND;VALUE=DATE:20261201".to_owned()), "{event:?}");
    }

    #[test]
    fn stamp_is_the_day_and_not_the_clock() {
        let file = file("2026-11-04");
        assert_eq!(file.matches("DTSTAMP").count(), file.matches("DTSTAMP:20261104T000000Z").count());
    }

    #[test]
    fn identifiers_are_made_of_number_and_kind_alone() {
        let file = file("2026-11-04");
        let identifiers: Vec<_> = file.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
        assert!(
            identifiers.iter().all(|identifier| identifier.contains("K-2026-0007-") && identifier.ends_with("@klachtdossier")),
            "{identifiers:?}"
        );
        assert_eq!(file, super::tests::file("2026-11-04"));
    }

    #[test]
    fn warning_comes_at_nine_on_the_warning_day() {
        // Five working days before Monday 30 November is Monday 23 November: seven days, less nine hours.
        let event = event_lines(&file("2026-11-04"), "K-2026-0007-reactie@klachtdossier");
        assert!(event.iter().any(|line| line.starts_with("TRIGGER") && line.ends_with("-PT572400S")), "{event:?}");
    }

    #[test]
    fn two_agreements_are_two_events() {
        let file = file("2026-11-04");
        assert!(file.contains("UID:K-2026-0007-afspraak-1@klachtdossier") && file.contains("UID:K-2026-0007-afspraak-2@klachtdossier"));
    }

    #[test]
    fn words_of_the_dossier_stay_in_the_dossier() {
        let file = file("2026-11-04");
        assert!(!file.contains("Bellen") && !file.contains("roc-delinde"), "{file}");
    }
}
