//! The text of a dossier from two versions: section by section, and within a section line by line.

use std::collections::BTreeSet;

use super::text::{self, Chunk};
use super::three::Three;

/// A piece of the merged text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Without a conflict.
    Clean(String),
    /// Both sides changed it differently, in the section with this heading.
    Clash {
        /// The heading; empty above the first.
        heading: String,
        /// What each version says.
        sides: Three<String>,
    },
}

/// A heading with what stands below it, down to the next.
#[derive(Clone, Copy)]
struct Part<'t> {
    /// The line of the heading, trimmed; empty for what stands above the first.
    heading: &'t str,
    /// Heading and text, without blank lines at the end.
    text: &'t str,
    /// The blank lines at the end.
    gap: &'t str,
}

/// Merges three texts. Sections are told by their heading; where headings come twice, or in another order, lines decide.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Vec<Piece> {
    let parts = [base, ours, theirs].map(parts);
    if ours == theirs || base == theirs {
        return vec![Piece::Clean(ours.to_owned())];
    }
    if base == ours {
        return vec![Piece::Clean(theirs.to_owned())];
    }
    if !parts.iter().all(|parts| are_unique(parts)) || !is_same_order(&parts) {
        let mut pieces = Pieces::default();
        pieces.lines("", base, ours, theirs);
        return pieces.0;
    }
    by_section(&parts)
}

/// The text at its headings of the second level.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("## ") && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    let part = |bounds: &[usize]| {
        let whole = &text[bounds[0]..bounds[1]];
        let heading = if whole.starts_with("## ") { whole.lines().next().unwrap_or_default().trim_end() } else { "" };
        let trimmed = whole.trim_end().len();
        let line_end = whole[trimmed..].find('\n').map_or(whole.len(), |at| trimmed + at + 1);
        let end = if trimmed == 0 { 0 } else { line_end };
        Part { heading, text: &whole[..end], gap: &whole[end..] }
    };
    starts.windows(2).filter(|bounds| bounds[0] < bounds[1]).map(part).collect()
}

