//! Bare `klacht`: what there is to do today.

use super::recordings::only_here;
use super::{Desk, Exit, Failure};
use crate::overview::{Agenda, AgendaItem, Kept, promises};
use crate::regulation;
use crate::render::terminal;
use crate::repository::Repository;
use crate::shell::office::Office;

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
    let outlived = office.outlived().into_iter().flat_map(|outlived| {
        let kept = Kept::of_outlived(&outlived, &rules, desk.today);
        promises(&kept.dossier, &kept.terms)
    });
    desk.print(&terminal::outlived(&outlived.collect::<Vec<_>>()))?;
    desk.print(&waiting_to_be_shared(&office))?;
    Ok(Exit::Done)
}

/// What stands on this computer alone, where there is another place to send it to; nothing where git cannot tell.
fn waiting_to_be_shared(office: &Office) -> String {
    let repository = Repository::discover(office.root()).ok().flatten();
    let unpushed = repository.and_then(|repository| repository.unpushed_count().ok().flatten()).filter(|count| *count > 0);
    unpushed.map(|count| format!("\n{}", only_here(Some(count)))).unwrap_or_default()
}
