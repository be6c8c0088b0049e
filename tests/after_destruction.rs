//! After a destruction: a place elsewhere put in line and looked at, and an old copy that would bring everything back.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use crate::suite::cast;
use crate::suite::places::{Places, said};
use klachtdossier::domain::DossierId;
use klachtdossier::repository::{Closing, CommitMessage, Identity, Kind, Repository, TrackedPath};
use klachtdossier::shell::destruction::{DestructionOrder, RedactionOrder, Target, carry_out, carry_out_redaction, rehearse, rehearse_redaction};
use klachtdossier::shell::office::Office;
use klachtdossier::source::{Blackening, default_rules};

const GONE: &str = "K-2026-0002";
const CODE: &str = "fout[vernietigd-dossier-terug]";

/// A dossier folder `thuis`, a place elsewhere `server.git`, and an old copy `kopie` of before the destruction.
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
    /// Before the destruction; `None`, aloud, where there is no git.
    fn before() -> Option<Self> {
        let world = Self { places: Places::new(Some("2029-01-02"), "nothing elsewhere was tried")? };
        world.git(".", &["init", "-q", "-b", "main", "thuis"]);
        world.put("thuis", "dossiers/regeling.yaml", &cast::rule_file());
        world.dossier("thuis", "K-2026-0001", "in_behandeling");
        world.commit("thuis", "Begin\n\nSoort: begin");
        world.dossier("thuis", GONE, "ontvangen");
        world.commit("thuis", "K-2026-0002: nieuw");
        world.put("thuis", "dossiers/2026/K-2026-0002/bijlagen/brief.txt", "Een brief\n");
        world.commit("thuis", "K-2026-0002: bijlagen");
        world.git(".", &["init", "-q", "--bare", "-b", "main", "server.git"]);
        world.git("thuis", &["remote", "add", "origin", "../server.git"]);
        world.git("thuis", &["tag", "-a", "stand", "-m", "stand"]);
        world.git("thuis", &["tag", "licht", "HEAD~1"]);
        world.git("thuis", &["push", "-q", "-u", "origin", "main", "stand", "licht"]);
        world.git(".", &["clone", "-q", "server.git", "kopie"]);
        Some(world)
    }

    /// After it, with nothing done elsewhere.
    fn destroyed() -> Option<Self> {
        let world = Self::before()?;
        world.destroy();
        Some(world)
    }

    /// After it, with the place elsewhere in line and the old copy knowing of that.
    fn in_line() -> Option<Self> {
        let world = Self::destroyed()?;
        world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
        world.git("kopie", &["fetch", "-q"]);
        Some(world)
    }

    fn destroy(&self) {
        self.destroy_in("thuis", GONE);
    }

    /// A dossier destroyed in the office of this folder, whatever day it is.
    fn destroy_in(&self, folder: &str, number: &str) {
        let folder = self.at(folder);
        let (office, repository, rules) = (Office::find(&folder).unwrap(), Repository::discover(&folder).unwrap().unwrap(), default_rules());
        let gone: BTreeSet<DossierId> = BTreeSet::from([number.parse().unwrap()]);
        let register = std::fs::read_to_string(folder.join("register/vernietigd.yaml")).unwrap_or("schema: 1\nvernietigd:\n".to_owned());
        let files =
            BTreeMap::from([(TrackedPath::new("register/vernietigd.yaml").unwrap(), format!("{register}  - nummer: {number}\n").into_bytes())]);
        let by = Identity { name: "A. Vermeer".to_owned(), email: "a.vermeer@leverancier.example".to_owned() };
        let at = "2029-01-02T10:00:00+01:00".parse().unwrap();
        let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Destruction, gone.iter().copied()), by, at };
        let order = DestructionOrder { gone: &gone, closing, rules: &rules };
        let rehearsal = rehearse(&office, &repository, &order).unwrap();
        assert!(rehearsal.proof.holds(), "{:?}", rehearsal.proof);
        carry_out(&office, &repository, &order, &rehearsal).unwrap();
    }

    fn dossier(&self, folder: &str, number: &str, status: &str) {
        let text = format!("---\nschema: 1\nnummer: {number}\nstatus: {status}\n---\n## Omschrijving\nEen klacht.\n");
        self.put(folder, &format!("dossiers/2026/{number}/dossier.md"), &text);
    }

    fn commit(&self, folder: &str, message: &str) {
        self.git(folder, &["add", "-A"]);
        self.git(folder, &["commit", "-q", "--no-verify", "-m", message]);
    }

    fn references(&self) -> String {
        self.git("server.git", &["for-each-ref", "--format=%(refname)"])
    }
}

#[test]
fn place_elsewhere_is_clean_only_once_references_and_unnamed_commits_are_gone() {
    let Some(world) = World::destroyed() else { return };
    world.git("server.git", &["update-ref", "refs/pull/1/head", "main"]);
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    for line in ["refs/heads/main: K-2026-0002", "refs/tags/stand: K-2026-0002", "refs/tags/licht: K-2026-0002", "refs/pull/1/head: K-2026-0002"] {
        assert!(told.contains(line), "{line} in {told}");
    }
    let renewed = world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    assert!(renewed.contains("weg kan halen: refs/pull/1/head"), "{renewed}");
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    assert!(told.contains("refs/pull/1/head: K-2026-0002") && !told.contains("refs/heads/main:"), "{told}");
    world.git("server.git", &["update-ref", "-d", "refs/pull/1/head"]);
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    assert!(told.contains("Geen tak, label") && told.contains("en daar nog te krijgen: 3"), "{told}");
    // The steps of the runbook.
    world.git("server.git", &["reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all"]);
    world.git("server.git", &["gc", "-q", "--prune=now"]);
    assert_eq!(world.git("server.git", &["fsck", "--unreachable", "--no-reflogs"]), "");
    let path = world.at("server.git").display().to_string();
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", &path], 0);
    assert!(told.contains("geen ervan is daar nog te krijgen"), "{told}");
    assert!(world.at("thuis/.git/klacht-oude-vastleggingen").exists(), "one place is not every place");
    // A mirror that nobody asked for by name while it could be.
    world.git(".", &["clone", "-q", "--bare", "kopie", "spiegel.git"]);
    world.git("thuis", &["push", "-q", "--force", "../spiegel.git", "main", "stand"]);
    world.git("spiegel.git", &["tag", "-d", "licht"]);
    assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 0).contains("niet meer nodig en is weggegooid"));
    for place in ["../spiegel.git", "origin"] {
        let told = world.klacht("thuis", &["vernietig", "--nacontrole", place], 1);
        assert!(told.contains("Geen tak, label") && told.contains("is niet na te gaan: de lijst ervan"), "{told}");
        assert!(told.contains("laat dan de beheerder nagaan") && !told.contains("kijk daarna opnieuw na"), "{told}");
        let told = world.klacht("thuis", &["vernietig", "--nacontrole", place, "--formaat", "json"], 1);
        assert!(told.contains("\"schoon\": false") && !told.contains("\"schoon\": true"), "{told}");
    }
    assert!(world.klacht("thuis", &["deel", "--na-vernietiging"], 2).contains("geen lijst van oude vastleggingen"));
    assert!(!world.at("thuis/.git/klacht-oude-vastleggingen").exists() && !world.at("thuis/.git/klacht-nacontrole").exists());
}

