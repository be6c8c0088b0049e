//! Whether the clock of this computer can be right: every term is counted from it.

use super::finding::{Check, Finding};

/// So many minutes ahead a commit may be: clocks differ.
const LEEWAY_MINUTES: i64 = 10;

/// The clock beside the last commit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    /// How many minutes after this moment the last commit says it was made; negative for one in the past, `None` before the first.
    pub ahead_minutes: Option<i64>,
}

impl Clock {
    pub(super) fn judged(self) -> Finding {
        match self.ahead_minutes {
            Some(ahead) if ahead > LEEWAY_MINUTES => {
                let far = if ahead < 120 {
                    format!("{ahead} minuten")
                } else if ahead < 2880 {
                    format!("{} uur", ahead / 60)
                } else {
                    format!("{} dagen", ahead / 1440)
                };
                let what = format!("de laatste vastlegging ligt {far} in de toekomst: deze klok loopt achter, of die van toen liep voor");
                Finding::attention(Check::Clock, what, "zet de klok van deze computer gelijk; termijnen worden ermee geteld")
            }
            _ => Finding::good(Check::Clock, "de klok past bij de laatste vastlegging"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn commit_from_the_future_tells_that_a_clock_is_wrong() {
        let judged = |minutes| Clock { ahead_minutes: minutes }.judged();
        assert_eq!(judged(Some(10)).weight, Weight::Good);
        assert!(judged(Some(3 * 1440)).what.contains("3 dagen"));
        assert_eq!(judged(None).weight, Weight::Good);
    }
}
