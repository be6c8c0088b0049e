//! What can be recorded by itself, and where in the folder a path lies.

use std::fmt;
use std::path::Path;

use crate::domain::DossierId;
use crate::repository::dossier_folder;
use crate::repository::is_passed_over;
use crate::shell::office::RULE_FILE;

/// What is recorded as one: the rule file, or a dossier with everything beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Watched {
    /// The rule file; it comes first, since dossiers are judged by it.
    Rules,
    /// A dossier.
    Dossier(DossierId),
}

/// What a path under watch is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Something that is recorded.
    Of(Watched),
    /// A template: it changes the site alone.
    Template,
    /// Anywhere else among the dossiers, such as a year's folder.
    Elsewhere,
    /// What an editor leaves beside a file, or nothing of ours.
    Passed,
}

impl Spot {
    /// What the file or folder at this path is part of, in the office with this root.
    #[must_use]
    pub fn of(path: &Path, root: &Path) -> Self {
        let Ok(within) = path.strip_prefix(root) else { return Self::Passed };
        let parts: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
        match parts.as_slice() {
            _ if parts.iter().any(|part| is_passed_over(part)) => Self::Passed,
            ["dossiers", name] if RULE_FILE.ends_with(name) && RULE_FILE.len() == "dossiers/".len() + name.len() => Self::Of(Watched::Rules),
            ["dossiers", _, number, ..] => match number.parse::<DossierId>() {
                Ok(id) if parts[..3].join("/") == dossier_folder(id) => Self::Of(Watched::Dossier(id)),
                _ => Self::Elsewhere,
            },
            ["dossiers", ..] => Self::Elsewhere,
            ["site-templates", ..] => Self::Template,
            _ => Self::Passed,
        }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules => f.write_str(RULE_FILE),
            Self::Dossier(id) => id.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(path: &str) -> Spot {
        Spot::of(&Path::new("/klachten").join(path), Path::new("/klachten"))
    }

    #[test]
    fn everything_in_the_folder_of_a_dossier_is_part_of_it() {
        let dossier = Spot::Of(Watched::Dossier("K-2026-0007".parse().unwrap()));
        for path in ["", "/dossier.md", "/bijlagen", "/bijlagen/a/brief.eml"] {
            assert_eq!(spot(&format!("dossiers/2026/K-2026-0007{path}")), dossier, "{path}");
        }
    }

    #[test]
    fn rule_file_and_templates_are_told_apart() {
        assert_eq!(spot("dossiers/regeling.yaml"), Spot::Of(Watched::Rules));
        assert_eq!(spot("site-templates/brieven/reactie.txt"), Spot::Template);
    }

    #[test]
    fn what_belongs_to_no_dossier_lies_elsewhere() {
        for path in ["dossiers", "dossiers/2026", "dossiers/los.md", "dossiers/2025/K-2026-0007/dossier.md", "dossiers/2026/kopie", "dossiers/yaml"] {
            assert_eq!(spot(path), Spot::Elsewhere, "{path}");
        }
    }

    #[test]
    fn what_editors_leave_is_passed_over() {
        let left = ["4913", ".dossier.md.swp", "dossier.md~", "#dossier.md#", ".~lock.dossier.md#", "bijlagen/brief.pdf.part", "lu8842.tmp"];
        for name in left {
            assert_eq!(spot(&format!("dossiers/2026/K-2026-0007/{name}")), Spot::Passed, "{name}");
        }
        assert_eq!(spot("site/index.html"), Spot::Passed);
        assert_eq!(Spot::of(Path::new("/elders"), Path::new("/klachten")), Spot::Passed);
    }
}