#[test]
fn settings_of_the_place_on_what_may_be_asked_for_make_no_difference() {
    let Some(world) = World::in_line() else { return };
    for value in ["true", "false"] {
        world.git("server.git", &["config", "uploadpack.allowAnySHA1InWant", value]);
        let address = format!("file://{}", world.at("server.git").display());
        assert!(world.klacht("thuis", &["vernietig", "--nacontrole", &address], 1).contains("en daar nog te krijgen: 3"));
    }
}

#[test]
fn place_that_is_not_there_or_a_folder_in_which_nothing_was_destroyed_is_told() {
    let Some(world) = World::destroyed() else { return };
    assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "nergens"], 2).contains("wel bekend: origin"));
    assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "../weg.git"], 4).contains("niets op te halen"));
    assert!(world.klacht("kopie", &["vernietig", "--nacontrole", "origin"], 2).contains("nog geen dossier vernietigd"));
}

#[test]
fn sharing_after_a_destruction_says_how_and_puts_branches_and_tags_in_line() {
    let Some(world) = World::destroyed() else { return };
    world.git("thuis", &["tag", "-d", "licht"]);
    let told = world.klacht("thuis", &["deel"], 3);
    assert!(told.contains("geschiedenis van voor de vernietiging") && told.contains("klacht deel --na-vernietiging"), "{told}");
    assert!(!told.contains("haal ze eerst op"), "{told}");
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    assert!(told.contains("main, stand.") && told.contains("Weggehaald op origin (../server.git): licht."), "{told}");
    assert_eq!(world.references(), "refs/heads/main\nrefs/tags/stand\n");
    assert!(!world.git("server.git", &["log", "--all", "--oneline"]).contains(GONE));
    assert!(world.klacht("thuis", &["deel"], 0).contains("staat al op origin"));
}

#[test]
fn work_that_was_never_here_and_a_branch_that_is_not_here_are_left_alone() {
    let Some(world) = World::destroyed() else { return };
    world.git("kopie", &["push", "-q", "origin", "main~1:refs/heads/van-een-ander"]);
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
    assert!(told.contains("die hier niet is: van-een-ander"), "{told}");
    world.git("kopie", &["push", "-q", "origin", ":van-een-ander"]);
    world.dossier("kopie", "K-2026-0003", "ontvangen");
    world.commit("kopie", "K-2026-0003: nieuw");
    world.git("kopie", &["push", "-q"]);
    for words in [["deel", "--na-vernietiging"].as_slice(), &["deel"]] {
        world.klacht("thuis", words, 3);
    }
    let told = world.klacht("thuis", &["deel"], 3);
    assert!(told.contains("geschiedenis van voor de vernietiging"), "{told}");
    assert!(world.git("server.git", &["log", "--format=%s", "-1", "main"]).contains("K-2026-0003"));
    // What was looked at never came into the own store.
    let newest = world.git("server.git", &["rev-parse", "main"]);
    world.refused("thuis", &["cat-file", "-e", newest.trim()]);
}

#[test]
fn new_work_of_a_fresh_copy_is_no_danger_and_is_told_how_to_fetch() {
    let Some(world) = World::in_line() else { return };
    world.git(".", &["clone", "-q", "server.git", "vers"]);
    world.dossier("vers", "K-2026-0003", "ontvangen");
    world.commit("vers", "K-2026-0003: nieuw");
    world.git("vers", &["push", "-q"]);
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    let pull = told.lines().find_map(|line| line.strip_prefix("Haal het op met: git ")).expect("it says how");
    assert!(told.contains("nieuw werk dat hier nog niet is, in main") && !told.contains("komt het"), "{told}");
    world.git("thuis", &pull.split(' ').collect::<Vec<_>>());
    assert!(world.klacht("thuis", &["deel"], 0).contains("staat al op origin"));
    assert!(!world.git("thuis", &["log", "--all", "--format=%s"]).contains(GONE));
}

#[test]
fn one_command_settles_every_branch_and_tag_that_an_old_copy_merged_and_shared() {
    let Some(world) = World::in_line() else { return };
    world.git("kopie", &["merge", "-q", "--no-edit", "-X", "ours", "origin/main"]);
    world.git("kopie", &["tag", "v1"]);
    world.git("kopie", &["push", "-q", "origin", "main", "main:werk", "v1"]);
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
    assert!(told.contains("en haal weg wat hier niet is: git push"), "{told}");
    let push = told.lines().find_map(|line| line.split_once(": git push ")).expect("it says how").1;
    world.git("thuis", &["push", "-q"].into_iter().chain(push.split(' ')).collect::<Vec<_>>());
    assert_eq!(world.references(), "refs/heads/main\nrefs/tags/licht\nrefs/tags/stand\n");
    assert!(world.klacht("thuis", &["deel", "--na-vernietiging"], 0).contains("staat geen tak of label meer"));
}

