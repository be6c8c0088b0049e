//! Which entry of a list is which, in another version of that list: told by what it says, never by where it stands.

use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::Field;
use crate::source::Node;
use crate::source::edit::shape::Shape;

/// What an entry of a list is known by, the list named by its key.
fn known_by(list: &str) -> &'static [Field] {
    use Field as F;
    let named = |field: F| field.key() == list;
    match () {
        () if named(F::Talks) => &[F::Kind, F::InvitedOn, F::HeldOn],
        () if named(F::Messages) => &[F::Kind, F::Date, F::With, F::Direction],
        () if named(F::Commitments) => &[F::Date, F::What],
        () if named(F::ExternalAdvice) => &[F::Body, F::AskedOn],
        () if named(F::Parts) => &[F::SubjectLine],
        () if named(F::Improvements) => &[F::Cause],
        () if named(F::Consequences) => &[F::What],
        () if named(F::Requests) => &[F::Kind, F::ReceivedOn],
        () if named(F::ThirdParties) => &[F::WhichField, F::Attachment],
        () if named(F::AcknowledgedLateness) => &[F::Term, F::DueOn],
        () if named(F::Reopenings) => &[F::On],
        () if named(F::Corrections) => &[F::On, F::From, F::To],
        () => &[],
    }
}

/// What tells two messages of the same kind and day apart that were both added.
const TELLING: [Field; 2] = [Field::Attachment, Field::SubjectLine];

/// How sure it is that two entries are the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// They say much the same, and nothing else is left to be it.
    Likeness,
    /// What an entry is known by does not contradict it: a day was filled in.
    NoContradiction,
    /// What an entry is known by is the same.
    Known,
    /// They say the same.
    Same,
}

/// For each entry of `from` the entry of `to` that is the same one, and how sure that is.
pub(super) fn matched(list: &str, from: &[&Node<'_>], to: &[&Node<'_>]) -> Vec<Option<(usize, Sureness)>> {
    use Sureness::{Known, Likeness, NoContradiction};
    pair_up(list, from, to, &[Known, NoContradiction, Likeness])
}

/// The same for entries that both sides added: only what is beyond doubt.
pub(super) fn both_added(list: &str, from: &[&Node<'_>], to: &[&Node<'_>]) -> Vec<Option<(usize, Sureness)>> {
    let mut pairs = pair_up(list, from, to, &[Sureness::Known]);
    for (index, pair) in pairs.iter_mut().enumerate() {
        if let Some((other, Sureness::Known)) = *pair
            && told_apart(from[index], to[other])
        {
            *pair = None;
        }
    }
    pairs
}

/// Whether two messages of the kind `overig` say themselves that they are two.
fn told_apart(one: &Node<'_>, other: &Node<'_>) -> bool {
    let is_other_kind = text_of(one, Field::Kind) == Some("overig");
    is_other_kind && TELLING.iter().any(|field| matches!((text_of(one, *field), text_of(other, *field)), (Some(a), Some(b)) if a != b))
}

/// The pairs that say the same, and of what is left those that are the same one in one of these ways, the surest first.
fn pair_up(list: &str, from: &[&Node<'_>], to: &[&Node<'_>], ways: &[Sureness]) -> Vec<Option<(usize, Sureness)>> {
    let mut found = same_words(from, to);
    let mut free = vec![true; to.len()];
    found.iter().flatten().for_each(|(other, _)| free[*other] = false);
    for way in ways {
        for (index, entry) in from.iter().enumerate().filter(|(_, entry)| !entry.entries().is_empty()) {
            if found[index].is_some() {
                continue;
            }
            let candidates = (0..to.len()).filter(|other| free[*other] && is_same(list, entry, to[*other], *way));
            // Of equals the one that says most the same, and of those the first.
            let best = candidates.min_by_key(|other| (usize::MAX - shared(entry, to[*other]), *other));
            if let Some(other) = best {
                found[index] = Some((other, *way));
                free[other] = false;
            }
        }
    }
    found
}

/// The pairs that say the same, each in its turn; without comparing each with each, for a long list.
fn same_words(from: &[&Node<'_>], to: &[&Node<'_>]) -> Vec<Option<(usize, Sureness)>> {
    let words = |node: &Node<'_>| format!("{:?}", Shape::of(node));
    let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, entry) in to.iter().enumerate() {
        waiting.entry(words(entry)).or_default().push_back(index);
    }
    let mut next = |entry: &Node<'_>| waiting.get_mut(&words(entry))?.pop_front();
    from.iter().map(|entry| next(entry).map(|other| (other, Sureness::Same))).collect()
}

fn is_same(list: &str, one: &Node<'_>, other: &Node<'_>, way: Sureness) -> bool {
    let fields = known_by(list);
    let pairs = || fields.iter().map(|field| (text_of(one, *field), text_of(other, *field)));
    match way {
        Sureness::Same | Sureness::Known => pairs().any(|(a, _)| a.is_some()) && pairs().all(|(a, b)| a == b),
        Sureness::NoContradiction => {
            let agree = pairs().any(|(a, b)| a.is_some() && a == b);
            agree && pairs().all(|(a, b)| a.is_none() || b.is_none() || a == b)
        }
        Sureness::Likeness => {
            let most = one.entries().len().max(other.entries().len());
            most > 0 && shared(one, other) * 2 >= most
        }
    }
}

/// How many keys have the same value in both.
fn shared(one: &Node<'_>, other: &Node<'_>) -> usize {
    let same = |entry: &&crate::source::Entry<'_>| other.entry(&entry.key).is_some_and(|twin| Shape::of(&twin.value) == Shape::of(&entry.value));
    one.entries().iter().filter(same).count()
}

fn text_of<'n>(node: &'n Node<'_>, field: Field) -> Option<&'n str> {
    node.entry(field.key()).and_then(|entry| entry.value.text())
}

/// The day an entry stands on in its list, for the order of what is added.
pub(super) fn day_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    use Field as F;
    let fields = [F::Date, F::HeldOn, F::InvitedOn, F::AskedOn, F::ReceivedOn, F::On, F::DueOn];
    let iso = |text: &&str| text.parse::<chrono::NaiveDate>().is_ok() && text.len() == 10;
    fields.iter().find_map(|field| text_of(node, *field).filter(iso))
}

/// An entry in a few words, for whoever must find it: `bevestiging, 2026-11-04`.
pub(super) fn in_words(list: &str, node: &Node<'_>) -> String {
    if let Some(text) = node.text() {
        return text.to_owned();
    }
    let words: Vec<_> = known_by(list).iter().filter_map(|field| text_of(node, *field)).collect();
    words.join(", ")
}
