//! Text into dossier and back: split, positions, intake, edit, new. Knows no files on disk.

mod remark;
mod tree;

pub use remark::Located;
pub use tree::{ByteRange, Entry, Node, Value};