#[test]
fn taking_a_passage_out_says_beforehand_what_git_forgets_of_all_dossiers() {
    let Some(world) = World::before() else { return };
    world.git("thuis", &["notes", "add", "-m", "los"]);
    world.dossier("thuis", "K-2026-0001", "afgehandeld");
    world.git("thuis", &["stash"]);
    let words = ["lak-weg", "K-2026-0001", "--tekst", "Een klacht", "--reden", "Hoort er niet"];
    let told = world.klacht("thuis", &words, 0);
    for line in ["(git stash)", "(git notes): notes/commits", "Bij «origin» staat hetzelfde als hier", "Daar blijft de passage staan"] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

#[test]
fn old_copy_that_shares_is_told_what_it_is_whether_it_fetched_or_not() {
    let Some(world) = World::destroyed() else { return };
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    world.put("kopie", "dossiers/2026/K-2026-0001/bijlagen/nieuw.txt", "nieuw\n");
    world.commit("kopie", "K-2026-0001: bijlagen");
    let told = world.klacht("kopie", &["deel"], 3);
    assert!(told.contains("deze kopie is van voor een vernietiging: K-2026-0002"), "{told}");
    assert!(told.contains("git clone ADRES") && !told.contains("git pull"), "{told}");
    world.git("kopie", &["fetch", "-q"]);
    assert!(world.klacht("kopie", &["deel"], 3).contains("deze kopie is van voor een vernietiging"));
    world.git("kopie", &["merge", "-q", "--no-edit", "origin/main"]);
    let told = world.klacht("kopie", &["deel"], 3);
    assert!(told.contains("K-2026-0002 is vernietigd en staat hier weer in de geschiedenis"), "{told}");
    for words in [["controleer"].as_slice(), &["controleer", "--historie"]] {
        assert!(world.klacht("kopie", words, 1).contains(CODE));
    }
}

#[test]
fn old_copy_that_fetched_destroys_nothing_and_names_what_was_not_shared() {
    let Some(world) = World::in_line() else { return };
    let told = world.klacht("kopie", &["vernietig", GONE], 3);
    assert!(
        told.contains("deze kopie is van voor een vernietiging: K-2026-0002") && told.contains("alles wat hier vastligt is al gedeeld"),
        "{told}"
    );
    let told = world.klacht("kopie", &["controleer"], 1);
    assert!(told.contains(CODE) && told.contains("2 dossiers gecontroleerd"), "{told}");
    world.dossier("kopie", "K-2026-0009", "ontvangen");
    world.commit("kopie", "K-2026-0009: nieuw");
    for (words, exit) in [(["vernietig", GONE].as_slice(), 3), (&["vernietig", "--verlopen"], 3), (&["deel"], 3), (&[], 0)] {
        let told = world.klacht("kopie", words, exit);
        assert!(told.contains("vastgelegd en nog niet gedeeld: K-2026-0009; wat"), "{words:?}: {told}");
        assert!(!told.contains("Haal die eerst op") && !told.contains("mag worden vernietigd"), "{words:?}: {told}");
    }
    let words = ["lak-weg", "K-2026-0001", "--tekst", "Een klacht", "--reden", "Proef"];
    assert!(world.klacht("kopie", &words, 3).contains("vernietig of lak hier niets weg"));
}

#[test]
fn old_copy_of_which_the_past_was_not_fetched_is_told_what_it_is() {
    let Some(world) = World::before() else { return };
    world.git(".", &["clone", "-q", "--depth", "1", &format!("file://{}", world.at("server.git").display()), "ondiep"]);
    world.destroy();
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    world.git("ondiep", &["fetch", "-q"]);
    for (words, exit) in [([].as_slice(), 0), (&["deel"], 3)] {
        let told = world.klacht("ondiep", words, exit);
        assert!(told.contains("deze kopie is van voor een vernietiging: K-2026-0002") && told.contains("is niet te zeggen"), "{words:?}: {told}");
    }
    assert!(world.klacht("ondiep", &["vernietig", GONE], 3).contains("shallow clone"));
}

#[test]
fn place_with_the_old_history_is_not_to_be_fetched_from_before_a_next_destruction() {
    let Some(world) = World::destroyed() else { return };
    world.git("thuis", &["fetch", "-q"]);
    let told = world.klacht("thuis", &["lak-weg", "K-2026-0001", "--tekst", "Een klacht", "--reden", "Proef"], 0);
    assert!(told.contains("Bij «origin» staat nog de geschiedenis van voor een eerdere vernietiging"), "{told}");
    assert!(!told.contains("Haal die eerst op") && !told.contains("git fetch"), "{told}");
}

#[test]
fn old_history_that_lies_here_again_is_neither_recorded_on_nor_shared() {
    let Some(world) = World::destroyed() else { return };
    let new = world.git("thuis", &["rev-parse", "main"]);
    world.git("thuis", &["fetch", "-q", "../kopie", "main"]);
    let told = world.klacht("thuis", &["diagnose"], 0);
    assert!(told.contains("in .git liggen weer vastleggingen van voor een vernietiging"), "{told}");
    world.git("thuis", &["update-ref", "refs/heads/main", "FETCH_HEAD"]);
    world.dossier("thuis", "K-2026-0001", "onvolledig");
    for (words, exit) in [(["leg-vast"].as_slice(), 3), (&["deel"], 3), (&["deel", "--na-vernietiging"], 3), (&[], 0), (&["diagnose"], 3)] {
        let told = world.klacht("thuis", words, exit);
        assert!(told.contains("de geschiedenis hier is die van voor een vernietiging"), "{words:?}: {told}");
    }
    assert!(world.klacht("thuis", &["controleer"], 1).contains(CODE));
    assert!(!world.klacht("thuis", &["hernummer", "K-2026-0001", "K-2026-0007"], 3).contains("heet voortaan"));
    let list = std::fs::read(world.at("thuis/.git/klacht-oude-vastleggingen")).unwrap();
    std::fs::write(world.at("thuis/.git/klacht-oude-vastleggingen"), [b"\xff\n".as_slice(), &list].concat()).unwrap();
    assert!(world.klacht("thuis", &["leg-vast"], 3).contains("de geschiedenis hier is die van voor een vernietiging"));
    // Something was recorded on it with git alone, and the list is gone since every place was found clean.
    world.git("thuis", &["commit", "-q", "--no-verify", "-a", "-m", "Verder"]);
    world.klacht("thuis", &["deel"], 3);
    std::fs::remove_file(world.at("thuis/.git/klacht-oude-vastleggingen")).unwrap();
    world.git("thuis", &["reset", "-q", "--soft", "FETCH_HEAD"]);
    world.git("thuis", &["checkout", "-q", new.trim(), "--", "register"]);
    assert!(world.klacht("thuis", &["controleer"], 1).contains(CODE));
    assert!(world.klacht("thuis", &[], 0).contains("K-2026-0002 is vernietigd en staat hier in de geschiedenis"));
    // What ends nowhere is no register.
    #[cfg(unix)]
    {
        std::fs::remove_file(world.at("thuis/register/vernietigd.yaml")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", world.at("thuis/register/vernietigd.yaml")).unwrap();
        world.klacht("thuis", &[], 0);
    }
}

#[test]
fn hooks_at_home_refuse_merge_rebase_and_cherry_pick_that_bring_it_back() {
    let Some(world) = World::in_line() else { return };
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    for (words, stop) in [
        (["merge", "--no-edit", "origin/main"].as_slice(), ["merge", "--abort"]),
        (&["rebase", "origin/main"], ["rebase", "--abort"]),
        (&["pull", "-q", "--no-rebase", "--no-edit"], ["merge", "--abort"]),
    ] {
        let told = world.refused("kopie", words);
        assert!(told.contains("K-2026-0002 is vernietigd en komt hiermee terug") && told.contains("--abort"), "{words:?}: {told}");
        world.git("kopie", &stop);
    }
    world.git("kopie", &["switch", "-qc", "nieuw", "origin/main"]);
    assert!(world.refused("kopie", &["cherry-pick", "main~1"]).contains("komt hiermee terug"));
    world.git("kopie", &["cherry-pick", "--abort"]);
    // Nothing of it stands in the tip, and all of it in what comes along.
    world.git("kopie", &["switch", "-q", "main"]);
    world.git("kopie", &["rm", "-rq", "dossiers/2026/K-2026-0002"]);
    world.commit("kopie", "Weg");
    world.git("kopie", &["switch", "-q", "nieuw"]);
    assert!(world.refused("kopie", &["merge", "--no-edit", "main"]).contains("komt hiermee terug"));
    world.git("kopie", &["merge", "--abort"]);
    world.git("kopie", &["commit", "-q", "--allow-empty", "-m", "Niets"]);
}

#[test]
fn fast_forward_to_the_old_history_is_told_where_git_asks_nobody() {
    let Some(world) = World::in_line() else { return };
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    world.git("kopie", &["switch", "-qc", "begin", "main~2"]);
    let told = world.git("kopie", &["merge", "--no-edit", "main"]);
    assert!(told.contains("Let op: K-2026-0002 is vernietigd en komt hiermee terug") && told.contains("git reset --keep ORIG_HEAD"), "{told}");
}

#[test]
fn branch_and_tag_that_lead_to_it_are_not_pushed_and_the_server_takes_none() {
    let Some(world) = World::in_line() else { return };
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    world.git("kopie", &["switch", "-qc", "leeg"]);
    world.git("kopie", &["rm", "-rq", "dossiers/2026/K-2026-0002"]);
    world.commit("kopie", "Weg");
    world.git("kopie", &["tag", "-a", "zwaar", "-m", "zwaar", "main"]);
    let sent = ["main:refs/heads/oud", "main~1:refs/heads/ouder", "licht:refs/tags/los", "zwaar", "leeg:refs/heads/leeg", "leeg:refs/tags/leeg"];
    let before = world.references();
    for what in sent {
        let told = world.refused("kopie", &["push", "-q", "origin", what]);
        assert!(told.contains("K-2026-0002: dit dossier is vernietigd en komt hiermee terug"), "{what}: {told}");
    }
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    for what in sent {
        let told = world.refused("kopie", &["push", "-q", "origin", what]);
        assert!(told.contains("Dit wordt niet gedeeld: het leidt naar wat vernietigd is.") && told.contains(GONE), "{what}: {told}");
    }
    assert_eq!(world.references(), before);
}

#[test]
fn what_was_fetched_again_is_told_by_its_name_until_it_is_forgotten() {
    let Some(world) = World::in_line() else { return };
    assert!(!world.klacht("thuis", &["controleer"], 1).contains(CODE));
    world.git("kopie", &["push", "-q", "origin", "main:oud"]);
    world.git("thuis", &["fetch", "-q"]);
    let told = world.klacht("thuis", &["controleer"], 1);
    assert!(told.contains(CODE) && told.contains("via origin/oud"), "{told}");
    for format in ["github", "sarif", "junit"] {
        assert!(!world.klacht("thuis", &["controleer", "--formaat", format], 1).contains("origin/oud"));
    }
    world.git("kopie", &["push", "-q", "origin", ":oud"]);
    world.git("thuis", &["fetch", "-q", "--prune"]);
    assert!(!world.klacht("thuis", &["controleer"], 1).contains(CODE));
}

#[test]
fn every_command_says_of_a_destroyed_number_that_it_was_destroyed_and_an_appeal_begins_a_dossier() {
    let Some(world) = World::destroyed() else { return };
    let commands: [&[&str]; 7] = [
        &["status", GONE, "gesloten"],
        &["verzoek", GONE, "inzage"],
        &["uitleg", GONE],
        &["vernietig", GONE],
        &["bewaartermijn", GONE],
        &["bewaartermijn", GONE, "--niet-langer", "Over"],
        &["bezwaar", GONE],
    ];
    for words in commands {
        let told = world.klacht("thuis", words, 2);
        assert!(told.contains("K-2026-0002 is vernietigd"), "{words:?}: {told}");
        let about = "klacht bezwaar --nieuw --over K-2026-0002";
        assert_eq!(told.contains(about), words[0] == "bezwaar", "{words:?}: {told}");
    }
    let told = world.klacht("thuis", &["bezwaar", "--nieuw", "--over", "K-2023-0009"], 2);
    assert!(told.contains("K-2023-0009 is hier nooit uitgegeven"), "{told}");
    world.klacht("thuis", &["bezwaar", "--nieuw", "--over", GONE], 0);
    assert!(std::fs::read_to_string(world.at("thuis/dossiers/2029/K-2029-0001/dossier.md")).unwrap().contains(GONE));
}

#[test]
fn every_commit_of_a_long_list_is_asked_for_by_name() {
    let Some(world) = World::in_line() else { return };
    let list = world.at("thuis/.git/klacht-oude-vastleggingen");
    let mut text = std::fs::read_to_string(&list).unwrap();
    let old: Vec<String> = text.lines().map(|line| line[..40].to_owned()).collect();
    // What the place never had, around the one that is left there.
    for number in 0..60 {
        text.push_str(&format!("{number:039x}a {:040}\n{number:039x}b {:040}\n", 0, 0));
    }
    std::fs::write(&list, &text).unwrap();
    let kept = world.git("kopie", &["rev-parse", "main"]).trim().to_owned();
    assert!(old.contains(&kept));
    world.git("server.git", &["update-ref", "refs/keep-around/x", &kept]);
    world.git("server.git", &["config", "transfer.hideRefs", "refs/keep-around"]);
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    assert!(told.contains(&format!("Van {0} oude vastleggingen zijn er {0} bij hun nummer gevraagd", old.len() + 120)), "{told}");
    assert!(told.contains("en daar nog te krijgen: 3") && list.exists(), "{told}");
}

#[test]
fn list_goes_only_when_the_address_of_a_remote_was_found_clean() {
    let Some(world) = World::in_line() else { return };
    let list = world.at("thuis/.git/klacht-oude-vastleggingen");
    world.git(".", &["init", "-q", "--bare", "leeg.git"]);
    world.git("thuis", &["remote", "remove", "origin"]);
    world.klacht("thuis", &["vernietig", "--nacontrole", "../leeg.git"], 0);
    assert!(list.exists(), "without a remote nothing says which places there are");
    for (name, address) in [("een", "../leeg.git"), ("twee", "../server.git")] {
        world.git("thuis", &["remote", "add", name, address]);
    }
    world.klacht("thuis", &["vernietig", "--nacontrole", "een"], 0);
    world.git("thuis", &["remote", "remove", "twee"]);
    world.git("thuis", &["remote", "set-url", "een", "../server.git"]);
    world.klacht("thuis", &["vernietig", "--nacontrole", "../leeg.git"], 0);
    assert!(list.exists(), "the name was clean, and leads elsewhere now");
    world.git("thuis", &["remote", "set-url", "een", "../leeg.git"]);
    world.klacht("thuis", &["vernietig", "--nacontrole", "een"], 0);
    assert!(!list.exists());
}

#[test]
fn annotated_tag_that_was_never_here_is_left_alone() {
    let Some(world) = World::destroyed() else { return };
    world.git("kopie", &["tag", "-a", "van-een-ander", "-m", "Eigen woorden", "main"]);
    world.git("kopie", &["push", "-q", "origin", "van-een-ander"]);
    let before = world.references();
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
    assert!(told.contains("die hier niet is: van-een-ander"), "{told}");
    assert_eq!(world.references(), before);
    world.git("server.git", &["update-ref", "-d", "refs/tags/van-een-ander"]);
    assert!(world.klacht("thuis", &["deel", "--na-vernietiging"], 0).contains("stand"));
}

#[test]
fn tag_without_a_commit_is_looked_through_or_kept_out() {
    let Some(world) = World::in_line() else { return };
    let folder = format!("dossiers/2026/{GONE}");
    let tagged = [
        ("boom", "main^{tree}".to_owned(), GONE),
        ("map", format!("main:{folder}"), GONE),
        ("bestand", format!("main:{folder}/dossier.md"), GONE),
        ("bijlage", format!("main:{folder}/bijlagen/brief.txt"), "wijst niet naar een vastlegging"),
    ];
    for (tag, what, _) in &tagged {
        world.git("kopie", &["tag", "-a", tag, "-m", "los", what]);
        world.git("kopie", &["push", "-q", "origin", tag]);
    }
    world.git("kopie", &["push", "-q", "origin", "main~2^{tree}:refs/tags/ander"]);
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    for (tag, _, word) in &tagged {
        let line = told.lines().find(|line| line.contains(&format!("refs/tags/{tag}:"))).unwrap_or_else(|| panic!("{tag} in {told}"));
        assert!(line.contains(word), "{line}");
    }
    assert!(!told.contains("refs/tags/ander"), "{told}");
    assert!(world.klacht("kopie", &["controleer"], 1).contains("refs/tags/boom"));
    for (tag, ..) in &tagged {
        world.git("server.git", &["update-ref", "-d", &format!("refs/tags/{tag}")]);
    }
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    for (tag, ..) in &tagged {
        let told = world.refused("kopie", &["push", "-q", "origin", tag]);
        assert!(told.contains("Geweigerd; er is niets overgenomen."), "{tag}: {told}");
    }
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    for (tag, _, word) in &tagged {
        let told = world.refused("kopie", &["push", "-q", "origin", tag]);
        assert!(told.contains("Dit wordt niet gedeeld") && told.contains(word), "{tag}: {told}");
    }
}

const PASSAGE: &str = "haar diagnose";

impl World {
    /// A passage taken out of the other dossier; nothing done elsewhere.
    fn redacted() -> Option<Self> {
        Self::redacted_of(&Target::Passage(Blackening::of(PASSAGE).unwrap()))
    }

    /// This taken out of the other dossier; nothing done elsewhere.
    fn redacted_of(target: &Target) -> Option<Self> {
        let world = Self::before()?;
        let file = "dossiers/2026/K-2026-0001/dossier.md";
        let text = std::fs::read_to_string(world.at("thuis").join(file)).unwrap();
        world.put("thuis", file, &text.replace("Een klacht.", "Zij noemt haar diagnose."));
        world.commit("thuis", "K-2026-0001: omschrijving");
        world.put("thuis", "dossiers/2026/K-2026-0001/bijlagen/brief.txt", "Een brief\n");
        world.commit("thuis", "K-2026-0001: bijlagen");
        world.git("thuis", &["push", "-q"]);
        world.git("kopie", &["pull", "-q"]);
        world.redact(target);
        Some(world)
    }

    /// This taken out of the other dossier.
    fn redact(&self, target: &Target) {
        let folder = self.at("thuis");
        let (office, repository) = (Office::find(&folder).unwrap(), Repository::discover(&folder).unwrap().unwrap());
        let dossier: DossierId = "K-2026-0001".parse().unwrap();
        let register = format!("schema: 1\nweggelakt:\n  - nummer: {dossier}\n");
        let files = BTreeMap::from([(TrackedPath::new("register/weggelakt.yaml").unwrap(), register.into_bytes())]);
        let by = Identity { name: "A. Vermeer".to_owned(), email: "a.vermeer@leverancier.example".to_owned() };
        let at = "2029-01-02T10:00:00+01:00".parse().unwrap();
        let closing = Closing { files: &files, message: CommitMessage::of_kind(Kind::Redaction, [dossier]), by, at };
        let order = RedactionOrder { dossier, target, closing };
        let rehearsal = rehearse_redaction(&office, &repository, &order).unwrap();
        carry_out_redaction(&office, &repository, &rehearsal).unwrap();
    }
}

#[test]
fn old_file_that_brings_a_passage_back_is_recorded_only_when_it_is_said_to_be_meant() {
    let Some(world) = World::redacted() else { return };
    let file = "dossiers/2026/K-2026-0001/dossier.md";
    let old = std::fs::read_to_string(world.at("kopie").join(file)).unwrap();
    let new = std::fs::read_to_string(world.at("thuis").join(file)).unwrap();
    world.put("thuis", file, &format!("{old}\nEn een regel erbij.\n"));
    let told = world.klacht("thuis", &["leg-vast"], 5);
    assert!(told.contains("komt dit uit een oude kopie, dan is de passage terug"), "{told}");
    world.put("thuis", file, &format!("{new}\nEn een regel erbij.\n"));
    world.klacht("thuis", &["leg-vast"], 0);
    world.put("thuis", file, &new.replace("(weggelakt)", "iets"));
    world.klacht("thuis", &["leg-vast"], 5);
    world.klacht("thuis", &["leg-vast", "--verdwenen-akkoord"], 0);
}

#[test]
fn place_elsewhere_that_has_a_passage_taken_out_is_told_by_its_references() {
    let Some(world) = World::redacted() else { return };
    for words in [[].as_slice(), &["diagnose"]] {
        let words: Vec<_> = ["--vandaag", "2029-01-02"].iter().chain(words).copied().collect();
        let told = said(&world.run("thuis", env!("CARGO_BIN_EXE_klacht"), &words));
        assert!(told.contains("klacht deel --na-vernietiging") && !told.contains("«klacht deel» stuurt"), "{told}");
    }
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    assert!(told.contains("refs/heads/main: ") && told.contains("klacht deel --na-vernietiging --naar origin"), "{told}");
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    let told = world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1);
    assert!(told.contains("Geen tak, label") && told.contains("bij hun nummer gevraagd, en daar nog te krijgen"), "{told}");
}

#[test]
fn old_copy_from_before_a_redaction_is_held_up_as_one_from_before_a_destruction() {
    let Some(world) = World::redacted() else { return };
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    world.dossier("kopie", "K-2026-0003", "ontvangen");
    world.commit("kopie", "K-2026-0003: nieuw");
    let told = world.klacht("kopie", &["deel"], 3);
    assert!(told.contains("van voor het weglakken: wat uit K-2026-0001 is weggelakt, staat hier nog") && !told.contains("git pull"), "{told}");
    world.git("kopie", &["fetch", "-q"]);
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    let told = world.refused("kopie", &["merge", "--no-edit", "-X", "ours", "origin/main"]);
    assert!(told.contains("uit K-2026-0001 is iets weggelakt, en dat komt hiermee terug") && told.contains("git merge --abort"), "{told}");
    world.put("kopie", "dossiers/2026/K-2026-0003/bijlagen/los.txt", "los\n");
    for words in [["deel"].as_slice(), &["conflict"], &["leg-vast"]] {
        let told = world.klacht("kopie", words, 3);
        assert!(told.contains("git merge --abort") && !told.contains("leg-vast") && !told.contains("git commit"), "{told}");
    }
    assert!(world.klacht("kopie", &[], 0).contains("breek het af met: git merge --abort"));
    world.git("kopie", &["merge", "--abort"]);
    let told = world.refused("kopie", &["push", "-q", "origin", "main:oud"]);
    assert!(told.contains("het leidt naar wat weggelakt is"), "{told}");
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    let told = world.refused("kopie", &["push", "-q", "--no-verify", "origin", "main:oud"]);
    assert!(told.contains("K-2026-0001: uit dit dossier is iets weggelakt"), "{told}");
}

#[test]
fn old_commit_picked_or_moved_onto_the_new_history_is_refused_and_told_where_no_hook_was() {
    let passage = Target::Passage(Blackening::of(PASSAGE).unwrap());
    for (target, back) in [(passage, "main~1"), (Target::Attachment("bijlagen/brief.txt".to_owned()), "main")] {
        let Some(world) = World::redacted_of(&target) else { return };
        world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
        world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
        world.git("kopie", &["fetch", "-q"]);
        for (branch, words) in [("pluk", ["cherry-pick", "-X", "theirs", back]), ("zet-over", ["rebase", "-X", "theirs", "origin/main"])] {
            let from = if branch == "pluk" { "origin/main" } else { "main" };
            world.git("kopie", &["switch", "-qC", branch, from]);
            world.klacht("kopie", &["git-hooks", "installeer"], 0);
            let told = world.refused("kopie", &words);
            assert!(told.contains("uit K-2026-0001 is iets weggelakt, en dat komt hiermee terug"), "{branch}: {told}");
            let abort = format!("git {} --abort", words[0]);
            for words in [["deel"].as_slice(), &["conflict"], &["leg-vast"]] {
                let told = world.klacht("kopie", words, 3);
                assert!(told.contains(&abort) && !told.contains("git commit") && !told.contains("git switch"), "{words:?}: {told}");
            }
            assert!(said(&world.run("kopie", env!("CARGO_BIN_EXE_klacht"), &["diagnose"])).contains(&abort));
            world.git("kopie", &[words[0], "--abort"]);
            world.klacht("kopie", &["git-hooks", "verwijder"], 0);
            world.git("kopie", &words);
            let told = world.klacht("kopie", &["controleer"], 1);
            assert!(told.contains("uit K-2026-0001 is iets weggelakt") && told.contains(branch), "{told}");
            let told = world.refused("kopie", &["push", "-q", "origin", branch]);
            assert!(told.contains("K-2026-0001: uit dit dossier is iets weggelakt") && !told.contains("git reset"), "{branch}: {told}");
            world.git("kopie", &["switch", "-q", "--detach"]);
            world.git("kopie", &["branch", "-D", branch]);
        }
        let told = world.refused("kopie", &["push", "-q", "origin", "main:oud"]);
        assert!(told.contains("K-2026-0001: uit dit dossier is iets weggelakt"), "{told}");
    }
}

#[test]
fn old_copy_merged_and_shared_with_git_alone_is_told_on_every_side_and_the_circle_is_broken() {
    for world in [World::redacted(), World::destroyed()] {
        let Some(world) = world else { return };
        world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
        world.git("kopie", &["fetch", "-q"]);
        world.git("kopie", &["merge", "-q", "--no-edit", "-X", "ours", "origin/main"]);
        world.git("kopie", &["push", "-q", "origin", "main"]);
        for words in [["controleer"].as_slice(), &["controleer", "--historie"]] {
            assert!(world.klacht("kopie", words, 1).contains(CODE));
        }
        assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1).contains("refs/heads/main: K-2026-000"));
        let told = world.klacht("thuis", &["deel"], 3);
        assert!(told.contains("klacht deel --na-vernietiging") && !told.contains("haal ze eerst op"), "{told}");
        let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
        assert!(told.contains("op origin staat werk dat hier nooit was, in main, en dat leidt naar de oude geschiedenis"), "{told}");
        let push = told.lines().find_map(|line| line.split_once(": git push ")).expect("it says how").1;
        world.git("thuis", &["push", "-q"].into_iter().chain(push.split(' ')).collect::<Vec<_>>());
        assert!(world.klacht("thuis", &["deel", "--na-vernietiging"], 0).contains("staat geen tak of label meer"));
        assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1).contains("Geen tak, label"));
    }
}

