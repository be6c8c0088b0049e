//! Bytes of a file as lines and columns, for people.

use std::borrow::Cow;

/// A place as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, counted in characters.
    pub column: usize,
}

/// The lines of a file, ready to tell where a byte is. The bytes need not be text.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    /// The file, without a byte order mark.
    bytes: &'t [u8],
    /// The bytes the byte order mark takes.
    bom: usize,
    /// The byte at which each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a file.
    #[must_use]
    pub fn new(bytes: &'t [u8]) -> Self {
        let content = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let ends = content.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(index, _)| index + 1);
        Self { bytes: content, bom: bytes.len() - content.len(), starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Where a byte of the file is; the end of the file when it lies beyond.
    ///
    /// A byte order mark takes no column, and bytes that are no text count as one character each.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let at = offset.saturating_sub(self.bom).min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= at);
        let before = &self.bytes[self.starts[line - 1]..at];
        Position { line, column: 1 + String::from_utf8_lossy(before).chars().count() }
    }

    /// The text of a line, from 1, without its line end; `None` when there is no such line.
    #[must_use]
    pub fn text(&self, line: usize) -> Option<Cow<'t, str>> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(self.bytes.len(), |next| next - 1);
        let text = &self.bytes[start..end];
        Some(String::from_utf8_lossy(text.strip_suffix(b"\r").unwrap_or(text)))
    }

    /// The byte of the file at which a line, from 1, begins; `None` when there is no such line.
    #[must_use]
    pub fn start(&self, line: usize) -> Option<usize> {
        Some(self.starts.get(line.checked_sub(1)?)? + self.bom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and column of a byte.
    fn at(text: &str, offset: usize) -> (usize, usize) {
        let position = Lines::new(text.as_bytes()).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("één twee\n", 0), (1, 1));
        assert_eq!(at("één twee\n", 6), (1, 5));
    }

    #[test]
    fn line_end_belongs_to_its_line() {
        assert_eq!(at("a\r\nb\r\n", 1), (1, 2));
        assert_eq!(at("a\r\nb\r\n", 3), (2, 1));
        assert_eq!(at("a\r\nb\r\n", 6), (3, 1));
        assert_eq!(at("a", 99), (1, 2));
        assert_eq!(at("", 0), (1, 1));
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        assert_eq!(at("\u{feff}---\nb", 3), (1, 1));
        assert_eq!(at("\u{feff}---\nb", 7), (2, 1));
    }

    #[test]
    fn text_of_a_line_has_no_line_end_and_no_mark() {
        let lines = Lines::new("\u{feff}een\r\ntwee".as_bytes());
        assert_eq!(lines.text(1).as_deref(), Some("een"));
        assert_eq!(lines.text(2).as_deref(), Some("twee"));
        assert_eq!((lines.text(0), lines.text(3)), (None, None));
        assert_eq!(lines.start(2), Some(8));
    }

    #[test]
    fn bytes_that_are_no_text_count_one_column_each() {
        assert_eq!(Lines::new(b"a\xe9b").position(2), Position { line: 1, column: 3 });
    }
}
