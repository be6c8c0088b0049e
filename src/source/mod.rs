//! Text into dossier and back: split, positions, intake, edit, new. Knows no files on disk.

mod conflict;
mod depth;
pub mod document;
mod remark;
mod tree;

pub use document::{Document, Newline, split, split_rules};
pub use remark::Located;
pub use tree::{ByteRange, Entry, Node, Value};