#[test]
fn rebase_onto_the_old_history_is_told() {
    let Some(world) = World::in_line() else { return };
    world.klacht("kopie", &["git-hooks", "installeer"], 0);
    world.git("kopie", &["switch", "-qc", "y", "origin/main"]);
    world.put("kopie", "dossiers/2026/K-2026-0001/bijlagen/nieuw.txt", "nieuw\n");
    world.commit("kopie", "K-2026-0001: bijlagen");
    let told = world.git("kopie", &["rebase", "main"]);
    assert!(told.contains("Let op: K-2026-0002 is vernietigd en komt hiermee terug") && told.contains("ORIG_HEAD"), "{told}");
    let told = world.git("kopie", &["commit", "-q", "--amend", "--no-verify", "-m", "K-2026-0001: een bijlage"]);
    assert!(!told.contains("Let op"), "{told}");
}

#[test]
fn destroyed_dossier_is_known_in_small_letters_and_in_any_other_file() {
    let Some(world) = World::in_line() else { return };
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    let dossier = format!("---\nschema: 1\nnummer: {GONE}\n---\nEen klacht.\n");
    for path in ["dossiers/2024/k-2026-0002/iets.txt", "a/oud.MD", "dossiers/2026/K-2026-0001/bijlagen/oud.md"] {
        world.git("kopie", &["switch", "-qC", "nieuw", "origin/main"]);
        world.put("kopie", path, &dossier);
        world.commit("kopie", "Iets anders");
        let told = world.refused("kopie", &["push", "-q", "origin", "nieuw"]);
        assert!(told.contains("K-2026-0002: dit dossier is vernietigd en komt hiermee terug"), "{path}: {told}");
        let told = world.klacht("kopie", &["controleer"], 1);
        assert!(told.contains(CODE) && told.contains("nieuw"), "{path}: {told}");
    }
}

