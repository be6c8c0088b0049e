//! A file split into front matter and text, with every check that must come before a parser.

use super::conflict::conflicts;
use super::depth::{DEPTH_LIMIT, too_deep};
use super::remark::Located;
use super::tree::ByteRange;
use crate::diagnostic::Code;

/// The bytes a front matter, or a rule file, may have at most.
pub const FRONT_MATTER_LIMIT: usize = 64 * 1024;
/// The most bytes a register may have: some fifty thousand lines.
const REGISTER_LIMIT: usize = 16 * 1024 * 1024;
/// The bytes the text under the front matter may have at most.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// The mark some editors put before the first character of a file.
const BOM: &str = "\u{feff}";
/// The line that opens and closes the front matter.
const DELIMITER: &str = "---";

/// A file that may be read: encoding, size and depth are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'t> {
    /// The lines between the two delimiters; of a rule file everything.
    pub front_matter: &'t str,
    /// The byte of the file at which the front matter begins.
    pub front_matter_at: usize,
    /// Everything behind the closing delimiter; of a rule file nothing.
    pub body: &'t str,
    /// The byte of the file at which the text begins.
    pub body_at: usize,
    /// How its lines end, told from the first one.
    pub newline: Newline,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newline {
    /// As on Linux and macOS.
    LineFeed,
    /// As on Windows.
    CarriageReturnLineFeed,
}

impl Newline {
    /// The characters themselves.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LineFeed => "\n",
            Self::CarriageReturnLineFeed => "\r\n",
        }
    }

    /// The line end of the first line of a text.
    fn of(text: &str) -> Self {
        match text.split_once('\n') {
            Some((first, _)) if first.ends_with('\r') => Self::CarriageReturnLineFeed,
            _ => Self::LineFeed,
        }
    }
}

/// Splits a dossier into front matter and text; `None` when it cannot be read at all, and then a remark says why.
#[must_use]
pub fn split(bytes: &[u8]) -> (Option<Document<'_>>, Vec<Located>) {
    match readable(bytes, FRONT_MATTER_LIMIT + BODY_LIMIT) {
        Ok((text, bom)) => split_text(text, bom),
        Err(remark) => (None, vec![*remark]),
    }
}

/// Takes in a register, which is YAML as a whole and grows with every dossier that is destroyed.
pub fn split_register(bytes: &[u8]) -> (Option<Document<'_>>, Vec<Located>) {
    split_yaml(bytes, REGISTER_LIMIT)
}

/// Takes in a file that is YAML as a whole, such as the rule file, under the same limits as a front matter.
#[must_use]
pub fn split_rules(bytes: &[u8]) -> (Option<Document<'_>>, Vec<Located>) {
    split_yaml(bytes, FRONT_MATTER_LIMIT)
}

fn split_yaml(bytes: &[u8], limit: usize) -> (Option<Document<'_>>, Vec<Located>) {
    let (text, bom) = match readable(bytes, limit) {
        Ok(text) => text,
        Err(remark) => return (None, vec![*remark]),
    };
    let at = usize::from(bom) * BOM.len();
    let front_matter = &text[at..];
    let newline = Newline::of(text);
    let document = Document { front_matter, front_matter_at: at, body: "", body_at: text.len(), newline, bom };
    let mut remarks = conflicts(front_matter, at, false);
    remarks.extend(depth_remark(&document));
    (remarks.is_empty().then_some(document), remarks)
}

/// The bytes as text, and whether a byte order mark precedes it.
fn readable(bytes: &[u8], limit: usize) -> Result<(&str, bool), Box<Located>> {
    // Delimiters and mark come on top of what is limited.
    if bytes.len() > limit + 64 {
        return Err(Box::new(too_large(0..0, "het bestand", bytes.len(), limit)));
    }
    if bytes.contains(&0) {
        let at = bytes.iter().position(|byte| *byte == 0).unwrap_or(0);
        return Err(Box::new(unreadable(bytes, at, "een NUL-byte")));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Box::new(unreadable(bytes, error.valid_up_to(), "geen geldige UTF-8")))?;
    Ok((text, text.starts_with(BOM)))
}

