//! How a place in a rebuilt store is told of.

use crate::repository::Said;

/// The place, in Dutch. Of a file that is its path, whichever version it is of.
pub(super) fn place(said: &Said<'_>) -> String {
    match said {
        Said::File { path, .. } => (*path).to_owned(),
        Said::Message { commit, .. } => format!("de omschrijving van vastlegging {}", commit.short()),
        Said::Author { commit, .. } => format!("de schrijver van vastlegging {}", commit.short()),
        Said::Tag { name, .. } => format!("het label {}", name.trim_start_matches("refs/tags/")),
        Said::Branch { name } => format!("de naam van tak {name}"),
    }
}

/// What it is called, and what it says; empty where it has none.
pub(super) fn name_and_text<'a>(said: &Said<'a>) -> (&'a str, &'a [u8]) {
    match *said {
        Said::File { path, bytes, .. } => (path, bytes),
        Said::Message { text, .. } | Said::Author { text, .. } => ("", text),
        Said::Tag { name, text } => (name, text),
        Said::Branch { name } => (name, b""),
    }
}
