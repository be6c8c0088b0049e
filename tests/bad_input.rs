//! What goes wrong at a desk: each a clear message, the right exit code, and nothing lost.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges and runs the program itself")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use klachtdossier::repository::{Repository, TrackedPath};

/// The dossier that is broken, below the folder.
const FIRST: &str = "dossiers/2026/K-2026-0001/dossier.md";
/// The dossier beside it.
const SECOND: &str = "dossiers/2026/K-2026-0002/dossier.md";

/// A dossier folder with two recorded complaints.
struct Desk {
    _temporary: tempfile::TempDir,
    folder: PathBuf,
}

/// What a command answered.
struct Answer {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    /// A folder with nothing in it yet.
    fn empty() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("klachten");
        std::fs::create_dir(&folder).unwrap();
        Self { _temporary: temporary, folder }
    }

    fn new() -> Self {
        let desk = Self::empty();
        desk.does(&["begin"]);
        for subject in ["Uitslag te laat", "Toets gaf foutmelding"] {
            desk.does(&["nieuw", "--naam", "Sanne de Wit", "--onderwerp", subject, "--kanaal", "e-mail"]);
        }
        desk
    }

    /// Runs the program in the folder, with an identity and nothing else that git was configured with.
    fn klacht(&self, words: &[&str]) -> Answer {
        let program = Command::new(env!("CARGO_BIN_EXE_klacht"))
            .current_dir(&self.folder)
            .args(["--vandaag", "2026-11-04"])
            .args(words)
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")])
            .envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example")])
            .envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example")])
            .output();
        let Output { status, stdout, stderr } = program.unwrap();
        Answer { code: status.code(), out: String::from_utf8(stdout).unwrap(), err: String::from_utf8(stderr).unwrap() }
    }

    fn does(&self, words: &[&str]) -> Answer {
        let answer = self.klacht(words);
        assert_eq!(answer.code, Some(0), "{words:?}: {}{}", answer.out, answer.err);
        answer
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        std::fs::write(self.path(path), text).unwrap();
    }

    /// Adds a line to a dossier, as an officer does in the editor.
    fn add_line(&self, path: &str) {
        self.write(path, &(self.read(path) + "Er is gebeld.\n"));
    }

    /// Stages a file as it is; whether the git program was there to do it.
    fn stage(&self, path: &str) -> bool {
        let git = Command::new("git").current_dir(&self.folder).args(["add", path]).status();
        git.is_ok_and(|status| status.success())
    }
}

impl Answer {
    fn assert_says(&self, text: &str) {
        assert!(self.out.contains(text) || self.err.contains(text), "«{text}» ontbreekt in:\n{}{}", self.out, self.err);
    }

    fn assert_silent_about(&self, text: &str) {
        assert!(!self.out.contains(text) && !self.err.contains(text), "«{text}» staat in:\n{}{}", self.out, self.err);
    }
}

#[test]
fn step_that_stands_only_in_the_file_is_not_called_done() {
    let desk = Desk::new();
    desk.write(FIRST, &desk.read(FIRST).replace("status: ontvangen", "status: onvolledig"));
    let answer = desk.klacht(&["status", "K-2026-0001", "onvolledig"]);
    assert_eq!(answer.code, Some(5));
    answer.assert_says("klacht leg-vast K-2026-0001");
}

#[test]
fn edits_that_go_along_with_a_step_are_named() {
    let desk = Desk::new();
    desk.write(FIRST, &desk.read(FIRST).replace("## Omschrijving\n", "## Omschrijving\n\nDe uitslag kwam te laat.\n"));
    let step = desk.does(&["status", "K-2026-0001", "onvolledig"]);
    assert!(step.out.contains("Wat u zelf al had gewijzigd is mee vastgelegd: tekst."), "{}", step.out);
    let step = desk.does(&["status", "K-2026-0002", "onvolledig"]);
    assert!(!step.out.contains("mee vastgelegd"), "{}", step.out);
}

#[test]
fn second_appeal_does_not_overwrite_a_withdrawn_one() {
    let desk = Desk::new();
    let appeal = "bezwaar:\n  ingediend_op: 2026-11-02\n  ingetrokken_op: 2026-11-03\n---\n## Oms";
    desk.write(FIRST, &desk.read(FIRST).replace("---\n## Oms", appeal));
    desk.does(&["leg-vast"]);
    desk.does(&["status", "K-2026-0001", "ingetrokken", "--datum", "2026-11-04", "--wijze", "per e-mail"]);
    let refused = desk.klacht(&["status", "K-2026-0001", "bezwaar"]);
    assert_eq!(refused.code, Some(5), "{}{}", refused.out, refused.err);
    assert!(refused.err.contains("heeft al een bezwaar") && refused.err.contains("klacht bezwaar --nieuw --over K-2026-0001"), "{}", refused.err);
}

