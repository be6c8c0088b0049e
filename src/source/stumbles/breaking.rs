//! The stumbling blocks that break a file, found line by line.

use super::{Mask, Stumble, missing_space, quotes_needed, space_needed};
use crate::diagnostic::Code;
use crate::source::quote::quoted;

/// The stumbling blocks that no parser gets past, in the order of the lines.
pub(in crate::source) fn breaking(yaml: &str) -> Vec<Stumble> {
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

    /// The remark on a quotation mark that was to be closed on its own line.
    fn unclosed(&self) -> Nature {
        let (start, text) = (self.line.start + self.from, self.text());
        let message = "het aanhalingsteken dat op deze regel begint, wordt hier niet gesloten".to_owned();
        let help = format!("typ: {}", self.line.text.trim().replacen(text, &quoted(&text[1..]), 1));
        Nature::Stumbles(Stumble { at: start..start + text.len(), code: Code::QuotesNeeded, message, help, mask: Mask::Letters })
    }

    /// What becomes of a value that begins with a quotation mark or a bracket.
    fn enclosed(&self, first: char, below: &[Line<'_>]) -> Nature {
        let mut scan = Enclosure::default();
        if let Some(end) = scan.close(&self.line.text[self.from..]) {
            let rest = self.line.text[self.from + end..].trim_start();
            let sound = rest.is_empty() || rest.starts_with('#');
            return if sound { Nature::Sound } else { self.stumble(&format!("achter het sluitteken van {first} staat nog tekst")) };
        }
        let is_quote = matches!(first, '"' | '\'');
        for (index, line) in below.iter().enumerate() {
            let closing = line.text.trim_start().starts_with([']', '}']);
            if !line.is_void() && line.indent() <= self.column && !closing {
                break;
            }
            let Some(end) = scan.close(line.text) else { continue };
            let rest = line.text[end..].trim_start();
            // What stands behind a closing quotation mark further down shows that it opens a text of its own.
            if is_quote && !rest.is_empty() && !rest.starts_with('#') {
                break;
            }
            return Nature::Continues(index + 1);
        }
        match first {
            '"' => self.unclosed(),
            '\'' => self.stumble("de apostrof ' opent een waarde die niet wordt gesloten"),
            _ => self.stumble(&format!("het teken {first} opent een waarde die niet wordt gesloten")),
        }
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
