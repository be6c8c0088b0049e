//! What the search of the site knows of one dossier: its card, and its words with where they stand.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::card::Card;
use super::words::each_word;
use crate::domain::{Appeal, Appellant, Commitment, Dossier, Improvement, Message};
use crate::overview::agenda::AgendaItem;

/// What the search knows of one dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchEntry {
    /// What a result shows of it.
    pub card: Card,
    /// Its words, each once, a space between them, in the order in which they first stand in it.
    words: String,
    /// Where each of the words stands.
    places: Vec<WordPlaces>,
}

/// Where in a dossier a word stands; several places at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordPlaces(u8);

impl WordPlaces {
    /// In the subject line of the complaint or of a part of it.
    pub const SUBJECT_LINE: Self = Self(1);
    /// In the name, address or number of someone.
    pub const PERSON: Self = Self(2);
    /// In the text.
    pub const TEXT: Self = Self(4);
    /// In any other field of the front matter.
    pub const FIELD: Self = Self(8);
    /// In the name of a stored piece.
    pub const PIECE_NAME: Self = Self(16);
    /// One more than the greatest value of [`Self::bits`].
    pub const BOUND: u32 = 32;

    /// The places as bits of a number, each place the bit of its constant.
    #[must_use]
    pub fn bits(self) -> u32 {
        u32::from(self.0)
    }

    /// These places and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl SearchEntry {
    /// What the search knows of a dossier that stands in the lists as this item, with this text and these stored pieces.
    #[must_use]
    pub fn of<'p>(dossier: &Dossier, item: &AgendaItem, text: &str, pieces: impl IntoIterator<Item = &'p str>) -> Self {
        let mut found = Found::default();
        found.add_all(WordPlaces::SUBJECT_LINE, subject_lines(dossier));
        found.add_all(WordPlaces::PERSON, persons(dossier));
        found.add_all(WordPlaces::FIELD, fields(dossier));
        numbers(dossier).for_each(|number| found.add(WordPlaces::FIELD, &number));
        found.add(WordPlaces::TEXT, text);
        found.add_all(WordPlaces::PIECE_NAME, pieces);
        let (words, places) = found.distinct();
        Self { card: Card::of(dossier, item), words, places }
    }

    /// Every word once, with where it stands.
    pub fn words(&self) -> impl Iterator<Item = (&str, WordPlaces)> {
        self.words.split_terminator(' ').zip(self.places.iter().copied())
    }

    /// How many words there are, and how many bytes they take together.
    pub(super) fn size_of_words(&self) -> (usize, usize) {
        let count = self.places.len();
        (count, self.words.len() - count)
    }
}

/// Every word as often as it stands there, one behind the other.
#[derive(Default)]
struct Found {
    words: String,
    /// Where in them each word ends, and where in the dossier it stands.
    places: Vec<(usize, WordPlaces)>,
}

impl Found {
    fn add(&mut self, place: WordPlaces, text: &str) {
        each_word(text, |word| {
            self.words.push_str(word);
            self.places.push((self.words.len(), place));
        });
    }

    fn add_all<'t>(&mut self, place: WordPlaces, texts: impl IntoIterator<Item = &'t str>) {
        texts.into_iter().for_each(|text| self.add(place, text));
    }

    /// Every word once, where it first stood, with all of its places.
    fn distinct(self) -> (String, Vec<WordPlaces>) {
        let (mut words, mut places) = (String::new(), Vec::<WordPlaces>::new());
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(self.places.len());
        let mut start = 0;
        for (end, place) in self.places {
            let word = &self.words[start..end];
            start = end;
            match seen.entry(word) {
                Entry::Occupied(index) => places[*index.get()] = places[*index.get()].and(place),
                Entry::Vacant(unseen) => {
                    unseen.insert(places.len());
                    words.push_str(word);
                    words.push(' ');
                    places.push(place);
                }
            }
        }
        // There is one of these for every dossier.
        words.shrink_to_fit();
        places.shrink_to_fit();
        (words, places)
    }
}

fn subject_lines(dossier: &Dossier) -> impl Iterator<Item = &str> {
    let parts = dossier.parts.iter().filter_map(|part| part.subject_line.as_deref());
    dossier.subject_line.as_deref().into_iter().chain(parts)
}

/// The names, addresses and numbers of everyone in the dossier.
fn persons(dossier: &Dossier) -> impl Iterator<Item = &str> {
    let complainant = &dossier.complainant;
    let stated = [&complainant.organisation, &complainant.postal_address, &complainant.email, &complainant.telephone];
    let stated = stated.into_iter().flatten().filter_map(|datum| datum.known());
    let single = [&dossier.on_behalf_of, &dossier.handler, &dossier.internal_contact, &dossier.received_via];
    let representative = dossier.representative.as_ref().and_then(|representative| representative.name.as_ref());
    let taken_by = dossier.oral_report.as_ref().and_then(|report| report.taken_by.as_ref());
    let correspondents = dossier.messages.iter().filter(|message| !message.is_with_complainant()).filter_map(|message| message.with.as_ref());
    let bound = dossier.commitments.iter().filter_map(|commitment| commitment.who.as_ref());
    let owners = dossier.improvements.iter().filter_map(|improvement| improvement.owner.as_ref());
    let named = single.into_iter().flatten().chain(representative).chain(taken_by).chain(&dossier.accused);
    let named = named.chain(correspondents).chain(bound).chain(owners).map(String::as_str);
    complainant.named().into_iter().chain(stated).chain(named).chain(dossier.appeal.iter().flat_map(of_appeal))
}

