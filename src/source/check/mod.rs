//! A file checked as a whole: its form, its place, and the procedure.

mod echo;
mod file;
mod number;
mod pieces;
mod register;
mod third_parties;

pub use file::{CheckedDossier, FilePlace, check_file};
pub use pieces::stored_pieces;
pub use register::{Register, RegisterEntry, RegisterRemark};
