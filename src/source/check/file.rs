//! One file: read, held against its place and the procedure, every remark put where it belongs.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{echo, number, pieces, third_parties};
use crate::domain::{Dossier, DossierId};
use crate::regulation::{Case, Rules, Term, remarks, terms};
use crate::source::{ByteRange, Located, read_dossier};

/// Where a dossier file lies, and what lies beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePlace {
    /// The year folder; `None` when the file lies in none.
    pub year: Option<u16>,
    /// The number its folder bears.
    pub number: DossierId,
    /// The files beside it, as paths from its folder, with `/`.
    pub stored: BTreeSet<String>,
}

impl FilePlace {
    /// The place of a path such as `dossiers/2026/K-2026-0007/dossier.md`; `None` when its folder bears no number.
    #[must_use]
    pub fn of(path: &str, stored: BTreeSet<String>) -> Option<Self> {
        let mut folders = path.rsplit('/').skip(1);
        let number = folders.next()?.parse().ok()?;
        let year = folders.next().and_then(|year| year.parse().ok());
        Some(Self { year, number, stored })
    }
}

/// A file read and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedDossier {
    /// The dossier; `None` when the file is none.
    pub dossier: Option<Dossier>,
    /// Its terms as they stand on the day.
    pub terms: Vec<Term>,
    /// Every remark, in the order of the file, with the weight the rule file gives it.
    pub remarks: Vec<Located>,
    /// The bytes of the text under the front matter; none when the file could not be split.
    pub body: ByteRange,
}

