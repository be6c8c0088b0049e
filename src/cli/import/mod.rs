//! `klacht importeer`: what came in, as a saved mail or as a list, becomes dossiers or entries in them.

mod complaint;
mod entry;
mod list;
mod mail;
mod pieces;
mod told;

use std::path::PathBuf;

use super::{Desk, Exit, Failure};
use list::ListArguments;
use mail::MailArguments;

/// What `importeer` takes.
#[derive(Debug, clap::Args)]
pub struct ImportArguments {
    /// Saved mails, or a list.
    #[arg(
        value_name = "BESTAND",
        required_unless_present = "template",
        help = "Een bewaarde mail (.eml, of .msg van Outlook), of een lijst (.csv); mag vaker"
    )]
    files: Vec<PathBuf>,
    #[command(flatten)]
    mail: MailArguments,
    #[command(flatten)]
    list: ListArguments,
}

/// Takes in every file by its kind.
///
/// # Errors
/// When there is no dossier folder or git; what goes wrong with one file stands beside its name.
pub fn run(arguments: &ImportArguments, desk: &Desk) -> Result<Exit, Failure> {
    if arguments.list.template {
        return list::template(desk);
    }
    match arguments.files.as_slice() {
        [file] if list::is_list(file) => list::run(file, &arguments.list, desk),
        files if files.iter().any(|file| list::is_list(file)) => {
            Err(Failure::new(Exit::WrongUse, "een lijst gaat alleen").help("geef één lijst per keer, en mails apart"))
        }
        files => mail::run(files, &arguments.mail, desk),
    }
}
