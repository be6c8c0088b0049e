//! Passages of a text that concern a third person: `{{derde: …}}`, with a reason if need be: `{{derde (privé): …}}`.
//!
//! A mark may run over lines and may hold other marks. Whatever looks like a mark and is none is an error, never plain text:
//! a passage that was meant to stay away must not slip out because of a brace.

use std::borrow::Cow;
use std::ops::Range;

/// What stands in the place of a marked passage in what goes to others.
pub const ELLIPSIS: &str = "[…]";

/// The word of a mark.
const WORD: &str = "derde";
/// The two signs that open a mark, or anything else in braces.
const OPENING: &str = "{{";
/// The two signs that close it.
const CLOSING: &str = "}}";

/// A sign that stands in a text for where a passage begins or ends, once its braces are gone. No person types these letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A marked passage begins.
    PassageBegins,
    /// It ends.
    PassageEnds,
    /// What stands in the place of something left out begins.
    WithheldBegins,
    /// It ends.
    WithheldEnds,
}

impl Sign {
    /// Every sign.
    const ALL: [Self; 4] = [Self::PassageBegins, Self::PassageEnds, Self::WithheldBegins, Self::WithheldEnds];

    /// The letter it stands as: one that Unicode leaves to private use.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::PassageBegins => '\u{e000}',
            Self::PassageEnds => '\u{e001}',
            Self::WithheldBegins => '\u{e002}',
            Self::WithheldEnds => '\u{e003}',
        }
    }

    /// The sign a letter is.
    #[must_use]
    pub fn of(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.letter() == letter)
    }

    /// The first sign in a text, and its byte.
    #[must_use]
    pub fn first_in(text: &str) -> Option<(usize, Self)> {
        // All four begin with this byte, which hardly any text holds.
        if !text.as_bytes().contains(&0xee) {
            return None;
        }
        text.char_indices().find_map(|(at, letter)| Some((at, Self::of(letter)?)))
    }
}

/// A text, split where its marks begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked<'t> {
    /// Its parts, in order.
    pub parts: Vec<Part<'t>>,
}

/// A part of a marked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Text for everyone.
    Plain(&'t str),
    /// A marked passage.
    Passage(Passage<'t>),
}

/// A passage that concerns a third person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'t> {
    /// Where it stands in the text, braces included.
    pub at: Range<usize>,
    /// The reason the officer gave with it.
    pub reason: Option<&'t str>,
    /// What it says, marks within it taken off.
    pub text: Cow<'t, str>,
    /// The pieces of it between the marks within it; a passage without any is its own only piece.
    pub pieces: Vec<&'t str>,
}

/// Something that looks like a mark and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", kind.in_words())]
pub struct OddMark {
    /// Where it stands in the text.
    pub at: Range<usize>,
    /// What is odd about it.
    pub kind: OddMarkKind,
}

/// What is odd about a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OddMarkKind {
    /// It is opened and never closed.
    Unclosed,
    /// It is closed and never opened.
    Unopened,
    /// It is spelled otherwise.
    Misspelled,
    /// It stands between other braces, so that nobody can tell which closes it.
    BetweenBraces,
}

impl OddMarkKind {
    /// What is the matter, in Dutch.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unclosed => "een merkteken «{{derde:» wordt niet gesloten met «}}»",
            Self::Unopened => "er staat «}}» waar geen merkteken meer open is",
            Self::Misspelled => "dit lijkt op een merkteken, maar is anders geschreven dan «{{derde: …}}»",
            Self::BetweenBraces => "dit merkteken staat tussen andere dubbele accolades; zo is niet te zeggen waar het eindigt",
        }
    }
}

impl<'t> Marked<'t> {
    /// The text split at its marks.
    ///
    /// # Errors
    /// When a mark is not closed, closed once too often, or spelled otherwise.
    pub fn read(text: &'t str) -> Result<Self, OddMark> {
        if !may_hold_mark(text) {
            return Ok(Self { parts: if text.is_empty() { Vec::new() } else { vec![Part::Plain(text)] } });
        }
        let mut scan = Scan { text, at: 0, plain_from: 0, plain_open: 0, parts: Vec::new(), stray: None };
        while scan.at < text.len() {
            scan.step()?;
        }
        scan.finish()
    }

    /// The marked passages, in order.
    pub fn passages(&self) -> impl Iterator<Item = &Passage<'t>> {
        self.parts.iter().filter_map(|part| match part {
            Part::Passage(passage) => Some(passage),
            Part::Plain(_) => None,
        })
    }

    /// The text with something else in the place of every passage.
    #[must_use]
    pub fn replaced(&self, mut instead: impl FnMut(&Passage<'t>) -> String) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Plain(text) => Cow::Borrowed(*text),
            Part::Passage(passage) => Cow::Owned(instead(passage)),
        });
        parts.collect()
    }
}

