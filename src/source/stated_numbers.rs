//! The numbers a dossier file states, without reading more of it than that takes.

use super::{read_dossier, split};
use crate::domain::DossierId;

/// The numbers a file in the folder of this number states: its own, and those it bore before; of one that is no dossier none.
///
/// A file that plainly states the number of its folder and no other is not parsed: with many dossiers that is nearly all of them.
#[must_use]
pub fn stated_numbers(bytes: &[u8], folder: DossierId) -> Vec<DossierId> {
    let (document, _) = split(bytes);
    if document.is_some_and(|document| states_only(document.front_matter, folder)) {
        return vec![folder];
    }
    let dossier = read_dossier(bytes).dossier;
    dossier.into_iter().flat_map(|dossier| dossier.formerly.into_iter().chain([dossier.id])).collect()
}

/// Whether this front matter can state no number but this one: it stands on a line of its own, and neither a second number nor a former
/// one is spoken of. With a backslash any word can be spelled otherwise.
fn states_only(front_matter: &str, number: DossierId) -> bool {
    let own = format!("nummer: {number}");
    let is_plain = || front_matter.lines().any(|line| line.trim_end() == own);
    !front_matter.contains('\\') && !front_matter.contains("voorheen") && front_matter.matches("nummer").count() == 1 && is_plain()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers a file with these lines in its front matter states, in the folder of K-2026-0007.
    fn stated(lines: &str) -> Vec<String> {
        let text = format!("---\nschema: 1\n{lines}\n---\n## Omschrijving\nnummer: K-2026-0099, voorheen K-2026-0098\n");
        stated_numbers(text.as_bytes(), "K-2026-0007".parse().unwrap()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn plain_number_of_the_folder_needs_no_parsing_and_reads_the_same() {
        let plain = "nummer: K-2026-0007\nstatus: ontvangen";
        assert!(states_only(plain, "K-2026-0007".parse().unwrap()));
        assert_eq!(stated(plain), ["K-2026-0007"]);
    }

    #[test]
    fn every_other_way_of_stating_a_number_is_read() {
        assert_eq!(stated("nummer: K-2026-0009\nstatus: ontvangen"), ["K-2026-0009"]);
        assert_eq!(stated("nummer: K-2026-0007\nstatus: ontvangen\nvoorheen: [K-2026-0003]"), ["K-2026-0003", "K-2026-0007"]);
        assert_eq!(stated("nummer: K-2026-0007\nstatus: ontvangen\n\"v\\x6forheen\": [K-2026-0003]"), ["K-2026-0003", "K-2026-0007"]);
        assert_eq!(stated("\"nummer\": K-2026-0009\nstatus: ontvangen\nonderwerp: |\n  nummer: K-2026-0007"), ["K-2026-0009"]);
        assert_eq!(stated("nummer: [\nstatus: ontvangen"), [""; 0]);
    }
}
