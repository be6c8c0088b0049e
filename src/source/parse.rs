//! Front matter into a tree, in one pass over the events of the parser.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, StructureStyle};

use super::depth::DEPTH_LIMIT;
use super::document::nested_too_deep;
use super::remark::Located;
use super::repair;
use super::stumbles::{self, Stumble};
use super::tree::{ByteRange, Entry, Node, Value};
use crate::diagnostic::Code;

/// Reads a front matter that begins at byte `offset` of its file; every place is a byte of that file.
///
/// `None` when it cannot be understood as YAML, also not after getting past the stumbling blocks that are known.
/// A key that comes twice keeps its first value; what YAML offers beyond keys, values and lists is refused in place.
#[must_use]
pub fn parse(yaml: &str, offset: usize) -> (Option<Node<'_>>, Vec<Located>) {
    let reading = read(yaml, offset);
    match reading.broken {
        None => (reading.root, in_order(reading.remarks)),
        Some(broken) => repair::read_on(yaml, offset, &broken),
    }
}

/// The remarks in the order of the file.
pub(super) fn in_order(mut remarks: Vec<Located>) -> Vec<Located> {
    remarks.sort_by_key(|remark| remark.at.start);
    remarks
}

/// What one pass of the parser yields.
pub(super) struct Reading<'t> {
    /// The tree; `None` when the parser did not reach the end.
    pub root: Option<Node<'t>>,
    /// The remarks made on the way.
    pub remarks: Vec<Located>,
    /// Why the parser stopped.
    pub broken: Option<Broken>,
}

/// Why a parser stopped.
pub(super) enum Broken {
    /// The text is no YAML.
    Scan(ScanError),
    /// The text between quotation marks that begins at this byte runs on into the keys below it.
    Quote(usize),
}

/// Runs the parser over a front matter once.
pub(super) fn read(yaml: &str, offset: usize) -> Reading<'_> {
    let mut builder = Builder {
        yaml,
        offset,
        stack: Vec::with_capacity(6),
        root: None,
        documents: 0,
        last_end: 0,
        remarks: Vec::new(),
        broken: None,
        too_deep: false,
    };
    for event in Parser::new_from_str_with_options(yaml, options()) {
        match event {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => builder.broken = Some(Broken::Scan(error)),
        }
        if builder.broken.is_some() || builder.too_deep || builder.documents > 1 {
            break;
        }
    }
    let root = builder.root.or(Some(Node { at: offset..offset, value: Value::Empty })).filter(|_| builder.broken.is_none() && !builder.too_deep);
    Reading { root, remarks: builder.remarks, broken: builder.broken }
}

/// What the parser is asked to do: report anchors and aliases rather than stop, and go no deeper than we do.
fn options() -> Options {
    let mut options = Options::default();
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.set_emit_comments(false);
    options.flow_nesting_limit = DEPTH_LIMIT;
    options.block_nesting_limit = DEPTH_LIMIT;
    options
}

/// A list or map that is not complete yet.
struct Frame<'t> {
    /// The byte of the front matter at which it begins.
    start: usize,
    /// Whether it stands between brackets.
    flow: bool,
    /// What it holds so far.
    content: Content<'t>,
}

/// What an incomplete list or map holds so far.
enum Content<'t> {
    /// The entries of a list.
    List(Vec<Node<'t>>),
    /// The entries of a map, the key that waits for its value, and which entries are a key alone, without a colon.
    Map { entries: Vec<Entry<'t>>, key: Option<Key<'t>>, bare: Vec<usize> },
}

/// A key that waits for its value.
struct Key<'t> {
    /// The key as written.
    text: Cow<'t, str>,
    /// Its bytes in the front matter.
    at: ByteRange,
    /// Whether its entry stays in the tree.
    kept: bool,
}

/// The tree as far as it is built. Its places are bytes of the front matter until a node is complete.
struct Builder<'t> {
    /// The front matter.
    yaml: &'t str,
    /// The byte of the file at which it begins.
    offset: usize,
    /// The lists and maps that are open.
    stack: Vec<Frame<'t>>,
    /// The outermost node.
    root: Option<Node<'t>>,
    /// The number of documents begun.
    documents: usize,
    /// The byte behind what was read last.
    last_end: usize,
    /// The remarks so far.
    remarks: Vec<Located>,
    /// Why building stopped.
    broken: Option<Broken>,
    /// Whether building stopped at a list or map that is one too deep.
    too_deep: bool,
}

