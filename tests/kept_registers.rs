//! Recorded lines of the registers: nobody takes one out or changes it unseen, at home, in the history and on a server.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::ops::Deref;

use crate::suite::cast;
use crate::suite::places::{Places, said};

const REGISTER: &str = "register/vernietigd.yaml";
const LINES: &str = "schema: 1\nvernietigd:\n  - nummer: K-2024-0001\n    oordeel: gegrond\n  - nummer: K-2024-0002\n    oordeel: ongegrond\n";
const REDACTED: &str = "schema: 1\nweggelakt:\n  - nummer: K-2026-0001\n    wat: passage\n";
const CODE: &str = "fout[registerregel-gewijzigd]";

/// A dossier folder `thuis` with registers, and a server that has it all and judges.
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
    /// `None`, aloud, where there is no git.
    fn new() -> Option<Self> {
        let world = Self { places: Places::new(None, "no register was guarded")? };
        world.git(".", &["init", "-q", "-b", "main", "thuis"]);
        world.put("thuis", "dossiers/regeling.yaml", &cast::rule_file());
        world.put("thuis", "register/nummers.yaml", "schema: 1\nuitgegeven:\n  - K-2024-0003\n");
        world.commit("thuis", &["Begin", "Soort: begin"]);
        world.put("thuis", REGISTER, LINES);
        world.put("thuis", "register/weggelakt.yaml", REDACTED);
        world.commit("thuis", &["2 dossiers vernietigd", "Soort: vernietiging"]);
        world.git(".", &["clone", "-q", "--bare", "thuis", "server.git"]);
        world.git("server.git", &["remote", "remove", "origin"]);
        world.git("thuis", &["remote", "add", "origin", "../server.git"]);
        world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
        Some(world)
    }

    /// The register of destroyed dossiers without its second line.
    fn shorter() -> &'static str {
        LINES.split_once("  - nummer: K-2024-0002").unwrap().0
    }

    /// Commits everything with these paragraphs as its message, with no hook asked.
    fn commit(&self, folder: &str, message: &[&str]) {
        self.git(folder, &["add", "-A"]);
        let words = message.iter().flat_map(|paragraph| ["-m", paragraph]);
        self.git(folder, &["commit", "-q", "--no-verify", "--allow-empty"].into_iter().chain(words).collect::<Vec<_>>());
    }

    /// How many remarks on lines `controleer` makes with these words.
    fn remarks(&self, words: &[&str]) -> usize {
        let words: Vec<_> = ["controleer"].iter().chain(words).copied().collect();
        said(&self.run("thuis", env!("CARGO_BIN_EXE_klacht"), &words)).matches(CODE).count()
    }
}

#[test]
fn emptied_shortened_and_altered_registers_are_refused_under_any_name() {
    let Some(world) = World::new() else { return };
    let altered = LINES.replace("oordeel: ongegrond", "oordeel: gegrond");
    let ways: [(&str, Option<&str>, &str); 6] = [
        (REGISTER, Some("schema: 1\nvernietigd: []\n"), "K-2024-0001: zijn regel is weg uit register/vernietigd.yaml"),
        (REGISTER, Some(World::shorter()), "K-2024-0002: zijn regel is weg uit register/vernietigd.yaml"),
        (REGISTER, None, "K-2024-0001: zijn regel is weg uit register/vernietigd.yaml"),
        (REGISTER, Some(&altered), "K-2024-0002: zijn regel in register/vernietigd.yaml zegt iets anders dan was vastgelegd"),
        ("register/weggelakt.yaml", Some("schema: 1\nweggelakt: []\n"), "K-2026-0001: zijn regel is weg uit register/weggelakt.yaml"),
        ("register/nummers.yaml", None, "K-2024-0003: zijn regel is weg uit register/nummers.yaml"),
    ];
    let before = world.git("server.git", &["for-each-ref"]);
    for (path, text, refusal) in ways {
        match text {
            Some(text) => world.put("thuis", path, text),
            None => std::fs::remove_file(world.at("thuis").join(path)).unwrap(),
        }
        world.commit("thuis", &["Opgeruimd"]);
        for to in ["main", "main:zij", "main:refs/tags/v1"] {
            let told = world.refused("thuis", &["push", "-q", "origin", to]);
            assert!(told.contains(refusal) && told.contains("(vastlegging ") && told.contains("Soort: registercorrectie"), "{to}: {told}");
        }
        assert_eq!(world.remarks(&[]), 0, "it is recorded so");
        assert!(world.remarks(&["--historie"]) > 0, "{path}");
        world.git("thuis", &["reset", "-q", "--hard", "HEAD~1"]);
    }
    // As a link, and all of it in a folder of another name.
    world.git("thuis", &["mv", "register", "oud"]);
    world.commit("thuis", &["Opgeruimd"]);
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2024-0001: zijn regel is weg"));
    std::fs::create_dir(world.at("thuis/register")).unwrap();
    if std::os::unix::fs::symlink("../oud/vernietigd.yaml", world.at("thuis").join(REGISTER)).is_ok() {
        world.commit("thuis", &["Verwijzing"]);
        assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2024-0001: zijn regel is weg"));
    }
    assert_eq!(world.git("server.git", &["for-each-ref"]), before);
}