/// The remark on bytes that are no text.
fn unreadable(bytes: &[u8], at: usize, what: &str) -> Located {
    let message = format!("op byte {at}, geteld vanaf 0, staat {what}");
    let help = if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || bytes[at] == 0 {
        "het bestand lijkt als UTF-16 bewaard of is geen tekstbestand; bewaar het in uw editor opnieuw, met codering UTF-8".to_owned()
    } else {
        let meant = char::from(bytes[at]);
        let letter = if meant.is_alphabetic() { format!(" (waarschijnlijk de letter {meant})") } else { String::new() };
        format!("bewaar het bestand in uw editor opnieuw, met codering UTF-8, en kijk dit teken na{letter}")
    };
    Located::in_file(Code::UnreadableFile, at..at + 1, message, help)
}

/// The remark on a file, or a part of it, that is larger than it may be.
fn too_large(at: ByteRange, part: &str, size: usize, limit: usize) -> Located {
    let message = format!("{part} is {} KiB groot; hooguit {} KiB mag", size.div_ceil(1024), limit / 1024);
    Located::in_file(Code::FileTooLarge, at, message, "bewaar lange stukken als bestand in de map bijlagen en noem ze in het dossier")
}

/// The remark on a front matter that is nested too deep.
fn depth_remark(document: &Document<'_>) -> Option<Located> {
    let at = document.front_matter_at + too_deep(document.front_matter)?;
    Some(nested_too_deep(at))
}

/// The remark on the byte that opens one level too many.
pub(super) fn nested_too_deep(at: usize) -> Located {
    let message = format!("hier is de kop dieper genest dan {DEPTH_LIMIT} niveaus");
    Located::in_file(
        Code::NestedTooDeep,
        at..at + 1,
        message,
        "haal overtollige haken of inspringing weg; een dossier heeft hooguit zes niveaus nodig",
    )
}

/// A line of the file.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The byte at which it begins.
    start: usize,
    /// The line without its line end.
    text: &'t str,
    /// The byte at which the next line begins.
    next: usize,
}

/// The lines of `text` from byte `from` on.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    text[from..].split_inclusive('\n').scan(from, |start, whole| {
        let line = whole.strip_suffix('\n').map_or(whole, |line| line.strip_suffix('\r').unwrap_or(line));
        let begin = *start;
        *start += whole.len();
        Some(Line { start: begin, text: line, next: *start })
    })
}

/// Splits a readable text at its two delimiters.
fn split_text(text: &str, bom: bool) -> (Option<Document<'_>>, Vec<Located>) {
    let begin = usize::from(bom) * BOM.len();
    let Some(opening) = lines(text, begin).next().filter(|line| line.text == DELIMITER) else {
        return (None, vec![missing(text, begin)]);
    };
    let Some(closing) = closing(text, opening.next) else {
        let mut remarks = conflicts(&text[opening.next..], opening.next, false);
        remarks.push(unclosed(text, opening.next));
        return (None, remarks);
    };
    let document = Document {
        front_matter: &text[opening.next..closing.start],
        front_matter_at: opening.next,
        body: &text[closing.next..],
        body_at: closing.next,
        newline: Newline::of(text),
        bom,
    };
    let mut remarks = unfit(&document);
    let fit = remarks.is_empty();
    remarks.extend(conflicts(document.body, document.body_at, true));
    (fit.then_some(document), remarks)
}

/// The first line from byte `from` on that is exactly the delimiter.
fn closing(text: &str, from: usize) -> Option<Line<'_>> {
    let first = lines(text, from).next().filter(|line| line.text == DELIMITER);
    first.or_else(|| {
        let starts = text[from..].match_indices('\n').map(|(at, _)| from + at + 1);
        let candidates = starts.filter(|start| text.as_bytes()[*start..].starts_with(DELIMITER.as_bytes()));
        candidates.filter_map(|start| lines(text, start).next()).find(|line| line.text == DELIMITER)
    })
}

/// The remarks that keep a front matter from the parser, and a text from whoever reads on.
fn unfit(document: &Document<'_>) -> Vec<Located> {
    let mut remarks = Vec::new();
    let size = document.front_matter.len();
    if size > FRONT_MATTER_LIMIT {
        let at = document.front_matter_at..document.front_matter_at;
        remarks.push(too_large(at, "de kop", size, FRONT_MATTER_LIMIT));
    }
    if document.body.len() > BODY_LIMIT {
        let at = document.body_at..document.body_at;
        remarks.push(too_large(at, "de tekst onder de kop", document.body.len(), BODY_LIMIT));
    }
    remarks.extend(conflicts(document.front_matter, document.front_matter_at, false));
    remarks.extend(depth_remark(document));
    remarks
}

