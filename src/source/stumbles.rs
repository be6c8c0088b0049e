//! The stumbling blocks of Dutch text in YAML: what was meant, and what to type.
//!
//! Some are legal YAML with another meaning and are found while the tree is built ([`cut_short`] and its neighbours).
//! The others break the file; [`breaking`] looks for them, line by line, once the parser has given up.

use super::quote;
use super::tree::ByteRange;
use crate::diagnostic::{Code, Field};

/// A place where YAML reads something else than was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stumble {
    /// The bytes of the front matter it is about.
    pub at: ByteRange,
    /// Which remark.
    pub code: Code,
    /// What is the matter.
    pub message: String,
    /// The line as it should be typed.
    pub help: String,
    /// How the parser gets past it.
    pub mask: Mask,
}

/// What a broken value is replaced by, in as many bytes, so that the parser can read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mask {
    /// Letters: the bytes are a text as they stand.
    Letters,
    /// Spaces for the first character: it stands where a space should have been.
    Gap,
    /// Spaces: the bytes are tabs.
    Spaces,
}

/// Fields whose value is text of a person, in which ` #` is more likely text than the start of a comment.
const FREE_TEXT: &[Field] = &[
    Field::SubjectLine,
    Field::Name,
    Field::Organisation,
    Field::PostalAddress,
    Field::Address,
    Field::Residence,
    Field::Reason,
    Field::What,
    Field::Who,
    Field::Cause,
    Field::Measure,
    Field::Owner,
    Field::Grounds,
    Field::Manner,
    Field::Body,
    Field::DecidingBody,
    Field::Redress,
    Field::Satisfaction,
    Field::OnBehalfOf,
    Field::Contract,
    Field::SubmittedOnSource,
    Field::ReceivedVia,
];

/// Words of a vocabulary that such a field may hold as well; behind these a `#` begins a comment.
const WORDS: &[&str] = &["anoniem", "geen", "niet_opgegeven", "klachtindiener", "telefoon", "balie", "gesprek"];

/// The text behind a plain value that a `#` cut off, with the remark's message and help.
///
/// Only a free text counts, and only with a single space before the `#`: two or more make a comment.
pub(super) fn cut_short(yaml: &str, key: &str, value: ByteRange) -> Option<Stumble> {
    let rest = yaml[value.end..].strip_prefix(" #")?;
    let kept = &yaml[value.clone()];
    if WORDS.contains(&kept) || !FREE_TEXT.iter().any(|field| field.key() == key) {
        return None;
    }
    let cut = rest.lines().next().unwrap_or("").trim_end();
    let at = value.end + 1..value.end + 2 + cut.len();
    let whole = &yaml[value.start..at.end];
    let shown = if kept.is_empty() { "niets" } else { kept };
    let message = format!("vanaf # telt de rest van de regel niet mee: van «{key}» blijft over «{shown}»");
    let help = format!("typ: {key}: {}   (of zet twee spaties voor # als het een aantekening is)", quote::quoted(whole.trim_start()));
    Some(Stumble { at, code: Code::TextCutShort, message, help, mask: Mask::Letters })
}

/// The text between typographic quotation marks, when they enclose the whole value and nothing else.
pub(super) fn without_smart_quotes(text: &str) -> Option<&str> {
    let smart = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛');
    let inner = text.strip_prefix(smart)?.strip_suffix(smart)?;
    (!inner.contains(['“', '”', '„', '‟', '‘', '‚', '‛'])).then_some(inner)
}

/// The remark on a value between typographic quotation marks.
pub(super) fn smart_quotes(line: &str, at: ByteRange, inner: &str, whole: &str) -> Stumble {
    let message = "typografische aanhalingstekens (“ ”) tellen als tekst; alleen rechte (\") sluiten een waarde in".to_owned();
    let help = format!("typ: {}", line.trim().replacen(whole, &quote::quoted(inner), 1));
    Stumble { at, code: Code::QuotesNeeded, message, help, mask: Mask::Letters }
}

/// Key and value of a text such as `naam:Jan`, in which the space behind the colon is missing.
pub(super) fn missing_space(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once(':')?;
    let keyish = key.len() > 1 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let sound = keyish && !value.is_empty() && !value.starts_with([' ', '\t', '/', '\\']);
    sound.then_some((key, value))
}

/// The remark on a missing space; `at` is the first character behind the colon.
pub(super) fn space_needed(at: ByteRange, key: &str, value: &str) -> Stumble {
    let message = format!("achter de dubbele punt van «{key}» ontbreekt een spatie");
    let help = format!("typ: {key}: {}", quote::written(value, quote::Context::Block));
    Stumble { at, code: Code::InvalidYaml, message, help, mask: Mask::Gap }
}

