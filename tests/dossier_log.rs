//! The log of one dossier in repositories as they come: changed since, merged, on another branch, fetched in part, without git.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, reason = "a test makes the folders it judges")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A dossier folder with one recorded dossier.
struct Ground {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Ground {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("klachten");
        let ground = Self { _folder: folder, path };
        let path = ground.path.clone();
        std::fs::create_dir(&path).unwrap();
        assert!(klacht(&path, &["begin"]).status.success());
        ground.write(7, "ontvangen", "onderwerp: Te laat\n");
        assert!(klacht(&path, &["leg-vast"]).status.success());
        ground
    }

    fn file(&self, serial: u32) -> PathBuf {
        self.path.join(format!("dossiers/2026/K-2026-{serial:04}/dossier.md"))
    }

    fn write(&self, serial: u32, status: &str, more: &str) {
        let path = self.file(serial);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = format!("---\nschema: 1\nnummer: K-2026-{serial:04}\nstatus: {status}\n{more}---\n## Omschrijving\nTe laat.\n");
        std::fs::write(path, text).unwrap();
    }

    /// Runs the git program; whether it is there at all.
    fn git(&self, arguments: &[&str]) -> bool {
        match command("git", &self.path, arguments).output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                eprintln!("SKIPPED: the git program is not installed");
                false
            }
            output => {
                let output = output.unwrap();
                assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
                true
            }
        }
    }

    /// The answer without the lines that name a moment and a commit.
    fn told(&self, more: &[&str]) -> String {
        let output = klacht(&self.path, &[&["geschiedenis", "K-2026-0007"], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
        lines.into_iter().filter(|line| !line.contains("P. Jansen") && !line.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn command(program: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).env("GIT_CONFIG_GLOBAL", folder.join("geen")).env("GIT_CONFIG_NOSYSTEM", "1");
    for person in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{person}_NAME"), "P. Jansen").env(format!("GIT_{person}_EMAIL"), "p.jansen@organisatie.example");
    }
    command
}

fn klacht(folder: &Path, arguments: &[&str]) -> Output {
    command(env!("CARGO_BIN_EXE_klacht"), folder, &[&["--vandaag", "2026-11-23"], arguments].concat()).output().unwrap()
}

/// The exit status and what was said of it.
fn refused(folder: &Path, number: &str) -> (Option<i32>, String) {
    let output = klacht(folder, &["geschiedenis", number]);
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

const NEW: &str = "K-2026-0007: 1 keer vastgelegd\n  dossier aangelegd, status ontvangen\n  ingevuld: onderwerp, tekst";

#[test]
fn change_that_is_not_recorded_yet_is_told_in_one_line() {
    let ground = Ground::new();
    assert_eq!(ground.told(&[]), NEW);
    ground.write(7, "ontvangen", "onderwerp: Veel te laat\n");
    let notice = "Er is iets gewijzigd dat nog niet is vastgelegd; vastleggen: klacht leg-vast K-2026-0007";
    assert_eq!(ground.told(&[]), format!("{NEW}\n{notice}\n  gewijzigd: onderwerp"));
    assert_eq!(ground.told(&["--verschil"]), format!("{NEW}\n{notice}\n  - onderwerp gewijzigd"));
    let piece = ground.file(7).with_file_name("bijlagen").join("2026-11-02-klacht.eml");
    std::fs::create_dir_all(piece.parent().unwrap()).unwrap();
    std::fs::write(piece, "Subject: x\n").unwrap();
    assert!(ground.told(&["--verschil"]).ends_with("  - onderwerp gewijzigd\n  - bijlagen/2026-11-02-klacht.eml toegevoegd"));
}

#[test]
fn file_that_is_gone_and_not_recorded_so_is_told() {
    let ground = Ground::new();
    std::fs::remove_dir_all(ground.file(7).parent().unwrap()).unwrap();
    assert!(ground.told(&["--verschil"]).ends_with("klacht leg-vast K-2026-0007\n  - dossier verwijderd"));
}

#[test]
fn change_is_told_against_the_version_it_was_made_on_and_not_the_one_before_it_in_time() {
    let ground = Ground::new();
    if !ground.git(&["switch", "-qc", "ander"]) {
        return;
    }
    ground.write(7, "ontvangen", "onderwerp: Te laat\nkanaal: post\n");
    ground.git(&["commit", "-qam", "Ander"]);
    ground.git(&["switch", "-q", "main"]);
    ground.write(7, "ontvangen", "onderwerp: Veel te laat\n");
    ground.git(&["commit", "-qam", "Hier"]);
    ground.git(&["merge", "-q", "-s", "ours", "--no-commit", "ander"]);
    ground.write(7, "ontvangen", "onderwerp: Veel te laat\nkanaal: post\n");
    ground.git(&["commit", "-qam", "Samen"]);
    let told = ground.told(&["--verschil"]);
    let (first, rest) = told.split_once("  - ").unwrap();
    assert_eq!(first.lines().next(), Some("K-2026-0007: 4 keer vastgelegd, de oudste bovenaan"));
    // What both did stands under the one who did it; the merge adds nothing.
    let changes = rest.strip_suffix("\n  samengevoegd").unwrap();
    // Of the two made beside each other git decides which is older when both are of one second.
    let mut changes: Vec<_> = changes.split("\n  - ").collect();
    changes.sort_unstable();
    assert_eq!(changes, ["kanaal post", "onderwerp gewijzigd"]);
}

/// Two sides of one dossier, and what a merge makes of them; `None` without the git program.
fn merged(ours: (&str, &str), theirs: (&str, &str), after: &str) -> Option<Ground> {
    let ground = Ground::new();
    if !ground.git(&["switch", "-qc", "ander"]) {
        return None;
    }
    ground.write(7, theirs.0, theirs.1);
    ground.git(&["commit", "-qam", "Ander"]);
    ground.git(&["switch", "-q", "main"]);
    ground.write(7, ours.0, ours.1);
    ground.git(&["commit", "-qam", "Hier"]);
    ground.git(&["merge", "-q", "-s", "ours", "--no-commit", "ander"]);
    std::fs::write(ground.file(7), after).unwrap();
    ground.git(&["commit", "-qam", "Samen"]);
    Some(ground)
}

fn text(status: &str, more: &str) -> String {
    format!("---\nschema: 1\nnummer: K-2026-0007\nstatus: {status}\n{more}---\n## Omschrijving\nTe laat.\n")
}

#[test]
fn status_that_a_merge_chose_is_told_last_whichever_side_had_it() {
    for chosen in ["ingetrokken", "opgelost_in_gesprek"] {
        let (ours, theirs) = (("ingetrokken", "onderwerp: Te laat\n"), ("opgelost_in_gesprek", "onderwerp: Te laat\n"));
        let Some(ground) = merged(ours, theirs, &text(chosen, "onderwerp: Te laat\n")) else { return };
        let expected = format!("  samengevoegd; gekozen: status {}", chosen.replace('_', " "));
        assert!(ground.told(&[]).ends_with(&expected), "{}", ground.told(&[]));
        assert!(ground.told(&["--verschil"]).ends_with(&expected));
        assert!(klacht(&ground.path, &["bouw"]).status.success());
        let page = std::fs::read_to_string(ground.path.join("site/dossier/K-2026-0007.html")).unwrap();
        assert!(page.contains(&format!("Samengevoegd; gekozen: status <strong>{}</strong>", chosen.replace('_', " "))), "{page}");
    }
}

#[test]
fn merge_that_took_one_side_where_the_other_stood_still_is_not_told() {
    let (ours, theirs) = (("ontvangen", "onderwerp: Te laat\nkanaal: post\n"), ("ontvangen", "onderwerp: Te laat\n# gelezen\n"));
    let Some(ground) = merged(ours, theirs, &text(ours.0, ours.1)) else { return };
    assert!(!ground.told(&[]).contains("gekozen"), "{}", ground.told(&[]));
}

#[test]
fn merge_that_left_a_key_twice_is_told_to_be_unreadable_and_so_is_its_mending() {
    let (one, other) = ("klachtindiener:\n  telefoon: \"0612345678\"\n", "klachtindiener:\n  telefoon: \"0687654321\"\n");
    let both = format!("{one}  telefoon: \"0687654321\"\n");
    let Some(ground) = merged(("ontvangen", one), ("ontvangen", other), &text("ontvangen", &both)) else { return };
    ground.write(7, "ontvangen", one);
    ground.git(&["commit", "-qam", "Heel"]);
    let told = ground.told(&["--verschil"]);
    let double = "niet als dossier te lezen: de sleutel «telefoon» staat er twee keer";
    assert!(told.contains(&format!("  samengevoegd\n  - deze versie is {double}")), "{told}");
    assert!(told.ends_with(&format!("  - de versie hiervoor was {double}")), "{told}");
}

#[test]
fn times_are_those_of_the_dutch_clock() {
    let ground = Ground::new();
    ground.write(7, "ontvangen", "onderwerp: Veel te laat\n");
    if !ground.git(&["commit", "-qam", "Hier", "--date", "2026-11-23T23:30:00+0000"]) {
        return;
    }
    let output = klacht(&ground.path, &["geschiedenis", "K-2026-0007"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("\ndi 24 nov 2026 00:30  "), "{told}");
}

#[test]
fn version_that_was_no_dossier_is_told_as_such() {
    let ground = Ground::new();
    let good = std::fs::read(ground.file(7)).unwrap();
    std::fs::write(ground.file(7), "zomaar een tekst\n").unwrap();
    if !ground.git(&["commit", "-qam", "Kapot"]) {
        return;
    }
    std::fs::write(ground.file(7), good).unwrap();
    ground.git(&["commit", "-qam", "Heel"]);
    let expected = "  status van ontvangen naar onleesbaar\n  - deze versie is niet als dossier te lezen\n  status van onleesbaar naar ontvangen\n  - de versie hiervoor was niet als dossier te lezen";
    assert!(ground.told(&["--verschil"]).ends_with(expected));
}

#[test]
fn page_of_a_dossier_tells_every_recording() {
    let ground = Ground::new();
    ground.write(7, "onvolledig", "onderwerp: Te laat\nkanaal: post\n");
    let piece = ground.file(7).with_file_name("bijlagen").join("2026-11-02-klacht.eml");
    std::fs::create_dir_all(piece.parent().unwrap()).unwrap();
    std::fs::write(piece, "Subject: x\n").unwrap();
    assert!(klacht(&ground.path, &["leg-vast"]).status.success());
    assert!(klacht(&ground.path, &["bouw"]).status.success());
    let page = std::fs::read_to_string(ground.path.join("site/dossier/K-2026-0007.html")).unwrap();
    for told in [
        "Dossier aangelegd met status <strong>ontvangen</strong>",
        "Ingevuld: schema, nummer, onderwerp, tekst",
        "Status van <strong>ontvangen</strong> naar <strong>onvolledig</strong>",
        "Ook gewijzigd: kanaal",
        "bijlagen/2026-11-02-klacht.eml toegevoegd",
        "door P. Jansen · <code>",
    ] {
        assert!(page.contains(told), "«{told}» staat niet in:\n{page}");
    }
}

#[test]
fn number_on_another_branch_is_said_to_be_there() {
    let ground = Ground::new();
    if !ground.git(&["switch", "-qc", "ander"]) {
        return;
    }
    ground.write(9, "ontvangen", "");
    ground.git(&["add", "."]);
    ground.git(&["commit", "-qm", "Negen"]);
    ground.git(&["switch", "-q", "main"]);
    let (exit, said) = refused(&ground.path, "K-2026-0009");
    assert_eq!(exit, Some(2));
    assert!(said.contains("staat op een andere tak van de geschiedenis"), "{said}");
}

#[test]
fn clone_in_part_is_refused_with_the_remedy() {
    let ground = Ground::new();
    let from = format!("file://{}", ground.path.display());
    if !ground.git(&["clone", "-q", "--depth=1", &from, "../deel"]) {
        return;
    }
    let (exit, said) = refused(&ground.path.with_file_name("deel"), "K-2026-0007");
    assert_eq!(exit, Some(3));
    assert!(said.contains("git fetch --unshallow"), "{said}");
}

#[test]
fn folder_without_git_has_no_history() {
    let ground = Ground::new();
    std::fs::remove_dir_all(ground.path.join(".git")).unwrap();
    let (exit, said) = refused(&ground.path, "K-2026-0007");
    assert_eq!(exit, Some(3));
    assert!(said.starts_with("fout: hier is geen git, dus er is geen geschiedenis\n"), "{said}");
}
