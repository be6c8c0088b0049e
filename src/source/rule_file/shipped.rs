//! The rule files inside the program: the default procedure, and invented ones that show what may stand otherwise.

use super::DEFAULT_RULES;
use crate::source::nearest;

/// A rule file inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedRules {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it says, in a few words.
    pub about: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl ShippedRules {
    /// Every rule file inside the program, the default one first.
    pub const ALL: &'static [Self] = &[
        Self { name: "standaard", about: "de gewone regeling", text: DEFAULT_RULES },
        Self {
            name: "zes-weken",
            about: "zes weken na ontvangst, met hoogstens vier weken uitstel (verzonnen organisatie)",
            text: include_str!("shipped/zes-weken.yaml"),
        },
        Self {
            name: "tien-werkdagen",
            about: "tien werkdagen nadat de klacht volledig is (verzonnen organisatie)",
            text: include_str!("shipped/tien-werkdagen.yaml"),
        },
    ];

    /// The rule file of this name.
    ///
    /// # Errors
    /// When none has it; says which there are.
    pub fn named(name: &str) -> Result<&'static Self, String> {
        let names = || Self::ALL.iter().map(|rules| rules.name);
        Self::ALL.iter().find(|rules| rules.name == name).ok_or_else(|| match nearest(name, names()) {
            Some(near) => format!("bedoelt u «{near}»?"),
            None => format!("kies uit {}", names().collect::<Vec<_>>().join(", ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read_rules;

    #[test]
    fn every_shipped_rule_file_reads_without_a_remark() {
        for shipped in ShippedRules::ALL {
            let (rules, remarks) = read_rules(shipped.text.as_bytes());
            assert_eq!(remarks, [], "{}", shipped.name);
            assert!(rules.is_some(), "{}", shipped.name);
        }
    }

    #[test]
    fn no_two_shipped_procedures_share_an_article_or_a_name() {
        let rules: Vec<_> = ShippedRules::ALL.iter().map(|shipped| read_rules(shipped.text.as_bytes()).0.unwrap()).collect();
        for (index, one) in rules.iter().enumerate() {
            for other in &rules[index + 1..] {
                assert!(one.articles.values().all(|label| !other.articles.values().any(|theirs| theirs == label)));
                assert!(one.officers.iter().all(|officer| other.officers.iter().all(|theirs| theirs.name != officer.name)));
                assert!(one.divisions.keys().any(|key| !other.divisions.contains_key(key)));
            }
        }
    }

    #[test]
    fn addresses_of_the_invented_organisations_end_in_example() {
        for shipped in &ShippedRules::ALL[1..] {
            let addresses = read_rules(shipped.text.as_bytes()).0.unwrap().addresses;
            assert!(addresses.complaint_email.ends_with(".example") && addresses.appeal_email.ends_with(".example"), "{}", shipped.name);
        }
    }

    #[test]
    fn unknown_name_is_answered_with_the_nearest() {
        assert_eq!(ShippedRules::named("zes-week"), Err("bedoelt u «zes-weken»?".to_owned()));
        assert_eq!(ShippedRules::named("fiets"), Err("kies uit standaard, zes-weken, tien-werkdagen".to_owned()));
    }
}
