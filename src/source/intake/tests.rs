//! Whole texts in, dossier and remarks out.

use crate::diagnostic::Code;
use crate::domain::*;
use crate::source::read_dossier;

/// The front matter of the smallest dossier, with lines added.
fn text(lines: &str) -> String {
    format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\n{lines}\n---\n## Omschrijving\nTe laat.\n")
}

/// Reads the smallest dossier with lines added, which must earn no remark.
fn read(lines: &str) -> Dossier {
    let text = text(lines);
    let reading = read_dossier(text.as_bytes());
    assert_eq!(reading.remarks, [], "{lines}");
    reading.dossier.unwrap()
}

/// Every remark on a whole text: code, name of the place, the characters it marks, help.
fn remarks_on(text: &str) -> Vec<(Code, String, String, String)> {
    let remark = |located: crate::source::Located| {
        let at = text[located.at].to_owned();
        (located.diagnostic.code, located.diagnostic.place.name().unwrap_or_default(), at, located.diagnostic.help)
    };
    read_dossier(text.as_bytes()).remarks.into_iter().map(remark).collect()
}

/// The only remark on the smallest dossier with lines added: code, place, marked characters, help.
#[track_caller]
fn remark(lines: &str) -> (Code, String, String, String) {
    let mut remarks = remarks_on(&text(lines));
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    remarks.remove(0)
}

