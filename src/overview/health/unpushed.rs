//! What stands on this computer alone.

use super::finding::{Check, Finding};

/// From so many days on it is long.
const LONG_DAYS: i64 = 7;

/// The commits no place elsewhere has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unpushed {
    /// How many; `None` when there is no place elsewhere.
    pub count: Option<usize>,
    /// How many days ago the oldest of them was recorded.
    pub oldest_days: Option<i64>,
    /// What comes before it may be shared.
    pub first: Option<First>,
}

/// What comes before sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// The branch in use leads to what was destroyed or taken out.
    BeginAnew,
    /// A place elsewhere still has the history that a destruction or redaction replaced here.
    Renew,
}

impl Unpushed {
    pub(super) fn judged(self) -> Finding {
        let attention = |what: &str, help: &str| Finding::attention(Check::Unpushed, what, help);
        match self.first {
            Some(First::BeginAnew) => {
                let what = "de geschiedenis hier leidt naar wat vernietigd of weggelakt is";
                return attention(what, "deel niets; «klacht uitleg vernietigd-dossier-terug» zegt wat u doet");
            }
            Some(First::Renew) => {
                let what = "elders staat nog de geschiedenis van voor een vernietiging of het weglakken";
                return attention(what, "vervang haar met: klacht deel --na-vernietiging; docs/vernietiging.md zegt wat er daarna nog moet");
            }
            None => {}
        }
        let (count, days) = match (self.count, self.oldest_days) {
            (None, _) => return Finding::good(Check::Unpushed, "er is geen opslag elders om mee te delen"),
            (Some(0), _) => return Finding::good(Check::Unpushed, "alles wat is vastgelegd, staat ook elders"),
            (Some(count), days) => (count, days.unwrap_or_default()),
        };
        let changes = if count == 1 { "één wijziging staat".to_owned() } else { format!("{count} wijzigingen staan") };
        let what = match days {
            ..=0 => format!("{changes} alleen op deze computer, van vandaag"),
            1 => format!("{changes} alleen op deze computer, de oudste sinds gisteren"),
            days => format!("{changes} alleen op deze computer, de oudste al {days} dagen"),
        };
        if days < LONG_DAYS {
            return Finding::good(Check::Unpushed, what);
        }
        Finding::attention(Check::Unpushed, what, "deel ze met: klacht deel")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn what_stands_here_alone_for_a_week_deserves_a_look() {
        let weight = |days| Unpushed { count: Some(3), oldest_days: Some(days), first: None }.judged().weight;
        assert_eq!((weight(6), weight(7)), (Weight::Good, Weight::Attention));
        assert_eq!(Unpushed { count: None, oldest_days: None, first: None }.judged().weight, Weight::Good);
    }
}
