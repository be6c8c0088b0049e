//! The lines that `begin` puts into `.gitignore` and `.gitattributes`, each there for a reason.

use super::finding::{Check, Finding, some_of};

/// The lines that are not there.
#[derive(Clone, Debug, Default)]
pub struct FirstFiles {
    /// Each as `bestand: regel`.
    pub missing: Vec<String>,
}

impl FirstFiles {
    /// The lines of `wanted` that `present` lacks; comments and blank lines are nothing.
    #[must_use]
    pub fn lacking(file: &str, present: &str, wanted: &str) -> Vec<String> {
        let lines = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
        let there: Vec<String> = lines(present);
        let wanted: Vec<String> = lines(wanted);
        wanted.into_iter().filter(|line| !there.contains(line)).map(|line| format!("{file}: {line}")).collect()
    }

    pub(super) fn judged(&self) -> Finding {
        if self.missing.is_empty() {
            return Finding::good(Check::FirstFiles, ".gitignore en .gitattributes zijn zoals «klacht begin» ze schrijft, of strenger");
        }
        let what = format!("er ontbreken regels die dossiers beschermen: {}", some_of(&self.missing));
        let help = "zet ze erbij en leg dat vast; «klacht begin» in een lege map laat de hele bestanden zien";
        Finding::attention(Check::FirstFiles, what, help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absent_lines_count() {
        let found = FirstFiles::lacking(".gitignore", "# eigen\n*.swp\n/eigen/\n", "# uitleg\n/site/\n*.swp\n");
        assert_eq!(found, [".gitignore: /site/"]);
    }
}
