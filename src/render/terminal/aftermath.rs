//! What follows from an addition, on the screen.

use std::fmt::Write;

use super::{Screen, deadlines, excerpts};
use crate::domain::{Dossier, Status};
use crate::overview::{Aftermath, CheckedFile, DossierTerms};
use crate::regulation::Rules;

/// The terms, what is held up and the remarks, in that order; what there is nothing of is left out.
///
/// `file` is the dossier as it is now; its own remarks are not looked at.
#[must_use]
pub fn aftermath(found: &Aftermath, dossier: &Dossier, file: CheckedFile, rules: &Rules, screen: Screen) -> String {
    let mut text = String::new();
    if !found.terms.is_empty() {
        let terms = DossierTerms { id: dossier.id, status: Some(dossier.status), terms: found.terms.clone() };
        let _ = write!(text, "\n{}", deadlines(&[terms], rules, screen.width));
    }
    if let Some(held) = found.held.first() {
        let what = if dossier.status == Status::Closed { "vernietigd" } else { "gesloten of vernietigd" };
        let _ = write!(text, "\n{} kan niet worden {what}: {}.\n", dossier.id, held.reason());
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
