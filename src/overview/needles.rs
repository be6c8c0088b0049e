//! Many texts that are looked for in one go: a text is read once, however many there are.

use std::collections::HashMap;

use super::needle::{Needle, Searched};

/// Texts that are looked for, each with what it would be known as; the least of those when there are more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needles<K> {
    /// By the first of their words.
    by_word: HashMap<String, Vec<(Needle, K)>>,
    /// Numbers such as those of a telephone, by their digits.
    by_digits: HashMap<Vec<u8>, K>,
    count: usize,
}

impl<K> Default for Needles<K> {
    fn default() -> Self {
        Self { by_word: HashMap::new(), by_digits: HashMap::new(), count: 0 }
    }
}

impl<K: Copy + Ord> Needles<K> {
    /// Adds a text.
    pub(super) fn add(&mut self, needle: Needle, kind: K) {
        if let Some(digits) = needle.digits() {
            self.by_digits.entry(digits.as_bytes().to_owned()).and_modify(|known| *known = kind.min(*known)).or_insert(kind);
        }
        let alike = self.by_word.entry(needle.first_word().to_owned()).or_default();
        match alike.iter_mut().find(|(known, _)| *known == needle) {
            Some((_, known)) => *known = kind.min(*known),
            None => {
                alike.push((needle, kind));
                self.count += 1;
            }
        }
    }

    /// How many texts are looked for.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// As what something stands in the text, in order, each once.
    pub(super) fn standing_in(&self, text: &Searched) -> Vec<K> {
        let mut found: Vec<K> = self.words_in(text).chain(self.numbers_in(text)).collect();
        found.sort();
        found.dedup();
        found
    }

    fn words_in(&self, text: &Searched) -> impl Iterator<Item = K> {
        text.words().flat_map(move |(at, word)| {
            // What belongs to someone ends in an s that is not of the name.
            let bare = word.strip_suffix('s');
            let alike = [Some(word), bare].into_iter().flatten().filter_map(|word| self.by_word.get(word)).flatten();
            alike.filter(move |(needle, _)| needle.stands_at(text, at)).map(|(_, kind)| *kind)
        })
    }

    fn numbers_in(&self, text: &Searched) -> impl Iterator<Item = K> {
        text.numbers().filter_map(|digits| self.by_digits.get(digits).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles() -> Needles<u8> {
        let mut needles = Needles::default();
        for (text, kind) in [("Sanne de Wit", 1), ("de Wit", 2), ("Bos", 3), ("0612345678", 4), ("Sanne de Wit", 0), ("Daams", 5)] {
            needles.add(Needle::of(text).unwrap(), kind);
        }
        needles
    }

    /// One by one, as the index must find them together.
    fn one_by_one(text: &Searched) -> Vec<u8> {
        let all = [("Sanne de Wit", 0), ("de Wit", 2), ("Bos", 3), ("0612345678", 4), ("Daams", 5)];
        all.into_iter().filter(|(needle, _)| Needle::of(needle).unwrap().stands_in(text).is_some()).map(|(_, kind)| kind).collect()
    }

    #[test]
    fn together_they_are_found_where_each_is_found_alone() {
        for (text, expected) in [
            ("Dat zei Sanne de Wit.", vec![0, 2]),
            ("de Wit", vec![2]),
            ("  De Wits fiets", vec![2]),
            ("Bos' fiets en Boss", vec![3]),
            ("Bossen en Sanne de Witte", vec![]),
            ("Daams en Daam", vec![5]),
            ("bel +31 6 12 34 56 78 of 06-12345678", vec![4]),
            ("1061234567812", vec![4]),
            ("61234a5678", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(needles().standing_in(&Searched::in_passing(text)), expected);
            let text = Searched::of(text);
            assert_eq!(needles().standing_in(&text), expected);
            assert_eq!(one_by_one(&text), expected);
        }
    }

    #[test]
    fn same_text_counts_once() {
        assert_eq!(needles().count(), 5);
    }
}
