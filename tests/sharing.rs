//! `klacht deel`: what goes where, what is refused and why; the other side is a repository on this disk, judged by git.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::suite::ground;
use ground::{DOSSIER, FILE, Ground, ID, Said, is_there};

/// A folder with one recorded dossier and an empty repository beside it, which it knows as `origin`.
fn with_origin() -> Option<Ground> {
    let ground = alone()?;
    add_remote(&ground, "origin");
    Some(ground)
}

fn alone() -> Option<Ground> {
    is_there("git").then(Ground::begun)
}

fn add_remote(ground: &Ground, name: &str) -> PathBuf {
    let path = ground.around.join(format!("{name}.git"));
    ground.git(&["init", "-q", "--bare", path.to_str().unwrap()]);
    ground.git(&["remote", "add", name, path.to_str().unwrap()]);
    path
}

/// Another office with the same dossiers.
fn colleague(ground: &Ground) -> PathBuf {
    let path = ground.around.join("collega");
    ground.git(&["clone", "-q", ground.around.join("origin.git").to_str().unwrap(), path.to_str().unwrap()]);
    path
}

fn branches(ground: &Ground, remote: &str) -> String {
    ground.git(&["ls-remote", remote]).lines().map(|line| line.split('\t').nth(1).unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_refused(ground: &Ground, words: &[&str], exit: i32, told: &[&str]) -> Said {
    let said = ground.klacht(words);
    assert_eq!(said.code, exit, "{}", said.text);
    for word in told {
        assert!(said.text.contains(word), "«{word}» is not in: {}", said.text);
    }
    said
}

fn hook(path: PathBuf, lines: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn first_time_sends_everything_and_is_remembered() {
    let Some(ground) = with_origin() else { return };
    let told = ground.does(&["deel"]);
    assert!(told.contains("2 wijzigingen gedeeld met origin"), "{told}");
    assert!(told.contains("Voortaan gaat «klacht deel» vanzelf naar origin"), "{told}");
    assert_eq!(ground.git(&["rev-parse", "--abbrev-ref", "main@{upstream}"]), "origin/main");
    assert_eq!(ground.git(&["rev-list", "--count", "main", "--not", "origin/main"]), "0");
    let told = ground.does(&["push"]);
    assert!(told.contains("staat al op origin") && !told.contains("Voortaan"), "{told}");
}

#[test]
fn next_changes_are_counted() {
    let Some(ground) = with_origin() else { return };
    ground.does(&["deel"]);
    let step = ground.does(&["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]);
    assert!(step.contains("1 wijziging staat alleen op deze computer; «klacht deel»"), "{step}");
    ground.does(&["afspraak", ID, "--wat", "Bellen", "--wie", "Balie", "--uiterlijk", "2026-11-20"]);
    let today = ground.does(&[]);
    assert!(today.contains("2 wijzigingen staan alleen op deze computer; «klacht deel»"), "{today}");
    let told = ground.does(&["deel"]);
    assert!(told.contains("2 wijzigingen gedeeld met origin"), "{told}");
    assert!(!ground.does(&[]).contains("alleen op deze computer"));
}

#[test]
fn without_another_place_nothing_is_said_of_it_each_morning() {
    let Some(ground) = alone() else { return };
    assert!(!ground.does(&[]).contains("alleen op deze computer"));
}

#[test]
fn only_the_branch_goes() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["tag", "-a", "-m", "klaar", "klaar"]);
    ground.git(&["branch", "ander"]);
    ground.git(&["config", "push.followTags", "true"]);
    ground.git(&["config", "remote.origin.mirror", "true"]);
    ground.git(&["config", "remote.origin.push", "+refs/heads/*:refs/heads/*"]);
    ground.does(&["deel"]);
    assert_eq!(branches(&ground, "origin"), "HEAD refs/heads/main");
}

#[test]
fn branch_of_another_name_there_is_kept() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["push", "-q", "-u", "origin", "main:klachten"]);
    ground.does(&["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]);
    let told = ground.does(&["deel"]);
    assert!(told.contains("1 wijziging gedeeld"), "{told}");
    assert_eq!(branches(&ground, "origin"), "refs/heads/klachten");
}

#[test]
fn what_was_not_recorded_is_told_and_stays_here() {
    let Some(ground) = with_origin() else { return };
    ground.changes_subject("Anders");
    let told = ground.does(&["deel"]);
    assert!(told.contains("K-2026-0007 heeft wijzigingen die nog niet zijn vastgelegd"), "{told}");
    ground.write(&FILE.replace("0007", "0008"), DOSSIER.replace("0007", "0008"));
    let told = ground.does(&["deel"]);
    assert!(told.contains("2 dossiers hebben wijzigingen die nog niet zijn vastgelegd"), "{told}");
    assert!(told.contains("K-2026-0007, K-2026-0008"), "{told}");
    assert!(!ground.git(&["show", &format!("origin/main:{FILE}")]).contains("Anders"));
}

#[test]
fn changes_of_a_colleague_are_never_overwritten() {
    let Some(ground) = with_origin() else { return };
    ground.does(&["deel"]);
    let other = colleague(&ground);
    ground.does_at(&other, &["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]);
    ground.does_at(&other, &["deel"]);
    let there = ground.git(&["ls-remote", "origin", "main"]);
    ground.write(&FILE.replace("0007", "0008"), DOSSIER.replace("0007", "0008"));
    ground.does(&["leg-vast"]);
    let told = ["op origin staan wijzigingen die hier nog niet zijn", "git pull --no-rebase --no-edit origin main", "klacht deel"];
    assert_refused(&ground, &["deel"], 3, &told);
    assert_eq!(ground.git(&["ls-remote", "origin", "main"]), there);
    // What it advises works, word for word.
    ground.git(&["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    let told = ground.does(&["deel"]);
    assert!(told.contains("2 wijzigingen gedeeld"), "{told}");
}

#[test]
fn rewritten_history_is_not_forced_upon_the_other_side() {
    let Some(ground) = with_origin() else { return };
    ground.does(&["deel"]);
    ground.git(&["commit", "-q", "--amend", "-m", "Anders"]);
    ground.git(&["config", "remote.origin.push", "+refs/heads/main"]);
    assert_refused(&ground, &["deel"], 3, &["staan wijzigingen die hier nog niet zijn"]);
}

#[test]
fn nowhere_to_send_to_is_explained_with_a_warning() {
    let Some(ground) = alone() else { return };
    let told = ["nog geen tweede plek", "git remote add origin ADRES", "kan alle dossiers lezen", "nooit openbaar"];
    assert_refused(&ground, &["deel"], 3, &told);
}

#[test]
fn of_several_places_one_is_chosen() {
    let Some(ground) = with_origin() else { return };
    add_remote(&ground, "reserve");
    assert_refused(&ground, &["deel"], 2, &["origin, reserve", "klacht deel --naar origin"]);
    assert_refused(&ground, &["deel", "--naar", "weg"], 2, &["«weg»", "origin, reserve"]);
    assert_refused(&ground, &["deel", "--naar", "https://voorbeeld.example/x.git"], 2, &["wel bekend"]);
    let told = ground.does(&["deel", "--naar", "reserve"]);
    assert!(told.contains("2 wijzigingen gedeeld met reserve"), "{told}");
    assert_eq!(branches(&ground, "origin"), "");
    // From here on it is the fixed place; another can still be named, and does not replace it.
    ground.does(&["deel", "--naar", "origin"]);
    assert_eq!(ground.git(&["config", "branch.main.remote"]), "reserve");
}

#[test]
fn change_that_stands_at_any_place_does_not_stand_here_alone() {
    let Some(ground) = with_origin() else { return };
    add_remote(&ground, "reserve");
    assert!(ground.does(&[]).contains("2 wijzigingen staan alleen op deze computer"));
    ground.does(&["deel", "--naar", "reserve"]);
    // Whatever is checked out or configured, and though the other place has nothing.
    ground.git(&["branch", "--unset-upstream"]);
    assert!(!ground.does(&[]).contains("alleen op deze computer"));
    ground.git(&["switch", "-q", "-c", "ander"]);
    ground.does(&["status", ID, "in_behandeling", "--verzonden", "2026-11-04"]);
    assert!(ground.does(&[]).contains("1 wijziging staat alleen op deze computer"));
    ground.git(&["switch", "-q", "--detach"]);
    assert!(ground.does(&[]).contains("1 wijziging staat alleen op deze computer"));
}

#[test]
fn change_that_is_gone_from_the_other_place_stands_here_alone_again() {
    let Some(ground) = with_origin() else { return };
    ground.does(&["deel"]);
    ground.git_at(&ground.around.join("origin.git"), &["update-ref", "-d", "refs/heads/main"]);
    ground.git(&["fetch", "-q", "--prune"]);
    assert!(ground.does(&[]).contains("2 wijzigingen staan alleen op deze computer"));
}

#[test]
fn upstream_that_is_gone_is_made_again() {
    let Some(ground) = with_origin() else { return };
    ground.does(&["deel"]);
    ground.git_at(&ground.around.join("origin.git"), &["update-ref", "-d", "refs/heads/main"]);
    ground.git(&["fetch", "-q", "--prune"]);
    let told = ground.does(&["deel"]);
    assert!(told.contains("2 wijzigingen gedeeld"), "{told}");
}

#[test]
fn remote_that_was_removed_does_not_count_as_the_fixed_place() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["config", "branch.main.remote", "weg"]);
    ground.git(&["config", "branch.main.merge", "refs/heads/main"]);
    ground.does(&["deel"]);
    assert_eq!(ground.git(&["config", "branch.main.remote"]), "origin");
}

#[test]
fn name_that_stands_for_two_addresses_is_refused_and_both_are_named() {
    let Some(ground) = with_origin() else { return };
    let both = ["https://visser:geheim-woord@een.example/k.git", "https://twee.example/k.git"];
    for address in both {
        ground.git(&["config", "--add", "remote.origin.pushurl", address]);
    }
    let said = assert_refused(&ground, &["deel"], 3, &["een.example", "twee.example", "--replace-all remote.origin.pushurl"]);
    assert!(!said.text.contains("geheim-woord"), "{}", said.text);
}

#[test]
fn upstream_that_is_a_branch_here_is_left_as_it_was_set() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["config", "branch.main.remote", "."]);
    ground.git(&["config", "branch.main.merge", "refs/heads/werk"]);
    let said = ground.klacht(&["deel"]);
    assert_eq!(said.code, 0, "{}", said.text);
    assert!(!said.text.contains("Voortaan"), "{}", said.text);
    assert_eq!(ground.git(&["config", "branch.main.remote"]).trim(), ".");
    assert_eq!(branches(&ground, "origin"), "HEAD refs/heads/main");
}

#[test]
fn refusal_of_the_other_side_is_passed_on() {
    let Some(ground) = with_origin() else { return };
    hook(ground.around.join("origin.git/hooks/pre-receive"), "printf 'niet op \\033[31mzondag\\n' >&2; exit 1");
    let said = assert_refused(&ground, &["deel"], 3, &["origin weigert de wijzigingen: niet op", "zondag"]);
    assert!(!said.text.contains('\u{1b}'), "{}", said.text);
    assert_eq!(branches(&ground, "origin"), "");
}

#[test]
fn refusal_of_an_own_hook_is_passed_on() {
    let Some(ground) = with_origin() else { return };
    hook(ground.path.join(".git/hooks/pre-push"), "echo 'eerst controleren' >&2; exit 1");
    assert_refused(&ground, &["deel"], 3, &["«pre-push» weigert", "eerst controleren"]);
    assert_eq!(branches(&ground, "origin"), "");
}

#[test]
fn address_that_leads_nowhere_is_told_without_its_password() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["remote", "set-url", "origin", "https://jansen:geheim@127.0.0.1:1/klachten.git"]);
    let said = assert_refused(&ground, &["deel"], 4, &["origin is niet te bereiken", "er is niets verstuurd", "git remote get-url origin"]);
    assert!(!said.text.contains("geheim"), "{}", said.text);
    ground.git(&["remote", "set-url", "origin", ground.around.join("weg.git").to_str().unwrap()]);
    assert_refused(&ground, &["deel"], 4, &["origin is niet te bereiken"]);
}

#[test]
fn program_for_ssh_is_told_to_ask_nothing() {
    let Some(ground) = with_origin() else { return };
    let ssh = ground.around.join("ssh");
    hook(
        ssh.clone(),
        &format!(
            "echo \"$@\" > {}; echo 'git@voorbeeld.example: Permission denied (publickey).' >&2; exit 255",
            ground.around.join("gezegd").display()
        ),
    );
    ground.git(&["config", "core.sshCommand", ssh.to_str().unwrap()]);
    ground.git(&["remote", "set-url", "origin", "git@voorbeeld.example:klachten.git"]);
    assert_refused(&ground, &["deel"], 4, &["origin laat u er niet in", "git ls-remote origin"]);
    assert!(fs::read_to_string(ground.around.join("gezegd")).unwrap().contains("BatchMode=yes"));
}

#[test]
fn nobody_is_asked_for_a_name_without_a_terminal() {
    let Some(ground) = with_origin() else { return };
    // A host that asks for a name and a password, whoever comes.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/klachten.git", listener.local_addr().unwrap());
    let host = std::thread::spawn(move || {
        use std::io::{Read, Write};

        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 1024];
        let _ = stream.read(&mut asked).unwrap();
        let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
    });
    ground.git(&["remote", "set-url", "origin", &address]);
    let ask = ground.around.join("vraag");
    hook(ask.clone(), &format!("touch {}; sleep 60", ground.around.join("gevraagd").display()));
    ground.git(&["config", "core.askPass", ask.to_str().unwrap()]);
    let started = Instant::now();
    assert_refused(&ground, &["deel"], 4, &["origin laat u er niet in"]);
    assert!(started.elapsed() < Duration::from_secs(30));
    assert!(!ground.around.join("gevraagd").exists());
    host.join().unwrap();
}

