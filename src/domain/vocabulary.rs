//! Closed vocabularies: the words a dossier may use, as types.
//!
//! A word of the procedure is Dutch and stands once, beside its variant; file, messages and pages all take it from here.

/// A word that is not in a closed vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{word}» is geen bekend woord; bekend zijn: {}", known.join(", "))]
pub struct UnknownWord {
    /// What was written.
    pub word: String,
    /// Every word that may stand there.
    pub known: &'static [&'static str],
}

/// A type whose values are a closed list of words.
pub trait Vocabulary: Sized + Copy + 'static {
    /// Every word, in the order of the documentation.
    const WORDS: &'static [&'static str];
    /// Every value, in the order of [`Self::WORDS`].
    const ALL: &'static [Self];
    /// The word as it stands in a dossier.
    fn word(self) -> &'static str;
    /// The value for a word, or the words that are known.
    ///
    /// # Errors
    /// When the word is not in the vocabulary.
    fn from_word(word: &str) -> Result<Self, UnknownWord> {
        let found = Self::WORDS.iter().position(|known| *known == word);
        found.map(|index| Self::ALL[index]).ok_or_else(|| UnknownWord { word: word.to_owned(), known: Self::WORDS })
    }
}

/// Declares enums whose variants each have one Dutch word.
macro_rules! vocabulary {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $crate::domain::Vocabulary for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad($crate::domain::Vocabulary::word(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                $crate::domain::Vocabulary::from_word(word)
            }
        }
    )+};
}

pub(crate) use vocabulary;
