//! Reading on after a syntax error: known stumbling blocks are masked, so that the rest is checked as well.

use std::borrow::Cow;

use granit_parser::{ErrorKind, ScanError};

use super::document::nested_too_deep;
use super::parse::{Broken, in_order, read};
use super::remark::Located;
use super::stumbles::{self, Mask, Stumble};
use super::tree::{ByteRange, Entry, Node, Value};
use crate::diagnostic::Code;

/// Reads a front matter the parser stopped in: the remarks that explain it, and the tree where it can still be told.
pub(super) fn read_on<'t>(yaml: &'t str, offset: usize, broken: &Broken) -> (Option<Node<'t>>, Vec<Located>) {
    let stumbles = stumbles::breaking(yaml);
    if stumbles.is_empty() {
        return (None, vec![explain(yaml, offset, broken)]);
    }
    let masked = masked(yaml, &stumbles);
    let reading = read(&masked, offset);
    let mut remarks = reading.remarks;
    // The remark on the missing space says how to type the whole value, also what stands behind a #.
    let gap_on_line = |at: usize| stumbles.iter().any(|stumble| stumble.mask == Mask::Gap && same_line(yaml, stumble.at.start, at));
    remarks.retain(|remark| remark.diagnostic.code != Code::TextCutShort || !gap_on_line(remark.at.start - offset));
    if let Some(still) = &reading.broken
        && !stumbles.iter().any(|stumble| explains(stumble, yaml, still))
    {
        remarks.push(explain(yaml, offset, still));
    }
    let original = Original { yaml, offset, stumbles: &stumbles };
    let root = reading.root.map(|root| original.restored(root));
    remarks.extend(stumbles.into_iter().map(|stumble| {
        let at = stumble.at.start + offset..stumble.at.end + offset;
        Located::in_file(stumble.code, at, stumble.message, stumble.help)
    }));
    (root, in_order(remarks))
}

/// Whether two bytes of a text stand on one line.
fn same_line(text: &str, one: usize, other: usize) -> bool {
    !text[one.min(other)..one.max(other)].contains('\n')
}

/// The front matter with every stumbling block replaced by as many bytes the parser gets past.
fn masked(yaml: &str, stumbles: &[Stumble]) -> String {
    let mut bytes = yaml.as_bytes().to_vec();
    for stumble in stumbles {
        let filler = if stumble.mask == Mask::Letters { b'x' } else { b' ' };
        bytes[stumble.at.clone()].fill(filler);
    }
    String::from_utf8(bytes).expect("whole characters are replaced by ASCII")
}

/// Whether a stumbling block explains why the parser still stops: it is on the same line, or indentation is a guess.
fn explains(stumble: &Stumble, yaml: &str, broken: &Broken) -> bool {
    let (Ok(at) | Err(at)) = place(yaml, broken);
    stumble.mask == Mask::Spaces || same_line(yaml, at.min(yaml.len()), stumble.at.start)
}

/// The byte of the front matter the parser stopped at; `Err` for the end.
fn place(yaml: &str, broken: &Broken) -> Result<usize, usize> {
    let at = match broken {
        Broken::Quote(at) => *at,
        Broken::Scan(error) => error.marker().byte_offset().unwrap_or(0),
    };
    if at < yaml.len() && yaml.is_char_boundary(at) { Ok(at) } else { Err(yaml.len()) }
}

/// The remark on a syntax error that no stumbling block explains.
fn explain(yaml: &str, offset: usize, broken: &Broken) -> Located {
    let at = match place(yaml, broken) {
        Ok(at) => {
            let line = yaml[at..].lines().next().unwrap_or("").trim_end();
            // A whole character, also when it is a blank one.
            let least = yaml[at..].chars().next().map_or(1, char::len_utf8);
            at + offset..at + offset + line.len().max(least)
        }
        Err(end) => end + offset..end + offset,
    };
    let (code, message, help) = match broken {
        Broken::Quote(_) => quote_left_open(),
        Broken::Scan(error) => words(error),
    };
    match code {
        Code::NestedTooDeep => nested_too_deep(at.start),
        code => Located::in_file(code, at, message, help),
    }
}

/// What to say of a quotation mark that is not closed.
fn quote_left_open() -> (Code, &'static str, &'static str) {
    let help = "zet aan het eind van de waarde hetzelfde aanhalingsteken; hoort het bij de tekst, zet dan \" om de hele waarde";
    (Code::InvalidYaml, "dit aanhalingsteken wordt niet gesloten", help)
}

