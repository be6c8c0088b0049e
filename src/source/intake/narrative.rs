//! The sections of the text under the front matter, recognised by their headings.

use crate::domain::{Narrative, Section};
use crate::source::ByteRange;

/// The headings the procedure knows.
const HEADINGS: [&str; 3] = [Narrative::DESCRIPTION, Narrative::STEPS_TAKEN, Narrative::FINDINGS];

/// A section of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSection {
    /// Its heading, as the procedure has it.
    pub heading: &'static str,
    /// The bytes of its heading line, without the line end.
    pub at: ByteRange,
    /// The bytes under it, up to the next heading of its level or higher.
    pub text: ByteRange,
    /// Whether there is text under it.
    pub is_written: bool,
}

/// The known sections of a text, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections(Vec<FoundSection>);

impl Sections {
    /// Which sections are written; a heading that stands twice is written when one of them is.
    #[must_use]
    pub fn narrative(&self) -> Narrative {
        let [description, steps_taken, findings] = HEADINGS.map(|heading| self.state(heading));
        Narrative { description, steps_taken, findings }
    }

    /// The first section with this heading.
    #[must_use]
    pub fn find(&self, heading: &str) -> Option<&FoundSection> {
        self.0.iter().find(|section| section.heading == heading)
    }

    fn state(&self, heading: &str) -> Section {
        let mut found = self.0.iter().filter(|section| section.heading == heading);
        match found.next() {
            None => Section::Absent,
            Some(first) if first.is_written || found.any(|section| section.is_written) => Section::Written,
            Some(_) => Section::Empty,
        }
    }
}

/// The known sections of a text that begins at byte `offset` of its file.
///
/// A section ends at the next heading of its own level or higher. Headings inside a block of code are text,
/// and a comment between `<!--` and `-->` is nothing.
#[must_use]
pub fn sections(body: &str, offset: usize) -> Sections {
    let mut scan = Scan::default();
    let mut start = offset;
    for whole in body.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        scan.line(line, start);
        start += whole.len();
        scan.reach(start);
    }
    Sections(scan.found)
}

/// A text without what stands between `<!--` and `-->`, outside blocks of code: notes of the officer to themselves.
#[must_use]
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut fence = None;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        match fence {
            Some(open) if closes(line, open) => fence = None,
            None if !in_comment => fence = opening_fence(line),
            _ => {}
        }
        if fence.is_some() {
            kept.push_str(line);
        } else {
            keep_visible(line, &mut in_comment, &mut kept);
        }
    }
    kept
}

/// Adds what of the line stands outside comments.
fn keep_visible(line: &str, in_comment: &mut bool, kept: &mut String) {
    let mut rest = line;
    loop {
        let mark = if *in_comment { "-->" } else { "<!--" };
        let (before, after) = rest.split_once(mark).map_or((rest, None), |(before, after)| (before, Some(after)));
        if !*in_comment {
            kept.push_str(before);
        }
        let Some(after) = after else { return };
        rest = after;
        *in_comment = !*in_comment;
    }
}

/// What is known halfway through a text.
#[derive(Default)]
struct Scan<'t> {
    found: Vec<FoundSection>,
    /// The level of the known heading the current line stands under.
    level: Option<usize>,
    /// The characters that opened the block of code the current line stands in.
    fence: Option<&'t str>,
    in_comment: bool,
}

impl<'t> Scan<'t> {
    /// Takes in the next line.
    fn line(&mut self, line: &'t str, start: usize) {
        if let Some(fence) = self.fence {
            if closes(line, fence) {
                self.fence = None;
            }
            return self.text(line);
        }
        if let Some(fence) = opening_fence(line).filter(|_| !self.in_comment) {
            self.fence = Some(fence);
            return self.text(line);
        }
        match heading(line).filter(|_| !self.in_comment) {
            Some((level, title)) if self.level.is_none_or(|open| level <= open) => self.heading(level, title, start..start + line.len()),
            _ => self.text(line),
        }
    }

    /// A heading that closes the section before it, and opens one when the procedure knows it.
    fn heading(&mut self, level: usize, title: &str, at: ByteRange) {
        let title = title.trim_end_matches([':', ' ']);
        let known = HEADINGS.into_iter().find(|heading| heading.eq_ignore_ascii_case(title));
        self.level = known.map(|_| level);
        let below = at.end..at.end;
        self.found.extend(known.map(|heading| FoundSection { heading, at, text: below, is_written: false }));
    }

    /// Stretches the section the current line stands in to this byte.
    fn reach(&mut self, end: usize) {
        if let (Some(_), Some(section)) = (self.level, self.found.last_mut()) {
            section.text.end = end;
        }
    }

