//! `termijnen` on the screen.

use super::dutch_day::short_day;
use super::standing::standing_in_words;
use super::table::table;
use crate::domain::Vocabulary;
use crate::overview::{DossierTerms, by_urgency};
use crate::regulation::{Rules, Term};

/// A line a term, the most urgent first.
#[must_use]
pub fn deadlines(dossiers: &[DossierTerms], rules: &Rules, width: usize) -> String {
    let rows: Vec<_> = by_urgency(dossiers)
        .into_iter()
        .map(|(dossier, term)| {
            let article = rules.article(term.provision).to_owned();
            vec![
                dossier.id.to_string(),
                term.kind.word().to_owned(),
                last_day(term),
                standing_in_words(term),
                article,
                dossier.status.word().to_owned(),
            ]
        })
        .collect();
    match rows.len() {
        0 => "Geen termijnen die hieraan voldoen.\n".to_owned(),
        _ => table(&["Nummer", "Termijn", "Uiterlijk", "Stand", "Artikel", "Status"], rows, width),
    }
}

/// The last day, and the last day to send when that is earlier.
fn last_day(term: &Term) -> String {
    match (term.due_on, term.send_by) {
        (None, _) => "–".to_owned(),
        (Some(due), Some(send)) if send < due && term.kind.is_sent() && term.standing.is_open() => {
            format!("{} (verstuur {})", short_day(due), short_day(send))
        }
        (Some(due), _) => short_day(due),
    }
}
