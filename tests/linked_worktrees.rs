//! Kinds of repositories a dossier folder can live in: linked work trees, a part of a bigger one, a clone in part, none yet.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::suite::ground;
use ground::{DOSSIER, FILE, Ground, ID, is_there, said};

/// A step in the status of the dossier.
const STEP: [&str; 5] = ["status", ID, "in_behandeling", "--verzonden", "2026-11-04"];

fn begun() -> Option<Ground> {
    is_there("git").then(Ground::begun)
}

/// A second work tree on a branch of its own.
fn second(ground: &Ground) -> PathBuf {
    let path = ground.around.join("tweede");
    ground.git(&["worktree", "add", "-q", "-b", "tweede", path.to_str().unwrap()]);
    path
}

#[track_caller]
fn assert_clean_at(ground: &Ground, folder: &Path) {
    assert_eq!(ground.git_at(folder, &["status", "--porcelain"]), "");
    assert_eq!(ground.git_at(folder, &["fsck", "--strict", "--no-progress", "--no-dangling"]), "");
}

#[test]
fn each_work_tree_has_its_own_index_head_and_log() {
    let Some(ground) = begun() else { return };
    let second = second(&ground);
    ground.does(&STEP);
    ground.does_at(&second, &["afspraak", ID, "--wat", "Bellen", "--wie", "Balie", "--uiterlijk", "2026-11-20"]);
    assert_clean_at(&ground, &ground.path);
    assert_clean_at(&ground, &second);
    let subjects = |folder: &Path| ground.git_at(folder, &["reflog", "-1", "--format=%gs"]);
    assert_eq!(subjects(&ground.path), "commit: K-2026-0007: status ontvangen -> in_behandeling");
    assert_eq!(subjects(&second), "commit: K-2026-0007: afspraken");
    assert_eq!(ground.git(&["rev-list", "--count", "main...tweede"]), "2");
}

#[test]
fn work_trees_record_at_the_same_time() {
    let Some(ground) = begun() else { return };
    let second = second(&ground);
    std::thread::scope(|scope| {
        for (folder, what) in [(&ground.path, "Bellen"), (&second, "Schrijven")] {
            let ground = &ground;
            scope.spawn(move || {
                for wie in ["Balie", "Productie", "Planning", "Directie"] {
                    ground.does_at(folder, &["afspraak", ID, "--wat", what, "--wie", wie, "--uiterlijk", "2026-11-20"]);
                }
            });
        }
    });
    for folder in [&ground.path, &second] {
        assert_clean_at(&ground, folder);
    }
    assert_eq!(ground.git(&["rev-list", "--count", "--left-right", "main...tweede"]), "4\t4");
}

#[test]
fn branch_that_is_checked_out_twice_is_refused_in_both() {
    let Some(ground) = begun() else { return };
    let other = ground.around.join("zelfde");
    ground.git(&["worktree", "add", "-q", "--force", other.to_str().unwrap(), "main"]);
    for (folder, also) in [(&ground.path, &other), (&other, &ground.path)] {
        let before = (ground.trace(), fs::read(other.join(FILE)).unwrap());
        let said = ground.klacht_at(folder, &STEP);
        assert_eq!(said.code, 3, "{}", said.text);
        assert!(said.text.contains("main is ook uitgecheckt in") && said.text.contains(also.to_str().unwrap()), "{}", said.text);
        assert!(said.text.contains("git switch -c"), "{}", said.text);
        assert!(before == (ground.trace(), fs::read(other.join(FILE)).unwrap()));
    }
    // A work tree that is no longer there holds nobody up.
    fs::remove_dir_all(&other).unwrap();
    ground.does(&STEP);
    ground.assert_clean();
}

#[test]
fn submodule_records_in_its_own_history() {
    let Some(ground) = begun() else { return };
    let office = ground.around.join("kantoor");
    ground.git(&["init", "-q", office.to_str().unwrap()]);
    ground.git_at(&office, &["submodule", "--quiet", "add", ground.path.to_str().unwrap(), "klachten"]);
    let inside = office.join("klachten");
    assert!(inside.join(".git").is_file());
    ground.does_at(&inside, &STEP);
    assert_clean_at(&ground, &inside);
    assert_eq!(ground.git_at(&inside, &["log", "-1", "--format=%s"]), "K-2026-0007: status ontvangen -> in_behandeling");
    assert_eq!(ground.git_at(&office, &["rev-list", "--all", "--count"]), "0");
}

