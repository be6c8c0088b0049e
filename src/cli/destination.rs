//! Where an answer goes: onto the screen, or into a file.

use std::path::{Path, PathBuf};

use super::{Desk, Exit, Failure};
use crate::shell::files;

/// Where the answer goes.
#[derive(Debug, clap::Args)]
pub struct Destination {
    /// The file.
    #[arg(long = "naar", value_name = "BESTAND", help = "Zet het antwoord in dit bestand in plaats van op het scherm")]
    to: Option<PathBuf>,
    /// Whether a file that is there already gives way.
    #[arg(long = "overschrijven", help = "Ook als het bestand er al is")]
    overwrite: bool,
}

impl Destination {
    /// Whether it is a file.
    pub(super) fn is_a_file(&self) -> bool {
        self.to.is_some()
    }

    /// Writes the answer where it is to go; a file appears whole or not at all, readable by its owner alone.
    ///
    /// # Errors
    /// When the file is there already and need not give way, or cannot be written.
    pub fn deliver(&self, answer: &str, desk: &Desk) -> Result<(), Failure> {
        let Some(to) = &self.to else { return desk.print(answer) };
        self.write(answer, &desk.path(to), desk)
    }

    /// Writes a page, which nobody wants to read as text: into the file asked for, else into one of this name in the folder to work from.
    ///
    /// # Errors
    /// When the file is there already and need not give way, or cannot be written.
    pub fn deliver_page(&self, page: &str, name: &str, desk: &Desk) -> Result<(), Failure> {
        let to = self.to.clone().unwrap_or_else(|| PathBuf::from(name));
        self.write(page, &desk.path(&to), desk)
    }

    fn write(&self, answer: &str, path: &Path, desk: &Desk) -> Result<(), Failure> {
        match files::read_if_there(path) {
            Ok(None) => files::create(path, answer.as_bytes())?,
            Ok(Some(there)) if self.overwrite => files::replace(path, &there, answer.as_bytes())?,
            Ok(Some(_)) => {
                let what = format!("«{}» is er al; er is niets geschreven", path.display());
                return Err(Failure::new(Exit::WrongUse, what).help("noem een ander bestand, of voeg --overschrijven toe"));
            }
            Err(error) => return Err(Failure::from_io(path, &error)),
        }
        desk.terminal.notice(&format!("Geschreven: {}\n", path.display()));
        Ok(())
    }
}
