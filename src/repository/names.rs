//! The names git gives to what it keeps.

use std::fmt;

macro_rules! object_name {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) gix::ObjectId);

        impl $name {
            /// The first eight digits, enough for a person.
            #[must_use]
            pub fn short(self) -> String {
                self.0.to_hex_with_len(8).to_string()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

object_name! {
    /// A commit, by its name.
    CommitId
}

object_name! {
    /// The content of a file as git keeps it, by its name: equal content, equal name.
    BlobId
}

object_name! {
    /// A folder with everything in it as git keeps it, by its name: equal content, equal name.
    TreeId
}
