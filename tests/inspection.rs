//! The inspection bundle: nothing of what was left out is in any byte of it, however it is written, and it is the same every time.
#![allow(clippy::disallowed_methods, reason = "a test reads what it judges")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use chrono::NaiveDate;
use klachtdossier::overview::{Inspection, StoredPiece, told_and_untold};
use klachtdossier::regulation::{Case, Rules, terms};
use klachtdossier::render::bundle::{BundleFile, bundle, bundled_pieces, cover_letter, zipped};
use klachtdossier::render::html::{InspectionSheet, StatusChange, Templates};
use klachtdossier::render::letter::LetterTemplates;
use klachtdossier::source::inspection::{NotDisclosed, disclose};
use klachtdossier::source::{default_rules, read_dossier};
use proptest::prelude::*;

fn today() -> NaiveDate {
    "2027-02-20".parse().unwrap()
}

static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(default_rules);

/// The inspection of a dossier with these pieces beside it.
fn inspection(text: &str, pieces: &[(&str, &[u8])]) -> Result<Inspection, NotDisclosed> {
    let reading = read_dossier(text.as_bytes());
    let stored: BTreeSet<String> = pieces.iter().map(|(path, _)| (*path).to_owned()).collect();
    let disclosed = disclose(&reading, &stored)?;
    let dossier = reading.dossier.as_ref().unwrap();
    let pieces = pieces.iter().map(|(path, bytes)| StoredPiece { path: (*path).to_owned(), bytes: bytes.to_vec() }).collect();
    Ok(Inspection::of(disclosed, pieces, &Case { dossier, rules: &RULES, today: today() }))
}

/// Every file of the bundle, the ZIP and what is in it.
fn handed_out(text: &str, inspection: &Inspection) -> Vec<BundleFile> {
    let full = read_dossier(text.as_bytes()).dossier.unwrap();
    let (told, untold) = told_and_untold(&terms(&full, &RULES, today()), terms(&inspection.disclosed.dossier, &RULES, today()));
    let statuses = [StatusChange { day: "2026-11-03".parse().unwrap(), from: None, to: Some(full.status) }];
    let sheet = InspectionSheet {
        disclosed: &inspection.disclosed,
        terms: &told,
        untold_terms: &untold,
        statuses: Some(&statuses),
        pieces: &bundled_pieces(&inspection.pieces),
        rules: &RULES,
        today: today(),
    };
    let letters = LetterTemplates::new(&BTreeMap::new()).unwrap();
    let letter = cover_letter(&letters, &inspection.disclosed, &RULES, today());
    let mut files = bundle(&Templates::new(&BTreeMap::new()).unwrap(), &sheet, letter.into_iter().collect()).unwrap();
    let zip = zipped("K-2026-0007", &files, today());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zip)).unwrap();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push(BundleFile { path: file.name().unwrap().into_owned(), bytes });
    }
    files.push(BundleFile { path: "K-2026-0007.zip".to_owned(), bytes: zip });
    files
}

/// The word as bytes in every way it may be written.
fn guises(word: &str) -> Vec<Vec<u8>> {
    let mut guises: Vec<Vec<u8>> = [word.to_owned(), word.to_lowercase(), word.to_uppercase()].map(String::into_bytes).into();
    guises.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
    guises.push(word.encode_utf16().flat_map(u16::to_be_bytes).collect());
    guises.push(word.chars().map(|letter| letter as u32 as u8).collect());
    guises.push(word.bytes().flat_map(|byte| format!("%{byte:02X}").into_bytes()).collect());
    guises.push(word.bytes().flat_map(|byte| format!("={byte:02X}").into_bytes()).collect());
    guises.push(word.chars().flat_map(|letter| format!("&#{};", letter as u32).into_bytes()).collect());
    guises.push(word.chars().flat_map(|letter| format!("&#x{:x};", letter as u32).into_bytes()).collect());
    let quoted = word.bytes().flat_map(|byte| if byte.is_ascii() { vec![byte] } else { format!("={byte:02X}").into_bytes() });
    guises.push(quoted.collect());
    let percent = word.bytes().flat_map(|byte| if byte.is_ascii() { vec![byte] } else { format!("%{byte:02X}").into_bytes() });
    guises.push(percent.collect());
    // Of base64 the letters that do not depend on what stands before and behind, at each of the three alignments.
    for before in 0..3 {
        let padded: Vec<u8> = std::iter::repeat_n(b' ', before).chain(word.bytes()).collect();
        let encoded = base64(&padded);
        guises.push(encoded[(before * 8).div_ceil(6)..(padded.len() * 8) / 6].to_vec());
    }
    guises
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = Vec::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        encoded.extend((0..=three.len()).map(|index| LETTERS[(bits >> (18 - 6 * index)) as usize & 63]));
    }
    encoded
}

