//! The keys a map may hold, each with what it reads.

use super::Reader;
use crate::diagnostic::Field;
use crate::source::Node;

/// The name of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Name {
    /// A field of a dossier.
    Field(Field),
    /// A setting of the rule file.
    Setting(&'static str),
}

impl Name {
    /// The key as it stands in the file.
    pub fn text(self) -> &'static str {
        match self {
            Self::Field(field) => field.key(),
            Self::Setting(key) => key,
        }
    }
}

/// Takes a node into its place in a `T`.
pub(in crate::source) type Take<T> = fn(&mut T, &Node<'_>, &mut Reader);

/// A key of a map that becomes a `T`.
pub(in crate::source) struct Key<T> {
    /// Its name.
    pub name: Name,
    /// Whether it must be there.
    pub needed: bool,
    /// Takes its value in.
    pub take: Take<T>,
}

/// A key of a dossier; absence is a matter of the procedure, not of reading.
pub(in crate::source) const fn field<T>(field: Field, take: Take<T>) -> Key<T> {
    Key { name: Name::Field(field), needed: false, take }
}

/// A key of the rule file, which must be there.
pub(in crate::source) const fn setting<T>(key: &'static str, take: Take<T>) -> Key<T> {
    Key { name: Name::Setting(key), needed: true, take }
}

impl<T> Key<T> {
    /// The same key, which may be absent.
    pub const fn optional(self) -> Self {
        Self { name: self.name, needed: false, take: self.take }
    }
}

/// A map of the format by the key it stands under, and what it may hold.
pub(in crate::source) struct Home {
    /// The key it stands under; `None` for the top.
    pub under: Option<&'static str>,
    /// The keys it may hold.
    pub keys: Vec<&'static str>,
}

impl Home {
    /// The home of these keys.
    pub fn new<T>(under: Option<Name>, keys: &[Key<T>]) -> Self {
        Self { under: under.map(Name::text), keys: keys.iter().map(|key| key.name.text()).collect() }
    }
}