/// The text as it may go to the complainant or another: every marked passage is replaced by [`ELLIPSIS`].
///
/// # Errors
/// When a mark is odd; then nothing of the text may go out.
pub fn without_marked(text: &str) -> Result<Cow<'_, str>, OddMark> {
    let marked = Marked::read(text)?;
    Ok(match marked.parts.as_slice() {
        [] | [Part::Plain(_)] => Cow::Borrowed(text),
        _ => Cow::Owned(marked.replaced(|_| ELLIPSIS.to_owned())),
    })
}

/// A text halfway through.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Where the plain text begins that was not kept yet.
    plain_from: usize,
    /// How many other braces are open outside a mark, as in `{{voornaam}}`.
    plain_open: usize,
    parts: Vec<Part<'t>>,
    /// The first closing braces that closed nothing: odd only in a text with marks.
    stray: Option<Range<usize>>,
}

impl<'t> Scan<'t> {
    fn step(&mut self) -> Result<(), OddMark> {
        let rest = &self.text[self.at..];
        match self.head_at(self.at) {
            Head::Mark { reason, length } => return self.passage(reason, length),
            Head::Misspelled { length } => return Err(OddMark { at: self.at..self.at + length, kind: OddMarkKind::Misspelled }),
            Head::None if rest.starts_with(OPENING) => {
                // Of three braces in a row the last two may open a mark.
                let braces = if rest[1..].starts_with(OPENING) { 1 } else { OPENING.len() };
                self.plain_open += usize::from(braces == OPENING.len());
                self.at += braces;
            }
            Head::None if rest.starts_with(CLOSING) => {
                if self.plain_open == 0 {
                    self.stray.get_or_insert(self.at..self.at + CLOSING.len());
                }
                self.plain_open = self.plain_open.saturating_sub(1);
                self.at += CLOSING.len();
            }
            Head::None => self.at += next_of_interest(rest),
        }
        Ok(())
    }

    /// What the text from here begins with. One brace behind a backslash is a brace and nothing else.
    fn head_at(&self, at: usize) -> Head<'t> {
        let (before, rest) = self.text.split_at(at);
        if before.ends_with('\\') && !rest.starts_with(OPENING) { Head::None } else { head(rest) }
    }

    /// Takes a passage in, from its opening braces to those that close it.
    fn passage(&mut self, reason: Option<&'t str>, head_length: usize) -> Result<(), OddMark> {
        let begin = self.at;
        let mut at = begin + head_length;
        if self.plain_open > 0 {
            return Err(OddMark { at: begin..at, kind: OddMarkKind::BetweenBraces });
        }
        let mut piece_from = at;
        let mut depth = 1;
        let mut pieces = Vec::new();
        let mut inner_marks = Vec::new();
        while depth > 0 {
            let rest = &self.text[at..];
            if rest.is_empty() {
                return Err(OddMark { at: begin..begin + head_length, kind: OddMarkKind::Unclosed });
            }
            let mut length = next_of_interest(rest);
            match self.head_at(at) {
                Head::Mark { length: head, .. } => {
                    pieces.push(&self.text[piece_from..at]);
                    (depth, length, piece_from) = (depth + 1, head, at + head);
                    inner_marks.push(true);
                }
                Head::Misspelled { length } => return Err(OddMark { at: at..at + length, kind: OddMarkKind::Misspelled }),
                Head::None if rest.starts_with(OPENING) => {
                    (depth, length) = (depth + 1, OPENING.len());
                    inner_marks.push(false);
                }
                Head::None if rest.starts_with(CLOSING) => {
                    (depth, length) = (depth - 1, CLOSING.len());
                    if inner_marks.pop().unwrap_or(true) {
                        pieces.push(&self.text[piece_from..at]);
                        piece_from = at + CLOSING.len();
                    }
                }
                Head::None => {}
            }
            at += length;
        }
        self.keep_plain(begin);
        let text = if let [only] = pieces.as_slice() { Cow::Borrowed(*only) } else { Cow::Owned(pieces.concat()) };
        self.parts.push(Part::Passage(Passage { at: begin..at, reason, text, pieces }));
        (self.at, self.plain_from) = (at, at);
        Ok(())
    }

    fn keep_plain(&mut self, until: usize) {
        if self.plain_from < until {
            self.parts.push(Part::Plain(&self.text[self.plain_from..until]));
        }
    }

    fn finish(mut self) -> Result<Marked<'t>, OddMark> {
        self.keep_plain(self.text.len());
        let has_marks = self.parts.iter().any(|part| matches!(part, Part::Passage(_)));
        match self.stray {
            Some(at) if has_marks => Err(OddMark { at, kind: OddMarkKind::Unopened }),
            _ => Ok(Marked { parts: self.parts }),
        }
    }
}

