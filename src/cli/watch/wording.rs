//! The words of `volg`.

use crate::diagnostic::Severity;
use crate::overview::{CheckedFile, Tally};
use crate::render::terminal::counted;
use crate::repository::Standing;
use crate::source::Lines;

/// So many numbers or paths are named in one line.
const NAMED: usize = 4;
/// So many new remarks of a dossier are shown.
const SHOWN: usize = 6;

/// "1 fout, 2 waarschuwingen", or that there is nothing.
pub(super) fn found(tally: Tally) -> String {
    let counts = [(tally.errors, "fout", "fouten"), (tally.warnings, "waarschuwing", "waarschuwingen")];
    let counts: Vec<_> = counts.into_iter().filter(|count| count.0 > 0).map(|(count, one, many)| counted(count, one, many)).collect();
    if counts.is_empty() { "geen fouten of waarschuwingen".to_owned() } else { counts.join(", ") }
}

/// So many dossiers.
pub(super) fn dossiers(count: usize) -> String {
    counted(count, "dossier", "dossiers")
}

/// The first few by name, and how many more.
pub(super) fn named(names: impl IntoIterator<Item = impl ToString>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    match names.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} en nog {more}", names[..NAMED].join(", ")),
    }
}

/// What tells one remark of a dossier from another, whatever line it stands on; information is not among them.
pub(super) fn remarks_of(file: &CheckedFile) -> Vec<String> {
    let worth = file.remarks.iter().filter(|remark| remark.diagnostic.severity > Severity::Info);
    worth.map(|remark| format!("{}: {}", remark.diagnostic.code.id(), remark.diagnostic.message)).collect()
}

/// The remarks that were not there before, a line each.
pub(super) fn new_remarks(file: &CheckedFile, before: &[String]) -> String {
    let lines = Lines::new(&file.bytes);
    let worth = file.remarks.iter().filter(|remark| remark.diagnostic.severity > Severity::Info);
    let new: Vec<_> = worth.zip(remarks_of(file)).filter(|(_, told)| !before.contains(told)).map(|(remark, _)| remark).collect();
    let mut text = String::new();
    for remark in new.iter().take(SHOWN) {
        let (line, diagnostic) = (lines.position(remark.at.start).line, &remark.diagnostic);
        text.push_str(&format!("\n       {}, regel {line}: {} [{}]", diagnostic.severity, diagnostic.message, diagnostic.code.id()));
    }
    match new.len().saturating_sub(SHOWN) {
        0 => text,
        more => format!("{text}\n       en nog {more}; «klacht controleer {}» noemt alles", file.path),
    }
}

/// Where the branch stands: "tak main, ab12cd34".
pub(super) fn place(standing: &Standing) -> String {
    let branch = standing.branch.as_ref().map_or_else(|| "geen tak".to_owned(), |branch| format!("tak {branch}"));
    match standing.commit {
        Some(commit) => format!("{branch}, {}", commit.short()),
        None => format!("{branch}, waar nog niets is vastgelegd"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_named_and_the_rest_is_counted() {
        assert_eq!(named(["a", "b"]), "a, b");
        assert_eq!(named(["a", "b", "c", "d", "e", "f"]), "a, b, c, d en nog 2");
    }

    #[test]
    fn one_is_not_called_many() {
        assert_eq!(found(Tally { errors: 1, warnings: 2, ..Tally::default() }), "1 fout, 2 waarschuwingen");
        assert_eq!(found(Tally { infos: 3, ..Tally::default() }), "geen fouten of waarschuwingen");
    }
}
