//! Our hooks with the git program itself: a plain commit at home, a push to a server, good ones and bad ones.

use std::ops::Deref;
use std::path::Path;
use std::process::Command;

use crate::suite::places::{Places, said};

/// The number of the one dossier there is at first.
const FIRST: &str = "dossiers/2026/K-2026-0001/dossier.md";

/// A folder with a dossier repository `thuis` and room for others.
struct World {
    places: Places,
}

impl Deref for World {
    type Target = Places;

    fn deref(&self) -> &Places {
        &self.places
    }
}

impl World {
    /// With one dossier recorded and our hooks in place; `None`, aloud, where there is no git.
    fn new() -> Option<Self> {
        let world = Self { places: Places::new(Some("2026-11-22"), "no hook was tried")? };
        world.klacht(".", &["begin", "thuis"]);
        world.new_dossier("Sanne de Wit");
        world.klacht("thuis", &["git-hooks", "installeer"]);
        Some(world)
    }

    /// Runs klacht, which must succeed.
    fn klacht(&self, folder: &str, words: &[&str]) -> String {
        self.places.klacht(folder, words, 0)
    }

    fn new_dossier(&self, name: &str) {
        let words = ["nieuw", "--naam", name, "--email", "s.dewit@klant.example", "--ingediend", "2026-11-19", "--ontvangen", "2026-11-20"];
        self.klacht("thuis", &words);
    }

    /// The dossier with one text in the place of another.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.at("thuis").join(path);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn commits(&self, folder: &str) -> usize {
        self.git(folder, &["rev-list", "--count", "HEAD"]).trim().parse().unwrap()
    }

    /// A server with our hook that `thuis` pushes to; what stood before was pushed before the hook was there.
    fn with_server(self) -> Self {
        self.git(".", &["init", "-q", "--bare", "-b", "main", "server.git"]);
        self.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"]);
        self.git("thuis", &["remote", "add", "origin", "../server.git"]);
        self.git("thuis", &["push", "-q", "origin", "main"]);
        self
    }

    /// The server refuses what is pushed, since the first number stands twice.
    #[track_caller]
    fn assert_double_refused(&self) {
        let said = self.refused("thuis", &["push", "-q", "origin", "main"]);
        assert!(said.contains("fout: K-2026-0001: dit nummer staat er twee keer"), "{said}");
    }

    /// Commits everything without our hooks having their say.
    fn commit_unjudged(&self, message: &str) {
        self.git("thuis", &["add", "-A"]);
        self.git("thuis", &["commit", "-q", "--no-verify", "-m", message]);
    }
}

#[test]
fn own_recordings_go_through_our_hooks() {
    let Some(world) = World::new() else { return };
    let before = world.commits("thuis");
    world.klacht("thuis", &["bericht", "K-2026-0001", "bevestiging", "--datum", "2026-11-21", "--kanaal", "e-mail"]);
    world.new_dossier("Joris Smit");
    world.edit(FIRST, "status: ontvangen", "x_plank: 3\nstatus: ontvangen");
    world.klacht("thuis", &["leg-vast"]);
    world.edit(FIRST, "x_plank: 3\n", "");
    world.klacht("thuis", &["leg-vast", "--verdwenen-akkoord"]);
    world.edit("dossiers/regeling.yaml", "ernst: {}", "ernst: {geen-klant: waarschuwing}");
    world.klacht("thuis", &["leg-vast"]);
    assert_eq!(world.commits("thuis"), before + 5);
    world.git("thuis", &["fsck", "--strict"]);
}

#[test]
fn dossiers_taken_over_go_through_our_hooks() {
    let Some(world) = World::new() else { return };
    let list = world.klacht("thuis", &["importeer", "--voorbeeldlijst"]);
    std::fs::write(world.at("lijst.csv"), list).unwrap();
    let before = world.commits("thuis");
    world.klacht("thuis", &["importeer", "../lijst.csv", "--uitvoeren"]);
    assert_eq!(world.commits("thuis"), before + 1);
}

#[test]
fn plain_commit_of_a_lawful_dossier_goes_through() {
    let Some(world) = World::new() else { return };
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    world.git("thuis", &["commit", "-aqm", "Plank"]);
    world.git("thuis", &["commit", "-q", "--allow-empty", "-m", "Niets"]);
}

