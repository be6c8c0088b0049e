//! Text into dossier and back: split, positions, intake, edit, new. Knows no files on disk.

mod conflict;
mod depth;
pub mod document;
mod parse;
pub mod position;
mod quote;
mod remark;
mod repair;
mod stumbles;
mod tree;

pub use document::{Document, Newline, split, split_rules};
pub use parse::parse;
pub use position::{Lines, Position};
pub use remark::Located;
pub use tree::{ByteRange, Entry, Node, Value};
