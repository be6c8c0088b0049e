//! What letters say besides what the procedure asks, under `brieven`; everything there may be absent.

use crate::regulation::LetterRules;
use crate::source::reader::{Home, Key, Name, setting};

/// The keys under `brieven`.
pub(super) const LETTERS: &[Key<LetterRules>] = &[
    setting::<LetterRules>("ondertekening", |letters, node, reader| letters.signature = reader.texts(node)).optional(),
    setting::<LetterRules>("privacy", |letters, node, reader| letters.privacy = reader.text(node)).optional(),
    setting::<LetterRules>("reglement", |letters, node, reader| letters.committee_rules = reader.text(node)).optional(),
];

/// The maps of this part.
pub(super) fn homes() -> Vec<Home> {
    vec![Home::new(Some(Name::Setting("brieven")), LETTERS)]
}