#[test]
fn line_altered_by_a_commit_that_says_so_is_taken_and_a_number_goes_only_where_it_is_allowed() {
    let Some(world) = World::new() else { return };
    world.put("thuis", REGISTER, &LINES.replace("oordeel: ongegrond", "oordeel: deels_gegrond"));
    world.commit("thuis", &["Register verbeterd", "Soort: registercorrectie"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    assert_eq!(world.remarks(&["--historie"]), 0);
    world.put("thuis", REGISTER, World::shorter());
    world.commit("thuis", &["Register verbeterd", "Soort: registercorrectie"]);
    for to in ["main", "main:zij"] {
        let told = world.refused("thuis", &["push", "-q", "origin", to]);
        assert!(told.contains("K-2024-0002: zijn regel is weg") && told.contains("git config klacht.registercorrectieToestaan true"), "{told}");
    }
    world.git("server.git", &["config", "klacht.registercorrectieToestaan", "true"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    assert_eq!(world.remarks(&["--historie"]), 1, "a number that went stays in sight until it is explained");
    // Allowed is what says so, and nothing else.
    world.put("thuis", REGISTER, "schema: 1\nvernietigd: []\n");
    world.commit("thuis", &["Opgeruimd"]);
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2024-0001: zijn regel is weg"));
}

#[test]
fn lines_that_come_are_written_otherwise_or_come_back_are_no_loss() {
    let Some(world) = World::new() else { return };
    world.put("thuis", REGISTER, "# Wat er was\nvernietigd:\n- {oordeel: ongegrond, nummer: K-2024-0002}\n- {nummer: K-2024-0009}\n- {nummer: K-2024-0001, oordeel: gegrond}\n");
    world.commit("thuis", &["Netjes"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.put("thuis", REGISTER, "");
    world.commit("thuis", &["Vergissing"]);
    world.git("thuis", &["revert", "--no-edit", "HEAD"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    assert_eq!(world.remarks(&["--historie"]), 0);
}

#[test]
fn merge_loses_no_line_whichever_side_it_came_from() {
    let Some(world) = World::new() else { return };
    // A side from before the destruction, and one that takes a line out by itself.
    world.git("thuis", &["switch", "-qc", "oud", "main~1"]);
    world.put("thuis", "dossiers/los.txt", "los\n");
    world.commit("thuis", &["Los"]);
    world.git("thuis", &["push", "-q", "origin", "oud"]);
    world.git("thuis", &["switch", "-q", "main"]);
    let merge = |tree: &str, message: &str| {
        let tree = world.git("thuis", &["rev-parse", &format!("{tree}^{{tree}}")]);
        let merge = world.git("thuis", &["commit-tree", "-p", "main", "-p", "oud", "-m", message, tree.trim()]);
        merge.trim().to_owned()
    };
    for message in ["Samen", "Samen\n\nSoort: registercorrectie"] {
        let losing = merge("oud", message);
        let told = world.refused("thuis", &["push", "-q", "origin", &format!("{losing}:main")]);
        assert!(told.contains("K-2024-0002: zijn regel is weg"), "{told}");
        world.git("thuis", &["update-ref", "refs/heads/proef", &losing]);
        world.git("thuis", &["switch", "-q", "proef"]);
        assert_eq!(world.remarks(&["--historie"]), 3, "two that were destroyed, and one from which something was taken out");
        world.git("thuis", &["switch", "-q", "main"]);
    }
    world.git("thuis", &["merge", "-q", "--no-edit", "oud"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    assert_eq!(world.remarks(&["--historie"]), 0);
    // What a side took out and said so is no loss of the merge too.
    world.git("thuis", &["switch", "-qc", "zij"]);
    world.put("thuis", REGISTER, &LINES.replace("oordeel: ongegrond", "oordeel: deels_gegrond"));
    world.commit("thuis", &["Register verbeterd", "Soort: registercorrectie"]);
    world.git("thuis", &["push", "-q", "origin", "zij"]);
    world.git("thuis", &["switch", "-q", "main"]);
    world.put("thuis", "dossiers/los2.txt", "los\n");
    world.commit("thuis", &["Los"]);
    world.git("thuis", &["merge", "-q", "--no-edit", "zij"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    assert_eq!(world.remarks(&["--historie"]), 0);
}

#[test]
fn rewriting_deleting_and_an_empty_branch_lead_round_no_guard() {
    let Some(world) = World::new() else { return };
    let destroyed = "---\nschema: 1\nnummer: K-2024-0001\nstatus: ontvangen\n---\n## Omschrijving\nEen klacht.\n";
    world.git("thuis", &["switch", "-q", "--orphan", "leeg"]);
    world.put("thuis", "dossiers/regeling.yaml", &cast::rule_file());
    world.commit("thuis", &["Begin", "Soort: begin"]);
    for words in [["push", "-q", "--force", "origin", "leeg:main"].as_slice(), &["push", "-q", "origin", ":main"]] {
        world.refused("thuis", words);
    }
    world.git("thuis", &["push", "-q", "origin", "leeg"]);
    world.put("thuis", "dossiers/2024/K-2024-0001/dossier.md", destroyed);
    world.commit("thuis", &["K-2024-0001: nieuw"]);
    // Also where no branch is the main one: what the register of any branch with dossiers says counts for a new one.
    for head in ["refs/heads/main", "refs/heads/nergens"] {
        world.git("server.git", &["symbolic-ref", "HEAD", head]);
        for to in ["leeg:nieuw", "leeg", "leeg:refs/tags/v1"] {
            let told = world.refused("thuis", &["push", "-q", "origin", to]);
            assert!(told.contains("K-2024-0001: dit dossier is vernietigd en komt hiermee terug"), "{head} {to}: {told}");
        }
    }
}

#[test]
fn branch_that_is_another_name_for_the_main_one_is_guarded_as_that_is() {
    let Some(world) = World::new() else { return };
    world.git("server.git", &["symbolic-ref", "refs/heads/hoofd", "refs/heads/main"]);
    world.git("thuis", &["switch", "-q", "--orphan", "leeg"]);
    world.commit("thuis", &["Leeg"]);
    let before = world.git("server.git", &["rev-parse", "main"]);
    world.refused("thuis", &["push", "-q", "--force", "origin", "leeg:hoofd"]);
    assert_eq!(world.git("server.git", &["rev-parse", "main"]), before);
}

#[test]
fn office_without_its_rule_file_is_still_guarded() {
    let Some(world) = World::new() else { return };
    world.git("thuis", &["rm", "-q", "dossiers/regeling.yaml"]);
    world.commit("thuis", &["Zonder regeling"]);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.put("thuis", REGISTER, "");
    world.commit("thuis", &["Opgeruimd"]);
    assert!(world.refused("thuis", &["push", "-q", "origin", "main"]).contains("K-2024-0001: zijn regel is weg"));
}

#[test]
fn plain_commit_at_home_says_that_it_puts_a_register_right_or_is_refused() {
    let Some(world) = World::new() else { return };
    world.klacht("thuis", &["git-hooks", "installeer"], 0);
    world.put("thuis", REGISTER, World::shorter());
    let told = world.klacht("thuis", &["controleer"], 1);
    assert!(
        told.contains("de regel van K-2024-0002 staat hier niet meer") && told.contains("git checkout HEAD -- register/vernietigd.yaml"),
        "{told}"
    );
    let told = world.refused("thuis", &["commit", "-qam", "Opgeruimd"]);
    assert!(told.contains("K-2024-0002: zijn regel is weg uit register/vernietigd.yaml") && told.contains("Soort: registercorrectie"), "{told}");
    world.git("thuis", &["checkout", "-q", "HEAD", "--", "register"]);
    world.put("thuis", REGISTER, &LINES.replace("ongegrond", "gegrond"));
    assert!(world.refused("thuis", &["commit", "-qam", "Beter"]).contains("zegt iets anders dan was vastgelegd"));
    world.git("thuis", &["commit", "-qam", "Register verbeterd", "-m", "Soort: registercorrectie"]);
    // A merge that is finished by hand.
    world.git("thuis", &["switch", "-qc", "oud", "main~2"]);
    world.put("thuis", "dossiers/los.txt", "los\n");
    world.commit("thuis", &["Los"]);
    world.git("thuis", &["switch", "-q", "main"]);
    world.git("thuis", &["merge", "-q", "--no-commit", "oud"]);
    world.git("thuis", &["rm", "-q", "-f", REGISTER]);
    assert!(world.refused("thuis", &["commit", "-qm", "Samen"]).contains("K-2024-0001: zijn regel is weg"));
    world.git("thuis", &["checkout", "-q", "HEAD", "--", "register"]);
    world.git("thuis", &["commit", "-qm", "Samen"]);
    for format in ["github", "sarif", "junit", "json"] {
        world.put("thuis", REGISTER, "");
        let words = ["controleer", "--formaat", format];
        assert!(said(&world.run("thuis", env!("CARGO_BIN_EXE_klacht"), &words)).contains("registerregel-gewijzigd"), "{format}");
    }
}
