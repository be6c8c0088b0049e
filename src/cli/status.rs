//! `klacht status`: a complaint one step further, with the facts the step asks, recorded.

use super::amendment::{Change, Workplace};
use super::forms::Addition;
use super::questions::Questions;
use super::step::{Step, StepFacts};
use super::{Desk, Exit, Failure};
use crate::diagnostic::Field;
use crate::domain::{Dossier, DossierId, Status};
use crate::regulation::transition;

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
    let workplace = Workplace::of(desk)?;
    let amendment = match arguments.correction {
        true => workplace.amend_to_correct(arguments.number, arguments.to)?,
        false => workplace.amend(arguments.number)?,
    };
    let dossier = &amendment.dossier;
    if dossier.status == arguments.to {
        desk.print(&format!("{} staat al op {}; er is niets gewijzigd.\n", dossier.id, dossier.status))?;
        return Ok(Exit::Done);
    }
    allowed(arguments, dossier)?;
    let step = Step { dossier, to: arguments.to, correction: arguments.correction };
    let edits = step.edits(&arguments.facts, Questions::at(desk))?;
    Addition::new("deze stap", Field::Status.into(), edits.clone()).foreseen(&amendment)?;
    amendment.record(&Change { edits: &edits, pieces: &[], refusal: &format!("kan zo nog niet naar {}", arguments.to) })?;
    Ok(Exit::Done)
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
