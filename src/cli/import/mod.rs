//! `klacht importeer`: what came in, as a saved mail or as a list, becomes dossiers or entries in them.

mod complaint;
mod entry;
mod mail;
mod pieces;
mod told;

use std::path::PathBuf;

use super::{Desk, Exit, Failure};
use mail::MailArguments;

/// What `importeer` takes.
#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// Saved mails, or a list.
    #[arg(value_name = "BESTAND", required = true, help = "Een bewaarde mail (.eml, of .msg van Outlook); mag vaker")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    mail: MailArguments,
}

/// Takes in every file by its kind.
///
/// # Errors
/// When there is no dossier folder or git; what goes wrong with one file stands beside its name.
pub fn run(arguments: &ImportArguments, desk: &Desk) -> Result<Exit, Failure> {
    mail::run(&arguments.files, &arguments.mail, desk)
}
