//! What the shell fills in, asked as each shell asks it.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test plays the shell")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A folder with two dossiers and the rules.
fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("dossiers/regeling.yaml", klachtdossier::source::DEFAULT_RULES);
    for (number, status) in [("K-2026-0001", "ontvangen"), ("K-2026-0002", "gesloten")] {
        let text = format!("---\nschema: 1\nnummer: {number}\nstatus: {status}\nonderwerp: Geheim\nklachtindiener:\n  naam: Daan Mulder\n---\n");
        put(&format!("dossiers/2026/{number}/dossier.md"), &text);
    }
    folder
}

/// What this shell gets for these words, the last of which is being typed.
fn answer(shell: &str, folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
    command.current_dir(folder).env("KLACHT_COMPLETIONS", shell).arg("--").arg("klacht").args(words);
    let index = words.len().to_string();
    command.env("_CLAP_COMPLETE_INDEX", index).env("_CLAP_IFS", "\n").env("_CLAP_COMPLETE_COMP_TYPE", "9").env("_CLAP_COMPLETE_SPACE", "true");
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "silent");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The candidates of this shell, without what is said about them.
fn candidates(shell: &str, folder: &Path, words: &[&str]) -> Vec<String> {
    let answer = answer(shell, folder, words);
    answer.lines().map(|line| line.split(['\t', ':']).next().unwrap().to_owned()).filter(|word| !word.starts_with("--")).collect()
}

#[test]
fn every_shell_gets_the_numbers_that_are_there() {
    let office = office();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert_eq!(candidates(shell, office.path(), &["uitleg", "K-2026-000"]), ["K-2026-0002", "K-2026-0001"], "{shell}");
    }
}

#[test]
fn number_comes_with_its_status_and_nothing_else_of_the_dossier() {
    let office = office();
    let answer = answer("fish", office.path(), &["status", "K-"]);
    assert_eq!(answer, "K-2026-0002\tgesloten\nK-2026-0001\tontvangen\n");
}

#[test]
fn only_statuses_that_may_follow_are_offered() {
    let office = office();
    let after = |number| candidates("fish", office.path(), &["status", number, ""]);
    assert_eq!(after("K-2026-0001"), ["onvolledig", "in_behandeling", "opgelost_in_gesprek", "ingetrokken", "niet_in_behandeling_genomen"]);
    assert_eq!(after("K-2026-0002"), ["bezwaar", "in_behandeling"]);
}

#[test]
fn remarks_divisions_and_words_are_offered() {
    let office = office();
    let offered = |words: &[&str]| candidates("fish", office.path(), words);
    assert_eq!(offered(&["uitleg", "reactie-t"]), ["reactie-te-laat"]);
    assert_eq!(offered(&["nieuw", "--onderdeel", ""]), ["examenleverancier", "extrack", "geen"]);
    assert_eq!(offered(&["nieuw", "--kanaal", "p"]), ["post"]);
    assert_eq!(offered(&["begin", "map", "--regeling", "t"]), ["tien-werkdagen"]);
    assert_eq!(offered(&["brief", "reac"]), ["reactie"]);
}

#[test]
fn commands_are_offered_in_dutch_and_known_in_english() {
    let office = office();
    let commands = candidates("fish", office.path(), &[""]);
    assert!(commands.contains(&"nieuw".to_owned()) && !commands.contains(&"new".to_owned()), "{commands:?}");
    assert!(!answer("fish", office.path(), &[""]).contains("Print "));
    assert_eq!(candidates("fish", office.path(), &["explain", "K-2026-0001"]), ["K-2026-0001"]);
}

#[test]
fn folder_that_is_named_is_looked_in() {
    let (office, elsewhere) = (office(), tempfile::tempdir().unwrap());
    let folder = office.path().to_str().unwrap();
    assert_eq!(candidates("fish", elsewhere.path(), &["--map", folder, "uitleg", "K-"]), ["K-2026-0002", "K-2026-0001"]);
}

#[test]
fn outside_a_dossier_folder_it_is_silent() {
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(answer("bash", elsewhere.path(), &["status", "K-"]), "");
    assert_eq!(answer("tcsh", elsewhere.path(), &["status", "K-"]), "", "a shell nobody knows");
}

#[test]
fn every_shell_gets_its_script() {
    for (shell, words) in [("bash", "complete -o"), ("zsh", "#compdef klacht"), ("fish", "complete --"), ("powershell", "Register-ArgumentCompleter")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_klacht")).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains(words) && script.contains("KLACHT_COMPLETIONS"), "{shell}: {script}");
    }
}

#[cfg(unix)]
#[test]
fn bash_itself_fills_in_a_number() {
    let office = office();
    let probe = r#"source <(klacht completions bash); COMP_WORDS=(klacht uitleg K-2026-0001); COMP_CWORD=2; COMP_TYPE=9
        _clap_complete_klacht klacht K-2026-0001 uitleg; printf '%s\n' "${COMPREPLY[@]}""#;
    let program = Path::new(env!("CARGO_BIN_EXE_klacht")).parent().unwrap();
    let path = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    match Command::new("bash").args(["--norc", "-c", probe]).current_dir(office.path()).env("PATH", path).output() {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stdout), "K-2026-0001\n", "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("overgeslagen: er is hier geen bash"),
    }
}
