//! The front matter nearly everyone writes, read line by line: keys, lists, and values that end on their own line.
//!
//! A parser of all of YAML costs more than everything else that is done with a dossier. Whatever is not certain to mean here what it
//! means there is left to that parser; a property below holds the two together.

use std::borrow::Cow;

use crate::source::tree::{ByteRange, Entry, Node, Value};

/// How deep lists and maps may be here; a dossier has six levels.
const DEEPEST: usize = 8;

/// How many keys a map may have here; a dossier has some thirty, and each is held to those before it.
const MOST_KEYS: usize = 64;

/// The tree of a front matter that begins at byte `offset` of its file; `None` when the parser must look at it.
pub(super) fn read(yaml: &str, offset: usize) -> Option<Node<'_>> {
    if !yaml.bytes().all(is_everyday) {
        return None;
    }
    let mut reader = Reader { yaml, offset, behind: 0, next: None };
    reader.advance();
    let root = reader.map(0, 1)?;
    reader.next.is_none().then_some(root)
}

/// Whether a byte may be part of such a front matter: printable ASCII, the end of a line, or part of a letter with an accent.
fn is_everyday(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | 0x80..=0xbf | 0xc3..=0xcb)
}

/// A line with something on it.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The byte of the front matter at which its text begins.
    start: usize,
    /// The column in which its text begins.
    column: usize,
    /// Its text, without the blanks around it.
    text: &'t str,
}

impl Line<'_> {
    /// Whether it begins an entry of a list.
    fn is_item(&self) -> bool {
        self.text.starts_with("- ")
    }
}

/// A front matter, read as far as the next line.
struct Reader<'t> {
    yaml: &'t str,
    offset: usize,
    /// The byte behind the next line.
    behind: usize,
    next: Option<Line<'t>>,
}

impl<'t> Reader<'t> {
    /// Goes to the next line that is neither empty nor a comment.
    fn advance(&mut self) {
        self.next = None;
        while self.next.is_none() && self.behind < self.yaml.len() {
            let rest = &self.yaml[self.behind..];
            let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
            let text = line.trim_start_matches(' ');
            let column = line.len() - text.len();
            if !text.is_empty() && !text.starts_with('#') {
                self.next = Some(Line { start: self.behind + column, column, text: without_comment(text).trim_end_matches(' ') });
            }
            self.behind += line.len() + 1;
        }
    }

    /// The map of which the next line holds the first key.
    fn map(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let mut entries: Vec<Entry<'t>> = Vec::with_capacity(8);
        while let Some(line) = self.next.filter(|line| line.column == column && !line.is_item()) {
            let entry = self.entry(line, depth)?;
            if entries.len() == MOST_KEYS || entries.iter().any(|before| before.key == entry.key) {
                return None;
            }
            entries.push(entry);
        }
        let at = entries.first()?.key_at.start..entries.last()?.value.at.end;
        self.ends(column)?;
        Some(Node { at, value: Value::Map(entries) })
    }