    /// A line of text under the current heading.
    fn text(&mut self, line: &str) {
        let blank = self.is_blank(line);
        if let (false, Some(_), Some(section)) = (blank, self.level, self.found.last_mut()) {
            section.is_written = true;
        }
    }

    /// Whether nothing of the line is left when comments are taken out.
    fn is_blank(&mut self, line: &str) -> bool {
        if !self.in_comment && !line.contains("<!--") {
            return line.trim().is_empty();
        }
        let mut rest = line;
        let mut blank = true;
        loop {
            let mark = if self.in_comment { "-->" } else { "<!--" };
            let (before, after) = rest.split_once(mark).map_or((rest, None), |(before, after)| (before, Some(after)));
            blank &= self.in_comment || before.trim().is_empty();
            match after {
                None => return blank,
                Some(after) => rest = after,
            }
            self.in_comment = !self.in_comment;
        }
    }
}

/// Level and title of a heading such as `## Omschrijving`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.strip_prefix("   ").or(line.strip_prefix("  ")).or(line.strip_prefix(' ')).unwrap_or(line);
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let is_heading = (1..=6).contains(&level) && (title.is_empty() || title.starts_with([' ', '\t']));
    is_heading.then(|| (level, title.trim().trim_end_matches('#').trim_end()))
}

/// The characters that open a block of code, when the line does so.
fn opening_fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let fence = &line[..line.len() - rest.len()];
    (fence.len() >= 3 && !(mark == '`' && rest.contains('`'))).then_some(fence)
}

/// Whether the line closes a block of code that `fence` opened.
fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence) && line.trim_start_matches(&fence[..1]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrative(body: &str) -> Narrative {
        sections(body, 0).narrative()
    }

    #[test]
    fn section_with_text_is_written() {
        let found = narrative("## Omschrijving\n\nTe laat.\n\n## Ondernomen stappen\n\ngeen\n");
        assert_eq!(found, Narrative { description: Section::Written, steps_taken: Section::Written, findings: Section::Absent });
    }

    #[test]
    fn heading_is_known_in_any_letters_and_with_blanks_behind_it() {
        for line in ["## omschrijving", "## OMSCHRIJVING  ", "##  Omschrijving ##", "# Omschrijving", "## Omschrijving:", "## Omschrijving\r"] {
            assert_eq!(narrative(&format!("{line}\nTekst\n")).description, Section::Written, "{line}");
        }
    }

    #[test]
    fn heading_with_nothing_under_it_is_empty() {
        assert_eq!(narrative("## Omschrijving\n\n## Ondernomen stappen\nx\n").description, Section::Empty);
        assert_eq!(narrative("## Omschrijving").description, Section::Empty);
        assert_eq!(narrative("## Omschrijving\n<!-- wat is er\ngebeurd? -->\n").description, Section::Empty);
    }

    #[test]
    fn lower_heading_belongs_to_its_section() {
        assert_eq!(narrative("## Omschrijving\n### Vooraf\n").description, Section::Written);
        assert_eq!(narrative("## Omschrijving\n## Overleg\ntekst\n").description, Section::Empty);
    }

    #[test]
    fn heading_in_a_block_of_code_is_text() {
        assert_eq!(narrative("```\n## Omschrijving\nx\n```\n").description, Section::Absent);
        assert_eq!(narrative("~~~~\n~~~\n## Omschrijving\nx\n~~~~\n## Bevindingen\nx").findings, Section::Written);
        assert_eq!(narrative("~~~~\n~~~\n## Omschrijving\nx\n~~~~\n").description, Section::Absent);
    }

    #[test]
    fn number_sign_without_a_blank_is_no_heading() {
        assert_eq!(narrative("##Omschrijving\nx\n").description, Section::Absent);
    }

    #[test]
    fn section_knows_its_text() {
        let body = "## Bevindingen\nEen.\n### Twee\nDrie.\n## Overig\nx\n";
        let found = sections(body, 0);
        assert_eq!(&body[found.find("Bevindingen").unwrap().text.clone()], "\nEen.\n### Twee\nDrie.\n");
        let last = sections("## Bevindingen\r\nEen", 0);
        assert_eq!(last.find("Bevindingen").unwrap().text, 14..19);
    }

    #[test]
    fn comments_are_left_out_but_not_of_code() {
        assert_eq!(without_comments("a <!-- b\nc --> d\n```\n<!-- e -->\n```\nf <!-- g"), "a  d\n```\n<!-- e -->\n```\nf ");
    }

    #[test]
    fn heading_line_knows_its_bytes() {
        let found = sections("x\r\n## Bevindingen\r\ny", 10);
        assert_eq!(found.find("Bevindingen").map(|section| section.at.clone()), Some(13..27));
    }
}
