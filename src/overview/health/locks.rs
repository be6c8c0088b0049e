//! Locks left behind by a program that ended halfway.

use super::finding::{Check, Finding, Mend, some_of};

/// From this age on a lock is left behind where it can be seen that no git is at work.
const OLD_MINUTES: u64 = 10;
/// From this age on it is left behind where that cannot be seen: no git works for a day.
const OLD_MINUTES_UNSEEN: u64 = 24 * 60;

/// The locks that lie about.
#[derive(Clone, Debug, Default)]
pub struct Locks {
    /// Locks of git.
    pub found: Vec<LeftLock>,
    /// Whether a git is at work in this folder; `None` where that cannot be seen.
    pub git_is_at_work: Option<bool>,
    /// Whether another klacht is recording now.
    pub klacht_is_at_work: bool,
    /// Whether an earlier klacht was killed while recording.
    pub klacht_was_killed: bool,
    /// Whether git is kept locked until a destruction that was cut off is finished.
    pub is_destroying: bool,
}

/// A lock file of git.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftLock {
    /// Its path within git's folder.
    pub name: String,
    /// How old it is; nought when its time lies ahead.
    pub minutes: u64,
}

impl Locks {
    /// The locks nobody holds any more.
    #[must_use]
    pub fn left_behind(&self) -> Vec<&LeftLock> {
        let old = match self.git_is_at_work {
            _ if self.klacht_is_at_work => return Vec::new(),
            Some(true) => return Vec::new(),
            Some(false) => OLD_MINUTES,
            None => OLD_MINUTES_UNSEEN,
        };
        self.found.iter().filter(|lock| lock.minutes >= old).collect()
    }

    pub(super) fn judged(&self) -> Finding {
        let left: Vec<String> = self.left_behind().iter().map(|lock| lock.name.clone()).collect();
        if !left.is_empty() {
            let help = "«klacht diagnose --herstel» haalt ze weg; zelf kan het ook, als er zeker geen git meer draait";
            let what = format!("in de map .git bleef achter: {}", some_of(&left));
            return Finding::attention(Check::Locks, what, help).mendable(Mend::Locks);
        }
        if self.klacht_is_at_work {
            return Finding::good(Check::Locks, "een andere klacht is op dit moment aan het vastleggen");
        }
        if let Some(lock) = self.found.first() {
            let what = format!("«{}» is vergrendeld, sinds {} minuten", lock.name, lock.minutes);
            return Finding::attention(Check::Locks, what, "er is waarschijnlijk een git bezig: wacht even en vraag het opnieuw");
        }
        if self.is_destroying {
            let what = "git blijft vergrendeld tot de vernietiging of weglakking hier af is";
            return Finding::attention(Check::Locks, what, "maak haar af, zonder nummer erbij, met: klacht vernietig");
        }
        if self.klacht_was_killed {
            let help = "de volgende keer dat u iets vastlegt ruimt klacht dat zelf op; nu kan het met «klacht diagnose --herstel»";
            return Finding::attention(Check::Locks, "een eerdere klacht is halverwege het vastleggen gestopt", help).mendable(Mend::Remains);
        }
        Finding::good(Check::Locks, "niets is vergrendeld")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    fn locked(minutes: u64, git_is_at_work: Option<bool>) -> Finding {
        let found = vec![LeftLock { name: "index.lock".to_owned(), minutes }];
        Locks { found, git_is_at_work, ..Locks::default() }.judged()
    }

    #[test]
    fn lock_that_nobody_can_hold_is_mended() {
        assert_eq!(locked(10, Some(false)).mend, Some(Mend::Locks));
        assert_eq!(locked(24 * 60, None).mend, Some(Mend::Locks));
    }

    #[test]
    fn lock_that_someone_may_hold_is_left_alone() {
        for (minutes, git) in [(9, Some(false)), (24 * 60 - 1, None), (9999, Some(true))] {
            let found = locked(minutes, git);
            assert_eq!((found.mend, found.weight), (None, Weight::Attention), "{minutes} {git:?}");
        }
    }

    #[test]
    fn lock_of_a_destruction_that_was_cut_off_goes_when_that_is_finished() {
        let found = Locks { is_destroying: true, klacht_was_killed: true, ..Locks::default() }.judged();
        assert_eq!((found.mend, found.weight), (None, Weight::Attention));
        assert!(found.help.unwrap().ends_with("klacht vernietig"));
    }

    #[test]
    fn nothing_locked_is_good() {
        assert_eq!(Locks::default().judged().weight, Weight::Good);
    }
}
