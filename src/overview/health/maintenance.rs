//! Whether git's store wants tidying.

use super::finding::{Check, Finding};

/// From so many objects beside the packs on, git itself would tidy.
const MANY_LOOSE: usize = 6700;
/// From so many packs on, likewise.
const MANY_PACKS: usize = 50;

/// How the store lies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Upkeep {
    /// Objects that are in no pack.
    pub loose: usize,
    /// Packs.
    pub packs: usize,
}

impl Upkeep {
    pub(super) fn judged(self) -> Finding {
        let Self { loose, packs } = self;
        let lies = match (loose, packs) {
            (1, 1) => "1 los object en 1 pakket".to_owned(),
            (1, packs) => format!("1 los object en {packs} pakketten"),
            (loose, 1) => format!("{loose} losse objecten en 1 pakket"),
            (loose, packs) => format!("{loose} losse objecten en {packs} pakketten"),
        };
        if loose >= MANY_LOOSE || packs >= MANY_PACKS {
            let what = format!("de opslag van git kan worden opgeruimd: {lies}");
            return Finding::attention(Check::Upkeep, what, "sneller wordt het met: git maintenance run --task=gc (het mag ook zo blijven)");
        }
        Finding::good(Check::Upkeep, format!("de opslag van git is opgeruimd genoeg: {lies}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn tidying_is_advised_where_git_would_do_it() {
        assert_eq!(Upkeep { loose: 6699, packs: 49 }.judged().weight, Weight::Good);
        assert_eq!(Upkeep { loose: 6700, packs: 0 }.judged().weight, Weight::Attention);
        assert_eq!(Upkeep { loose: 0, packs: 50 }.judged().weight, Weight::Attention);
    }

    #[test]
    fn one_is_told_as_one() {
        assert!(Upkeep { loose: 1, packs: 1 }.judged().what.ends_with(": 1 los object en 1 pakket"));
        assert!(Upkeep { loose: 0, packs: 1 }.judged().what.ends_with(": 0 losse objecten en 1 pakket"));
    }
}
