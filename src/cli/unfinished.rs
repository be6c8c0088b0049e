//! While a destruction is not finished: who only looks hears it, and who would write or record waits until it is.

use super::commands::Command;
use super::{Desk, Failure};
use crate::repository::{Repository, RepositoryError};

/// What hears it.
const TOLD: &str = "Let op: hier is een vernietiging of weglakking begonnen die nog niet af is; «klacht vernietig» maakt haar af.\n";

/// What a command does meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    /// Its work: that has nothing to do with it, or is about it.
    Works,
    /// Its work, saying how it is.
    Says,
    /// Nothing.
    Waits,
}

/// Says that a destruction is not finished, or refuses the command until it is.
///
/// # Errors
/// When the command has to wait.
pub(super) fn heed(command: Option<&Command>, desk: &Desk) -> Result<(), Failure> {
    let meanwhile = meanwhile(command);
    if meanwhile == Meanwhile::Works || !Repository::is_destroying_around(&desk.folder) {
        return Ok(());
    }
    if meanwhile == Meanwhile::Waits {
        return Err(RepositoryError::DestructionUnderWay.into());
    }
    desk.terminal.notice(TOLD);
    Ok(())
}

fn meanwhile(command: Option<&Command>) -> Meanwhile {
    match command {
        Some(Command::Begin(_) | Command::Completions(_) | Command::Demo(_) | Command::Diagnose(_) | Command::Explain(_) | Command::Schema(_)) => {
            Meanwhile::Works
        }
        Some(Command::Destroy(destroy)) if destroy.finishes() => Meanwhile::Works,
        Some(Command::Deadlines(deadlines)) if deadlines.writes() => Meanwhile::Waits,
        Some(Command::Register(register)) if register.writes() => Meanwhile::Waits,
        None
        | Some(
            Command::Check(_)
            | Command::Conflict(_)
            | Command::Deadlines(_)
            | Command::Find(_)
            | Command::Log(_)
            | Command::Register(_)
            | Command::Retention(_),
        ) => Meanwhile::Says,
        Some(_) => Meanwhile::Waits,
    }
}
