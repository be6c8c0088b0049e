//! Numbers that were given out and of which nothing else here tells any more: `register/nummers.yaml`.

use std::collections::BTreeSet;

use crate::domain::DossierId;

/// How the file begins.
const BEGINNING: &str =
    "# Nummers die zijn uitgegeven en waarvan hier verder niets meer blijkt; zo krijgt geen ander dossier zo'n nummer.\nschema: 1\nuitgegeven:\n";

/// The numbers the file names, wherever in it they stand.
#[must_use]
pub fn read_issued(bytes: &[u8]) -> BTreeSet<DossierId> {
    let text = String::from_utf8_lossy(bytes);
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').filter_map(|word| word.parse().ok()).collect()
}

/// The file with these numbers besides those it names; what else a person wrote in it is not kept.
#[must_use]
pub fn with_issued(bytes: &[u8], numbers: &BTreeSet<DossierId>) -> Vec<u8> {
    let all: BTreeSet<DossierId> = read_issued(bytes).union(numbers).copied().collect();
    let lines: String = all.iter().map(|id| format!("  - {id}\n")).collect();
    format!("{BEGINNING}{lines}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_added_to_those_that_were_there_and_read_back() {
        let numbers = |text: &[&str]| text.iter().map(|number| number.parse().unwrap()).collect::<BTreeSet<DossierId>>();
        let first = with_issued(b"", &numbers(&["K-2026-0014"]));
        let both = with_issued(&first, &numbers(&["K-2025-0003", "K-2026-0014"]));
        assert!(both.ends_with(b"uitgegeven:\n  - K-2025-0003\n  - K-2026-0014\n"));
        assert_eq!(read_issued(&both), numbers(&["K-2025-0003", "K-2026-0014"]));
        let read: serde_yaml::Value = serde_yaml::from_slice(&both).unwrap();
        assert_eq!(read["uitgegeven"][1].as_str(), Some("K-2026-0014"));
    }
}
