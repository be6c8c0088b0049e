//! Git's own log of a branch, a line for every move.

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use gix::actor::Signature;
use gix::refs::store::WriteReflog;

use super::open::Repository;

/// No line is longer than so many bytes.
const LONGEST: u64 = 4096;

/// A move of a branch by one commit.
pub(super) struct Move<'a> {
    /// Where it was; `None` before the first commit.
    pub(super) from: Option<gix::ObjectId>,
    /// Where it is.
    pub(super) to: gix::ObjectId,
    /// Who moved it, and when.
    pub(super) by: &'a Signature,
    /// Why.
    pub(super) message: &'a str,
}

impl Repository {
    /// Notes a move in the logs of a branch and of HEAD, where git was not told to keep none.
    ///
    /// Each line in one stroke, which gix does not: a killed process would leave half a line, and the next would be written
    /// behind it. The branch has moved by then, so that a line that cannot be written is no reason to say otherwise.
    pub(super) fn log_move(&self, branch: &str, moved: &Move<'_>) {
        if self.git.refs.write_reflog == WriteReflog::Disable {
            return;
        }
        let line = moved.line(self.git.object_hash());
        for log in [self.git.git_dir().join("logs/HEAD"), self.git.common_dir().join("logs").join(branch)] {
            let _ = append(&log, &line);
        }
    }
}

impl Move<'_> {
    fn line(&self, hash: gix::hash::Kind) -> String {
        let from = self.from.unwrap_or_else(|| hash.null());
        let Signature { name, email, time } = self.by;
        format!("{from} {} {name} <{email}> {time}\t{}\n", self.to, self.message)
    }
}

/// Adds a line behind the last whole one: a power cut leaves noughts in the place of a line.
fn append(log: &Path, line: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(log.parent().expect("a log lies in a folder"))?;
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(log)?;
    let length = file.metadata()?.len();
    let from = length.saturating_sub(LONGEST);
    file.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let whole = end.iter().rposition(|byte| *byte == b'\n').map_or(from, |last| from + last as u64 + 1);
    if whole < length && (whole > from || from == 0) {
        file.set_len(whole)?;
    }
    file.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("logs/HEAD");
        std::fs::create_dir(folder.path().join("logs")).unwrap();
        std::fs::write(&log, text).unwrap();
        append(&log, "nieuw\n").unwrap();
        std::fs::read_to_string(log).unwrap()
    }

    #[test]
    fn line_comes_behind_the_last_whole_one() {
        assert_eq!(
            ["", "een\n", "een\ntw", "een\n\0\0\0", "\0\0"].map(after),
            ["nieuw\n", "een\nnieuw\n", "een\nnieuw\n", "een\nnieuw\n", "nieuw\n"]
        );
    }

    #[test]
    fn what_is_no_line_at_all_is_left_alone() {
        let odd = "x".repeat(10_000);
        assert_eq!(after(&odd), format!("{odd}nieuw\n"));
    }
}
