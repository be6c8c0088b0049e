//! How the program ends.

use std::process::ExitCode;

/// The exit status: a promise to scripts and CI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, nothing to report.
    Done = 0,
    /// Remarks of weight `fout` (with `--streng` also `waarschuwing`); only from what looks and changes nothing:
    /// `controleer`, hooks, `vernietig --nacontrole`.
    Remarks = 1,
    /// The command was called wrongly.
    WrongUse = 2,
    /// The folder or the repository is not in a usable state.
    Unusable = 3,
    /// Reading or writing failed.
    InputOutput = 4,
    /// Refused by the procedure.
    Refused = 5,
    /// Another process holds the lock.
    Locked = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
