//! What every command that adds by a form does.

use super::{Added, Addition, Filled, FormOf, Given};
use crate::cli::amendment::{Amendment, Workplace};
use crate::cli::questions::Questions;
use crate::cli::{Desk, Failure};
use crate::domain::DossierId;
use crate::source::read_dossier;

/// Fills in the form for this dossier, records it and tells what follows; `None` when the dossier said all of it already.
///
/// # Errors
/// When it is not clear which entry is meant, a fact is missing, a day cannot be, or it cannot be written or recorded.
pub fn add<F: FormOf>(number: DossierId, given: &Given<F>, desk: &Desk) -> Result<Option<(Filled, Added)>, Failure> {
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(number)?;
    let Some(filled) = amendment.filled(given)? else { return Ok(None) };
    let addition = Addition::new(F::FORM.noun.this, filled.path(), filled.edits());
    let added = addition.record_and_tell(&amendment)?;
    Ok(Some((filled, added)))
}

impl Amendment<'_> {
    /// The form with what was given on the command line, and with what was answered to the questions about the rest.
    ///
    /// `None`, and said so, when the dossier says all of it already.
    ///
    /// # Errors
    /// When it is not clear which entry is meant, or a fact is missing.
    pub fn filled<F: FormOf>(&self, given: &Given<F>) -> Result<Option<Filled>, Failure> {
        let desk = self.workplace().desk;
        let reading = read_dossier(self.bytes());
        let filled = F::FORM.filled(&given.answers, &reading, Questions::begun_at(desk)?)?;
        if filled.is_known(&reading) {
            desk.print(&format!("Dit staat al zo in {}; er is niets gewijzigd.\n", self.dossier.id))?;
            return Ok(None);
        }
        Ok(Some(filled))
    }
}
