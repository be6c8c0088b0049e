//! Whether everything recorded can be read.

use super::finding::{Check, Finding, some_of};

/// What was read, and what could not be.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// How many recorded files were read.
    pub files: usize,
    /// How many objects of git were read; `None` when only the last version was looked at.
    pub objects: Option<usize>,
    /// What could not be read: paths, branches, names of objects.
    pub unreadable: Vec<String>,
    /// The place at which objects were left when this was fetched; `None` when all should be here.
    pub left_at: Option<String>,
}

impl Content {
    pub(super) fn judged(&self) -> Finding {
        let Self { files, objects, unreadable, left_at } = self;
        if let Some(place) = left_at.as_ref().filter(|_| !unreadable.is_empty()) {
            let what = format!("niet alles is opgehaald: bij {place} gebleven is onder meer {}", some_of(unreadable));
            return Finding::attention(Check::Content, what, "dat is niet stuk; «klacht geschiedenis» zegt hoe u de rest ophaalt");
        }
        if !unreadable.is_empty() {
            let what = format!("niet te lezen is {}", some_of(unreadable));
            let help = "leg niets meer vast en zet de map terug uit uw reservekopie; «git fsck» zegt wat er nog is. \
                        De dossiers zelf zijn gewone bestanden: bewaar ze eerst";
            return Finding::wrong(Check::Content, what, help);
        }
        match objects {
            Some(objects) => Finding::good(Check::Content, format!("alles is te lezen: {objects} objecten van git, elk onbeschadigd")),
            None if *files == 1 => Finding::good(Check::Content, "wat het laatst is vastgelegd is te lezen: één bestand"),
            None => Finding::good(Check::Content, format!("wat het laatst is vastgelegd is te lezen: {files} bestanden")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn anything_unreadable_is_wrong() {
        let content = Content { files: 3, objects: None, unreadable: vec!["dossiers/2026/K-2026-0001/dossier.md".to_owned()], left_at: None };
        let found = content.judged();
        assert_eq!(found.weight, Weight::Wrong);
        assert!(found.what.contains("K-2026-0001"), "{}", found.what);
        let left = Content { left_at: Some("origin".to_owned()), ..content }.judged();
        assert_eq!((left.weight, left.what.contains("bij origin gebleven")), (Weight::Attention, true));
        assert_eq!(Content { files: 3, ..Content::default() }.judged().weight, Weight::Good);
    }
}
