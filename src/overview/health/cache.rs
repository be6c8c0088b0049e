//! What was kept of the history, so that it need not be read from the beginning every time.

use super::finding::{Check, Finding, Mend};

/// Whether it is there, and whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// Nothing was kept.
    None,
    /// It is whole.
    Whole,
    /// It is there and cannot be used.
    Broken,
}

impl Cache {
    pub(super) fn judged(self) -> Finding {
        match self {
            Self::None => Finding::good(Check::Cache, "van de geschiedenis is nog niets onthouden; de eerste keer lezen duurt langer"),
            Self::Whole => Finding::good(Check::Cache, "wat van de geschiedenis onthouden is, is heel"),
            Self::Broken => {
                let what = "wat van de geschiedenis onthouden was, is niet te gebruiken; er is niets verloren";
                Finding::attention(Check::Cache, what, "het wordt vanzelf opnieuw gemaakt; «klacht diagnose --herstel» haalt het nu weg")
                    .mendable(Mend::Cache)
            }
        }
    }
}