fn of_appeal(appeal: &Appeal) -> Vec<&str> {
    let mut found: Vec<&String> = match &appeal.appellant {
        Some(Appellant::Named { name, address, residence }) => [name, address, residence].into_iter().flatten().collect(),
        Some(Appellant::Complainant) | None => Vec::new(),
    };
    let consequences = appeal.ruling.iter().flat_map(|ruling| &ruling.consequences);
    found.extend(consequences.filter_map(|consequence| consequence.who.as_ref()));
    found.into_iter().map(String::as_str).collect()
}

/// What stands in the other fields in words of someone's own.
fn fields(dossier: &Dossier) -> impl Iterator<Item = &str> {
    let own = [&dossier.submitted_source, &dossier.division, &dossier.contract, &dossier.regulation_version, &dossier.redress, &dossier.satisfaction];
    let mut found: Vec<Option<&String>> = own.into_iter().map(Option::as_ref).collect();
    found.extend(dossier.messages.iter().flat_map(of_message));
    found.extend(dossier.commitments.iter().map(of_commitment));
    found.extend(dossier.advice.iter().map(|advice| advice.body.as_ref()));
    found.extend(dossier.resolution.iter().flat_map(|resolution| [resolution.manner.as_ref(), resolution.reason.as_ref()]));
    found.extend(dossier.improvements.iter().flat_map(of_improvement));
    found.extend(dossier.appeal.iter().flat_map(|appeal| [appeal.deciding_body.as_ref(), appeal.grounds.as_ref()]));
    let consequences = dossier.appeal.iter().flat_map(|appeal| &appeal.ruling).flat_map(|ruling| &ruling.consequences);
    found.extend(consequences.map(|consequence| consequence.what.as_ref()));
    found.extend(reasons(dossier));
    found.into_iter().flatten().map(String::as_str)
}

fn of_message(message: &Message) -> [Option<&String>; 3] {
    [message.subject_line.as_ref(), message.reason.as_ref(), message.proof_of_sending.as_ref()]
}

fn of_commitment(commitment: &Commitment) -> Option<&String> {
    commitment.what.as_ref()
}

fn of_improvement(improvement: &Improvement) -> [Option<&String>; 3] {
    [improvement.cause.as_ref(), improvement.measure.as_ref(), improvement.reason.as_ref()]
}

/// The reasons that were given.
fn reasons(dossier: &Dossier) -> impl Iterator<Item = Option<&String>> {
    let kept = dossier.keep_longer.iter().flat_map(|kept| [kept.reason.as_ref(), kept.lift_reason.as_ref()]);
    let requests = dossier.requests.iter().map(|request| request.reason.as_ref());
    let third = dossier.third_parties.iter().map(|party| party.reason.as_ref());
    let late = dossier.acknowledged.iter().map(|lateness| lateness.reason.as_ref());
    let reopened = dossier.reopenings.iter().map(|reopening| reopening.reason.as_ref());
    let corrected = dossier.corrections.iter().map(|correction| correction.reason.as_ref());
    kept.chain(requests).chain(third).chain(late).chain(reopened).chain(corrected)
}

/// The other numbers in the dossier: related ones, and those it had before.
fn numbers(dossier: &Dossier) -> impl Iterator<Item = String> {
    dossier.related.iter().chain(&dossier.recurrence_of).chain(&dossier.formerly).map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ComplainantName, Stated, Status};

    fn entry(dossier: &Dossier, text: &str) -> SearchEntry {
        SearchEntry::of(dossier, &AgendaItem::of(dossier, &[]), text, ["bijlagen/2026-11-02-klacht.pdf"])
    }

    fn places(entry: &SearchEntry, word: &str) -> Option<u32> {
        entry.words().find(|(found, _)| *found == word).map(|(_, places)| places.bits())
    }

    #[test]
    fn word_stands_once_with_all_of_its_places() {
        let mut dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::Received);
        dossier.subject_line = Some("Klacht over de uitslag".to_owned());
        dossier.complainant.name = Some(ComplainantName::Named("Zoë de Wit".to_owned()));
        dossier.complainant.telephone = Some(Stated::Known("06-12345678".to_owned()));
        dossier.related = vec!["K-2025-0012".parse().unwrap()];
        let entry = entry(&dossier, "De uitslag kwam te laat.\n\nDe **uitslag**!");
        let expected = [("uitslag", 1 + 4), ("zoe", 2), ("de", 1 + 2 + 4), ("612345678", 2), ("laat", 4), ("k20250012", 8), ("klacht", 1 + 16)];
        for (word, bits) in expected {
            assert_eq!(places(&entry, word), Some(bits), "{word}");
        }
        assert_eq!(entry.words().filter(|(word, _)| *word == "uitslag").count(), 1);
    }

    #[test]
    fn dossier_without_words_has_none() {
        let dossier = Dossier::new("K-2026-0007".parse().unwrap(), Status::Received);
        assert_eq!(SearchEntry::of(&dossier, &AgendaItem::of(&dossier, &[]), "", []).words().count(), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_word_of_the_text_is_found_again(text in "(\\PC|[a-zéü -]|\\n){0,200}") {
            let entry = entry(&Dossier::new("K-2026-0007".parse().unwrap(), Status::Received), &text);
            for word in crate::overview::folded(&text).split(' ').filter(|word| !word.is_empty()) {
                let cut: String = word.chars().take(64).collect();
                proptest::prop_assert!(places(&entry, &cut).is_some_and(|bits| bits & 4 == 4), "{word}");
            }
        }
    }
}
