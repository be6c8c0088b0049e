//! The improvements that outlive their dossiers, held against the day.

use chrono::NaiveDate;

use crate::diagnostic::Place;
use crate::regulation::{Case, Rules, improvement_remarks};
use crate::source::intake::with_outlived;
use crate::source::locate::locate_field;
use crate::source::{Located, Node};

/// Every remark on a list of improvements, in the order of the file, with the weight the rule file gives it: what cannot be understood, and
/// what was promised and is not done.
#[must_use]
pub fn check_outlived(bytes: &[u8], rules: &Rules, today: NaiveDate) -> Vec<Located> {
    let mut found = with_outlived(bytes, |outlived, mut remarks| {
        for (outlived, node) in outlived {
            let said = improvement_remarks(&Case { dossier: &outlived.as_dossier(), rules, today });
            remarks.extend(said.into_iter().map(|diagnostic| Located { at: located(node, &diagnostic.place), diagnostic }));
        }
        remarks
    });
    for remark in &mut found {
        remark.diagnostic.severity = rules.severity(remark.diagnostic.code);
    }
    found.sort_by_key(|remark| remark.at.start);
    found
}

/// Where a field of a dossier in the list stands; else the dossier itself.
fn located(node: &Node<'_>, place: &Place) -> std::ops::Range<usize> {
    let field = match place {
        Place::Field(path) => locate_field(node, path.steps()),
        _ => None,
    };
    field.unwrap_or(node.at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{default_rules, read_outlived};

    const LIST: &str = "schema: 1\nverbeteringen:\n  - nummer: K-2024-0003\n    evaluatie: 2024\n    verbetering:\n      - oorzaak: Eén leverancier\n        \
        maatregel: Tweede leverancier\n        betreft: [dienst]\n        eigenaar: Hoofd productie\n        uiterlijk: 2026-02-01\n";

    fn told(text: &str) -> Vec<(String, String)> {
        let remarks = check_outlived(text.as_bytes(), &default_rules(), "2026-03-02".parse().unwrap());
        remarks.into_iter().map(|remark| (remark.diagnostic.code.id().to_owned(), text[remark.at].to_owned())).collect()
    }

    #[test]
    fn measure_that_is_not_done_is_still_asked_for_where_it_begins() {
        assert_eq!(told(LIST), [("verbetering-te-laat".to_owned(), "oorzaak: Eén leverancier".to_owned())]);
        assert_eq!(told(&format!("{LIST}        gereed_op: 2026-01-20\n")), []);
    }

    #[test]
    fn what_cannot_be_understood_is_named_where_it_stands_and_costs_no_other_dossier() {
        let text = format!("{LIST}        gereed_op: gisteren\n  - numer: K-2024-0004\n  - nummer: K-2024-0005\n");
        let codes: Vec<_> = told(&text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["verbetering-te-laat", "datum-onleesbaar", "sleutel-onbekend", "instelling-ontbreekt"]);
        let numbers: Vec<_> = read_outlived(text.as_bytes()).into_iter().map(|outlived| outlived.id.to_string()).collect();
        assert_eq!(numbers, ["K-2024-0003", "K-2024-0005"]);
    }

    #[test]
    fn file_that_is_no_list_is_remarked_on_and_an_absent_one_is_not() {
        assert!(!told("verbeteringen: [").is_empty() && !told("verbeteringen: ja").is_empty());
        assert_eq!(told(""), []);
    }
}
