//! The marks of a conflict in a file: as git writes them, so that every editor knows them.

use super::three::{Side, Three};

/// How conflicts are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many signs a mark has; git asks more of a merge within a merge.
    pub size: usize,
    /// What the three versions are called.
    pub names: Names,
}

/// What the three versions of a merge are called in the marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Our side.
    pub ours: String,
    /// The version both came from.
    pub base: String,
    /// Their side.
    pub theirs: String,
}

impl Default for Style {
    fn default() -> Self {
        let names = Names { ours: "onze kant".to_owned(), base: "uitgangspunt".to_owned(), theirs: "hun kant".to_owned() };
        Self { size: 7, names }
    }
}

impl Style {
    /// The lines of both sides between marks.
    pub(super) fn marked(&self, sides: Three<&str>, newline: &str) -> String {
        String::from_utf8(self.marked_bytes(sides.map(str::as_bytes), newline)).expect("texts between marks are text")
    }

    /// The same for bytes that may be no text.
    pub(super) fn marked_bytes(&self, sides: Three<&[u8]>, newline: &str) -> Vec<u8> {
        let open = |bytes: &[u8]| if bytes.is_empty() || bytes.ends_with(b"\n") { "" } else { newline };
        let line = |sign: char, name: &str| format!("{} {name}", sign.to_string().repeat(self.size)).trim_end().to_owned() + newline;
        let mut out = line('<', &self.names.ours).into_bytes();
        let mut add = |mark: Option<String>, bytes: Option<&[u8]>| {
            out.extend(mark.unwrap_or_default().bytes());
            out.extend(bytes.unwrap_or_default());
            out.extend(bytes.map_or("", open).bytes());
        };
        add(None, sides.ours);
        if sides.base.is_some() {
            add(Some(line('|', &self.names.base)), sides.base);
        }
        add(Some(line('=', "")), sides.theirs);
        add(Some(line('>', &self.names.theirs)), None);
        out
    }

    /// The text with every conflict settled for one side, and its marks gone.
    pub(super) fn settled(&self, text: &str, side: Side) -> String {
        let is_mark = |line: &str, sign: char| {
            let mark = sign.to_string().repeat(self.size);
            line.strip_prefix(&mark).is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with(' '))
        };
        let mut place = Place::Outside;
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let next = match place {
                Place::Outside if is_mark(line, '<') => Some(Place::Ours),
                Place::Ours if is_mark(line, '|') => Some(Place::Base),
                Place::Ours | Place::Base if is_mark(line, '=') => Some(Place::Theirs),
                Place::Theirs if is_mark(line, '>') => Some(Place::Outside),
                _ => None,
            };
            let kept = matches!((place, side), (Place::Outside, _) | (Place::Ours, Side::Ours) | (Place::Theirs, Side::Theirs));
            if next.is_none() && kept {
                out.push_str(line);
            }
            place = next.unwrap_or(place);
        }
        out
    }
}

/// Where a line stands.
#[derive(Clone, Copy)]
enum Place {
    Outside,
    Ours,
    Base,
    Theirs,
}
