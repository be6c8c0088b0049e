//! How git merges two versions of one dossier.

use super::finding::{Check, Finding};

/// What is set.
#[derive(Clone, Copy, Debug, Default)]
pub struct Merging {
    /// Whether `.gitattributes` asks for merging field by field.
    pub is_asked: bool,
    /// Whether this copy of the repository knows how.
    pub is_known: bool,
}

impl Merging {
    pub(super) fn judged(self) -> Finding {
        match (self.is_asked, self.is_known) {
            (true, true) => Finding::good(Check::Merging, "git voegt dossiers veld voor veld samen"),
            (true, false) => Finding::attention(
                Check::Merging,
                "dossiers horen veld voor veld samengevoegd te worden, maar deze kopie van de map weet nog niet hoe",
                "geef hier één keer: klacht samenvoegen --instellen",
            ),
            (false, _) => Finding::good(
                Check::Merging,
                "git voegt dossiers regel voor regel samen; veld voor veld kan ook, met «klacht samenvoegen --instellen»",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn driver_that_is_asked_for_must_be_known() {
        let weight = |is_asked, is_known| Merging { is_asked, is_known }.judged().weight;
        assert_eq!(weight(true, false), Weight::Attention);
        assert_eq!((weight(true, true), weight(false, false)), (Weight::Good, Weight::Good));
    }
}
