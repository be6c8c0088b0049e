//! What the message of a commit says at its end, read back: which dossiers, which status, which kind.

use std::collections::BTreeSet;

use super::message::Kind;
use crate::domain::{DossierId, Status, Vocabulary};

/// The trailers of a commit that are ours; a word that is not known says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trailers {
    /// `Soort:`, when the commit is not about one dossier alone.
    pub kind: Option<Kind>,
    /// Every `Dossier:`.
    pub dossiers: BTreeSet<DossierId>,
    /// `Status:`.
    pub status: Option<Status>,
}

impl Trailers {
    /// The trailers of a message: those in its last paragraph, unless that is its subject. Lines that git takes out do not count.
    #[must_use]
    pub fn of(message: &str) -> Self {
        let lines = message.lines().take_while(|line| !line.ends_with(SCISSORS)).filter(|line| !line.starts_with('#'));
        let lines: Vec<_> = lines.map(str::trim).collect();
        let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
        let start = lines[..end].iter().rposition(|line| line.is_empty()).map_or(end, |blank| blank + 1);
        let mut trailers = Self::default();
        for (name, value) in lines[start..end].iter().filter_map(|line| line.split_once(':')) {
            match (name.to_lowercase().as_str(), value.trim()) {
                ("soort", word) => trailers.kind = known(word).or(trailers.kind),
                ("status", word) => trailers.status = known(word).or(trailers.status),
                ("dossier", number) => trailers.dossiers.extend(number.parse::<DossierId>().ok()),
                _ => {}
            }
        }
        trailers
    }
}

/// The end of the line below which git puts the changes into a message that is being written.
const SCISSORS: &str = "------------------------ >8 ------------------------";

fn known<V: Vocabulary>(word: &str) -> Option<V> {
    V::from_word(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::CommitMessage;

    fn id(serial: u32) -> DossierId {
        DossierId::new(2026, serial).unwrap()
    }

    #[test]
    fn what_was_written_is_read_back() {
        let message = CommitMessage::of_kind(Kind::Renumbering, [id(9), id(7)]).to_string();
        assert_eq!(Trailers::of(&message), Trailers { kind: Some(Kind::Renumbering), dossiers: [id(7), id(9)].into(), status: None });
    }

    #[test]
    fn trailer_is_told_from_the_text_above_it() {
        let message = "K-2026-0007: status\n\nSoort: import\n\nDossier: K-2026-0007\nStatus: gesloten\n\n# Soort: import\n";
        assert_eq!(Trailers::of(message), Trailers { kind: None, dossiers: [id(7)].into(), status: Some(Status::Closed) });
    }

    #[test]
    fn subject_is_no_trailer() {
        for message in ["", "\n", "Soort: import", "Soort: import\n\nOvergenomen uit de lijst."] {
            assert_eq!(Trailers::of(message), Trailers::default(), "{message}");
        }
    }

    #[test]
    fn unknown_word_says_nothing() {
        assert_eq!(Trailers::of("Iets\n\nSoort: zomaar\nStatus: klaar\nDossier: 7\n"), Trailers::default());
    }

    #[test]
    fn changes_below_the_scissors_are_not_the_message() {
        let message = format!("Iets\n\nDossier: K-2026-0007\n# {SCISSORS}\n+x\n\n+Soort: import\nSoort: import\n");
        assert_eq!(Trailers::of(&message), Trailers { dossiers: [id(7)].into(), ..Trailers::default() });
    }
}