/// What a text begins with.
enum Head<'t> {
    /// The opening of a mark, up to its colon and one blank behind it.
    Mark {
        /// What stands between round brackets.
        reason: Option<&'t str>,
        /// The bytes it takes.
        length: usize,
    },
    /// Something that was probably meant as one.
    Misspelled {
        /// The bytes it takes.
        length: usize,
    },
    /// Neither.
    None,
}

/// Whether the text begins with a mark.
fn head(text: &str) -> Head<'_> {
    let braces = text.len() - text.trim_start_matches('{').len();
    let brackets = text.len() - text.trim_start_matches('[').len();
    if braces == 0 && brackets < 2 {
        return Head::None;
    }
    let behind = text[braces.max(brackets)..].trim_start();
    let word_length = behind.find(|letter: char| !letter.is_alphabetic()).unwrap_or(behind.len());
    let (word, rest) = behind.split_at(word_length);
    let resembles = resembles(word);
    if !resembles {
        return Head::None;
    }
    if braces > OPENING.len() {
        return Head::None;
    }
    let misspelled = Head::Misspelled { length: text.len() - rest.len() };
    let has_colon = rest.trim_start().starts_with([':', '(']);
    if braces != OPENING.len() || !word.eq_ignore_ascii_case(WORD) {
        return if has_colon { misspelled } else { Head::None };
    }
    opening(text, rest).unwrap_or(misspelled)
}

/// Reason and length of an opening, from what stands behind its word.
fn opening<'t>(text: &'t str, behind_word: &'t str) -> Option<Head<'t>> {
    let rest = behind_word.trim_start();
    let (reason, rest) = match rest.strip_prefix('(') {
        None => (None, rest),
        Some(inside) => {
            let (reason, rest) = inside.split_once(')').filter(|(reason, _)| !reason.contains(['{', '}', '\n']))?;
            (Some(reason.trim()).filter(|reason| !reason.is_empty()), rest.trim_start())
        }
    };
    let rest = rest.strip_prefix(':')?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    Some(Head::Mark { reason, length: text.len() - rest.len() })
}

/// Whether a word is that of a mark, or a slip of the finger away from it.
fn resembles(word: &str) -> bool {
    let word = word.to_lowercase();
    word == WORD || (word.starts_with(['d', 'D']) && word.len() <= WORD.len() + 2 && strsim::osa_distance(&word, WORD) <= 2)
}

/// Whether a text holds a sign with which a mark, or a slip of the finger, can begin: hardly any text does.
fn may_hold_mark(text: &str) -> bool {
    text.as_bytes().contains(&b'{') || text.contains("[[")
}

