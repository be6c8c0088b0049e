//! Sites of folders that are not as they should be: one number twice, a name that is no text, a way up that leads elsewhere.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use klachtdossier::overview::Profile;
use klachtdossier::shell::office::Office;
use klachtdossier::shell::site::{KeptSite, SiteOrder, SiteReport};
use klachtdossier::source::DEFAULT_RULES;

/// Who recorded the dossier that the committee may not see.
const OTHER_OFFICER: &str = "B. Bakker";
/// What a stored piece of that dossier is called.
const OTHER_PIECE: &str = "Quirina Zwaluwstaart";

/// A dossier folder of its own, thrown away at the end.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("dossiers/regeling.yaml", DEFAULT_RULES);
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn dossier(&self, serial: u32, lines: &str) {
        let number = format!("K-2026-{serial:04}");
        self.put(&format!("dossiers/2026/{number}/dossier.md"), &format!("---\nschema: 1\nnummer: {number}\n{lines}---\n## Omschrijving\n"));
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .current_dir(self.folder.path())
            .args(["-c", "user.email=functionaris@organisatie.example", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self, officer: &str) {
        self.git(&["add", "-A"]);
        self.git(&["-c", &format!("user.name={officer}"), "commit", "-q", "-m", "Dossier bijgewerkt"]);
    }

    fn build(&self, profile: Profile) -> SiteReport {
        let order = SiteOrder::for_profile(Office::find(self.folder.path()).unwrap(), None, profile).unwrap();
        order.build("2026-11-23".parse().unwrap()).unwrap()
    }

    /// The page of a dossier in the site of this profile.
    fn page(&self, profile: Profile, serial: u32) -> String {
        self.build(profile);
        fs::read_to_string(self.path(profile.folder()).join(format!("dossier/K-2026-{serial:04}.html"))).unwrap()
    }

    /// A desk where another dossier was recorded under number 35.
    fn with_other() -> Self {
        let desk = Self::new();
        desk.git(&["init", "-q", "-b", "main"]);
        desk.commit("A. Vermeer");
        desk.git(&["branch", "elders"]);
        desk.dossier(35, "status: ontvangen\n");
        desk.put(&format!("dossiers/2026/K-2026-0035/bijlagen/{OTHER_PIECE}.txt"), "Bijlage");
        desk.commit(OTHER_OFFICER);
        desk
    }

    /// Moves that dossier to number 36, with these lines.
    fn move_other(&self, lines: &str) {
        fs::create_dir_all(self.path("dossiers/2026/K-2026-0036")).unwrap();
        fs::rename(self.path("dossiers/2026/K-2026-0035/bijlagen"), self.path("dossiers/2026/K-2026-0036/bijlagen")).unwrap();
        self.dossier(36, lines);
    }

    fn tells_of_other(&self, profile: Profile) -> bool {
        let page = self.page(profile, 35);
        page.contains(OTHER_OFFICER) || page.contains(OTHER_PIECE)
    }
}

/// A dossier under appeal, as the committee may see it.
const APPEAL: &str = "status: bezwaar\nbezwaar:\n  ingediend_op: 2026-11-02\n";

#[test]
fn recordings_from_before_another_dossier_moved_stay_from_the_committee() {
    let desk = Desk::with_other();
    desk.move_other("status: ontvangen\nvoorheen: [K-2026-0035]\n");
    desk.dossier(35, APPEAL);
    desk.commit("A. Vermeer");
    assert!(!desk.tells_of_other(Profile::Committee));
    assert!(desk.page(Profile::Committee, 35).contains("De geschiedenis van wijzigingen is hier weggelaten"));
    assert!(desk.tells_of_other(Profile::Full));
    desk.dossier(36, "status: ontvangen\nvoorheen: [K-2026-0035\n");
    assert!(!desk.tells_of_other(Profile::Committee), "of the one that moved nothing can be read");
}

#[test]
fn recordings_of_two_offices_under_one_number_stay_from_the_committee() {
    let desk = Desk::with_other();
    desk.git(&["checkout", "-q", "elders"]);
    desk.dossier(35, APPEAL);
    desk.commit("A. Vermeer");
    desk.git(&["-c", "user.name=A. Vermeer", "merge", "-q", "-s", "ours", "--no-commit", "main"]);
    desk.dossier(36, "status: ontvangen\n");
    desk.commit("A. Vermeer");
    assert!(!desk.tells_of_other(Profile::Committee), "though no dossier names its former number");
    assert!(desk.tells_of_other(Profile::Full));
}

#[test]
fn recordings_of_a_number_that_was_one_dossier_only_are_told_to_the_committee() {
    let desk = Desk::with_other();
    desk.dossier(35, APPEAL);
    desk.commit("A. Vermeer");
    assert!(desk.tells_of_other(Profile::Committee));
}

#[test]
fn number_that_lies_twice_has_the_page_of_its_year_on_any_number_of_threads() {
    let desk = Desk::new();
    for (year, serial) in [(2024, 1), (2025, 1), (2026, 1), (2027, 1), (2024, 2), (2025, 2), (2027, 2)] {
        let text = format!("---\nschema: 1\nnummer: K-2026-000{serial}\nstatus: ontvangen\nonderwerp: Van {year}\n---\n");
        desk.put(&format!("dossiers/{year}/K-2026-000{serial}/dossier.md"), &text);
    }
    for threads in [1, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let report = pool.install(|| desk.build(Profile::Full));
        let untold: Vec<_> = report.unreadable.iter().map(|file| file.path.as_str()).collect();
        let paths = ["2024/K-2026-0001", "2025/K-2026-0001", "2025/K-2026-0002", "2027/K-2026-0001", "2027/K-2026-0002"];
        assert_eq!(untold, paths.map(|path| format!("dossiers/{path}/dossier.md")));
        assert_eq!(report.unreadable[0].reason, "het nummer staat al in dossiers/2026/K-2026-0001/dossier.md");
        assert_eq!(report.dossiers, 2);
        let page = |serial| fs::read_to_string(desk.path(&format!("site/dossier/K-2026-000{serial}.html"))).unwrap();
        assert!(page(1).contains("Van 2026") && page(2).contains("Van 2024"));
        assert!(page(1).contains("nummer-dubbel"));
        fs::remove_dir_all(desk.path("site")).unwrap();
    }
}

#[test]
fn number_that_lay_twice_has_the_page_of_what_is_left() {
    let desk = Desk::new();
    let order = SiteOrder::new(Office::find(desk.folder.path()).unwrap(), None).unwrap();
    let mut site = KeptSite::new(order);
    let mut update = || site.update("2026-11-23".parse().unwrap()).unwrap().unreadable.len();
    desk.dossier(1, "status: ontvangen\nonderwerp: Het eerste\n");
    desk.put("dossiers/2025/K-2026-0001/dossier.md", "---\nschema: 1\nnummer: K-2026-0001\nstatus: ontvangen\nonderwerp: Het tweede\n---\n");
    assert_eq!(update(), 1);
    fs::remove_dir_all(desk.path("dossiers/2026")).unwrap();
    assert_eq!(update(), 0);
    assert!(fs::read_to_string(desk.path("site/dossier/K-2026-0001.html")).unwrap().contains("Het tweede"));
}

#[cfg(target_os = "linux")]
#[test]
fn piece_with_a_name_that_is_no_text_is_shown_and_stops_no_site() {
    use std::os::unix::ffi::OsStrExt;

    let desk = Desk::new();
    desk.dossier(1, APPEAL);
    let folder = desk.path("dossiers/2026/K-2026-0001").join(std::ffi::OsStr::from_bytes(b"bijlagen \xff"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt")), "Op het terras").unwrap();
    for profile in [Profile::Full, Profile::Committee] {
        assert!(desk.page(profile, 1).contains("bijlagen \u{fffd}/caf\u{fffd}.txt"));
        assert_eq!(fs::read_to_string(desk.path(profile.folder()).join("bijlagen/K-2026-0001-1.txt")).unwrap(), "Op het terras");
    }
    let checked = Command::new(env!("CARGO_BIN_EXE_klacht")).arg("controleer").current_dir(desk.folder.path()).output().unwrap();
    assert!(checked.status.code() <= Some(1), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn gap_weighs_what_the_rule_file_says_now_when_no_dossier_is_left() {
    let desk = Desk::new();
    desk.put("register/vernietigd.yaml", "schema: 1\nvernietigd:\n  - nummer: K-2026-0003\n    vernietigd_op: 2026-07-01\n");
    let today = "2026-11-23".parse().unwrap();
    let order = |folder: &str| SiteOrder::new(Office::find(desk.folder.path()).unwrap(), Some(&desk.path(folder))).unwrap();
    let mut site = KeptSite::new(order("site"));
    site.update(today).unwrap();
    desk.put("dossiers/regeling.yaml", &DEFAULT_RULES.replace("ernst: {}", "ernst:\n  nummer-ontbreekt: fout"));
    site.update(today).unwrap();
    order("vers").build(today).unwrap();
    let read = |path: &str| fs::read_to_string(desk.path(path)).unwrap();
    assert!(read("site/over.html") == read("vers/over.html"), "the weight is the former one");
    assert!(read("site/opmerkingen.html") == read("vers/opmerkingen.html"));
}
