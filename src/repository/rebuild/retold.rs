//! The last version of a folder and what it became, so that of the next one only what changed has to be told.

use std::collections::HashMap;
use std::ops::Range;

use gix::ObjectId;

use super::fresh::differing;

/// Smaller folders are told whole: remembering them costs more than it saves.
const SMALL: usize = 1024;

/// A folder as it was and as it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Retold {
    old: Vec<u8>,
    /// As it is told.
    pub(super) new: Vec<u8>,
    /// The entries of the old one that are left out.
    left_out: Vec<Range<usize>>,
    /// Whether an entry that is kept became another object.
    has_changed: bool,
    /// The part of the old one that is still to be told.
    to_tell: Range<usize>,
}

impl Retold {
    /// The part of the folder as it was that is still to be told.
    pub(super) fn to_tell(&self) -> &[u8] {
        &self.old[self.to_tell.clone()]
    }

    /// Adds an entry, given by its bytes, with the object it is kept as; its mode and name stay to the byte.
    pub(super) fn keep(&mut self, entry: &[u8], kept: ObjectId) {
        let (head, was) = entry.split_at(entry.len() - kept.as_bytes().len());
        self.has_changed |= kept.as_bytes() != was;
        self.new.extend_from_slice(head);
        self.new.extend_from_slice(kept.as_bytes());
    }

    /// Leaves an entry out, by its bytes from the beginning of what was to be told.
    pub(super) fn leave_out(&mut self, entry: Range<usize>) {
        self.left_out.push(self.to_tell.start + entry.start..self.to_tell.start + entry.end);
    }

    /// Whether it is told as it was.
    pub(super) fn is_as_it_was(&self) -> bool {
        self.new == self.old
    }

    /// How many bytes before this one are left out.
    fn left_out_before(&self, at: usize) -> usize {
        self.left_out.iter().take_while(|entry| entry.end <= at).map(Range::len).sum()
    }
}

/// The last version of every large folder, by its place in the tree.
#[derive(Debug, Default)]
pub(super) struct LastTold {
    last: HashMap<Vec<u8>, Retold>,
}

impl LastTold {
    /// Begins to tell a folder: what its last version had too is told already.
    pub(super) fn begin(&self, place: &[u8], old: Vec<u8>) -> (Retold, Tail) {
        let whole = 0..old.len();
        let Some(last) = self.last.get(place).filter(|last| !last.has_changed) else {
            return (Retold { to_tell: whole, old, ..Retold::default() }, Tail::default());
        };
        let part = differing(&last.old, &old);
        let (head, tail) = (part.start, last.old.len() - (old.len() - part.end));
        let mut new = Vec::with_capacity(last.new.len() + 64);
        new.extend_from_slice(&last.new[..head - last.left_out_before(head)]);
        let left_out = last.left_out.iter().take_while(|entry| entry.end <= head).cloned().collect();
        let moved = |entry: &Range<usize>| entry.start - tail + part.end..entry.end - tail + part.end;
        let rest = Tail {
            new: last.new[tail - last.left_out_before(tail)..].to_owned(),
            left_out: last.left_out.iter().filter(|entry| entry.start >= tail).map(moved).collect(),
        };
        (Retold { old, new, left_out, has_changed: false, to_tell: part }, rest)
    }

    /// Remembers a folder that was told to its end, when it is large.
    pub(super) fn remember(&mut self, place: &[u8], told: Retold) {
        if told.old.len() >= SMALL {
            self.last.insert(place.to_owned(), told);
        }
    }
}

/// What comes behind the part of a folder that is to be told.
#[derive(Debug, Default)]
pub(super) struct Tail {
    new: Vec<u8>,
    left_out: Vec<Range<usize>>,
}

impl Tail {
    /// Puts it behind what was told.
    pub(super) fn end(self, told: &mut Retold) {
        told.new.extend_from_slice(&self.new);
        told.left_out.extend(self.left_out);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fresh::entry_end;
    use super::*;
    use proptest::prelude::*;

    /// A folder of these entries, as git keeps it: a number of a dossier, and the first byte of what it holds.
    fn tree<'a>(entries: impl IntoIterator<Item = (&'a u16, &'a u8)>) -> Vec<u8> {
        entries.into_iter().flat_map(|(name, id)| [format!("40000 K-2026-{name:04}\0").as_bytes(), &[*id; 20]].concat()).collect()
    }

    /// Tells a folder without every seventh dossier, by what its last version became.
    fn told(last: &mut LastTold, old: Vec<u8>) -> Vec<u8> {
        let (mut folder, rest) = last.begin(b"2026/", old);
        let part = folder.to_tell().to_owned();
        let mut at = 0;
        while at < part.len() {
            let end = entry_end(&part, at);
            let number: u16 = std::str::from_utf8(&part[at + 13..at + 17]).unwrap().parse().unwrap();
            if number.is_multiple_of(7) {
                folder.leave_out(at..end);
            } else {
                folder.keep(&part[at..end], ObjectId::from_bytes_or_panic(&part[end - 20..end]));
            }
            at = end;
        }
        rest.end(&mut folder);
        let new = folder.new.clone();
        last.remember(b"2026/", folder);
        new
    }

    proptest! {
        #[test]
        fn folder_told_by_its_last_version_is_as_if_told_whole(versions in proptest::collection::vec(proptest::collection::btree_map(0_u16..90, 0_u8..3, 40..80), 1..6)) {
            let mut last = LastTold::default();
            for version in &versions {
                let expected = tree(version.iter().filter(|(name, _)| *name % 7 != 0));
                prop_assert_eq!(told(&mut last, tree(version)), expected);
            }
        }
    }

    #[test]
    fn of_one_changed_dossier_only_that_one_is_told_again() {
        let mut last = LastTold::default();
        let mut version: std::collections::BTreeMap<u16, u8> = (1..60).map(|name| (name, 1)).collect();
        told(&mut last, tree(&version));
        version.insert(30, 2);
        let (folder, _) = last.begin(b"2026/", tree(&version));
        assert_eq!(folder.to_tell().len(), 38);
    }

    #[test]
    fn folder_in_which_an_entry_became_another_is_told_whole_the_next_time() {
        let mut last = LastTold::default();
        let entries = tree(&(1..60).map(|name| (name, 1)).collect::<std::collections::BTreeMap<u16, u8>>());
        let (mut folder, rest) = last.begin(b"", entries.clone());
        folder.keep(&entries[..38], ObjectId::null(gix::hash::Kind::Sha1));
        rest.end(&mut folder);
        last.remember(b"", folder);
        assert_eq!(last.begin(b"", entries.clone()).0.to_tell(), entries);
    }
}
