//! Why a command could not do its work, told to the officer.

use std::error::Error;
use std::fmt::Write;
use std::io;

use super::Exit;
use crate::shell::files;

/// What is wrong, what to do, and how the program ends.
#[derive(Debug)]
pub struct Failure {
    /// The exit status.
    pub exit: Exit,
    what: String,
    help: Option<String>,
    cause: Option<String>,
}

impl Failure {
    /// A failure with one Dutch sentence that says what is wrong.
    #[must_use]
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Self { exit, what: what.into(), help: None, cause: None }
    }

    /// The same with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with the error below it.
    #[must_use]
    pub fn because(mut self, cause: &dyn Error) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// The failure as it stands on the screen.
    #[must_use]
    pub fn told(&self) -> String {
        let mut text = format!("fout: {}\n", self.what);
        if let Some(cause) = &self.cause {
            let _ = writeln!(text, "  oorzaak: {cause}");
        }
        if let Some(help) = &self.help {
            let _ = writeln!(text, "  hulp: {}", help.replace('\n', "\n        "));
        }
        text
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(Exit::InputOutput, format!("lezen of schrijven is niet gelukt: {}", files::in_dutch(&error)))
    }
}
