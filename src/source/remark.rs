//! A remark with the bytes it is about.

use super::tree::ByteRange;
use crate::diagnostic::Diagnostic;

/// A remark made while reading, with the bytes it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The remark.
    pub diagnostic: Diagnostic,
    /// The bytes of the file it points at; empty at the spot when something is absent.
    pub at: ByteRange,
}
