//! What a page that is open in the browser hears of the site it belongs to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What there is to hear; whoever builds tells it, whoever serves passes it on.
#[derive(Clone, Debug, Default)]
pub struct News(Arc<Mutex<State>>);

/// How the site stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// How often the site became another one.
    pub edition: u64,
    /// Why the last build failed; nothing when it did not.
    pub failure: Option<String>,
}

impl News {
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