/// Every run of six bytes of a file: what none begins with needs no closer look.
fn beginnings(bytes: &[u8]) -> BTreeSet<&[u8]> {
    bytes.windows(6).collect()
}

fn assert_absent(files: &[BundleFile], secrets: &[String]) {
    let guises: Vec<(&String, Vec<u8>)> = secrets.iter().flat_map(|secret| guises(secret).into_iter().map(move |guise| (secret, guise))).collect();
    for file in files {
        let beginnings = beginnings(&file.bytes);
        for (secret, guise) in &guises {
            let may_be_there = beginnings.contains(&guise[..6]) && file.bytes.windows(guise.len()).any(|window| window == guise);
            assert!(
                !may_be_there && !file.path.contains(secret.as_str()),
                "«{secret}» staat als {:?} in {}",
                String::from_utf8_lossy(guise),
                file.path
            );
        }
    }
}

/// How a secret is marked in a text.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Plain,
    Reasoned,
    Nested,
    Spaced,
}

impl Mark {
    fn around(self, secret: &str) -> String {
        match self {
            Self::Plain => format!("{{{{derde: {secret}}}}}"),
            Self::Reasoned => format!("{{{{derde (privé van een ander): {secret}}}}}"),
            Self::Nested => format!("{{{{derde: iemand, {{{{derde (naam): {secret}}}}} die}}}}"),
            Self::Spaced => format!("{{{{ DERDE :{secret} }}}}"),
        }
    }
}

/// A dossier with a place for something marked in every text field, and a text with one in every construct.
fn dossier(words: &[String], marks: &[Mark], fields: &[&str]) -> String {
    let mut at = 0;
    let mut put = || {
        at += 1;
        marks[at - 1].around(&words[at - 1])
    };
    let mut third = String::new();
    for field in fields {
        third.push_str(&format!("  - veld: {field}\n    reden: gegevens van een ander\n"));
    }
    format!(
        "---\nschema: 1\nnummer: K-2026-0007\nstatus: bezwaar_afgehandeld\nmelding:\n  gemeld_op: 2026-10-26\n  wijze: telefoon\n  aangenomen_door: \"{}\"\ningediend_op: 2026-11-02\ningediend_op_bron: \"bron {}\"\nontvangen_op: 2026-11-03\nontvangen_via: \"{}\"\nkanaal: e-mail\nbedrijfsonderdeel: extrack\nbetreft: [gedraging_medewerker]\nonderwerp: \"Over {} en meer\"\novereenkomst: \"{}\"\ncontactpersoon_intern: {}\nklachtindiener:\n  naam: Sanne de Wit\n  organisatie: \"{}\"\n  postadres: \"Lindelaan 4 {}\"\n  email: s.dewit@klant.example\n  telefoon: \"{}\"\nbeklaagde: [{}, \"{}\"]\nbehandelaar: \"{}\"\ncorrespondentie:\n  - soort: bevestiging\n    datum: 2026-11-04\n    kanaal: e-mail\n    onderwerp: \"{}\"\n  - soort: overig\n    richting: inkomend\n    datum: 2026-11-09\n    kanaal: e-mail\n    met: {}\n    onderwerp: {}\n    bijlage: bijlagen/2026-11-09-verklaring.txt\nafspraken:\n  - datum: 2026-11-10\n    wat: \"{}\"\n    wie: \"{}\"\n    uiterlijk: 2026-11-24\nextern_advies:\n  - instantie: {}\n    gevraagd_op: 2026-11-12\n    geheimhouding_op: 2026-11-12\nafhandeling:\n  datum: 2026-11-20\n  wijze: \"{}\"\n  oordeel: gegrond\n  reden: \"{}\"\nverbetering:\n  - oorzaak: \"{}\"\n    maatregel: \"{}\"\n    betreft: [werkwijze]\n    eigenaar: \"{}\"\nbezwaar:\n  ingediend_op: 2026-12-20\n  appellant: klachtindiener\n  orgaan: \"{}\"\n  gronden: \"{}\"\n  uitspraak:\n    datum: 2027-01-25\n    oordeel: gegrond\n    consequenties:\n      - wat: \"{}\"\n        wie: {}\nverzoeken:\n  - soort: inzage\n    ontvangen_op: 2027-02-03\n    besluit: deels\n    reden: \"{}\"\ntegemoetkoming: \"{}\"\nx_eigen: \"{}\"\nx_lijst: [{}]\nderden:\n{third}---\n## Omschrijving {}\n\nTekst {} *{}* en **{}** `{}` [{}](https://voorbeeld.example/{}) ![{}](x.png)\n\n| a | b |\n|---|---|\n| {} | x |\n\n- punt {}\n  > aanhaling {}\n\n```\ncode {}\n```\n<!-- opmerking {} -->\n\n{{{{derde:\n# {}\n\ntweede alinea\n\n- {}\n}}}}\n",
        put(),
        put(),
        put(),
        put(),
        put(),
        words[60],
        put(),
        put(),
        put(),
        words[61],
        put(),
        put(),
        put(),
        words[62],
        words[63],
        put(),
        put(),
        words[64],
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        words[65],
        put(),
        put(),
        put(),
        words[66],
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        put(),
        words[67],
        words[68],
    )
}

