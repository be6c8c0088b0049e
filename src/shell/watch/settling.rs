//! When a file has settled: values in, values out, with the time as an argument.
//!
//! An editor saves in several strokes, a copy comes in pieces, and a colleague's work arrives by the thousand. So a file is
//! looked at once it has been quiet for a breath, and recorded once it has been quiet for longer and reads the same again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::print::Print;
use super::watched::Watched;

/// The time since the watch began.
pub type Moment = Duration;

/// So long a file must be quiet before it is looked at.
const BREATH: Duration = Duration::from_millis(200);
/// So long at most it is not looked at while it is never quiet.
const LONGEST_BREATH: Duration = Duration::from_secs(1);
/// So long a file, and git, must be quiet before anything is recorded.
pub const QUIET: Duration = Duration::from_millis(1500);
/// So long at most is waited for a program that keeps a file open for writing and writes nothing.
const LONGEST_OPEN: Duration = Duration::from_secs(30);

/// Why something is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It changed on disk.
    Saved,
    /// The history it is compared with is another.
    HistoryMoved,
}

/// What a look means after the looks before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As it was recorded, and nothing else was expected.
    AsRecorded,
    /// As it was recorded, after it had differed.
    Back,
    /// It differs as it did.
    Same,
    /// It differs, and not as it did before.
    Differs,
    /// It differs because the history moved under it; nobody saved anything.
    MovedUnder,
}

/// What is to be done now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Next {
    /// To be looked at.
    pub look: Vec<Watched>,
    /// To be recorded when they still read like this.
    pub record: Vec<(Watched, Print)>,
    /// When there is something to do again; `None` when only a change can bring it.
    pub at: Option<Moment>,
}

/// Everything that has changed and not settled yet.
#[derive(Clone, Debug, Default)]
pub struct Settling {
    watched: BTreeMap<Watched, Entry>,
    /// When git was last seen to change.
    git: Moment,
}

/// One thing that changed.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// The first and the last sign of a change since it was looked at.
    unseen: Option<(Moment, Moment)>,
    /// When it last changed, as far as is known.
    restless: Moment,
    /// Files of it that a program is still writing.
    open: BTreeSet<PathBuf>,
    /// What it differs in.
    differs: Option<Print>,
    /// What it differed in when it was left as it was.
    left: Option<Left>,
}

/// Something that was not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Left {
    print: Print,
    /// Whether nobody saved it: only a save brings it back.
    unsaved: bool,
}

impl Settling {
    /// A sign that it changed.
    pub fn touch(&mut self, watched: Watched, now: Moment) {
        let entry = self.watched.entry(watched).or_default();
        entry.unseen = Some((entry.unseen.map_or(now, |(first, _)| first), now));
        entry.restless = now;
        if entry.left.is_some_and(|left| left.unsaved) {
            entry.left = None;
        }
    }

    /// A file of it is being written by a program that has it open.
    pub fn opened(&mut self, watched: Watched, file: &Path, now: Moment) {
        self.touch(watched, now);
        self.watched.entry(watched).or_default().open.insert(file.to_owned());
    }

    /// A file of it is no longer being written.
    pub fn closed(&mut self, watched: Watched, file: &Path, now: Moment) {
        self.touch(watched, now);
        self.watched.entry(watched).or_default().open.remove(file);
    }

    /// Signs were lost: what was said to be open may be closed by now.
    pub fn lost(&mut self) {
        self.watched.values_mut().for_each(|entry| entry.open.clear());
    }

    /// Git is at work or moved the branch: nothing settles until it is quiet.
    pub fn git_moved(&mut self, now: Moment) {
        self.git = now;
    }

    /// What was left is worth another try: the day, the rules or the history is another.
    pub fn again(&mut self) {
        for entry in self.watched.values_mut() {
            entry.left = entry.left.filter(|left| left.unsaved);
        }
    }