/// Checks code, place and marked characters of the only remark, and a part of its help.
#[track_caller]
fn check(lines: &str, code: Code, place: &str, marked: &str, help: &str) {
    let (found_code, found_place, found_marked, found_help) = remark(lines);
    assert_eq!((found_code, found_place.as_str(), found_marked.as_str()), (code, place, marked));
    assert!(found_help.contains(help), "{found_help}");
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn smallest_dossier_has_number_and_status() {
    let dossier = read("");
    assert_eq!((dossier.id, dossier.status), (DossierId::new(2026, 7).unwrap(), Status::Received));
    assert_eq!(dossier.narrative.description, Section::Written);
}

#[test]
fn telephone_number_keeps_its_nought_and_plus() {
    let telephone = |written: &str| read(&format!("klachtindiener:\n  telefoon: {written}")).complainant.telephone;
    assert_eq!(telephone("0612345678"), Some(Stated::Known("0612345678".into())));
    assert_eq!(telephone("+31612345678"), Some(Stated::Known("+31612345678".into())));
    assert_eq!(telephone("\"0612345678\""), Some(Stated::Known("0612345678".into())));
}

#[test]
fn explicit_words_are_no_data() {
    let who = read("klachtindiener:\n  naam: anoniem\n  organisatie: geen\n  postadres: niet_opgegeven").complainant;
    assert_eq!(who.name, Some(ComplainantName::Anonymous));
    assert_eq!((who.organisation, who.postal_address), (Some(Stated::Nothing), Some(Stated::NotStated)));
}

#[test]
fn explicit_word_in_other_letters_is_taken_with_a_remark() {
    check("klachtindiener:\n  email: Niet opgegeven", Code::UnknownWord, "klachtindiener.email", "Niet opgegeven", "«niet_opgegeven»");
    let text = text("klachtindiener:\n  email: Niet opgegeven");
    assert_eq!(read_dossier(text.as_bytes()).dossier.unwrap().complainant.email, Some(Stated::NotStated));
}

#[test]
fn accused_may_be_one_name_or_a_list() {
    assert_eq!(read("beklaagde: K. de Boer").accused, ["K. de Boer"]);
    assert_eq!(read("beklaagde: [K. de Boer, L. Smit]").accused, ["K. de Boer", "L. Smit"]);
}

#[test]
fn appellant_may_be_the_complainant_or_someone_named() {
    let appellant = |lines: &str| read(lines).appeal.unwrap().appellant.unwrap();
    assert_eq!(appellant("bezwaar:\n  appellant: klachtindiener"), Appellant::Complainant);
    let named = Appellant::Named { name: Some("A. Kok".into()), address: None, residence: Some("Voorbeeldstad".into()) };
    assert_eq!(appellant("bezwaar:\n  appellant: {naam: A. Kok, woonplaats: Voorbeeldstad}"), named);
}

#[test]
fn appellant_as_a_text_is_taken_for_a_name_with_a_remark() {
    check("bezwaar:\n  appellant: A. Kok", Code::WrongKindOfValue, "bezwaar.appellant", "A. Kok", "naam");
}

#[test]
fn list_keeps_an_entry_for_what_was_not_understood() {
    let text = text("correspondentie:\n  - bevestiging\n  - soort: reactie\n    datum: 2026-11-20");
    let dossier = read_dossier(text.as_bytes()).dossier.unwrap();
    assert_eq!(dossier.messages.len(), 2);
    assert_eq!(dossier.messages[0], Message::default());
    assert_eq!(dossier.messages[1].date, Some(day("2026-11-20")));
    assert_eq!(remarks_on(&text)[0].1, "correspondentie[0]");
}

#[test]
fn key_with_a_slip_is_known_by_its_nearest() {
    check("ontvangenop: 2026-11-03", Code::UnknownKey, "ontvangen_op", "ontvangenop", "bedoelt u «ontvangen_op»?");
    check("klachtindiener:\n  e-mail: a@b.example", Code::UnknownKey, "klachtindiener.email", "e-mail", "bedoelt u «email»?");
}

#[test]
fn key_that_belongs_elsewhere_is_sent_there() {
    check("gemeld_op: 2026-11-03", Code::UnknownKey, "", "gemeld_op", "hoort onder «melding»");
    check("melding:\n  behandelaar: A. Kok", Code::UnknownKey, "melding", "behandelaar", "bovenaan in de kop");
}

#[test]
fn section_written_as_a_key_is_sent_to_the_text() {
    check("omschrijving: te laat", Code::UnknownKey, "", "omschrijving", "## Omschrijving");
}

#[test]
fn key_that_resembles_nothing_may_go() {
    check("weer: regen", Code::UnknownKey, "", "weer", "x_");
}

#[test]
fn keys_of_the_officers_own_pass() {
    assert_eq!(read("x_kleur: rood\nklachtindiener:\n  x_klantnummer: 12"), read("klachtindiener: {}"));
}

#[test]
fn word_with_a_slip_is_known_by_its_nearest() {
    check(
        "afhandeling:\n  oordeel: gegront",
        Code::UnknownWord,
        "afhandeling.oordeel",
        "gegront",
        "bedoelt u «gegrond»? Bekend zijn: gegrond, deels_gegrond",
    );
    check("betreft: [produkt_of_dienst]", Code::UnknownWord, "betreft[0]", "produkt_of_dienst", "«product_of_dienst»");
}

#[test]
fn word_that_resembles_nothing_gets_the_list() {
    check("bijzondere_gegevens: [fiets]", Code::UnknownWord, "bijzondere_gegevens[0]", "fiets", "kies uit: gezondheid, minderjarige, anders");
}

#[test]
fn complaint_by_telephone_is_not_in_writing() {
    check("kanaal: telefoon", Code::UnknownWord, "kanaal", "telefoon", "kies uit: e-mail, post");
}

#[test]
fn single_word_for_a_list_is_taken_with_the_right_spelling() {
    check("betreft: product_of_dienst", Code::WrongKindOfValue, "betreft", "product_of_dienst", "«betreft: [product_of_dienst]»");
    let text = text("betreft: product_of_dienst");
    assert_eq!(read_dossier(text.as_bytes()).dossier.unwrap().subjects, [Subject::ProductOrService]);
}

#[test]
fn single_group_for_a_list_is_taken_with_a_remark() {
    let lines = "afspraken:\n  wat: Opnieuw leveren\n  wie: Productie";
    assert_eq!(remark(lines).0, Code::WrongKindOfValue);
    let text = text(lines);
    assert_eq!(read_dossier(text.as_bytes()).dossier.unwrap().commitments[0].who.as_deref(), Some("Productie"));
}

#[test]
fn list_where_one_text_belongs_is_not_taken() {
    let (code, place, ..) = remark("onderwerp: [a, b]");
    assert_eq!((code, place.as_str()), (Code::WrongKindOfValue, "onderwerp"));
}

#[test]
fn text_where_a_group_belongs_names_the_keys() {
    check("melding: telefonisch", Code::WrongKindOfValue, "melding", "telefonisch", "«gemeld_op: …», «wijze: …», «aangenomen_door: …»");
}

#[test]
fn key_with_nothing_behind_it_tells_what_may_stand_there() {
    check("onderwerp:", Code::EmptyValue, "onderwerp", "", "vul in, of haal de regel weg");
    check("onderwerp: \"\"", Code::EmptyValue, "onderwerp", "\"\"", "vul in, of haal de regel weg");
    check("klachtindiener:\n  organisatie:", Code::EmptyValue, "klachtindiener.organisatie", "", "«geen» of «niet_opgegeven»");
    check("klachtindiener:", Code::EmptyValue, "klachtindiener", "", "vul in");
    check("afspraken:\n  -", Code::EmptyValue, "afspraken[0]", "", "vul in");
}

#[test]
fn date_in_another_shape_tells_the_right_one() {
    check("ontvangen_op: 3-11-2026", Code::InvalidDate, "ontvangen_op", "3-11-2026", "schrijf 2026-11-03");
    check("ontvangen_op: 3 november 2026", Code::InvalidDate, "ontvangen_op", "3 november 2026", "schrijf 2026-11-03");
}

#[test]
fn day_that_does_not_exist_is_refused() {
    check("ontvangen_op: 2026-02-30", Code::InvalidDate, "ontvangen_op", "2026-02-30", "28 dagen");
    let text = text("ontvangen_op: 2026-02-30");
    assert!(read_dossier(text.as_bytes()).remarks[0].diagnostic.message.contains("bestaat niet"));
}

#[test]
fn number_in_another_shape_tells_the_right_one() {
    let text = "---\nschema: 1\nnummer: k-2026-7\nstatus: ontvangen\n---\n";
    let (code, place, marked, help) = remarks_on(text).remove(0);
    assert_eq!((code, place.as_str(), marked.as_str()), (Code::InvalidNumber, "nummer", "k-2026-7"));
    assert_eq!(help, "schrijf K-2026-0007");
    assert_eq!(read_dossier(text.as_bytes()).dossier, None);
}

#[test]
fn file_without_number_or_status_is_no_dossier_and_says_all() {
    let text = "---\nontvangen_op: gisteren\n---\n";
    let codes: Vec<_> = remarks_on(text).into_iter().map(|remark| (remark.0, remark.1)).collect();
    let expected =
        [(Code::InvalidDate, "ontvangen_op"), (Code::NotADossier, "nummer"), (Code::NotADossier, "status"), (Code::UnknownSchema, "schema")];
    assert_eq!(codes, expected.map(|(code, place)| (code, place.to_owned())));
    assert_eq!(remarks_on(text)[1].2, "---");
}

#[test]
fn status_that_is_no_word_makes_no_dossier() {
    let text = "---\nschema: 1\nnummer: K-2026-0007\nstatus: In behandeling\n---\n";
    let (code, _, marked, help) = remarks_on(text).remove(0);
    assert_eq!((code, marked.as_str()), (Code::UnknownWord, "In behandeling"));
    assert!(help.contains("«in_behandeling»"), "{help}");
    assert_eq!(read_dossier(text.as_bytes()).dossier, None);
}

#[test]
fn empty_front_matter_is_no_dossier() {
    let remarks = remarks_on("---\n---\n");
    assert_eq!((remarks[0].0, remarks.len()), (Code::NotADossier, 1));
}

#[test]
fn other_version_of_the_format_is_not_read_as_ours() {
    let text = "---\nschema: 2\nnummer: K-2026-0007\nstatus: ontvangen\n---\n";
    assert_eq!(remarks_on(text)[0].0, Code::UnknownSchema);
}

#[test]
fn text_keeps_its_characters() {
    assert_eq!(read("onderwerp: \"Klacht: 's avonds # te laat\"").subject_line.as_deref(), Some("Klacht: 's avonds # te laat"));
    assert_eq!(read("overeenkomst: 007").contract.as_deref(), Some("007"));
    assert_eq!(read("regeling: 1.10").regulation_version.as_deref(), Some("1.10"));
}

#[test]
fn place_of_what_is_absent_is_what_encloses_it() {
    use crate::diagnostic::{Field, FieldPath, Place};
    let text = text("klachtindiener:\n  naam: A. Kok\nafspraken:\n  - wat: Leveren\n    wie: Productie");
    let reading = read_dossier(text.as_bytes());
    let marked = |path: FieldPath| text[reading.locate(&Place::Field(path))].to_owned();
    let complainant = FieldPath::from(Field::Complainant);
    let commitments = FieldPath::from(Field::Commitments);
    assert_eq!(marked(complainant.clone().field(Field::Name)), "A. Kok");
    assert_eq!(marked(complainant.clone().field(Field::Email)), "klachtindiener");
    assert_eq!(marked(complainant), "klachtindiener");
    assert_eq!(marked(commitments.clone().entry(0).field(Field::Who)), "Productie");
    assert_eq!(marked(commitments.clone().entry(0).field(Field::DueOn)), "wat: Leveren");
    assert_eq!(marked(commitments.entry(3)), "afspraken");
    assert_eq!(marked(Field::ReceivedOn.into()), "---");
}

#[test]
fn place_of_a_section_is_its_heading_or_the_end_of_the_text() {
    use crate::diagnostic::Place;
    let text = text("");
    let reading = read_dossier(text.as_bytes());
    assert_eq!(&text[reading.locate(&Place::Section("Omschrijving"))], "## Omschrijving");
    let end = text.trim_end().len();
    assert_eq!(reading.locate(&Place::Section("Bevindingen")), end..end);
    assert_eq!(&text[reading.locate(&Place::File)], "---");
}
