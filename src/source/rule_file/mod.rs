//! The rule file of an organisation into `Rules`, as strictly as a dossier.

mod days;
mod history;
mod letters;
mod numbering;
mod organisation;
mod people;
mod report;
mod setting;
mod shipped;
mod terms;

use self::days::{CALENDAR, CalendarDraft};
use self::history::acknowledged;
use self::letters::LETTERS;
use self::numbering::numbering;
use self::organisation::{ADDRESSES, PROCEDURE, articles, blank_addresses, blank_procedure, divisions, severities};
use self::people::{committee, officers};
use self::report::{blank_report, report, usual_report};
pub use self::shipped::ShippedRules;
use self::terms::{COMPLETENESS, MARGINS, blank_completeness, blank_margins, blank_terms, terms};
use super::document::split_rules;
use super::locate::{locate_setting, setting_text};
use super::parse::parse;
use super::reader::{Home, Key, Reader, setting};
use super::{ByteRange, Located, Node, Shape, Value};
use crate::calendar::Calendar;
use crate::diagnostic::{Code, Place, Severity};
use crate::domain::Numbering;
use crate::regulation::{LetterRules, Rules};

/// The rule file with every value of the procedure as it is without a choice; what `klacht begin` writes.
pub const DEFAULT_RULES: &str = include_str!("../../../dossiers/regeling.yaml");

/// The keys at the top of the rule file.
const RULES: &[Key<Rules>] = &[
    setting("schema", |_, node, reader| reader.version(node)),
    setting("regeling", |rules, node, reader| {
        rules.procedure = reader.map(node, PROCEDURE, blank_procedure()).unwrap_or_else(blank_procedure);
    }),
    setting("artikelen", |rules, node, reader| rules.articles = articles(node, reader)),
    setting("bedrijfsonderdelen", |rules, node, reader| rules.divisions = divisions(node, reader)),
    setting("functionarissen", |rules, node, reader| rules.officers = officers(node, reader)),
    setting("geschillencommissie", |rules, node, reader| rules.committee = committee(node, reader)),
    setting("adressen", |rules, node, reader| {
        rules.addresses = reader.map(node, ADDRESSES, blank_addresses()).unwrap_or_else(blank_addresses);
    }),
    setting("werkdagen", |rules, node, reader| {
        rules.calendar = reader.map(node, CALENDAR, CalendarDraft::default()).unwrap_or_default().into_calendar();
    }),
    setting("termijnen", |rules, node, reader| rules.terms = terms(node, reader)),
    setting("marges", |rules, node, reader| {
        rules.margins = reader.map(node, MARGINS, blank_margins()).unwrap_or_else(blank_margins);
    }),
    setting("volledigheid", |rules, node, reader| {
        rules.completeness = reader.map(node, COMPLETENESS, blank_completeness()).unwrap_or_else(blank_completeness);
    }),
    setting::<Rules>("jaarverslag", |rules, node, reader| rules.report = report(node, reader)).optional(),
    setting::<Rules>("nummers", |rules, node, reader| rules.numbering = numbering(node, reader)).optional(),
    setting("ernst", |rules, node, reader| rules.severities = severities(node, reader)),
    setting::<Rules>("brieven", |rules, node, reader| {
        rules.letters = reader.map(node, LETTERS, LetterRules::default()).unwrap_or_default();
    })
    .optional(),
    setting::<Rules>("historie_toegelicht", |rules, node, reader| rules.acknowledged = acknowledged(node, reader)).optional(),
];

/// Reads the bytes of a rule file. `None` when any remark is an error, since a half-read rule would count wrongly.
#[must_use]
pub fn read_rules(bytes: &[u8]) -> (Option<Rules>, Vec<Located>) {
    let (document, mut remarks) = split_rules(bytes);
    let Some(document) = document else { return (None, remarks) };
    let (tree, of_parser) = parse(document.front_matter, document.front_matter_at);
    remarks.extend(of_parser);
    let Some(tree) = tree else { return (None, remarks) };
    let start = document.front_matter_at;
    let (rules, of_intake) = take_in(&tree, start..start);
    remarks.extend(of_intake);
    name_usual_values(&mut remarks);
    let sound = remarks.iter().all(|remark| remark.diagnostic.severity < Severity::Error);
    (rules.filter(|_| sound), remarks)
}

