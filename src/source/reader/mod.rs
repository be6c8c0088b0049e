//! Nodes into values, with every remark on the way; shared by dossiers and the rule file.

mod day;
mod key;
mod nearest;
mod path;
mod told;
mod value;
mod wrong;

pub use day::{UnreadableDay, read_day};
pub(super) use key::{Home, Key, Name, field, setting};
pub use nearest::nearest;
pub(super) use nearest::plain;
pub(super) use path::Reader;