    /// Takes in what a look told: what differs from what was recorded, if anything does.
    pub fn seen(&mut self, watched: Watched, differs: Option<Print>, why: Why, now: Moment) -> Seen {
        let mut entry = self.watched.remove(&watched).unwrap_or_default();
        let (touched, before) = (entry.unseen.take().is_some(), entry.differs);
        entry.differs = differs;
        let seen = match differs {
            None => before.map_or(Seen::AsRecorded, |_| Seen::Back),
            Some(print) if before == Some(print) => Seen::Same,
            Some(print) if why == Why::HistoryMoved && before.is_none() && !touched => {
                entry.left = Some(Left { print, unsaved: true });
                Seen::MovedUnder
            }
            Some(_) => Seen::Differs,
        };
        if seen == Seen::Differs && !touched {
            entry.restless = now;
        }
        if differs.is_some() || !entry.open.is_empty() {
            self.watched.insert(watched, entry);
        }
        seen
    }

    /// It is not recorded as it is; not offered again until it changes.
    pub fn leave(&mut self, watched: Watched, print: Print) {
        if let Some(entry) = self.watched.get_mut(&watched) {
            entry.left = Some(Left { print, unsaved: false });
        }
    }

    /// Whether it was left as it is now.
    #[must_use]
    pub fn is_left(&self, watched: Watched) -> bool {
        self.watched.get(&watched).is_some_and(Entry::is_left)
    }

    /// What is not as it was recorded, or not looked at yet.
    pub fn unsettled(&self) -> impl Iterator<Item = Watched> {
        self.watched.keys().copied()
    }

    /// The file a program still writes, of what would otherwise be recorded by now.
    #[must_use]
    pub fn kept_open(&self, now: Moment) -> Vec<(Watched, &Path)> {
        let kept = self.watched.iter().filter(|(_, entry)| entry.waits_for_closing(now));
        kept.filter_map(|(watched, entry)| Some((*watched, entry.open.first()?.as_path()))).collect()
    }

    /// What is to be done now, and when there is something to do again.
    #[must_use]
    pub fn next(&self, now: Moment) -> Next {
        let mut next = Next::default();
        for (watched, entry) in &self.watched {
            let Some((due, what)) = entry.due(self.git) else { continue };
            match what {
                _ if due > now => {
                    let due = entry.worth_telling(now).unwrap_or(due);
                    next.at = Some(next.at.map_or(due, |at| at.min(due)));
                }
                None => next.look.push(*watched),
                Some(print) => next.record.push((*watched, print)),
            }
        }
        next
    }
}

impl Entry {
    /// When it is to be looked at, or recorded like this; `None` when it waits for a change.
    fn due(&self, git: Moment) -> Option<(Moment, Option<Print>)> {
        if let Some((first, last)) = self.unseen {
            return Some(((last + BREATH).min(first + LONGEST_BREATH), None));
        }
        let print = self.differs.filter(|_| !self.is_left())?;
        let quiet = if self.open.is_empty() { QUIET } else { LONGEST_OPEN };
        Some(((self.restless + quiet).max(git + QUIET), Some(print)))
    }

    fn is_left(&self) -> bool {
        self.left.is_some_and(|left| Some(left.print) == self.differs)
    }

    /// When it is to be told that it waits for a program to close a file; `None` when it does not, or that moment has passed.
    fn worth_telling(&self, now: Moment) -> Option<Moment> {
        let quiet = self.restless + QUIET;
        (self.unseen.is_none() && !self.open.is_empty() && quiet > now).then_some(quiet)
    }