#[test]
fn new_work_and_branches_after_a_redaction_are_taken_as_ever() {
    let Some(world) = World::redacted() else { return };
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    world.klacht("thuis", &["git-hooks", "installeer"], 0);
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    world.git("thuis", &["switch", "-qc", "zij", "main~2"]);
    world.dossier("thuis", "K-2026-0004", "ontvangen");
    world.commit("thuis", "K-2026-0004: nieuw");
    world.git("thuis", &["switch", "-q", "main"]);
    world.git("thuis", &["merge", "-q", "--no-edit", "zij"]);
    // What was picked again after the redaction, also where it met with something else.
    world.git("thuis", &["switch", "-qc", "pluk", "main~2"]);
    world.git("thuis", &["cherry-pick", "main^2"]);
    world.put("thuis", "dossiers/2026/K-2026-0001/bijlagen/nieuw.txt", "nieuw\n");
    world.commit("thuis", "K-2026-0001: een stuk van later");
    world.git("thuis", &["switch", "-q", "main"]);
    world.git("thuis", &["cherry-pick", "pluk"]);
    world.git("thuis", &["merge", "-q", "--no-edit", "pluk"]);
    world.git("thuis", &["push", "-q", "origin", "main", "zij", "pluk"]);
    for words in [["controleer"].as_slice(), &["controleer", "--historie"]] {
        assert!(!said(&world.run("thuis", env!("CARGO_BIN_EXE_klacht"), words)).contains(CODE));
    }
    assert!(world.klacht("thuis", &["deel"], 0).contains("staat al op origin"));
}

