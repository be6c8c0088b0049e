//! Two versions of a text into one, line by line, from the version both came from.

use std::ops::Range;

use gix_imara_diff::{Algorithm, Diff, InternedInput};

use super::three::Three;

/// A piece of the text that comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chunk<'t> {
    /// Both sides agree on it, or only one of them changed it.
    Clean(&'t [u8]),
    /// Both changed it, and differently.
    Clash(Three<&'t [u8]>),
}

/// A run of lines that a side changed: where it stood in the base, and where it stands in that side.
#[derive(Clone)]
struct Change {
    base: Range<usize>,
    side: Range<usize>,
}

/// Text by line, each with its line end.
struct Lines<'t> {
    text: &'t [u8],
    /// Where each line begins, and behind them the end of the text.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t [u8]) -> Self {
        let mut starts = vec![0];
        starts.extend(text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        Self { text, starts }
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, lines: Range<usize>) -> &'t [u8] {
        &self.text[self.starts[lines.start]..self.starts[lines.end]]
    }
}

/// Merges two texts. Changes that touch each other clash, as they do with git.
pub(super) fn merge<'t>(base: &'t [u8], ours: &'t [u8], theirs: &'t [u8]) -> Vec<Chunk<'t>> {
    if ours == theirs || base == theirs {
        return vec![Chunk::Clean(ours)];
    }
    if base == ours {
        return vec![Chunk::Clean(theirs)];
    }
    let lines = [base, ours, theirs].map(Lines::of);
    let mut sweep = Sweep { base: &lines[0], ours: Side::of(base, &lines[1]), theirs: Side::of(base, &lines[2]), at: 0, chunks: Vec::new() };
    while let Some(start) = sweep.next_start() {
        sweep.agree_until(start);
        sweep.region(start);
    }
    sweep.agree_until(lines[0].count());
    sweep.chunks
}

/// A side with what it changed, halfway through.
struct Side<'l, 't> {
    lines: &'l Lines<'t>,
    changes: Vec<Change>,
    /// How many changes were dealt with.
    done: usize,
    /// The lines of the base and of this side behind the last change that was dealt with.
    behind: (usize, usize),
}

impl<'l, 't> Side<'l, 't> {
    fn of(base: &[u8], lines: &'l Lines<'t>) -> Self {
        let input = InternedInput::new(base, lines.text);
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_no_heuristic(&input);
        let range = |range: Range<u32>| range.start as usize..range.end as usize;
        let changes = diff.hunks().map(|hunk| Change { base: range(hunk.before), side: range(hunk.after) }).collect();
        Self { lines, changes, done: 0, behind: (0, 0) }
    }

    fn next(&self) -> Option<&Change> {
        self.changes.get(self.done)
    }

    /// The line of this side that stands beside a line of the base, outside every change.
    fn beside(&self, base: usize) -> usize {
        base - self.behind.0 + self.behind.1
    }
}

/// Both sides walked through together.
struct Sweep<'l, 't> {
    base: &'l Lines<'t>,
    ours: Side<'l, 't>,
    theirs: Side<'l, 't>,
    /// The line of the base that was reached.
    at: usize,
    chunks: Vec<Chunk<'t>>,
}

impl<'t> Sweep<'_, 't> {
    /// The line of the base at which the next change begins.
    fn next_start(&self) -> Option<usize> {
        [self.ours.next(), self.theirs.next()].into_iter().flatten().map(|change| change.base.start).min()
    }

    /// Keeps the lines that nobody changed, up to a line of the base.
    fn agree_until(&mut self, base: usize) {
        let ours = self.ours.beside(self.at)..self.ours.beside(base);
        self.keep(self.ours.lines.get(ours));
        self.at = base;
    }

    fn keep(&mut self, text: &'t [u8]) {
        if !text.is_empty() {
            self.chunks.push(Chunk::Clean(text));
        }
    }

    /// Takes in every change that touches the one beginning here, of either side.
    fn region(&mut self, start: usize) {
        let (ours_from, theirs_from) = (self.ours.beside(start), self.theirs.beside(start));
        let mut end = start;
        let (mut by_ours, mut by_theirs) = (false, false);
        loop {
            let touches = |side: &Side<'_, '_>| side.next().filter(|change| change.base.start <= end).cloned();
            if let Some(change) = touches(&self.ours) {
                (by_ours, end) = (true, end.max(change.base.end));
                advance(&mut self.ours, &change);
            } else if let Some(change) = touches(&self.theirs) {
                (by_theirs, end) = (true, end.max(change.base.end));
                advance(&mut self.theirs, &change);
            } else {
                break;
            }
        }
        let ours = self.ours.lines.get(ours_from..self.ours.beside(end));
        let theirs = self.theirs.lines.get(theirs_from..self.theirs.beside(end));
        let base = self.base.get(start..end);
        match (by_ours, by_theirs) {
            (true, false) => self.keep(ours),
            (false, true) => self.keep(theirs),
            _ if ours == theirs => self.keep(ours),
            _ => self.chunks.push(Chunk::Clash(Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) })),
        }
        self.at = end;
    }
}

