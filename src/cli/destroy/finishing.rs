//! What is told once the folder is cleared; and that a dossier is back, where it is.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::{Exit, Failure};
use crate::domain::DossierId;
use crate::shell::destruction::Cleared;

/// What is told of what is gone, what was removed and what stays.
pub(super) fn told_cleared(cleared: &Cleared) -> String {
    let is_back = |id: &&DossierId| cleared.back.iter().any(|back| back.dossier == **id);
    let numbers: Vec<String> = cleared.gone.iter().filter(|id| !is_back(id)).map(ToString::to_string).collect();
    let mut text = if numbers.is_empty() { String::new() } else { format!("\n{} vernietigd.\n", numbers.join(", ")) };
    if !cleared.removed.is_empty() {
        let _ = writeln!(text, "Weggehaald: {}.", cleared.removed.join(", "));
    }
    if !cleared.recorded_again.is_empty() {
        let _ = writeln!(text, "Was intussen verdwenen, en is opnieuw vastgelegd: {}.", cleared.recorded_again.join(", "));
    }
    text.push_str(
        "De sites maakt u opnieuw met «klacht bouw», ook die buiten deze map.\nBuiten bereik van klacht: kopieën, reservekopieën, de opslag waar u deelt, mail en papier.\n",
    );
    if let Some(certificate) = &cleared.certificate {
        let _ = writeln!(text, "Certificaat: {certificate}.");
    }
    text
}

/// Refuses to call it done when something was recorded again before it was.
///
/// # Errors
/// When that is so.
pub(in crate::cli) fn stayed_away(cleared: &Cleared) -> Result<(), Failure> {
    let mut told: Vec<String> =
        cleared.back.iter().map(|back| format!("{} is niet vernietigd: het is intussen weer vastgelegd, in {}", back.dossier, back.place)).collect();
    let back: BTreeSet<String> = cleared.back.iter().map(|back| back.dossier.to_string()).collect();
    let mut help = Vec::new();
    if !back.is_empty() {
        let back = back.into_iter().collect::<Vec<_>>().join(" ");
        help.push(format!("vernietig opnieuw, met: klacht vernietig {back} --uitvoeren"));
    }
    for id in &cleared.otherwise {
        told.push(format!("{id} is intussen anders vastgelegd dan na het weglakken"));
        help.push(format!("kijk het na met «klacht geschiedenis {id}», en lak opnieuw weg wat er weer staat met: klacht lak-weg {id}"));
    }
    if told.is_empty() { Ok(()) } else { Err(Failure::new(Exit::Unusable, told.join("\n")).help(help.join("\n"))) }
}
