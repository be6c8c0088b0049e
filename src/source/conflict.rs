//! Marks that an unfinished merge leaves in a file.

use super::remark::Located;
use super::tree::ByteRange;
use crate::diagnostic::Code;

/// The line above our side.
const OURS: &str = "<<<<<<< ";
/// The line between the two sides.
const BETWEEN: &str = "=======";
/// The line below their side.
const THEIRS: &str = ">>>>>>> ";

/// Whether an unfinished merge left its marks anywhere in a file: a line that opens a conflict, and below it one that closes it.
#[must_use]
pub fn has_conflict_marks(file: &[u8]) -> bool {
    let mut lines = file.split(|byte| *byte == b'\n');
    lines.any(|line| line.starts_with(OURS.as_bytes())) && lines.any(|line| line.starts_with(THEIRS.as_bytes()))
}

/// One remark a conflict left in `text`, which begins at byte `offset` of the file, at the first of its marks.
///
/// In Markdown a line of equals signs makes a heading and `>>>>>>> ` quotes a quoted mail:
/// there only what follows an opening mark counts, in a front matter (`in_markdown` false) every mark does.
pub(super) fn conflicts(text: &str, offset: usize, in_markdown: bool) -> Vec<Located> {
    if ![OURS, BETWEEN, THEIRS].iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let mut open: Option<ByteRange> = None;
    let mut start = offset;
    for whole in text.split_inclusive('\n') {
        let first = whole.as_bytes()[0];
        if matches!(first, b'<' | b'=' | b'>') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let at = start..start + line.len();
            if line.starts_with(OURS) || (line == BETWEEN && !in_markdown && open.is_none()) {
                remarks.extend(open.replace(at).map(remark));
            } else if line.starts_with(THEIRS) && (open.is_some() || !in_markdown) {
                remarks.push(remark(open.take().unwrap_or(at)));
            }
        }
        start += whole.len();
    }
    remarks.extend(open.map(remark));
    remarks
}

/// The remark on a conflict that begins with the mark at these bytes.
fn remark(at: ByteRange) -> Located {
    let help = "kies per verschil wat blijft staan en haal de regels met <<<<<<<, |||||||, ======= en >>>>>>> weg";
    Located::in_file(Code::ConflictMarker, at, "hier staat nog een conflict van een samenvoeging die niet is afgemaakt", help)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes each remark points at.
    fn places(text: &str, in_markdown: bool) -> Vec<(usize, usize)> {
        conflicts(text, 0, in_markdown).into_iter().map(|remark| (remark.at.start, remark.at.end)).collect()
    }

    #[test]
    fn each_conflict_is_reported_once() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n<<<<<<< HEAD\r\nd\r\n=======\r\n>>>>>>> x\r\n";
        assert_eq!(places(text, false), [(2, 14), (37, 49)]);
        assert_eq!(places(text, true), [(2, 14), (37, 49)]);
    }

    #[test]
    fn heading_and_quoted_mail_are_no_conflict() {
        assert!(places("Kop\n=======\n>>>>>>> geciteerd\n", true).is_empty());
    }

    #[test]
    fn marks_are_seen_wherever_they_stand() {
        assert!(has_conflict_marks(b"---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> hun\n"));
        assert!(!has_conflict_marks(b"a\n>>>>>>> geciteerd\n=======\n"));
    }

    #[test]
    fn half_a_conflict_is_reported() {
        assert_eq!(places("a: 1\n>>>>>>> x\n", false), [(5, 14)]);
        assert_eq!(places("a: 1\n=======\nb\n", false), [(5, 12)]);
        assert_eq!(places("<<<<<<< HEAD\na\n", true), [(0, 12)]);
    }
}