/// A dossier whose term is over.
const OVER: &str = "---\nschema: 1\nnummer: K-2026-0002\nstatus: gesloten\ningediend_op: 2019-11-04\nontvangen_op: 2019-11-05\nafhandeling:\n  datum: 2019-11-20\n  wijze: schriftelijke reactie\n  oordeel: ongegrond\n---\n## Omschrijving\nEen klacht.\n";

impl World {
    /// Before the destruction of a dossier of which the term is over, with our hook on the server and a branch beside the main one.
    fn judged() -> Option<Self> {
        let world = Self::before()?;
        world.put("thuis", "dossiers/2026/K-2026-0001/bijlagen/nota.txt", "Een nota\n");
        world.commit("thuis", "K-2026-0001: bijlagen");
        world.put("thuis", "dossiers/2026/K-2026-0002/dossier.md", OVER);
        world.commit("thuis", "K-2026-0002: gesloten");
        world.git("thuis", &["branch", "zij", "main~1"]);
        world.git("thuis", &["push", "-q", "origin", "main", "zij"]);
        world.git("kopie", &["pull", "-q"]);
        world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
        Some(world)
    }
}

#[test]
fn server_takes_a_destruction_by_the_rules_once_it_is_told_to_and_knows_the_old_copy_by_it() {
    let Some(world) = World::judged() else { return };
    world.destroy();
    world.dossier("thuis", "K-2026-0005", "ontvangen");
    world.commit("thuis", "K-2026-0005: nieuw");
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
    assert!(
        told.contains("main: dit is een vernietiging volgens de regels") && told.contains("git config klacht.vernietigingToestaan true"),
        "{told}"
    );
    world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
    // The branch beside it has the dossier as it was before its term was over, and goes along.
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    assert_eq!(world.git("server.git", &["rev-parse", "main"]), world.git("thuis", &["rev-parse", "main"]));
    assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1).contains("Geen tak, label"));
    world.dossier("kopie", "K-2026-0006", "ontvangen");
    world.commit("kopie", "K-2026-0006: nieuw");
    let told = world.refused("kopie", &["push", "-q", "--force", "origin", "main"]);
    assert!(told.contains("dit dossier is vernietigd en komt hiermee terug") && told.contains("main: wat er stond"), "{told}");
    assert!(!told.contains("git pull") && !told.contains("haal anders eerst op"), "{told}");
}

