//! Forms: what a command can take of one part of a dossier, line by line.
//!
//! Each command describes its form; adding an entry, completing one that is there, asking what is missing and recording it
//! is the same for all of them.

mod adding;
mod addition;
mod filled;
mod form;
mod given;
mod standing;
mod target;
mod value;

pub use adding::add;
pub use addition::{Added, Addition, impossible_day};
pub use filled::Filled;
pub use form::{Entries, Form, Kind, Line, Need, Noun};
pub use given::{FormArguments, FormOf, Given};
pub use value::Value;
