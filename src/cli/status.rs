//! `klacht status`: a complaint one step further, with the facts the step asks, recorded.

use std::collections::BTreeSet;

use super::questions::Questions;
use super::recordings::Recordings;
use super::step::{Step, StepFacts};
use super::{Desk, Exit, Failure};
use crate::domain::{Dossier, DossierId, Status};
use crate::overview::CheckedFile;
use crate::regulation::{Rules, transition};
use crate::render::terminal;
use crate::repository::{FieldGroup, Outline, Repository, TrackedPath};
use crate::shell::files;
use crate::shell::office::{Office, dossier_path};
use crate::source::{Located, edit, obstacles, read_dossier};

/// What `status` takes.
#[derive(Debug, clap::Args)]
pub struct StatusArguments {
    /// The dossier.
    #[arg(value_name = "NUMMER", help = "Het dossier")]
    number: DossierId,
    /// The new status.
    #[arg(
        value_name = "STATUS",
        help = "De nieuwe status: melding, ontvangen, onvolledig, in_behandeling, afgehandeld, opgelost_in_gesprek, ingetrokken, niet_in_behandeling_genomen, bezwaar, bezwaar_afgehandeld of gesloten"
    )]
    to: Status,
    /// Whether it puts a mistake right.
    #[arg(long = "correctie", requires = "reason", help = "Zet een status terug die per vergissing gezet is; vraagt een --reden")]
    correction: bool,
    #[command(flatten)]
    facts: StepFacts,
}

/// Changes the status and what belongs to it, and records that.
///
/// # Errors
/// When the procedure forbids the step, a fact it asks is missing, or the change cannot be written or recorded.
pub fn run(arguments: &StatusArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let rules = desk.rules(&office)?;
    let repository = desk.repository(&office)?;
    desk.dossiers(&office, &[arguments.number])?;
    repository.identity()?;

    let path = dossier_path(arguments.number);
    let before = office.read(&path)?;
    let dossier = readable(&before, arguments.number)?;
    let tracked = TrackedPath::of_dossier(dossier.id);
    last_step_recorded(&dossier, repository.head_file(&tracked)?.as_deref())?;
    if dossier.status == arguments.to {
        desk.print(&format!("{} staat al op {}; er is niets gewijzigd.\n", dossier.id, dossier.status))?;
        return Ok(Exit::Done);
    }
    allowed(arguments, &dossier)?;

    let step = Step { dossier: &dossier, to: arguments.to, correction: arguments.correction };
    let after = edit::apply(&before, &step.edits(&arguments.facts, Questions::at(desk))?).map_err(|error| too_odd(dossier.id, &error))?;

    // The lock is taken only now: nobody has to wait for someone who is answering questions.
    let recordings = Recordings::of(&repository, desk)?;
    let found = obstacles(repository.head_file(&tracked)?.as_deref(), &after, &rules, desk.today);
    if !found.is_empty() {
        return refused(arguments, before, found, &rules, desk);
    }
    nothing_gone(&office, &repository, dossier.id)?;
    let along = repository.head_file(&tracked)?.map(|recorded| Outline::of(&recorded).differences(&Outline::of(&before)));
    write_and_record(&office, &recordings, dossier.id, &before, &after)?;
    desk.print(&went_along(&along.unwrap_or_default()))?;
    desk.print(&recordings.only_here()?)?;
    Ok(Exit::Done)
}

/// The dossier, when its file can be read as one.
fn readable(bytes: &[u8], id: DossierId) -> Result<Dossier, Failure> {
    let unreadable = || Failure::new(Exit::Refused, format!("{id} is niet als dossier te lezen"));
    read_dossier(bytes).dossier.ok_or_else(|| unreadable().help(format!("«klacht controleer {id}» zegt wat eraan mankeert")))
}

