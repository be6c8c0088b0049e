//! What a page that is open in the browser hears of the site it belongs to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};

/// What there is to hear; whoever builds tells it, whoever serves passes it on.
#[derive(Clone, Debug, Default)]
pub struct News(Arc<Mutex<State>>);

/// How the site stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Which site it is: another number at every change, and in every process.
    pub edition: u64,
    /// Why the last build failed; nothing when it did not.
    pub failure: Option<String>,
}

impl News {
    /// Of a site that is shown from this moment. A page that was open before it is of an earlier edition.
    #[must_use]
    pub fn since(moment: DateTime<FixedOffset>) -> Self {
        // One edition takes far longer than a microsecond, so no later process begins at a number that was used.
        let edition = u64::try_from(moment.timestamp_micros()).unwrap_or(0);
        Self(Arc::new(Mutex::new(State { edition, failure: None })))
    }

    /// The site became another one.
    pub fn changed(&self) {
        let mut state = self.lock();
        state.edition += 1;
        state.failure = None;
    }

    /// The site is right as it is.
    pub fn unchanged(&self) {
        self.lock().failure = None;
    }

    /// The site could not be built, for this reason; it stays as it was.
    pub fn failed(&self, reason: String) {
        self.lock().failure = Some(reason);
    }

    /// How the site stands.
    pub(super) fn state(&self) -> State {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half by a thread that stopped: every change is one assignment after another.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn process_that_starts_later_has_later_editions() {
        let first = News::since("2026-11-22T10:00:00+01:00".parse().unwrap());
        first.changed();
        let second = News::since("2026-11-22T10:00:01+01:00".parse().unwrap());
        assert!(second.state().edition > first.state().edition);
    }

    #[test]
    fn failure_stands_until_the_next_build_that_succeeds() {
        let news = News::default();
        let told = |news: &News| (news.state().edition, news.state().failure);
        news.changed();
        news.failed("«start.html», regel 3".to_owned());
        assert_eq!(told(&news), (1, Some("«start.html», regel 3".to_owned())));
        news.unchanged();
        assert_eq!(told(&news), (1, None));
    }
}