/// The remark on a file that does not begin with the delimiter.
fn missing(text: &str, begin: usize) -> Located {
    let nearly = lines(text, begin).take(20).find(|line| looks_like_delimiter(line.text));
    let (at, help) = match nearly {
        Some(line) if line.text == DELIMITER => (line, "haal alles weg wat boven de eerste regel --- staat, ook lege regels"),
        Some(line) => (line, "maak van deze regel precies drie streepjes, ---, zonder iets ervoor of erachter, en zet haar bovenaan"),
        None => {
            let first = lines(text, begin).next().unwrap_or(Line { start: begin, text: "", next: begin });
            (first, "zet op de eerste regel alleen ---, daaronder de kop, en sluit de kop af met weer een regel ---")
        }
    };
    let message = "het bestand begint niet met een regel waarop alleen --- staat";
    Located::in_file(Code::FrontMatterMissing, at.start..at.start + at.text.len(), message, help)
}

/// The remark on a front matter without its closing delimiter.
fn unclosed(text: &str, from: usize) -> Located {
    let nearly = lines(text, from).find(|line| looks_like_delimiter(line.text));
    let heading = lines(text, from).find(|line| line.text.starts_with("## "));
    let (at, help) = match (nearly, heading) {
        (Some(line), _) => {
            (line.start..line.start + line.text.len(), "maak van deze regel precies drie streepjes, ---, zonder iets ervoor of erachter")
        }
        (None, Some(line)) => (line.start..line.start, "zet boven deze regel een regel waarop alleen --- staat"),
        (None, None) => (text.len()..text.len(), "zet onder de kop een regel waarop alleen --- staat"),
    };
    Located::in_file(Code::FrontMatterUnclosed, at, "de kop wordt niet afgesloten met een regel waarop alleen --- staat", help)
}

