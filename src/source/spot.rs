//! A part of a front matter by the way to it, as an officer writes it: `correspondentie[2].onderwerp`.

use std::fmt;
use std::str::FromStr;

use super::{Node, Value};

/// The way to a part of a front matter. Entries of a list are counted from nought, as in the JSON contract.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot(Vec<Stride>);

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stride {
    /// Into the value of a key, which may be one of the organisation's own.
    Key(String),
    /// Into an entry of a list, counted from nought.
    Entry(usize),
}

/// A text that is no way to a part of a front matter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen plaats in de kop")]
pub struct InvalidSpot(String);

impl Spot {
    /// The steps from the top.
    #[must_use]
    pub fn strides(&self) -> &[Stride] {
        &self.0
    }

    /// The spot one key further.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Stride::Key(key.to_owned()))
    }

    /// The spot one entry further, counted from nought.
    #[must_use]
    pub fn entry(&self, index: usize) -> Self {
        self.with(Stride::Entry(index))
    }

    fn with(&self, stride: Stride) -> Self {
        Self(self.0.iter().cloned().chain([stride]).collect())
    }

    /// The key at the top; empty for the top itself.
    #[must_use]
    pub fn top(&self) -> &str {
        match self.0.first() {
            Some(Stride::Key(key)) => key,
            _ => "",
        }
    }

    /// The last key on the way.
    #[must_use]
    pub fn last_key(&self) -> &str {
        let keys = self.0.iter().rev().filter_map(|stride| match stride {
            Stride::Key(key) => Some(key.as_str()),
            Stride::Entry(_) => None,
        });
        keys.take(1).last().unwrap_or_default()
    }

    /// Whether `self` is `other` or lies within it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// What stands there; a single value where a list belongs is its own first entry.
    #[must_use]
    pub fn find<'n, 't>(&self, top: &'n Node<'t>) -> Option<&'n Node<'t>> {
        self.0.iter().try_fold(top, |node, stride| match stride {
            Stride::Key(key) => node.entry(key).map(|entry| &entry.value),
            Stride::Entry(0) if matches!(node.value, Value::Scalar(_)) => Some(node),
            Stride::Entry(index) => node.items().get(*index),
        })
    }
}

impl FromStr for Spot {
    type Err = InvalidSpot;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let strides = text.split('.').map(part).collect::<Option<Vec<_>>>();
        let strides = strides.ok_or_else(|| InvalidSpot(text.to_owned()))?;
        Ok(Self(strides.into_iter().flatten().collect()))
    }
}

/// A key with the entries behind it: `correspondentie[2]`.
fn part(text: &str) -> Option<Vec<Stride>> {
    let (key, mut rest) = text.split_at(text.find('[').unwrap_or(text.len()));
    let sound = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    if key.is_empty() || !key.chars().all(sound) {
        return None;
    }
    let mut strides = vec![Stride::Key(key.to_owned())];
    while !rest.is_empty() {
        let (index, behind) = rest.strip_prefix('[')?.split_once(']')?;
        strides.push(Stride::Entry(index.parse().ok().filter(|_| index.bytes().all(|byte| byte.is_ascii_digit()))?));
        rest = behind;
    }
    Some(strides)
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, stride) in self.0.iter().enumerate() {
            match stride {
                Stride::Key(key) if index == 0 => f.write_str(key)?,
                Stride::Key(key) => write!(f, ".{key}")?,
                Stride::Entry(entry) => write!(f, "[{entry}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse;

    #[test]
    fn spot_reads_and_writes_the_same() {
        for text in ["beklaagde", "correspondentie[2]", "bezwaar.uitspraak.consequenties[0].wie", "x_eigen-veld"] {
            assert_eq!(text.parse::<Spot>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in ["", ".", "a.", "a[", "a[]", "a[x]", "a[+1]", "a[1]b", "[1]", "correspondentie 2", "a..b", "## Tekst"] {
            assert!(text.parse::<Spot>().is_err(), "{text}");
        }
    }

    #[test]
    fn spot_is_found_in_the_front_matter() {
        let (tree, _) = parse("beklaagde: Jan\ncorrespondentie:\n  - met: Piet\n", 0);
        let tree = tree.unwrap();
        let found = |text: &str| text.parse::<Spot>().unwrap().find(&tree).and_then(|node| node.text().map(str::to_owned));
        assert_eq!(found("beklaagde"), Some("Jan".to_owned()));
        assert_eq!(found("beklaagde[0]"), Some("Jan".to_owned()));
        assert_eq!(found("correspondentie[0].met"), Some("Piet".to_owned()));
        assert_eq!(found("correspondentie[1].met"), None);
    }
}
