//! Where reading is, and what it has to say there.

use std::borrow::Cow;

use super::{Home, Key, Name};
use crate::diagnostic::{Code, Diagnostic, FieldPath, Place, Step};
use crate::source::{ByteRange, Entry, Located, Member, Node, Shape, Value};

/// Takes nodes in, remembers the way to the current one, and collects remarks.
pub(in crate::source) struct Reader {
    way: Vec<Segment>,
    remarks: Vec<Located>,
    opening: ByteRange,
    homes: fn() -> Vec<Home>,
    /// What was told of the current place, while the reader is asked what it takes.
    pub(super) told: Option<Vec<Shape>>,
}

/// A step on the way, with where it stands.
struct Segment {
    kind: SegmentKind,
    at: ByteRange,
}

/// What a step on the way is.
enum SegmentKind {
    /// A known key.
    Name(Name),
    /// A key the file itself chose.
    Chosen(String),
    /// An entry of a list, counted from nought.
    Entry(usize),
}

impl Reader {
    /// A reader of a file that begins at `opening`, whose maps are these.
    pub fn new(opening: ByteRange, homes: fn() -> Vec<Home>) -> Self {
        Self { way: Vec::new(), remarks: Vec::new(), opening, homes, told: None }
    }

    /// Everything there was to say.
    pub fn into_remarks(self) -> Vec<Located> {
        self.remarks
    }

    /// How many remarks there are so far.
    pub fn remark_count(&self) -> usize {
        self.remarks.len()
    }

    /// Whether this is the rule file, where every line must stand.
    pub fn is_rule_file(&self) -> bool {
        matches!(self.way.first(), Some(Segment { kind: SegmentKind::Name(Name::Setting(_)), .. }))
    }

    /// Whether the current value is an entry of a list.
    pub fn is_in_list(&self) -> bool {
        matches!(self.way.last(), Some(Segment { kind: SegmentKind::Entry(_), .. }))
    }

    /// Every map of this format.
    pub fn homes(&self) -> Vec<Home> {
        (self.homes)()
    }

