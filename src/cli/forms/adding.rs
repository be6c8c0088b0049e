//! What every command that adds by a form does.

use super::{Added, Addition, Filled, FormArguments, FormOf, Given};
use crate::cli::amendment::{Amendment, Workplace};
use crate::cli::questions::Questions;
use crate::cli::{Desk, Failure};
use crate::source::read_dossier;

/// Fills in the form for this dossier, records it and tells what follows; `None` when the dossier said all of it already.
///
/// # Errors
/// When it is not clear which entry is meant, a fact is missing, a day cannot be, or it cannot be written or recorded.
pub fn add<F: FormOf>(arguments: &FormArguments<F>, desk: &Desk) -> Result<Option<(Filled, Added)>, Failure> {
    let workplace = Workplace::of(desk)?;
    let amendment = workplace.amend(arguments.number)?;
    let filled = amendment.filled(&arguments.given)?;
    let Some(addition) = amendment.addition(&filled)? else { return Ok(None) };
    let added = addition.record_and_tell(&amendment)?;
    Ok(Some((filled, added)))
}

impl Amendment<'_> {
    /// The form with what was given on the command line, and with what was answered to the questions about the rest.
    ///
    /// # Errors
    /// When it is not clear which entry is meant, or a fact is missing.
    pub fn filled<F: FormOf>(&self, given: &Given<F>) -> Result<Filled, Failure> {
        F::FORM.filled(&given.answers, &read_dossier(self.bytes()), Questions::begun_at(self.workplace().desk)?)
    }

    /// What a form adds to the dossier; `None`, and said so, when the dossier says all of it already.
    ///
    /// # Errors
    /// When the screen takes no more.
    pub fn addition(&self, filled: &Filled) -> Result<Option<Addition>, Failure> {
        if filled.is_known(&read_dossier(self.bytes())) {
            let told = format!("Dit staat al zo in {}; er is niets gewijzigd.\n", self.dossier.id);
            self.workplace().desk.print(&told)?;
            return Ok(None);
        }
        Ok(Some(Addition::new(filled.noun().this, filled.path(), filled.edits())))
    }
}