#[test]
fn forbidden_step_is_refused_and_says_so_in_dutch() {
    let Some(world) = World::new() else { return };
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    let said = world.refused("thuis", &["commit", "-aqm", "Klaar"]);
    assert!(said.contains("Dit wordt niet vastgelegd.") && said.contains("fout[statusstap-verboden]"), "{said}");
}

#[test]
fn staged_version_is_judged_and_not_the_file() {
    let Some(world) = World::new() else { return };
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    world.git("thuis", &["add", "-A"]);
    world.edit(FIRST, "status: gesloten", "status: ontvangen");
    assert!(world.refused("thuis", &["commit", "-qm", "Klaar"]).contains("statusstap-verboden"));
    world.git("thuis", &["reset", "-q"]);
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    world.git("thuis", &["add", "-A"]);
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    world.git("thuis", &["commit", "-qm", "Plank"]);
    // With a path git judges by an index of its own.
    assert!(world.refused("thuis", &["commit", "-qm", "Klaar", FIRST]).contains("statusstap-verboden"));
}

#[test]
fn vanished_fact_and_a_mark_of_a_merge_are_refused() {
    let Some(world) = World::new() else { return };
    world.edit(FIRST, "  email: s.dewit@klant.example\n", "");
    assert!(world.refused("thuis", &["commit", "-aqm", "Weg"]).contains("fout[feit-verdwenen]"));
    world.git("thuis", &["reset", "-q", "--hard"]);
    world.edit(FIRST, "status: ontvangen", "<<<<<<< HEAD\nstatus: ontvangen");
    assert!(world.refused("thuis", &["commit", "-aqm", "Samen"]).contains("fout[conflict-in-bestand]"));
}

#[test]
fn dossier_that_goes_is_refused_by_a_plain_commit() {
    let Some(world) = World::new() else { return };
    world.git("thuis", &["rm", "-q", FIRST]);
    let said = world.refused("thuis", &["commit", "-qm", "Weg"]);
    assert!(said.contains("het hele dossier is weg"), "{said}");
    let (_, back) = said.split_once("haal het terug met: git ").unwrap_or_else(|| panic!("{said}"));
    let back = back.split(';').next().unwrap().split_whitespace().collect::<Vec<_>>();
    world.git("thuis/register", &back);
    assert!(world.at("thuis").join(FIRST).is_file());
}

#[test]
fn number_used_twice_and_a_destroyed_one_are_refused() {
    let Some(world) = World::new() else { return };
    world.new_dossier("Joris Smit");
    world.edit("dossiers/2026/K-2026-0002/dossier.md", "nummer: K-2026-0002", "nummer: K-2026-0001");
    assert!(world.refused("thuis", &["commit", "-aqm", "Nummer"]).contains("fout: K-2026-0001: dit nummer staat er twee keer"));
    world.git("thuis", &["reset", "-q", "--hard"]);
    std::fs::write(world.at("thuis/register/vernietigd.yaml"), "- nummer: K-2026-0002\n").unwrap();
    world.git("thuis", &["add", "-A"]);
    assert!(world.refused("thuis", &["commit", "-qm", "Register"]).contains("K-2026-0002: dit dossier is vernietigd en komt hiermee terug"));
}

#[test]
fn several_dossiers_ask_for_a_word_in_the_message() {
    let Some(world) = World::new() else { return };
    world.new_dossier("Joris Smit");
    for path in [FIRST, "dossiers/2026/K-2026-0002/dossier.md"] {
        world.edit(path, "onderwerp:", "x_plank: 3\nonderwerp:");
    }
    let said = world.refused("thuis", &["commit", "-aqm", "Planken"]);
    assert!(said.contains("fout: K-2026-0001, K-2026-0002 samen in één vastlegging") && said.contains("«Soort: import»"), "{said}");
    world.git("thuis", &["commit", "-aqm", "Planken", "-m", "Soort: import"]);
}

#[test]
fn strict_hook_refuses_an_error_among_the_remarks() {
    let Some(world) = World::new() else { return };
    world.edit(FIRST, "ingediend_op: 2026-11-19", "ingediend_op: 2026-11-30");
    world.git("thuis", &["commit", "-aqm", "Dag"]);
    world.klacht("thuis", &["git-hooks", "installeer", "--streng"]);
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    assert!(world.refused("thuis", &["commit", "-aqm", "Plank"]).contains("fout[ingediend-na-ontvangst]"));
}