/// What to say of a syntax error, by its kind.
fn words(error: &ScanError) -> (Code, &'static str, &'static str) {
    use ErrorKind as Kind;
    let quotes = "zet een tekst met bijzondere tekens tussen aanhalingstekens: onderwerp: \"Te laat: [spoed]\"";
    let shape = "een regel van de kop is een sleutel, een dubbele punt, een spatie en een waarde: onderwerp: Te laat";
    let indent = "laat sleutels die bij elkaar horen even ver inspringen, met spaties: twee per niveau";
    match error.kind() {
        Kind::RecursionLimitExceeded => (Code::NestedTooDeep, "", ""),
        Kind::DirectiveDisallowed => {
            (Code::YamlNotAllowed, "een regel die met % begint, is een aanwijzing voor YAML, en dat kan hier niet", "haal deze regel weg")
        }
        Kind::TabNotAllowed | Kind::TabInBlockIndentation | Kind::TabInIndentation | Kind::TabInPlainScalar => {
            (Code::TabIndentation, "hier staat een tab waar spaties horen", "vervang de tab door spaties, twee per niveau")
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar | Kind::InvalidQuotedScalarIndent => quote_left_open(),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            (Code::InvalidYaml, "achter het sluitende aanhalingsteken staat nog tekst", quotes)
        }
        Kind::UnknownQuotedScalarEscape | Kind::InvalidQuotedScalarHexEscape => {
            (Code::InvalidYaml, "tussen dubbele aanhalingstekens heeft \\ een betekenis die hier niet klopt", "typ \\\\ voor één \\")
        }
        Kind::UnclosedFlowCollection { .. } | Kind::UnexpectedEofFlowSequence | Kind::UnexpectedEofFlowMapping => {
            (Code::InvalidYaml, "deze haak wordt niet gesloten", "sluit de haak met ] of }, of zet de tekst tussen aanhalingstekens")
        }
        Kind::ExpectedFlowSequenceSeparator | Kind::ExpectedFlowMappingSeparator => {
            (Code::InvalidYaml, "tussen de haken ontbreekt hier een komma, of de haak wordt niet gesloten", quotes)
        }
        Kind::MismatchedFlowCollectionEnd { .. } | Kind::MisplacedFlowCollectionEnd => {
            (Code::InvalidYaml, "deze haak sluit iets wat niet open is", quotes)
        }
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (Code::InvalidYaml, "op deze regel ontbreekt een dubbele punt met een spatie", shape),
        Kind::MappingValueNotAllowed => {
            (Code::InvalidYaml, "deze dubbele punt staat op een plek waar geen sleutel kan staan; springt de regel te ver in?", indent)
        }
        Kind::InvalidIndentation | Kind::ExpectedBlockMappingKey | Kind::ExpectedBlockSequenceEntry | Kind::BlockSequenceEntryNotAllowed => {
            (Code::InvalidYaml, "deze regel springt anders in dan wat erboven staat, of er staat iets wat er niet hoort", indent)
        }
        Kind::UnexpectedCharacter { .. } => (Code::InvalidYaml, "een waarde kan niet met dit teken beginnen zonder aanhalingstekens", quotes),
        _ => (Code::InvalidYaml, "dit is niet te lezen als sleutel met waarde", shape),
    }
}

/// The front matter as it was before masking.
struct Original<'t, 's> {
    /// Its text.
    yaml: &'t str,
    /// The byte of the file at which it begins.
    offset: usize,
    /// What was masked, in the order of the text.
    stumbles: &'s [Stumble],
}

impl<'t> Original<'t, '_> {
    /// A node of the masked text with its own characters back; it holds a value whose only character was masked, too.
    fn restored(&self, node: Node<'_>) -> Node<'t> {
        let (mut at, value) = match node.value {
            Value::Scalar(text) => self.scalar(node.at, text),
            Value::Empty => self.empty(node.at),
            Value::List(items) => (node.at, Value::List(items.into_iter().map(|item| self.restored(item)).collect())),
            Value::Map(entries) => (node.at, Value::Map(entries.into_iter().map(|entry| self.entry(entry)).collect())),
        };
        let last = match &value {
            Value::List(items) => items.last(),
            Value::Map(entries) => entries.last().map(|entry| &entry.value),
            Value::Empty | Value::Scalar(_) => None,
        };
        at.end = last.map_or(at.end, |last| at.end.max(last.at.end));
        Node { at, value }
    }

    /// An entry of the masked text with its own characters back.
    fn entry(&self, entry: Entry<'_>) -> Entry<'t> {
        Entry { key: Cow::Owned(entry.key.into_owned()), key_at: entry.key_at, value: self.restored(entry.value) }
    }

    /// A scalar: as written where it was masked, else what the parser made of it.
    fn scalar(&self, at: ByteRange, text: Cow<'_, str>) -> (ByteRange, Value<'t>) {
        let start = at.start - self.offset;
        let end = at.end - self.offset;
        let near = self.stumbles.partition_point(|stumble| stumble.at.end < start);
        let touching = self.stumbles[near..].iter().take_while(|stumble| stumble.at.start < end).find(|stumble| stumble.mask != Mask::Spaces);
        let Some(stumble) = touching else { return (at, Value::Scalar(Cow::Owned(text.into_owned()))) };
        let start = start.min(stumble.at.start);
        let written = &self.yaml[start..end];
        let whole = stumbles::without_smart_quotes(written).unwrap_or(written);
        let text = if whole.contains('\n') { Cow::Owned(whole.split_whitespace().collect::<Vec<_>>().join(" ")) } else { Cow::Borrowed(whole) };
        (start + self.offset..end + self.offset, Value::Scalar(text))
    }

    /// No value, unless a value of one character was masked away.
    fn empty(&self, at: ByteRange) -> (ByteRange, Value<'t>) {
        let start = at.start - self.offset;
        let near = self.stumbles.partition_point(|stumble| stumble.at.start < start);
        let gone = self.stumbles.get(near).filter(|stumble| stumble.mask == Mask::Gap && stumble.at.start == start);
        match gone {
            Some(stumble) => {
                let text = &self.yaml[stumble.at.clone()];
                (at.start..at.start + text.len(), Value::Scalar(Cow::Borrowed(text)))
            }
            None => (at, Value::Empty),
        }
    }
}
