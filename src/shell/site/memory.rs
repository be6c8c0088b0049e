//! What a site remembers of its last build, in the marker that says the folder is ours.

use crate::domain::Vocabulary;
use crate::overview::Profile;
use crate::render::html::UnreadableFile;

use super::gather::Stamp;

/// What stands in the marker of a folder that is not whole yet.
const UNFINISHED: &str = "onvoltooid";
/// What the marker tells a person who opens it.
const EXPLANATION: &str = "Deze map is gemaakt door klacht. Elke bouw werkt haar bij en haalt weg wat er niet in hoort; bewaar er zelf niets.";

/// What a site remembers of its last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Memory {
    /// What it was built from.
    pub stamp: Stamp,
    /// A hash of the files it left: their names and sizes.
    pub files: String,
    /// How many dossiers it shows.
    pub dossiers: usize,
    /// Files that could not be read as a dossier.
    pub unreadable: Vec<UnreadableFile>,
}

impl Memory {
    /// The text of the marker.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n{}\n", self.stamp.looks, self.stamp.facts, self.files, self.dossiers);
        for file in &self.unreadable {
            text.push_str(&format!("{}\t{}\n", file.path, file.reason.replace(['\n', '\t'], " ")));
        }
        text + EXPLANATION + "\n"
    }

    /// What a marker tells; `None` when it is of a folder that is not whole, or of another version of the program.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let stamp = Stamp { looks: lines.next()?.to_owned(), facts: lines.next()?.to_owned() };
        let (files, dossiers) = (lines.next()?.to_owned(), lines.next()?.parse().ok()?);
        let unreadable = lines.filter_map(|line| line.split_once('\t'));
        let unreadable = unreadable.map(|(path, reason)| UnreadableFile { path: path.to_owned(), reason: reason.to_owned() });
        Some(Self { stamp, files, dossiers, unreadable: unreadable.collect() })
    }
}

/// The text of a marker with for whom the site is before it.
pub(super) fn signed(profile: Profile, marker: &str) -> String {
    format!("{profile}\n{marker}")
}

/// For whom the site of a marker is, and the rest of the marker. Before there were profiles every site told everything.
pub(super) fn signed_for(marker: &str) -> (Profile, &str) {
    let signed = marker.split_once('\n').and_then(|(word, rest)| Some((Profile::from_word(word).ok()?, rest)));
    signed.unwrap_or((Profile::Full, marker))
}

/// The text of the marker of a folder with these looks of which the build is not remembered yet.
pub(super) fn bare_marker(looks: &str) -> String {
    format!("{looks}\n{EXPLANATION}\n")
}

/// The text of the marker of a folder that is not whole yet.
pub(super) fn unfinished_marker() -> String {
    bare_marker(UNFINISHED)
}

/// The looks a marker tells of; `None` when its folder is not whole yet.
pub(super) fn looks_of(marker: &str) -> Option<&str> {
    marker.lines().next().filter(|looks| *looks != UNFINISHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marker_reads_as_it_was_written() {
        let unreadable = UnreadableFile { path: "dossiers/2026/K-2026-0009/dossier.md".to_owned(), reason: "geen kop".to_owned() };
        let stamp = Stamp { looks: "a1".to_owned(), facts: "b2".to_owned() };
        let memory = Memory { stamp, files: "c3".to_owned(), dossiers: 12, unreadable: vec![unreadable] };
        assert_eq!(Memory::from_text(&memory.to_text()), Some(memory.clone()));
        assert_eq!(looks_of(&memory.to_text()), Some("a1"));
    }

    #[test]
    fn marker_says_for_whom_the_site_is() {
        for profile in Profile::ALL {
            assert_eq!(signed_for(&signed(*profile, &bare_marker("a1"))), (*profile, bare_marker("a1").as_str()));
        }
        assert_eq!(signed_for(&bare_marker("a1")), (Profile::Full, bare_marker("a1").as_str()));
    }

    #[test]
    fn bare_and_unfinished_markers_remember_no_build() {
        assert_eq!(Memory::from_text(&bare_marker("a1")), None);
        assert_eq!(looks_of(&bare_marker("a1")), Some("a1"));
        assert_eq!(looks_of(&unfinished_marker()), None);
    }
}