/// Reads and checks the bytes of a file that lies in this place, under these rules, on this day.
#[must_use]
pub fn check_file(bytes: &[u8], place: &FilePlace, rules: &Rules, today: NaiveDate) -> CheckedDossier {
    let mut reading = read_dossier(bytes);
    let dossier = reading.dossier.take();
    let mut found = std::mem::take(&mut reading.remarks);
    found.extend(third_parties::odd_marks(&reading));
    let mut computed = Vec::new();
    if let Some(dossier) = &dossier {
        computed = terms(dossier, rules, today);
        let mut said = number::remarks(dossier, place);
        said.extend(pieces::remarks(dossier, &place.stored));
        said.extend(third_parties::remarks(dossier, reading.tree(), &place.stored));
        said.extend(remarks(&Case { dossier, rules, today }, &computed));
        said.retain(|remark| !echo::is_echo(remark, &found));
        found.extend(said.into_iter().map(|diagnostic| Located { at: reading.locate(&diagnostic.place), diagnostic }));
    }
    for remark in &mut found {
        remark.diagnostic.severity = rules.severity(remark.diagnostic.code);
    }
    found.sort_by_key(|remark| (remark.at.start, remark.diagnostic.code));
    let body = reading.document().map_or(0..0, |document| document.body_at..document.body_at + document.body.len());
    CheckedDossier { dossier, terms: computed, remarks: found, body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Severity};
    use crate::source::{DEFAULT_RULES, default_rules, read_rules};

    const COMPLETE: &str = "schema: 1
nummer: K-2026-0007
status: ontvangen
ingediend_op: 2026-11-02
ontvangen_op: 2026-11-03
kanaal: e-mail
bedrijfsonderdeel: extrack
betreft: [werkwijze_of_beleid]
onderwerp: Uitslag te laat
klachtindiener:
  naam: Sanne de Wit
  organisatie: geen
  postadres: Lindelaan 4, 1234 AB Voorbeeldstad
  email: s.dewit@klant.example
  telefoon: \"0612345678\"
gesprekken:
  - {soort: op_uitnodiging, uitgenodigd_op: 2026-11-03}
";

    /// The default rules, read once for all cases of a property.
    static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(default_rules);

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The complete dossier with one text replaced, checked in its place on 3 November.
    fn checked_with(from: &str, to: &str, stored: &[&str], rules: &Rules) -> (String, CheckedDossier) {
        assert!(COMPLETE.contains(from), "{from}");
        let text = format!("---\n{}---\n## Omschrijving\nTe laat.\n## Ondernomen stappen\ngeen\n", COMPLETE.replace(from, to));
        let stored = stored.iter().map(|path| (*path).to_owned()).collect();
        let place = FilePlace::of("dossiers/2026/K-2026-0007/dossier.md", stored).unwrap();
        let checked = check_file(text.as_bytes(), &place, rules, day("2026-11-03"));
        (text, checked)
    }

    /// The remarks on it: code and marked characters.
    fn remarks_with(from: &str, to: &str, stored: &[&str]) -> Vec<(Code, String)> {
        let (text, checked) = checked_with(from, to, stored, &default_rules());
        checked.remarks.into_iter().map(|remark| (remark.diagnostic.code, text[remark.at].to_owned())).collect()
    }

    fn one(code: Code, marked: &str) -> Vec<(Code, String)> {
        vec![(code, marked.to_owned())]
    }

    #[test]
    fn complete_dossier_earns_no_remark_and_has_its_terms() {
        let (_, checked) = checked_with("", "", &[], &default_rules());
        assert_eq!(checked.remarks, []);
        assert_eq!(checked.terms[0].due_on, Some(day("2026-11-05")));
    }

    proptest::proptest! {
        #[test]
        fn damaged_file_is_never_a_panic_and_every_remark_lies_in_it(cut in 0_usize..700, length in 0_usize..40, put in "[ -~\n\té«]{0,12}") {
            let (text, _) = checked_with("", "", &[], &RULES);
            let from = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let until = (0..=(from + length).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap().max(from);
            let damaged = format!("{}{put}{}", &text[..from], &text[until..]);
            let place = FilePlace::of("dossiers/2026/K-2026-0007/dossier.md", BTreeSet::new()).unwrap();
            for remark in check_file(damaged.as_bytes(), &place, &RULES, day("2026-11-03")).remarks {
                proptest::prop_assert!(damaged.get(remark.at.clone()).is_some(), "{:?} in {:?}", remark, damaged);
            }
        }
    }

    #[test]
    fn number_differs_from_its_folder() {
        assert_eq!(remarks_with("K-2026-0007", "K-2026-0008", &[]), one(Code::NumberDiffersFromFolder, "K-2026-0008"));
    }

    #[test]
    fn year_of_the_number_is_that_of_receipt() {
        let dates = "ingediend_op: 2025-11-02\nontvangen_op: 2025-11-03";
        let found = remarks_with("ingediend_op: 2026-11-02\nontvangen_op: 2026-11-03", dates, &[]);
        assert!(found.contains(&(Code::NumberYearMismatch, "K-2026-0007".to_owned())), "{found:?}");
    }

    #[test]
    fn number_of_an_oral_report_stays_when_it_comes_in_writing_next_year() {
        let place = FilePlace::of("dossiers/2025/K-2025-0007/dossier.md", BTreeSet::new()).unwrap();
        let text = "---\nschema: 1\nnummer: K-2025-0007\nstatus: ontvangen\nmelding:\n  gemeld_op: 2025-12-30\nontvangen_op: 2026-01-05\n---\n";
        let checked = check_file(text.as_bytes(), &place, &default_rules(), day("2026-01-05"));
        assert!(checked.remarks.iter().all(|remark| remark.diagnostic.code != Code::NumberYearMismatch));
    }

    #[test]
    fn year_folder_is_that_of_the_number() {
        let place = FilePlace::of("dossiers/2025/K-2026-0007/dossier.md", BTreeSet::new()).unwrap();
        let text = format!("---\n{COMPLETE}---\n");
        let checked = check_file(text.as_bytes(), &place, &default_rules(), day("2026-11-03"));
        assert!(checked.remarks.iter().any(|remark| remark.diagnostic.code == Code::NumberYearMismatch));
    }

    #[test]
    fn unreadable_value_is_not_also_called_absent() {
        assert_eq!(remarks_with("ontvangen_op: 2026-11-03", "ontvangen_op: 3-11-2026", &[])[0], (Code::InvalidDate, "3-11-2026".into()));
        assert_eq!(remarks_with("ontvangen_op: 2026-11-03", "ontvangen_op: 3-11-2026", &[]).len(), 1);
        assert_eq!(remarks_with("telefoon: \"0612345678\"", "telefoon:", &[]), one(Code::EmptyValue, ""));
        assert_eq!(remarks_with("betreft: [werkwijze_of_beleid]", "betreft: [beleidje]", &[]).len(), 1);
    }

    #[test]
    fn key_with_a_slip_is_not_also_called_absent() {
        assert_eq!(remarks_with("telefoon:", "telefon:", &[]), one(Code::UnknownKey, "telefon"));
        assert_eq!(remarks_with("kanaal:", "kanal:", &[]), one(Code::UnknownKey, "kanal"));
    }

    #[test]
    fn unreadable_value_is_not_called_absent_where_another_field_asks_for_it() {
        let betreft = "betreft: [werkwijze_of_beleid]";
        assert_eq!(remarks_with(betreft, "betreft: [product_of_dienst]\novereenkomst:", &[]), one(Code::EmptyValue, ""));
        assert_eq!(remarks_with(betreft, "betreft: [gedraging_medewerker]\nbeklaagde:", &[]), one(Code::EmptyValue, ""));
    }

    #[test]
    fn both_dates_unreadable_is_not_a_complaint_by_mouth() {
        let found = remarks_with("ingediend_op: 2026-11-02\nontvangen_op: 2026-11-03", "ingediend_op: 2 nov 2026\nontvangen_op: 3 nov 2026", &[]);
        assert_eq!(found.iter().map(|remark| remark.0).collect::<Vec<_>>(), [Code::InvalidDate, Code::InvalidDate]);
    }

    #[test]
    fn rule_file_weighs_remarks() {
        let rules = read_rules(DEFAULT_RULES.replace("ernst: {}", "ernst: {gegeven-ontbreekt: fout}").as_bytes()).0.unwrap();
        let (_, checked) = checked_with("  telefoon: \"0612345678\"\n", "", &[], &rules);
        let weights: Vec<_> = checked.remarks.iter().map(|remark| (remark.diagnostic.code, remark.diagnostic.severity)).collect();
        assert_eq!(weights, [(Code::DatumMissing, Severity::Error)]);
    }

    #[test]
    fn remarks_come_in_the_order_of_the_file() {
        let (_, checked) =
            checked_with("betreft: [werkwijze_of_beleid]\nonderwerp: Uitslag te laat", "betreft: [fiets]\nweer: regen", &[], &default_rules());
        let codes: Vec<_> = checked.remarks.iter().map(|remark| remark.diagnostic.code).collect();
        assert_eq!(codes, [Code::UnknownWord, Code::UnknownKey]);
    }

    /// Remarks on a message with this attachment, beside these files.
    fn remarks_on_piece(path: &str, stored: &[&str]) -> Vec<Code> {
        let message = format!(
            "gesprekken:\n  - {{soort: op_uitnodiging, uitgenodigd_op: 2026-11-03}}\ncorrespondentie:\n  - soort: overig\n    datum: 2026-11-03\n    richting: inkomend\n    bijlage: '{path}'\n"
        );
        let (_, checked) = checked_with("gesprekken:\n  - {soort: op_uitnodiging, uitgenodigd_op: 2026-11-03}\n", &message, stored, &default_rules());
        checked.remarks.iter().map(|remark| remark.diagnostic.code).collect()
    }

    #[test]
    fn piece_beside_the_dossier_is_in_order() {
        assert_eq!(remarks_on_piece("bijlagen/2026-11-03-klacht.eml", &["bijlagen/2026-11-03-klacht.eml"]), []);
        assert_eq!(remarks_on_piece("./bijlagen/brief.pdf", &["bijlagen/brief.pdf"]), []);
    }

    #[test]
    fn piece_that_is_not_there_is_missed() {
        assert_eq!(remarks_on_piece("bijlagen/Brief.pdf", &["bijlagen/brief.pdf"]), [Code::AttachmentMissing]);
        assert_eq!(remarks_on_piece("bijlagen\\brief.pdf", &["bijlagen/brief.pdf"]), [Code::AttachmentMissing]);
    }

    #[test]
    fn piece_outside_the_folder_is_refused() {
        for path in ["../K-2026-0008/brief.pdf", "/home/x/brief.pdf", "C:\\brief.pdf", "~/brief.pdf", "bijlagen/../../x", "https://klant.example/x"] {
            assert_eq!(remarks_on_piece(path, &[]), [Code::AttachmentOutside], "{path}");
        }
    }

    #[test]
    fn name_of_a_person_in_the_name_of_a_piece_is_noticed() {
        for path in ["bijlagen/klacht-sanne.eml", "bijlagen/Wit.pdf", "bijlagen/brief_de_WIT_2.pdf"] {
            assert_eq!(remarks_on_piece(path, &[path]), [Code::PersonalPath], "{path}");
        }
    }

    #[test]
    fn small_words_and_parts_of_words_are_no_names() {
        for path in ["bijlagen/brief-de-.pdf", "bijlagen/wittebrood.pdf"] {
            assert_eq!(remarks_on_piece(path, &[path]), [], "{path}");
        }
    }
}