/// Refuses a step on top of one that stands in the file and not in the history, such as one that was cut off halfway.
fn last_step_recorded(dossier: &Dossier, recorded: Option<&[u8]>) -> Result<(), Failure> {
    let (id, status) = (dossier.id, dossier.status);
    if recorded.map(Outline::of).and_then(|outline| outline.status()) == Some(status) {
        return Ok(());
    }
    let what = format!("de status {status} van {id} is nog niet vastgelegd");
    Err(Failure::new(Exit::Refused, what).help(format!("doe dat eerst: klacht leg-vast {id}")))
}

/// Refuses a step the procedure does not have, with those it has; a correction only goes back.
fn allowed(arguments: &StatusArguments, dossier: &Dossier) -> Result<(), Failure> {
    let forbidden = if arguments.correction {
        transition::forbidden_correction(dossier, arguments.to)
    } else {
        transition::forbidden(dossier.id, Some(dossier.status), arguments.to)
    };
    forbidden.map_or(Ok(()), |remark| Err(Failure::new(Exit::Refused, remark.message).help(remark.help)))
}

fn too_odd(id: DossierId, error: &edit::EditError) -> Failure {
    Failure::new(Exit::Refused, error.to_string()).help(format!("wijzig {} in uw editor en typ: klacht leg-vast {id}", dossier_path(id)))
}

/// Shows what the step demands and the dossier does not have, at its place in the file as it is.
fn refused(arguments: &StatusArguments, before: Vec<u8>, found: Vec<Located>, rules: &Rules, desk: &Desk) -> Result<Exit, Failure> {
    let id = arguments.number;
    let reading = read_dossier(&before);
    let remarks = found.into_iter().map(|remark| Located { at: reading.locate(&remark.diagnostic.place), ..remark }).collect();
    let file = CheckedFile { path: dossier_path(id), number: Some(id), bytes: before.clone(), remarks };
    desk.print(&terminal::excerpts(&[file], Some(rules), desk.screen()))?;
    let what = format!("{id} kan zo nog niet naar {}; er is niets gewijzigd", arguments.to);
    Err(Failure::new(Exit::Refused, what).help("vul aan wat hierboven staat en probeer het opnieuw"))
}

/// Says which edits of the officer, not recorded before, went along with the step; empty when there were none.
fn went_along(groups: &BTreeSet<FieldGroup>) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let names: Vec<_> = groups.iter().map(ToString::to_string).collect();
    format!("Wat u zelf al had gewijzigd is mee vastgelegd: {}.\n", names.join(", "))
}

/// Refuses to record along that a stored piece is gone.
fn nothing_gone(office: &Office, repository: &Repository, id: DossierId) -> Result<(), Failure> {
    let changed = office.changed_dossier(repository, id)?;
    let Some(gone) = changed.iter().flat_map(|changed| &changed.gone).next() else { return Ok(()) };
    let what = format!("«{gone}» is vastgelegd en nu weg; er is niets gewijzigd");
    Err(Failure::new(Exit::Refused, what).help(format!("zet het terug, of leg het eerst zo vast: klacht leg-vast {id} --verdwenen-akkoord")))
}

/// Writes the file and records it; when it cannot be recorded, the file is as it was.
fn write_and_record(office: &Office, recordings: &Recordings<'_>, id: DossierId, before: &[u8], after: &[u8]) -> Result<(), Failure> {
    let on_disk = office.on_disk(&dossier_path(id));
    files::replace(&on_disk, before, after)?;
    recordings.dossier_now(office, id).or_else(|failure| {
        // After a failure of the disk the commit may be there; then the file must stay as recorded.
        if failure.exit == Exit::InputOutput {
            return Err(failure.but(&format!("{id} is gewijzigd in de map; als dit verholpen is: klacht leg-vast {id}")));
        }
        files::replace(&on_disk, after, before)?;
        Err(failure.but(&format!("{id} is niet gewijzigd; geef de opdracht opnieuw als dit verholpen is")))
    })
}