/// The bytes up to the next sign that may matter, at least one character.
fn next_of_interest(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let signs = |byte: &u8| matches!(byte, b'{' | b'}' | b'[');
    text.as_bytes()[first..].iter().position(signs).map_or(text.len(), |found| first + found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        without_marked(text).map_or_else(|odd| format!("{:?}", odd.kind), Cow::into_owned)
    }

    /// Text and reason of every passage.
    fn passages(text: &str) -> Vec<(String, Option<String>)> {
        let marked = Marked::read(text).unwrap();
        marked.passages().map(|passage| (passage.text.to_string(), passage.reason.map(str::to_owned))).collect()
    }

    #[test]
    fn marked_passage_does_not_go_along() {
        assert_eq!(shown("Volgens {{derde: Jan de Boer}} was het zo."), "Volgens […] was het zo.");
        assert_eq!(shown("{{derde:Jan}}"), "[…]");
        assert_eq!(shown("{{ Derde : Jan }}!"), "[…]!");
        assert_eq!(shown("geen merkteken"), "geen merkteken");
        assert_eq!(shown(""), "");
    }

    #[test]
    fn passage_may_run_over_lines_and_headings() {
        assert_eq!(shown("a {{derde: een\r\n\r\n## Bevindingen\ntwee}} b"), "a […] b");
    }

    #[test]
    fn reason_stands_in_round_brackets() {
        assert_eq!(passages("{{derde (naam van een collega): Jan}}"), [("Jan".to_owned(), Some("naam van een collega".to_owned()))]);
        assert_eq!(passages("{{derde (): Jan (47)}}"), [("Jan (47)".to_owned(), None)]);
    }

    #[test]
    fn marks_within_a_mark_close_first() {
        let text = "x {{derde: Jan, {{derde (adres): Beukenlaan 3}} in Oud}} y";
        assert_eq!(shown(text), "x […] y");
        assert_eq!(passages(text)[0].0, "Jan, Beukenlaan 3 in Oud");
        let marked = Marked::read(text).unwrap();
        assert_eq!(marked.passages().next().unwrap().pieces, ["Jan, ", "Beukenlaan 3", " in Oud"]);
    }

    #[test]
    fn other_braces_within_a_mark_are_part_of_it() {
        assert_eq!(shown("{{derde: Beste {{naam}}, geheim}} b"), "[…] b");
        assert_eq!(passages("{{derde: Beste {{naam}}, geheim}}")[0].0, "Beste {{naam}}, geheim");
        assert_eq!(shown("{{derde: {x}}} b"), "[…]} b");
        assert_eq!(shown("{{derde: {a: {b: 1}} geheim}}"), "Unopened");
        assert_eq!(shown("{{a {{derde: Jan}} geheim}}"), "BetweenBraces");
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["Beste {{voornaam}},", "{{", "}}", "a }} b", "{ derde }", "{{derdejaars}}", "[derde](bijlagen/x.pdf)", "{{{x}}}"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("Beste {{voornaam}}, {{derde: Jan}}"), "Beste {{voornaam}}, […]");
    }

    #[test]
    fn mark_that_is_not_closed_is_odd_where_it_opens() {
        for text in ["a {{derde: Jan", "a {{derde: Jan }", "a {{derde: Jan {{derde: Piet}}", "a {{derde: Beste {{naam}"] {
            assert_eq!(Marked::read(text).unwrap_err(), OddMark { at: 2..11, kind: OddMarkKind::Unclosed }, "{text}");
        }
    }

    #[test]
    fn mark_that_is_closed_twice_is_odd() {
        assert_eq!(shown("{{derde: Jan}} en Piet}}"), "Unopened");
    }

    #[test]
    fn braces_kept_apart_by_a_backslash_are_text() {
        for text in ["{\\{derde: Jan}}", "\\{\\{derde: Jan}}", "\\{derde: Jan}", "\\[\\[derde: Jan]]"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("\\{{derde: Jan}}"), "\\[…]");
        assert_eq!(shown("{{derde: Jan {\\{derde: Piet} }} b"), "[…] b");
    }

    #[test]
    fn mark_that_is_spelled_otherwise_is_odd() {
        for text in [
            "{derde: Jan}",
            "{ {derde: Jan} }",
            "[[derde: Jan]]",
            "{{derde Jan}}",
            "{{derde}}",
            "{{derde; Jan}}",
            "{{derden: Jan}}",
            "{{dered: Jan}}",
            "{{derde (reden: Jan}}",
            "{{derde (a) b: Jan}}",
            "{{derde: {{dreden: x}}}}",
        ] {
            assert_eq!(shown(text), "Misspelled", "{text}");
        }
    }

    #[test]
    fn third_brace_stays_outside() {
        assert_eq!(shown("{{{derde: Jan}}}"), "{[…]}");
    }

    proptest::proptest! {
        #[test]
        fn anything_is_read_and_parts_make_up_the_whole(text in "([a-z é\n]|\\{|\\}|\\{\\{derde: |\\}\\}|\\{\\{derde \\(x\\): ){0,24}") {
            if let Ok(marked) = Marked::read(&text) {
                let plain: usize = marked.parts.iter().map(|part| if let Part::Plain(plain) = part { plain.len() } else { 0 }).sum();
                let marks: usize = marked.passages().map(|passage| passage.at.len()).sum();
                proptest::prop_assert_eq!(plain + marks, text.len());
            }
        }

        #[test]
        fn marked_word_never_slips_out(before in "([a-z ]|\\{|\\}){0,12}", after in "([a-z ]|\\{|\\}){0,12}", inner in "([a-z ]|\\{|\\}[a-z ]){0,6}") {
            let text = format!("{before}{{{{derde: GEHEIM{inner}GEHEIM}}}}{after}");
            if let Ok(shown) = without_marked(&text) {
                proptest::prop_assert!(!shown.contains("GEHEIM"), "{text:?} -> {shown:?}");
            }
        }
    }
}
