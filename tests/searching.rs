//! `klacht zoek` as the officer uses it: in pieces beside a dossier, in former versions, in files that are no dossier.
#![allow(clippy::disallowed_methods, reason = "a test makes the folder it searches")]

use std::path::Path;
use std::process::Command;

/// What `klacht` answers in this folder.
fn klacht(folder: &Path, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_klacht"))
        .args(["--map", folder.to_str().unwrap(), "--vandaag", "2026-11-20"])
        .args(words)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example")])
        .envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with one recorded dossier of someone with this name.
fn office(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    klacht(folder.path(), &["begin"]);
    write_dossier(folder.path(), name);
    klacht(folder.path(), &["leg-vast"]);
    folder
}

fn write_dossier(folder: &Path, name: &str) {
    let path = folder.join("dossiers/2026/K-2026-0001");
    std::fs::create_dir_all(path.join("bijlagen")).unwrap();
    let text = format!(
        "---\nschema: 1\nnummer: K-2026-0001\nstatus: ontvangen\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\nkanaal: e-mail\nklachtindiener:\n  naam: {name}\n---\n## Omschrijving\n\nTe laat.\n"
    );
    std::fs::write(path.join("dossier.md"), text).unwrap();
}

#[test]
fn word_of_a_former_version_is_found_with_its_day() {
    let folder = office("Zoë Öztürk");
    write_dossier(folder.path(), "Sanne de Wit");
    klacht(folder.path(), &["leg-vast"]);
    assert_eq!(klacht(folder.path(), &["zoek", "ozturk"]), "Niets gevonden.\n");
    let found = klacht(folder.path(), &["zoek", "ozturk", "--historie"]);
    assert!(found.contains("klachtindiener.naam, regel 9 (in een vorige versie, "), "{found}");
    assert!(found.contains("Zoë Öztürk\n1 plaats in 1 dossier.\n"), "{found}");
}

#[test]
fn what_still_stands_is_not_told_twice() {
    let folder = office("Zoë Öztürk");
    let path = folder.path().join("dossiers/2026/K-2026-0001/dossier.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("Te laat.", "Veel te laat.")).unwrap();
    klacht(folder.path(), &["leg-vast"]);
    assert!(klacht(folder.path(), &["zoek", "zoe", "--historie"]).ends_with("1 plaats in 1 dossier.\n"));
}

#[test]
fn mail_is_searched_with_all_that_is_in_it_and_a_closed_file_is_counted() {
    let folder = office("Sanne de Wit");
    let pieces = folder.path().join("dossiers/2026/K-2026-0001/bijlagen");
    let mail = "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nbel Ren=E9 op +31 (0)6 8765 43 21\r\n";
    std::fs::write(pieces.join("2026-11-04-bericht.eml"), mail).unwrap();
    std::fs::write(pieces.join("2026-11-05-rapport.pdf"), b"%PDF-1.7\n").unwrap();
    for words in [&["zoek", "rene"][..], &["zoek", "0687654321"], &["zoek", "RENÉ", "06-87654321"]] {
        let found = klacht(folder.path(), words);
        assert!(found.contains("bijlagen/2026-11-04-bericht.eml\n      bel René op +31"), "{words:?}: {found}");
        assert!(found.contains("In 1 bestand kan het programma niet kijken"), "{found}");
    }
    assert!(klacht(folder.path(), &["zoek", "rapport"]).contains("de naam van bijlagen/2026-11-05-rapport.pdf"));
}

/// Letters and names with what they are as they are searched, as the script of the site is held to them too.
const FOLDED: &str = include_str!("data/folded-letters.tsv");

#[test]
fn letters_are_folded_as_the_script_of_the_site_folds_them() {
    let rows: Vec<(&str, &str)> = FOLDED.lines().map(|row| row.split_once('\t').unwrap()).collect();
    assert!(rows.len() > 400, "{}", rows.len());
    for (text, folded) in rows {
        assert_eq!(klachtdossier::overview::folded(text), folded, "{text}");
    }
}
