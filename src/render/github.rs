//! Annotations for a workflow on GitHub. They leave the machine: number, field and code, never a value.

use crate::diagnostic::Severity;
use crate::overview::CheckedFile;
use crate::source::{Lines, Located};

/// A line a remark. `folder` is the way from the repository to the dossier folder: empty, or with a slash at its end.
#[must_use]
pub fn annotations(files: &[CheckedFile], folder: &str) -> String {
    let mut text = String::new();
    for file in files {
        let lines = Lines::new(&file.bytes);
        file.remarks.iter().for_each(|remark| text.push_str(&annotation(remark, file, &lines, folder)));
    }
    text
}

fn annotation(remark: &Located, file: &CheckedFile, lines: &Lines<'_>, folder: &str) -> String {
    let diagnostic = &remark.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let position = lines.position(remark.at.start);
    let place = match file.is_ours() {
        true => format!("file={},line={},col={},", property(&format!("{folder}{}", file.path)), position.line, position.column),
        false => String::new(),
    };
    let code = diagnostic.code.id();
    let about = [file.number.map(|number| number.to_string()), diagnostic.place.name(), Some(code.to_owned())];
    let about: Vec<_> = about.into_iter().flatten().collect();
    format!("::{level} {place}title={}::{}\n", property(code), data(&about.join(" ")))
}

/// A text in the place where GitHub expects a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text in the place where GitHub expects a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, Field, FieldPath};

    fn file(path: &str) -> CheckedFile {
        let place = FieldPath::from(Field::Complainant).field(Field::Email);
        let diagnostic = Diagnostic::new(Code::InvalidEmail, place, "«sanne» is geen adres", "schrijf het hele adres");
        CheckedFile {
            path: path.to_owned(),
            number: "K-2026-0007".parse().ok(),
            bytes: b"---\nklachtindiener:\n  email: sanne\n---\n".to_vec(),
            remarks: vec![Located { diagnostic, at: 29..34 }],
        }
    }

    #[test]
    fn annotation_names_number_field_and_code_and_no_value() {
        let shown = annotations(&[file("dossiers/2026/K-2026-0007/dossier.md")], "klachten/");
        let code = Code::InvalidEmail.id();
        let expected = format!(
            "::error file=klachten/dossiers/2026/K-2026-0007/dossier.md,line=3,col=10,title={code}::K-2026-0007 klachtindiener.email {code}\n"
        );
        assert_eq!(shown.replace("::warning", "::error"), expected);
    }

    #[test]
    fn name_of_a_misplaced_file_stays_at_home() {
        let stray = CheckedFile { number: None, ..file("dossiers/klacht sanne.md") };
        assert!(!annotations(&[stray], "").contains("sanne"));
    }

    #[test]
    fn signs_that_steer_github_are_written_out() {
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
