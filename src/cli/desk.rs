//! What every command has at hand.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Arguments, Failure};
use crate::shell::terminal::Terminal;
use crate::shell::{clock, environment};

/// The day, the folder and the terminal a command works with.
#[derive(Debug)]
pub struct Desk {
    /// The day it is, or the day `--vandaag` says it is.
    pub today: NaiveDate,
    /// The folder to work from.
    pub folder: PathBuf,
    /// Screen and keyboard.
    pub terminal: Terminal,
}

impl Desk {
    /// The desk these arguments ask for.
    ///
    /// # Errors
    /// When the current folder is gone.
    pub fn new(arguments: &Arguments, terminal: Terminal) -> Result<Self, Failure> {
        let current = environment::current_folder()?;
        let folder = arguments.folder.as_ref().map_or_else(|| current.clone(), |folder| current.join(folder));
        Ok(Self { today: arguments.today.unwrap_or_else(clock::today), folder, terminal })
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// When it could not be written, other than because the reader went away.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        Ok(self.terminal.print(text)?)
    }
}