#[test]
fn step_that_could_not_be_recorded_is_undone_and_said_to_be() {
    let desk = Desk::new();
    let before = desk.read(FIRST);
    desk.write(".git/refs/heads/main.lock", "");
    let answer = desk.klacht(&["status", "K-2026-0001", "onvolledig", "--verzonden", "2026-11-04"]);
    assert_eq!(answer.code, Some(6));
    assert_eq!(desk.read(FIRST), before);
    answer.assert_says("K-2026-0001 is niet gewijzigd");
    answer.assert_silent_about("leg-vast");
}

#[test]
fn dossier_in_the_wrong_year_is_not_said_to_be_in_the_history() {
    let desk = Desk::new();
    desk.write("dossiers/2025/K-2026-0003/dossier.md", &desk.read(FIRST).replace("K-2026-0001", "K-2026-0003"));
    let answer = desk.klacht(&["leg-vast"]);
    answer.assert_says("op een verkeerde plek: dossiers/2025/K-2026-0003/dossier.md");
    answer.assert_silent_about("alles staat al in de geschiedenis");
}

#[test]
fn half_staged_dossier_keeps_no_other_from_being_recorded() {
    let desk = Desk::new();
    desk.add_line(FIRST);
    if !desk.stage(FIRST) {
        return;
    }
    desk.add_line(FIRST);
    desk.add_line(SECOND);
    let answer = desk.klacht(&["leg-vast"]);
    assert_eq!(answer.code, Some(3));
    answer.assert_says("niet vastgelegd  K-2026-0001");
    answer.assert_says(&format!("git restore --staged {FIRST}"));
    answer.assert_says("vastgelegd  K-2026-0002: tekst");
}

#[cfg(unix)]
#[test]
fn piece_with_an_impossible_name_keeps_no_other_dossier_from_being_recorded() {
    let desk = Desk::new();
    desk.write("dossiers/2026/K-2026-0001/bijlagen/a\\b.pdf", "");
    desk.add_line(SECOND);
    let answer = desk.klacht(&["leg-vast"]);
    answer.assert_says("geef het bestand of de map een gewone naam");
    answer.assert_says("vastgelegd  K-2026-0002: tekst");
}

#[test]
fn dossiers_are_checked_when_git_itself_is_damaged() {
    let desk = Desk::new();
    desk.write(".git/HEAD", "kapot\n");
    let answer = desk.klacht(&["controleer"]);
    answer.assert_says("2 dossiers gecontroleerd");
    answer.assert_says("De geschiedenis wordt niet gecontroleerd");
}

#[test]
fn damaged_git_is_told_with_what_to_do() {
    let desk = Desk::new();
    desk.write(".git/HEAD", "kapot\n");
    desk.add_line(FIRST);
    let answer = desk.klacht(&["leg-vast"]);
    assert_eq!(answer.code, Some(4));
    answer.assert_says("git fsck");
}

#[test]
fn taken_port_is_said_to_be_taken() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let answer = desk.klacht(&["toon", "--niet-openen", "--poort", &port]);
    assert_eq!(answer.code, Some(4));
    answer.assert_says(&format!("poort {port} is niet vrij voor de site: een ander programma gebruikt hem"));
}

#[test]
fn file_cut_off_anywhere_is_never_recorded() {
    let desk = Desk::new();
    let whole = desk.read(FIRST);
    for length in (0..whole.len()).step_by(97) {
        desk.write(FIRST, &whole[..length]);
        assert_eq!(desk.klacht(&["leg-vast"]).code, Some(5), "{length}");
    }
    desk.write(FIRST, &whole);
    desk.does(&["leg-vast"]).assert_says("alles staat al in de geschiedenis");
}

#[test]
fn folder_without_rule_file_says_so() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("dossiers/regeling.yaml")).unwrap();
    let answer = desk.klacht(&["controleer"]);
    assert_eq!(answer.code, Some(3));
    answer.assert_says("dossiers/regeling.yaml");
}

#[test]
fn begin_that_was_cut_off_is_finished_by_the_next() {
    let desk = Desk::empty();
    desk.does(&["begin"]);
    let (rules, ignored) = (desk.read("dossiers/regeling.yaml"), desk.read(".gitignore"));
    std::fs::remove_dir_all(&desk.folder).unwrap();
    Repository::init_isolated(&desk.folder).unwrap();
    desk.write("dossiers/regeling.yaml", &rules);
    desk.write(".gitignore", &ignored);
    desk.does(&["begin"]);
    let repository = Repository::discover(&desk.folder).unwrap().unwrap();
    for path in ["README.md", ".gitignore", "dossiers/regeling.yaml"] {
        let recorded = repository.head_file(&TrackedPath::new(path).unwrap()).unwrap();
        assert_eq!(recorded.map(|bytes| String::from_utf8(bytes).unwrap()), Some(desk.read(path)), "{path}");
    }
}

#[test]
fn folder_that_is_not_a_site_is_left_alone() {
    let desk = Desk::new();
    desk.write("eigen/brief.txt", "van de gebruiker");
    assert_eq!(desk.klacht(&["bouw", "--naar", "eigen"]).code, Some(2));
    assert_eq!(desk.read("eigen/brief.txt"), "van de gebruiker");
    assert!(!Path::new(&desk.path("eigen/index.html")).exists());
}
