//! The format of a dossier and of the rule file as a JSON Schema, for editors: what is read, in the words of the documentation.

mod keyword;
mod meaning;

pub use keyword::{dossier_schema, rules_schema};
