//! Blocks of dossiers with numbers near each other: what one file of the search holds.
//!
//! A block is of fixed numbers of one year, so that a change of one dossier changes one block, whatever else there is.

use std::collections::HashMap;

use super::card::Card;
use super::entry::{SearchEntry, WordPlaces};
use crate::domain::DossierId;

/// How many numbers a block spans.
const SPAN: u32 = 200;

/// About the most bytes a file of a block may take; what would be more becomes another block.
const LARGEST: usize = 250_000;

/// The dossiers of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'e> {
    /// The year of its numbers.
    pub year: u16,
    /// The serial from which it counts.
    pub first: u32,
    /// The dossiers, by number.
    pub cards: Vec<&'e Card>,
    /// Every word with the dossiers it stands in, in order.
    pub words: Vec<(&'e str, Vec<Posting>)>,
}

/// That a word stands in a dossier of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Its serial, counted from the first one of the block; less than [`Posting::BOUND`].
    pub offset: u32,
    /// Where in it.
    pub places: WordPlaces,
}

impl Posting {
    /// One more than the greatest offset.
    pub const BOUND: u32 = SPAN;
}

/// The dossiers of each span of numbers, by number: what changes in one of them changes only the blocks of its own span.
#[must_use]
pub fn spans(mut entries: Vec<&SearchEntry>) -> Vec<Vec<&SearchEntry>> {
    entries.sort_by_key(|entry| entry.card.id);
    entries.chunk_by(|one, other| span(one.card.id) == span(other.card.id)).map(<[_]>::to_vec).collect()
}

/// The blocks of the dossiers of one span, in order of number: one, unless they say very much.
#[must_use]
pub fn blocks<'e>(entries: &[&'e SearchEntry]) -> Vec<Block<'e>> {
    let mut done = Vec::new();
    let Some(entry) = entries.first() else { return done };
    let (year, first) = span(entry.card.id);
    let mut filling = Filling::new(year, first);
    for entry in entries {
        if filling.overflows_with(entry) {
            done.push(std::mem::replace(&mut filling, Filling::new(year, entry.card.id.serial())).block());
        }
        filling.add(entry);
    }
    done.push(filling.block());
    done
}

/// The year, and the first serial of the span of numbers.
fn span(id: DossierId) -> (u16, u32) {
    (id.year(), (id.serial() - 1) / SPAN * SPAN + 1)
}

/// A block under way.
struct Filling<'e> {
    year: u16,
    first: u32,
    cards: Vec<&'e Card>,
    words: HashMap<&'e str, Vec<Posting>>,
    weight_of_cards: usize,
    weight_of_words: usize,
}

impl<'e> Filling<'e> {
    fn new(year: u16, first: u32) -> Self {
        Self { year, first, cards: Vec::new(), words: HashMap::new(), weight_of_cards: 0, weight_of_words: 0 }
    }

    /// Whether the block is too large with this dossier; one dossier alone never is.
    fn overflows_with(&self, entry: &SearchEntry) -> bool {
        let (count, bytes) = entry.size_of_words();
        let most = bytes + count * (WEIGHT_AROUND_WORD + WEIGHT_OF_POSTING);
        let more = || -> usize {
            let known = entry.words().filter(|(word, _)| self.words.contains_key(word)).map(|(word, _)| weight_of_word(word));
            most - known.sum::<usize>()
        };
        let have_words_room = self.weight_of_words + most <= LARGEST || self.weight_of_words + more() <= LARGEST;
        let has_room = have_words_room && self.weight_of_cards + entry.card.weight() <= LARGEST;
        !self.cards.is_empty() && !has_room
    }

    fn add(&mut self, entry: &'e SearchEntry) {
        self.weight_of_cards += entry.card.weight();
        let offset = entry.card.id.serial() - self.first;
        for (word, places) in entry.words() {
            let postings = self.words.entry(word).or_default();
            if postings.is_empty() {
                self.weight_of_words += weight_of_word(word);
            }
            self.weight_of_words += WEIGHT_OF_POSTING;
            postings.push(Posting { offset, places });
        }
        self.cards.push(&entry.card);
    }

    fn block(self) -> Block<'e> {
        let mut words: Vec<_> = self.words.into_iter().collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        Block { year: self.year, first: self.first, cards: self.cards, words }
    }
}

/// The bytes of a posting in a file.
const WEIGHT_OF_POSTING: usize = 3;

/// About the bytes around a word in a file, its quotes and commas.
const WEIGHT_AROUND_WORD: usize = 7;

/// About the bytes of a word in a file.
fn weight_of_word(word: &str) -> usize {
    word.len() + WEIGHT_AROUND_WORD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Dossier, Status};
    use crate::overview::AgendaItem;

    fn entry(number: &str, text: &str) -> SearchEntry {
        let dossier = Dossier::new(number.parse().unwrap(), Status::Received);
        SearchEntry::of(&dossier, &AgendaItem::of(&dossier, &[]), text, [])
    }

    fn told(entries: &[SearchEntry]) -> Vec<(u16, u32, usize)> {
        let spans = spans(entries.iter().collect());
        spans.iter().flat_map(|span| blocks(span)).map(|block| (block.year, block.first, block.cards.len())).collect()
    }

    #[test]
    fn numbers_near_each_other_share_a_block() {
        let entries: Vec<_> = ["K-2026-0201", "K-2026-0200", "K-2025-0001", "K-2026-0001"].map(|number| entry(number, "x")).into();
        assert_eq!(told(&entries), [(2025, 1, 1), (2026, 1, 2), (2026, 201, 1)]);
    }

    #[test]
    fn word_of_two_dossiers_stands_once_with_both() {
        let entries = [entry("K-2026-0003", "uitslag te laat"), entry("K-2026-0007", "te veel")];
        let spans = spans(entries.iter().collect());
        let block = &blocks(&spans[0])[0];
        let words: Vec<_> = block.words.iter().map(|(word, found)| (*word, found.iter().map(|posting| posting.offset).collect::<Vec<_>>())).collect();
        assert_eq!(words, [("laat", vec![2]), ("te", vec![2, 6]), ("uitslag", vec![2]), ("veel", vec![6])]);
    }

    #[test]
    fn block_with_very_much_in_it_becomes_more_blocks() {
        let text = |seed: usize| (0..9_000).map(|place| format!("{:x} ", (place + 1) * 7919 * (seed + 1))).collect::<String>();
        let entries: Vec<_> = (0..6).map(|serial| entry(&format!("K-2026-{:04}", serial + 1), &text(serial))).collect();
        let spans = spans(entries.iter().collect());
        let blocks = blocks(&spans[0]);
        assert!(blocks.len() > 1, "{}", blocks.len());
        assert_eq!(blocks.iter().map(|block| block.cards.len()).sum::<usize>(), 6);
        assert!(blocks.iter().all(|block| block.words.iter().flat_map(|(_, found)| found).all(|posting| posting.offset < Posting::BOUND)));
    }

    #[test]
    fn block_stays_the_same_whatever_is_in_another() {
        let one = [entry("K-2026-0003", "uitslag te laat"), entry("K-2026-0207", "te veel")];
        let other = [entry("K-2026-0003", "uitslag te laat"), entry("K-2026-0207", "heel iets anders")];
        let first = |entries: &[SearchEntry]| format!("{:?}", blocks(&spans(entries.iter().collect())[0]));
        assert_eq!(first(&one), first(&other));
    }
}
