//! The files the search of the site reads: JavaScript that holds data alone.
//!
//! A page opened from disk may load a script and nothing else, so what is looked through comes as calls of a function of
//! `zoek.js`, which says what the parts of a call mean. Text stands in them as JSON; nothing in it can end a string.
//!
//! Any page on this computer may load a script whose address it knows, so nobody else can know theirs (decision 097).

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::script_text::literal;
use crate::overview::{Block, Card, Posting, SearchEntry, WordPlaces, plain};
use crate::source::hexadecimal;

/// How many of the oldest dossiers the name of the folder is made of.
const OLDEST: usize = 3;

/// The digits of a posting.
const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const _: () = assert!(Posting::BOUND * WordPlaces::BOUND <= 36 * 36 * 36, "a posting is three digits");

/// A file the search reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFile {
    /// Its address, from the top of the site.
    pub address: String,
    /// What stands in it.
    pub text: String,
}

/// What a block is called: the year and the serial it counts from.
#[must_use]
pub fn block_name(block: &Block<'_>) -> String {
    format!("{}-{:04}", block.year, block.first)
}

/// The folder of these files, from the top of the site: a name that only who can read the dossiers can know.
///
/// It is made of the words of the oldest dossiers, which seldom change: another name would be another address for every file.
#[must_use]
pub fn search_folder(entries: &[&SearchEntry]) -> String {
    let mut oldest = entries.to_vec();
    oldest.sort_by_key(|entry| entry.card.id);
    let mut hasher = Sha256::new();
    for entry in oldest.into_iter().take(OLDEST) {
        hasher.update(entry.card.id.to_string());
        entry.words().for_each(|(word, _)| hasher.update(format!(" {word}")));
    }
    let name = hexadecimal(&hasher.finalize()[..8]);
    format!("zoek-{name}")
}

/// The two files of a block in this folder: what results show, and the words.
#[must_use]
pub fn search_files(folder: &str, block: &Block<'_>) -> [SearchFile; 2] {
    let name = block_name(block);
    [
        SearchFile { address: format!("{folder}/kaarten-{name}.js"), text: card_text(block) },
        SearchFile { address: format!("{folder}/woorden-{name}.js"), text: word_text(block) },
    ]
}

/// A card, in the order in which `zoek.js` reads it.
#[derive(Serialize)]
struct CardRow<'a>(String, &'a str, String, Vec<String>, &'a [String], &'a str, u8);

fn card_text(block: &Block<'_>) -> String {
    let row = |card: &&Card| {
        let subjects = card.subjects.iter().map(plain).collect();
        let handler = card.handler.as_deref().unwrap_or_default();
        let subject_line = card.subject_line.as_deref().unwrap_or_default();
        let flags = u8::from(card.is_late) + 2 * u8::from(card.is_archived());
        literal(&CardRow(card.id.to_string(), subject_line, plain(card.status), subjects, &card.complainant, handler, flags))
    };
    let rows: Vec<String> = block.cards.iter().map(row).collect();
    format!("klachtZoek.kaarten([\n{}\n]);\n", rows.join(",\n"))
}

fn word_text(block: &Block<'_>) -> String {
    let mut text = format!("klachtZoek.woorden({}, {}, [\n", block.year, block.first);
    for (word, postings) in &block.words {
        push_word(&mut text, word);
        text.push_str(",\"");
        postings.iter().for_each(|posting| push_posting(&mut text, *posting));
        text.push_str("\",\n");
    }
    text + "]);\n"
}

/// A word as a string of a script; nearly all are of letters and digits that stand for themselves.
fn push_word(text: &mut String, word: &str) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        text.extend(["\"", word, "\""]);
    } else {
        text.push_str(&literal(&word));
    }
}

/// The dossier and the places in three digits of 36.
fn push_posting(text: &mut String, posting: Posting) {
    let code = posting.offset * WordPlaces::BOUND + posting.places.bits();
    for place in [36 * 36, 36, 1] {
        text.push(char::from(DIGITS[(code / place % 36) as usize]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ComplainantName, Dossier, Status};
    use crate::overview::{AgendaItem, blocks, spans};

    fn files(dossier: &Dossier, text: &str) -> [SearchFile; 2] {
        let entry = SearchEntry::of(dossier, &AgendaItem::of(dossier, &[]), text, []);
        search_files("zoek", &blocks(&spans(vec![&entry])[0])[0])
    }

    #[test]
    fn card_and_words_are_data_in_a_call() {
        let mut dossier = Dossier::new("K-2026-0207".parse().unwrap(), Status::InProgress);
        dossier.subject_line = Some("Te laat".to_owned());
        dossier.complainant.name = Some(ComplainantName::Named("Zoë".to_owned()));
        let [cards, words] = files(&dossier, "Zoë!");
        assert_eq!(cards.address, "zoek/kaarten-2026-0201.js");
        assert_eq!(cards.text, "klachtZoek.kaarten([\n[\"K-2026-0207\",\"Te laat\",\"in behandeling\",[],[\"Zoë\"],\"\",0]\n]);\n");
        assert_eq!(words.address, "zoek/woorden-2026-0201.js");
        // The seventh of the block, 6 × 32, in the subject line, 1, or with a person, 2, and in the text, 4.
        assert_eq!(words.text, "klachtZoek.woorden(2026, 201, [\n\"laat\",\"05d\",\n\"te\",\"05d\",\n\"zoe\",\"05i\",\n]);\n");
    }

    #[test]
    fn text_cannot_break_out_of_its_string() {
        let mut dossier = Dossier::new("K-2026-0001".parse().unwrap(), Status::Received);
        let hostile = "</script><!-- \"]);alert(1)// \\ \u{2028}\u{2029}\n\r${x}`";
        dossier.subject_line = Some(hostile.to_owned());
        let [cards, words] = files(&dossier, hostile);
        assert!(!cards.text.contains('<') && !cards.text.contains(['\u{2028}', '\u{2029}', '\r']), "{}", cards.text);
        assert_eq!(cards.text.lines().count(), 3);
        let row = cards.text.lines().nth(1).unwrap();
        let read: serde_json::Value = serde_json::from_str(row).unwrap();
        assert_eq!(read[1], hostile);
        assert!(words.text.lines().skip(1).all(|line| line == "]);" || line.split('"').count() == 5), "{}", words.text);
    }

    fn entry(number: &str, text: &str) -> SearchEntry {
        let dossier = Dossier::new(number.parse().unwrap(), Status::Received);
        SearchEntry::of(&dossier, &AgendaItem::of(&dossier, &[]), text, [])
    }

    #[test]
    fn folder_is_known_only_by_the_words_of_the_oldest_dossiers() {
        let folder = |texts: [&str; 4]| {
            let entries: Vec<_> = texts.iter().zip(1..).map(|(text, serial)| entry(&format!("K-2026-000{serial}"), text)).collect();
            search_folder(&entries.iter().collect::<Vec<_>>())
        };
        let name = folder(["een", "twee", "drie", "vier"]);
        assert_eq!(name.len(), "zoek-".len() + 16);
        assert_eq!(folder(["een", "twee", "drie", "iets anders"]), name);
        for other in [["anders", "twee", "drie", "vier"], ["een", "twee", "anders", "vier"], ["eentwee", "", "drie", "vier"]] {
            assert_ne!(folder(other), name, "{other:?}");
        }
    }
}
