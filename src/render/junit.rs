//! JUnit's XML, which build servers read. It leaves the machine: number, field and code, never a value.

use std::fmt::Write;

use super::outward::{OutwardRemark, explained_by, outward, sentence};
use crate::diagnostic::Severity;
use crate::overview::CheckedFile;
use crate::regulation::Rules;

/// A suite for every file that was checked, with a case for every remark; a file without remarks has one case, that passes.
///
/// A remark from the weight `fails` on is a failure; any lighter one passes and says what it is about.
/// `folder` is the way from the repository to the dossier folder: empty, or with a slash at its end.
#[must_use]
pub fn report(files: &[CheckedFile], rules: Option<&Rules>, folder: &str, fails: Severity) -> String {
    let rules = explained_by(rules);
    let mut suites = String::new();
    let (mut tests, mut failures) = (0, 0);
    for file in files {
        let remarks = outward(file, folder);
        let failing = remarks.iter().filter(|remark| remark.severity >= fails).count();
        let cases = remarks.len().max(1);
        (tests, failures) = (tests + cases, failures + failing);
        let name = file.number.map_or_else(|| top(file).to_owned(), |number| number.to_string());
        let _ = writeln!(suites, "  <testsuite name=\"{}\" tests=\"{cases}\" failures=\"{failing}\" errors=\"0\">", escaped(&name));
        if remarks.is_empty() {
            let _ = writeln!(suites, "    <testcase classname=\"{0}\" name=\"{0} zonder opmerkingen\"/>", escaped(&name));
        }
        remarks.iter().for_each(|remark| suites.push_str(&case(remark, &name, fails, &rules)));
        suites.push_str("  </testsuite>\n");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"klacht controleer\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n{suites}</testsuites>\n"
    )
}

fn case(remark: &OutwardRemark, suite: &str, fails: Severity, rules: &Rules) -> String {
    let again = if remark.ordinal > 1 { format!(" ({})", remark.ordinal) } else { String::new() };
    let place = remark.position.map(|position| format!(":{}:{}", position.line, position.column)).unwrap_or_default();
    let said = escaped(&format!("{} {}{place}", sentence(remark.code, rules), remark.path));
    let code = remark.code.id();
    let verdict = if remark.severity >= fails {
        format!("<failure type=\"{code}\" message=\"{}\">{said}</failure>", escaped(&remark.about()))
    } else {
        format!("<system-out>{}: {said}</system-out>", remark.severity)
    };
    let name = escaped(&format!("{}{again}", remark.about()));
    format!("    <testcase classname=\"{}\" name=\"{name}\">{verdict}</testcase>\n", escaped(suite))
}

/// The folder at the top, or the path of a file the program named itself.
fn top(file: &CheckedFile) -> &str {
    if file.is_ours() { &file.path } else { file.path.split('/').next().unwrap_or_default() }
}

/// A text as XML has it, within quotation marks too; signs that XML does not know are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Field};
    use crate::source::Located;

    fn file(path: &str, codes: &[Code]) -> CheckedFile {
        let remark = |code: &Code| Located { diagnostic: Diagnostic::new(*code, Field::ReceivedOn, "3 november", "nu"), at: 4..4 };
        CheckedFile {
            path: path.to_owned(),
            number: "K-2026-0007".parse().ok(),
            bytes: b"---\nontvangen_op: 2026-11-03\n---\n".to_vec(),
            remarks: codes.iter().map(remark).collect(),
            recorded: None,
        }
    }

    const PATH: &str = "dossiers/2026/K-2026-0007/dossier.md";

    #[test]
    fn error_is_a_failure_and_a_warning_is_none_unless_asked() {
        let files = [file(PATH, &[Code::LateAcknowledgement, Code::DatumMissing])];
        let usual = report(&files, None, "", Severity::Error);
        assert!(usual.contains("<testsuite name=\"K-2026-0007\" tests=\"2\" failures=\"1\" errors=\"0\">"), "{usual}");
        let failure = "<failure type=\"bevestiging-te-laat\" message=\"K-2026-0007 ontvangen_op bevestiging-te-laat\">De bevestiging is niet binnen de termijn verstuurd. dossiers/2026/K-2026-0007/dossier.md:2:1</failure>";
        assert!(usual.contains(failure), "{usual}");
        assert!(usual.contains("<system-out>waarschuwing: "), "{usual}");
        assert_eq!(report(&files, None, "", Severity::Warning).matches("<failure").count(), 2);
    }

    #[test]
    fn dossier_without_remarks_is_a_case_that_passes() {
        let report = report(&[file(PATH, &[])], None, "", Severity::Error);
        assert!(report.contains("<testcase classname=\"K-2026-0007\" name=\"K-2026-0007 zonder opmerkingen\"/>"), "{report}");
    }

    #[test]
    fn same_remark_twice_has_two_names() {
        let report = report(&[file(PATH, &[Code::LateAcknowledgement, Code::LateAcknowledgement])], None, "", Severity::Error);
        assert!(report.contains("name=\"K-2026-0007 ontvangen_op bevestiging-te-laat (2)\""), "{report}");
    }

    #[test]
    fn odd_folder_breaks_no_xml() {
        let report = report(&[file(PATH, &[Code::LateAcknowledgement])], None, "a<b>&\"c\u{7}\n]]>/", Severity::Error);
        assert!(report.contains("a&lt;b&gt;&amp;&quot;c ]]&gt;/dossiers"), "{report}");
    }
}
