//! An anchor: what a history was on a day, in so few signs that they fit in a letter.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate};

/// What is remembered of a history: enough to recognise it, and nothing of what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The day of its last commit.
    pub day: NaiveDate,
    /// How many dossiers it told of.
    pub dossiers: u32,
    /// How many changes of dossiers.
    pub changes: u32,
    /// A mark of the commit it begins with.
    pub origin: Mark<5>,
    /// The first forty bits of the name of its last commit.
    pub head: Mark<8>,
    /// A hash over the sequences of all dossiers.
    pub root: Mark<22>,
}

/// So many signs of a hash, five bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark<const SIGNS: usize>([u8; SIGNS]);

/// Why a text is no anchor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAnchor {
    /// Too many signs or too few.
    #[error("een ijkpunt heeft 60 tekens in 12 groepen van 5; hier staan er {0}")]
    Length(usize),
    /// Groups that were not copied well, by their place from 1.
    #[error("van het ijkpunt {}", groups(.0))]
    Groups(Vec<(usize, String)>),
    /// Copied well, and of a form this program does not know.
    #[error("dit ijkpunt is van een nieuwere versie van klacht")]
    Version,
}

/// The signs, without those that are taken for another: no I, L, O or U.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The form of the signs.
const VERSION: u64 = 1;
/// Day nought.
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("the first of January exists");
/// How many signs carry something, beside the check sign of each group.
const CARRYING: usize = 48;
/// How many signs of a group carry something.
const GROUP: usize = 4;

impl<const COUNT: usize> Mark<COUNT> {
    /// The first signs of these bytes.
    ///
    /// # Panics
    /// When there are fewer bytes than the signs need.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let bit = |index: usize| (bytes[index / 8] >> (7 - index % 8)) & 1;
        let sign = |sign: usize| (0..5).fold(0, |value, at| value << 1 | bit(sign * 5 + at));
        Self(std::array::from_fn(sign))
    }

    fn taken(signs: &[u8]) -> Self {
        Self(std::array::from_fn(|index| signs[index]))
    }
}

impl<const COUNT: usize> fmt::Display for Mark<COUNT> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|value| write!(f, "{}", char::from(SIGNS[usize::from(*value)])))
    }
}

impl<const COUNT: usize> FromStr for Mark<COUNT> {
    type Err = InvalidAnchor;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let signs: Option<Vec<u8>> = text.chars().map(value).collect();
        let length = text.chars().count();
        signs.filter(|signs| signs.len() == COUNT).map(|signs| Self::taken(&signs)).ok_or(InvalidAnchor::Length(length))
    }
}

impl Anchor {
    /// The groups of five: four that carry something and a check sign.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        let mut signs = Vec::with_capacity(CARRYING);
        let day = u64::try_from((self.day - EPOCH).num_days()).unwrap_or(0);
        for (number, count) in [(VERSION, 1), (day, 3), (u64::from(self.dossiers), 4), (u64::from(self.changes), 5)] {
            signs.extend((0..count).rev().map(|place| u8::try_from((number >> (5 * place)) & 31).expect("five bits fit")));
        }
        signs.extend(self.origin.0);
        signs.extend(self.head.0);
        signs.extend(self.root.0);
        let group = |(place, group): (usize, &[u8])| {
            let signs = group.iter().copied().chain([check(place, group)]);
            signs.map(|value| char::from(SIGNS[usize::from(value)])).collect()
        };
        signs.chunks(GROUP).enumerate().map(group).collect()
    }

    /// The anchor somewhere in a text, such as a letter: the first twelve groups in a row that are copied well.
    #[must_use]
    pub fn within(text: &str) -> Option<Self> {
        let words = text.split(|letter: char| letter.is_whitespace() || letter == '-').filter(|word| word.contains(char::is_alphanumeric));
        let words: Vec<&str> = words.collect();
        words.windows(CARRYING / GROUP).find_map(|groups| {
            let all_five = groups.iter().all(|group| group.chars().count() == GROUP + 1);
            all_five.then(|| groups.concat().parse().ok())?
        })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join(" "))
    }
}

impl FromStr for Anchor {
    type Err = InvalidAnchor;

    /// Reads an anchor as a person types one: in capitals or not, with any signs between the groups, an O for a nought.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
        if letters.len() != CARRYING / GROUP * (GROUP + 1) {
            return Err(InvalidAnchor::Length(letters.len()));
        }
        let mut signs = Vec::with_capacity(CARRYING);
        let mut wrong = Vec::new();
        for (place, group) in letters.chunks(GROUP + 1).enumerate() {
            let values: Option<Vec<u8>> = group.iter().copied().map(value).collect();
            match values.filter(|values| check(place, &values[..GROUP]) == values[GROUP]) {
                Some(values) => signs.extend(&values[..GROUP]),
                None => wrong.push((place + 1, group.iter().collect())),
            }
        }
        if !wrong.is_empty() {
            return Err(InvalidAnchor::Groups(wrong));
        }
        let number = |from: usize, count: usize| signs[from..from + count].iter().fold(0u64, |number, value| number << 5 | u64::from(*value));
        if number(0, 1) != VERSION {
            return Err(InvalidAnchor::Version);
        }
        let small = |number: u64| u32::try_from(number).expect("twenty-five bits fit");
        Ok(Self {
            day: EPOCH + Days::new(number(1, 3)),
            dossiers: small(number(4, 4)),
            changes: small(number(8, 5)),
            origin: Mark::taken(&signs[13..18]),
            head: Mark::taken(&signs[18..26]),
            root: Mark::taken(&signs[26..48]),
        })
    }
}

