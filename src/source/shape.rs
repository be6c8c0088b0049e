//! What a file may hold, told by the reader itself: asked, it says what it would take where it otherwise takes it.
//!
//! So a description of the format cannot differ from what is read.

/// What may stand at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The version of the format: `1`.
    Version(&'static str),
    /// Any characters.
    Text,
    /// Any characters, where these words have a meaning of their own.
    TextOr(Vec<&'static str>),
    /// One of these words.
    Word(Vec<&'static str>),
    /// A day such as `2026-11-03`.
    Date,
    /// The number of a dossier.
    Number,
    /// A length of time such as `2 werkdagen`.
    Period,
    /// A whole number from nought.
    Count,
    /// An e-mail address.
    Email,
    /// A list of these.
    List(Box<Shape>),
    /// Keys that are known, besides keys of the officer's own.
    Group(Vec<Member>),
    /// Keys out of a list, and no others.
    Choice(Vec<Member>),
    /// Keys the file itself chooses, each with this behind it.
    Named(Box<Shape>),
    /// One of these.
    Either(Vec<Shape>),
}

/// A key with what may stand behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key.
    pub key: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What may stand behind it.
    pub shape: Shape,
}

impl Shape {
    /// The only shape of these, or one of them; nothing can stand where there is none.
    pub(super) fn either(mut shapes: Vec<Self>) -> Self {
        if shapes.len() == 1 { shapes.remove(0) } else { Self::Either(shapes) }
    }

    /// Has the members of a group or a choice with these keys be needed.
    pub(super) fn need(&mut self, keys: &[&str]) {
        if let Self::Group(members) | Self::Choice(members) = self {
            members.iter_mut().filter(|member| keys.contains(&member.key)).for_each(|member| member.needed = true);
        }
    }
}
