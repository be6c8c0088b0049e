//! What the search of the site looks through: a card of every dossier and its words, in blocks of numbers.
//!
//! Knows nothing of which dossiers may be seen: it holds those it is given, and no word of any other.

mod block;
mod card;
mod entry;
mod words;

pub use block::{Block, Posting, blocks, spans};
pub use card::Card;
pub use entry::{SearchEntry, WordPlaces};
