//! How a term stands, in words.

use crate::regulation::{Basis, Standing, Term};

/// "3 dagen te laat", "nog 2 dagen", "vandaag nog": how the term stands today.
#[must_use]
pub fn standing_in_words(term: &Term) -> String {
    match &term.standing {
        Standing::MetInTime => "op tijd".to_owned(),
        Standing::MetLate { days_late } => format!("{} te laat voldaan", days(*days_late)),
        Standing::Open { days_left: None } => "geen laatste dag".to_owned(),
        Standing::Open { days_left: Some(left) } => left_in_words(*left),
        Standing::DueSoon { days_left } => format!("loopt af: {}", left_in_words(*days_left)),
        Standing::Overdue { days_late } => format!("{} te laat", days(*days_late)),
        Standing::Acknowledged { days_late, met: true } => format!("{} te laat voldaan, toegelicht", days(*days_late)),
        Standing::Acknowledged { days_late, met: false } => format!("{} te laat, toegelicht", days(*days_late)),
        Standing::Lapsed { .. } => "vervallen".to_owned(),
    }
}

/// Whose norm the term is, in words.
#[must_use]
pub fn basis_in_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Regulation => "de regeling zegt het",
        Basis::Law => "de wet zegt het",
        Basis::OwnNorm => "onze eigen norm; de regeling noemt geen termijn",
    }
}

fn left_in_words(left: i64) -> String {
    if left == 0 { "vandaag nog".to_owned() } else { format!("nog {}", days(left)) }
}

fn days(count: i64) -> String {
    if count == 1 { "1 dag".to_owned() } else { format!("{count} dagen") }
}