/// The remark on a text between braces that a comma cut in two; `whole` is the text as meant.
pub(super) fn comma(at: ByteRange, key: &str, whole: &str) -> Stumble {
    let message = format!("de komma knipt de tekst van «{key}» hier af: tussen {{ en }} scheidt een komma de sleutels");
    let help = format!("typ: {key}: {}", quote::quoted(whole));
    Stumble { at, code: Code::QuotesNeeded, message, help, mask: Mask::Letters }
}

/// The remark on a value that must be quoted, with the line as it should be typed.
pub(super) fn quotes_needed(line: &str, at: ByteRange, value: &str, why: &str) -> Stumble {
    let text = without_smart_quotes(value).unwrap_or(value);
    let help = format!("typ: {}", line.trim().replacen(value, &quote::quoted(text), 1));
    Stumble { at, code: Code::QuotesNeeded, message: why.to_owned(), help, mask: Mask::Letters }
}

/// The stumbling blocks that no parser gets past, in the order of the lines.
pub(super) fn breaking(yaml: &str) -> Vec<Stumble> {
    let mut start = 0;
    let lines: Vec<Line<'_>> = yaml
        .split('\n')
        .map(|text| {
            let line = Line { start, text: text.strip_suffix('\r').unwrap_or(text) };
            start += text.len() + 1;
            line
        })
        .collect();
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        if line.is_void() {
            continue;
        }
        found.extend(line.tabs());
        let Some(value) = line.value() else { continue };
        match value.nature(&lines[index..]) {
            Nature::Sound => {}
            Nature::Continues(lines) => index += lines,
            Nature::Stumbles(stumble) => found.push(stumble),
        }
    }
    found
}

/// A line of the front matter.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The byte at which it begins.
    start: usize,
    /// The line without its line end.
    text: &'t str,
}

/// The value on a line.
struct LineValue<'t> {
    /// The line it stands on.
    line: Line<'t>,
    /// The column of the key, or of the dash of a list entry.
    column: usize,
    /// The key; empty in a list of texts.
    key: &'t str,
    /// The byte of the line at which the value begins.
    from: usize,
    /// Whether the space behind the colon is missing.
    glued: bool,
}

/// What becomes of the value on a line.
enum Nature {
    /// The parser reads it as it stands.
    Sound,
    /// It goes on for so many lines.
    Continues(usize),
    /// It is not read as meant.
    Stumbles(Stumble),
}

impl<'t> Line<'t> {
    /// Whether nothing stands on the line but perhaps a comment.
    fn is_void(self) -> bool {
        let content = self.text.trim_start();
        content.is_empty() || content.starts_with('#')
    }

    /// The number of bytes of white space it begins with.
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    /// The remark on tabs in the indentation.
    fn tabs(self) -> Option<Stumble> {
        let indent = &self.text[..self.indent()];
        let first = indent.find('\t')?;
        let at = self.start + first..self.start + indent.len();
        let help = format!("vervang de tab door spaties, twee per niveau: {}{}", indent.replace('\t', "  "), self.text.trim());
        Some(Stumble { at, code: Code::TabIndentation, message: "de regel springt in met een tab".to_owned(), help, mask: Mask::Spaces })
    }

    /// The value on the line; `None` when it has no key and is no entry of a list.
    fn value(self) -> Option<LineValue<'t>> {
        let mut from = self.indent();
        let mut column = from;
        let mut in_list = false;
        while self.text[from..].starts_with("- ") {
            column = if in_list { column } else { from };
            from += 1 + self.text[from + 1..].bytes().take_while(|byte| *byte == b' ').count();
            in_list = true;
        }
        let rest = &self.text[from..];
        let key = &rest[..rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count()];
        let Some(behind) = rest[key.len()..].trim_start_matches(' ').strip_prefix(':').filter(|_| !key.is_empty()) else {
            return in_list.then_some(LineValue { line: self, column, key: "", from, glued: false });
        };
        let value = behind.trim_start_matches([' ', '\t']);
        let glued = missing_space(rest).is_some();
        if value.len() == behind.len() && !behind.is_empty() && !glued {
            return in_list.then_some(LineValue { line: self, column, key: "", from, glued: false });
        }
        Some(LineValue { line: self, column, key, from: self.text.len() - value.len(), glued })
    }
}

