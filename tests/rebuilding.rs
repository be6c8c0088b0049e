//! A repository built again without a dossier, judged by git itself: nothing of it is left, and everything else is as it was.
#![allow(clippy::disallowed_methods, reason = "a test makes the folders it judges")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::suite::by_git;
use by_git::{git, put};
use klachtdossier::repository::{Obstacle, Proof, Rebuilt, Remembered, Repository};

/// Stands in every version of the dossier that goes, and nowhere else.
const PLANTED: &str = "Quirina Zwaluwstaart";

/// A folder with a repository that git made.
struct Work {
    folder: tempfile::TempDir,
    day: std::cell::Cell<u32>,
}

impl Work {
    fn new() -> Self {
        let work = Self { folder: tempfile::tempdir().unwrap(), day: std::cell::Cell::new(0) };
        work.git(&["init", "-q", "-b", "main"]);
        work.put("dossiers/regeling.yaml", klachtdossier::source::DEFAULT_RULES);
        work.commit("Begin van de dossiermap");
        work
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, text: &str) {
        put(self.path(), path, text);
    }

    fn version(&self, number: &str, text: &str) {
        self.put(&format!("dossiers/2026/{number}/dossier.md"), &format!("---\nnummer: {number}\n---\n{text}\n"));
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments, self.day.get())
    }

    fn commit(&self, message: &str) {
        self.day.set(self.day.get() + 1);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    /// The repository built again without dossier 2, as a bare repository beside it.
    fn rebuilt(&self) -> (PathBuf, Rebuilt) {
        let folder = self.path().join("nieuw.git");
        let gone = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
        let repository = Repository::discover(self.path()).unwrap().unwrap();
        let rebuilt = repository.rebuild_without(&gone, &folder).unwrap();
        let proof = repository.prove_rebuilt(&gone, &folder).unwrap();
        assert!(proof.holds(), "{proof:?}");
        assert_eq!(proof.objects, rebuilt.objects);
        git(&folder, &["config", "core.bare", "true"], 1);
        (folder, rebuilt)
    }
}

/// Every object of the repository, printed: what any reader of the store could come by.
fn everything(folder: &Path) -> String {
    let names = git(folder, &["cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)"], 1);
    let mut text = String::new();
    for line in names.lines() {
        let (name, kind) = line.split_once(' ').unwrap();
        text.push_str(&git(folder, &["cat-file", if kind == "tree" { "-p" } else { kind }, name], 1));
        text.push('\n');
    }
    text
}

/// What a dossier was through time: who, when, which message, which content.
fn course(folder: &Path, number: &str, tip: &str) -> Vec<String> {
    let path = format!("dossiers/2026/{number}");
    let commits = git(folder, &["log", "--full-history", "--topo-order", "--format=%H", tip, "--", &path], 1);
    let told = |commit: &str| {
        let who = git(folder, &["show", "-s", "--format=%an %ae %at %cn %ct %B", commit], 1);
        let tree = git(folder, &["rev-parse", &format!("{commit}:{path}")], 1);
        format!("{who} {tree}")
    };
    commits.lines().map(told).collect()
}

/// Three dossiers with their history, a branch that was merged, one that was not, tags, and a message that is not about one dossier.
fn office() -> Work {
    let work = Work::new();
    for step in 0..4 {
        for number in ["K-2026-0001", "K-2026-0002", "K-2026-0003"] {
            let text = if number == "K-2026-0002" { format!("{PLANTED} {step}") } else { format!("Stap {step} van {number}") };
            work.version(number, &text);
            work.commit(&format!("{number}: stap {step}"));
        }
    }
    work.git(&["switch", "-q", "-c", "zij"]);
    work.version("K-2026-0003", "Van opzij");
    work.commit("K-2026-0003: van opzij");
    work.version("K-2026-0002", &format!("{PLANTED} van opzij"));
    work.commit("K-2026-0002: van opzij");
    work.git(&["switch", "-q", "main"]);
    work.version("K-2026-0001", "Verder");
    work.commit("K-2026-0001: verder");
    work.git(&["merge", "-q", "--no-ff", "-m", "Samengevoegd", "zij"]);
    work.git(&["tag", "-a", "jaar", "-m", "Het jaar", "HEAD~2"]);
    work.git(&["tag", "licht", "HEAD~1"]);
    work.git(&["branch", "nog-niet", "HEAD~1"]);
    work
}

