//! A destruction that was cut off: who looks hears it, who writes waits, and whatever was recorded meanwhile, nothing is lost or claimed.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use crate::destroying::{Desk, REGISTER};
use klachtdossier::domain::DestructionGround;
use klachtdossier::regulation::OfficerRole;
use klachtdossier::shell::destruction::{Cleared, certify, finish};
use klachtdossier::shell::office::Office;

/// Cuts a destruction of dossier 2 off once the store is in place, with its certificate recorded.
fn cut_off(desk: &Desk) {
    desk.with_rehearsal(|_, repository, order, rehearsal| {
        certify(repository, order, rehearsal, (DestructionGround::Retention, OfficerRole::Officer, "2029-01-02".parse().unwrap())).unwrap();
        drop(repository.put_in_place(&rehearsal.workshop, "K-2026-0002\n", &rehearsal.stands).unwrap());
    });
    desk.git(&["config", "user.name", "A. Vermeer"]);
    desk.git(&["config", "user.email", "a.vermeer@leverancier.example"]);
}

/// The same, and git's lock taken away: whoever insists can do that, and record.
fn cut_off_and_unlocked(desk: &Desk) {
    cut_off(desk);
    std::fs::remove_file(desk.path().join(".git/index.lock")).unwrap();
}

/// The exit code of the program, and all it says.
fn program(desk: &Desk, words: &[&str]) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_klacht"));
    command.args(["--map", desk.path().to_str().unwrap(), "--vandaag", "2029-01-03"]).args(words);
    let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

fn finished(desk: &Desk) -> Cleared {
    finish(&Office::find(desk.path()).unwrap(), &desk.repository()).unwrap().unwrap()
}

/// How a dossier comes back, and where that is told.
type Way<'a> = (&'a dyn Fn(&Desk), &'a str);

#[test]
fn register_and_certificate_that_were_recorded_away_meanwhile_are_put_back_and_recorded_again() {
    let desk = Desk::new();
    cut_off_and_unlocked(&desk);
    desk.put("los.txt", "los");
    desk.git(&["add", "los.txt"]);
    desk.git(&["rm", "-r", "-q", "--cached", "register"]);
    desk.git(&["commit", "-q", "-m", "Gewone vastlegging"]);
    let certificate = "register/vernietigingen/2029-01-02.md";
    let cleared = finished(&desk);
    assert_eq!(cleared.recorded_again, [REGISTER, "register/vernietigingen/2029-01-02.json", certificate]);
    assert_eq!((cleared.certificate.as_deref(), cleared.back), (Some(certificate), Vec::new()));
    assert_eq!(desk.git(&["status", "--porcelain"]), "");
    assert!(desk.git(&["show", &format!("HEAD:{REGISTER}")]).contains("K-2026-0002"));
    assert_eq!(desk.git(&["show", "HEAD:los.txt"]), "los");
    assert!(std::fs::read_to_string(desk.path().join(certificate)).unwrap().contains("K-2026-0002"));
    assert_eq!(desk.git(&["fsck", "--strict", "--full"]), "");
}

#[test]
fn line_that_was_recorded_away_meanwhile_is_recorded_again_beside_what_came() {
    let desk = Desk::new();
    cut_off_and_unlocked(&desk);
    desk.put(REGISTER, "schema: 1\nvernietigd:\n  - nummer: K-2025-0009\n");
    desk.git(&["add", "register/vernietigd.yaml"]);
    desk.git(&["commit", "-q", "-m", "Gewone vastlegging"]);
    assert_eq!(finished(&desk).recorded_again, [REGISTER]);
    let register = std::fs::read_to_string(desk.path().join(REGISTER)).unwrap();
    assert!(register.contains("K-2025-0009") && register.contains("K-2026-0002"), "{register}");
}

