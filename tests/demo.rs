//! `klacht voorbeeld` as a newcomer runs it: without the git program, an identity or settings of git.

use std::path::Path;
use std::process::{Command, Output};

/// Runs klacht with nothing around it.
fn klacht(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
    command.env_clear().env("PATH", "").env("HOME", folder.join("thuis")).current_dir(folder);
    command.args(words).args(["--vandaag", "2026-11-23"]).output().unwrap()
}

/// Asks the git program, which the example did not need.
fn git(folder: &Path, words: &[&str]) -> String {
    let output = Command::new("git").arg("-C").arg(folder).args(words).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr)
}

fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = klacht(folder.path(), &["voorbeeld", "--niet-openen", "--niet-serveren"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

#[test]
fn example_is_a_whole_repository_with_its_site() {
    let folder = made();
    let example = folder.path().join("klacht-voorbeeld");
    assert_eq!(git(&example, &["status", "--porcelain"]), "");
    assert_eq!(git(&example, &["fsck", "--strict", "--no-dangling"]).replace("notice: HEAD points to an unborn branch", ""), "");
    let log = git(&example, &["log", "--format=%an <%ae> %s"]);
    assert!(log.lines().count() > 150, "{}", log.lines().count());
    assert!(log.lines().all(|line| line.starts_with("Klachtenfunctionaris (voorbeeld) <klachtenfunctionaris@voorbeeld.example> ")));
    assert!(example.join("site/index.html").is_file());
}

#[test]
fn example_has_the_mistakes_it_is_meant_to_show() {
    let folder = made();
    let output = klacht(folder.path(), &["controleer", "--map", "klacht-voorbeeld"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(text.matches("fout[").count(), 2, "{text}");
    assert!(text.contains("fout[bevestiging-te-laat]") && text.contains("fout[reactie-te-laat]"), "{text}");
}

#[test]
fn folder_that_is_not_empty_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("brief.txt"), "van mij").unwrap();
    let output = klacht(folder.path(), &["voorbeeld", "--naar", ".", "--niet-openen", "--niet-serveren"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is niet leeg"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn second_example_comes_beside_the_first() {
    let folder = made();
    assert!(klacht(folder.path(), &["voorbeeld", "--niet-openen", "--niet-serveren"]).status.success());
    assert!(folder.path().join("klacht-voorbeeld-2/site/index.html").is_file());
}
