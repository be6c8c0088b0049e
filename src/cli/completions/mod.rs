//! `klacht completions`: the shell fills in commands, numbers of dossiers and words of the procedure.

mod candidates;
mod offered;

use std::ffi::OsString;

use clap::{CommandFactory, ValueEnum};
use clap_complete::env::Shells;

use super::dutch::translated;
use super::{Arguments, Desk, Exit, Failure};
use crate::shell::environment;
use offered::with_candidates;

/// The variable by which a shell asks what may follow.
const ASKED_BY: &str = "KLACHT_COMPLETIONS";

/// What `completions` takes.
#[derive(Debug, clap::Args)]
pub struct CompletionsArguments {
    /// The shell.
    #[arg(value_name = "SCHIL", help = "Voor welke opdrachtregel")]
    shell: Shell,
}

/// A shell that can fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    /// Bash.
    #[value(help = "Linux, en oudere Macs")]
    Bash,
    /// Zsh.
    #[value(help = "macOS")]
    Zsh,
    /// Fish.
    #[value(help = "fish")]
    Fish,
    /// PowerShell.
    #[value(help = "Windows")]
    Powershell,
}

/// Prints what a shell has to know to ask klacht.
///
/// # Errors
/// When it cannot be written.
pub fn run(arguments: &CompletionsArguments, desk: &Desk) -> Result<Exit, Failure> {
    let name = arguments.shell.to_possible_value().expect("every shell has a name");
    let builtins = Shells::builtins();
    let shell = builtins.completer(name.get_name()).expect("every shell of ours is built in");
    let mut script = Vec::new();
    shell.write_registration(ASKED_BY, "klacht", "klacht", "klacht", &mut script)?;
    desk.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// What may follow these words, in the way of the shell that asks; `None` when no shell does.
///
/// Silent, whatever goes wrong: nobody reads a message halfway a word.
#[must_use]
pub fn answer(words: &[OsString]) -> Option<String> {
    let shell = environment::value(ASKED_BY)?;
    let typed: Vec<OsString> = words.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    let builtins = Shells::builtins();
    let (Some(shell), false) = (builtins.completer(&shell), typed.is_empty()) else { return Some(String::new()) };
    let folder = environment::current_folder().ok();
    let mut command = with_candidates(Arguments::command(), &typed);
    let mut told = Vec::new();
    // What was told halfway is no answer.
    let written = shell.write_complete(&mut command, typed, folder.as_deref(), &mut told);
    Some(if written.is_ok() { translated(&String::from_utf8_lossy(&told)) } else { String::new() })
}