    /// The list of which the next line holds the first entry.
    fn list(&mut self, column: usize, depth: usize) -> Option<Node<'t>> {
        let start = self.next?.start + self.offset;
        let mut items = Vec::new();
        while let Some(line) = self.next.filter(|line| line.column == column && line.is_item()) {
            items.push(self.item(line, depth)?);
        }
        self.ends(column)?;
        Some(Node { at: start..items.last()?.at.end, value: Value::List(items) })
    }

    /// Nothing when the next line stands deeper than what has just ended: then it belongs to what came before.
    fn ends(&self, column: usize) -> Option<()> {
        self.next.is_none_or(|line| line.column <= column).then_some(())
    }

    /// An entry of a list: a map, or a text without a colon, which might have been meant as a key.
    fn item(&mut self, line: Line<'t>, depth: usize) -> Option<Node<'t>> {
        let inside = Line { start: line.start + 2, column: line.column + 2, text: &line.text[2..] };
        if key_of(inside.text).is_some() {
            self.next = Some(inside);
            return (depth < DEEPEST).then(|| self.map(inside.column, depth + 1))?;
        }
        self.advance();
        self.ends(line.column)?;
        if inside.text.contains(':') { None } else { self.scalar(inside.text, inside.start) }
    }

    /// A key with its value.
    fn entry(&mut self, line: Line<'t>, depth: usize) -> Option<Entry<'t>> {
        let key = key_of(line.text)?;
        let key_at = self.in_file(line.start, key.len());
        let rest = &line.text[key.len() + 1..];
        self.advance();
        let value = if rest.is_empty() {
            self.below(key_at.end + 1, line.column, depth)?
        } else {
            self.ends(line.column)?;
            let text = rest.trim_start_matches(' ');
            self.value(text, line.start + line.text.len() - text.len())?
        };
        Some(Entry { key: Cow::Borrowed(key), key_at, value })
    }

    /// What stands on the lines below a key in this column; nothing, just behind it, when none is its own.
    fn below(&mut self, behind_key: usize, column: usize, depth: usize) -> Option<Node<'t>> {
        let Some(line) = self.next.filter(|line| line.column > column || line.column == column && line.is_item()) else {
            return Some(Node { at: behind_key..behind_key, value: Value::Empty });
        };
        if depth == DEEPEST {
            return None;
        }
        if line.is_item() { self.list(line.column, depth + 1) } else { self.map(line.column, depth + 1) }
    }

    /// The value behind a key.
    fn value(&self, text: &'t str, start: usize) -> Option<Node<'t>> {
        match text.strip_prefix('[') {
            Some(inside) => self.words(inside.strip_suffix(']')?, self.in_file(start, text.len())),
            None => self.scalar(text, start),
        }
    }

    /// The words between brackets.
    fn words(&self, inside: &'t str, at: ByteRange) -> Option<Node<'t>> {
        let word = |word: &'t str| {
            let is_word = !word.is_empty() && word != "null" && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let from = at.start + (word.as_ptr() as usize - inside.as_ptr() as usize) + 1;
            is_word.then(|| Node { at: from..from + word.len(), value: Value::Scalar(Cow::Borrowed(word)) })
        };
        let words: Option<Vec<_>> = if inside.is_empty() { Some(Vec::new()) } else { inside.split(", ").map(word).collect() };
        Some(Node { value: Value::List(words?), at })
    }

    /// A text, between quotation marks or without.
    fn scalar(&self, text: &'t str, start: usize) -> Option<Node<'t>> {
        let mark = text.chars().next().filter(|mark| matches!(mark, '"' | '\''));
        let said = match mark {
            Some(mark) => text[1..].strip_suffix(mark).filter(|inside| !inside.contains([mark, '\\']))?,
            None => Some(text).filter(|text| is_plain(text))?,
        };
        Some(Node { at: self.in_file(start, text.len()), value: Value::Scalar(Cow::Borrowed(said)) })
    }

    /// So many bytes of the file from a byte of the front matter on.
    fn in_file(&self, start: usize, length: usize) -> ByteRange {
        start + self.offset..start + self.offset + length
    }
}

/// A line without the comment at its end: two spaces before the sign make it one for certain, where no quotation mark can hold it.
fn without_comment(line: &str) -> &str {
    // One letter is found far sooner than three, and hardly any line has it.
    match line.find('#').and_then(|_| line.find("  #")) {
        Some(comment) if !line.contains(['"', '\'']) => &line[..comment],
        _ => line,
    }
}

/// The key a line begins with, when a colon ends it and a space or nothing follows.
fn key_of(text: &str) -> Option<&str> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let behind = text[length..].strip_prefix(':')?;
    (length > 0 && (behind.is_empty() || behind.starts_with(' '))).then(|| &text[..length])
}

/// Whether a text without quotation marks is all of its value, and nothing but text.
fn is_plain(text: &str) -> bool {
    let begins = text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric() || first >= 0x80 || matches!(first, b'(' | b'+' | b'/'));
    let is_cut = |pair: &[u8]| matches!(pair, b": " | b" #");
    begins && text != "null" && !text.ends_with(':') && !text.as_bytes().windows(2).any(is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;
    use crate::source::parse::read as read_all;
    use crate::source::{NewDossier, split};
    use proptest::prelude::*;

    /// Holds what is read here to what the parser reads.
    #[track_caller]
    fn assert_same(yaml: &str) -> bool {
        let Some(found) = read(yaml, 7) else { return false };
        let parsed = read_all(yaml, 7);
        assert!(parsed.remarks.is_empty() && parsed.broken.is_none(), "{yaml}");
        assert_eq!(Some(found), parsed.root, "{yaml}");
        true
    }

    #[test]
    fn what_everyone_writes_is_read_here() {
        for yaml in [
            "a: b\n",
            "a: b",
            "# c\n\na: b c  \n  # d\n\nb: \"c: d # e\"\nc: 'f'\n",
            "a:\nb:   \nc: 0612345678\n",
            "a:\n  b: c\n  d:\n    e: f\ng: h\n",
            "a:\n- b\n- c d\ne: [f, g_h]\ni: []\n",
            "a:\n  - b: c\n    d:\n      - e: f\n        g: één\n    h: i\n  - b: x\n\nj: (k) a:b, {c}\n",
            "a:\n  - b:\n    - c\n    d: e\n",
            "a:  # b\n  - c   # d\nd: e  # f: g\nh:  # i\n",
        ] {
            assert!(assert_same(yaml), "{yaml}");
        }
    }

    #[test]
    fn whatever_may_mean_something_else_is_left_to_the_parser() {
        for yaml in [
            "",
            "a",
            "- a\n",
            "a: b\n  c\n",
            "a: b\n  c: d\n",
            "a: b\na: c\n",
            "a: |\n  b\n",
            "a: *b\n",
            "a: &b c\n",
            "a: !b c\n",
            "a: b: c\n",
            "a: b # c\n",
            "a: b:\n",
            "a: ~\n",
            "a: null\n",
            "a: [b, null]\n",
            "a: [b,c]\n",
            "a: \"b\\n\"\n",
            "a: 'b''c'\n",
            "a: \"b\" c\n",
            "a:\n  - b:c\n",
            "a:\n  -  b\n",
            "a:\n  - - b\n",
            "a:\n  -\n",
            "a:\n  b: c\n d: e\n",
            "a:\n - b\n  - c\n",
            "a: b\n- c\n",
            "a:\tb\n",
            "a: b\r\n",
            "a: “b”\n",
            "a b: c\n",
            "<<: a\n",
            "a: - b\n",
            "--- \na: b\n",
        ] {
            assert_eq!(read(yaml, 0), None, "{yaml}");
        }
    }

    #[test]
    fn files_that_are_given_along_are_read_here() {
        let new = NewDossier::new("K-2026-0007".parse().unwrap(), Status::Received).text();
        let example = include_str!("../../../dossiers/2026/K-2026-0008/dossier.md");
        for text in [&new, example] {
            assert!(assert_same(split(text.as_bytes()).0.unwrap().front_matter), "{text}");
        }
    }

    /// A line as it may stand in a front matter, or not quite.
    fn line() -> impl Strategy<Value = String> {
        let indent = prop_oneof![4 => Just(0_usize), 3 => Just(2), 2 => Just(4), 1 => 0_usize..8];
        let dashes = prop_oneof![6 => Just(""), 3 => Just("- "), 1 => Just("-"), 1 => Just("- - ")];
        let key = prop_oneof![6 => "[a-d_]{1,2}", 1 => "\"a\"", 1 => Just("null".to_owned()), 1 => Just(String::new())];
        let colon = prop_oneof![6 => Just(": "), 3 => Just(":"), 1 => Just(":  "), 1 => Just("")];
        let value = prop_oneof![
            6 => "[a-z0-9é(][a-z :#,éë'\\[\\]{}-]{0,6}",
            2 => Just(String::new()),
            1 => "\"[a-z\\\\:# é]{0,4}\"",
            1 => "'[a-z\\\\:# é]{0,4}'",
            1 => "\\[([a-z]{1,2}(, ?[a-z]{0,2}){0,2})?\\]",
            1 => "[~|>&*!%@`?#.+/-][ a-z]{0,3}",
            1 => Just("null".to_owned()),
        ];
        let end =
            prop_oneof![8 => Just(""), 1 => Just(" "), 1 => Just(" # c"), 1 => Just("  # c"), 1 => Just("\r"), 1 => Just("\n"), 1 => Just("\n  # c")];
        (indent, dashes, key, colon, value, end)
            .prop_map(|(indent, dashes, key, colon, value, end)| format!("{}{dashes}{key}{colon}{value}{end}\n", " ".repeat(indent)))
    }

    proptest! {
        #[test]
        fn what_is_read_here_is_what_the_parser_reads(lines in proptest::collection::vec(line(), 1..8), cut in 0_usize..4) {
            let yaml = lines.concat();
            let end = (yaml.len() - cut.min(yaml.len()))..=yaml.len();
            let end = end.into_iter().find(|end| yaml.is_char_boundary(*end)).unwrap_or(0);
            assert_same(&yaml[..end]);
        }
    }
}
