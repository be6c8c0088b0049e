//! Edits between brackets.

use super::sheet::{Sheet, Splice};
use crate::source::{ByteRange, Node};

/// Puts a text behind the last part between brackets, or between empty ones.
pub(super) fn append(node: &Node<'_>, last: Option<&Node<'_>>, text: &str) -> Splice {
    match last {
        Some(last) => Splice::insert(last.at.end, format!(", {text}")),
        None => Splice { at: node.at.start + 1..node.at.end - 1, text: text.to_owned() },
    }
}

/// The bytes that go with a part between brackets: the part and one comma. `None` when a comment stands among them.
pub(super) fn gap(sheet: &Sheet<'_>, parts: &[ByteRange], index: usize) -> Option<ByteRange> {
    let at = match (index.checked_sub(1).and_then(|before| parts.get(before)), parts.get(index + 1)) {
        (Some(before), _) => before.end..parts.get(index)?.end,
        (None, Some(next)) => parts.first()?.start..next.start,
        (None, None) => return None,
    };
    let own = parts.get(index)?;
    let around = sheet.bytes[at.start..own.start.max(at.start)].iter().chain(&sheet.bytes[own.end.min(at.end)..at.end]);
    around.clone().all(|byte| *byte != b'#').then_some(at)
}
