//! What stands behind an anchor: a line a dossier, in the file under `register/ijkpunten/`.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::calendar::day_in_words;
use crate::domain::{Anchor, DossierId, Mark};

/// The sequence of a dossier at an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorLeaf {
    /// A hash over all its changes, whatever their order.
    pub hash: Mark<20>,
    /// Ten bits of every change, oldest first: enough to say which differs, too little to guess what it was.
    pub changes: Vec<Mark<2>>,
}

/// The sequences of all dossiers at an anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnchorLeaves(BTreeMap<DossierId, AnchorLeaf>);

impl AnchorLeaves {
    /// These sequences.
    #[must_use]
    pub fn new(leaves: BTreeMap<DossierId, AnchorLeaf>) -> Self {
        Self(leaves)
    }

    /// Each dossier with its sequence, by number.
    pub fn iter(&self) -> impl Iterator<Item = (DossierId, &AnchorLeaf)> {
        self.0.iter().map(|(dossier, leaf)| (*dossier, leaf))
    }

    /// Whether the dossier was there.
    #[must_use]
    pub fn holds(&self, dossier: DossierId) -> bool {
        self.0.contains_key(&dossier)
    }

    /// The hash over all of them that stands in the anchor.
    #[must_use]
    pub fn root(&self) -> Mark<22> {
        let mut hash = Sha256::new();
        hash.update(b"klacht ijkpunt 1\n");
        for (dossier, leaf) in &self.0 {
            hash.update(format!("{dossier} {}\n", leaf.hash));
        }
        Mark::of(&hash.finalize())
    }

    /// The file of an anchor.
    #[must_use]
    pub fn written(&self, anchor: &Anchor) -> String {
        let groups = anchor.groups();
        let (first, second) = groups.split_at(groups.len() / 2);
        let mut text = format!("# IJkpunt van de klachtdossiers: de stand van {}\n#\n", day_in_words(anchor.day));
        let _ = writeln!(text, "# {}\n# {}\n#", first.join(" "), second.join(" "));
        text.push_str("# Een regel per dossier: nummer, vingerafdruk, en twee tekens per wijziging.\n");
        text.push_str("# Hieruit is niets van een dossier terug te lezen. Laat dit bestand staan, ook als er een dossier vernietigd wordt.\n");
        for (dossier, leaf) in &self.0 {
            let changes: String = leaf.changes.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "{dossier} {} {changes}", leaf.hash);
        }
        text
    }

    /// The sequences in the file of an anchor; `None` when a line is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(leaf).collect::<Option<_>>().map(Self)
    }
}

fn leaf(line: &str) -> Option<(DossierId, AnchorLeaf)> {
    let mut words = line.split_whitespace();
    let (dossier, hash, changes) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?);
    let signs: Vec<char> = changes.chars().collect();
    let changes = signs.chunks(2).map(|pair| pair.iter().collect::<String>().parse().ok()).collect::<Option<_>>()?;
    Some((dossier, AnchorLeaf { hash, changes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves() -> AnchorLeaves {
        let leaf = |seed: u8| AnchorLeaf { hash: Mark::of(&[seed; 32]), changes: vec![Mark::of(&[seed; 2]), Mark::of(&[1, seed])] };
        AnchorLeaves::new(BTreeMap::from([("K-2026-0001".parse().unwrap(), leaf(7)), ("K-2026-0002".parse().unwrap(), leaf(200))]))
    }

    #[test]
    fn file_is_read_as_it_is_written() {
        let root = leaves().root();
        let anchor = Anchor { day: "2026-11-25".parse().unwrap(), dossiers: 2, changes: 4, origin: Mark::of(&[3; 8]), head: Mark::of(&[4; 8]), root };
        let text = leaves().written(&anchor);
        assert_eq!(AnchorLeaves::read(&text), Some(leaves()));
        assert_eq!(Anchor::within(&text), Some(anchor));
    }

    #[test]
    fn any_other_dossier_or_sequence_gives_another_root() {
        let text = leaves().written(&Anchor {
            day: "2026-11-25".parse().unwrap(),
            dossiers: 2,
            changes: 4,
            origin: Mark::of(&[3; 8]),
            head: Mark::of(&[4; 8]),
            root: leaves().root(),
        });
        let other = AnchorLeaves::read(&text.replace("K-2026-0002", "K-2026-0003")).unwrap();
        assert_ne!(other.root(), leaves().root());
        assert_eq!(AnchorLeaves::read("onzin"), None);
    }
}