#[test]
fn dossier_that_was_recorded_or_staged_again_meanwhile_is_told_with_its_place_and_can_be_destroyed_again() {
    let staged = |desk: &Desk| drop(desk.git(&["add", "-A"]));
    let recorded = |desk: &Desk| desk.commit("Alles weer terug");
    let beside = |desk: &Desk| {
        desk.git(&["switch", "-q", "-c", "zij"]);
        desk.commit("Alles weer terug");
        desk.git(&["switch", "-q", "main"]);
    };
    let ways: [Way<'_>; 3] = [(&staged, "wat klaargezet is"), (&recorded, "tak main"), (&beside, "tak zij")];
    for (way, place) in ways {
        let desk = Desk::new();
        cut_off_and_unlocked(&desk);
        way(&desk);
        let back = finished(&desk).back;
        assert_eq!(back.iter().map(|back| back.place.as_str()).collect::<Vec<_>>(), [place]);
        let program = |words: &[&str]| program(&desk, words);
        let (exit, said) = program(&["vernietig", "K-2026-0002"]);
        assert!(exit == Some(0) && said.contains("Opnieuw te vernietigen, want het is terug: K-2026-0002"), "{place}: {said}");
        assert!(desk.destroy().back.is_empty());
        assert_eq!(desk.naming(), Vec::<String>::new(), "{place}");
        assert_eq!(program(&["vernietig", "K-2026-0002"]).0, Some(2), "{place}");
    }
}

#[test]
fn while_it_is_cut_off_who_looks_hears_it_who_writes_waits_and_only_the_bare_command_finishes() {
    let desk = Desk::new();
    cut_off(&desk);
    let lock = std::fs::File::options().write(true).open(desk.path().join(".git/index.lock")).unwrap();
    lock.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 60 * 60)).unwrap();
    let program = |words: &[&str]| program(&desk, words);
    for looks in [&["controleer"][..], &["bewaartermijn"], &["termijnen"], &[]] {
        let (_, said) = program(looks);
        assert!(said.contains("«klacht vernietig» maakt haar af"), "{looks:?}: {said}");
    }
    let writes: [&[&str]; 7] =
        [&["bouw"], &["ijkpunt"], &["leg-vast"], &["deel"], &["vernietig", "K-2026-0002"], &["vernietig", "--verlopen"], &["wis", "K-2026-0002"]];
    for words in writes {
        let (exit, said) = program(words);
        assert!(exit == Some(3) && said.contains("nog niet af"), "{words:?}: {said}");
    }
    assert!(desk.path().join("dossiers/2026/K-2026-0002").exists() && !desk.path().join("register/ijkpunten").exists());
    let (exit, said) = program(&["diagnose", "--herstel"]);
    assert!(exit == Some(3) && said.contains("nog niet af") && said.contains("klacht vernietig"), "{said}");
    assert!(said.contains("git blijft vergrendeld tot") && !said.contains("niets is vergrendeld") && !said.contains("nu kan het met"), "{said}");
    let (_, said) = program(&["geschiedenis", "K-2026-0002"]);
    assert!(said.contains("nog niet af") && !said.contains("leg-vast"), "{said}");
    assert!(desk.path().join(".git/index.lock").exists());
    let (exit, said) = program(&["vernietig"]);
    assert!(exit == Some(0) && said.contains("Certificaat: register/vernietigingen/2029-01-02.md."), "{said}");
    assert_eq!(desk.naming(), Vec::<String>::new());
    assert!(!program(&["diagnose"]).1.contains("nog niet af"));
}

#[test]
fn what_was_cut_off_is_finished_in_a_copy_of_the_folder_too() {
    let desk = Desk::new();
    cut_off(&desk);
    // A copy gives each of two names of one file a file of its own.
    let lock = desk.path().join(".git/index.lock");
    let held = std::fs::read(&lock).unwrap();
    std::fs::remove_file(&lock).unwrap();
    std::fs::write(&lock, held).unwrap();
    finished(&desk);
    assert!(!lock.exists() && !desk.path().join(".git/klacht.index").exists());
    assert_eq!(desk.naming(), Vec::<String>::new());
    desk.put("los.txt", "los");
    desk.commit("Gaat weer");
}

#[test]
fn lock_that_git_itself_holds_is_not_taken_for_the_one_a_destruction_left() {
    let desk = Desk::new();
    cut_off_and_unlocked(&desk);
    std::fs::write(desk.path().join(".git/index.lock"), "").unwrap();
    let (exit, said) = program(&desk, &["vernietig"]);
    assert!(exit == Some(6) && said.contains("git is bezig"), "{said}");
}

#[test]
fn folder_of_a_year_goes_with_its_last_dossier() {
    let desk = Desk::new();
    std::fs::remove_dir_all(desk.path().join("dossiers/2026/K-2026-0001")).unwrap();
    desk.commit("K-2026-0001: weg");
    desk.destroy();
    assert!(!desk.path().join("dossiers/2026").exists() && desk.path().join("dossiers/regeling.yaml").exists());
}
