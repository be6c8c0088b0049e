//! Every state of git in which nothing can be recorded: each is told, with what to do, and leaves everything as it was.
//!
//! The states are made by the real git; every command that records is tried in each.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the states it judges, and says aloud what it skips"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::suite::ground;
use ground::{DOSSIER, FILE, Ground, ID, is_there};
use klachtdossier::repository::Repository;

/// The commands that record, one of each kind.
const COMMANDS: [&[&str]; 6] = [
    &["status", ID, "in_behandeling", "--verzonden", "2026-11-04"],
    &["leg-vast"],
    &["nieuw", "--naam", "Karim el Idrissi", "--email", "k.elidrissi@post.example", "--ingediend", "2026-11-02", "--kanaal", "e-mail"],
    &["afspraak", ID, "--wat", "Bellen", "--wie", "Balie", "--uiterlijk", "2026-11-20"],
    &["importeer", "../klacht.eml"],
    &["importeer", "../lijst.csv", "--uitvoeren"],
];

/// A ground with a change to record, something to import, and a list beside the dossiers to quarrel about.
fn prepared() -> Option<Ground> {
    if !is_there("git") {
        return None;
    }
    let ground = Ground::begun();
    let mail = "From: Karim el Idrissi <k.elidrissi@post.example>\nTo: klachten@organisatie.example\nSubject: Rekening\nDate: Mon, 2 Nov 2026 10:00:00 +0100\nMessage-ID: <1@post.example>\n\nDe rekening klopt niet.\n";
    fs::write(ground.around.join("klacht.eml"), mail).unwrap();
    let list = ground.does(&["importeer", "--voorbeeldlijst"]);
    fs::write(ground.around.join("lijst.csv"), list).unwrap();
    ground.write("lijst.txt", "een\n");
    ground.git(&["add", "lijst.txt"]);
    ground.git(&["commit", "-qm", "Lijst"]);
    Some(ground)
}

/// Two branches that say different things of the list.
fn quarrel(ground: &Ground) {
    ground.git(&["switch", "-qc", "ander"]);
    ground.write("lijst.txt", "twee\n");
    ground.git(&["commit", "-qam", "Twee"]);
    ground.git(&["switch", "-q", "main"]);
    ground.write("lijst.txt", "drie\n");
    ground.git(&["commit", "-qam", "Drie"]);
}

/// Refused by every command with this exit and these words; nothing is written anywhere.
#[track_caller]
fn assert_refused(ground: &Ground, exit: i32, words: &[&str]) {
    for command in COMMANDS {
        assert_refuses(ground, command, exit, words);
    }
}

#[track_caller]
fn assert_refuses(ground: &Ground, command: &[&str], exit: i32, words: &[&str]) {
    let before = ground.trace();
    let said = ground.klacht(command);
    assert_eq!(said.code, exit, "{command:?}: {}", said.text);
    for word in words {
        assert!(said.text.contains(word), "{command:?}: «{word}» is not in: {}", said.text);
    }
    assert!(!said.text.lines().any(|line| line.starts_with("vastgelegd")), "{command:?}: {}", said.text);
    let changed = before.difference(&ground.trace());
    assert!(changed.is_empty(), "{command:?} changed {changed:?}");
}

#[test]
fn merge() {
    let Some(ground) = prepared() else { return };
    quarrel(&ground);
    assert!(ground.try_git(&["merge", "ander"]).code != 0);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["samenvoeging (git merge)", "git merge --abort"]);
}

#[test]
fn merge_without_conflict_that_waits_for_its_commit() {
    let Some(ground) = prepared() else { return };
    ground.git(&["switch", "-qc", "ander"]);
    ground.write("nieuw.txt", "nieuw\n");
    ground.git(&["add", "nieuw.txt"]);
    ground.git(&["commit", "-qm", "Nieuw"]);
    ground.git(&["switch", "-q", "main"]);
    ground.git(&["merge", "-q", "--no-ff", "--no-commit", "ander"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["samenvoeging (git merge)", "git merge --abort"]);
}

#[test]
fn rebase_that_stopped_at_a_conflict() {
    for backend in ["--merge", "--apply"] {
        let Some(ground) = prepared() else { return };
        quarrel(&ground);
        assert!(ground.try_git(&["rebase", backend, "ander"]).code != 0);
        ground.changes_subject("Anders");
        assert_refused(&ground, 3, &["herschikking (git rebase)", "git rebase --abort"]);
    }
}

#[test]
fn rebase_that_waits_in_the_middle() {
    let Some(ground) = prepared() else { return };
    assert!(ground.try_git(&["rebase", "-i", "--exec", "false", "HEAD~1"]).code != 0);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["herschikking (git rebase)", "git rebase --abort"]);
}