    /// Says something about the current place.
    pub fn remark(&mut self, code: Code, at: &ByteRange, message: String, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, self.place(), message, help);
        self.remarks.push(Located { diagnostic, at: at.clone() });
    }

    /// Says something about a key of the current map.
    pub fn remark_on(&mut self, name: Name, code: Code, at: &ByteRange, message: String, help: impl Into<String>) {
        self.within(SegmentKind::Name(name), at, |reader| reader.remark(code, at, message, help));
    }

    /// Says something about a key that is absent from the current map; it is marked at what encloses it.
    pub fn remark_absent(&mut self, name: Name, code: Code, message: String, help: impl Into<String>) {
        let at = self.way.last().map_or(&self.opening, |segment| &segment.at).clone();
        self.remark_on(name, code, &at, message, help);
    }

    /// The current place as remarks name it.
    fn place(&self) -> Place {
        match self.way.first().map(|segment| &segment.kind) {
            None => Place::File,
            Some(SegmentKind::Name(Name::Field(_))) => Place::Field(self.field_path()),
            Some(_) => Place::Setting(self.setting_path()),
        }
    }

    fn field_path(&self) -> FieldPath {
        let step = |segment: &Segment| match &segment.kind {
            SegmentKind::Name(Name::Field(field)) => Some(Step::Field(*field)),
            SegmentKind::Entry(index) => Some(Step::Entry(*index)),
            SegmentKind::Name(Name::Setting(_)) | SegmentKind::Chosen(_) => None,
        };
        self.way.iter().filter_map(step).collect()
    }

    /// The way as a setting's name: `termijnen.bevestiging.duur`, `functionarissen[1].naam`.
    pub fn setting_path(&self) -> String {
        let mut path = String::new();
        for segment in &self.way {
            match &segment.kind {
                SegmentKind::Entry(index) => path.push_str(&format!("[{index}]")),
                SegmentKind::Name(name) => push_key(&mut path, name.text()),
                SegmentKind::Chosen(key) => push_key(&mut path, key),
            }
        }
        path
    }

    /// The key the current value belongs to; for an entry of a list the key of the list.
    pub fn key(&self) -> &str {
        let key = |segment: &'_ Segment| !matches!(segment.kind, SegmentKind::Entry(_));
        match self.way.iter().rev().find(|segment| key(segment)).map(|segment| &segment.kind) {
            Some(SegmentKind::Name(name)) => name.text(),
            Some(SegmentKind::Chosen(key)) => key,
            _ => "de kop",
        }
    }

    /// The keys of a map into `blank`; `None` with a remark when the node is no map.
    pub fn map<T>(&mut self, node: &Node<'_>, keys: &[Key<T>], blank: T) -> Option<T> {
        if self.is_asked() {
            let shape = self.group(keys, blank);
            self.tells(|| shape);
            return None;
        }
        match &node.value {
            Value::Map(entries) => {
                let mut into = blank;
                self.entries(entries, keys, &mut into);
                Some(into)
            }
            Value::Empty => {
                self.empty(node);
                None
            }
            Value::Scalar(_) | Value::List(_) => {
                self.not_a_map(node, keys);
                None
            }
        }
    }

    /// The entries of a map into `into`, each by its own reader.
    pub fn entries<T>(&mut self, entries: &[Entry<'_>], keys: &[Key<T>], into: &mut T) {
        let mut expected = 0;
        for entry in entries {
            match find(keys, &entry.key, expected) {
                Some(index) => {
                    expected = index + 1;
                    self.within(SegmentKind::Name(keys[index].name), &entry.key_at, |reader| (keys[index].take)(into, &entry.value, reader));
                }
                None if entry.key.starts_with("x_") => {}
                None => self.unknown_key(entry, keys),
            }
        }
        for key in keys.iter().filter(|key| key.needed) {
            if !entries.iter().any(|entry| entry.key == key.name.text()) {
                self.missing_setting(key.name);
            }
        }
    }

    /// The entries of a map whose keys the file itself chooses, each given with its key.
    pub fn chosen_entries(&mut self, entries: &[Entry<'_>], mut take: impl FnMut(&mut Self, &Entry<'_>)) {
        for entry in entries {
            self.within(SegmentKind::Chosen(entry.key.clone().into_owned()), &entry.key_at, |reader| take(reader, entry));
        }
    }

    /// Every entry of a map whose keys the file itself chooses; nothing, with a remark, for anything else.
    pub fn each(&mut self, node: &Node<'_>, mut take: impl FnMut(&mut Self, &Entry<'_>)) {
        if self.is_asked() {
            let shape = self.asked(|reader, node| take(reader, &Entry { key: Cow::Borrowed("woord"), key_at: 0..0, value: node.clone() }));
            self.tells(|| Shape::Named(Box::new(shape)));
            return;
        }
        match &node.value {
            Value::Map(entries) => self.chosen_entries(entries, take),
            Value::Empty => self.empty_but(node, ", of schrijf {}"),
            Value::Scalar(_) | Value::List(_) => self.not_a_map::<()>(node, &[]),
        }
    }

    /// Every entry of a map whose keys are chosen from a list, each given with its key; another key gets a remark.
    pub fn each_of(&mut self, node: &Node<'_>, known: &[&'static str], mut take: impl FnMut(&mut Self, &'static str, &Node<'_>)) {
        if self.is_asked() {
            let member = |key: &&'static str| Member { key, needed: false, shape: self.asked(|reader, node| take(reader, key, node)) };
            let members = known.iter().map(member).collect();
            self.tells(|| Shape::Choice(members));
            return;
        }
        self.each(node, |reader, entry| match known.iter().find(|key| **key == entry.key) {
            Some(key) => take(reader, key, &entry.value),
            None => reader.unknown_choice(entry, known),
        });
    }

    /// Says which of these keys a map lacks.
    pub fn all_there(&mut self, node: &Node<'_>, keys: &[&'static str]) {
        self.tell_needed(keys);
        for key in keys.iter().filter(|key| matches!(node.value, Value::Map(_)) && node.entry(key).is_none()) {
            self.missing_setting(Name::Setting(key));
        }
    }

    /// A value for every node of a list. Anything else than a list is taken for its only entry, with a remark.
    pub fn list<T>(&mut self, node: &Node<'_>, mut take: impl FnMut(&mut Self, &Node<'_>) -> T) -> Vec<T> {
        if self.is_asked() {
            let shape = self.asked(|reader, node| drop(take(reader, node)));
            self.tells(|| Shape::List(Box::new(shape)));
            return Vec::new();
        }
        match &node.value {
            Value::List(items) => {
                let mut taken = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    taken.push(self.within(SegmentKind::Entry(index), &item.at, |reader| take(reader, item)));
                }
                taken
            }
            Value::Empty => {
                self.empty_but(node, if self.is_rule_file() { ", of schrijf []" } else { "" });
                Vec::new()
            }
            Value::Scalar(_) | Value::Map(_) => {
                self.not_a_list(node);
                vec![self.within(SegmentKind::Entry(0), &node.at, |reader| take(reader, node))]
            }
        }
    }

    /// Does something one step further on the way.
    fn within<R>(&mut self, kind: SegmentKind, at: &ByteRange, work: impl FnOnce(&mut Self) -> R) -> R {
        self.way.push(Segment { kind, at: at.clone() });
        let result = work(self);
        self.way.pop();
        result
    }
}

/// Which of the keys is written so; the one after the last found is tried first, since files keep the order of the documentation.
fn find<T>(keys: &[Key<T>], written: &str, expected: usize) -> Option<usize> {
    let (before, after) = keys.split_at(expected.min(keys.len()));
    let position = |keys: &[Key<T>]| keys.iter().position(|key| key.name.text() == written);
    position(after).map(|index| index + before.len()).or_else(|| position(before))
}

fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(key);
}