#[test]
fn server_that_cannot_tell_a_redaction_says_not_to_fetch() {
    let Some(world) = World::redacted() else { return };
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    let told = world.klacht("thuis", &["deel", "--na-vernietiging"], 3);
    assert!(told.contains("haal dan niets op") && told.contains("deze keuring er even af") && !told.contains("git pull"), "{told}");
}

#[test]
fn server_takes_no_destruction_too_early_nor_one_that_takes_something_else_along() {
    let Some(world) = World::judged() else { return };
    world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
    world.git("server.git", &["branch", "-D", "zij"]);
    world.git("thuis", &["branch", "-D", "zij"]);
    let (rewritten, before) = ("main: wat er stond, zou hiermee verdwijnen", world.references());
    world.destroy();
    let lawful = world.git("thuis", &["rev-parse", "main"]);
    world.git("thuis", &["checkout", "-q", "--orphan", "leeg"]);
    world.commit("thuis", "Opgeruimd");
    assert!(world.refused("thuis", &["push", "-q", "--force", "origin", "leeg:main"]).contains(rewritten));
    world.git("thuis", &["checkout", "-q", "-B", "main", lawful.trim()]);
    let first = world.git("thuis", &["rev-list", "--max-parents=0", "main"]).trim().to_owned();
    let tree = world.git("thuis", &["rev-parse", "main^{tree}"]);
    let skipping = world.git("thuis", &["commit-tree", tree.trim(), "-p", &first, "-m", "Korter"]);
    assert!(world.refused("thuis", &["push", "-q", "--force", "origin", &format!("{}:main", skipping.trim())]).contains(rewritten));
    assert_eq!(world.references(), before);
    // One that is under way, in the folder of another year.
    world.git("thuis", &["fetch", "-q", "origin", "main"]);
    world.git("thuis", &["checkout", "-q", "-B", "main", "FETCH_HEAD"]);
    world.put("thuis", "dossiers/2024/K-2026-0009/dossier.md", "---\nschema: 1\nnummer: K-2026-0009\nstatus: ontvangen\n---\n");
    world.commit("thuis", "K-2026-0009: nieuw");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.git("thuis", &["reset", "-q", "--hard", "HEAD~1"]);
    world.put("thuis", "register/vernietigd.yaml", "schema: 1\nvernietigd:\n  - nummer: K-2026-0009\n");
    world.commit("thuis", "1 dossier vernietigd");
    assert!(world.refused("thuis", &["push", "-q", "--force", "origin", "main"]).contains(rewritten));
    world.git("thuis", &["checkout", "-q", "-B", "main", lawful.trim()]);
    // As it stands on the server it is still under way.
    world.git("server.git", &["update-ref", "refs/heads/main", "main~2"]);
    assert!(world.refused("thuis", &["push", "-q", "--force", "origin", "main"]).contains(rewritten));
}

#[test]
fn server_takes_the_destruction_of_a_dossier_that_was_removed_and_shared_so_by_what_it_was_last() {
    for status in ["gesloten", "in_behandeling"] {
        let Some(world) = World::judged() else { return };
        world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
        // On the branch beside it stands as it was before, and that counts for nothing.
        world.put("thuis", "dossiers/2026/K-2026-0002/dossier.md", &format!("{}Erbij.\n", OVER.replace("gesloten", status)));
        world.commit("thuis", "K-2026-0002: omschrijving");
        world.git("thuis", &["rm", "-rq", "dossiers/2026/K-2026-0002"]);
        world.commit("thuis", "K-2026-0002: weg\n\nSoort: vernietiging\nDossier: K-2026-0002");
        // Not by a push: the hook takes no such step.
        world.git("server.git", &["fetch", "-q", "../thuis", "main:main"]);
        world.destroy();
        if status == "gesloten" {
            world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
            assert_eq!(world.git("server.git", &["rev-parse", "main"]), world.git("thuis", &["rev-parse", "main"]));
        } else {
            let told = world.refused("thuis", &["push", "-q", "--force", "origin", "main"]);
            assert!(told.contains("K-2026-0002: dit dossier mag volgens wat hier staat nog niet weg"), "{told}");
        }
    }
}

