//! How the dossier folder is doing, for a reader.

use crate::domain::Vocabulary;
use crate::overview::health::{Check, Finding, Weight};

/// A line for every check with what to do below it, and what was put right; then how many of each weight.
#[must_use]
pub fn health(findings: &[Finding], mended: &[Check]) -> String {
    let mut text = String::new();
    let longest = Check::WORDS.iter().map(|word| word.len()).max().unwrap_or_default();
    for finding in findings {
        let put_right = if mended.contains(&finding.check) { "hersteld: " } else { "" };
        text.push_str(&format!("{:8}  {:longest$}  {put_right}{}\n", finding.weight, finding.check, finding.what));
        if let Some(help) = &finding.help {
            let help = help.replace('\n', &format!("\n{:8}  {:longest$}          ", "", ""));
            text.push_str(&format!("{:8}  {:longest$}    hulp: {help}\n", "", ""));
        }
    }
    let count = |weight| findings.iter().filter(|finding| finding.weight == weight).count();
    let (good, attention, wrong) = (count(Weight::Good), count(Weight::Attention), count(Weight::Wrong));
    text.push_str(&format!("\n{} onderdelen bekeken: {good} goed, {attention} met aandacht, {wrong} fout.\n", findings.len()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_its_line_and_its_help_below_it() {
        let good = Finding { check: Check::State, weight: Weight::Good, what: "het kan".to_owned(), help: None, mend: None };
        let odd = Finding {
            check: Check::Clock,
            weight: Weight::Attention,
            what: "loopt voor".to_owned(),
            help: Some("zet gelijk\nen kijk".to_owned()),
            mend: None,
        };
        let told = health(&[good, odd], &[Check::State]);
        assert!(told.contains("goed      toestand         hersteld: het kan\n"), "{told}");
        assert!(told.contains("loopt voor\n") && told.contains("    hulp: zet gelijk\n                                   en kijk\n"), "{told}");
        assert!(told.ends_with("2 onderdelen bekeken: 1 goed, 1 met aandacht, 0 fout.\n"), "{told}");
    }
}
