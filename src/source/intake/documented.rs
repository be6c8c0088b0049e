//! The documentation of a dossier against what is read.

use super::homes::homes;
use crate::diagnostic::Field;
use crate::domain::*;
use crate::source::read_dossier;

const PAGE: &str = include_str!("../../../docs/dossier.md");

/// The part of the page under the heading, up to the next.
fn section(heading: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("\n### {heading}\n")).unwrap_or_else(|| panic!("«{heading}» has no section"));
    rest.split("\n### ").next().unwrap()
}

/// Whether a word stands between backticks.
fn names(text: &str, word: &str) -> bool {
    text.contains(&format!("`{word}`"))
}

#[test]
fn every_key_stands_in_the_section_of_its_group() {
    for home in homes() {
        let heading = home.under.map_or("De kop".to_owned(), |key| format!("`{key}`"));
        let section = section(&heading);
        for key in home.keys {
            assert!(section.contains(&format!("| `{key}` |")), "«{key}» is not in «{heading}»");
        }
    }
}

#[test]
fn every_field_is_documented_and_read() {
    let read: Vec<&str> = homes().into_iter().flat_map(|home| home.keys).collect();
    for field in Field::ALL {
        assert!(names(PAGE, field.key()), "{field}");
        assert!(read.contains(&field.key()), "{field}");
    }
}

#[test]
fn every_word_is_documented() {
    for word in every_word() {
        assert!(names(PAGE, word), "{word}");
    }
}

/// The dossiers that the page shows.
fn examples() -> Vec<&'static str> {
    let blocks = PAGE.split("\n```markdown\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn examples_read_without_a_remark() {
    let examples = examples();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let reading = read_dossier(example.as_bytes());
        assert_eq!(reading.remarks, []);
        assert!(reading.dossier.is_some());
    }
}

#[test]
fn large_example_is_read_to_its_last_field() {
    let dossier = read_dossier(examples()[1].as_bytes()).dossier.unwrap();
    assert_eq!(dossier.status, Status::AppealRuled);
    assert_eq!(dossier.subjects, [Subject::ProductOrService]);
    assert_eq!(dossier.complainant.telephone, Some(Stated::Known("0612345678".into())));
    assert_eq!(dossier.messages.len(), 3);
    assert_eq!(dossier.messages[1].new_term, Some("2026-12-14".parse().unwrap()));
    assert_eq!(dossier.advice[0].pieces, ["bijlagen/2026-11-02-klacht.eml"]);
    assert_eq!(dossier.improvements[0].effect.as_ref().unwrap().outcome, Some(Effectiveness::Yes));
    let ruling = dossier.appeal.unwrap().ruling.unwrap();
    assert_eq!(ruling.consequences[0].done_on, Some("2027-02-01".parse().unwrap()));
    assert_eq!(dossier.acknowledged[0].term, Some(TermKind::Acknowledgement));
    assert_eq!(dossier.corrections[0].to, Some(Status::InProgress));
    assert_eq!(dossier.narrative, Narrative { description: Section::Written, steps_taken: Section::Written, findings: Section::Written });
}

/// The rows of the table of stumbling blocks that show one line to type instead of another.
fn stumbling_blocks() -> Vec<(&'static str, &'static str)> {
    let (_, table) = PAGE.split_once("## Waar men over struikelt").unwrap();
    let code = |cell: &'static str| cell.trim().strip_prefix('`')?.strip_suffix('`').filter(|line| !line.contains('`'));
    let row = |line: &'static str| {
        let mut cells = line.trim_matches('|').split(" | ");
        Some((code(cells.next()?)?, code(cells.nth(1)?)?))
    };
    table.lines().take_while(|line| !line.starts_with("## ")).filter_map(row).collect()
}

#[test]
fn stumbling_blocks_earn_a_remark_and_their_remedies_none() {
    let blocks = stumbling_blocks();
    assert_eq!(blocks.len(), 7, "{blocks:?}");
    for (wrong, right) in blocks {
        let remarks = |line: &str| {
            let indented =
                if line.starts_with("postadres") || line.starts_with("email") { format!("klachtindiener:\n  {line}") } else { line.to_owned() };
            let text = format!("---\nschema: 1\nnummer: K-2026-0014\nstatus: ontvangen\n{indented}\n---\n");
            read_dossier(text.as_bytes()).remarks
        };
        assert_ne!(remarks(wrong), [], "{wrong}");
        assert_eq!(remarks(right), [], "{right}");
    }
}