#[test]
fn patches() {
    let Some(ground) = prepared() else { return };
    quarrel(&ground);
    ground.git(&["format-patch", "-q", "-1", "ander", "-o", "../patches"]);
    assert!(ground.try_git(&["am", "../patches/0001-Twee.patch"]).code != 0);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["reeks patches (git am)", "git am --abort"]);
}

#[test]
fn picked_commit() {
    let Some(ground) = prepared() else { return };
    quarrel(&ground);
    assert!(ground.try_git(&["cherry-pick", "ander"]).code != 0);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["overname van een commit (git cherry-pick)", "git cherry-pick --abort"]);
}

#[test]
fn reverted_commit() {
    let Some(ground) = prepared() else { return };
    quarrel(&ground);
    ground.write("lijst.txt", "vier\n");
    ground.git(&["commit", "-qam", "Vier"]);
    assert!(ground.try_git(&["revert", "--no-edit", "HEAD~1"]).code != 0);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["terugdraaiing (git revert)", "git revert --abort"]);
}

#[test]
fn search_by_halves() {
    let Some(ground) = prepared() else { return };
    ground.git(&["bisect", "start", "HEAD", "HEAD~2"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["zoektocht (git bisect)", "git bisect reset"]);
}

#[test]
fn detached_head() {
    let Some(ground) = prepared() else { return };
    ground.git(&["switch", "-q", "--detach"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["er is geen branch uitgecheckt", "git switch"]);
}

#[test]
fn conflict_without_a_merge() {
    let Some(ground) = prepared() else { return };
    quarrel(&ground);
    assert!(ground.try_git(&["merge", "ander"]).code != 0);
    fs::remove_file(ground.path.join(".git/MERGE_HEAD")).unwrap();
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["onopgelost conflict in lijst.txt", "git add"]);
}

#[test]
fn split_index() {
    let Some(ground) = prepared() else { return };
    ground.git(&["update-index", "--split-index"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["gesplitste index", "git update-index --no-split-index"]);
}

#[test]
fn sparse_checkout() {
    let Some(ground) = prepared() else { return };
    ground.git(&["sparse-checkout", "set", "dossiers"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["sparse checkout", "git sparse-checkout disable"]);
}

#[test]
fn sparse_index() {
    let Some(ground) = prepared() else { return };
    ground.write("ander/diep/x.txt", "x\n");
    ground.git(&["add", "ander"]);
    ground.git(&["commit", "-qm", "Diep"]);
    ground.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "dossiers"]);
    ground.git(&["config", "--worktree", "core.sparseCheckout", "false"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["sparse checkout", "git sparse-checkout disable"]);
}

#[test]
fn repository_that_says_it_has_no_work_tree() {
    let Some(ground) = prepared() else { return };
    ground.git(&["config", "core.bare", "true"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["geen werkmap (bare)", "git config core.bare false"]);
}

#[test]
fn repository_whose_work_tree_is_elsewhere() {
    let Some(ground) = prepared() else { return };
    fs::create_dir(ground.around.join("elders")).unwrap();
    ground.git(&["config", "core.worktree", ground.around.join("elders").to_str().unwrap()]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["een andere werkmap", "git config --unset core.worktree"]);
}

#[test]
fn folder_of_another() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Anders");
    if !chown(&ground, 65534) {
        return;
    }
    assert_refused(&ground, 3, &["van een andere gebruiker", "safe.directory"]);
    ground.git(&["config", "--global", "--add", "safe.directory", ground.path.to_str().unwrap()]);
    ground.does(&["leg-vast"]);
}

/// Gives everything to another user; only the administrator can.
fn chown(ground: &Ground, to: u32) -> bool {
    let given = ground::said(ground.command("chown", &ground.around).args(["-R", &to.to_string(), "klachten"])).code == 0;
    if !given {
        eprintln!("SKIPPED: only the administrator can give files to another user");
    }
    given
}

#[test]
fn no_identity() {
    let Some(ground) = prepared() else { return };
    ground.git(&["config", "--global", "--remove-section", "user"]);
    ground.changes_subject("Anders");
    assert_refused(&ground, 3, &["wie er vastlegt", "git config --global user.name", "git config --global user.email"]);
}

#[test]
fn reftable() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Anders");
    if ground.try_git(&["refs", "migrate", "--ref-format=reftable"]).code != 0 {
        eprintln!("SKIPPED: this git cannot keep its branches in a table");
        return;
    }
    assert_refused(&ground, 3, &["reftable", "git refs migrate --ref-format=files"]);
}

#[test]
fn longer_names_of_objects() {
    let Some(ground) = prepared() else { return };
    fs::remove_dir_all(ground.path.join(".git")).unwrap();
    if ground.try_git(&["init", "-q", "--object-format=sha256"]).code != 0 {
        eprintln!("SKIPPED: this git knows no sha256");
        return;
    }
    assert_refused(&ground, 3, &["sha256", "git init"]);
}

/// The states that concern one file: the commands that would record that file.
const OF_ONE_FILE: [usize; 3] = [0, 1, 3];

#[track_caller]
fn assert_file_refused(ground: &Ground, words: &[&str]) {
    for command in OF_ONE_FILE {
        assert_refuses(ground, COMMANDS[command], 3, words);
    }
}

#[test]
fn dossier_that_is_partly_staged() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Klaargezet");
    ground.git(&["add", FILE]);
    ground.changes_subject("Anders");
    assert_file_refused(&ground, &["staat in een andere versie klaar in git", &format!("git restore --staged {FILE}")]);
}

