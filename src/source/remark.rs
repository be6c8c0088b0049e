//! A remark with the bytes it is about.

use super::tree::ByteRange;
use crate::diagnostic::{Code, Diagnostic, Place};

/// A remark made while reading, with the bytes it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The remark.
    pub diagnostic: Diagnostic,
    /// The bytes of the file it points at; empty at the spot when something is absent.
    pub at: ByteRange,
}

impl Located {
    /// A remark about the file as text, before anything is known of fields.
    #[must_use]
    pub fn in_file(code: Code, at: ByteRange, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { diagnostic: Diagnostic::new(code, Place::File, message, help), at }
    }
}