    fn waits_for_closing(&self, now: Moment) -> bool {
        let quiet = self.restless + QUIET <= now && now < self.restless + LONGEST_OPEN;
        quiet && self.unseen.is_none() && self.differs.is_some() && !self.is_left()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEVEN: Watched = Watched::Rules;
    const A: Print = Print([1; 32]);
    const B: Print = Print([2; 32]);

    fn ms(milliseconds: u64) -> Moment {
        Duration::from_millis(milliseconds)
    }

    /// Saved and looked at once.
    fn saved(print: Print) -> Settling {
        let mut settling = Settling::default();
        settling.touch(SEVEN, ms(1000));
        assert_eq!(settling.seen(SEVEN, Some(print), Why::Saved, ms(1200)), Seen::Differs);
        settling
    }

    /// What is recorded at this moment, without anything to look at.
    fn recorded(settling: &Settling, at: u64) -> Vec<Print> {
        let next = settling.next(ms(at));
        assert!(next.look.is_empty(), "{next:?}");
        next.record.into_iter().map(|(_, print)| print).collect()
    }

    #[test]
    fn saved_file_is_looked_at_after_a_breath_and_recorded_when_quiet() {
        let mut settling = Settling::default();
        settling.touch(SEVEN, ms(1000));
        assert_eq!(settling.next(ms(1199)), Next { at: Some(ms(1200)), ..Next::default() });
        assert_eq!(settling.next(ms(1200)).look, [SEVEN]);
        settling.seen(SEVEN, Some(A), Why::Saved, ms(1200));
        assert_eq!(settling.next(ms(2499)), Next { at: Some(ms(2500)), ..Next::default() });
        assert_eq!(recorded(&settling, 2500), [A]);
    }

    #[test]
    fn second_save_begins_the_wait_again() {
        let mut settling = saved(A);
        settling.touch(SEVEN, ms(2400));
        settling.seen(SEVEN, Some(B), Why::Saved, ms(2600));
        assert!(recorded(&settling, 3899).is_empty());
        assert_eq!(recorded(&settling, 3900), [B]);
    }

    #[test]
    fn change_without_a_sign_begins_the_wait_when_it_is_seen() {
        let mut settling = saved(A);
        assert_eq!(settling.seen(SEVEN, Some(B), Why::Saved, ms(2500)), Seen::Differs);
        assert!(recorded(&settling, 3999).is_empty());
        assert_eq!(recorded(&settling, 4000), [B]);
    }

    #[test]
    fn file_never_at_rest_is_looked_at_every_second() {
        let mut settling = Settling::default();
        (0..12).for_each(|stroke| settling.touch(SEVEN, ms(1000 + 100 * stroke)));
        assert_eq!(settling.next(ms(2000)).look, [SEVEN]);
        settling.seen(SEVEN, Some(A), Why::Saved, ms(2100));
        assert!(recorded(&settling, 3599).is_empty());
    }

    #[test]
    fn refused_file_waits_for_a_change() {
        let mut settling = saved(A);
        settling.leave(SEVEN, A);
        assert_eq!(settling.next(ms(90_000)), Next::default());
        assert!(settling.is_left(SEVEN));
        settling.touch(SEVEN, ms(91_000));
        assert_eq!(settling.seen(SEVEN, Some(A), Why::Saved, ms(91_200)), Seen::Same);
        assert_eq!(settling.next(ms(99_000)), Next::default());
        settling.touch(SEVEN, ms(99_000));
        settling.seen(SEVEN, Some(B), Why::Saved, ms(99_200));
        assert_eq!(recorded(&settling, 100_500), [B]);
    }

    #[test]
    fn refused_file_is_tried_again_on_another_day() {
        let mut settling = saved(A);
        settling.leave(SEVEN, A);
        settling.again();
        assert_eq!(recorded(&settling, 9000), [A]);
    }

    #[test]
    fn nothing_is_recorded_until_git_is_quiet() {
        let mut settling = saved(A);
        settling.git_moved(ms(2400));
        assert!(recorded(&settling, 3899).is_empty());
        assert_eq!(recorded(&settling, 3900), [A]);
    }

    #[test]
    fn file_still_being_written_waits_until_it_is_closed() {
        let mut settling = Settling::default();
        settling.opened(SEVEN, Path::new("brief.pdf"), ms(1000));
        settling.seen(SEVEN, Some(A), Why::Saved, ms(1200));
        assert_eq!(settling.next(ms(1300)), Next { at: Some(ms(2500)), ..Next::default() });
        assert_eq!(settling.next(ms(2500)), Next { at: Some(ms(31_000)), ..Next::default() });
        assert_eq!(settling.kept_open(ms(9000)), [(SEVEN, Path::new("brief.pdf"))]);
        settling.closed(SEVEN, Path::new("brief.pdf"), ms(9000));
        settling.seen(SEVEN, Some(A), Why::Saved, ms(9200));
        assert_eq!(recorded(&settling, 10_500), [A]);
    }

    #[test]
    fn file_that_stays_open_is_recorded_after_half_a_minute() {
        let mut settling = Settling::default();
        settling.opened(SEVEN, Path::new("brief.pdf"), ms(1000));
        settling.seen(SEVEN, Some(A), Why::Saved, ms(1200));
        assert!(recorded(&settling, 30_999).is_empty());
        assert_eq!(recorded(&settling, 31_000), [A]);
        settling.lost();
        assert_eq!(recorded(&settling, 2500), [A]);
    }

    #[test]
    fn difference_that_the_history_made_is_left_until_a_save() {
        let mut settling = Settling::default();
        assert_eq!(settling.seen(SEVEN, Some(A), Why::HistoryMoved, ms(1000)), Seen::MovedUnder);
        settling.again();
        assert_eq!(settling.next(ms(90_000)), Next::default());
        settling.touch(SEVEN, ms(90_000));
        settling.seen(SEVEN, Some(A), Why::Saved, ms(90_200));
        assert_eq!(recorded(&settling, 91_500), [A]);
    }

    #[test]
    fn change_of_the_officer_outlives_a_moved_history() {
        let mut settling = saved(A);
        settling.git_moved(ms(1300));
        assert_eq!(settling.seen(SEVEN, Some(B), Why::HistoryMoved, ms(1300)), Seen::Differs);
        assert_eq!(recorded(&settling, 2800), [B]);
    }

    #[test]
    fn file_as_it_was_recorded_is_forgotten() {
        let mut settling = saved(A);
        assert_eq!(settling.seen(SEVEN, None, Why::HistoryMoved, ms(1300)), Seen::Back);
        assert_eq!(settling.unsettled().count(), 0);
        assert_eq!(settling.seen(SEVEN, None, Why::Saved, ms(1300)), Seen::AsRecorded);
    }

    /// Something that happens to a file.
    #[derive(Clone, Copy, Debug)]
    enum Happening {
        /// It is saved with this content, with or without a sign.
        Save { content: u8, sign: bool },
        /// Git moves.
        Git,
        /// Time passes.
        Pause(u64),
    }

    fn happenings() -> impl Strategy<Value = Vec<Happening>> {
        let one = prop_oneof![
            (0_u8..4, any::<bool>()).prop_map(|(content, sign)| Happening::Save { content, sign }),
            Just(Happening::Git),
            (1_u64..2500).prop_map(Happening::Pause),
        ];
        prop::collection::vec(one, 1..40)
    }

    /// A file on disk, what was recorded of it, and when either last changed.
    struct World {
        settling: Settling,
        disk: u8,
        head: u8,
        changed: Moment,
        git: Moment,
        now: Moment,
    }

    impl World {
        fn difference(&self) -> Option<Print> {
            (self.disk != self.head).then_some(Print([self.disk; 32]))
        }

        /// Does everything that is due until this moment, as the loop does.
        fn pass(&mut self, until: Moment) {
            loop {
                let next = self.settling.next(self.now);
                for watched in &next.look {
                    self.settling.seen(*watched, self.difference(), Why::Saved, self.now);
                }
                for (watched, print) in &next.record {
                    if self.difference() == Some(*print) {
                        assert!(self.now >= self.git + QUIET, "recorded while git moved");
                        assert!(self.now >= self.changed + QUIET, "recorded {:?} after a change", self.now - self.changed);
                        self.head = self.disk;
                    }
                    self.settling.seen(*watched, self.difference(), Why::Saved, self.now);
                }
                if next.look.is_empty() && next.record.is_empty() {
                    match next.at.filter(|at| *at <= until) {
                        Some(at) => assert!(at > std::mem::replace(&mut self.now, at), "time stands still"),
                        None => return self.now = until,
                    }
                }
            }
        }

        /// What a look at everything does.
        fn look_everywhere(&mut self) {
            self.settling.touch(SEVEN, self.now);
        }
    }

    proptest! {
        /// With every sign seen, nothing is recorded before it was quiet; and whatever was lost, a look everywhere mends it.
        #[test]
        fn nothing_restless_is_recorded_and_everything_quiet_is(happenings in happenings()) {
            let mut world = World { settling: Settling::default(), disk: 0, head: 0, changed: ms(0), git: ms(0), now: ms(10_000) };
            for happening in happenings {
                match happening {
                    Happening::Save { content, sign } => {
                        world.disk = content;
                        if sign {
                            world.changed = world.now;
                            world.settling.touch(SEVEN, world.now);
                        }
                    }
                    Happening::Git => {
                        world.git = world.now;
                        world.settling.git_moved(world.now);
                    }
                    Happening::Pause(length) => world.pass(world.now + ms(length)),
                }
            }
            world.look_everywhere();
            world.pass(world.now + ms(4000));
            prop_assert_eq!(world.head, world.disk);
            prop_assert_eq!(world.settling.unsettled().count(), 0);
        }
    }
}
