//! The cast: the invented people every test speaks of. Addresses end in `.example`, which belongs to no one.
#![allow(dead_code, reason = "each test file uses the part of the cast it needs")]

/// Someone who complains.
pub struct Complainant {
    pub name: &'static str,
    pub organisation: &'static str,
    pub postal_address: &'static str,
    pub email: &'static str,
    pub telephone: &'static str,
}

/// Complains for a school.
pub const SANNE: Complainant = Complainant {
    name: "Sanne de Wit",
    organisation: "ROC De Linde",
    postal_address: "Lindelaan 4, 1234 AB Voorbeeldstad",
    email: "s.dewit@roc-delinde.example",
    telephone: "0612345678",
};

/// Complains as a private person.
pub const KARIM: Complainant = Complainant {
    name: "Karim el Idrissi",
    organisation: "geen",
    postal_address: "Molenweg 12, 4321 BA Voorbeeldstad",
    email: "k.elidrissi@post.example",
    telephone: "0687654321",
};

/// The officer.
pub const OFFICER: &str = "A. Vermeer";
/// The deputy.
pub const DEPUTY: &str = "J. Bakker";
/// The contact person within the company; handles no complaints.
pub const CONTACT: &str = "P. Jansen";
/// The member of the committee who is an employee.
pub const COMMITTEE_EMPLOYEE: &str = "L. Smit";
/// The independent member of the committee.
pub const COMMITTEE_INDEPENDENT: &str = "R. van Dam";
/// Gives advice under secrecy.
pub const ADVISER: &str = "Adviesbureau De Waag";

/// The default rule file with the cast in every office.
pub fn rule_file() -> String {
    let default = include_str!("../../dossiers/regeling.yaml");
    let mut offices = [OFFICER, COMMITTEE_EMPLOYEE, COMMITTEE_INDEPENDENT].into_iter();
    let mut text = String::new();
    for line in default.lines() {
        if line.starts_with("  - naam: ") {
            let name = offices.next().expect("the default has one officer and two members");
            text.push_str(&format!("  - naam: {name}\n"));
        } else {
            text.push_str(&format!("{line}\n"));
        }
        if line == "    rol: klachtenfunctionaris" {
            text.push_str(&format!("  - naam: {DEPUTY}\n    rol: plaatsvervanger\n"));
        }
    }
    text
}
