//! `klacht diagnose`: whether dossiers and their history are in good hands here.

use super::arguments::Format;
use super::{Desk, Exit, Failure};
use crate::overview::health::{Check, Finding, Weight};
use crate::render::{json, terminal};
use crate::repository::{Depth, Repository};
use crate::shell::health::{MendError, health, mend};
use crate::shell::office::Office;

/// What `diagnose` takes.
#[derive(Debug, clap::Args)]
pub struct DiagnoseArguments {
    /// Whether to put right what is safe to put right.
    #[arg(long = "herstel", help = "Zet recht wat zonder keuze kan; dossiers blijven zoals ze zijn")]
    mend: bool,
    /// Whether everything recorded is read.
    #[arg(long = "grondig", help = "Lees de hele geschiedenis na, niet alleen wat het laatst is vastgelegd")]
    thorough: bool,
    /// How the answer is written.
    #[arg(long = "formaat", value_name = "FORMAAT", default_value = "tekst", help = "Hoe het antwoord eruitziet")]
    format: Format,
}

/// Looks at everything, puts right what was asked for, and says how it is.
///
/// # Errors
/// When there is no dossier folder or no git, or git's data cannot be read at all.
pub fn run(arguments: &DiagnoseArguments, desk: &Desk) -> Result<Exit, Failure> {
    let office = desk.office()?;
    let repository = desk.repository(&office)?;
    let depth = if arguments.thorough { Depth::Everything } else { Depth::Last };
    let mut findings = health(&office, &repository, depth)?.findings();
    let mut mended = Vec::new();
    if arguments.mend {
        mended = mend_all(&findings, &office, &repository, desk);
        findings = health(&office, &repository.reopened()?, depth)?.findings();
    }
    let answer = match arguments.format {
        Format::Text => terminal::health(&findings, &mended),
        Format::Json => json::health(&findings, &mended, desk.today),
    };
    desk.print(&answer)?;
    let is_usable = findings.iter().all(|finding| finding.weight != Weight::Wrong);
    Ok(if is_usable { Exit::Done } else { Exit::Unusable })
}

/// Puts right what can be, and says what could not; gives the checks it was about.
fn mend_all(findings: &[Finding], office: &Office, repository: &Repository, desk: &Desk) -> Vec<Check> {
    let mut mended = Vec::new();
    for (check, what) in findings.iter().filter_map(|finding| Some((finding.check, finding.mend?))) {
        match mend(what, office, repository) {
            Ok(()) => mended.push(check),
            Err(MendError::Repository(error)) => desk.terminal.notice(&Failure::from(error).told()),
            Err(MendError::System(error)) => desk.terminal.notice(&Failure::from(error).told()),
        }
    }
    mended
}
