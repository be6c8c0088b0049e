//! Under which names a mail and what it carries are stored: a day, a kind and a number, never what the sender called it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::mail::SavedMail;
use crate::cli::amendment::Piece;
use crate::source::mail::is_outlook;

/// A mail and what it carries, under their names in the folder of a dossier; the mail itself first.
pub struct StoredMail {
    /// What is stored.
    pub pieces: Vec<Piece>,
    /// What each is, for the screen.
    pub told: Vec<String>,
}

impl StoredMail {
    /// The names for a mail of this day and kind, beside what is stored already.
    #[must_use]
    pub fn of(saved: &SavedMail, day: NaiveDate, kind: &str, taken: &BTreeSet<String>) -> Self {
        let stem = free_stem(&format!("bijlagen/{day}-{}", kind.replace('_', "-")), taken);
        let extension = if is_outlook(&saved.bytes) { "msg" } else { "eml" };
        let mut pieces = vec![Piece { path: format!("{stem}.{extension}"), bytes: saved.bytes.clone() }];
        let mut told = vec!["de mail zelf".to_owned()];
        for (index, piece) in saved.mail.pieces.iter().enumerate() {
            pieces.push(Piece { path: format!("{stem}-{}.{}", index + 1, piece.kind.extension()), bytes: piece.bytes.clone() });
            let called = piece.called.as_ref().map_or_else(|| "zonder naam".to_owned(), |called| format!("«{called}»"));
            let more = if piece.in_text {
                ", uit de tekst"
            } else if piece.kind.is_archive() {
                ", niet uitgepakt"
            } else {
                ""
            };
            told.push(format!("{called}{more}"));
        }
        Self { pieces, told }
    }

    /// Where the mail itself is stored.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.pieces[0].path
    }

    /// A line for each piece: its name, and what it is.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let width = self.pieces.iter().map(|piece| piece.path.len()).max().unwrap_or_default();
        self.pieces.iter().zip(&self.told).map(|(piece, told)| format!("{:width$}  {told}", piece.path)).collect()
    }
}

/// The first of `stem`, `stem-b`, `stem-c` … that no stored piece has.
fn free_stem(stem: &str, taken: &BTreeSet<String>) -> String {
    // Names that differ in capitals alone are one name to some computers.
    let taken: Vec<_> = taken.iter().map(|path| path.to_lowercase()).collect();
    let is_free = |stem: &str| !taken.iter().any(|path| path.strip_prefix(stem).is_some_and(|rest| rest.starts_with(['.', '-'])));
    let after = ('b'..='z').map(|letter| format!("{stem}-{letter}"));
    let numbered = (27_u32..).map(|number| format!("{stem}-n{number}"));
    std::iter::once(stem.to_owned()).chain(after).chain(numbered).find(|stem| is_free(stem)).expect("numbers do not run out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_mail_of_a_day_gets_a_letter() {
        let taken: BTreeSet<_> = ["bijlagen/2026-11-09-bericht.eml", "bijlagen/2026-11-09-bericht-1.pdf"].map(str::to_owned).into();
        assert_eq!(free_stem("bijlagen/2026-11-09-bericht", &taken), "bijlagen/2026-11-09-bericht-b");
        assert_eq!(free_stem("bijlagen/2026-11-09-aanvulling", &taken), "bijlagen/2026-11-09-aanvulling");
    }
}
