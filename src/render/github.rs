//! Annotations for a workflow on GitHub. They leave the machine: number, field and code, never a value.

use super::outward::{OutwardRemark, outward};
use crate::diagnostic::Severity;
use crate::overview::CheckedFile;

/// A line a remark. `folder` is the way from the repository to the dossier folder: empty, or with a slash at its end.
#[must_use]
pub fn annotations(files: &[CheckedFile], folder: &str) -> String {
    files.iter().flat_map(|file| outward(file, folder).into_iter().map(|remark| annotation(&remark, file.is_ours()))).collect()
}

fn annotation(remark: &OutwardRemark, with_place: bool) -> String {
    let level = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    // GitHub wants a place; of a file that has none it is the beginning.
    let (line, column) = remark.position.map_or((1, 1), |position| (position.line, position.column));
    let place = match with_place {
        true => format!("file={},line={line},col={column},", property(&remark.path)),
        false => String::new(),
    };
    format!("::{level} {place}title={}::{}\n", property(remark.code.id()), data(&remark.about()))
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
    use crate::source::Located;

    fn file(path: &str) -> CheckedFile {
        let place = FieldPath::from(Field::Complainant).field(Field::Email);
        let diagnostic = Diagnostic::new(Code::InvalidEmail, place, "«sanne» is geen adres", "schrijf het hele adres");
        CheckedFile {
            path: path.to_owned(),
            number: "K-2026-0007".parse().ok(),
            bytes: b"---\nklachtindiener:\n  email: sanne\n---\n".to_vec(),
            remarks: vec![Located { diagnostic, at: 29..34 }],
            recorded: None,
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