fn are_unique(parts: &[Part<'_>]) -> bool {
    let mut seen = BTreeSet::new();
    parts.iter().all(|part| seen.insert(part.heading))
}

/// Whether the headings that two versions share come in one order.
fn is_same_order(versions: &[Vec<Part<'_>>; 3]) -> bool {
    let order = |one: &[Part<'_>], other: &[Part<'_>]| {
        let places: Vec<_> = one.iter().filter_map(|part| other.iter().position(|twin| twin.heading == part.heading)).collect();
        places.is_sorted()
    };
    order(&versions[0], &versions[1]) && order(&versions[0], &versions[2]) && order(&versions[1], &versions[2])
}

fn by_section(versions: &[Vec<Part<'_>>; 3]) -> Vec<Piece> {
    let [base, ours, theirs] = versions;
    let mut headings: Vec<&str> = ours.iter().map(|part| part.heading).collect();
    for (index, part) in theirs.iter().enumerate() {
        if !headings.contains(&part.heading) {
            let above = theirs[..index].iter().rev().find_map(|above| headings.iter().position(|heading| *heading == above.heading));
            headings.insert(above.map_or(usize::from(headings.first() == Some(&"")), |above| above + 1), part.heading);
        }
    }
    let find = |parts: &[Part<'_>], heading: &str| parts.iter().position(|part| part.heading == heading);
    let text = |parts: &[Part<'_>], at: Option<usize>| at.map_or(String::new(), |at| parts[at].text.to_owned());
    let mut pieces = Pieces::default();
    for heading in headings {
        let at = [base, ours, theirs].map(|parts| find(parts, heading));
        let [was, is_ours, is_theirs] = [text(base, at[0]), text(ours, at[1]), text(theirs, at[2])];
        if !pieces.0.is_empty() && !heading.is_empty() {
            pieces.end_line(heading, &is_ours, &is_theirs);
        }
        pieces.lines(heading, &was, &is_ours, &is_theirs);
        let gap = at[1].map(|at| ours[at].gap).or(at[2].map(|at| theirs[at].gap)).unwrap_or_default();
        let is_gone = at[1].is_none() && is_theirs == was || at[2].is_none() && is_ours == was;
        pieces.clean(if is_gone && at[0].is_some() { "" } else { gap });
    }
    pieces.0
}

/// The pieces so far.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn clean(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Clean(before)) => before.push_str(text),
            _ => self.0.push(Piece::Clean(text.to_owned())),
        }
    }

    fn lines(&mut self, heading: &str, base: &str, ours: &str, theirs: &str) {
        let owned = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("lines of a text are text");
        for chunk in text::merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes()) {
            match chunk {
                Chunk::Clean(clean) => self.clean(&owned(clean)),
                Chunk::Clash(sides) => self.0.push(Piece::Clash { heading: heading.to_owned(), sides: sides.map(owned) }),
            }
        }
    }

    /// Sets a section apart from what stands above it, where the text above ended the file in one version.
    fn end_line(&mut self, heading: &str, ours: &str, theirs: &str) {
        let Some(Piece::Clean(above)) = self.0.last() else { return };
        let newline = if above.contains("\r\n") { "\r\n" } else { "\n" };
        let only_one_side = ours.is_empty() != theirs.is_empty() && heading.starts_with("## ");
        let blank = above.trim_end_matches([' ', '\t']).ends_with(&newline.repeat(2)) || above.trim().is_empty();
        let needed = match above.ends_with('\n') {
            false => newline.repeat(if only_one_side { 2 } else { 1 }),
            true if only_one_side && !blank => newline.to_owned(),
            true => String::new(),
        };
        self.clean(&needed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let tell = |piece: Piece| match piece {
            Piece::Clean(text) => text,
            Piece::Clash { heading, sides } => {
                format!("<{heading}: {}|{}>", sides.ours.unwrap_or_default().trim_end(), sides.theirs.unwrap_or_default().trim_end())
            }
        };
        merge(base, ours, theirs).into_iter().map(tell).collect()
    }

    const BASE: &str = "## Omschrijving\nTe laat.\n\n## Ondernomen stappen\nGebeld.\n";

    #[test]
    fn new_sections_of_both_sides_are_kept() {
        let ours = format!("{BASE}\n## Bevindingen\nKlopt.\n");
        let theirs = format!("{BASE}\n## Notities\nLet op.\n");
        assert_eq!(merged(BASE, &ours, &theirs), format!("{BASE}\n## Notities\nLet op.\n\n## Bevindingen\nKlopt.\n"));
    }

    #[test]
    fn last_line_and_a_new_section_below_it_go_together() {
        let ours = format!("{BASE}\n## Bevindingen\nKlopt.\n");
        let theirs = BASE.replace("Gebeld.", "Gebeld en gemaild.");
        assert_eq!(merged(BASE, &ours, &theirs), ours.replace("Gebeld.", "Gebeld en gemaild."));
        assert_eq!(merged(BASE, &theirs, &ours), ours.replace("Gebeld.", "Gebeld en gemaild."));
        let without_end = ours.replace("Klopt.\n", "Klopt.");
        let base = BASE.trim_end();
        assert_eq!(merged(base, &format!("{base}\n\n## Bevindingen\nKlopt."), base), without_end);
    }

    #[test]
    fn conflict_stays_within_its_section() {
        let ours = BASE.replace("Te laat.", "Veel te laat.");
        let theirs = BASE.replace("Te laat.", "Iets te laat.").replace("Gebeld.", "Gemaild.");
        assert_eq!(
            merged(BASE, &ours, &theirs),
            "## Omschrijving\n<## Omschrijving: Veel te laat.|Iets te laat.>\n## Ondernomen stappen\nGemaild.\n"
        );
    }

    #[test]
    fn section_taken_away_by_one_stays_away() {
        let theirs = "## Omschrijving\nTe laat.\n";
        assert_eq!(merged(BASE, &BASE.replace("Te laat", "Veel te laat"), theirs), "## Omschrijving\nVeel te laat.\n\n");
        assert!(merged(BASE, &BASE.replace("Gebeld", "Gemaild"), theirs).contains("<## Ondernomen stappen"));
    }

    #[test]
    fn headings_that_come_twice_are_lines_like_others() {
        let base = "## A\n1\n## A\n2\n";
        assert_eq!(merged(base, &base.replace('1', "x"), &base.replace('2', "y")), "## A\nx\n## A\ny\n");
    }
}