#[test]
fn nothing_of_the_dossier_is_left_and_git_calls_the_store_sound() {
    let (folder, rebuilt) = office().keep_rebuilt();
    let told = everything(&folder.path().join("nieuw.git"));
    assert!(!told.contains(PLANTED));
    assert!(!told.contains("K-2026-0002"), "its folder, or a commit about it alone");
    assert_eq!(git(&folder.path().join("nieuw.git"), &["fsck", "--strict", "--full"], 1), "");
    assert_eq!((rebuilt.commits, rebuilt.fallen_away), (17, 5));
}

#[test]
fn every_other_dossier_keeps_its_whole_course() {
    let work = office();
    let (folder, _) = work.rebuilt();
    for number in ["K-2026-0001", "K-2026-0003"] {
        for tip in ["main", "zij", "nog-niet", "licht", "jaar"] {
            let before = course(work.path(), number, tip);
            assert!(before.len() >= 4);
            assert_eq!(course(&folder, number, tip), before, "{number} at {tip}");
        }
    }
}

#[test]
fn tag_keeps_its_message_and_the_branch_in_use_stays_the_branch_in_use() {
    let work = office();
    let (folder, _) = work.rebuilt();
    assert_eq!(git(&folder, &["tag", "-l", "--format=%(contents)", "jaar"], 1), "Het jaar");
    assert_eq!(git(&folder, &["symbolic-ref", "HEAD"], 1), "refs/heads/main");
}

#[test]
fn other_name_for_a_branch_follows_it_still_and_stays_the_branch_in_use() {
    let work = office();
    work.git(&["symbolic-ref", "refs/heads/werk/nu", "refs/heads/main"]);
    work.git(&["symbolic-ref", "refs/heads/ook", "refs/heads/werk/nu"]);
    work.git(&["symbolic-ref", "refs/heads/los", "refs/heads/bestaat-niet"]);
    work.git(&["symbolic-ref", "HEAD", "refs/heads/werk/nu"]);
    let (folder, rebuilt) = work.rebuilt();
    assert_eq!(git(&folder, &["symbolic-ref", "refs/heads/werk/nu"], 1).trim(), "refs/heads/main");
    for name in ["HEAD", "ook"] {
        assert_eq!(git(&folder, &["rev-parse", name], 1), git(&folder, &["rev-parse", "main"], 1));
    }
    assert!(!rebuilt.left_behind.contains(&"refs/heads/werk/nu".to_owned()), "{:?}", rebuilt.left_behind);
}

#[test]
fn what_was_put_aside_or_noted_is_left_behind_and_named() {
    let work = office();
    work.version("K-2026-0002", &format!("{PLANTED} terzijde"));
    work.git(&["stash", "-q"]);
    work.git(&["notes", "add", "-m", PLANTED, "HEAD"]);
    let other = work.git(&["rev-parse", "HEAD~3"]);
    work.git(&["replace", "HEAD~2", &other]);
    work.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let (folder, rebuilt) = work.rebuilt();
    assert!(!everything(&folder).contains(PLANTED));
    let left: Vec<&str> = rebuilt.left_behind.iter().map(|name| name.split('/').nth(1).unwrap()).collect();
    assert_eq!(left, ["notes", "remotes", "replace", "stash"]);
}

#[test]
fn commit_that_changed_nothing_and_one_about_two_dossiers_stay() {
    let work = office();
    work.commit("Niets gewijzigd");
    work.version("K-2026-0001", "Beide");
    work.version("K-2026-0002", &format!("{PLANTED} beide"));
    work.commit("Twee tegelijk");
    let (folder, _) = work.rebuilt();
    assert_eq!(git(&folder, &["log", "-2", "--format=%s", "main"], 1), "Twee tegelijk\nNiets gewijzigd");
    assert!(!everything(&folder).contains(PLANTED));
}

/// What is found wrong with a store after something was done to it.
fn proof_after(harm: impl Fn(&Path)) -> Proof {
    let work = office();
    let (folder, _) = work.rebuilt();
    harm(&folder);
    let gone = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
    Repository::discover(work.path()).unwrap().unwrap().prove_rebuilt(&gone, &folder).unwrap()
}

