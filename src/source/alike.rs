//! Which entry of one version of a list is which of another.

use super::tree::{Node, Value};

/// For every recorded entry the entry it is now: first the equal ones, then of those that may be one the most alike.
pub(super) fn partners(recorded: &[Node<'_>], now: &[Node<'_>], may_be_one: impl Fn(&Node<'_>, &Node<'_>) -> bool) -> Vec<Option<usize>> {
    let mut taken = vec![false; now.len()];
    let mut partners = vec![None; recorded.len()];
    for (entry, partner) in recorded.iter().zip(&mut partners) {
        *partner = (0..now.len()).find(|index| !taken[*index] && same(entry, &now[*index]));
        partner.iter().for_each(|index| taken[*index] = true);
    }
    for (index, entry) in recorded.iter().enumerate().filter(|(index, _)| partners[*index].is_none()).collect::<Vec<_>>() {
        let free = (0..now.len()).filter(|candidate| !taken[*candidate] && may_be_one(entry, &now[*candidate]));
        // Of equally alike entries the one in the same place, else the first.
        let best = free.max_by_key(|candidate| (likeness(entry, &now[*candidate]), *candidate == index, std::cmp::Reverse(*candidate)));
        partners[index] = best;
        best.iter().for_each(|candidate| taken[*candidate] = true);
    }
    partners
}

/// How many keys of a map have the same value in the other.
pub(super) fn likeness(one: &Node<'_>, other: &Node<'_>) -> usize {
    one.entries().iter().filter(|entry| other.entry(&entry.key).is_some_and(|found| same(&entry.value, &found.value))).count()
}

/// Whether two values are the same, wherever they stand.
pub(super) fn same(one: &Node<'_>, other: &Node<'_>) -> bool {
    match (&one.value, &other.value) {
        (Value::Empty, Value::Empty) => true,
        (Value::Scalar(one), Value::Scalar(other)) => one == other,
        (Value::List(one), Value::List(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        (Value::Map(keys), Value::Map(others)) => {
            keys.len() == others.len() && keys.iter().all(|entry| other.entry(&entry.key).is_some_and(|found| same(&entry.value, &found.value)))
        }
        _ => false,
    }
}

/// Whether there is anything to lose: an empty value, list or map is no fact.
pub(super) fn is_fact(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Empty => false,
        Value::Scalar(_) => true,
        Value::List(items) => items.iter().any(is_fact),
        Value::Map(entries) => entries.iter().any(|entry| is_fact(&entry.value)),
    }
}
