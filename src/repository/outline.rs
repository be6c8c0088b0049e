//! What can be told of a dossier file by its lines alone: its status, and which parts differ from another version.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use gix::bstr::ByteSlice;

use crate::diagnostic::Field;
use crate::domain::{Status, Vocabulary};

/// A part of a dossier that a change is told by. Never a value, and never a word a person made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldGroup {
    /// A top-level key with all below it.
    Field(Field),
    /// Keys of the organisation's own (`x_…`), or that are not known.
    Own,
    /// The text below the front matter.
    Text,
    /// The files beside the dossier file.
    Attachments,
}

impl fmt::Display for FieldGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Own => f.write_str("eigen velden"),
            Self::Text => f.write_str("tekst"),
            Self::Attachments => f.write_str("bijlagen"),
        }
    }
}

/// A version of a dossier file, reduced to its status and a fingerprint of each part.
///
/// Read by lines, without a parser: for history, where a version may be anything, and speed is all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    status: Option<Status>,
    /// Each part that is there with its fingerprint, in the order of the format.
    parts: Vec<(FieldGroup, u64)>,
}

/// The top-level keys by their spelling.
static FIELDS: LazyLock<HashMap<&'static [u8], Field>> = LazyLock::new(|| Field::ALL.iter().map(|field| (field.key().as_bytes(), *field)).collect());

impl Outline {
    /// The outline of a version of `dossier.md`; what has no front matter is text alone.
    #[must_use]
    pub fn of(file: &[u8]) -> Self {
        let mut outline = Self::default();
        let mut lines = Lines(file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file));
        let whole = lines.0;
        if lines.next() == Some(b"---") {
            outline.read_front_matter(&mut lines);
        } else {
            lines = Lines(whole);
        }
        outline.note(FieldGroup::Text, lines.0.trim_ascii());
        outline
    }

    /// The status the file states; `None` when it states none that is known.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.status
    }

    /// The parts that are in one of the two alone or that differ, in the order of the format.
    #[must_use]
    pub fn differences(&self, other: &Self) -> BTreeSet<FieldGroup> {
        let (mut here, mut there) = (self.parts.iter().peekable(), other.parts.iter().peekable());
        let mut differences = BTreeSet::new();
        loop {
            // Both are in the order of the format, each part once.
            let (ours, theirs) = match (here.peek(), there.peek()) {
                (None, None) => return differences,
                (Some(ours), Some(theirs)) => (theirs.0 >= ours.0, ours.0 >= theirs.0),
                (ours, theirs) => (ours.is_some(), theirs.is_some()),
            };
            let (ours, theirs) = (here.next_if(|_| ours), there.next_if(|_| theirs));
            if ours != theirs {
                differences.extend(ours.or(theirs).map(|(group, _)| *group));
            }
        }
    }

    fn read_front_matter(&mut self, lines: &mut Lines<'_>) {
        let mut block: Vec<u8> = Vec::new();
        let mut group = FieldGroup::Own;
        for line in lines {
            if line == b"---" {
                break;
            }
            if line.first().is_none_or(|first| *first == b'#') {
                continue;
            }
            if let Some((key, value)) = top_level(line) {
                self.note_block(group, &mut block);
                group = FIELDS.get(key).map_or(FieldGroup::Own, |field| FieldGroup::Field(*field));
                if group == FieldGroup::Field(Field::Status) {
                    self.status = plain(value).and_then(|word| Status::from_word(word).ok());
                }
            }
            block.extend_from_slice(line);
            block.push(b'\n');
        }
        self.note_block(group, &mut block);
    }

    /// Notes the lines of a block and empties it.
    fn note_block(&mut self, group: FieldGroup, block: &mut Vec<u8>) {
        if !block.is_empty() {
            self.note(group, block);
            block.clear();
        }
    }

    /// Adds to the fingerprint of a part, which several blocks may share.
    fn note(&mut self, group: FieldGroup, content: &[u8]) {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        match self.parts.binary_search_by_key(&group, |(group, _)| *group) {
            Ok(place) => {
                self.parts[place].1.hash(&mut hasher);
                self.parts[place].1 = hasher.finish();
            }
            Err(place) => self.parts.insert(place, (group, hasher.finish())),
        }
    }
}

