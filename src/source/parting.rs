//! What is written of dossiers when they are destroyed: a line each without personal data, and the improvements that outlive them.

use super::appending::{List, PartingError, broken, unclear};
use super::destroyed::read_destroyed;
use super::intake::read_outlived;
use crate::domain::{Destroyed, Improvement, Outlived, Vocabulary};

/// The register of destroyed dossiers.
const DESTROYED: List = List {
    key: "vernietigd",
    beginning: "# Wat er van vernietigde dossiers blijft: genoeg om het nummer te verklaren en te tellen, te weinig om iemand aan te kennen.\nschema: 1\nvernietigd:\n",
};
/// The list of improvements.
const IMPROVEMENTS: List = List {
    key: "verbeteringen",
    beginning: "# Verbeteringen die hun dossier overleven. Vrije tekst: houd haar zonder persoonsgegevens.\nschema: 1\nverbeteringen:\n",
};

/// The register of destroyed dossiers with these lines at the end of its list; what stood there stays as it was written.
///
/// # Errors
/// When the file is in no shape to take them.
pub fn with_destroyed(register: &[u8], lines: &[Destroyed]) -> Result<Vec<u8>, PartingError> {
    let text = DESTROYED.with(register, &lines.iter().map(destroyed_line).collect::<String>())?;
    let read = read_destroyed(text.as_bytes());
    // What cannot be read back as it was meant is not written.
    let holds = read_destroyed(register).iter().chain(lines).all(|line| read.contains(line));
    if holds && broken(&text).is_none() { Ok(text.into_bytes()) } else { Err(unclear(&text, DESTROYED.key)) }
}

/// The list of improvements with those of these dossiers at its end.
///
/// # Errors
/// When the file is in no shape to take them.
pub fn with_improvements(list: &[u8], outlived: &[Outlived]) -> Result<Vec<u8>, PartingError> {
    let text = IMPROVEMENTS.with(list, &outlived.iter().map(outlived_lines).collect::<String>())?;
    let read = read_outlived(text.as_bytes());
    let holds = read_outlived(list).iter().chain(outlived).all(|outlived| read.contains(outlived));
    if holds && broken(&text).is_none() { Ok(text.into_bytes()) } else { Err(unclear(&text, IMPROVEMENTS.key)) }
}

fn destroyed_line(line: &Destroyed) -> String {
    let mut text = format!("  - nummer: {}\n", line.id);
    if !line.is_complaint {
        text.push_str("    klacht: nee\n");
    }
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&format!("    {key}: {value}\n"));
        }
    };
    add("ontvangen", line.received.map(|quarter| quarter.to_string()));
    add("betreft", (!line.subjects.is_empty()).then(|| format!("[{}]", line.subjects.iter().map(|word| word.word()).collect::<Vec<_>>().join(", "))));
    add("oordeel", line.finding.map(|finding| finding.to_string()));
    add("op_tijd", line.in_time.map(|in_time| if in_time { "ja" } else { "nee" }.to_owned()));
    add("grond", line.ground.clone());
    add("vernietigd_op", line.destroyed_on.map(|day| day.to_string()));
    add("rol", line.role.clone());
    text
}

fn outlived_lines(outlived: &Outlived) -> String {
    let mut text = format!("  - nummer: {}\n", outlived.id);
    let mut add = |key: &str, value: Option<String>| text.extend(value.map(|value| format!("    {key}: {value}\n")));
    add("evaluatie", outlived.evaluation_year.map(|year| year.to_string()));
    add("geevalueerd_op", outlived.evaluated_on.map(|day| day.to_string()));
    if !outlived.improvements.is_empty() {
        text.push_str("    verbetering:\n");
    }
    outlived.improvements.iter().for_each(|improvement| text.push_str(&improvement_lines(improvement)));
    text
}

