//! `termijnen` on the screen.

use std::fmt::Write;

use super::dutch_day::short_day;
use super::standing::standing_in_words;
use super::table::table;
use crate::domain::{Status, TermKind, Vocabulary};
use crate::overview::{DossierTerms, by_urgency};
use crate::regulation::{Rules, Standing, Term};

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
                dossier.status.map_or("vernietigd", |status| status.word()).to_owned(),
            ]
        })
        .collect();
    match rows.len() {
        0 => "Geen termijnen die hieraan voldoen.\n".to_owned(),
        _ => table(&["Nummer", "Termijn", "Uiterlijk", "Stand", "Artikel", "Status"], rows, width),
    }
}

/// What to type for the dossiers among these that must be gone soon or must have been, and for what destroyed ones still ask; nothing when
/// there are none.
#[must_use]
pub fn to_destroy(dossiers: &[DossierTerms]) -> String {
    let presses = |term: &Term| term.kind == TermKind::Retention && matches!(term.standing, Standing::DueSoon { .. } | Standing::Overdue { .. });
    let pressing: Vec<_> = by_urgency(dossiers).into_iter().filter(|(_, term)| presses(term)).collect();
    let mut text = String::new();
    if !pressing.is_empty() {
        let _ = writeln!(text, "\nTe vernietigen, eerst op proef ({})", pressing.len());
        for (DossierTerms { id, status, .. }, _) in pressing {
            let first = if *status == Some(Status::Closed) { String::new() } else { format!("klacht status {id} {}, en daarna ", Status::Closed) };
            let _ = writeln!(text, "  {first}klacht vernietig {id}");
        }
        text.push_str("  Moet een dossier langer blijven, leg dan vast waarom: klacht bewaartermijn NUMMER --langer REDEN\n");
    }
    if dossiers.iter().any(|dossier| dossier.status.is_none() && dossier.terms.iter().any(|term| term.standing.is_open())) {
        text.push_str("\nIs een verbetering van een vernietigd dossier gereed, zet dan «gereed_op» in register/verbeteringen.yaml.\n");
    }
    text
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