/// The lines of a text without their ends and trailing blanks; what was not read yet is in the field.
struct Lines<'a>(&'a [u8]);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let end = self.0.find_byte(b'\n').unwrap_or(self.0.len());
        let (line, rest) = (&self.0[..end], self.0.get(end + 1..).unwrap_or_default());
        self.0 = rest;
        Some(line.trim_ascii_end())
    }
}

/// Key and rest of a line that starts a top-level block.
fn top_level(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let starts_key = line.first().is_some_and(|first| !first.is_ascii_whitespace() && *first != b'-');
    let colon = starts_key.then(|| line.find_byte(b':')).flatten()?;
    let key = line[..colon].trim_ascii();
    let quoted = key.len() >= 2 && key[0] == key[key.len() - 1] && (key[0] == b'"' || key[0] == b'\'');
    Some((if quoted { &key[1..key.len() - 1] } else { key }, &line[colon + 1..]))
}

/// A plain value without a remark behind it and without quotes.
fn plain(value: &[u8]) -> Option<&str> {
    let value = std::str::from_utf8(value).ok()?;
    let value = value.split_once(" #").map_or(value, |(value, _)| value).trim();
    let unquoted = |quote: char| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    Some(unquoted('"').or_else(|| unquoted('\'')).unwrap_or(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "---\nschema: 1\nstatus: in_behandeling # sinds gisteren\n\nbetreft:\n- product_of_dienst\nx_kleur: rood\n---\n## Omschrijving\nTe laat.\n";

    fn changed(from: &str, to: &str) -> Vec<String> {
        let after = FILE.replace(from, to);
        assert_ne!(after, FILE);
        Outline::of(FILE.as_bytes()).differences(&Outline::of(after.as_bytes())).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn status_is_read_past_a_comment() {
        assert_eq!(Outline::of(FILE.as_bytes()).status(), Some(Status::InProgress));
    }

    #[test]
    fn status_in_the_text_is_none() {
        assert_eq!(Outline::of(b"status: gesloten\n").status(), None);
        assert_eq!(Outline::of(b"---\nschema: 1\n---\nstatus: gesloten\n").status(), None);
    }

    #[test]
    fn list_at_the_margin_belongs_to_its_key() {
        assert_eq!(changed("- product_of_dienst", "- werkwijze_of_beleid"), ["betreft"]);
    }

    #[test]
    fn own_key_is_told_without_its_name() {
        assert_eq!(changed("rood", "blauw"), ["eigen velden"]);
    }

    #[test]
    fn text_is_told_apart_from_the_fields() {
        assert_eq!(changed("Te laat.", "Veel te laat."), ["tekst"]);
    }

    #[test]
    fn added_key_is_told() {
        assert_eq!(changed("betreft:", "kanaal: post\nbetreft:"), ["kanaal"]);
    }

    #[test]
    fn line_ends_blank_lines_and_remarks_are_no_change() {
        let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n").replace("schema", "\r\n# bij\r\nschema"));
        let text_alone = Outline::of(FILE.as_bytes()).differences(&Outline::of(windows.as_bytes()));
        assert_eq!(text_alone.into_iter().collect::<Vec<_>>(), [FieldGroup::Text]);
    }

    #[test]
    fn anything_at_all_has_an_outline() {
        for odd in [&b""[..], b"---", b"---\n", b"\xff\xfe", b"---\n:\n'\n\"\n---", b"\xEF\xBB\xBF"] {
            assert_eq!(Outline::of(odd).status(), None);
        }
    }
}