/// An entry of a list, with a dash before its first line.
fn improvement_lines(improvement: &Improvement) -> String {
    let areas: Vec<&str> = improvement.areas.iter().map(|word| word.word()).collect();
    let effect = improvement.effect.as_ref().map(|effect| {
        let parts =
            [effect.assessed_on.map(|day| format!("beoordeeld_op: {day}")), effect.outcome.map(|outcome| format!("uitkomst: {}", outcome.word()))];
        format!("{{{}}}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    let lines = [
        ("oorzaak", improvement.cause.as_deref().map(quoted)),
        ("maatregel", improvement.measure.as_deref().map(quoted)),
        ("reden", improvement.reason.as_deref().map(quoted)),
        ("betreft", (!areas.is_empty()).then(|| format!("[{}]", areas.join(", ")))),
        ("eigenaar", improvement.owner.as_deref().map(quoted)),
        ("uiterlijk", improvement.due_on.map(|day| day.to_string())),
        ("gereed_op", improvement.done_on.map(|day| day.to_string())),
        ("doeltreffend", effect),
    ];
    let lines: Vec<String> = lines.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}\n", value?))).collect();
    if lines.is_empty() { "      - {}\n".to_owned() } else { format!("      - {}", lines.join("        ")) }
}

/// A text between quotation marks, whatever signs are in it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\x{:02X}", u32::from(letter) & 0xff)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{EffectAssessment, Effectiveness, Finding, ImprovementArea, Subject};

    fn line(number: &str) -> Destroyed {
        Destroyed {
            id: number.parse().unwrap(),
            is_complaint: true,
            received: Some("2024-K2".parse().unwrap()),
            subjects: vec![Subject::ProductOrService],
            finding: Some(Finding::Founded),
            in_time: Some(false),
            ground: Some("bewaartermijn".to_owned()),
            destroyed_on: Some("2026-07-01".parse().unwrap()),
            role: Some("klachtenfunctionaris".to_owned()),
        }
    }

    #[test]
    fn lines_come_behind_those_that_were_there_and_read_back_as_they_were_meant() {
        let first = with_destroyed(b"", &[line("K-2024-0003")]).unwrap();
        let both = with_destroyed(&first, &[line("K-2024-0005"), Destroyed::nothing_but("K-2024-0006".parse().unwrap())]).unwrap();
        assert!(both.starts_with(&first));
        let expected = [line("K-2024-0003"), line("K-2024-0005"), Destroyed::nothing_but("K-2024-0006".parse().unwrap())];
        assert_eq!(read_destroyed(&both), expected);
    }

    #[test]
    fn register_that_was_written_by_hand_takes_lines_and_keeps_its_own() {
        for by_hand in
            ["vernietigd: []\n", "- nummer: K-2024-0001\n", "schema: 1\r\nvernietigd:\r\n- {nummer: K-2024-0001}\r\n# slot", "\u{feff}vernietigd:\n"]
        {
            let before = read_destroyed(by_hand.as_bytes());
            let after = with_destroyed(by_hand.as_bytes(), &[line("K-2024-0003")]).unwrap();
            assert_eq!(read_destroyed(&after), [before, vec![line("K-2024-0003")]].concat(), "{by_hand:?}");
            let other: serde_yaml::Value = serde_yaml::from_slice(after.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&after)).unwrap();
            assert!(other.is_mapping() || other.is_sequence(), "{by_hand:?}");
        }
    }

    #[test]
    fn register_that_cannot_take_lines_is_refused_and_not_changed() {
        let refused = |register: &[u8]| with_destroyed(register, &[line("K-2024-0003")]).unwrap_err();
        assert_eq!(refused(b"schema: 1\nvernietigd: {K-2024-0001: ja}\n"), PartingError::NotAList { line: 2, key: "vernietigd" });
        assert_eq!(refused(b"vernietigd:\n  - nummer: [\n"), PartingError::NotYaml { line: 2 });
        assert_eq!(refused(b"vernietigd:\n  - nummer: K-2024-0003\n"), PartingError::Unclear { line: 1, key: "vernietigd" });
        assert_eq!(refused(b"\xff"), PartingError::NotText { line: 1 });
    }

    #[test]
    fn improvement_is_written_as_another_reader_of_yaml_reads_it() {
        let improvement = Improvement {
            cause: Some("Eén \"leverancier\": alles\nop één dag".to_owned()),
            measure: Some("Tweede # leverancier".to_owned()),
            areas: vec![ImprovementArea::Service],
            done_on: Some("2026-01-20".parse().unwrap()),
            ..Improvement::default()
        };
        let outlived = Outlived { improvements: vec![improvement.clone()], ..Outlived::nothing_but("K-2024-0003".parse().unwrap()) };
        let text = with_improvements(b"", &[outlived]).unwrap();
        let read: serde_yaml::Value = serde_yaml::from_slice(&text).unwrap();
        let first = &read["verbeteringen"][0]["verbetering"][0];
        assert_eq!(first["oorzaak"].as_str(), improvement.cause.as_deref());
        assert_eq!(first["maatregel"].as_str(), improvement.measure.as_deref());
        assert_eq!(first["gereed_op"].as_str(), Some("2026-01-20"));
    }

    #[test]
    fn improvements_read_back_as_they_were_with_evaluation_and_effect() {
        let effect = EffectAssessment { assessed_on: Some("2026-06-01".parse().unwrap()), outcome: Some(Effectiveness::Yes) };
        let measure = Improvement { measure: Some("Tweede leverancier".to_owned()), effect: Some(effect), ..Improvement::default() };
        let outlived = |number: &str, improvements| Outlived {
            id: number.parse().unwrap(),
            evaluation_year: Some(2025),
            evaluated_on: Some("2026-02-01".parse().unwrap()),
            improvements,
        };
        let both = [outlived("K-2024-0003", vec![measure, Improvement::default()]), outlived("K-2024-0004", Vec::new())];
        assert_eq!(read_outlived(&with_improvements(b"", &both).unwrap()), both);
        let by_hand = b"verbeteringen: [] # nog geen\r\nschema: 1\r\n";
        assert_eq!(read_outlived(&with_improvements(by_hand, &both).unwrap()), both);
        assert_eq!(with_improvements(b"verbeteringen: geen\n", &both), Err(PartingError::NotAList { line: 1, key: "verbeteringen" }));
    }

    #[test]
    fn register_of_many_years_keeps_what_its_lines_tell() {
        let lines: Vec<Destroyed> = (1..=2_000).map(|serial| line(&format!("K-2024-{serial:04}"))).collect();
        let text = with_destroyed(b"", &lines).unwrap();
        assert!(text.len() > 64 * 1024);
        assert_eq!(read_destroyed(&with_destroyed(&text, &[line("K-2025-0001")]).unwrap()).len(), 2_001);
    }
}
