//! What the surroundings of the process say.

use std::io;
use std::path::PathBuf;

/// The folder the program was started in.
///
/// # Errors
/// When that folder is gone or closed to us.
pub fn current_folder() -> io::Result<PathBuf> {
    std::env::current_dir()
}

/// Where this program lies.
///
/// # Errors
/// When the system does not say.
pub fn program() -> io::Result<PathBuf> {
    std::env::current_exe()
}

/// The path a variable is set to; `None` when it is not set, or to nothing.
#[must_use]
pub fn path(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// What a variable is set to; `None` when it is not set, or to nothing.
#[must_use]
pub fn value(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|value| !value.is_empty())
}

/// Whether a variable is set to something.
#[must_use]
pub fn has(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}
