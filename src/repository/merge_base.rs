//! The commit that the sides of a merge grew from.

use std::collections::{BTreeMap, BTreeSet};

use super::ancestry::Step;

/// Where in the order the newest commit is that all these build on, themselves included; `None` when there is none.
///
/// Where the sides met before in more ways than one, it is one of the newest.
pub(super) fn merge_base(steps: &[Step], sides: &[usize]) -> Option<usize> {
    // Which sides build on each commit that is still to be looked at. Every commit comes after its parents, so going back by
    // place, all that builds on a commit has been seen when its turn comes.
    let mut ahead: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (side, place) in sides.iter().enumerate() {
        ahead.entry(*place).or_default().insert(side);
    }
    while let Some((place, on)) = ahead.pop_last() {
        if on.len() == sides.len() {
            return Some(place);
        }
        for parent in &steps[place].parents {
            ahead.entry(*parent).or_default().extend(&on);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::ancestry::Content;
    use super::*;

    /// The base of the last commit, of commits given by their parents.
    fn base(parents: &[&[usize]]) -> Option<usize> {
        let step = |parents: &&[usize]| Step {
            id: gix::ObjectId::null(gix::hash::Kind::Sha1),
            parents: parents.to_vec(),
            committed: 0,
            content: Content::Walked(Vec::new()),
        };
        let steps: Vec<_> = parents.iter().map(step).collect();
        merge_base(&steps, parents.last().unwrap())
    }

    #[test]
    fn sides_grew_from_the_newest_they_share() {
        assert_eq!(base(&[&[], &[0], &[1], &[1], &[3], &[2, 4]]), Some(1));
    }

    #[test]
    fn side_that_is_behind_the_other_is_the_base() {
        assert_eq!(base(&[&[], &[0], &[1], &[0, 2]]), Some(0));
    }

    #[test]
    fn base_is_what_all_of_three_sides_share() {
        assert_eq!(base(&[&[], &[0], &[0], &[1], &[1], &[3, 4, 2]]), Some(0));
    }

    #[test]
    fn sides_without_a_common_beginning_have_no_base() {
        assert_eq!(base(&[&[], &[], &[0, 1]]), None);
    }
}
