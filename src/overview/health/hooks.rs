//! The programs git runs at a commit.

use super::finding::{Check, Finding, some_of};

/// The hooks that may run.
#[derive(Clone, Debug, Default)]
pub struct Hooks {
    /// Those that call this program, by name.
    pub own: Vec<String>,
    /// Those of others, by name.
    pub others: Vec<String>,
    /// Whether the git program is there to run them.
    pub has_git: bool,
}

impl Hooks {
    pub(super) fn judged(&self) -> Finding {
        let judging = |name: &String| name == "pre-commit" || name == "commit-msg";
        if !self.has_git && self.own.iter().chain(&self.others).any(judging) {
            let what = "er staan hooks die elke vastlegging beoordelen, maar het programma git is er niet om ze uit te voeren";
            return Finding::wrong(Check::Hooks, what, "installeer git, of haal de hooks weg uit .git/hooks");
        }
        if !self.others.is_empty() {
            let what = format!("hooks van een ander programma lopen mee: {}", some_of(&self.others));
            return Finding::attention(Check::Hooks, what, "dat mag; controleer dat u ze kent, want ze zien elk dossier");
        }
        match self.own.is_empty() {
            true => Finding::good(Check::Hooks, "er lopen geen hooks mee"),
            false => Finding::good(Check::Hooks, format!("klacht controleert bij: {}", some_of(&self.own))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overview::health::Weight;

    #[test]
    fn hooks_of_others_deserve_a_look_and_need_git() {
        let others = vec!["pre-commit".to_owned()];
        assert_eq!(Hooks { others: others.clone(), has_git: true, ..Hooks::default() }.judged().weight, Weight::Attention);
        assert_eq!(Hooks { others, has_git: false, ..Hooks::default() }.judged().weight, Weight::Wrong);
        assert_eq!(Hooks::default().judged().weight, Weight::Good);
    }
}