/// Whether a line was probably meant to be the delimiter: spaces around it, another number of dashes, typographic dashes.
fn looks_like_delimiter(line: &str) -> bool {
    let dashes = line.trim();
    !dashes.is_empty() && dashes.chars().all(|c| matches!(c, '-' | '–' | '—')) && (dashes.chars().count() > 1 || dashes == "—")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code, place and help of the first remark on a file that cannot be read.
    fn refused(bytes: &[u8]) -> (Code, ByteRange, String) {
        let (document, remarks) = split(bytes);
        assert_eq!(document, None);
        let [remark, ..] = remarks.as_slice() else { panic!("a remark expected") };
        (remark.diagnostic.code, remark.at.clone(), remark.diagnostic.help.clone())
    }

    /// A file that must be readable without a remark.
    fn accepted(text: &str) -> Document<'_> {
        let (document, remarks) = split(text.as_bytes());
        assert_eq!(remarks, []);
        document.expect("a document without remarks")
    }

    #[test]
    fn front_matter_and_text_know_their_places() {
        let document = accepted("---\nschema: 1\n---\n## Omschrijving\n");
        assert_eq!((document.front_matter, document.front_matter_at), ("schema: 1\n", 4));
        assert_eq!((document.body, document.body_at), ("## Omschrijving\n", 18));
        assert_eq!((document.newline, document.bom), (Newline::LineFeed, false));
    }

    #[test]
    fn byte_order_mark_and_windows_line_ends_are_accepted() {
        let document = accepted("\u{feff}---\r\nschema: 1\r\n---\r\ntekst");
        assert_eq!((document.front_matter, document.front_matter_at), ("schema: 1\r\n", 8));
        assert_eq!((document.body, document.body_at), ("tekst", 24));
        assert_eq!((document.newline, document.bom), (Newline::CarriageReturnLineFeed, true));
    }

    #[test]
    fn only_a_line_of_three_dashes_delimits() {
        let document = accepted("---\na: 1\n--- \n----\n ---\n---\nb\n---\n");
        assert_eq!(document.front_matter, "a: 1\n--- \n----\n ---\n");
        assert_eq!(document.body, "b\n---\n");
    }

    #[test]
    fn front_matter_and_text_may_be_empty() {
        assert_eq!(accepted("---\n---").front_matter, "");
    }

    #[test]
    fn letter_of_another_encoding_is_refused_at_its_byte() {
        let (code, at, help) = refused(b"---\nnaam: Ren\xe9\n---\n");
        assert_eq!((code, at), (Code::UnreadableFile, 13..14));
        assert!(help.contains("de letter é"), "{help}");
    }

    #[test]
    fn nul_is_refused_at_its_byte() {
        let (code, at, _) = refused(b"---\na: \0\n---\n");
        assert_eq!((code, at), (Code::UnreadableFile, 7..8));
    }

    #[test]
    fn utf_16_is_named() {
        let (code, _, help) = refused(b"\xff\xfe-\0-\0-\0");
        assert_eq!(code, Code::UnreadableFile);
        assert!(help.contains("UTF-16"), "{help}");
    }

    #[test]
    fn missing_opening_line_points_at_what_nearly_is_one() {
        assert_eq!(refused(b"schema: 1\n").1, 0..9);
        assert_eq!(refused(b"\n---\na: 1\n---\n").1, 1..4);
        assert_eq!(refused("–––\na: 1\n---\n".as_bytes()).1, 0..9);
        let (code, at, help) = refused(b"--- \na: 1\n---\n");
        assert_eq!((code, at), (Code::FrontMatterMissing, 0..4));
        assert!(help.contains("precies drie streepjes"), "{help}");
    }

    #[test]
    fn empty_file_has_no_front_matter() {
        assert_eq!(refused(b"").0, Code::FrontMatterMissing);
    }

    #[test]
    fn unclosed_front_matter_points_at_the_place_for_the_line() {
        assert_eq!(refused(b"---\na: 1\n## Omschrijving\n").1, 9..9);
        assert_eq!(refused(b"---\na: 1\n--- \ntekst\n").1, 9..13);
        let (code, at, _) = refused(b"---\na: 1\n");
        assert_eq!((code, at), (Code::FrontMatterUnclosed, 9..9));
    }

    #[test]
    fn limits_are_inclusive() {
        let front_matter = "#".repeat(FRONT_MATTER_LIMIT - 1);
        let body = "x".repeat(BODY_LIMIT);
        accepted(&format!("---\n{front_matter}\n---\n{body}"));
        assert_eq!(refused(format!("---\n#{front_matter}\n---\n").as_bytes()).0, Code::FileTooLarge);
        assert_eq!(refused(format!("---\n---\nx{body}").as_bytes()).0, Code::FileTooLarge);
        assert_eq!(split_rules(format!("{front_matter}\n").as_bytes()).1, []);
        assert_eq!(split_rules(format!("{front_matter}{}", "#".repeat(80)).as_bytes()).1[0].diagnostic.code, Code::FileTooLarge);
    }

    #[test]
    fn brackets_by_the_thousand_are_refused_before_any_parser() {
        assert_eq!(refused(format!("---\n{}\n---\n", "[".repeat(60_000)).as_bytes()).0, Code::NestedTooDeep);
        assert_eq!(refused(format!("---\n{}\n---\n", "[".repeat(100_000)).as_bytes()).0, Code::FileTooLarge);
    }

    #[test]
    fn depth_is_refused_at_the_bracket() {
        let (code, at, _) = refused(format!("---\na: {}\n---\n", "[".repeat(20)).as_bytes());
        assert_eq!((code, at), (Code::NestedTooDeep, 22..23));
    }

    #[test]
    fn conflict_in_the_front_matter_keeps_it_from_the_parser() {
        let text = "---\n<<<<<<< HEAD\nstatus: ontvangen\n=======\nstatus: onvolledig\n>>>>>>> ander\n---\n";
        let (code, at, _) = refused(text.as_bytes());
        assert_eq!((code, at), (Code::ConflictMarker, 4..16));
    }

    #[test]
    fn conflict_in_the_text_leaves_the_front_matter_readable() {
        let (document, remarks) = split(b"---\na: 1\n---\n<<<<<<< HEAD\neen\n=======\ntwee\n>>>>>>> ander\n");
        assert!(document.is_some());
        assert_eq!(remarks.len(), 1);
        assert_eq!(remarks[0].diagnostic.code, Code::ConflictMarker);
    }

    #[test]
    fn rule_file_is_front_matter_as_a_whole() {
        let (document, remarks) = split_rules("\u{feff}schema: 1\n".as_bytes());
        let document = document.expect("readable");
        assert_eq!((document.front_matter, document.front_matter_at, document.body), ("schema: 1\n", 3, ""));
        assert_eq!(remarks, []);
    }
}
