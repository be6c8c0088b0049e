//! What follows from an addition, on the screen.

use std::fmt::Write;

use super::{Screen, deadlines, excerpts};
use crate::domain::Dossier;
use crate::overview::{Aftermath, CheckedFile, DossierTerms, Held};
use crate::regulation::Rules;

/// The terms, what is held up and the remarks, in that order; what there is nothing of is left out.
///
/// `this` is what was added, in a sentence: `dit verzoek`. `file` is the dossier as it is now, and only its bytes are looked at.
#[must_use]
pub fn aftermath(found: &Aftermath, this: &str, dossier: &Dossier, file: CheckedFile, rules: &Rules, screen: Screen) -> String {
    let mut text = String::new();
    if !found.terms.is_empty() {
        let terms = DossierTerms { id: dossier.id, status: dossier.status, terms: found.terms.clone() };
        let _ = write!(text, "\n{}", deadlines(&[terms], rules, screen.width));
    }
    if let Some(held) = found.held {
        let what = match held {
            Held::ClosingAndDestruction => "gesloten of vernietigd",
            Held::Destruction => "vernietigd",
        };
        let _ = write!(text, "\nZolang {this} openstaat, kan {} niet worden {what}.\n", dossier.id);
    }
    if !found.remarks.is_empty() {
        let file = CheckedFile { remarks: found.remarks.clone(), ..file };
        let _ = write!(text, "\nVastgelegd, en dit vraagt nog aandacht:\n\n{}", excerpts(&[file], Some(rules), screen));
    }
    match found.others {
        0 => {}
        1 => text += &format!("\nVerder staat er nog 1 opmerking bij dit dossier: klacht controleer {}\n", dossier.id),
        others => text += &format!("\nVerder staan er nog {others} opmerkingen bij dit dossier: klacht controleer {}\n", dossier.id),
    }
    text
}
