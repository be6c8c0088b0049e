//! The rule file the stories are told under.

use crate::source::DEFAULT_RULES;

/// The officer's line, after which the deputy follows.
const OFFICER: &str = "    rol: klachtenfunctionaris\n";
/// An invented deputy, so that someone can stand in for the officer.
const DEPUTY: &str = "  - naam: M. Terpstra\n    rol: plaatsvervanger\n";

/// The default rule file with an invented deputy beside the officer.
#[must_use]
pub fn rule_file() -> String {
    DEFAULT_RULES.replacen(OFFICER, &format!("{OFFICER}{DEPUTY}"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation::OfficerRole;
    use crate::source::read_rules;

    #[test]
    fn deputy_stands_beside_the_officer() {
        let (rules, remarks) = read_rules(rule_file().as_bytes());
        assert_eq!(remarks, []);
        let roles: Vec<_> = rules.unwrap().officers.iter().map(|officer| officer.role).collect();
        assert_eq!(roles, [OfficerRole::Officer, OfficerRole::Deputy]);
    }
}