#[test]
fn dossier_that_git_was_told_not_to_look_at() {
    for (flag, undo) in [("--assume-unchanged", "--no-assume-unchanged"), ("--skip-worktree", "--no-skip-worktree")] {
        let Some(ground) = prepared() else { return };
        ground.git(&["update-index", flag, FILE]);
        ground.changes_subject("Anders");
        assert_file_refused(&ground, &["git moet", &format!("git update-index {undo} {FILE}")]);
    }
}

#[test]
fn dossier_that_is_a_repository_of_its_own() {
    let Some(ground) = prepared() else { return };
    let folder = ground.path.join("dossiers/2026/K-2026-0008");
    ground.git(&["init", "-q", folder.to_str().unwrap()]);
    ground.git_at(&folder, &["commit", "-q", "--allow-empty", "-m", "Leeg"]);
    ground.git(&["-c", "advice.addEmbeddedRepo=false", "add", "dossiers/2026/K-2026-0008"]);
    ground.git(&["commit", "-qm", "Een ander"]);
    fs::write(folder.join("dossier.md"), DOSSIER.replace("0007", "0008")).unwrap();
    assert_refuses(&ground, &["leg-vast", "K-2026-0008"], 3, &["dossiers/2026/K-2026-0008 is geen gewoon bestand"]);
}

#[test]
fn dossier_that_is_a_link_is_not_followed() {
    let Some(ground) = prepared() else { return };
    let elsewhere = ground.around.join("elders.md");
    fs::rename(ground.path.join(FILE), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, ground.path.join(FILE)).unwrap();
    for command in OF_ONE_FILE {
        let before = (ground.trace(), fs::read(&elsewhere).unwrap());
        let said = ground.klacht(COMMANDS[command]);
        assert!([2, 5].contains(&said.code), "{}", said.text);
        assert!(before == (ground.trace(), fs::read(&elsewhere).unwrap()), "{}", said.text);
    }
}

#[test]
fn dossier_that_is_staged_to_go() {
    let Some(ground) = prepared() else { return };
    ground.git(&["rm", "-q", "--cached", FILE]);
    ground.changes_subject("Anders");
    assert_file_refused(&ground, &["staat klaar om te verdwijnen", &format!("git restore --staged {FILE}")]);
}

#[test]
fn dossier_that_is_only_announced_is_recorded() {
    let Some(ground) = prepared() else { return };
    let other = FILE.replace("0007", "0008");
    ground.write(&other, DOSSIER.replace("0007", "0008"));
    ground.git(&["add", "--intent-to-add", &other]);
    ground.does(&["leg-vast"]);
    ground.assert_clean();
}

#[test]
fn index_lock_left_behind() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Anders");
    let lock = ground.path.join(".git/index.lock");
    fs::write(&lock, "").unwrap();
    fs::File::options()
        .write(true)
        .open(&lock)
        .unwrap()
        .set_modified(std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))
        .unwrap();
    assert_refuses(&ground, COMMANDS[0], 6, &["index.lock bestaat", "afgebroken", "verwijder dat bestand"]);
}

#[test]
fn own_lock_held() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Anders");
    let repository = Repository::discover(&ground.path).unwrap().unwrap();
    let _held = repository.recorder(Duration::ZERO).unwrap();
    assert_refuses(&ground, COMMANDS[0], 6, &["een andere klacht", &std::process::id().to_string()]);
}

#[test]
fn folder_of_git_that_may_not_be_written() {
    let Some(ground) = prepared() else { return };
    ground.changes_subject("Anders");
    for folder in [".git", ".git/objects", ".git/refs/heads"] {
        let folder = ground.path.join(folder);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(folder.join("proef"), "").is_ok() {
            fs::remove_file(folder.join("proef")).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
            eprintln!("SKIPPED: the administrator may write in any folder");
            continue;
        }
        assert_refused(&ground, 4, &["controleer of de map en de map .git van u zijn"]);
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
}