impl<'t> Builder<'t> {
    /// Takes in an event of the parser.
    fn event(&mut self, event: Event<'t>, span: &Span) {
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
    fn in_file(&self, at: &ByteRange) -> ByteRange {
        at.start + self.offset..at.end + self.offset
    }

    /// The line around a byte.
    fn line_at(&self, at: usize) -> &'t str {
        let start = self.yaml[..at].rfind('\n').map_or(0, |end| end + 1);
        self.yaml[start..].lines().next().unwrap_or("")
    }

    /// Adds a remark.
    fn remark(&mut self, code: Code, at: &ByteRange, message: impl Into<String>, help: impl Into<String>) {
        self.remarks.push(Located::in_file(code, self.in_file(at), message, help));
    }

    /// Adds the remark on a stumbling block.
    fn stumble(&mut self, stumble: Stumble) {
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

    /// Takes in a scalar: a key or a value.
    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, range: ByteRange) {
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
    fn list_start(&self, start: usize, style: StructureStyle) -> usize {
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

    /// Puts a complete node, whose place is a byte of the front matter, where it belongs.
    fn place(&mut self, node: Node<'t>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in one line: `{a: [b, c]}`, with `-` for no value.
    fn shown(node: &Node<'_>) -> String {
        match &node.value {
            Value::Empty => "-".to_owned(),
            Value::Scalar(text) => format!("{text:?}"),
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
            Value::Map(entries) => {
                let entries: Vec<_> = entries.iter().map(|entry| format!("{}: {}", entry.key, shown(&entry.value))).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// The tree of a text that must earn no remark.
    fn tree(yaml: &str) -> String {
        let (root, remarks) = parse(yaml, 0);
        assert_eq!(remarks, []);
        shown(&root.expect("no remark, so a tree"))
    }

    /// The text every node of a tree points at.
    fn places<'t>(node: &Node<'_>, yaml: &'t str, found: &mut Vec<&'t str>) {
        found.push(&yaml[node.at.clone()]);
        node.items().iter().for_each(|item| places(item, yaml, found));
        for entry in node.entries() {
            assert_eq!(yaml[entry.key_at.clone()].trim_matches('"'), entry.key);
            places(&entry.value, yaml, found);
        }
    }

    /// The remarks on a text, as code and the text they point at.
    fn remarks(yaml: &str) -> Vec<(Code, &str)> {
        let (_, remarks) = parse(yaml, 0);
        remarks.into_iter().map(|remark| (remark.diagnostic.code, &yaml[remark.at])).collect()
    }

    #[test]
    fn text_keeps_its_characters() {
        let yaml = "a: 0612345678\nb: +31 6\nc: 1_000\nd: Yes\ne: 'it''s'\nf: \"a\\tb\"\ng: 1e3\n";
        assert_eq!(tree(yaml), r#"{a: "0612345678", b: "+31 6", c: "1_000", d: "Yes", e: "it's", f: "a\tb", g: "1e3"}"#);
    }

    #[test]
    fn block_texts_keep_or_fold_their_lines() {
        assert_eq!(tree("a: |\n  x\n  y\nb: >-\n  x\n  y\n"), r#"{a: "x\ny\n", b: "x y"}"#);
    }

    #[test]
    fn absent_values_are_empty_and_quoted_ones_are_not() {
        assert_eq!(tree("a:\nb: ~\nc: null\nd: ''\ne: [~, x]\nf:\n  -\n  - y\n"), r#"{a: -, b: -, c: -, d: "", e: [-, "x"], f: [-, "y"]}"#);
    }

    #[test]
    fn empty_text_is_no_value() {
        assert_eq!(tree(""), "-");
        assert_eq!(tree("# niets\n"), "-");
    }

    #[test]
    fn every_node_knows_its_place() {
        let yaml = "a: \"één\"  # c\nb:\nc: [x, {y: z}]\nd:\n  - e: f\n\n    g: |  # > geen\n      h\n\n      i\n\n  -\n# slot\nk:   ~\n";
        let (root, remarks) = parse(yaml, 0);
        assert_eq!(remarks, []);
        let mut found = Vec::new();
        places(&root.expect("a tree"), yaml, &mut found);
        let block = "|  # > geen\n      h\n\n      i";
        let entry = "e: f\n\n    g: |  # > geen\n      h\n\n      i";
        let list = "- e: f\n\n    g: |  # > geen\n      h\n\n      i\n\n  -";
        assert_eq!(found[1..], ["\"één\"", "", "[x, {y: z}]", "x", "{y: z}", "z", list, entry, "f", block, "", "~"]);
    }

    #[test]
    fn absent_value_stands_behind_the_colon() {
        let (root, _) = parse("a:  \nb: {c: , d:}\n", 10);
        let root = root.expect("a tree");
        assert_eq!(root.entry("a").map(|entry| (entry.key_at.clone(), entry.value.at.clone())), Some((10..11, 12..12)));
        let inner = &root.entry("b").expect("there").value;
        assert_eq!(inner.entry("c").map(|entry| entry.value.at.clone()), Some(21..21));
        assert_eq!(inner.entry("d").map(|entry| entry.value.at.clone()), Some(26..26));
    }

    #[test]
    fn duplicate_key_is_refused_at_the_second_one_and_keeps_the_first_value() {
        let yaml = "a: 1\nb:\n  c: 1\n  c: 2\na: 3\na: 4\n";
        let (root, remarks) = parse(yaml, 4);
        assert_eq!(shown(&root.expect("a tree")), r#"{a: "1", b: {c: "1"}}"#);
        let found: Vec<_> = remarks.iter().map(|remark| (remark.diagnostic.code, remark.at.clone(), &*remark.diagnostic.help)).collect();
        let help = |line| format!("de eerste staat op regel {line}; haal een van beide weg");
        let (two, four) = (help(2), help(4));
        assert_eq!(found, [(Code::DuplicateKey, 21..22, &*four), (Code::DuplicateKey, 26..27, &*two), (Code::DuplicateKey, 31..32, &*two)]);
    }

    #[test]
    fn duplicate_among_many_keys_is_found() {
        let yaml: String = (0..100).chain([7, 8]).map(|key| format!("k{key}: x\n")).collect();
        assert_eq!(remarks(&yaml), [(Code::DuplicateKey, "k7"), (Code::DuplicateKey, "k8")]);
    }

    #[test]
    fn what_yaml_offers_beyond_keys_and_values_is_refused_in_place() {
        let cases = [
            ("a: &b c\n", "&b"),
            ("a: *b\n", "*b"),
            ("a: &b\n  c: d\n", "&b"),
            ("a: !!str b\n", "!!str"),
            ("a: !b c\n", "!b"),
            ("<<: {a: b}\n", "<<"),
            ("a: b\n--- \nc: d\n", "---"),
            ("%YAML 1.2\n---\na: b\n", "%YAML 1.2"),
            ("[a, b]: c\n", "[a, b]"),
            ("? {a: b}\n: c\n", "{a: b}"),
            ("*a : b\n", "*a"),
        ];
        for (yaml, place) in cases {
            assert_eq!(remarks(yaml), [(Code::YamlNotAllowed, place)], "{yaml}");
        }
    }

    #[test]
    fn anchor_and_its_alias_are_both_refused() {
        assert_eq!(remarks("a: &x y\nb: *x\n"), [(Code::YamlNotAllowed, "&x"), (Code::YamlNotAllowed, "*x")]);
    }

    #[test]
    fn key_is_missing_before_a_colon() {
        assert_eq!(remarks("a: b\n: c\n"), [(Code::InvalidYaml, "")]);
    }

    #[test]
    fn nesting_ends_at_the_seventeenth_level() {
        let deep = format!("a: {}{}\n", "[{b: ".repeat(7), "}]".repeat(7));
        assert_eq!(remarks(&deep), []);
        let deeper = format!("a: {}{}\n", "[{b: ".repeat(8), "}]".repeat(8));
        assert_eq!(remarks(&deeper), [(Code::NestedTooDeep, "{")]);
        assert_eq!(parse(&deeper, 0).0, None);
    }

    #[test]
    fn lists_may_stand_and_close_at_the_column_of_their_key() {
        let (root, _) = parse("a:  # x - y\n- - b\n", 0);
        assert_eq!(root.expect("a tree").entry("a").map(|entry| entry.value.at.clone()), Some(12..17));
        assert_eq!(tree("a: [\n  b,\n  c\n]\nd:\n- e\n"), r#"{a: ["b", "c"], d: ["e"]}"#);
    }

    #[test]
    fn plain_text_is_not_copied() {
        let (root, _) = parse("a: b c\n", 0);
        let root = root.expect("a tree");
        let entry = root.entry("a").expect("there");
        assert!(matches!((&entry.key, &entry.value.value), (Cow::Borrowed(_), Value::Scalar(Cow::Borrowed(_)))));
    }
}
