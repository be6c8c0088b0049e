//! What lies about unfinished: it holds what a person told us, and nobody looks after it.

use super::finding::{Check, Finding, Mend, some_of};

/// Unfinished files in the dossier folder.
#[derive(Clone, Debug, Default)]
pub struct Remains {
    /// Ours, by path.
    pub own: Vec<String>,
    /// Stores of git's that were built and are in nobody's use, by path.
    pub stores: Vec<String>,
    /// How many commits from before a destruction or redaction can be had here still.
    pub old_commits: usize,
    /// Files that a synchronising program made beside others, when two were changed at once; by path.
    pub of_synchronising: Vec<String>,
    /// Swap files and copies of editors, by path.
    pub of_editors: Vec<String>,
}

impl Remains {
    /// Whether a file of this name is what an editor leaves: a swap file, a copy, a lock.
    #[must_use]
    pub fn is_of_an_editor(name: &str) -> bool {
        let ending = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let hidden_swap = name.starts_with('.') && ending(&[".swp", ".swo", ".swx"]);
        let of_office = name.starts_with(".~lock.") || name.starts_with("~$");
        hidden_swap
            || of_office
            || name.starts_with(".#")
            || (name.starts_with('#') && name.ends_with('#'))
            || ending(&["~", ".bak", ".orig", ".tmp"])
    }

    /// Whether a file of this name is what a synchronising program makes when two computers changed one file.
    #[must_use]
    pub fn is_of_synchronising(name: &str) -> bool {
        let name = name.to_lowercase();
        ["conflicted copy", "sync-conflict-", "conflicterende kopie", "conflicterend exemplaar"].iter().any(|mark| name.contains(mark))
            || name.strip_prefix("dossier").is_some_and(|rest| rest.ends_with(".md") && rest.starts_with(['-', ' ', '(']))
    }

    /// What to do with the copies of a synchronising program: one of a branch may lead to what stands nowhere else.
    fn help_on_copies(&self) -> String {
        const BRANCHES: &str = ".git/refs/heads/";
        let mut help =
            "zet synchroniseren van deze map uit; kijk of er iets in staat dat in het dossier zelf hoort, neem dat over, en verwijder ze".to_owned();
        if let Some(branch) = self.of_synchronising.iter().find_map(|path| path.strip_prefix(BRANCHES)) {
            help.push_str(&format!("; wat alleen in zo'n tak is vastgelegd, laat git zien met: git log --oneline \"{branch}\" --not HEAD"));
        }
        help
    }

    pub(super) fn judged(&self) -> Finding {
        if !self.stores.is_empty() {
            let what = format!("een klacht die werd afgebroken liet een nieuwe git-opslag achter, die nergens voor dient: {}", some_of(&self.stores));
            let help = "«klacht diagnose --herstel» haalt haar weg; de opslag met uw geschiedenis blijft zoals zij is";
            return Finding::attention(Check::Remains, what, help).mendable(Mend::Remains);
        }
        if !self.own.is_empty() {
            let what = format!("een klacht die werd afgebroken liet achter: {}", some_of(&self.own));
            let help = "«klacht diagnose --herstel» haalt ze weg; het zijn nooit hele dossiers";
            return Finding::attention(Check::Remains, what, help).mendable(Mend::Remains);
        }
        if self.old_commits > 0 {
            let what = format!("in .git liggen weer vastleggingen van voor een vernietiging of weglakking: {}", self.old_commits);
            let help = "leidt er geen tak of label naartoe, dan zijn ze weg na: git reflog expire --expire=now --all en git gc --prune=now; kwamen ze met synchroniseren of uit een back-up, zorg dan dat dat de map .git met rust laat";
            return Finding::attention(Check::Remains, what, help);
        }
        if !self.of_synchronising.is_empty() {
            let what = format!("een programma dat mappen synchroniseert maakte kopieën: {}", some_of(&self.of_synchronising));
            return Finding::attention(Check::Remains, what, self.help_on_copies());
        }
        if !self.of_editors.is_empty() {
            let what = format!("editors lieten kopieën achter, met wat erin stond: {}", some_of(&self.of_editors));
            let help = "sluit uw editor, kijk of u er niets meer van nodig hebt, en verwijder ze; in de geschiedenis komen ze niet";
            return Finding::attention(Check::Remains, what, help);
        }
        Finding::good(Check::Remains, "er slingert niets halfs rond")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_of_editors_are_known_and_dossiers_are_none() {
        for name in [".dossier.md.swp", "dossier.md~", "dossier.md.bak", ".#dossier.md", "#dossier.md#", ".~lock.brief.odt#", "~$brief.docx"] {
            assert!(Remains::is_of_an_editor(name), "{name}");
        }
        for name in ["dossier.md", "2026-11-04-brief.pdf", ".gitkeep", "regeling.yaml"] {
            assert!(!Remains::is_of_an_editor(name), "{name}");
        }
    }

    #[test]
    fn copies_of_synchronising_programs_are_known() {
        for name in ["dossier (conflicted copy 2026-11-30).md", "dossier-PC-VISSER.md", "dossier.sync-conflict-20261130-1.md", "dossier (1).md"] {
            assert!(Remains::is_of_synchronising(name), "{name}");
        }
        for name in ["dossier.md", "2026-11-04-brief.pdf", "index", "main", "dossiernota.md"] {
            assert!(!Remains::is_of_synchronising(name), "{name}");
        }
        let copies = Remains { of_synchronising: vec!["dossier (1).md".to_owned()], ..Remains::default() };
        assert!(copies.judged().what.contains("dossier (1).md"));
    }

    #[test]
    fn only_our_own_are_mended() {
        let own = Remains { own: vec!["dossiers/.klacht-a1".to_owned()], of_editors: vec!["x~".to_owned()], ..Remains::default() };
        assert_eq!(own.judged().mend, Some(Mend::Remains));
        assert_eq!(Remains { of_editors: vec!["x~".to_owned()], ..Remains::default() }.judged().mend, None);
    }
}
