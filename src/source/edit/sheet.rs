//! The lines of a dossier around a place.

use crate::source::{ByteRange, Document, Entry, Node, Value};

/// Bytes to be replaced by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Splice {
    /// The bytes that go; empty to insert only.
    pub at: ByteRange,
    /// What comes in their place.
    pub text: String,
}

impl Splice {
    /// Puts in a text.
    pub(in crate::source) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { at: at..at, text: text.into() }
    }

    /// Takes out bytes.
    pub(in crate::source) fn remove(at: ByteRange) -> Self {
        Self { at, text: String::new() }
    }
}

/// A dossier's bytes with the limits of its front matter.
pub(in crate::source) struct Sheet<'t> {
    /// The bytes of the whole file.
    pub bytes: &'t [u8],
    /// The first byte of the front matter.
    pub begin: usize,
    /// The byte behind the front matter.
    pub end: usize,
    /// How its lines end.
    pub newline: &'static str,
}

impl<'t> Sheet<'t> {
    /// The sheet of a document.
    pub(in crate::source) fn new(bytes: &'t [u8], document: &Document<'_>) -> Self {
        let begin = document.front_matter_at;
        Self { bytes, begin, end: begin + document.front_matter.len(), newline: document.newline.as_str() }
    }

    /// Whether a list or map stands between brackets.
    pub(in crate::source) fn is_flow(&self, node: &Node<'_>) -> bool {
        let collection = matches!(node.value, Value::List(_) | Value::Map(_));
        collection && matches!(self.bytes.get(node.at.start), Some(b'[' | b'{'))
    }

    /// The byte at which the line around a byte begins.
    pub(in crate::source) fn line_start(&self, at: usize) -> usize {
        self.bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1).max(self.begin)
    }

    /// The byte at which the line below a byte begins.
    pub(in crate::source) fn next_line(&self, at: usize) -> usize {
        self.bytes[at..self.end].iter().position(|byte| *byte == b'\n').map_or(self.end, |end| at + end + 1)
    }

    /// The column of a byte, from nought.
    pub(in crate::source) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Whether only spaces stand before a byte on its line.
    pub(in crate::source) fn begins_line(&self, at: usize) -> bool {
        self.bytes[self.line_start(at)..at].iter().all(|byte| *byte == b' ')
    }

    /// Whether nothing stands on the line that begins at a byte; also beyond the front matter.
    pub(in crate::source) fn is_blank(&self, line: usize) -> bool {
        self.bytes[line..self.next_line(line)].iter().all(u8::is_ascii_whitespace)
    }

    /// The column of the comment that is all of the line beginning at a byte.
    fn comment_column(&self, line: usize) -> Option<usize> {
        let spaces = self.bytes[line..self.end].iter().take_while(|byte| **byte == b' ').count();
        (self.bytes[line..self.end].get(spaces) == Some(&b'#')).then_some(spaces)
    }

    /// The byte behind the lines of a thing at `column` that ends at byte `at`: comments below it that are indented deeper are its own.
    pub(in crate::source) fn behind(&self, at: usize, column: usize) -> usize {
        let mut next = self.next_line(at);
        while next < self.end && self.comment_column(next).is_some_and(|own| own > column) {
            next = self.next_line(next);
        }
        next
    }

    /// The byte behind the lines of an entry of a block map and the keys below it that are still to be filled in: comments at its
    /// own column that are indented deeper behind their sign, such as `#   telefoon:` below a group that has lines of its own.
    pub(in crate::source) fn behind_group(&self, entry: &Entry<'_>) -> usize {
        let mut next = self.behind_entry(entry);
        let is_group = matches!(entry.value.value, Value::List(_) | Value::Map(_)) && !self.is_flow(&entry.value);
        let column = self.column(entry.key_at.start);
        while is_group && next < self.end && self.comment_column(next).is_some_and(|own| own >= column && self.is_deeper(next, own, column)) {
            next = self.next_line(next);
        }
        next
    }

    /// Whether the comment at column `own` of a line is about something deeper than `column`: by its place, or behind its sign.
    fn is_deeper(&self, line: usize, own: usize, column: usize) -> bool {
        own > column || self.bytes[line + own..self.end].starts_with(b"#  ")
    }

    /// The byte at which the lines of a key that begins its line begin: comments right above it are its own.
    pub(in crate::source) fn above(&self, key_at: usize) -> usize {
        let mut line = self.line_start(key_at);
        let column = key_at - line;
        while line > self.begin {
            let above = self.line_start(line - 1);
            if self.comment_column(above) != Some(column) {
                break;
            }
            line = above;
        }
        line
    }

    /// The byte behind the lines of an entry of a block map.
    pub(in crate::source) fn behind_entry(&self, entry: &Entry<'_>) -> usize {
        self.behind(entry.value.at.end.max(entry.key_at.end), self.column(entry.key_at.start))
    }
}