#[test]
fn server_takes_the_destruction_of_a_renumbered_dossier_of_which_an_older_tag_has_the_former_number() {
    let Some(world) = World::judged() else { return };
    world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
    world.git("thuis", &["tag", "jaar"]);
    world.git("thuis", &["push", "-q", "origin", "jaar"]);
    world.klacht("thuis", &["hernummer", "K-2026-0002", "K-2026-0009"], 0);
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.destroy_in("thuis", "K-2026-0009");
    assert!(!world.git("thuis", &["ls-tree", "-r", "jaar"]).contains(GONE));
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    for name in ["main", "jaar", "stand"] {
        assert_eq!(world.git("server.git", &["rev-parse", name]), world.git("thuis", &["rev-parse", name]), "{name}");
    }
    assert!(world.klacht("thuis", &["vernietig", "--nacontrole", "origin"], 1).contains("Geen tak, label"));
}

#[test]
fn second_of_two_copies_that_destroyed_is_told_to_begin_anew_and_that_way_works() {
    let Some(world) = World::judged() else { return };
    world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
    world.put("thuis", "dossiers/2026/K-2026-0001/dossier.md", &OVER.replace("K-2026-0002", "K-2026-0001"));
    world.commit("thuis", "K-2026-0001: gesloten\n\nSoort: import");
    world.git("server.git", &["branch", "-D", "zij"]);
    world.git("thuis", &["branch", "-D", "zij"]);
    world.git("server.git", &["fetch", "-q", "../thuis", "main:main"]);
    world.git("kopie", &["pull", "-q"]);
    world.destroy();
    world.destroy_in("kopie", "K-2026-0001");
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    for words in [["deel"].as_slice(), &["deel", "--na-vernietiging"]] {
        let told = world.klacht("kopie", words, 3);
        assert!(told.contains("deze kopie is van voor een vernietiging: K-2026-0002 staat hier nog"), "{told}");
        assert!(told.contains("git clone ADRES") && told.contains("doe het daar opnieuw: klacht vernietig K-2026-0001"), "{told}");
        assert!(!told.contains("git pull") && !told.contains("force"), "{told}");
    }
    // Also where the branch in use stands there as it was before, and only another knows of it.
    world.git("server.git", &["update-ref", "refs/heads/werk", "stand^{commit}"]);
    world.git("kopie", &["switch", "-qc", "werk"]);
    assert!(world.klacht("kopie", &["deel", "--na-vernietiging"], 3).contains("deze kopie is van voor een vernietiging: K-2026-0002"));
    world.git("kopie", &["switch", "-q", "main"]);
    world.git("server.git", &["update-ref", "-d", "refs/heads/werk"]);
    let before = world.references();
    let told = world.refused("kopie", &["push", "-q", "--force", "origin", "main"]);
    assert!(told.contains("K-2026-0002: dit is hier intussen vernietigd, en in de kopie waaruit u deelt staat het nog"), "{told}");
    assert!(told.contains("met git clone, en vernietig daar opnieuw wat u vernietigde: klacht vernietig K-2026-0001"), "{told}");
    assert!(!told.contains("git pull") && !told.contains("git reset") && !told.contains("zijn regel is weg"), "{told}");
    assert_eq!(world.references(), before);
    world.git(".", &["clone", "-q", "server.git", "vers"]);
    world.destroy_in("vers", "K-2026-0001");
    world.klacht("vers", &["deel", "--na-vernietiging"], 0);
    let standing = world.git("server.git", &["rev-parse", "main"]);
    assert_eq!(standing, world.git("vers", &["rev-parse", "main"]));
    let register = world.git("server.git", &["show", "main:register/vernietigd.yaml"]);
    assert!(register.contains(GONE) && register.contains("K-2026-0001"), "{register}");
    assert!(!world.git("server.git", &["ls-tree", "-r", "--name-only", "main"]).contains("dossiers/2026"));
}

#[test]
fn server_takes_what_two_offices_of_one_repository_destroyed_in_one_push() {
    let Some(world) = World::judged() else { return };
    world.git("server.git", &["config", "klacht.vernietigingToestaan", "true"]);
    world.put("thuis", "noord/dossiers/regeling.yaml", &cast::rule_file());
    world.put("thuis", "noord/dossiers/2026/K-2026-0002/dossier.md", OVER);
    world.put("thuis", "noord/dossiers/2026/K-2026-0003/dossier.md", &OVER.replace("K-2026-0002", "K-2026-0003"));
    world.commit("thuis", "Begin van noord\n\nSoort: begin");
    world.git("thuis", &["push", "-q", "origin", "main"]);
    world.destroy();
    world.destroy_in("thuis/noord", "K-2026-0003");
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    let files = world.git("server.git", &["ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains("noord/dossiers/2026/K-2026-0002/dossier.md") && !files.contains("K-2026-0003"), "{files}");
    assert!(!files.lines().any(|path| path.starts_with("dossiers/2026/K-2026-0002")), "{files}");
}

#[test]
fn two_commits_of_one_second_and_the_same_words_are_not_taken_for_each_other() {
    let Some(world) = World::before() else { return };
    let file = "dossiers/2026/K-2026-0001/dossier.md";
    let text = std::fs::read_to_string(world.at("thuis").join(file)).unwrap().replace("Een klacht.", "Zij noemt haar diagnose.");
    world.put("thuis", file, &text);
    world.commit("thuis", "K-2026-0001: omschrijving");
    world.git("thuis", &["branch", "zij"]);
    world.git("thuis", &["branch", "stukken"]);
    for (branch, path, more) in [("main", file, "Een."), ("zij", file, "Twee."), ("stukken", "dossiers/2026/K-2026-0001/bijlagen/drie.txt", "Drie.")]
    {
        world.git("thuis", &["switch", "-q", branch]);
        world.put("thuis", path, &format!("{text}{more}\n"));
        world.git("thuis", &["add", "-A"]);
        let at = ["GIT_AUTHOR_DATE=2026-11-05T10:00:00+0100", "GIT_COMMITTER_DATE=2026-11-05T10:00:00+0100"];
        let said = world.run("thuis", "env", &[&at[..], &["git", "commit", "-qm", "K-2026-0001: bijgewerkt"]].concat());
        assert!(said.status.success());
    }
    world.git("thuis", &["switch", "-q", "main"]);
    world.git("thuis", &["push", "-q", "origin", "main", "zij", "stukken"]);
    world.git("kopie", &["fetch", "-q"]);
    world.redact(&Target::Passage(Blackening::of(PASSAGE).unwrap()));
    world.klacht("thuis", &["deel", "--na-vernietiging"], 0);
    for words in [["controleer"].as_slice(), &["controleer", "--historie"]] {
        assert!(!said(&world.run("thuis", env!("CARGO_BIN_EXE_klacht"), words)).contains(CODE));
    }
    world.klacht(".", &["git-hooks", "installeer", "--opslag-op-server", "server.git"], 0);
    world.git("thuis", &["push", "-q", "origin", "zij:nog", "stukken:stuk"]);
    for branch in ["zij", "stukken"] {
        let told = world.refused("kopie", &["push", "-q", "origin", &format!("origin/{branch}:refs/heads/oud")]);
        assert!(told.contains("K-2026-0001: uit dit dossier is iets weggelakt"), "{branch}: {told}");
    }
}
