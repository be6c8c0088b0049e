//! The rule file the stories are told under.

use crate::source::DEFAULT_RULES;

/// Where the people and addresses of the default rule file begin, and what follows them.
const PEOPLE: (&str, &str) = ("functionarissen:\n", "\n# Maandag");

/// Invented people, one of whom can stand in for the officer: nobody who exists should handle an invented complaint.
const INVENTED: &str = "functionarissen:
  - naam: N. Visser
    rol: klachtenfunctionaris
  - naam: M. Terpstra
    rol: plaatsvervanger

# Wie een bezwaar behandelt: een medewerker en een onafhankelijke derde met een juridische achtergrond.
geschillencommissie:
  - naam: Aukje de Ruiter
    hoedanigheid: medewerker
  - naam: Thomas Sanders
    hoedanigheid: onafhankelijk

adressen:
  klacht_email: klachten@leverancier.example
  klacht_post: Klachtenfunctionaris, Voorbeeldweg 1, 1234 AA Voorbeeldstad
  bezwaar_email: bezwaar@leverancier.example
  bezwaar_post: Commissie van Bezwaar, Voorbeeldweg 1, 1234 AA Voorbeeldstad
";

/// The default rule file with invented people and addresses.
#[must_use]
pub fn rule_file() -> String {
    let (from, until) = PEOPLE;
    let (before, people) = DEFAULT_RULES.split_once(from).expect("the default rule file names the officers");
    let (_, after) = people.split_once(until).expect("the working days follow the people");
    format!("{before}{INVENTED}{until}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{default_rules, read_rules};

    #[test]
    fn only_people_and_addresses_differ_from_the_default() {
        let (rules, remarks) = read_rules(rule_file().as_bytes());
        assert_eq!(remarks, []);
        let (rules, default) = (rules.unwrap(), default_rules());
        let names: Vec<_> = rules.officers.iter().map(|officer| officer.name.as_str()).collect();
        assert_eq!(names, ["N. Visser", "M. Terpstra"]);
        assert!(rules.committee.iter().all(|member| default.committee.iter().all(|other| other.name != member.name)));
        let people = (default.officers.clone(), default.committee.clone(), default.addresses.clone());
        let (officers, committee, addresses) = people;
        assert_eq!(crate::regulation::Rules { officers, committee, addresses, ..rules }, default);
    }
}
