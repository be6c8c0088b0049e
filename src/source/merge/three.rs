//! The same thing three times: before both changes, on our side and on theirs.

/// Something in the three versions of a merge; `None` where it is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Three<T> {
    /// In the version both came from.
    pub base: Option<T>,
    /// On the side that is merged into.
    pub ours: Option<T>,
    /// On the side that is merged in.
    pub theirs: Option<T>,
}

/// One of the two sides of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that is merged into.
    Ours,
    /// The one that is merged in.
    Theirs,
}

impl<T> Three<T> {
    /// What each of the three becomes.
    pub fn map<U>(self, become_: impl Fn(T) -> U) -> Three<U> {
        Three { base: self.base.map(&become_), ours: self.ours.map(&become_), theirs: self.theirs.map(&become_) }
    }

    /// What each of the three becomes, where it becomes anything.
    pub fn and_then<U>(self, become_: impl Fn(T) -> Option<U>) -> Three<U> {
        Three { base: self.base.and_then(&become_), ours: self.ours.and_then(&become_), theirs: self.theirs.and_then(&become_) }
    }

    /// The thing as one side has it.
    pub fn on(self, side: Side) -> Option<T> {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }
}