#[test]
fn hook_of_another_stays_and_is_told_what_to_add() {
    let Some(world) = World::new() else { return };
    world.klacht("thuis", &["git-hooks", "verwijder"]);
    let theirs = world.at("thuis/.git/hooks/commit-msg");
    std::fs::write(&theirs, "#!/bin/sh\nexit 0\n").unwrap();
    let output = world.run("thuis", env!("CARGO_BIN_EXE_klacht"), &["git-hooks", "installeer"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("in commit-msg: klacht git-hooks commit-msg \"$@\" || exit 1"), "{}", said(&output));
    assert!(!world.at("thuis/.git/hooks/pre-commit").exists());
    let told = world.klacht("thuis", &["git-hooks", "verwijder"]);
    assert!(told.contains("commit-msg is van een ander en blijft staan."), "{told}");
    assert_eq!(std::fs::read_to_string(theirs).unwrap(), "#!/bin/sh\nexit 0\n");
}

#[test]
fn hooks_go_where_git_looks_for_them() {
    let Some(world) = World::new() else { return };
    world.klacht("thuis", &["git-hooks", "verwijder"]);
    world.git("thuis", &["config", "core.hooksPath", "haken"]);
    world.klacht("thuis", &["git-hooks", "installeer"]);
    assert!(world.at("thuis/haken/pre-commit").is_file());
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    assert!(world.refused("thuis", &["commit", "-qm", "Klaar", FIRST]).contains("statusstap-verboden"));
    let elsewhere = world.at("ergens-anders");
    world.git("thuis", &["config", "core.hooksPath", elsewhere.to_str().unwrap()]);
    let output = world.run("thuis", env!("CARGO_BIN_EXE_klacht"), &["git-hooks", "installeer"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(!elsewhere.exists());
}

#[test]
fn linked_work_tree_and_a_folder_below_are_judged_too() {
    let Some(world) = World::new() else { return };
    world.git("thuis", &["worktree", "add", "-q", "-b", "zij", "../zij"]);
    std::fs::write(world.at("zij").join(FIRST), "niets\n").unwrap();
    assert!(world.refused("zij", &["commit", "-aqm", "Stuk"]).contains("fout[kop-ontbreekt]"));
    assert!(world.refused("zij/dossiers/2026", &["commit", "-aqm", "Stuk"]).contains("fout[kop-ontbreekt]"));
    assert!(world.klacht("zij", &["git-hooks"]).contains("geïnstalleerd"));
}

#[test]
fn first_commit_of_all_is_judged_too() {
    let Some(world) = World::new() else { return };
    world.git(".", &["clone", "-q", "thuis", "kopie"]);
    std::fs::remove_dir_all(world.at("kopie/.git")).unwrap();
    world.git("kopie", &["init", "-q", "-b", "main"]);
    world.klacht("kopie", &["git-hooks", "installeer"]);
    let path = world.at("kopie").join(FIRST);
    let good = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, good.replace("status: ontvangen", "status: gesloten")).unwrap();
    world.git("kopie", &["add", "-A"]);
    assert!(world.refused("kopie", &["commit", "-qm", "Begin"]).contains("K-2026-0001 status: statusstap-verboden"));
    std::fs::write(&path, good.replace("status: ontvangen", "status: onvolledig")).unwrap();
    world.git("kopie", &["add", "-A"]);
    assert!(world.refused("kopie", &["commit", "-qm", "Begin"]).contains("K-2026-0001 status: statusstap-verboden"));
    world.git("kopie", &["commit", "-qm", "Begin", "-m", "Soort: begin"]);
}

#[cfg(unix)]
#[test]
fn link_in_a_dossier_and_a_split_index_lead_nobody_astray() {
    let Some(world) = World::new() else { return };
    world.new_dossier("Joris Smit");
    for folder in ["K-2026-0001", "K-2026-0002"] {
        std::os::unix::fs::symlink("dossier.md", world.at("thuis/dossiers/2026").join(folder).join("koppeling")).unwrap();
    }
    world.commit_unjudged("Koppelingen");
    world.git("thuis", &["update-index", "--split-index"]);
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    world.git("thuis", &["commit", "-aqm", "Plank"]);
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    assert!(world.refused("thuis", &["commit", "-aqm", "Klaar"]).contains("statusstap-verboden"));
}

#[test]
fn what_was_only_announced_is_not_judged() {
    let Some(world) = World::new() else { return };
    std::fs::create_dir_all(world.at("thuis/dossiers/2026/K-2026-0002")).unwrap();
    std::fs::write(world.at("thuis/dossiers/2026/K-2026-0002/dossier.md"), "nog niets\n").unwrap();
    world.git("thuis", &["add", "-N", "dossiers"]);
    world.git("thuis", &["commit", "-q", "--allow-empty", "-m", "Niets"]);
}

#[test]
fn conflict_that_was_solved_is_recorded() {
    let Some(world) = World::new() else { return };
    // Git alone, as where our merging is not set up.
    std::fs::create_dir_all(world.at("thuis/.git/info")).unwrap();
    std::fs::write(world.at("thuis/.git/info/attributes"), "*.md merge=text\n").unwrap();
    world.new_dossier("Joris Smit");
    world.git("thuis", &["switch", "-qc", "zij"]);
    for (path, plank) in [(FIRST, "4"), ("dossiers/2026/K-2026-0002/dossier.md", "4")] {
        world.edit(path, "onderwerp:", &format!("x_plank: {plank}\nonderwerp:"));
        world.git("thuis", &["commit", "-aqm", "Plank"]);
    }
    world.git("thuis", &["switch", "-q", "main"]);
    world.edit(FIRST, "onderwerp:", "x_plank: 5\nonderwerp:");
    world.git("thuis", &["commit", "-aqm", "Plank"]);
    world.refused("thuis", &["merge", "-q", "zij"]);
    let path = world.at("thuis").join(FIRST);
    let text = std::fs::read_to_string(&path).unwrap();
    let solved: String = text
        .lines()
        .filter(|line| !["<<<", "===", ">>>"].iter().any(|mark| line.starts_with(mark)) && *line != "x_plank: 5")
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(&path, solved).unwrap();
    // Two dossiers against the one side, and none of them is anyone's slip.
    world.git("thuis", &["commit", "-aqm", "Samen"]);
}

#[test]
fn hook_without_its_program_lets_nothing_through_and_says_why() {
    let Some(world) = World::new() else { return };
    let hook = world.at("thuis/.git/hooks/pre-commit");
    let text = std::fs::read_to_string(&hook).unwrap();
    std::fs::write(&hook, text.replace(env!("CARGO_BIN_EXE_klacht"), "/weg/klacht")).unwrap();
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    let output = world.run("thuis", "git", &["-c", "core.pager=cat", "commit", "-aqm", "Plank"]);
    if Command::new("klacht").arg("--version").output().is_err() {
        assert!(said(&output).contains("Het programma klacht is hier niet te vinden."), "{}", said(&output));
    }
}

#[test]
fn repository_without_dossiers_is_left_in_peace() {
    let Some(world) = World::new() else { return };
    world.git(".", &["init", "-q", "anders"]);
    let hook = world.at("anders/.git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::copy(world.at("thuis/.git/hooks/pre-commit"), hook).unwrap();
    std::fs::write(world.at("anders/iets.txt"), "iets\n").unwrap();
    world.git("anders", &["add", "-A"]);
    world.git("anders", &["commit", "-qm", "Iets"]);
}

#[test]
fn lawful_pushes_are_taken_by_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.klacht("thuis", &["bericht", "K-2026-0001", "bevestiging", "--datum", "2026-11-21", "--kanaal", "e-mail"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.git("thuis", &["switch", "-qc", "proef"]);
    world.new_dossier("Joris Smit");
    world.git("thuis", &["push", "-q", "origin", "proef"]);
    world.git("thuis", &["push", "-q", "origin", "HEAD:refs/tags/stand", "HEAD:main", ":proef"]);
    world.git("thuis", &["switch", "-q", "main"]);
    world.git("thuis", &["merge", "-q", "proef"]);
    let standing = world.git("server.git", &["rev-parse", "main"]);
    assert_eq!(standing, world.git("thuis", &["rev-parse", "main"]));
    world.git("server.git", &["fsck", "--strict"]);
}

#[test]
fn forbidden_step_is_refused_by_the_server_without_a_word_of_the_dossier() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    world.commit_unjudged("Klaar voor Sanne");
    world.edit(FIRST, "status: gesloten", "status: ontvangen");
    world.commit_unjudged("Toch niet");
    let said = world.refused("thuis", &["push", "-q", "origin", "main"]);
    assert!(said.contains("K-2026-0001 status: statusstap-verboden (vastlegging "), "{said}");
    assert!(!said.contains("Sanne") && !said.contains("klant.example"), "{said}");
    // The same under another name, and under a tag.
    world.refused("thuis", &["push", "-q", "origin", "main:anders"]);
    world.refused("thuis", &["push", "-q", "origin", "main:refs/tags/anders"]);
    assert_eq!(world.git("server.git", &["for-each-ref", "--format=%(refname)"]), "refs/heads/main\n");
}

#[test]
fn unreadable_version_is_refused_by_the_server_even_when_it_was_mended() {
    let Some(world) = World::new().map(World::with_server) else { return };
    let good = std::fs::read(world.at("thuis").join(FIRST)).unwrap();
    std::fs::write(world.at("thuis").join(FIRST), "---\nstuk: [\n").unwrap();
    world.commit_unjudged("Stuk");
    std::fs::write(world.at("thuis").join(FIRST), good).unwrap();
    world.commit_unjudged("Heel");
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("fout: K-2026-0001"));
}

#[test]
fn main_branch_is_neither_rewritten_nor_deleted_on_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    let said = world.refused("thuis", &["push", "-q", "origin", ":main"]);
    assert!(said.contains("main: deze tak mag niet weg"), "{said}");
    world.git("thuis", &["commit", "-q", "--amend", "--no-verify", "-m", "Anders"]);
    let said = world.refused("thuis", &["push", "-q", "--force", "origin", "main"]);
    assert!(said.contains("main: wat er stond, zou hiermee verdwijnen"), "{said}");
    world.git("thuis", &["push", "-q", "origin", "main:proef"]);
    world.git("server.git", &["config", "--add", "klacht.beschermdeTak", "proef"]);
    world.refused("thuis", &["push", "-q", "origin", ":proef"]);
}

#[test]
fn branch_with_dossiers_is_protected_where_the_main_branch_is_called_otherwise() {
    let Some(world) = World::new() else { return };
    world.git(".", &["init", "-q", "--bare", "-b", "master", "server.git"]);
    let told = world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"]);
    assert!(told.contains("is master, maar die is leeg; er is nog niets in te beschermen"), "{told}");
    world.git("thuis", &["remote", "add", "origin", "../server.git"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.git("thuis", &["commit", "-q", "--amend", "--no-verify", "-m", "Anders"]);
    let said = world.refused("thuis", &["push", "-q", "--force", "origin", "main"]);
    assert!(said.contains("main: wat er stond, zou hiermee verdwijnen"), "{said}");
    world.refused("thuis", &["push", "-q", "origin", ":main"]);
    let told = world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"]);
    assert!(told.contains("is master, maar die is leeg; beschermd wordt main."), "{told}");
    let command = told.lines().find_map(|line| line.trim().strip_prefix("git ")).unwrap().replace('"', "");
    world.git(".", &command.split(' ').collect::<Vec<_>>());
    let told = world.klacht("thuis", &["git-hooks", "--opslag-op-server", "../server.git"]);
    assert!(!told.contains("die map is niet alleen van deze git-opslag"), "{told}");
    let told = world.klacht(".", &["git-hooks", "--opslag-op-server", "server.git"]);
    assert!(!told.contains("Let op"), "{told}");
    world.git(".", &["clone", "-q", "server.git", "kopie"]);
    assert!(world.at("kopie").join(FIRST).is_file());
}

#[test]
fn copy_without_a_branch_is_told_which_to_take_and_no_second_archive_is_begun() {
    let Some(world) = World::new() else { return };
    world.git(".", &["init", "-q", "--bare", "-b", "master", "server.git"]);
    world.git("thuis", &["remote", "add", "origin", "../server.git"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.git(".", &["clone", "-q", "server.git", "kopie"]);
    for words in [&["termijnen"][..], &["begin"]] {
        let output = world.run("kopie", env!("CARGO_BIN_EXE_klacht"), words);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert!(said(&output).contains("nog geen tak opgehaald") && said(&output).contains("typ: git switch main"), "{}", said(&output));
    }
    world.git("kopie", &["switch", "-q", "main"]);
    world.klacht("kopie", &["termijnen"]);
}

#[test]
fn other_branch_may_go_once_another_has_its_dossiers() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.git("thuis", &["switch", "-qc", "proef"]);
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    world.git("thuis", &["commit", "-aqm", "Plank"]);
    world.git("thuis", &["push", "-q", "origin", "proef"]);
    for moves in [&[":proef"][..], &["+main:proef"], &[":proef", "proef:refs/tags/stand"]] {
        let said = world.refused("thuis", &[&["push", "-q", "origin"], moves].concat());
        assert!(said.contains("proef: hierin staan dossiers die in geen andere tak zo staan"), "{said}");
    }
    world.git("thuis", &["push", "-q", "origin", "proef:main"]);
    world.git("thuis", &["push", "-q", "origin", ":proef"]);
}

#[test]
fn way_out_of_a_refusal_works_and_keeps_the_file() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.edit(FIRST, "onderwerp:", "x_plank: 3\nonderwerp:");
    world.git("thuis", &["commit", "-aqm", "Plank"]);
    world.edit(FIRST, "status: ontvangen", "status: gesloten");
    world.commit_unjudged("Klaar");
    world.edit(FIRST, "onderwerp:", "x_kast: 4\nonderwerp:");
    world.commit_unjudged("Kast");
    let said = world.refused("thuis", &["push", "-q", "origin", "main"]);
    let (_, command) = said.split_once("typ in uw dossiermap: git ").unwrap_or_else(|| panic!("{said}"));
    let before = std::fs::read(world.at("thuis").join(FIRST)).unwrap();
    world.git("thuis", &command.lines().next().unwrap().split_whitespace().collect::<Vec<_>>());
    assert_eq!(std::fs::read(world.at("thuis").join(FIRST)).unwrap(), before);
    world.edit(FIRST, "status: gesloten", "status: ontvangen");
    world.klacht("thuis", &["leg-vast"]);
    world.klacht("thuis", &["deel"]);
    let kept = world.git("server.git", &["show", &format!("main:{FIRST}")]);
    assert!(kept.contains("x_plank: 3") && kept.contains("x_kast: 4") && kept.contains("status: ontvangen"), "{kept}");
}

#[test]
fn several_dossiers_and_a_dossier_that_goes_are_refused_by_the_server() {
    let Some(world) = World::new() else { return };
    world.new_dossier("Joris Smit");
    let world = world.with_server();
    for path in [FIRST, "dossiers/2026/K-2026-0002/dossier.md"] {
        world.edit(path, "onderwerp:", "x_plank: 3\nonderwerp:");
    }
    world.commit_unjudged("Planken");
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2026-0001, K-2026-0002 samen in één vastlegging"));
    world.git("thuis", &["commit", "-q", "--amend", "--no-verify", "-m", "Planken", "-m", "Soort: import"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.git("thuis", &["rm", "-q", FIRST]);
    world.commit_unjudged("Weg");
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2026-0001: het hele dossier is weg (vastlegging "));
}

#[test]
fn merge_that_drops_a_dossier_is_refused_by_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.git("thuis", &["branch", "oud"]);
    world.new_dossier("Joris Smit");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    let tree = world.git("thuis", &["rev-parse", "oud^{tree}"]);
    let merge = world.git("thuis", &["commit-tree", "-p", "main", "-p", "oud", "-m", "Samen", tree.trim()]);
    world.git("thuis", &["update-ref", "refs/heads/main", merge.trim()]);
    let said = world.refused("thuis", &["push", "-q", "origin", "main"]);
    assert!(said.contains("fout: K-2026-0002: het hele dossier is weg") && !said.contains("(vastlegging"), "{said}");
}

#[test]
fn destroyed_dossier_does_not_come_back_to_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.git(".", &["clone", "-q", "server.git", "oud"]);
    world.git("thuis", &["rm", "-rq", "dossiers/2026/K-2026-0001"]);
    std::fs::write(world.at("thuis/register/vernietigd.yaml"), "- nummer: K-2026-0001\n").unwrap();
    world.git("thuis", &["add", "-A"]);
    world.git("thuis", &["commit", "-qm", "1 dossier vernietigd", "-m", "Soort: vernietiging\nDossier: K-2026-0001"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    // An old copy that works on, and pushes under a name of its own.
    let path = world.at("oud").join(FIRST);
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap().replace("onderwerp:", "x_plank: 3\nonderwerp:")).unwrap();
    world.git("oud", &["commit", "-aqm", "Plank"]);
    let said = world.refused("oud", &["push", "-q", "origin", "HEAD:anders"]);
    assert!(said.contains("K-2026-0001: dit dossier is vernietigd en komt hiermee terug"), "{said}");
}

#[test]
fn number_that_stands_twice_is_refused_by_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    let from = world.at("thuis/dossiers/2026/K-2026-0001");
    let to = world.at("thuis/dossiers/2025/K-2026-0001");
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(from.join("dossier.md"), to.join("dossier.md")).unwrap();
    world.commit_unjudged("Nog eens");
    world.assert_double_refused();
}

#[test]
fn dossier_that_takes_the_number_of_another_is_refused_by_the_server() {
    let Some(world) = World::new().map(World::with_server) else { return };
    world.new_dossier("Joris Smit");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.edit("dossiers/2026/K-2026-0002/dossier.md", "nummer: K-2026-0002", "nummer: K-2026-0001");
    world.commit_unjudged("Ander nummer");
    world.assert_double_refused();
}

#[test]
fn dossiers_that_lay_there_before_their_rule_file_are_judged_when_it_comes() {
    let Some(world) = World::new().map(World::with_server) else { return };
    for folder in ["K-2026-0001", "K-2026-0002"] {
        let folder = world.at("thuis/zuid/dossiers/2026").join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(world.at("thuis").join(FIRST), folder.join("dossier.md")).unwrap();
    }
    world.commit_unjudged("Uit het zuiden");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    std::fs::copy(world.at("thuis/dossiers/regeling.yaml"), world.at("thuis/zuid/dossiers/regeling.yaml")).unwrap();
    world.commit_unjudged("Regeling");
    world.assert_double_refused();
}

#[test]
fn number_that_stood_twice_before_there_was_a_guard_holds_up_no_edit() {
    let Some(world) = World::new() else { return };
    let double = world.at("thuis/dossiers/2025/K-2026-0001");
    std::fs::create_dir_all(&double).unwrap();
    std::fs::copy(world.at("thuis").join(FIRST), double.join("dossier.md")).unwrap();
    world.commit_unjudged("Nog eens");
    world.git(".", &["init", "-q", "--bare", "-b", "main", "server.git"]);
    world.git("thuis", &["push", "-q", "../server.git", "main"]);
    let world = world.with_server();
    world.edit(FIRST, "status: ontvangen", "x_plank: 3\nstatus: ontvangen");
    world.commit_unjudged("Plank");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    let next = world.at("thuis/dossiers/2026/K-2026-0002");
    std::fs::create_dir_all(&next).unwrap();
    let text = std::fs::read_to_string(world.at("thuis").join(FIRST)).unwrap();
    std::fs::write(next.join("dossier.md"), text.replace("K-2026-0001", "K-2026-0002")).unwrap();
    world.commit_unjudged("Nog een dossier");
    world.assert_double_refused();
}

#[test]
fn dossiers_below_a_folder_of_their_own_are_judged_too() {
    let Some(world) = World::new() else { return };
    world.git(".", &["init", "-q", "-b", "main", "breed"]);
    let copied = Command::new("cp").arg("-r").arg(world.at("thuis/dossiers")).arg(world.at("breed")).status();
    if !copied.is_ok_and(|status| status.success()) {
        return;
    }
    std::fs::create_dir(world.at("breed/klachten")).unwrap();
    std::fs::rename(world.at("breed/dossiers"), world.at("breed/klachten/dossiers")).unwrap();
    world.git("breed", &["add", "-A"]);
    world.git("breed", &["commit", "-qm", "Begin"]);
    world.klacht("breed/klachten", &["git-hooks", "installeer"]);
    let path = world.at("breed/klachten").join(FIRST);
    std::fs::write(&path, std::fs::read_to_string(&path).unwrap().replace("status: ontvangen", "status: gesloten")).unwrap();
    let said = world.refused("breed", &["commit", "-aqm", "Klaar"]);
    assert!(said.contains("klachten/dossiers/2026/K-2026-0001/dossier.md"), "{said}");
    assert!(Path::new(&world.at("breed/.git/hooks/commit-msg")).is_file());
}
