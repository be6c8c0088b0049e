//! Keys and values: what a scalar is, and where most stumbling blocks lie.

use std::borrow::Cow;

use granit_parser::{ScalarStyle, StructureStyle};

use super::Broken;
use super::builder::{Builder, Content, Frame, Key};
use crate::diagnostic::Code;
use crate::source::stumbles;
use crate::source::tree::{ByteRange, Entry, Node, Value};

impl<'t> Builder<'t> {
    /// Takes in a scalar: a key or a value.
    pub(super) fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, range: ByteRange) {
        let at = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_text(&range),
            _ => range,
        };
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if quoted && self.runs_on(&at) {
            self.broken = Some(Broken::Quote(at.start));
        }
        let is_key = matches!(self.stack.last(), Some(Frame { content: Content::Map { key: None, .. }, .. }));
        if is_key {
            self.key(text, style, at);
        } else if style == ScalarStyle::Plain {
            self.plain_value(text, at);
        } else {
            self.place(Node { at, value: Value::Scalar(text) });
        }
    }

    /// The first byte of a list: its first dash, also where the parser names what stands behind that.
    pub(super) fn list_start(&self, start: usize, style: StructureStyle) -> usize {
        match self.stack.last() {
            Some(Frame { content: Content::Map { key: Some(key), .. }, .. }) if style == StructureStyle::Block => {
                self.first_of(b"-", key.at.end, start)
            }
            _ => start,
        }
    }

    /// The bytes of a block of text with the sign that begins it, without the line ends behind it.
    fn block_text(&self, content: &ByteRange) -> ByteRange {
        let begin = self.first_of(b"|>", self.last_end, content.start);
        let end = begin + self.yaml[begin..content.end.max(begin)].trim_end().len();
        begin..end
    }

    /// The first of some signs between two bytes that does not stand in a comment; the last byte when there is none.
    fn first_of(&self, signs: &[u8], from: usize, to: usize) -> usize {
        let bytes = self.yaml.as_bytes();
        let mut at = from;
        while at < to && !signs.contains(&bytes[at]) {
            let comment = bytes[at] == b'#' && (at == 0 || bytes[at - 1].is_ascii_whitespace());
            at += if comment { self.yaml[at..].find('\n').unwrap_or(0).max(1) } else { 1 };
        }
        at.min(to)
    }

    /// Whether a quoted text runs on into lines that are indented no deeper than its key: then its end is missing.
    fn runs_on(&self, at: &ByteRange) -> bool {
        let text = &self.yaml[at.clone()];
        let Some(Frame { flow: false, .. }) = self.stack.last() else { return false };
        if !text.contains('\n') {
            return false;
        }
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let column = indent(self.line_at(at.start));
        text.lines().skip(1).any(|line| !line.trim().is_empty() && indent(line) <= column)
    }

    /// Takes in a scalar as the key of the entry to come.
    fn key(&mut self, text: Cow<'t, str>, style: ScalarStyle, at: ByteRange) {
        let plain = style == ScalarStyle::Plain;
        let mut kept = true;
        if plain && at.is_empty() {
            kept = false;
            self.remark(Code::InvalidYaml, &at, "voor deze dubbele punt ontbreekt de sleutel", "typ de sleutel ervoor, of haal de regel weg");
        } else if plain && text == "<<" {
            kept = false;
            self.remark(
                Code::YamlNotAllowed,
                &at,
                "«<<» voegt sleutels van elders in, en dat kan in een dossier niet",
                "schrijf de sleutels hier voluit",
            );
        }
        if let Some(Frame { content: Content::Map { key, .. }, .. }) = self.stack.last_mut() {
            *key = Some(Key { text, at, kept });
        }
    }

    /// Takes in a value without quotation marks, where most stumbling blocks lie.
    fn plain_value(&mut self, text: Cow<'t, str>, at: ByteRange) {
        if at.is_empty() || text == "~" || text == "null" {
            return self.empty_value(at);
        }
        if self.yaml.as_bytes()[at.end..].starts_with(b" #")
            && let Some(key) = self.waiting_key()
            && let Some(stumble) = stumbles::cut_short(self.yaml, key, at.clone())
        {
            self.stumble(stumble);
        }
        let mut value = Value::Scalar(text);
        if let Value::Scalar(Cow::Borrowed(text)) = value {
            if text.as_bytes()[0] == 0xe2
                && let Some(inner) = stumbles::without_smart_quotes(text)
            {
                self.stumble(stumbles::smart_quotes(self.line_at(at.start), at.clone(), inner, text));
                value = Value::Scalar(Cow::Borrowed(inner));
            } else if self.stands_alone(&at)
                && let Some((key, rest)) = stumbles::missing_space(text)
            {
                value = self.glued_entry(&at, key, rest);
            }
        }
        self.place(Node { at, value });
    }

    /// Takes in the absence of a value.
    fn empty_value(&mut self, at: ByteRange) {
        let mut at = at;
        if at.is_empty() {
            let behind = &self.yaml[at.start..];
            let colon = behind.trim_start_matches(' ');
            let in_map = matches!(self.stack.last(), Some(Frame { content: Content::Map { .. }, .. }));
            if in_map && colon.starts_with(':') {
                let end = at.start + behind.len() - colon.len() + 1;
                at = end..end;
                if let Some(key) = self.waiting_key()
                    && let Some(stumble) = stumbles::cut_short(self.yaml, key, at.clone()).filter(|_| !colon[1..].starts_with(" # "))
                {
                    self.stumble(stumble);
                }
            } else if let Some(Frame { flow: true, content: Content::Map { entries, bare, key: Some(key), .. }, .. }) = self.stack.last_mut()
                && key.kept
                && key.at.end == at.start
            {
                bare.push(entries.len());
            }
        }
        self.place(Node { at, value: Value::Empty });
    }

    /// The key that waits for its value.
    fn waiting_key(&self) -> Option<&str> {
        match self.stack.last() {
            Some(Frame { content: Content::Map { key: Some(key), .. }, .. }) => Some(&key.text),
            _ => None,
        }
    }

    /// Whether a value is an entry of a block list, or stands on a line below its key.
    fn stands_alone(&self, at: &ByteRange) -> bool {
        match self.stack.last() {
            Some(Frame { flow: false, content: Content::List(_), .. }) => true,
            Some(Frame { flow: false, content: Content::Map { key: Some(key), .. }, .. }) => {
                at.start > key.at.end + 2 && self.yaml[key.at.end..at.start].contains('\n')
            }
            _ => false,
        }
    }

    /// The entry that `naam:Jan` was meant to be.
    fn glued_entry(&mut self, at: &ByteRange, key: &'t str, rest: &'t str) -> Value<'t> {
        let begin = at.start + key.len() + 1;
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.stumble(stumbles::space_needed(begin..begin + first, key, rest));
        let value = Node { at: self.in_file(&(begin..at.end)), value: Value::Scalar(Cow::Borrowed(rest)) };
        Value::Map(vec![Entry { key: Cow::Borrowed(key), key_at: self.in_file(&(at.start..at.start + key.len())), value }])
    }
}
