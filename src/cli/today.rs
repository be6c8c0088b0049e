//! Bare `klacht`: what there is to do today.

use super::recordings::{First, before_anything, only_here, renewal_first};
use super::{Desk, Exit, Failure};
use crate::domain::Dossier;
use crate::overview::{Agenda, AgendaItem, Kept, keepings, promises};
use crate::regulation::{self, Case, DisposalStanding, Rules};
use crate::render::terminal;
use crate::repository::Repository;

/// Prints what is due, the most urgent first.
///
/// # Errors
/// When there is no dossier folder, or its rule file is unsound.
pub fn run(desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let repository = Repository::discover(office.root()).ok().flatten();
    let first = repository.as_ref().and_then(|repository| before_anything(repository).ok().flatten());
    if let Some(First::Leave(told)) = &first {
        // What would be due is told by a copy that is right.
        desk.print(told)?;
        return Ok(Exit::Done);
    }
    let dossiers = desk.dossiers(&office, &[])?;
    let items = dossiers.iter().map(|dossier| AgendaItem::of(dossier, &regulation::terms(dossier, &rules, desk.today)));
    desk.print(&terminal::agenda(&Agenda::new(items.collect()), desk.today))?;
    let outlived = office.outlived().into_iter().flat_map(|outlived| {
        let kept = Kept::of_outlived(&outlived, &rules, desk.today);
        promises(&kept.dossier, &kept.terms)
    });
    desk.print(&terminal::outlived(&outlived.collect::<Vec<_>>()))?;
    if let Some(First::Settle(told)) = first {
        // Nothing is to be destroyed or shared before that.
        desk.print(&format!("\n{told}"))?;
        return Ok(Exit::Done);
    }
    desk.print(&may_go(&dossiers, &rules, desk))?;
    desk.print(&waiting_to_be_shared(repository.as_ref()))?;
    Ok(Exit::Done)
}

/// How many dossiers may be destroyed while no maximum presses yet; nothing when there are none.
fn may_go(dossiers: &[Dossier], rules: &Rules, desk: &Desk) -> String {
    let kept = keepings(dossiers, |dossier| Case { dossier, rules, today: desk.today });
    match kept.iter().filter(|keeping| keeping.disposal.standing == DisposalStanding::Allowed).count() {
        0 => String::new(),
        1 => "\n1 dossier mag worden vernietigd; «klacht bewaartermijn» zegt welk.\n".to_owned(),
        count => format!("\n{count} dossiers mogen worden vernietigd; «klacht bewaartermijn» zegt welke.\n"),
    }
}

/// What stands on this computer alone, where there is another place to send it to; nothing where git cannot tell.
fn waiting_to_be_shared(repository: Option<&Repository>) -> String {
    if let Some(first) = repository.and_then(|repository| renewal_first(repository).ok().flatten()) {
        return format!("\n{first}");
    }
    let unpushed = repository.and_then(|repository| repository.unpushed_count().ok().flatten()).filter(|count| *count > 0);
    unpushed.map(|count| format!("\n{}", only_here(Some(count)))).unwrap_or_default()
}