#[test]
fn object_that_nothing_leads_to_is_found() {
    let proof = proof_after(|folder| {
        std::fs::write(folder.join("los"), PLANTED).unwrap();
        git(folder, &["hash-object", "-w", "los"], 1);
    });
    assert_eq!((proof.loose_ends.len(), proof.holds()), (1, false));
}

#[test]
fn dossier_that_came_back_on_another_branch_is_found() {
    let work = office();
    let (folder, _) = work.rebuilt();
    git(&folder, &["fetch", "-q", work.path().to_str().unwrap(), "main:refs/heads/terug"], 1);
    let gone = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
    let proof = Repository::discover(work.path()).unwrap().unwrap().prove_rebuilt(&gone, &folder).unwrap();
    assert!(!proof.still_named.is_empty());
}

#[test]
fn kept_dossier_that_lost_or_changed_a_commit_is_found() {
    let shorter = proof_after(|folder| {
        git(folder, &["update-ref", "refs/heads/main", "refs/heads/main~1"], 1);
        git(folder, &["update-ref", "-d", "refs/heads/zij"], 1);
    });
    assert!(!shorter.changed.is_empty(), "{shorter:?}");
}

#[test]
fn missing_object_is_found() {
    let proof = proof_after(|folder| {
        let tree = git(folder, &["rev-parse", "main^{tree}"], 1);
        let packs: Vec<PathBuf> = std::fs::read_dir(folder.join("objects/pack")).unwrap().map(|entry| entry.unwrap().path()).collect();
        let aside = folder.join("terzijde");
        std::fs::create_dir(&aside).unwrap();
        packs.iter().for_each(|pack| std::fs::rename(pack, aside.join(pack.file_name().unwrap())).unwrap());
        let pack =
            std::fs::read_dir(&aside).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.extension().is_some_and(|end| end == "pack"));
        let stdin = std::fs::File::open(pack.unwrap()).unwrap();
        assert!(Command::new("git").current_dir(folder).args(["unpack-objects", "-q"]).stdin(stdin).status().unwrap().success());
        let name = git(folder, &["ls-tree", "-r", "--object-only", &tree], 1).lines().next().unwrap().to_owned();
        std::fs::remove_file(folder.join("objects").join(&name[..2]).join(&name[2..])).unwrap();
    });
    assert_eq!(proof.unsound.len(), 1);
}

#[test]
fn history_of_that_dossier_alone_leaves_no_commit() {
    let work = Work { folder: tempfile::tempdir().unwrap(), day: std::cell::Cell::new(0) };
    work.git(&["init", "-q", "-b", "main"]);
    work.version("K-2026-0002", PLANTED);
    work.commit("K-2026-0002: nieuw");
    let (folder, rebuilt) = work.rebuilt();
    assert_eq!((rebuilt.commits, rebuilt.fallen_away), (1, 1));
    assert_eq!(git(&folder, &["for-each-ref"], 1), "");
    assert!(!everything(&folder).contains(PLANTED));
}

#[test]
fn history_that_begins_with_nothing_keeps_its_beginning() {
    let work = Work { folder: tempfile::tempdir().unwrap(), day: std::cell::Cell::new(0) };
    work.git(&["init", "-q", "-b", "main"]);
    work.git(&["commit", "-q", "--allow-empty", "-m", "Begin"]);
    work.version("K-2026-0002", PLANTED);
    work.commit("K-2026-0002: nieuw");
    let (folder, rebuilt) = work.rebuilt();
    assert_eq!((rebuilt.commits, rebuilt.fallen_away), (2, 1));
    assert_eq!(git(&folder, &["log", "--format=%s"], 1), "Begin");
}

impl Work {
    /// As [`Self::rebuilt`], with the folder itself, so that it stays while it is judged.
    fn keep_rebuilt(self) -> (tempfile::TempDir, Rebuilt) {
        let (_, rebuilt) = self.rebuilt();
        (self.folder, rebuilt)
    }
}

