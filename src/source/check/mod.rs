//! A file checked as a whole: its form, its place, and the procedure.

mod echo;
mod file;
mod number;
mod outlived;
mod pieces;
mod register;
mod third_parties;

pub use file::{CheckedDossier, FilePlace, check_file};
pub use outlived::check_outlived;
pub use pieces::stored_pieces;
pub use register::{Register, RegisterEntry, RegisterRemark};