/// The rules of [`DEFAULT_RULES`].
#[must_use]
pub fn default_rules() -> Rules {
    read_rules(DEFAULT_RULES.as_bytes()).0.expect("a test reads the default rule file without a remark")
}

/// The bytes of a rule file that a remark on this place points at; the nearest thing around it when it is absent.
#[must_use]
pub fn locate_in_rules(bytes: &[u8], place: &Place) -> ByteRange {
    let found = || {
        let document = split_rules(bytes).0?;
        let tree = parse(document.front_matter, document.front_matter_at).0?;
        let Place::Setting(path) = place else { return None };
        locate_setting(&tree, path)
    };
    found().unwrap_or(0..0)
}

/// Has the remark on an absent setting say what usually stands there, where that is no matter of names and addresses.
fn name_usual_values(remarks: &mut [Located]) {
    let mut missing = remarks.iter_mut().filter(|remark| remark.diagnostic.code == Code::SettingMissing).peekable();
    if missing.peek().is_none() {
        return;
    }
    let Some(usual) = parse(DEFAULT_RULES, 0).0 else { return };
    for remark in missing {
        let Place::Setting(path) = &remark.diagnostic.place else { continue };
        let (group, key) = (path.split('.').next().unwrap_or_default(), path.rsplit('.').next().unwrap_or_default());
        let text = setting_text(&usual, path).filter(|_| matches!(group, "schema" | "artikelen" | "werkdagen" | "termijnen" | "marges"));
        if let Some(text) = text {
            remark.diagnostic.help = format!("voeg toe: «{key}: {text}», of wat uw organisatie anders kiest");
        }
    }
}

/// The rules in this tree, and every remark; only when there is no error do the rules say what the file says.
fn take_in(top: &Node<'_>, opening: ByteRange) -> (Option<Rules>, Vec<Located>) {
    let mut reader = Reader::new(opening.clone(), homes);
    let Value::Map(entries) = &top.value else {
        let help = "begin met de regel «schema: 1»; docs/regeling.md toont het hele bestand";
        reader.remark(Code::SettingMissing, &opening, "het regelbestand bevat geen instellingen".to_owned(), help);
        return (None, reader.into_remarks());
    };
    let mut rules = blank_rules();
    reader.entries(entries, RULES, &mut rules);
    if top.entry("jaarverslag").is_none() {
        rules.report = usual_report();
    }
    (Some(rules), reader.into_remarks())
}

/// Rules in which nothing stands yet.
fn blank_rules() -> Rules {
    Rules {
        procedure: blank_procedure(),
        articles: Default::default(),
        divisions: Default::default(),
        officers: Vec::new(),
        committee: Vec::new(),
        addresses: blank_addresses(),
        calendar: Calendar::default(),
        terms: blank_terms(),
        margins: blank_margins(),
        completeness: blank_completeness(),
        report: blank_report(),
        numbering: Numbering::default(),
        severities: Default::default(),
        letters: LetterRules::default(),
        acknowledged: Vec::new(),
    }
}

/// What the rule file may hold.
#[must_use]
pub fn rules_shape() -> Shape {
    Reader::shape_of(RULES, blank_rules(), homes)
}

/// Every map of the rule file that has keys of its own.
fn homes() -> Vec<Home> {
    let mut homes = vec![Home::new(None, RULES)];
    homes.extend(organisation::homes());
    homes.extend(people::homes());
    homes.extend(days::homes());
    homes.extend(terms::homes());
    homes.extend(report::homes());
    homes.extend(numbering::homes());
    homes.extend(letters::homes());
    homes.extend(history::homes());
    homes
}

#[cfg(test)]
mod documented;
#[cfg(test)]
mod tests;
