//! Why a letter is not made.

/// Why a letter is not made, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Refusal {
    /// Whether a fact is missing or the procedure stands in the way.
    pub kind: RefusalKind,
    /// One Dutch sentence.
    pub what: String,
    /// What to do next.
    pub help: String,
}

/// What keeps a letter from being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Something was not given with the wish.
    NotGiven,
    /// The letter would say what is not so, or lack what the procedure asks.
    Forbidden,
}

impl Refusal {
    /// Something was not given.
    pub(super) fn not_given(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: RefusalKind::NotGiven, what: what.into(), help: help.into() }
    }

    /// The letter would say what is not so.
    pub(super) fn forbidden(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: RefusalKind::Forbidden, what: what.into(), help: help.into() }
    }
}
