//! The program `klacht`.
#![deny(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used)]

use std::process::ExitCode;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the arguments")]
    let words = std::env::args_os();
    klachtdossier::cli::run(words).into()
}
