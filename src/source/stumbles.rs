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

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::source::{Lines, parse};

    /// Every remark on a front matter: code, line, column, help.
    fn remarks(yaml: &str) -> Vec<(Code, usize, usize, String)> {
        let lines = Lines::new(yaml.as_bytes());
        let (_, remarks) = parse(yaml, 0);
        let placed = remarks.into_iter().map(|remark| {
            let position = lines.position(remark.at.start);
            (remark.diagnostic.code, position.line, position.column, remark.diagnostic.help)
        });
        placed.collect()
    }

    /// A line between two sound ones earns one remark, at this column, that says what to type;
    /// what stands above and below is read, and the value is the text that was meant.
    #[track_caller]
    fn stumbles(line: &str, code: Code, column: usize, typed: &str, meant: &str) {
        let yaml = format!("status: ontvangen\n{line}\nkanaal: post\n");
        let remarks = remarks(&yaml);
        let [(found, row, col, help)] = remarks.as_slice() else { panic!("one remark expected on {line}: {remarks:?}") };
        assert_eq!((*found, *row, *col), (code, 2, column), "{line}");
        assert!(help.starts_with(&format!("typ: {typed}")), "{line}\n{help}");
        let (root, _) = parse(&yaml, 0);
        let root = root.unwrap_or_else(|| panic!("no tree for {line}"));
        let texts: Vec<_> = root.entries().iter().map(|entry| entry.value.text()).collect();
        assert_eq!(texts, [Some("ontvangen"), Some(meant), Some("post")], "{line}");
        let (_, again) = parse(typed, 0);
        assert_eq!(again, [], "what is to be typed is sound: {typed}");
    }

    /// A front matter without a remark.
    #[track_caller]
    fn sound(yaml: &str) {
        assert_eq!(remarks(yaml), [], "{yaml}");
    }

    #[test]
    fn apostrophe_at_the_start() {
        stumbles("woonplaats: 's-Gravenhage", Code::QuotesNeeded, 13, "woonplaats: \"'s-Gravenhage\"", "'s-Gravenhage");
        stumbles("onderwerp: 's Avonds is 't laat", Code::QuotesNeeded, 12, "onderwerp: \"'s Avonds is 't laat\"", "'s Avonds is 't laat");
        stumbles("woonplaats: 's-Gravenhage   # stad", Code::QuotesNeeded, 13, "woonplaats: \"'s-Gravenhage\"   # stad", "'s-Gravenhage");
    }

    #[test]
    fn apostrophe_that_a_later_line_seems_to_close() {
        let yaml = "woonplaats: 's-Gravenhage\norganisatie: De Jongens'\nkanaal: post\n";
        let remarks = remarks(yaml);
        assert_eq!(remarks.iter().map(|remark| (remark.0, remark.1, remark.2)).collect::<Vec<_>>(), [(Code::QuotesNeeded, 1, 13)]);
    }

    #[test]
    fn colon_and_space_in_a_text() {
        stumbles("onderwerp: Ja: graag", Code::QuotesNeeded, 12, "onderwerp: \"Ja: graag\"", "Ja: graag");
        stumbles("onderwerp: één: twee: drie", Code::QuotesNeeded, 12, "onderwerp: \"één: twee: drie\"", "één: twee: drie");
        stumbles("onderwerp: let op:", Code::QuotesNeeded, 12, "onderwerp: \"let op:\"", "let op:");
    }

    #[test]
    fn hash_that_cuts_a_text() {
        stumbles("onderwerp: klacht # over boek", Code::TextCutShort, 19, "onderwerp: \"klacht # over boek\"", "klacht");
        stumbles("onderwerp: bestelling #3 zoek", Code::TextCutShort, 23, "onderwerp: \"bestelling #3 zoek\"", "bestelling");
    }

    #[test]
    fn hash_that_swallows_a_text() {
        let remarks = remarks("onderwerp: #3 niet geleverd\n");
        assert_eq!(remarks.iter().map(|remark| (remark.0, remark.1, remark.2)).collect::<Vec<_>>(), [(Code::TextCutShort, 1, 12)]);
        assert!(remarks[0].3.starts_with("typ: onderwerp: \"#3 niet geleverd\""), "{}", remarks[0].3);
    }

    #[test]
    fn comments_are_comments() {
        sound("ontvangen_op: 2026-11-03 # de dag van de post\n");
        sound("kanaal: post # of e-mail\n");
        sound("naam: anoniem # wil niet genoemd worden\n");
        sound("schema: 1 # versie\n");
        sound("onderwerp: Te laat  # nog nakijken\n");
        sound("onderwerp: \"Te laat\" # nog nakijken\n");
        sound("onderwerp: # nog in te vullen\nreden:   # later\n");
        sound("wijze: telefoon # belde zelf\n");
    }

    #[test]
    fn signs_that_cannot_begin_a_text() {
        for sign in ["@", "%", "`", ",", "]", "}"] {
            let value = format!("{sign}de Vries");
            stumbles(&format!("naam: {value}"), Code::QuotesNeeded, 7, &format!("naam: \"{value}\""), &value);
        }
        stumbles("onderwerp: > 5 dagen te laat", Code::QuotesNeeded, 12, "onderwerp: \"> 5 dagen te laat\"", "> 5 dagen te laat");
        stumbles("onderwerp: | streep", Code::QuotesNeeded, 12, "onderwerp: \"| streep\"", "| streep");
        stumbles("onderwerp: - geen", Code::QuotesNeeded, 12, "onderwerp: \"- geen\"", "- geen");
        stumbles("onderwerp: ? geen", Code::QuotesNeeded, 12, "onderwerp: \"? geen\"", "? geen");
        stumbles("onderwerp: & Zonen", Code::QuotesNeeded, 12, "onderwerp: \"& Zonen\"", "& Zonen");
    }

    #[test]
    fn emphasis() {
        stumbles("onderwerp: *nadruk*", Code::QuotesNeeded, 12, "onderwerp: \"*nadruk*\"", "*nadruk*");
        stumbles("onderwerp: *nadruk* op tijd", Code::QuotesNeeded, 12, "onderwerp: \"*nadruk* op tijd\"", "*nadruk* op tijd");
        stumbles("onderwerp: **vet**", Code::QuotesNeeded, 12, "onderwerp: \"**vet**\"", "**vet**");
    }

    #[test]
    fn exclamation_mark_and_ampersand_at_the_start() {
        stumbles("onderwerp: ! let op", Code::QuotesNeeded, 12, "onderwerp: \"! let op\"", "let op");
        stumbles("onderwerp: !Spoed klacht", Code::YamlNotAllowed, 12, "onderwerp: \"!Spoed klacht\"", "klacht");
        stumbles("onderwerp: &Zonen te laat", Code::YamlNotAllowed, 12, "onderwerp: \"&Zonen te laat\"", "te laat");
    }

    #[test]
    fn text_behind_brackets_or_quotation_marks() {
        stumbles("onderwerp: [spoed] klacht", Code::QuotesNeeded, 12, "onderwerp: \"[spoed] klacht\"", "[spoed] klacht");
        stumbles("onderwerp: {spoed} klacht", Code::QuotesNeeded, 12, "onderwerp: \"{spoed} klacht\"", "{spoed} klacht");
        stumbles("onderwerp: \"Goed\" zei hij", Code::QuotesNeeded, 12, "onderwerp: '\"Goed\" zei hij'", "\"Goed\" zei hij");
        stumbles("onderwerp: [spoed", Code::QuotesNeeded, 12, "onderwerp: \"[spoed\"", "[spoed");
        stumbles("onderwerp: \"half", Code::QuotesNeeded, 12, "onderwerp: '\"half'", "\"half");
    }

    #[test]
    fn value_between_braces() {
        stumbles("reden: {zie bijlage}", Code::QuotesNeeded, 8, "reden: \"{zie bijlage}\"", "{zie bijlage}");
    }

    #[test]
    fn comma_between_braces() {
        let yaml = "langer_bewaren: {reden: ziek, en weg, tot: 2028-06-01}\n";
        let found = remarks(yaml);
        assert_eq!(found, [(Code::QuotesNeeded, 1, 31, "typ: reden: \"ziek, en weg\"".to_owned())]);
        let (root, _) = parse(yaml, 0);
        let root = root.expect("a tree");
        let value = &root.entry("langer_bewaren").expect("there").value;
        let texts: Vec<_> = value.entries().iter().map(|entry| (&*entry.key, entry.value.text())).collect();
        assert_eq!(texts, [("reden", Some("ziek, en weg")), ("tot", Some("2028-06-01"))]);
    }

    #[test]
    fn missing_space_behind_a_colon() {
        stumbles("onderwerp:Te laat", Code::InvalidYaml, 11, "onderwerp: Te laat", "Te laat");
        stumbles("onderwerp:É", Code::InvalidYaml, 11, "onderwerp: É", "É");
    }

    #[test]
    fn missing_space_in_the_only_key_of_a_group() {
        let (root, _) = parse("klachtindiener:\n  naam:Jan\n", 0);
        assert_eq!(
            root.expect("a tree").entry("klachtindiener").and_then(|entry| entry.value.entry("naam")?.value.text().map(str::to_owned)),
            Some("Jan".to_owned())
        );
        let found = remarks("klachtindiener:\n  naam:Jan\nafspraken:\n  - wat:iets\n");
        let places: Vec<_> = found.iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
        assert_eq!(places, [(Code::InvalidYaml, 2, 8), (Code::InvalidYaml, 4, 9)]);
    }

    #[test]
    fn tab_in_the_indentation() {
        let yaml = "klachtindiener:\n\tnaam: Jan\n\temail: jan@voorbeeld.example\nkanaal: post\n";
        let found = remarks(yaml);
        let places: Vec<_> = found.iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
        assert_eq!(places, [(Code::TabIndentation, 2, 1), (Code::TabIndentation, 3, 1)]);
        assert!(found[0].3.ends_with("twee per niveau:   naam: Jan"), "{}", found[0].3);
        let (root, _) = parse(yaml, 0);
        assert_eq!(root.expect("a tree").entry("klachtindiener").map(|entry| entry.value.entries().len()), Some(2));
    }

    #[test]
    fn typographic_quotation_marks() {
        stumbles("naam: “Jan”", Code::QuotesNeeded, 7, "naam: \"Jan\"", "Jan");
        stumbles("naam: „Jan”", Code::QuotesNeeded, 7, "naam: \"Jan\"", "Jan");
        stumbles("onderwerp: “Ja: graag”", Code::QuotesNeeded, 12, "onderwerp: \"Ja: graag\"", "Ja: graag");
        sound("onderwerp: “Ja” en “nee”\n");
        sound("onderwerp: “Ja” zei hij\n");
    }

    #[test]
    fn several_stumbling_blocks_are_told_at_once() {
        let yaml = "naam: @piet\nwoonplaats: 's-Gravenhage\nreden: Ja: graag\nreden: dubbel\n";
        let codes: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.0, remark.1)).collect();
        assert_eq!(codes, [(Code::QuotesNeeded, 1), (Code::QuotesNeeded, 2), (Code::QuotesNeeded, 3), (Code::DuplicateKey, 4)]);
    }

    #[test]
    fn stumbling_block_in_a_list_entry() {
        let yaml = "afspraken:\n  - wat: @kantoor\n    wie: 't Hof\nbeklaagde:\n  - 't Hof\n";
        let codes: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.0, remark.1, remark.2)).collect();
        assert_eq!(codes, [(Code::QuotesNeeded, 2, 10), (Code::QuotesNeeded, 3, 10), (Code::QuotesNeeded, 5, 5)]);
    }

    #[test]
    fn other_errors_are_told_once_and_in_place() {
        let cases = [
            ("status: ontvangen\nonderwerp te laat\nkanaal: post\n", 2, 1),
            ("status: ontvangen\n  kanaal: post\n", 2, 9),
            ("klachtindiener:\n   naam: Jan\n  email: x\n", 3, 3),
            ("a: [b, c\n", 1, 4),
            ("a: {b: @c}\n", 1, 8),
        ];
        for (yaml, line, column) in cases {
            let found: Vec<_> = remarks(yaml).into_iter().map(|remark| (remark.1, remark.2)).collect();
            assert_eq!(found, [(line, column)], "{yaml}");
        }
    }

    #[test]
    fn syntax_error_beside_a_stumbling_block_is_told_as_well() {
        let found: Vec<_> = remarks("naam: @piet\nstatus: ontvangen\nonderwerp te laat\n").into_iter().map(|remark| (remark.0, remark.1)).collect();
        assert_eq!(found, [(Code::QuotesNeeded, 1), (Code::InvalidYaml, 3)]);
    }

    #[test]
    fn texts_over_several_lines_are_no_stumbling_block() {
        let quoted = "a: \"één\n  twee: drie\"\nb: 'x\n  y'\n";
        let flow = "c: [x,\n  'y: z'\n]\nd: |\n  'tekst: met @ en [\n\n  - x\ne: >-\n  'k\n";
        let broken = format!("{quoted}{flow}naam: @piet\n");
        assert_eq!(remarks(&broken).len(), 1, "{:?}", remarks(&broken));
    }
}
