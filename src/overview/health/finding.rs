//! What a check found.

use crate::domain::vocabulary;

vocabulary! {
    /// What was looked at.
    Check {
        /// Whether something can be recorded now.
        State = "toestand",
        /// Whether everything recorded can be read.
        Content = "inhoud",
        /// Locks left behind.
        Locks = "vergrendelingen",
        /// Who records.
        Identity = "wie-vastlegt",
        /// What survives a power cut.
        Durability = "stroomuitval",
        /// Who else on this computer can look in.
        Secrecy = "afscherming",
        /// Whether the folder lies where something synchronises it.
        Synchronised = "synchronisatie",
        /// Where it is pushed to.
        Remotes = "opslag-elders",
        /// What stands only here.
        Unpushed = "niet-gedeeld",
        /// The files a dossier folder begins with.
        FirstFiles = "instellingen",
        /// How git merges dossiers.
        Merging = "samenvoegen",
        /// The programs git runs at a commit.
        Hooks = "hooks",
        /// What lies about unfinished.
        Remains = "achtergebleven",
        /// What was kept of the history.
        Cache = "geheugen",
        /// Whether git's store wants tidying.
        Upkeep = "onderhoud",
        /// What it lies on.
        Disk = "schijf",
        /// Whether the clock can be right.
        Clock = "klok",
    }

    /// How much it matters.
    Weight {
        /// As it should be.
        Good = "goed",
        /// It works, but something deserves a look.
        Attention = "aandacht",
        /// Nothing can be recorded, or what was recorded cannot be read.
        Wrong = "fout",
    }
}

/// What can be put right without anyone's choice, and without touching a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Removes locks nobody holds.
    Locks,
    /// Has git make safe what it writes.
    Durability,
    /// Closes the folder to everyone but its owner.
    Secrecy,
    /// Removes what this program left unfinished.
    Remains,
    /// Forgets what was kept of the history.
    Cache,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// How much it matters.
    pub weight: Weight,
    /// What is the case: one sentence without a full stop, and nothing anyone typed.
    pub what: String,
    /// What to do; `None` when nothing is to be done.
    pub help: Option<String>,
    /// What `--herstel` would do about it.
    pub mend: Option<Mend>,
}

impl Finding {
    /// As it should be.
    pub(super) fn good(check: Check, what: impl Into<String>) -> Self {
        Self { check, weight: Weight::Good, what: what.into(), help: None, mend: None }
    }

    /// Something that deserves a look, with what to do.
    pub(super) fn attention(check: Check, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { check, weight: Weight::Attention, what: what.into(), help: Some(help.into()), mend: None }
    }

    /// Something that keeps the history from being written or read, with what to do.
    pub(super) fn wrong(check: Check, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { weight: Weight::Wrong, ..Self::attention(check, what, help) }
    }

    /// The same, which `--herstel` can put right.
    pub(super) fn mendable(self, mend: Mend) -> Self {
        Self { mend: Some(mend), ..self }
    }
}

/// At most three of many, and how many more there are.
pub(super) fn some_of(names: &[String]) -> String {
    let first = names.iter().take(3).map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{first} en nog {}", names.len() - 3) } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_are_named_and_the_others_counted() {
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
        assert_eq!(some_of(&names), "«a», «b», «c» en nog 2");
        assert_eq!(some_of(&names[..1]), "«a»");
    }
}
