//! What a complainant stated, or expressly did not.

use std::fmt;

/// A datum of art. 2: known, expressly none, or expressly not stated. Absence is `Option::None` around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stated {
    /// The characters as written.
    Known(String),
    /// `geen`: there is none, such as the organisation of a private person.
    Nothing,
    /// `niet_opgegeven`: asked for, not given.
    NotStated,
}

impl Stated {
    /// The word for "there is none".
    pub const NOTHING: &'static str = "geen";
    /// The word for "not given".
    pub const NOT_STATED: &'static str = "niet_opgegeven";

    /// The datum in these characters; the two explicit words are recognised.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text {
            Self::NOTHING => Self::Nothing,
            Self::NOT_STATED => Self::NotStated,
            known => Self::Known(known.to_owned()),
        }
    }

    /// The datum itself; `None` when it is expressly absent.
    #[must_use]
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::Known(text) => Some(text),
            Self::Nothing | Self::NotStated => None,
        }
    }
}

impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Known(text) => text,
            Self::Nothing => Self::NOTHING,
            Self::NotStated => Self::NOT_STATED,
        })
    }
}
