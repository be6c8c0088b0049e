//! Text into dossier and back: split, positions, intake, edit, new. Knows no files on disk.

mod check;
mod conflict;
mod depth;
pub mod document;
pub mod edit;
mod intake;
mod layout;
mod locate;
pub mod new_dossier;
mod parse;
pub mod position;
mod quote;
mod reader;
mod reading;
mod recordable;
mod remark;
mod repair;
mod rule_file;
pub mod stories;
mod stumbles;
mod tree;
mod vanished;

pub use check::{CheckedDossier, FilePlace, Register, RegisterEntry, RegisterRemark, check_file, stored_pieces};
pub use document::{Document, Newline, split, split_rules};
pub use intake::{FoundSection, Sections, sections};
pub use new_dossier::NewDossier;
pub use parse::parse;
pub use position::{Lines, Position};
pub use reader::{UnreadableDay, nearest, read_day};
pub use reading::{Reading, read_dossier};
pub use recordable::obstacles;
pub use remark::Located;
pub use rule_file::{DEFAULT_RULES, default_rules, locate_in_rules, read_rules};
pub use tree::{ByteRange, Entry, Node, Value};
pub use vanished::vanished;
