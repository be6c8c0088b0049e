//! Passages that concern a third person: marked where the officer reads, replaced where another does.

use std::borrow::Cow;

use super::markdown::escaped;
use crate::source::{Marked, Part, Sign};

/// Whether a text with this byte may have to be written otherwise in HTML: a sign to spell out, a brace, or what begins a [`Sign`].
const TELLS: [bool; 256] = {
    let mut tells = [false; 256];
    let bytes = b"<>&\"'{\xee";
    let mut at = 0;
    while at < bytes.len() {
        tells[bytes[at] as usize] = true;
        at += 1;
    }
    tells
};

/// Text as it stands in HTML, marked passages and left-out places made visible.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    // Nearly every text a page holds.
    if !text.bytes().any(|byte| TELLS[usize::from(byte)]) {
        return Cow::Borrowed(text);
    }
    if !text.contains('{') && Sign::first_in(text).is_none() {
        return escaped(text);
    }
    let mut html = String::with_capacity(text.len() + 64);
    Ink::default().write(&mut html, &with_signs(text));
    Cow::Owned(html)
}

/// The text with a sign where a mark begins and ends, in the place of its braces; as it is when a mark is odd.
pub(super) fn with_signs(text: &str) -> Cow<'_, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    match Marked::read(text) {
        Ok(marked) if marked.passages().next().is_some() => {
            let parts = marked.parts.iter().map(|part| match part {
                Part::Plain(plain) => Cow::Borrowed(*plain),
                Part::Passage(passage) => Cow::Owned(format!("{}{}{}", Sign::PassageBegins.letter(), passage.text, Sign::PassageEnds.letter())),
            });
            Cow::Owned(parts.collect())
        }
        _ => Cow::Borrowed(text),
    }
}

/// The text without signs, as for an address.
pub(super) fn without_signs(text: &str) -> Cow<'_, str> {
    match Sign::first_in(text) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.chars().filter(|letter| Sign::of(*letter).is_none()).collect()),
    }
}

/// Writes text into HTML and remembers, from one run of text to the next, whether a marked passage is open.
///
/// Every run closes what it opens: a passage may begin in one paragraph and end in another.
#[derive(Default)]
pub(super) struct Ink {
    in_passage: bool,
}

impl Ink {
    /// Writes a run of text.
    pub(super) fn write(&mut self, html: &mut String, text: &str) {
        let mut rest = text;
        while let Some((at, sign)) = Sign::first_in(rest) {
            self.run(html, &rest[..at]);
            self.sign(html, sign);
            rest = &rest[at + sign.letter().len_utf8()..];
        }
        self.run(html, rest);
    }

    /// Text without a sign in it.
    fn run(&self, html: &mut String, text: &str) {
        if text.is_empty() {
            return;
        }
        let (opening, closing) = if self.in_passage { ("<mark class=\"derde\">", "</mark>") } else { ("", "") };
        html.push_str(opening);
        html.push_str(&escaped(text));
        html.push_str(closing);
    }

    fn sign(&mut self, html: &mut String, sign: Sign) {
        match sign {
            Sign::PassageBegins => {
                self.in_passage = true;
                html.push_str("<span class=\"derde-woord\">derde: </span>");
            }
            Sign::PassageEnds => self.in_passage = false,
            Sign::WithheldBegins => html.push_str("<span class=\"weggelaten\">["),
            Sign::WithheldEnds => html.push_str("]</span>"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passage_is_marked_without_its_braces() {
        let expected = "Volgens <span class=\"derde-woord\">derde: </span><mark class=\"derde\">Jan &amp; Piet</mark>.";
        assert_eq!(shown("Volgens {{derde (collega): Jan & Piet}}."), expected);
    }

    #[test]
    fn whatever_is_written_otherwise_is_seen_when_it_stands_alone() {
        let signs = [Sign::PassageBegins, Sign::WithheldBegins, Sign::WithheldEnds].map(|sign| format!("a{}", sign.letter()));
        for text in ["a<", "a>", "a&", "a\"", "a'", "{{derde: a}}"].into_iter().chain(signs.iter().map(String::as_str)) {
            assert_ne!(shown(text), text);
        }
    }

    #[test]
    fn other_braces_and_odd_marks_stand_as_they_are() {
        assert_eq!(shown("Beste {{naam}}"), "Beste {{naam}}");
        assert_eq!(shown("{{derde: Jan"), "{{derde: Jan");
    }

    #[test]
    fn address_has_no_signs() {
        assert_eq!(without_signs(&with_signs("a/{{derde: b}}")), "a/b");
    }
}