impl LineValue<'_> {
    /// The value as meant: without the comment behind it, which two spaces set apart.
    fn text(&self) -> &str {
        let whole = &self.line.text[self.from..];
        whole.find("  #").map_or(whole, |comment| &whole[..comment]).trim_end()
    }

    /// The remark that the value needs quotation marks.
    fn stumble(&self, why: &str) -> Nature {
        let start = self.line.start + self.from;
        Nature::Stumbles(quotes_needed(self.line.text, start..start + self.text().len(), self.text(), why))
    }

    /// What becomes of the value, given the lines below it.
    fn nature(&self, below: &[Line<'_>]) -> Nature {
        let text = self.text();
        let Some(first) = text.chars().next() else { return Nature::Sound };
        if self.glued {
            let start = self.line.start + self.from;
            return Nature::Stumbles(space_needed(start..start + first.len_utf8(), self.key, text));
        }
        let token = text.split([' ', '\t']).next().unwrap_or(text);
        match first {
            '\'' | '"' | '[' | '{' => self.enclosed(first, below),
            '|' | '>' if is_block_header(text) => {
                Nature::Continues(below.iter().take_while(|line| line.is_void() || line.indent() > self.column).count())
            }
            '@' | '`' | '%' | ',' | ']' | '}' | '|' | '>' => {
                self.stumble(&format!("een waarde kan niet beginnen met {first} zonder aanhalingstekens"))
            }
            '*' if token != text => self.stumble("een waarde die met * begint, leest als een verwijzing"),
            '&' if token == "&" => self.stumble("een waarde die met & begint, leest als een anker"),
            '!' if token[1..].trim_start_matches('!').contains(|c: char| !c.is_ascii_alphanumeric()) => {
                self.stumble("een waarde die met ! begint, leest als een typeaanduiding")
            }
            '-' | '?' | ':' if token.len() == 1 && !self.key.is_empty() => {
                self.stumble(&format!("een waarde die met {first} en een spatie begint, leest als een lijst of sleutel"))
            }
            _ => self.plain(text),
        }
    }

    /// What becomes of a value without marks around it: a colon with a space in it reads as a key.
    fn plain(&self, text: &str) -> Nature {
        let read = text.split(" #").next().unwrap_or(text);
        let colon = read.find(": ").or_else(|| read.ends_with(':').then(|| read.len() - 1));
        match colon {
            // An entry of a list that is no key of ours may be any map.
            Some(at) if !self.key.is_empty() => self.stumble(&format!("de dubbele punt achter «{}» leest als een sleutel", &read[..at])),
            _ => Nature::Sound,
        }
    }

    /// What becomes of a value that begins with a quotation mark or a bracket.
    fn enclosed(&self, first: char, below: &[Line<'_>]) -> Nature {
        let mut scan = Enclosure::default();
        if let Some(end) = scan.close(&self.line.text[self.from..]) {
            let rest = self.line.text[self.from + end..].trim_start();
            let sound = rest.is_empty() || rest.starts_with('#');
            return if sound { Nature::Sound } else { self.stumble(&format!("achter het sluitteken van {first} staat nog tekst")) };
        }
        for (index, line) in below.iter().enumerate() {
            let closing = line.text.trim_start().starts_with([']', '}']);
            if !line.is_void() && line.indent() <= self.column && !closing {
                break;
            }
            if scan.close(line.text).is_some() {
                return Nature::Continues(index + 1);
            }
        }
        let sign = if first == '\'' { "de apostrof" } else { "het teken" };
        self.stumble(&format!("{sign} {first} opent een waarde die niet wordt gesloten"))
    }
}

/// Whether the text begins a block of text: `|` or `>`, perhaps a sign and a digit, perhaps a comment.
fn is_block_header(text: &str) -> bool {
    let signs = text[1..].trim_start_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
    text.len() - signs.len() <= 3 && (signs.trim().is_empty() || signs.trim_start() != signs && signs.trim_start().starts_with('#'))
}

/// Quotation marks and brackets that are open.
#[derive(Default)]
struct Enclosure {
    /// The quotation mark that is open.
    quote: Option<u8>,
    /// The number of brackets that are open.
    brackets: usize,
}

impl Enclosure {
    /// Goes through a line; returns the byte behind the one that closes everything.
    fn close(&mut self, line: &str) -> Option<usize> {
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let begins = at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'[' | b'{' | b',');
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(b'\''), b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 1,
                (Some(quote), _) if byte == quote => {
                    self.quote = None;
                    if self.brackets == 0 {
                        return Some(at + 1);
                    }
                }
                (None, b'"' | b'\'') if begins => self.quote = Some(byte),
                (None, b'#') if begins && at > 0 => return None,
                (None, b'[' | b'{') => self.brackets += 1,
                (None, b']' | b'}') => {
                    self.brackets = self.brackets.saturating_sub(1);
                    if self.brackets == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}
