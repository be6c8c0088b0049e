//! Bare `klacht`: what there is to do today.

use super::{Desk, Exit, Failure};
use crate::overview::{Agenda, AgendaItem};
use crate::regulation;
use crate::render::terminal;

/// Prints what is due, the most urgent first.
///
/// # Errors
/// When there is no dossier folder, or its rule file is unsound.
pub fn run(desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let dossiers = desk.dossiers(&office, &[])?;
    let items = dossiers.iter().map(|dossier| AgendaItem::of(dossier, &regulation::terms(dossier, &rules, desk.today)));
    desk.print(&terminal::agenda(&Agenda::new(items.collect()), desk.today))?;
    Ok(Exit::Done)
}
