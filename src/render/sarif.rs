//! SARIF 2.1.0, which code hosts and editors read. It leaves the machine: number, field and code, never a value.

use serde_json::{Value, json};

use super::explanation;
use super::outward::{OutwardRemark, explained_by, outward, sentence};
use crate::diagnostic::{Code, Severity};
use crate::overview::CheckedFile;
use crate::regulation::Rules;

/// What the files of a repository are told from.
const TOP: &str = "%SRCROOT%";

/// Every remark of the files, and what each remark means under these rules.
///
/// `folder` is the way from the repository to the dossier folder: empty, or with a slash at its end.
#[must_use]
pub fn log(files: &[CheckedFile], rules: Option<&Rules>, folder: &str) -> String {
    let rules = explained_by(rules);
    let remarks = files.iter().flat_map(|file| outward(file, folder));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "klacht",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "nl-NL",
                "rules": Code::ALL.iter().map(|code| rule(*code, &rules)).collect::<Vec<_>>(),
            }},
            "language": "nl-NL",
            // As `regel` and `kolom` of the JSON answer: a letter is one column, whatever it takes in the file.
            "columnKind": "unicodeCodePoints",
            "results": remarks.map(|remark| result(&remark, &rules)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code, rules: &Rules) -> Value {
    let page = explanation::page(code, rules);
    let sentence = sentence(code, rules);
    let why = page.split("\n## ").find_map(|section| section.strip_prefix("Waarom\n\n")).map(str::trim);
    json!({
        "id": code.id(),
        "shortDescription": { "text": sentence },
        "fullDescription": { "text": why.unwrap_or(&sentence) },
        "help": { "text": format!("«klacht uitleg {code}» legt het uit."), "markdown": page },
        "defaultConfiguration": { "level": level(rules.severity(code)) },
        "properties": { "tags": code.provision().map(|provision| rules.article(provision)).into_iter().collect::<Vec<_>>() },
    })
}

fn result(remark: &OutwardRemark, rules: &Rules) -> Value {
    let index = Code::ALL.iter().position(|code| *code == remark.code);
    let mut physical = json!({ "artifactLocation": { "uri": percent_encoded(&remark.path), "uriBaseId": TOP } });
    if let Some(position) = remark.position {
        physical["region"] = json!({ "startLine": position.line, "startColumn": position.column });
    }
    json!({
        "ruleId": remark.code.id(),
        "ruleIndex": index,
        "level": level(remark.severity),
        "message": { "text": format!("{}: {}", remark.about(), sentence(remark.code, rules)) },
        "locations": [{ "physicalLocation": physical }],
        // Under the name the host would else give to a hash of the line itself, from which a name or a day could be guessed.
        "partialFingerprints": { "primaryLocationLineHash": remark.fingerprint() },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A path as a relative address.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Field};
    use crate::source::Located;

    /// The results for a dossier whose received day has a remark, with these lines above it.
    fn results(above: &str) -> Value {
        let bytes = format!("---\n{above}ontvangen_op: 2026-11-03\n---\n").into_bytes();
        let at = 4 + above.len() + 14;
        let diagnostic = Diagnostic::new(Code::LateAcknowledgement, Field::ReceivedOn, "de bevestiging moest op 5 november weg", "stuur haar nu");
        let remark = Located { diagnostic, at: at..at + 10 };
        let file = CheckedFile {
            path: "dossiers/2026/K-2026-0007/dossier.md".to_owned(),
            number: "K-2026-0007".parse().ok(),
            bytes,
            remarks: vec![remark.clone(), remark],
            recorded: None,
        };
        let log: Value = serde_json::from_str(&log(&[file], None, "onze klachten/")).unwrap();
        log["runs"][0]["results"].clone()
    }

    #[test]
    fn result_names_number_field_and_code_at_its_place() {
        let result = &results("")[0];
        let rule = Code::ALL[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!((result["ruleId"].as_str(), rule), (Some("bevestiging-te-laat"), Code::LateAcknowledgement));
        let text = "K-2026-0007 ontvangen_op bevestiging-te-laat: De bevestiging is niet binnen de termijn verstuurd.";
        assert_eq!((&result["level"], &result["message"]["text"]), (&json!("error"), &json!(text)));
        let place = json!({
            "artifactLocation": { "uri": "onze%20klachten/dossiers/2026/K-2026-0007/dossier.md", "uriBaseId": "%SRCROOT%" },
            "region": { "startLine": 2, "startColumn": 15 },
        });
        assert_eq!(result["locations"][0]["physicalLocation"], place);
    }

    #[test]
    fn fingerprint_stays_when_lines_above_come_and_differs_from_the_next() {
        let (before, after) = (results(""), results("# hier staat nog iets\nschema: 1\n"));
        assert_ne!(before[0]["locations"], after[0]["locations"]);
        assert_eq!(before[0]["partialFingerprints"], after[0]["partialFingerprints"]);
        assert_ne!(before[0]["partialFingerprints"], before[1]["partialFingerprints"]);
    }

    #[test]
    fn file_that_may_bear_a_name_is_told_by_its_folder_alone() {
        let remark = Located::in_file(Code::MisplacedFile, 0..0, "dit bestand hoort bij geen dossier", "");
        let path = "dossiers/klacht van sanne.md".to_owned();
        let log = log(&[CheckedFile { path, number: None, bytes: Vec::new(), remarks: vec![remark], recorded: None }], None, "");
        let log: Value = serde_json::from_str(&log).unwrap();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(*place, json!({ "artifactLocation": { "uri": "dossiers", "uriBaseId": "%SRCROOT%" } }));
    }
}