#[test]
fn without_git_it_is_told_what_is_missing() {
    let Some(ground) = with_origin() else { return };
    let said = ground::said(ground.klacht_command(&["deel"]).env("PATH", ground.around.join("thuis")));
    assert_eq!(said.code, 3, "{}", said.text);
    assert!(said.text.contains("programma git nodig"), "{}", said.text);
}

#[test]
fn without_a_branch_or_a_commit_there_is_nothing_to_send() {
    let Some(ground) = with_origin() else { return };
    ground.git(&["switch", "-q", "--detach"]);
    assert_refused(&ground, &["deel"], 3, &["geen branch uitgecheckt"]);
    ground.git(&["checkout", "-q", "--orphan", "leeg"]);
    assert_refused(&ground, &["deel"], 3, &["nog niets vastgelegd"]);
}

#[test]
fn what_another_git_left_in_the_environment_leads_nowhere() {
    let Some(ground) = with_origin() else { return };
    let elsewhere = ground.around.join("elders.git");
    ground.git(&["init", "-q", "--bare", elsewhere.to_str().unwrap()]);
    let said = ground::said(ground.klacht_command(&["deel"]).env("GIT_DIR", &elsewhere).env("GIT_INDEX_FILE", "/er/is/geen/index"));
    assert_eq!(said.code, 0, "{}", said.text);
    assert_eq!(branches(&ground, "origin"), "HEAD refs/heads/main");
}