/// Builds again without dossier 2 and puts it in place; what is left of its folder is removed, as a destruction does.
fn put_in_place(work: &Work) -> Repository {
    let gone = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
    let repository = Repository::discover(work.path()).unwrap().unwrap();
    let workshop = repository.workshop().unwrap();
    repository.rebuild_without(&gone, &workshop).unwrap();
    drop(repository.put_in_place(&workshop, "K-2026-0002\n", &repository.as_it_stands().unwrap()).unwrap());
    std::fs::remove_dir_all(work.path().join("dossiers/2026/K-2026-0002")).unwrap();
    let repository = Repository::discover(work.path()).unwrap().unwrap();
    let held = repository.hold_git().unwrap();
    repository.clear_destruction().unwrap();
    held.release().unwrap();
    repository
}

#[test]
fn store_in_place_works_on_with_git_as_if_nothing_had_happened() {
    let work = office();
    let mode = |path: &str| std::fs::metadata(work.path().join(path)).unwrap().permissions();
    let before = mode(".git");
    let repository = put_in_place(&work);
    assert_eq!(work.git(&["status", "--porcelain"]), "");
    assert_eq!(work.git(&["fsck", "--strict", "--full"]), "");
    assert!(repository.destruction_journal().unwrap().is_some_and(|journal| journal.starts_with("K-2026-0002\nafsluiting ")));
    repository.destruction_done().unwrap();
    assert_eq!(repository.destruction_journal().unwrap(), None);
    assert_eq!(mode(".git"), before);
    work.version("K-2026-0001", "En verder");
    work.commit("K-2026-0001: en verder");
    assert!(!work.git(&["log", "-p", "--all", "--reflog"]).contains(PLANTED));
}

/// Every byte of every file below a folder, by path.
fn raw(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { raw(&path, files) } else { files.push((path.clone(), std::fs::read(&path).unwrap())) }
    }
}

#[test]
fn no_file_of_git_names_the_dossier_but_the_note_of_what_is_to_be_done() {
    let work = office();
    work.git(&["commit", "-q", "--amend", "-m", "Samengevoegd, opnieuw"]);
    std::fs::write(work.path().join(".git/COMMIT_EDITMSG"), "K-2026-0002").unwrap();
    put_in_place(&work);
    let mut files = Vec::new();
    raw(work.path(), &mut files);
    let naming = files.iter().filter(|(_, bytes)| bytes.windows(11).any(|part| part == b"K-2026-0002"));
    let naming: Vec<_> = naming.map(|(path, _)| path.strip_prefix(work.path()).unwrap().to_str().unwrap()).collect();
    assert_eq!(naming, [".git/klacht-vernietiging"]);
    assert!(!work.path().join(".git.klacht").exists());
}

#[test]
fn what_was_cut_off_before_or_after_the_change_of_places_is_cleared() {
    let work = office();
    let repository = Repository::discover(work.path()).unwrap().unwrap();
    for left in [".git.klacht", ".git/klacht-nieuw"] {
        std::fs::create_dir_all(work.path().join(left).join("objects")).unwrap();
        assert!(repository.clear_destruction().unwrap(), "{left}");
        assert!(!work.path().join(left).exists());
    }
    assert!(!repository.clear_destruction().unwrap());
}

#[test]
fn survey_names_what_would_be_harmed_and_what_is_left_behind() {
    let work = office();
    work.git(&["stash", "list"]);
    work.version("K-2026-0001", "Klaargezet");
    work.git(&["add", "-A"]);
    let other = tempfile::tempdir().unwrap();
    work.git(&["worktree", "add", "-q", other.path().join("naast").to_str().unwrap(), "nog-niet"]);
    std::fs::create_dir_all(work.path().join(".git/lfs/objects")).unwrap();
    std::fs::write(work.path().join(".git/objects/info/alternates"), "/elders/objects\n").unwrap();
    let gone = BTreeSet::from(["K-2026-0002".parse().unwrap()]);
    let survey = Repository::discover(work.path()).unwrap().unwrap().survey(&gone).unwrap();
    assert!(
        matches!(
            survey.obstacles.as_slice(),
            [Obstacle::OtherWorkTrees(places), Obstacle::LargeFiles, Obstacle::Staged(path)]
                if places.len() == 1 && path == "dossiers/2026/K-2026-0001/dossier.md"
        ),
        "{survey:?}"
    );
    assert_eq!(survey.borrows_from, ["/elders/objects"]);
    assert_eq!(survey.memory[&Remembered::Logs], ["logs"]);
    assert_eq!(survey.memory[&Remembered::Messages], ["COMMIT_EDITMSG"]);
}