fn advance(side: &mut Side<'_, '_>, change: &Change) {
    side.done += 1;
    side.behind = (change.base.end, change.side.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The merged text with a clash as `<ours|theirs>`.
    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let text = |bytes: Option<&[u8]>| String::from_utf8(bytes.unwrap_or_default().to_vec()).unwrap();
        let chunks = merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
        let tell = |chunk: Chunk<'_>| match chunk {
            Chunk::Clean(clean) => text(Some(clean)),
            Chunk::Clash(clash) => format!("<{}|{}>", text(clash.ours), text(clash.theirs)),
        };
        chunks.into_iter().map(tell).collect()
    }

    #[test]
    fn changes_apart_are_both_kept() {
        assert_eq!(merged("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n"), "A\nb\nc\nD\n");
        assert_eq!(merged("a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny\n"), "x\na\nb\nc\ny\n");
        assert_eq!(merged("a\nb\nc\n", "b\nc\n", "a\nb\n"), "b\n");
    }

    #[test]
    fn same_change_is_made_once() {
        assert_eq!(merged("a\nb\nc\nd\n", "a\nX\nc\nE\n", "a\nX\nc\nd\n"), "a\nX\nc\nE\n");
    }

    #[test]
    fn changes_that_touch_clash() {
        assert_eq!(merged("a\nb\n", "a\nX\n", "a\nY\n"), "a\n<X\n|Y\n>");
        assert_eq!(merged("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n"), "<A\nb\n|a\nB\n>c\n");
        assert_eq!(merged("a\n", "a\nx\n", "a\ny\n"), "a\n<x\n|y\n>");
    }

    #[test]
    fn nothing_at_all_merges() {
        assert_eq!(merged("", "", ""), "");
        assert_eq!(merged("", "a\n", "b\n"), "<a\n|b\n>");
        assert_eq!(merged("a", "a\nb", "a"), "a\nb");
    }

    proptest::proptest! {
        #[test]
        fn one_side_unchanged_yields_the_other(base in "([abc]\n){0,8}[abc]?", other in "([abc]\n){0,8}[abc]?") {
            proptest::prop_assert_eq!(merged(&base, &base, &other), other.clone());
            proptest::prop_assert_eq!(merged(&base, &other, &base), other.clone());
            proptest::prop_assert_eq!(merged(&base, &other, &other), other);
        }

        #[test]
        fn both_sides_lie_in_what_comes_of_it(base in "([abc]\n){0,8}", ours in "([abcx]\n){0,8}", theirs in "([abcy]\n){0,8}") {
            let chunks = merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
            let of = |pick: fn(&Three<&[u8]>) -> Vec<u8>| -> Vec<u8> {
                chunks.iter().flat_map(|chunk| match chunk { Chunk::Clean(text) => text.to_vec(), Chunk::Clash(clash) => pick(clash) }).collect()
            };
            let count = |text: &[u8], letter: u8| text.iter().filter(|byte| **byte == letter).count();
            proptest::prop_assert_eq!(count(&of(|clash| clash.ours.unwrap().to_vec()), b'x'), count(ours.as_bytes(), b'x'));
            proptest::prop_assert_eq!(count(&of(|clash| clash.theirs.unwrap().to_vec()), b'y'), count(theirs.as_bytes(), b'y'));
        }
    }
}
