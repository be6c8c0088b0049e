//! The tree being built, event by event.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Span, StructureStyle};

use super::{Broken, Reading};
use crate::diagnostic::Code;
use crate::source::depth::DEPTH_LIMIT;
use crate::source::document::nested_too_deep;
use crate::source::remark::Located;
use crate::source::stumbles::{self, Stumble};
use crate::source::tree::{ByteRange, Entry, Node, Value};

/// A list or map that is not complete yet.
pub(super) struct Frame<'t> {
    /// The byte of the front matter at which it begins.
    start: usize,
    /// Whether it stands between brackets.
    pub(super) flow: bool,
    /// What it holds so far.
    pub(super) content: Content<'t>,
}

/// What an incomplete list or map holds so far.
pub(super) enum Content<'t> {
    /// The entries of a list.
    List(Vec<Node<'t>>),
    /// The entries of a map, the key that waits for its value, and which entries are a key alone, without a colon.
    Map { entries: Vec<Entry<'t>>, key: Option<Key<'t>>, bare: Vec<usize> },
}

/// A key that waits for its value.
pub(super) struct Key<'t> {
    /// The key as written.
    pub(super) text: Cow<'t, str>,
    /// Its bytes in the front matter.
    pub(super) at: ByteRange,
    /// Whether its entry stays in the tree.
    pub(super) kept: bool,
}

/// The tree as far as it is built. Its places are bytes of the front matter until a node is complete.
pub(super) struct Builder<'t> {
    /// The front matter.
    pub(super) yaml: &'t str,
    /// The byte of the file at which it begins.
    pub(super) offset: usize,
    /// The lists and maps that are open.
    pub(super) stack: Vec<Frame<'t>>,
    /// The outermost node.
    root: Option<Node<'t>>,
    /// The number of documents begun.
    documents: usize,
    /// The byte behind what was read last.
    pub(super) last_end: usize,
    /// The remarks so far.
    remarks: Vec<Located>,
    /// Why building stopped.
    pub(super) broken: Option<Broken>,
    /// Whether building stopped at a list or map that is one too deep.
    too_deep: bool,
}

impl<'t> Builder<'t> {
    /// The start of a tree for a front matter that begins at byte `offset` of its file.
    pub(super) fn new(yaml: &'t str, offset: usize) -> Self {
        let stack = Vec::with_capacity(6);
        Self { yaml, offset, stack, root: None, documents: 0, last_end: 0, remarks: Vec::new(), broken: None, too_deep: false }
    }

    /// Whether nothing that comes after this counts.
    pub(super) fn is_done(&self) -> bool {
        self.broken.is_some() || self.too_deep || self.documents > 1
    }

