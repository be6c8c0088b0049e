//! What is new in a folder since the version of it that was looked at before: of a year with a thousand dossiers mostly one.

use std::collections::HashMap;
use std::ops::Range;

use super::super::trees::common_entries;

/// Smaller folders are looked at whole: remembering them costs more than it saves.
const SMALL: usize = 1024;

/// The last version of every large folder, by its place in the tree.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    last: HashMap<Vec<u8>, Vec<u8>>,
}

impl Fresh {
    /// The part of a folder that its last version here did not have, as whole entries; from now on this is the last version.
    pub(super) fn part(&mut self, place: &[u8], tree: &[u8]) -> Range<usize> {
        if tree.len() < SMALL {
            return 0..tree.len();
        }
        let part = self.last.get(place).map_or(0..tree.len(), |last| differing(last, tree));
        self.last.insert(place.to_owned(), tree.to_owned());
        part
    }
}

/// The part of the second folder that the first does not have: what lies before and after it are the same entries in both.
pub(super) fn differing(last: &[u8], tree: &[u8]) -> Range<usize> {
    let start = common_entries(last, tree);
    let room = last.len().min(tree.len()) - start;
    let same = last.iter().rev().zip(tree.iter().rev()).take(room).take_while(|(one, other)| one == other).count();
    let end = entry_from(tree, start, tree.len() - same);
    let tail = tree.len() - end;
    // Where the same bytes are other entries there, nothing behind is known to be the same.
    if entry_from(last, start, last.len() - tail) == last.len() - tail { start..end } else { start..tree.len() }
}

/// The first beginning of an entry at this byte or behind it; `from` is one before it.
fn entry_from(tree: &[u8], from: usize, at: usize) -> usize {
    let mut entry = from;
    while entry < at {
        entry = entry_end(tree, entry);
    }
    entry
}

/// Where the entry ends that begins at this byte.
pub(super) fn entry_end(tree: &[u8], entry: usize) -> usize {
    let name_end = tree[entry..].iter().position(|byte| *byte == 0).expect("a name in a tree that was read ends with a nought");
    entry + name_end + 1 + gix::hash::Kind::Sha1.len_in_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tree(entries: &[(u16, u8)]) -> Vec<u8> {
        entries.iter().flat_map(|(name, id)| [format!("40000 K-{name:04}\0").as_bytes(), &[*id; 20]].concat()).collect()
    }

    fn sorted(entries: std::collections::BTreeMap<u16, u8>) -> Vec<(u16, u8)> {
        entries.into_iter().collect()
    }

    #[test]
    fn one_changed_entry_among_many_is_the_part() {
        let before: Vec<(u16, u8)> = (0..100).map(|name| (name, 7)).collect();
        let mut after = before.clone();
        after[50].1 = 8;
        assert_eq!(differing(&tree(&before), &tree(&after)), 50 * 33..51 * 33);
        assert!(differing(&tree(&before), &tree(&before)).is_empty());
    }

    #[test]
    fn small_folder_and_the_first_version_are_looked_at_whole() {
        let mut fresh = Fresh::default();
        let (small, large) = (tree(&[(1, 1)]), tree(&(0..100).map(|name| (name, 7)).collect::<Vec<_>>()));
        assert_eq!(fresh.part(b"een/", &small), 0..33);
        assert_eq!(fresh.part(b"een/", &small), 0..33);
        assert_eq!(fresh.part(b"twee/", &large), 0..3300);
        assert_eq!(fresh.part(b"twee/", &large), 3300..3300);
    }

    proptest! {
        /// Whatever the bytes of the names look like, every entry of the second that the first lacks lies in the part.
        #[test]
        fn every_new_entry_lies_in_the_part(before in proptest::collection::btree_map(0_u16..40, 0_u8..3, 0..40), after in proptest::collection::btree_map(0_u16..40, 0_u8..3, 0..40)) {
            let (before, after) = (sorted(before), sorted(after));
            let part = differing(&tree(&before), &tree(&after));
            for (at, entry) in after.iter().enumerate() {
                prop_assert!(before.contains(entry) || part.contains(&(at * 33)), "{entry:?} in {part:?}");
            }
            prop_assert_eq!((part.start % 33, part.end % 33), (0, 0));
        }
    }
}
