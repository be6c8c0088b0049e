//! Saved mails: each a new dossier, or an entry in an existing one.

use std::path::PathBuf;

use crate::cli::amendment::Workplace;
use crate::cli::{Desk, Exit, Failure};
use crate::domain::DossierId;

/// What goes with a mail.
#[derive(Debug, clap::Args)]
pub struct MailArguments {
    /// The dossier it belongs to.
    #[arg(long = "bij", value_name = "NUMMER", help = "Het dossier waar de mail bij hoort")]
    belongs_to: Option<DossierId>,
}

/// Takes in saved mails, each on its own.
///
/// # Errors
/// When there is no dossier folder or git.
pub fn run(files: &[PathBuf], _arguments: &MailArguments, desk: &Desk) -> Result<Exit, Failure> {
    Workplace::of(desk)?;
    for file in files {
        desk.terminal.notice(&format!("geweigerd  {}: dit is geen mail die klacht kan lezen\n", file.display()));
    }
    Ok(Exit::Refused)
}