    /// What was built; no tree when building stopped halfway.
    pub(super) fn finish(self) -> Reading<'t> {
        let nothing = Node { at: self.offset..self.offset, value: Value::Empty };
        let whole = self.broken.is_none() && !self.too_deep;
        Reading { root: whole.then(|| self.root.unwrap_or(nothing)), remarks: self.remarks, broken: self.broken }
    }

    /// Takes in an event of the parser.
    pub(super) fn event(&mut self, event: Event<'t>, span: &Span) {
        let range = span.byte_range().unwrap_or(self.last_end..self.last_end);
        if let Some(tag) = event.tag().and(span.tag_span()).and_then(|tag| tag.byte_range()) {
            self.refuse_notation(tag, "een typeaanduiding");
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text, style, range.clone()),
            Event::SequenceStart(style, ..) => self.open(self.list_start(range.start, style), style, Content::List(Vec::new())),
            Event::MappingStart(style, ..) => self.open(range.start, style, Content::Map { entries: Vec::new(), key: None, bare: Vec::new() }),
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Anchor(..) => self.refuse_notation(range.clone(), "een anker"),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(range.clone()),
            Event::DocumentStart(..) => self.document(range.clone()),
            _ => {}
        }
        self.last_end = self.last_end.max(range.end);
    }

    /// The bytes of the file for bytes of the front matter.
    pub(super) fn in_file(&self, at: &ByteRange) -> ByteRange {
        at.start + self.offset..at.end + self.offset
    }

    /// The line around a byte.
    pub(super) fn line_at(&self, at: usize) -> &'t str {
        let start = self.yaml[..at].rfind('\n').map_or(0, |end| end + 1);
        self.yaml[start..].lines().next().unwrap_or("")
    }

    /// Adds a remark.
    pub(super) fn remark(&mut self, code: Code, at: &ByteRange, message: impl Into<String>, help: impl Into<String>) {
        self.remarks.push(Located::in_file(code, self.in_file(at), message, help));
    }

    /// Adds the remark on a stumbling block.
    pub(super) fn stumble(&mut self, stumble: Stumble) {
        self.remark(stumble.code, &stumble.at, stumble.message, stumble.help);
    }

    /// A document begins; only the first one counts.
    fn document(&mut self, at: ByteRange) {
        self.documents += 1;
        if self.documents > 1 {
            let help = "haal deze regel weg; alleen boven en onder de kop staat een regel ---, zonder iets erachter";
            self.remark(Code::YamlNotAllowed, &at, "hier begint een tweede YAML-document", help);
        }
    }

    /// Refuses an anchor or a type mark, and says how to write it as text.
    fn refuse_notation(&mut self, at: ByteRange, what: &str) {
        let line = self.line_at(at.start);
        let from = at.start - (line.as_ptr() as usize - self.yaml.as_ptr() as usize);
        let text = line[from..].split("  #").next().unwrap_or("").trim_end();
        let text = if text.is_empty() { &self.yaml[at.clone()] } else { text };
        let sign = &self.yaml[at.clone()];
        let meant = stumbles::quotes_needed(line, at.clone(), text, "");
        let (code, message) = match sign {
            "!" => (Code::QuotesNeeded, "een waarde die met ! begint, leest als een typeaanduiding".to_owned()),
            _ => (Code::YamlNotAllowed, format!("«{sign}» leest als {what}, en dat kan in een dossier niet")),
        };
        self.remark(code, &at, message, format!("{}, of haal «{sign}» weg", meant.help));
    }

    /// Refuses an alias; its characters stay as the value.
    fn alias(&mut self, at: ByteRange) {
        let sign = &self.yaml[at.clone()];
        let line = self.line_at(at.start);
        if sign.ends_with('*') {
            let stumble = stumbles::quotes_needed(line, at.clone(), sign, "een waarde die met * begint, leest als een verwijzing");
            self.stumble(stumble);
        } else {
            let help = format!("{}, of schrijf de waarde hier voluit", stumbles::quotes_needed(line, at.clone(), sign, "").help);
            self.remark(Code::YamlNotAllowed, &at, format!("«{sign}» leest als een verwijzing, en dat kan in een dossier niet"), help);
        }
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            Some(Content::Map { key: key @ None, .. }) => *key = Some(Key { text: Cow::Borrowed(sign), at, kept: false }),
            _ => self.place(Node { at, value: Value::Scalar(Cow::Borrowed(sign)) }),
        }
    }

    /// Opens a list or map.
    fn open(&mut self, start: usize, style: StructureStyle, content: Content<'t>) {
        if self.stack.len() == DEPTH_LIMIT {
            // The parser counts lists and maps apart; together they may not be deeper either.
            self.remarks.push(nested_too_deep(start + self.offset));
            self.too_deep = true;
            return;
        }
        self.stack.push(Frame { start, flow: style == StructureStyle::Flow, content });
    }

    /// Closes the list or map that was opened last.
    fn close(&mut self, end: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let Frame { start, flow, content } = frame;
        let node = match content {
            Content::List(items) => {
                let end = if flow { end } else { items.last().map_or(start, |item| item.at.end - self.offset) };
                Node { at: start..end, value: Value::List(items) }
            }
            Content::Map { entries, bare, .. } => {
                let end = if flow { end } else { entries.last().map_or(start, |entry| entry.value.at.end - self.offset) };
                self.map(start..end, entries, &bare)
            }
        };
        self.place(node);
    }

    /// A complete map, after what keys alone and keys that come twice ask for.
    fn map(&mut self, at: ByteRange, mut entries: Vec<Entry<'t>>, bare: &[usize]) -> Node<'t> {
        if bare.first() == Some(&0) {
            let text = &self.yaml[at.clone()];
            let why = "een waarde die met { begint, leest als een groep sleutels";
            let stumble = stumbles::quotes_needed(self.line_at(at.start), at.clone(), text, why);
            self.stumble(stumble);
            return Node { at, value: Value::Scalar(Cow::Borrowed(text)) };
        }
        for index in bare.iter().rev() {
            let before = &entries[index - 1].value;
            let plain = before.text().is_some() && !self.yaml[before.at.start - self.offset..].starts_with(['"', '\'']);
            if plain {
                self.join(&mut entries, *index);
            }
        }
        self.refuse_duplicates(&mut entries);
        Node { at, value: Value::Map(entries) }
    }

    /// Joins a key alone to the text before it: the comma between them was meant as text.
    fn join(&mut self, entries: &mut Vec<Entry<'t>>, index: usize) {
        let bare = entries.remove(index);
        let before = &mut entries[index - 1];
        let whole = before.value.at.start - self.offset..bare.key_at.end - self.offset;
        let text = &self.yaml[whole.clone()];
        let stumble = stumbles::comma(bare.key_at.start - self.offset..bare.key_at.end - self.offset, &before.key, text);
        before.value = Node { at: before.value.at.start..bare.key_at.end, value: Value::Scalar(Cow::Borrowed(text)) };
        self.stumble(stumble);
    }

    /// Takes out every entry whose key came before, with a remark at the later one.
    fn refuse_duplicates(&mut self, entries: &mut Vec<Entry<'t>>) {
        for (index, first) in duplicates(entries).into_iter().rev() {
            let entry = entries.remove(index);
            let line = self.line_number(entries[first].key_at.start);
            let message = format!("de sleutel «{}» staat er twee keer", entry.key);
            let help = format!("de eerste staat op regel {line}; haal een van beide weg");
            self.remarks.push(Located::in_file(Code::DuplicateKey, entry.key_at, message, help));
        }
    }

    /// The line of the file for a byte of the file. A front matter that does not begin the file stands under one line.
    fn line_number(&self, at: usize) -> usize {
        let above = usize::from(self.offset > '\u{feff}'.len_utf8());
        1 + above + self.yaml[..at - self.offset].bytes().filter(|byte| *byte == b'\n').count()
    }

    /// Puts a complete node, whose place is a byte of the front matter, where it belongs.
    pub(super) fn place(&mut self, node: Node<'t>) {
        let at = self.in_file(&node.at);
        let mut misplaced = false;
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(Node { at: at.clone(), ..node }),
            Some(Content::List(items)) => items.push(Node { at: at.clone(), ..node }),
            Some(Content::Map { entries, key, .. }) => match key.take() {
                Some(Key { kept: false, .. }) => {}
                Some(Key { text, at: key_at, .. }) => {
                    let key_at = key_at.start + self.offset..key_at.end + self.offset;
                    entries.push(Entry { key: text, key_at, value: Node { at: at.clone(), ..node } });
                }
                None => {
                    *key = Some(Key { text: Cow::Borrowed(""), at: node.at, kept: false });
                    misplaced = true;
                }
            },
        }
        if misplaced {
            let help = "een sleutel is één woord van de lijst in docs/dossier.md, gevolgd door een dubbele punt en een spatie";
            self.remarks.push(Located::in_file(Code::YamlNotAllowed, at, "een lijst, groep of verwijzing kan geen sleutel zijn", help));
        }
    }
}

/// The entries whose key came before, each with the entry it repeats, in the order of the map.
fn duplicates(entries: &[Entry<'_>]) -> Vec<(usize, usize)> {
    /// From this many keys on a lookup is cheaper than comparing each with each.
    const MANY: usize = 40;
    if entries.len() < MANY {
        let first = |index: usize| entries[..index].iter().position(|entry| entry.key == entries[index].key);
        return (1..entries.len()).filter_map(|index| Some((index, first(index)?))).collect();
    }
    let mut seen = BTreeMap::new();
    let repeats = entries.iter().enumerate().filter_map(|(index, entry)| match seen.get(&*entry.key) {
        Some(first) => Some((index, *first)),
        None => {
            seen.insert(&*entry.key, index);
            None
        }
    });
    repeats.collect()
}