#[test]
fn folder_inside_a_bigger_repository_leaves_the_rest_alone() {
    let Some(ground) = begun() else { return };
    let office = ground.around.join("kantoor");
    ground.git(&["init", "-q", office.to_str().unwrap()]);
    fs::write(office.join("begroting.txt"), "1\n").unwrap();
    ground.git_at(&office, &["add", "begroting.txt"]);
    fs::create_dir(office.join("klachten")).unwrap();
    let copied = said(ground.command("cp", &ground.around).args(["-r", "klachten/dossiers", "kantoor/klachten"]));
    assert_eq!(copied.code, 0);
    ground.does_at(&office.join("klachten/dossiers/2026"), &["leg-vast"]);
    let recorded = ground.git_at(&office, &["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(recorded, format!("klachten/{FILE}\nklachten/dossiers/regeling.yaml"));
    assert_eq!(ground.git_at(&office, &["status", "--porcelain"]), "A  begroting.txt");
    ground.does_at(&office.join("klachten"), &STEP);
    assert_eq!(ground.git_at(&office, &["show", "--format=", "--name-only"]), format!("klachten/{FILE}"));
}

#[test]
fn what_another_git_left_in_the_environment_is_not_heeded() {
    let Some(ground) = begun() else { return };
    let elsewhere = ground.around.join("elders");
    ground.git(&["init", "-q", elsewhere.to_str().unwrap()]);
    let index = elsewhere.join(".git/eigen-index");
    let mut step = ground.klacht_command(&STEP);
    step.env("GIT_DIR", elsewhere.join(".git")).env("GIT_WORK_TREE", &elsewhere).env("GIT_INDEX_FILE", &index);
    step.env("GIT_OBJECT_DIRECTORY", elsewhere.join(".git/objects")).env("GIT_COMMON_DIR", elsewhere.join(".git")).env("GIT_NAMESPACE", "x");
    let step = said(&mut step);
    assert_eq!(step.code, 0, "{}", step.text);
    ground.assert_clean();
    assert!(!index.exists());
    assert_eq!(ground.git(&["log", "-1", "--format=%s"]), "K-2026-0007: status ontvangen -> in_behandeling");
}

#[test]
fn alias_of_git_records() {
    let Some(ground) = begun() else { return };
    ground.changes_subject("Anders");
    let alias = format!("!{} --vandaag 2026-11-04 leg-vast", env!("CARGO_BIN_EXE_klacht"));
    ground.git(&["config", "alias.klacht", &alias]);
    let told = ground.git_at(&ground.path.join("dossiers/2026"), &["klacht"]);
    assert!(told.contains("vastgelegd  K-2026-0007: onderwerp"), "{told}");
    ground.assert_clean();
}

#[test]
fn just_initialised_folder_gets_its_first_recordings() {
    let Some(ground) = begun() else { return };
    fs::remove_dir_all(ground.path.join(".git")).unwrap();
    ground.git(&["init", "-q"]);
    ground.does(&["leg-vast"]);
    assert_eq!(ground.git(&["log", "--format=%s"]), "K-2026-0007: nieuw, status ontvangen\nRegeling en inrichting bijgewerkt");
    ground.does(&STEP);
    assert_eq!(ground.git(&["log", "-1", "--format=%s"]), "K-2026-0007: status ontvangen -> in_behandeling");
    assert_eq!(ground.git(&["fsck", "--strict", "--no-progress"]), "");
}

#[test]
fn branch_without_a_commit_gets_its_first_recordings() {
    let Some(ground) = begun() else { return };
    ground.git(&["checkout", "-q", "--orphan", "opnieuw"]);
    ground.does(&["leg-vast"]);
    assert_eq!(ground.git(&["log", "--format=%s", "opnieuw"]), "K-2026-0007: nieuw, status ontvangen\nRegeling en inrichting bijgewerkt");
    assert_eq!(ground.git(&["rev-list", "--count", "main"]), "2");
    // What stood ready of the other branch, such as the readme, still does.
    assert!(ground.git(&["status", "--porcelain"]).lines().all(|line| line.starts_with("A  ")));
}

#[test]
fn clone_without_the_old_history_records() {
    let Some(ground) = begun() else { return };
    ground.does(&STEP);
    let (from, to) = (format!("file://{}", ground.path.display()), ground.around.join("kopie"));
    ground.git(&["clone", "-q", "--depth=1", &from, to.to_str().unwrap()]);
    ground.does_at(&to, &["afspraak", ID, "--wat", "Bellen", "--wie", "Balie", "--uiterlijk", "2026-11-20"]);
    assert_clean_at(&ground, &to);
    assert_eq!(ground.git_at(&to, &["rev-list", "--count", "HEAD"]), "2");
}

#[test]
fn clone_without_the_old_contents_records() {
    let Some(ground) = begun() else { return };
    ground.does(&STEP);
    ground.git(&["config", "uploadpack.allowFilter", "true"]);
    let (from, to) = (format!("file://{}", ground.path.display()), ground.around.join("kopie"));
    ground.git(&["clone", "-q", "--filter=blob:none", &from, to.to_str().unwrap()]);
    ground.does_at(&to, &["afspraak", ID, "--wat", "Bellen", "--wie", "Balie", "--uiterlijk", "2026-11-20"]);
    ground.does_at(&to, &["leg-vast"]);
    assert_eq!(ground.git_at(&to, &["status", "--porcelain"]), "");
    let few = ground.around.join("deel");
    ground.git(&["clone", "-q", "--filter=blob:none", "--sparse", &from, few.to_str().unwrap()]);
    ground.git_at(&few, &["sparse-checkout", "set", "dossiers/2019"]);
    let said = ground.klacht_at(&few, &["diagnose"]);
    assert!(said.text.contains("bij origin gebleven") && !said.text.contains("reservekopie"), "{}", said.text);
}

#[test]
fn settings_of_one_work_tree_are_heeded_there_alone() {
    let Some(ground) = begun() else { return };
    let second = second(&ground);
    ground.git(&["config", "extensions.worktreeConfig", "true"]);
    ground.git_at(&second, &["config", "--worktree", "user.name", "A. Vermeer"]);
    ground.does_at(&second, &STEP);
    ground.does(&STEP);
    assert_eq!(ground.git(&["log", "-1", "--format=%an", "tweede"]), "A. Vermeer");
    assert_eq!(ground.git(&["log", "-1", "--format=%an", "main"]), "P. Jansen");
}

#[test]
fn hook_of_a_linked_work_tree_sees_its_own_files() {
    use std::os::unix::fs::PermissionsExt;

    let Some(ground) = begun() else { return };
    let second = second(&ground);
    let hook = ground.path.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\ngit diff --cached --name-only > ../gezien; pwd >> ../gezien\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    ground.does_at(&second, &STEP);
    assert_eq!(fs::read_to_string(ground.around.join("gezien")).unwrap(), format!("{FILE}\n{}\n", second.display()));
    assert!(String::from_utf8(ground.bytes(FILE)).unwrap() == DOSSIER);
}
