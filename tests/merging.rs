//! Merging dossiers by the git program itself, with `klacht samenvoegen` as its driver.
//!
//! Where git is not installed this is skipped, and said so aloud.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::path::Path;

use crate::suite::two_sides;
use two_sides::{BASE, DOSSIER, Folder, VERBS, Verb, said};

/// What must come of it.
enum Outcome {
    /// Both changes made to the base, and nothing else.
    Both,
    /// The base with these changes.
    These(&'static [(&'static str, &'static str)]),
    /// A conflict with this between its marks, one line of each side, and this text outside them.
    Conflict(&'static str, &'static str, &'static str),
}

use Outcome::{Both, Conflict, These};

type Changes = &'static [(&'static str, &'static str)];

const LAST: &str = "    uiterlijk: 2026-11-24\n";
const CONFIRMED: &str = "    datum: 2026-11-04\n    kanaal: e-mail\n";

/// What both sides change, and what must come of it.
const SCENARIOS: &[(&str, Changes, Changes, Outcome)] = &[
    ("two fields side by side", &[("kanaal: e-mail\nb", "kanaal: post\nb")], &[("[product_of_dienst]", "[werkwijze_of_beleid]")], Both),
    ("a value and the comment on the line above", &[("# begin van de vier weken", "# begin")], &[("2026-11-03\nk", "2026-11-05\nk")], Both),
    ("two keys of one map", &[("Sanne de Wit", "Sanne de Boer")], &[("0612345678", "0687654321")], Both),
    ("two keys of one map side by side", &[("Sanne de Wit", "Sanne de Boer")], &[("organisatie: geen", "organisatie: De Linde")], Both),
    (
        "status and a new field below it",
        &[("status: ontvangen", "status: in_behandeling")],
        &[("\n\ningediend_op", "\nregeling: \"2026\"\n\ningediend_op")],
        Both,
    ),
    ("the same change on both sides", &[("Sanne de Wit", "S. de Wit")], &[("Sanne de Wit", "S. de Wit")], These(&[("Sanne de Wit", "S. de Wit")])),
    (
        "the same change written otherwise",
        &[("Sanne de Wit", "\"S. de Wit\"")],
        &[("Sanne de Wit", "S. de Wit")],
        These(&[("Sanne de Wit", "\"S. de Wit\"")]),
    ),
    (
        "two new agreements, the later one first",
        &[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-18\n    wat: Bellen\n")],
        &[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n")],
        These(&[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n  - datum: 2026-11-18\n    wat: Bellen\n")]),
    ),
    (
        "two new messages of the kind overig on one day",
        &[(CONFIRMED, "    datum: 2026-11-04\n    kanaal: e-mail\n  - soort: overig\n    datum: 2026-11-06\n    onderwerp: Vraag\n")],
        &[(CONFIRMED, "    datum: 2026-11-04\n    kanaal: e-mail\n  - soort: overig\n    datum: 2026-11-06\n    onderwerp: Dank\n")],
        These(&[(
            CONFIRMED,
            "    datum: 2026-11-04\n    kanaal: e-mail\n  - soort: overig\n    datum: 2026-11-06\n    onderwerp: Vraag\n  - soort: overig\n    datum: 2026-11-06\n    onderwerp: Dank\n",
        )]),
    ),
    (
        "a new agreement and a kept one",
        &[(LAST, "    uiterlijk: 2026-11-24\n    nagekomen_op: 2026-11-23\n")],
        &[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n")],
        These(&[(LAST, "    uiterlijk: 2026-11-24\n    nagekomen_op: 2026-11-23\n  - datum: 2026-11-14\n    wat: Mailen\n")]),
    ),
    (
        "the same agreement on both sides",
        &[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n")],
        &[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n"), ("kwam te laat.", "kwam laat.")],
        These(&[(LAST, "    uiterlijk: 2026-11-24\n  - datum: 2026-11-14\n    wat: Mailen\n"), ("kwam te laat.", "kwam laat.")]),
    ),
    (
        "two subjects added between brackets",
        &[("[product_of_dienst]", "[product_of_dienst, werkwijze_of_beleid]")],
        &[("[product_of_dienst]", "[product_of_dienst, gedraging_medewerker]")],
        These(&[("[product_of_dienst]", "[product_of_dienst, werkwijze_of_beleid, gedraging_medewerker]")]),
    ),
    (
        "a message gone and a field changed",
        &[("  - soort: bevestiging\n    datum: 2026-11-04\n    kanaal: e-mail\n", "  - soort: overig\n    datum: 2026-11-04\n")],
        &[("geen", "De Linde")],
        Both,
    ),
    (
        "the further status, theirs",
        &[("status: ontvangen", "status: in_behandeling")],
        &[("status: ontvangen", "status: afgehandeld")],
        These(&[("status: ontvangen", "status: afgehandeld")]),
    ),
    (
        "the further status, ours",
        &[("status: ontvangen", "status: gesloten")],
        &[("status: ontvangen", "status: in_behandeling")],
        These(&[("status: ontvangen", "status: gesloten")]),
    ),
    (
        "a step on one side, its ending on the other",
        &[("status: ontvangen", "status: in_behandeling"), ("email: s.", "email: sanne.")],
        &[("status: ontvangen", "status: afgehandeld"), (LAST, "    uiterlijk: 2026-11-24\n\nafhandeling:\n  datum: 2026-12-10\n  wijze: brief\n")],
        These(&[
            ("status: ontvangen", "status: afgehandeld"),
            ("email: s.", "email: sanne."),
            (LAST, "    uiterlijk: 2026-11-24\n\nafhandeling:\n  datum: 2026-12-10\n  wijze: brief\n"),
        ]),
    ),
    (
        "two new keys at the end",
        &[(LAST, "    uiterlijk: 2026-11-24\nx_onze: a\n")],
        &[("status: ontvangen\n", "status: ontvangen\nx_hun: b\n")],
        Both,
    ),
    ("text above and below", &[("kwam te laat.", "kwam laat.")], &[("Gebeld op maandag.", "Gebeld op dinsdag.")], Both),
    (
        "two new sections",
        &[("Gebeld op maandag.\n", "Gebeld op maandag.\n\n## Bevindingen\nKlopt.\n")],
        &[("Gebeld op maandag.\n", "Gebeld op maandag.\n\n## Notities\nLet op.\n")],
        These(&[("Gebeld op maandag.\n", "Gebeld op maandag.\n\n## Notities\nLet op.\n\n## Bevindingen\nKlopt.\n")]),
    ),
    ("a field and the text", &[("kwam te laat.", "kwam laat.")], &[("0612345678", "0687654321")], Both),
    ("a comment and a value elsewhere", &[("schema: 1\n", "schema: 1 # van ons\n")], &[("geen", "De Linde")], Both),
    (
        "a comment beside a changed value",
        &[("nummer: K-2026-0007\n", "nummer: K-2026-0007 # eerste\n")],
        &[("status: ontvangen", "status: in_behandeling")],
        Both,
    ),
    (
        "one field differently",
        &[("Sanne de Wit", "Sanne de Boer"), ("geen", "De Linde")],
        &[("Sanne de Wit", "S. de Wit"), ("0612345678", "0687654321")],
        Conflict("  naam: Sanne de Boer\n", "  naam: S. de Wit\n", "  organisatie: De Linde\n"),
    ),
    (
        "two endings that contradict",
        &[("status: ontvangen", "status: ingetrokken")],
        &[("status: ontvangen", "status: niet_in_behandeling_genomen")],
        Conflict("status: ingetrokken\n", "status: niet_in_behandeling_genomen\n", "nummer: K-2026-0007\n"),
    ),
    (
        "one entry differently",
        &[("wat: Uitslagen opnieuw", "wat: Cijfers opnieuw")],
        &[("wat: Uitslagen opnieuw", "wat: Diploma's opnieuw"), ("geen", "De Linde")],
        Conflict("    wat: Cijfers opnieuw aanleveren\n", "    wat: Diploma's opnieuw aanleveren\n", "  organisatie: De Linde\n"),
    ),
    (
        "an entry gone and changed",
        &[("\nafspraken:\n  - datum: 2026-11-10\n    wat: Uitslagen opnieuw aanleveren\n    wie: ExTrack\n    uiterlijk: 2026-11-24\n", "")],
        &[("wie: ExTrack", "wie: Productie")],
        Conflict("", "    wie: Productie\n", "nummer: K-2026-0007\n"),
    ),
    (
        "a field gone and changed",
        &[("kanaal: e-mail\nb", "b")],
        &[("kanaal: e-mail\nb", "kanaal: post\nb")],
        Conflict("", "kanaal: post\n", "nummer: K-2026-0007\n"),
    ),
    (
        "one sentence differently",
        &[("kwam te laat.", "kwam laat."), ("geen", "De Linde")],
        &[("kwam te laat.", "kwam nooit.")],
        Conflict("De uitslag kwam laat.\n", "De uitslag kwam nooit.\n", "  organisatie: De Linde\n"),
    ),
    (
        "a map and brackets differently",
        &[("[product_of_dienst]", "[werkwijze_of_beleid]")],
        &[("[product_of_dienst]", "[gedraging_medewerker]")],
        These(&[("[product_of_dienst]", "[werkwijze_of_beleid, gedraging_medewerker]")]),
    ),
    (
        "an oral remark on both sides",
        &[("status: ontvangen\n", "status: ontvangen\nbehandelaar: B. Becker\n")],
        &[("status: ontvangen\n", "status: ontvangen\nbehandelaar: P. Jansen\n")],
        Conflict("behandelaar: B. Becker\n", "behandelaar: P. Jansen\n", "nummer: K-2026-0007\n"),
    ),
    ("a file that cannot be read on one side", &[("kanaal: e-mail\nb", "kanaal: [e-mail\nb")], &[("Gebeld op maandag.", "Gebeld op dinsdag.")], Both),
    ("line ends of Windows on their side alone", &[("geen", "De Linde")], &[("Gebeld op maandag.", "Gebeld op dinsdag.")], Both),
];

#[track_caller]
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "the piece is unique: {old}");
        text.replacen(old, new, 1)
    })
}

/// The text with every conflict settled for one side.
fn settled(text: &str, theirs: bool) -> String {
    let mut out = String::new();
    let mut place = ' ';
    for line in text.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") => place = 'o',
            Some("|||||||") => place = 'b',
            Some("=======") => place = 't',
            Some(">>>>>>>") => place = ' ',
            _ if place == ' ' || place == if theirs { 't' } else { 'o' } => out.push_str(line),
            _ => {}
        }
    }
    out
}

#[test]
fn every_scenario_comes_out_the_same_whatever_brings_it_together() {
    let Some(folder) = Folder::new() else { return };
    for (name, ours, theirs, outcome) in SCENARIOS {
        for verb in VERBS {
            let what = format!("{name}, {verb:?}");
            let (a, mut b) = (with(ours), with(theirs));
            if name.starts_with("line ends") {
                b = b.replace('\n', "\r\n");
            }
            let (clean, said) = folder.brought_together(verb, BASE, &a, &b);
            let text = folder.read(DOSSIER);
            match outcome {
                Both => assert_eq!((text, clean), (with(&[*ours, *theirs].concat()), true), "{what}: {said}"),
                These(changes) => assert_eq!((text, clean), (with(changes), true), "{what}: {said}"),
                Conflict(mine, other, outside) => {
                    assert!(!clean, "{what}: {said}\n{text}");
                    assert!(folder.git(&["diff", "--name-only", "--diff-filter=U"]).contains(DOSSIER), "{what}");
                    assert!(text.contains(mine) && text.contains(other) && text.contains("\n<<<<<<< "), "{what}:\n{text}");
                    for (theirs, own) in [(false, mine), (true, other)] {
                        let settled = settled(&text, theirs);
                        assert!(settled.contains(own) && settled.contains(outside), "{what}:\n{settled}");
                        assert!(!settled.contains("<<<<") && !settled.contains(">>>>"), "{what}:\n{settled}");
                    }
                }
            }
            folder.break_off();
        }
    }
}

#[test]
fn git_names_both_sides_in_the_marks() {
    let Some(folder) = Folder::new() else { return };
    let (a, b) = (with(&[("Sanne de Wit", "Sanne de Boer")]), with(&[("Sanne de Wit", "S. de Wit")]));
    let (_, said) = folder.brought_together(Verb::Merge, BASE, &a, &b);
    assert!(
        said.contains("dossiers/2026/K-2026-0007/dossier.md: beide kanten wijzigden klachtindiener.naam; «klacht conflict» legt het uit"),
        "{said}"
    );
    assert!(!said.contains("Boer"), "{said}");
    let text = folder.read(DOSSIER);
    assert!(text.contains("<<<<<<< HEAD\n  naam: Sanne de Boer\n") && text.contains(">>>>>>> hun\n"), "{text}");
}

#[test]
fn two_complaints_under_one_number_are_never_mixed() {
    let Some(folder) = Folder::new() else { return };
    let other = BASE.replace("Sanne de Wit", "Peter Bakker").replace("Uitslag kwam te laat", "Factuur onjuist");
    folder.git(&["checkout", "-q", "-B", "hun"]);
    folder.commit(DOSSIER, &other);
    folder.git(&["checkout", "-q", "-B", "onze", "main"]);
    folder.commit(DOSSIER, BASE);
    let (clean, said) = folder.try_git(&["merge", "-q", "--no-edit", "hun"]);
    assert!(!clean, "{said}");
    let text = folder.read(DOSSIER);
    assert_eq!((settled(&text, false), settled(&text, true)), (BASE.to_owned(), other));
}

#[test]
fn one_complaint_taken_in_on_both_sides_becomes_one() {
    let Some(folder) = Folder::new() else { return };
    let further = BASE.replace("status: ontvangen", "status: in_behandeling");
    folder.git(&["checkout", "-q", "-B", "hun"]);
    folder.commit(DOSSIER, &further);
    folder.git(&["checkout", "-q", "-B", "onze", "main"]);
    folder.commit(DOSSIER, BASE);
    folder.git(&["merge", "-q", "--no-edit", "hun"]);
    assert_eq!(folder.read(DOSSIER), further);
}

#[test]
fn sides_that_crossed_before_merge_again() {
    let Some(folder) = Folder::new() else { return };
    folder.git(&["checkout", "-q", "-B", "onze"]);
    folder.commit(DOSSIER, BASE);
    folder.git(&["branch", "-f", "hun"]);
    folder.commit(DOSSIER, &with(&[("Sanne de Wit", "Sanne de Boer")]));
    folder.git(&["checkout", "-q", "hun"]);
    folder.commit(DOSSIER, &with(&[("0612345678", "0687654321")]));
    folder.git(&["branch", "-f", "hun-toen"]);
    folder.git(&["merge", "-q", "--no-edit", "onze"]);
    folder.git(&["checkout", "-q", "onze"]);
    folder.git(&["merge", "-q", "--no-edit", "hun-toen"]);
    let both = with(&[("Sanne de Wit", "Sanne de Boer"), ("0612345678", "0687654321")]);
    assert_eq!(folder.read(DOSSIER), both);
    folder.commit(DOSSIER, &both.replace("geen", "De Linde"));
    folder.git(&["checkout", "-q", "hun"]);
    folder.commit(DOSSIER, &both.replace("op maandag", "op dinsdag"));
    folder.git(&["merge", "-q", "--no-edit", "onze"]);
    assert_eq!(folder.read(DOSSIER), both.replace("geen", "De Linde").replace("op maandag", "op dinsdag"));
}

#[test]
fn conflict_in_what_sides_crossed_over_is_told_once_and_loses_nothing() {
    let Some(folder) = Folder::new() else { return };
    folder.git(&["checkout", "-q", "-B", "onze"]);
    folder.commit(DOSSIER, BASE);
    folder.git(&["branch", "-f", "hun"]);
    folder.commit(DOSSIER, &with(&[("Sanne de Wit", "Sanne de Boer")]));
    folder.git(&["branch", "-f", "onze-toen"]);
    folder.git(&["checkout", "-q", "hun"]);
    folder.commit(DOSSIER, &with(&[("Sanne de Wit", "S. de Wit")]));
    folder.try_git(&["merge", "-q", "--no-edit", "onze-toen"]);
    folder.commit(DOSSIER, &with(&[("Sanne de Wit", "S. de Boer")]));
    folder.git(&["branch", "-f", "hun-nu"]);
    folder.git(&["checkout", "-q", "onze"]);
    folder.try_git(&["merge", "-q", "--no-edit", "hun~1"]);
    folder.commit(DOSSIER, &with(&[("Sanne de Wit", "Sanne Boer")]));
    let (clean, _) = folder.try_git(&["merge", "-q", "--no-edit", "hun-nu"]);
    let text = folder.read(DOSSIER);
    assert!(!clean && settled(&text, false).contains("naam: Sanne Boer\n") && settled(&text, true).contains("naam: S. de Boer\n"), "{text}");
}

#[test]
fn change_follows_a_dossier_to_its_new_number() {
    let Some(folder) = Folder::new() else { return };
    folder.git(&["checkout", "-q", "-B", "hun"]);
    folder.commit(DOSSIER, BASE);
    folder.git(&["checkout", "-q", "-B", "onze"]);
    folder.commit(DOSSIER, &with(&[("geen", "De Linde")]));
    folder.git(&["checkout", "-q", "hun"]);
    let new = "dossiers/2026/K-2026-0009/dossier.md";
    std::fs::create_dir_all(folder.path.join(new).parent().unwrap()).unwrap();
    folder.git(&["mv", DOSSIER, new]);
    let renumbered = BASE.replace("nummer: K-2026-0007", "nummer: K-2026-0009").replace("onderwerp:", "voorheen: [K-2026-0007]\nonderwerp:");
    folder.commit(new, &renumbered);
    folder.git(&["checkout", "-q", "onze"]);
    folder.git(&["merge", "-q", "--no-edit", "hun"]);
    assert_eq!(folder.read(new), renumbered.replace("geen", "De Linde"));
}

#[test]
fn without_a_working_program_git_merges_by_line() {
    let Some(folder) = Folder::new() else { return };
    let driver = folder.git(&["config", "merge.klacht.driver"]);
    assert!(driver.contains(env!("CARGO_BIN_EXE_klacht")), "{driver}");
    let gone = driver.trim().replace(env!("CARGO_BIN_EXE_klacht"), "/nergens/klacht");
    let path = "/usr/bin:/bin";
    folder.git(&["config", "merge.klacht.driver", &gone.replace("for k in", &format!("PATH={path}; for k in"))]);
    let (a, b) = (with(&[("Sanne de Wit", "Sanne de Boer")]), with(&[("Sanne de Wit", "S. de Wit"), ("op maandag", "op dinsdag")]));
    let (clean, said) = folder.brought_together(Verb::Merge, BASE, &a, &b);
    let text = folder.read(DOSSIER);
    assert!(!clean && text.contains("<<<<<<<") && text.contains("Sanne de Boer") && text.contains("op dinsdag"), "{said}{text}");
    folder.break_off();
    folder.git(&["config", "--remove-section", "merge.klacht"]);
    let (clean, _) = folder.brought_together(Verb::Merge, BASE, &with(&[("geen", "De Linde")]), &with(&[("op maandag", "op dinsdag")]));
    assert!(clean);
    assert_eq!(folder.read(DOSSIER), with(&[("geen", "De Linde"), ("op maandag", "op dinsdag")]));
}

#[test]
fn program_in_a_folder_with_spaces_is_found() {
    let Some(folder) = Folder::new() else { return };
    let program = folder.temporary.path().join("Program Files/d'Huis/klacht");
    std::fs::create_dir_all(program.parent().unwrap()).unwrap();
    if std::fs::hard_link(env!("CARGO_BIN_EXE_klacht"), &program).is_err() {
        std::fs::copy(env!("CARGO_BIN_EXE_klacht"), &program).unwrap();
    }
    let output = folder.command(&program, &folder.path, &["samenvoegen", "--instellen"]);
    assert!(said(&output).starts_with("Ingesteld: "), "{}", said(&output));
    assert!(folder.git(&["config", "merge.klacht.driver"]).contains("Program Files"));
    let (a, b) = (with(&[("Sanne de Wit", "Sanne de Boer")]), with(&[("organisatie: geen", "organisatie: De Linde")]));
    let (clean, said) = folder.brought_together(Verb::Merge, BASE, &a, &b);
    assert!(clean, "{said}");
}

#[test]
fn setting_up_is_done_once_and_told() {
    let Some(folder) = Folder::new() else { return };
    let again = folder.klacht(&folder.path, &["samenvoegen", "--instellen"]);
    assert_eq!(again, "Dat was al ingesteld: git voegt dossiers in deze map veld voor veld samen.\n");
    let clone = folder.temporary.path().join("kopie");
    folder.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    let set = folder.klacht(&clone, &["samenvoegen", "--instellen"]);
    assert_eq!(set, "Ingesteld: git voegt dossiers in deze map voortaan veld voor veld samen. Dat geldt op deze computer.\n");
    assert_eq!(folder.klacht(&clone, &["samenvoegen", "--instellen"]), again);

    folder.commit(".gitattributes", "* -text\n");
    let added = folder.klacht(&folder.path, &["samenvoegen", "--instellen"]);
    assert!(added.contains("dat is vastgelegd en gaat mee naar anderen"), "{added}");
    assert!(folder.read(".gitattributes").ends_with("\ndossiers/*/*/dossier.md merge=klacht\n"));
    assert_eq!(folder.git(&["status", "--short"]), "");
    assert!(folder.git(&["log", "-1", "--format=%B"]).contains("Soort: regeling"));
    assert_eq!(folder.klacht(&folder.path, &["samenvoegen", "--instellen"]), again);
}

#[test]
fn file_of_the_driver_is_written_whole_or_not_at_all() {
    let Some(folder) = Folder::new() else { return };
    for (name, text) in [("oud", BASE), ("onze", BASE), ("hun", BASE)] {
        folder.write(name, text);
    }
    folder.write("hun", &with(&[("geen", "De Linde")]));
    folder.klacht(&folder.path, &["samenvoegen", "oud", "onze", "hun"]);
    assert_eq!(folder.read("onze"), with(&[("geen", "De Linde")]));
    let output = folder.command(Path::new(env!("CARGO_BIN_EXE_klacht")), &folder.path, &["samenvoegen", "oud", "onze", "weg"]);
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert_eq!(folder.read("onze"), with(&[("geen", "De Linde")]));
}