/// The parts that are left out as a whole: each of the fields filled in with a bare word.
const FIELDS: &[&str] = &[
    "contactpersoon_intern",
    "beklaagde[0]",
    "correspondentie[1]",
    "extern_advies[0].instantie",
    "bezwaar.uitspraak.consequenties[0].wie",
    "x_lijst",
];

fn words() -> impl Strategy<Value = Vec<String>> {
    // Ten letters that no template has, some with accents: any of them found is a leak.
    let word = "[A-Z][qxzvjk]{6}[qxzéëø]{3}";
    proptest::collection::vec(word, 69).prop_map(|words| words.into_iter().enumerate().map(|(index, word)| format!("{word}q{index}z")).collect())
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = prop_oneof![Just(Mark::Plain), Just(Mark::Reasoned), Just(Mark::Nested), Just(Mark::Spaced)];
    proptest::collection::vec(mark, 60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_marked_is_in_any_byte(words in words(), marks in marks()) {
        let text = dossier(&words, &marks, FIELDS);
        let statement = format!("Verklaring van {}", words[62]);
        let pieces: &[(&str, &[u8])] = &[("bijlagen/2026-11-02-klacht.txt", b"Beste mensen"), ("bijlagen/2026-11-09-verklaring.txt", statement.as_bytes())];
        let inspection = inspection(&text, pieces).unwrap();
        prop_assert_eq!(&inspection.leftovers, &vec![]);
        prop_assert_eq!(inspection.undecided().count(), 0);
        prop_assert_eq!(inspection.pieces.len(), 1);
        prop_assert!(inspection.disclosed.withheld.len() > 40);
        let files = handed_out(&text, &inspection);
        assert_absent(&files, &words);
        let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        prop_assert!(names.contains(&"brief.html"), "{names:?}");
        prop_assert!(files.iter().all(|file| file.path != "inzage.html" || String::from_utf8_lossy(&file.bytes).contains("Sanne de Wit")));
    }

    #[test]
    fn word_that_also_stands_unmarked_stops_the_bundle(words in words(), marks in marks(), which in 0_usize..55, place in 0_usize..12) {
        let secret = &words[which];
        prop_assume!(dossier(&words, &marks, FIELDS).contains(secret.as_str()));
        let text = dossier(&words, &marks, FIELDS);
        let mail = |body: &str, encoding: &str| format!("Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n");
        let (text, piece) = match place {
            0 => (format!("{text}\nEn {secret}!\n"), Vec::new()),
            1 => (text.replace("naam: Sanne de Wit", &format!("naam: Sanne {}", secret.to_uppercase())), Vec::new()),
            2 => (text.replace("oordeel: gegrond\n  reden", &format!("x_los: {secret}\n  oordeel: gegrond\n  reden")), Vec::new()),
            3 => (text, format!("tekst {secret} tekst").into_bytes()),
            4 => (text, mail(&String::from_utf8(base64(format!("tekst {secret} tekst").as_bytes())).unwrap(), "base64").into_bytes()),
            5 => (text, mail(&format!("tekst {}", secret.bytes().map(|byte| format!("={byte:02X}")).collect::<String>()), "quoted-printable").into_bytes()),
            6 => (text, format!("tekst {secret} tekst").encode_utf16().flat_map(u16::to_le_bytes).collect()),
            7 => (text, format!("<p>{}</p>", secret.chars().map(|letter| format!("&#{};", letter as u32)).collect::<String>()).into_bytes()),
            8 => (format!("{text}\nEn {}!\n", secret.chars().map(|letter| format!("&#{};", letter as u32)).collect::<String>()), Vec::new()),
            9 => (format!("{text}\nEn {}**{}**!\n", &secret[..1], &secret[1..]), Vec::new()),
            10 => (format!("{text}\nVolgens {secret}s verhaal.\n"), Vec::new()),
            _ => (text.replace("reden: gegevens van een ander\n---", &format!("reden: het gaat om {secret}\n---")), Vec::new()),
        };
        let inspection = inspection(&text, &[("bijlagen/2026-11-09-verklaring.txt", b"x"), ("bijlagen/stuk.eml", &piece)]).unwrap();
        prop_assert!(!inspection.leftovers.is_empty(), "{} op plaats {}", secret, place);
    }

    #[test]
    fn damaged_marks_never_let_a_word_out(cut in 0_usize..9000, put in "(\\{\\{|\\}\\}|\\{|\\}|derde|:|\\(|\\)|\n){0,3}", length in 0_usize..4) {
        let words: Vec<String> = (0..69).map(|index| format!("Qxzvjkq{index}z")).collect();
        let marks = [Mark::Nested; 60];
        let whole = dossier(&words, &marks, FIELDS);
        let body_at = whole.rfind("\n---\n").unwrap() + 5;
        let from = body_at + cut % (whole.len() - body_at);
        let from = (0..=from).rev().find(|at| whole.is_char_boundary(*at)).unwrap();
        let until = (from..whole.len()).find(|at| *at >= (from + length).min(whole.len()) && whole.is_char_boundary(*at)).unwrap_or(from);
        let text = format!("{}{put}{}", &whole[..from], &whole[until..]);
        let Ok(inspection) = inspection(&text, &[("bijlagen/2026-11-09-verklaring.txt", b"x")]) else { return Ok(()) };
        if inspection.leftovers.is_empty() && inspection.undecided().count() == 0 {
            // What the damage itself took out of a mark is a word that nobody marked any more; the others stay away.
            let files = handed_out(&text, &inspection);
            let marked: Vec<String> = inspection.disclosed.withheld.iter().flat_map(|withheld| withheld.texts.clone()).filter(|text| text.len() > 8).collect();
            let whole_words = words.iter().filter(|word| marked.iter().any(|text| text.contains(word.as_str()))).cloned().collect::<Vec<_>>();
            assert_absent(&files, &whole_words);
        }
    }
}

/// A dossier with these lines in its front matter and this text.
fn small(front_matter: &str, text: &str) -> String {
    format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: ontvangen\nklachtindiener:\n  naam: Sanne de Wit\n{front_matter}---\n{text}")
}

/// What was left out and still stands somewhere, how many names wait for a decision, and which pieces go along.
fn judged(text: &str, pieces: &[(&str, &[u8])]) -> (usize, usize, Vec<String>) {
    let inspection = inspection(text, pieces).unwrap();
    let along = inspection.pieces.iter().map(|piece| piece.path.clone()).collect();
    (inspection.leftovers.len(), inspection.undecided().count(), along)
}

const MESSAGE: &str =
    "correspondentie:\n  - soort: overig\n    richting: inkomend\n    datum: 2026-11-09\n    met: Joost van Dam\n    bijlage: bijlagen/a.txt\n";
const LEFT_OUT: &str = "derden:\n  - veld: correspondentie[0]\n    reden: van een ander\n";
const PIECE: &[(&str, &[u8])] = &[("bijlagen/a.txt", b"tekst")];

#[test]
fn piece_of_a_message_left_out_stays_away_unless_it_is_shown() {
    assert_eq!(judged(&small(&format!("{MESSAGE}{LEFT_OUT}"), ""), PIECE), (0, 0, vec![]));
    let shown = "  - bijlage: ./bijlagen/a.txt\n    besluit: tonen\n    reden: van de klachtindiener zelf\n";
    assert_eq!(judged(&small(&format!("{MESSAGE}{LEFT_OUT}{shown}"), ""), PIECE), (0, 0, vec!["bijlagen/a.txt".to_owned()]));
}

#[test]
fn pieces_shared_with_an_adviser_who_is_left_out_stay() {
    let advice = "extern_advies:\n  - instantie: Adviesbureau De Waag\n    stukken: [bijlagen/a.txt]\nderden:\n  - veld: extern_advies[0]\n    reden: onder geheimhouding\n";
    assert_eq!(judged(&small(advice, ""), PIECE), (0, 0, vec!["bijlagen/a.txt".to_owned()]));
}

#[test]
fn leaving_out_wins_from_showing() {
    let twice =
        "beklaagde: Lieke Vos\nderden:\n  - veld: beklaagde\n    besluit: tonen\n    reden: bekend\n  - veld: beklaagde\n    reden: van een ander\n";
    let inspection = inspection(&small(twice, ""), &[]).unwrap();
    assert_eq!(inspection.undecided().count(), 0);
    assert_absent(&handed_out(&small(twice, ""), &inspection), &["Lieke Vos".to_owned()]);
}

#[test]
fn single_text_is_the_first_of_its_list() {
    let text = small("beklaagde: Lieke Vos\nderden:\n  - veld: beklaagde[0]\n    reden: van een ander\n", "");
    let inspection = inspection(&text, &[]).unwrap();
    assert_absent(&handed_out(&text, &inspection), &["Lieke Vos".to_owned()]);
}

#[test]
fn word_of_the_procedure_is_no_name() {
    let decided = "  - veld: correspondentie[0]\n    besluit: tonen\n    reden: bekend\n";
    assert_eq!(judged(&small(&format!("{MESSAGE}derden:\n{decided}"), ""), PIECE).1, 0);
    assert_eq!(judged(&small(&MESSAGE.replace("Joost van Dam", "klachtindiener"), ""), PIECE).1, 0);
    assert_eq!(judged(&small(&MESSAGE.replace("Joost van Dam", "Sanne de Wit"), ""), PIECE).1, 0);
    assert_eq!(judged(&small(MESSAGE, ""), PIECE).1, 1);
}

#[test]
fn decision_about_something_that_is_not_there_shows_nothing() {
    for wrong in ["veld: beklagde", "veld: correspondentie[4]", "bijlage: bijlagen/b.txt", "veld: 'beklaagde 1'"] {
        let text = small(&format!("beklaagde: [Lieke Vos]\n{MESSAGE}derden:\n  - {wrong}\n    reden: x\n"), "");
        assert!(matches!(inspection(&text, PIECE), Err(NotDisclosed::NotFound(_))), "{wrong}");
    }
}

#[test]
fn mark_that_is_not_closed_shows_nothing() {
    assert!(matches!(inspection(&small("onderwerp: 'van {{derde: Lieke'\n", ""), &[]), Err(NotDisclosed::OddMark(_))));
    assert!(matches!(inspection(&small("", "tekst {{derde: Lieke\n"), &[]), Err(NotDisclosed::OddMark(_))));
}

#[test]
fn term_that_rests_on_something_left_out_is_not_told() {
    let sent = "ingediend_op: 2026-11-02\nontvangen_op: 2026-11-03\ncorrespondentie:\n  - soort: bevestiging\n    datum: 2026-11-04\n    kanaal: e-mail\nderden:\n  - veld: correspondentie[0]\n    reden: van een ander\n";
    let text = small(sent, "");
    let inspection = inspection(&text, &[]).unwrap();
    let files = handed_out(&text, &inspection);
    let page = String::from_utf8_lossy(&files.iter().find(|file| file.path == "inzage.html").unwrap().bytes).into_owned();
    assert!(!page.contains("2026-11-04"), "de dag van het weggelaten bericht staat er nog");
    let note = page.lines().find(|line| line.contains("is de termijn niet te tonen")).unwrap_or("niets");
    assert!(note.contains("Bevestiging"), "{note}");
}

#[test]
fn name_no_computer_takes_becomes_a_number() {
    let pieces: &[(&str, &[u8])] =
        &[("bijlagen/CON.txt", b"a"), ("bijlagen/één brief?.PDF", b"%PDF-1"), ("bijlagen/a.txt", b"c"), ("bijlagen/A.txt", b"d")];
    let inspection = inspection(&small("", ""), pieces).unwrap();
    let names: Vec<String> = bundled_pieces(&inspection.pieces).into_iter().map(|piece| piece.bundled_as).collect();
    assert_eq!(names, ["bijlagen/stuk-001.txt", "bijlagen/stuk-002.pdf", "bijlagen/a.txt", "bijlagen/stuk-004.txt"]);
}