/// What a letter stands for; one that is easily taken for another stands for that one.
fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SIGNS.iter().position(|sign| char::from(*sign) == letter)?;
    u8::try_from(place).ok()
}

/// The check sign of a group at a place: any one sign that is wrong changes it, and so do two that changed places, and two groups
/// that did.
fn check(place: usize, signs: &[u8]) -> u8 {
    let sum = signs.iter().rev().fold(0, |sum, value| doubled(sum ^ value));
    sum ^ u8::try_from(place % 32).expect("less than thirty-two")
}

/// Twice a value in the field of thirty-two elements.
fn doubled(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 32 == 0 { twice } else { (twice ^ 0b10_0101) & 31 }
}

fn groups(wrong: &[(usize, String)]) -> String {
    let named: Vec<_> = wrong.iter().map(|(place, group)| format!("groep {place} («{group}»)")).collect();
    match named.split_last() {
        Some((last, [])) => format!("klopt {last} niet"),
        Some((last, others)) => format!("kloppen {} en {last} niet", others.join(", ")),
        None => "klopt een groep niet".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor() -> Anchor {
        let bytes: Vec<u8> = (0..32).map(|byte: u8| byte.wrapping_mul(37).wrapping_add(11)).collect();
        Anchor {
            day: "2026-11-25".parse().unwrap(),
            dossiers: 37,
            changes: 154,
            origin: Mark::of(&bytes),
            head: Mark::of(&bytes[5..]),
            root: Mark::of(&bytes[9..]),
        }
    }

    #[test]
    fn anchor_is_read_as_it_is_written() {
        let text = anchor().to_string();
        assert_eq!(text.len(), 71);
        assert_eq!(text.parse(), Ok(anchor()));
    }

    #[test]
    fn small_letters_other_signs_between_and_look_alikes_are_read() {
        let text = anchor().to_string();
        let typed = text.to_lowercase().replace(' ', "-\n").replace('0', "o").replace('1', "l");
        assert_eq!(typed.parse(), Ok(anchor()));
    }

    #[test]
    fn every_wrong_sign_and_every_swap_is_named() {
        let text: Vec<char> = anchor().to_string().chars().filter(|letter| *letter != ' ').collect();
        let read = |letters: &[char]| letters.iter().collect::<String>().parse::<Anchor>();
        for at in 0..text.len() {
            for sign in SIGNS.iter().map(|sign| char::from(*sign)).filter(|sign| *sign != text[at]) {
                let mut typed = text.clone();
                typed[at] = sign;
                let Err(InvalidAnchor::Groups(wrong)) = read(&typed) else { panic!("{at} {sign}") };
                assert_eq!(wrong.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [at / 5 + 1]);
            }
            if at % 5 < 4 && text[at] != text[at + 1] {
                let mut typed = text.clone();
                typed.swap(at, at + 1);
                assert!(read(&typed).is_err(), "{at}");
            }
        }
        let mut groups = anchor().groups();
        groups.swap(2, 3);
        assert!(groups.concat().parse::<Anchor>().is_err());
    }

    #[test]
    fn wrong_groups_are_named_in_a_sentence() {
        let wrong = |places: &[usize]| InvalidAnchor::Groups(places.iter().map(|place| (*place, "AAAAA".to_owned())).collect()).to_string();
        assert_eq!(wrong(&[5]), "van het ijkpunt klopt groep 5 («AAAAA») niet");
        assert_eq!(wrong(&[5, 6, 9]), "van het ijkpunt kloppen groep 5 («AAAAA»), groep 6 («AAAAA») en groep 9 («AAAAA») niet");
    }

    #[test]
    fn sign_too_few_is_told_by_count() {
        assert_eq!("ABC".parse::<Anchor>(), Err(InvalidAnchor::Length(3)));
    }

    #[test]
    fn anchor_is_found_in_a_letter() {
        let groups = anchor().groups();
        let letter =
            format!("Ons ijkpunt staat hier onder, eerst vijf vaste woorden:\n\n  {}\n  {}\n\nGroet", groups[..6].join(" "), groups[6..].join(" "));
        assert_eq!(Anchor::within(&letter), Some(anchor()));
        assert_eq!(Anchor::within("niets"), None);
    }
}
