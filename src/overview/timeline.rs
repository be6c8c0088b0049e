//! What happened in a dossier and when it was recorded, in order of day.

use chrono::NaiveDate;

use super::facts::facts;
use super::recorded::Recorded;
use crate::domain::Dossier;

/// Something on a day of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    pub what: Happening,
}

/// What an event is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A dated fact of the dossier itself.
    Fact(Fact),
    /// A recording in the history of the repository.
    Recorded(Recorded),
}

/// A dated fact of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What happened, in Dutch.
    pub what: String,
    /// More about it, in the words of the dossier.
    pub detail: Option<String>,
    /// The stored piece that tells it, relative to the dossier's folder.
    pub attachment: Option<String>,
}

/// The facts of the dossier joined with its recordings, oldest day first; on one day facts come before recordings.
#[must_use]
pub fn timeline(dossier: &Dossier, recorded: &[Recorded]) -> Vec<Event> {
    let mut events: Vec<Event> = facts(dossier).into_iter().map(|(day, fact)| Event { day, what: Happening::Fact(fact) }).collect();
    let mut recorded: Vec<&Recorded> = recorded.iter().collect();
    recorded.sort_by_key(|recorded| recorded.time);
    events.extend(recorded.into_iter().map(|recorded| Event { day: recorded.time.date_naive(), what: Happening::Recorded(recorded.clone()) }));
    // Stable: facts of one day keep the order of the procedure, recordings that of time.
    events.sort_by_key(|event| (event.day, matches!(event.what, Happening::Recorded(_))));
    events
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::{Channel, Message, MessageKind, Received, Status, Submitted};
    use crate::overview::RecordedKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn told(events: &[Event]) -> Vec<String> {
        let tell = |event: &Event| match &event.what {
            Happening::Fact(fact) => format!("{} {}", event.day, fact.what),
            Happening::Recorded(recorded) => format!("{} [{}]", event.day, recorded.commit),
        };
        events.iter().map(tell).collect()
    }

    #[test]
    fn recordings_stand_between_the_facts_of_their_days() {
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::InProgress);
        dossier.submitted = Some(Submitted::on(day("2026-11-02")));
        dossier.received = Some(Received::on(day("2026-11-03")));
        dossier.messages = vec![Message {
            kind: Some(MessageKind::Acknowledgement),
            date: Some(day("2026-11-04")),
            channel: Some(Channel::Email),
            ..Message::default()
        }];
        let at = |time: &str, commit: &str| Recorded {
            commit: commit.to_owned(),
            time: DateTime::parse_from_rfc3339(time).unwrap(),
            author: "P. Jansen".to_owned(),
            kind: RecordedKind::Changed,
            is_merge: false,
            from: None,
            to: None,
            fields: Vec::new(),
            pieces: Vec::new(),
            words: None,
        };
        let recorded = [at("2026-11-04T16:00:00+01:00", "b"), at("2026-11-03T09:00:00+01:00", "a")];
        let expected = [
            "2026-11-02 Klacht ingediend per e-mail",
            "2026-11-03 Klacht ontvangen",
            "2026-11-03 [a]",
            "2026-11-04 Bevestiging verstuurd per e-mail",
            "2026-11-04 [b]",
        ];
        dossier.channel = Some(Channel::Email);
        assert_eq!(told(&timeline(&dossier, &recorded)), expected);
    }

    #[test]
    fn draft_without_a_day_is_no_event() {
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::InProgress);
        dossier.messages = vec![Message { kind: Some(MessageKind::Answer), ..Message::default() }];
        assert!(timeline(&dossier, &[]).is_empty());
    }
}
