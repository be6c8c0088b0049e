//! Recording on real repositories, judged by the git program.
//!
//! Where git is not installed its judgement is skipped, and said so aloud.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset};
use klachtdossier::domain::DossierId;
use klachtdossier::repository::{
    Change, CommitMessage, ErrorKind, Identity, Kind, Outcome, Outline, Recording, Repository, RepositoryError, TrackedPath,
};

/// How long these tests wait on a lock.
const PATIENCE: Duration = Duration::from_millis(60);

/// A dossier folder in a repository of its own.
struct Folder {
    _temporary: tempfile::TempDir,
    path: PathBuf,
}

impl Folder {
    /// A repository with nothing recorded yet.
    fn unborn() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        Repository::init_isolated(&path).unwrap();
        let settings = "[user]\n\tname = Sanne de Wit\n\temail = s.dewit@roc-delinde.example\n[commit]\n\tgpgSign = false\n";
        let config = path.join(".git/config");
        let standing = std::fs::read_to_string(&config).unwrap();
        std::fs::write(&config, standing + settings + "[core]\n\tautocrlf = false\n\thooksPath = .git/hooks\n").unwrap();
        Self { _temporary: temporary, path }
    }

    /// A repository with a rule file and dossier 7, recorded.
    fn begun() -> Self {
        let folder = Self::unborn();
        folder.record_kind(Kind::Begin, &[("dossiers/regeling.yaml", "schema: 1\n")]);
        folder.write(&dossier(7), &text(7, "ontvangen"));
        folder.record(7, "ontvangen").unwrap();
        folder
    }

    fn open(&self) -> Repository {
        Repository::discover(&self.path).unwrap().expect("there is a repository")
    }

    fn write(&self, path: &str, content: &str) {
        let file = self.path.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).unwrap()
    }

    /// Writes and records a dossier with this status.
    fn record(&self, serial: u32, status: &str) -> Result<Outcome, RepositoryError> {
        let content = text(serial, status);
        self.write(&dossier(serial), &content);
        self.record_bytes(serial, &content)
    }

    /// Records these bytes of a dossier without writing them.
    fn record_bytes(&self, serial: u32, content: &str) -> Result<Outcome, RepositoryError> {
        let repository = self.open();
        let recorder = repository.recorder(PATIENCE)?;
        recorder.record(&recording(&repository, serial, content))
    }

    fn record_kind(&self, kind: Kind, files: &[(&str, &str)]) {
        let repository = self.open();
        let mut changes = BTreeMap::new();
        for (path, content) in files {
            self.write(path, content);
            changes.insert(TrackedPath::new(*path).unwrap(), Change::Content(content.as_bytes().to_vec()));
        }
        let based_on = repository.head_commit().unwrap();
        let recording = Recording { changes, message: CommitMessage::of_kind(kind, []), by: officer(), at: moment(), based_on };
        let outcome = repository.recorder(PATIENCE).unwrap().record(&recording).unwrap();
        assert!(matches!(outcome, Outcome::Recorded { .. }));
    }

    /// What the git program says; `None`, said aloud, when it is not installed.
    fn git(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("git")
            .current_dir(&self.path)
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", self.path.join(".git/none"))
            .env("GIT_CONFIG_SYSTEM", self.path.join(".git/none"))
            .env("LC_ALL", "C")
            .output();
        let output = match output {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                eprintln!("SKIPPED: the git program is not installed, so it does not judge `git {}`", arguments.join(" "));
                return None;
            }
            output => output.unwrap(),
        };
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "git {}: {said}", arguments.join(" "));
        Some(said)
    }

    fn assert_git_says(&self, arguments: &[&str], expected: &str) {
        if let Some(said) = self.git(arguments) {
            assert_eq!(said.trim_end(), expected, "git {}", arguments.join(" "));
        }
    }

    /// Nothing to report, and every object sound.
    fn assert_clean(&self) {
        self.assert_git_says(&["status", "--porcelain"], "");
        self.assert_sound();
    }

    fn assert_sound(&self) {
        self.assert_git_says(&["fsck", "--strict", "--no-progress", "--no-dangling"], "");
    }

    fn head(&self) -> String {
        self.open().head_commit().unwrap().expect("something was recorded").to_string()
    }

    /// Refused in a state that has to change first, and nothing moved.
    fn assert_refused(&self, what: impl Fn(&RepositoryError) -> bool) {
        let before = self.head();
        let error = self.record(7, "in_behandeling").expect_err("this state cannot be recorded in");
        assert!(what(&error), "{error:?}");
        assert_eq!(error.kind(), ErrorKind::State);
        assert!(error.help().is_some());
        assert_eq!(self.head(), before);
        assert!(!self.path.join(".git/index.lock").exists());
    }
}

fn dossier(serial: u32) -> String {
    format!("dossiers/2026/K-2026-{serial:04}/dossier.md")
}

fn text(serial: u32, status: &str) -> String {
    format!("---\nschema: 1\nnummer: K-2026-{serial:04}\nstatus: {status}\n---\n## Omschrijving\nTe laat geleverd.\n")
}

fn officer() -> Identity {
    Identity { name: "P. Jansen".into(), email: "p.jansen@organisatie.example".into() }
}

fn moment() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-04T10:30:00+01:00").unwrap()
}

fn recording(repository: &Repository, serial: u32, content: &str) -> Recording {
    let id = DossierId::new(2026, serial).unwrap();
    let path = TrackedPath::of_dossier(id);
    let before = repository.head_file(&path).unwrap().map(|bytes| Outline::of(&bytes));
    let message = CommitMessage::of_change(id, before.as_ref(), &Outline::of(content.as_bytes()), false);
    let changes = BTreeMap::from([(path, Change::Content(content.as_bytes().to_vec()))]);
    Recording { changes, message, by: officer(), at: moment(), based_on: repository.head_commit().unwrap() }
}

#[test]
fn first_commit_of_an_unborn_branch_is_made() {
    let folder = Folder::unborn();
    assert_eq!(folder.open().head_commit().unwrap(), None);
    folder.record(7, "ontvangen").unwrap();
    folder.assert_clean();
    folder.assert_git_says(&["log", "--format=%an <%ae> %ad", "--date=iso"], "P. Jansen <p.jansen@organisatie.example> 2026-11-04 10:30:00 +0100");
    folder.assert_git_says(&["symbolic-ref", "HEAD"], "refs/heads/main");
}

#[test]
fn begin_that_was_cut_off_before_there_were_branches_is_begun_again() {
    let folder = Folder::unborn();
    std::fs::remove_dir_all(folder.path.join(".git/refs/heads")).unwrap();
    assert!(matches!(folder.record(7, "ontvangen"), Ok(Outcome::Recorded { .. })));
    folder.assert_sound();
}

#[test]
fn recorded_path_is_clean_and_the_repository_sound() {
    let folder = Folder::begun();
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_clean();
    folder.assert_git_says(&["diff-files", "--name-only"], "");
    folder.assert_git_says(
        &["show", "-s", "--format=%B"],
        "K-2026-0007: status ontvangen -> in_behandeling\n\nDossier: K-2026-0007\nStatus: in_behandeling",
    );
    folder.assert_git_says(&["reflog", "-1", "--format=%gs"], "commit: K-2026-0007: status ontvangen -> in_behandeling");
}

#[test]
fn commit_touches_one_dossier_and_nothing_else() {
    let folder = Folder::begun();
    folder.write(&dossier(8), &text(8, "melding"));
    folder.write("dossiers/regeling.yaml", "schema: 1\n# gewijzigd\n");
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_git_says(&["show", "--format=", "--name-only"], &dossier(7));
    folder.assert_git_says(&["status", "--porcelain"], " M dossiers/regeling.yaml\n?? dossiers/2026/K-2026-0008/");
}

#[test]
fn foreign_staged_file_stays_staged_and_uncommitted() {
    let folder = Folder::begun();
    folder.write("dossiers/regeling.yaml", "schema: 1\n# klaargezet\n");
    folder.write("lijst.txt", "nieuw\n");
    if folder.git(&["add", "dossiers/regeling.yaml", "lijst.txt"]).is_none() {
        return;
    }
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_git_says(&["status", "--porcelain"], "M  dossiers/regeling.yaml\nA  lijst.txt");
    folder.assert_git_says(&["show", "--format=", "--name-only"], &dossier(7));
}

#[test]
fn next_plain_commit_takes_nothing_back() {
    let folder = Folder::begun();
    // A commit by git leaves a tree cache in the index, which a later writer must not leave as it was.
    folder.write("lijst.txt", "een\n");
    if folder.git(&["add", "lijst.txt"]).is_none() {
        return;
    }
    folder.git(&["commit", "-qm", "Lijst"]);
    folder.record(7, "in_behandeling").unwrap();
    folder.write("lijst.txt", "twee\n");
    folder.git(&["add", "lijst.txt"]);
    folder.git(&["commit", "-qm", "Lijst bijgewerkt"]);
    folder.assert_git_says(&["show", "--format=", "--name-only"], "lijst.txt");
    folder.assert_git_says(&["show", &format!("HEAD:{}", dossier(7))], text(7, "in_behandeling").trim_end());
    folder.assert_clean();
}

#[test]
fn recording_the_same_again_makes_no_commit() {
    let folder = Folder::begun();
    let before = folder.head();
    assert_eq!(folder.record(7, "ontvangen").unwrap(), Outcome::NothingToRecord);
    assert_eq!(folder.head(), before);
    folder.assert_clean();
}

#[test]
fn removed_dossier_is_gone_from_tree_and_index() {
    let folder = Folder::begun();
    let repository = folder.open();
    let id = DossierId::new(2026, 7).unwrap();
    std::fs::remove_dir_all(folder.path.join("dossiers/2026")).unwrap();
    let changes = BTreeMap::from([(TrackedPath::of_dossier(id), Change::Removed)]);
    let message = CommitMessage::of_kind(Kind::Destruction, [id]);
    let recording = Recording { changes, message, by: officer(), at: moment(), based_on: repository.head_commit().unwrap() };
    repository.recorder(PATIENCE).unwrap().record(&recording).unwrap();
    folder.assert_clean();
    folder.assert_git_says(&["ls-tree", "-r", "--name-only", "HEAD"], "dossiers/regeling.yaml");
}

#[test]
fn change_outside_the_dossier_is_refused() {
    let folder = Folder::begun();
    let repository = folder.open();
    let mut recording = recording(&repository, 7, &text(7, "in_behandeling"));
    recording.changes.insert(TrackedPath::new("dossiers/regeling.yaml").unwrap(), Change::Removed);
    let error = repository.recorder(PATIENCE).unwrap().record(&recording).unwrap_err();
    assert!(matches!(&error, RepositoryError::OutsideDossier(path) if path == "dossiers/regeling.yaml"));
}

#[test]
fn file_saved_again_meanwhile_shows_as_changed() {
    let folder = Folder::begun();
    let checked = text(7, "in_behandeling");
    folder.write(&dossier(7), &text(7, "ingetrokken!!!"));
    folder.record_bytes(7, &checked).unwrap();
    assert_eq!(folder.read(&dossier(7)), text(7, "ingetrokken!!!"));
    folder.assert_git_says(&["status", "--porcelain"], &format!(" M {}", dossier(7)));
    folder.assert_git_says(&["show", &format!("HEAD:{}", dossier(7))], checked.trim_end());
}

#[test]
fn file_changed_in_the_second_of_the_old_index_still_shows_as_changed() {
    let folder = Folder::begun();
    // Same length, and a time git cannot tell from the one in the index: only a look at the content tells.
    let time: SystemTime = moment().into();
    let set_time = |path: &str| std::fs::File::options().write(true).open(folder.path.join(path)).unwrap().set_modified(time).unwrap();
    set_time("dossiers/regeling.yaml");
    folder.git(&["update-index", "--refresh"]);
    folder.write("dossiers/regeling.yaml", "schema: 2\n");
    set_time("dossiers/regeling.yaml");
    set_time(".git/index");
    folder.git(&["config", "core.trustctime", "false"]);
    folder.git(&["config", "core.checkStat", "minimal"]);
    folder.record(8, "melding").unwrap();
    folder.assert_git_says(&["status", "--porcelain"], " M dossiers/regeling.yaml");
}

#[test]
fn merge_in_progress_is_refused() {
    let folder = Folder::begun();
    std::fs::write(folder.path.join(".git/MERGE_HEAD"), format!("{}\n", folder.head())).unwrap();
    folder.assert_refused(|error| matches!(error, RepositoryError::InProgress(_)) && error.to_string().contains("git merge"));
}

#[test]
fn rebase_in_progress_is_refused() {
    let folder = Folder::begun();
    std::fs::create_dir(folder.path.join(".git/rebase-merge")).unwrap();
    folder.assert_refused(|error| matches!(error, RepositoryError::InProgress(_)) && error.to_string().contains("git rebase"));
}

#[test]
fn detached_head_is_refused() {
    let folder = Folder::begun();
    std::fs::write(folder.path.join(".git/HEAD"), format!("{}\n", folder.head())).unwrap();
    folder.assert_refused(|error| matches!(error, RepositoryError::Detached));
}

#[test]
fn partly_staged_path_is_refused() {
    let folder = Folder::begun();
    folder.write(&dossier(7), &text(7, "onvolledig"));
    if folder.git(&["add", &dossier(7)]).is_none() {
        return;
    }
    folder.assert_refused(|error| matches!(error, RepositoryError::PartlyStaged(path) if *path == dossier(7)));
    folder.assert_git_says(&["show", &format!(":{}", dossier(7))], text(7, "onvolledig").trim_end());
}

#[test]
fn path_staged_just_as_it_is_recorded_is_accepted() {
    let folder = Folder::begun();
    folder.write(&dossier(7), &text(7, "in_behandeling"));
    if folder.git(&["add", &dossier(7)]).is_none() {
        return;
    }
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_clean();
}

#[test]
fn conflict_stages_are_refused() {
    let folder = Folder::begun();
    if folder.git(&["switch", "-qc", "ander"]).is_none() {
        return;
    }
    folder.record(7, "onvolledig").unwrap();
    folder.git(&["switch", "-q", "main"]);
    folder.record(7, "ingetrokken").unwrap();
    let merge = Command::new("git").current_dir(&folder.path).args(["merge", "-q", "ander"]).output().unwrap();
    assert!(!merge.status.success());
    // Without MERGE_HEAD, as after a crash: the stages alone must be enough.
    std::fs::remove_file(folder.path.join(".git/MERGE_HEAD")).unwrap();
    folder.assert_refused(|error| matches!(error, RepositoryError::Conflict(path) if *path == dossier(7)));
}

#[test]
fn split_index_is_refused() {
    let folder = Folder::begun();
    if folder.git(&["update-index", "--split-index"]).is_none() {
        return;
    }
    folder.assert_refused(|error| matches!(error, RepositoryError::SplitIndex));
}

#[test]
fn sparse_checkout_is_refused() {
    let folder = Folder::begun();
    if folder.git(&["sparse-checkout", "set", "dossiers"]).is_none() {
        return;
    }
    folder.assert_refused(|error| matches!(error, RepositoryError::Sparse));
}

#[test]
fn symbolic_link_in_place_of_the_file_is_refused() {
    #[cfg(unix)]
    {
        let folder = Folder::begun();
        let file = folder.path.join(dossier(7));
        let elsewhere = folder.path.join("elders.md");
        std::fs::write(&elsewhere, text(7, "in_behandeling")).unwrap();
        std::fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
        folder.assert_refused(|error| matches!(error, RepositoryError::NotAFile(_)));
    }
}

#[test]
fn held_index_lock_moves_nothing() {
    let folder = Folder::begun();
    let before = folder.head();
    let index = std::fs::read(folder.path.join(".git/index")).unwrap();
    std::fs::write(folder.path.join(".git/index.lock"), "").unwrap();
    let error = folder.record(7, "in_behandeling").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().contains("index.lock"), "{error}");
    assert_eq!(folder.head(), before);
    assert_eq!(std::fs::read(folder.path.join(".git/index")).unwrap(), index);
    assert!(folder.path.join(".git/index.lock").exists(), "the lock of another is not ours to remove");
}

/// Kills of klacht at its worst moments, made by hand: the lock file with its second name, as it leaves them.
#[cfg(unix)]
mod killed {
    use super::*;

    /// A dossier recorded up to the moment the new index would be put in place.
    fn before_the_index_is_in_place() -> Folder {
        let folder = Folder::begun();
        without_its_index(&folder, || assert!(folder.record(7, "in_behandeling").is_ok()));
        folder
    }

    /// Does this, and leaves the index it made as when it could not be put in place.
    fn without_its_index(folder: &Folder, recorded: impl FnOnce()) {
        let git = folder.path.join(".git");
        std::fs::copy(git.join("index"), git.join("index.old")).unwrap();
        recorded();
        std::fs::rename(git.join("index"), git.join("index.lock")).unwrap();
        std::fs::rename(git.join("index.old"), git.join("index")).unwrap();
        std::fs::hard_link(git.join("index.lock"), git.join("klacht.index")).unwrap();
    }

    fn assert_nothing_is_left(folder: &Folder) {
        assert!(!folder.path.join(".git/index.lock").exists());
        assert!(!folder.path.join(".git/klacht.index").exists());
    }

    #[test]
    fn with_the_branch_moved_the_next_recording_finishes_the_index() {
        let folder = before_the_index_is_in_place();
        folder.record(8, "melding").unwrap();
        assert_nothing_is_left(&folder);
        folder.assert_clean();
        folder.assert_git_says(&["show", &format!("HEAD:{}", dossier(7))], text(7, "in_behandeling").trim_end());
    }

    #[test]
    fn what_one_recording_had_to_leave_the_next_of_the_same_process_finishes() {
        let folder = Folder::begun();
        let repository = folder.open();
        let recorder = repository.recorder(PATIENCE).unwrap();
        for (serial, status) in [(7, "in_behandeling"), (8, "melding")] {
            folder.write(&dossier(serial), &text(serial, status));
            let path = TrackedPath::new(dossier(serial)).unwrap();
            let records = || assert!(recorder.record(&recording(&repository, serial, &text(serial, status))).is_ok());
            recorder.foresee([&path]).unwrap();
            if serial == 7 { without_its_index(&folder, records) } else { records() }
        }
        assert_nothing_is_left(&folder);
        folder.assert_clean();
    }

    #[test]
    fn with_the_branch_not_moved_the_next_recording_undoes_the_index() {
        let folder = before_the_index_is_in_place();
        let parent = folder.open().history().unwrap().of(DossierId::new(2026, 7).unwrap())[0].commit;
        std::fs::write(folder.path.join(".git/refs/heads/main"), format!("{parent}\n")).unwrap();
        folder.record(8, "melding").unwrap();
        assert_nothing_is_left(&folder);
        folder.assert_git_says(&["status", "--porcelain"], &format!(" M {}", dossier(7)));
        folder.assert_sound();
    }

    #[test]
    fn with_an_empty_lock_the_next_recording_works() {
        let folder = Folder::begun();
        std::fs::write(folder.path.join(".git/index.lock"), "").unwrap();
        std::fs::hard_link(folder.path.join(".git/index.lock"), folder.path.join(".git/klacht.index")).unwrap();
        folder.record(7, "in_behandeling").unwrap();
        assert_nothing_is_left(&folder);
        folder.assert_clean();
    }

    #[test]
    fn after_the_index_is_in_place_the_index_stays_whole() {
        let folder = Folder::begun();
        std::fs::hard_link(folder.path.join(".git/index"), folder.path.join(".git/klacht.index")).unwrap();
        folder.record(7, "in_behandeling").unwrap();
        assert_nothing_is_left(&folder);
        folder.assert_clean();
    }

    #[test]
    fn while_moving_the_branch_its_locks_hinder_nobody() {
        let folder = Folder::begun();
        std::fs::write(folder.path.join(".git/klacht.lock"), "4194304\nbranch").unwrap();
        for lock in ["HEAD.lock", "refs/heads/main.lock", "packed-refs.lock"] {
            std::fs::write(folder.path.join(".git").join(lock), "").unwrap();
        }
        folder.record(7, "in_behandeling").unwrap();
        folder.assert_clean();
    }

    #[test]
    fn what_was_being_written_goes_with_the_next_recording() {
        let folder = Folder::begun();
        std::fs::write(folder.path.join(".git/klacht.lock"), "4194304\n").unwrap();
        let waiting = folder.path.join(".git/objects/tmp_objdir-klacht/71");
        std::fs::create_dir_all(&waiting).unwrap();
        std::fs::write(waiting.join(".tmpX1"), "naam").unwrap();
        folder.write("dossiers/2026/K-2026-0009/.klacht-X1", "naam: Sanne de Wit");
        folder.write("dossiers/2026/K-2026-0007/.klacht-X2", "naam: Sanne de Wit");
        folder.record(8, "melding").unwrap();
        let left = ["dossiers/2026/K-2026-0009", "dossiers/2026/K-2026-0007/.klacht-X2", ".git/objects/tmp_objdir-klacht"];
        assert_eq!(left.map(|path| folder.path.join(path).exists()), [false; 3]);
        folder.assert_clean();
    }

    #[test]
    fn object_that_a_power_cut_left_empty_is_written_again() {
        let folder = Folder::begun();
        let before = folder.path.join("ervoor");
        let copied = Command::new("cp").arg("-a").arg(folder.path.join(".git")).arg(&before).status();
        if !copied.is_ok_and(|copied| copied.success()) {
            return;
        }
        folder.record(7, "in_behandeling").unwrap();
        let made: Vec<_> = objects(&folder.path.join(".git")).into_iter().filter(|path| !objects(&before).contains(path)).collect();
        assert!(made.len() > 3);
        std::fs::remove_dir_all(folder.path.join(".git")).unwrap();
        std::fs::rename(&before, folder.path.join(".git")).unwrap();
        for path in made {
            let path = folder.path.join(".git/objects").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        folder.record(7, "in_behandeling").unwrap();
        folder.assert_clean();
    }

    /// The objects that are in no pack, by their paths in the store.
    fn objects(git: &Path) -> Vec<PathBuf> {
        let store = git.join("objects");
        let folders = std::fs::read_dir(&store).unwrap().map(|entry| entry.unwrap().path());
        let inside = folders.filter(|folder| folder.file_name().unwrap().len() == 2);
        let files = inside.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>());
        files.map(|path| path.strip_prefix(&store).unwrap().to_owned()).collect()
    }

    #[test]
    fn lock_of_the_branch_from_before_is_left_alone() {
        let folder = Folder::begun();
        let lock = folder.path.join(".git/refs/heads/main.lock");
        std::fs::write(&lock, "").unwrap();
        std::fs::File::options().write(true).open(&lock).unwrap().set_modified(moment().into()).unwrap();
        let own = folder.path.join(".git/klacht.lock");
        std::fs::write(&own, "4194304\nbranch").unwrap();
        std::fs::File::options().write(true).open(&own).unwrap().set_modified((moment() + Duration::from_secs(60)).into()).unwrap();
        assert_eq!(folder.record(7, "in_behandeling").unwrap_err().kind(), ErrorKind::Locked);
        assert!(lock.exists());
    }

    #[test]
    fn lock_of_git_beside_our_own_leavings_is_left_alone() {
        let folder = Folder::begun();
        std::fs::write(folder.path.join(".git/klacht.index"), "").unwrap();
        std::fs::write(folder.path.join(".git/index.lock"), "").unwrap();
        assert_eq!(folder.record(7, "in_behandeling").unwrap_err().kind(), ErrorKind::Locked);
        assert!(folder.path.join(".git/index.lock").exists());
    }
}

#[test]
fn linked_work_tree_records_on_its_own_branch() {
    let folder = Folder::begun();
    let other = folder.path.with_file_name("ander");
    if folder.git(&["worktree", "add", "-q", "-b", "ander", other.to_str().unwrap()]).is_none() {
        return;
    }
    let before = folder.head();
    let repository = Repository::discover(&other).unwrap().unwrap();
    let content = text(7, "in_behandeling");
    std::fs::write(other.join(dossier(7)), &content).unwrap();
    repository.recorder(PATIENCE).unwrap().record(&recording(&repository, 7, &content)).unwrap();
    assert_eq!(folder.head(), before);
    folder.assert_clean();
    folder.assert_git_says(&["-C", other.to_str().unwrap(), "status", "--porcelain"], "");
    folder.assert_git_says(&["log", "-1", "--format=%s", "ander"], "K-2026-0007: status ontvangen -> in_behandeling");
}

#[test]
fn commit_is_signed_when_git_is_configured_so() {
    let folder = Folder::begun();
    let key = folder.path.join(".git/sleutel");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"]).arg(&key).output();
    if !made.is_ok_and(|made| made.status.success()) {
        eprintln!("SKIPPED: ssh-keygen is not installed, so nothing is signed");
        return;
    }
    let public = std::fs::read_to_string(key.with_extension("pub")).unwrap();
    std::fs::write(folder.path.join(".git/ondertekenaars"), format!("p.jansen@organisatie.example {public}")).unwrap();
    let config = folder.path.join(".git/config");
    let standing = std::fs::read_to_string(&config).unwrap();
    let signing = "[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[gpg \"ssh\"]\n\tallowedSignersFile = .git/ondertekenaars\n";
    std::fs::write(&config, format!("{standing}{signing}[user]\n\tsigningKey = {}\n", key.display())).unwrap();
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_clean();
    folder.assert_git_says(&["log", "-1", "--format=%G? %GS"], "G p.jansen@organisatie.example");
}

#[test]
fn signing_that_fails_is_refused_and_moves_nothing() {
    let folder = Folder::begun();
    let config = folder.path.join(".git/config");
    let standing = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, standing + "[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n[user]\n\tsigningKey = /er/is/geen/sleutel\n").unwrap();
    folder.assert_refused(|error| matches!(error, RepositoryError::Signing(_)));
}

#[test]
fn held_lock_of_the_branch_moves_nothing() {
    let folder = Folder::begun();
    let before = folder.head();
    std::fs::write(folder.path.join(".git/refs/heads/main.lock"), "").unwrap();
    let error = folder.record(7, "in_behandeling").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Locked, "{error:?}");
    assert_eq!(folder.head(), before);
    assert!(!folder.path.join(".git/index.lock").exists());
    std::fs::remove_file(folder.path.join(".git/refs/heads/main.lock")).unwrap();
    folder.record(7, "in_behandeling").unwrap();
    folder.assert_clean();
}

#[test]
fn second_recorder_waits_and_then_hears_who_holds() {
    let folder = Folder::begun();
    let first = folder.open();
    let _held = first.recorder(PATIENCE).unwrap();
    let error = folder.record(7, "in_behandeling").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().contains(&std::process::id().to_string()), "{error}");
}

#[test]
fn recorders_at_the_same_time_lose_nothing() {
    const DOSSIERS: u32 = 4;
    const STEPS: [&str; 5] = ["ontvangen", "onvolledig", "in_behandeling", "afgehandeld", "gesloten"];
    let folder = Folder::unborn();
    folder.record_kind(Kind::Begin, &[("dossiers/regeling.yaml", "schema: 1\n")]);
    std::thread::scope(|scope| {
        for serial in 1..=DOSSIERS {
            let folder = &folder;
            scope.spawn(move || {
                for status in STEPS {
                    let repository = folder.open();
                    let recorder = repository.recorder(Duration::from_secs(30)).unwrap();
                    let content = text(serial, status);
                    folder.write(&dossier(serial), &content);
                    recorder.record(&recording(&repository, serial, &content)).unwrap();
                }
            });
        }
    });
    folder.assert_clean();
    let expected = (1 + DOSSIERS as usize * STEPS.len()).to_string();
    folder.assert_git_says(&["rev-list", "--count", "HEAD"], &expected);
    folder.assert_git_says(&["rev-list", "--count", "--min-parents=2", "HEAD"], "0");
}

#[test]
fn branch_moved_by_git_elsewhere_in_the_tree_is_built_upon() {
    let folder = Folder::begun();
    let repository = folder.open();
    let recorder = repository.recorder(PATIENCE).unwrap();
    let content = text(7, "in_behandeling");
    let recording = recording(&repository, 7, &content);
    folder.write("lijst.txt", "een\n");
    if folder.git(&["add", "lijst.txt"]).is_none() {
        return;
    }
    folder.git(&["commit", "-qm", "Lijst"]);
    folder.write(&dossier(7), &content);
    recorder.record(&recording).unwrap();
    folder.assert_clean();
    folder.assert_git_says(&["log", "--format=%s", "-2"], "K-2026-0007: status ontvangen -> in_behandeling\nLijst");
}

#[test]
fn dossier_recorded_by_another_meanwhile_is_not_overwritten() {
    let folder = Folder::begun();
    let repository = folder.open();
    let stale = recording(&repository, 7, &text(7, "in_behandeling"));
    folder.record(7, "ingetrokken").unwrap();
    let error = repository.recorder(PATIENCE).unwrap().record(&stale).unwrap_err();
    assert!(matches!(error, RepositoryError::Overtaken(_)), "{error:?}");
    folder.assert_git_says(&["log", "-1", "--format=%s"], "K-2026-0007: status ontvangen -> ingetrokken");
}

#[test]
fn line_ends_are_recorded_after_gitattributes() {
    let folder = Folder::begun();
    folder.record_kind(Kind::Rules, &[(".gitattributes", "*.md text eol=crlf\n")]);
    let content = text(7, "in_behandeling").replace('\n', "\r\n");
    folder.write(&dossier(7), &content);
    folder.record_bytes(7, &content).unwrap();
    folder.assert_clean();
    let repository = folder.open();
    let path = TrackedPath::new(dossier(7)).unwrap();
    let kept = repository.blob(repository.head_blob(&path).unwrap().unwrap()).unwrap();
    assert_eq!(kept, text(7, "in_behandeling").into_bytes());
    // And it is read back as it stands in the folder.
    assert_eq!(repository.head_file(&path).unwrap().unwrap(), content.clone().into_bytes());
    assert_eq!(folder.read(&dossier(7)), content);
}

#[test]
fn line_ends_are_kept_without_gitattributes() {
    let folder = Folder::begun();
    let content = text(7, "in_behandeling").replace('\n', "\r\n");
    folder.write(&dossier(7), &content);
    folder.record_bytes(7, &content).unwrap();
    folder.assert_clean();
    assert_eq!(folder.open().head_file(&TrackedPath::new(dossier(7)).unwrap()).unwrap().unwrap(), content.into_bytes());
}

#[test]
fn attachment_that_can_be_run_is_clean_too() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let folder = Folder::begun();
        let path = "dossiers/2026/K-2026-0007/bijlagen/brief.eml";
        folder.write(path, "Subject: x\n");
        std::fs::set_permissions(folder.path.join(path), std::fs::Permissions::from_mode(0o755)).unwrap();
        let repository = folder.open();
        let mut recording = recording(&repository, 7, &text(7, "ontvangen"));
        recording.changes.insert(TrackedPath::new(path).unwrap(), Change::Content(b"Subject: x\n".to_vec()));
        repository.recorder(PATIENCE).unwrap().record(&recording).unwrap();
        folder.assert_clean();
    }
}

#[test]
fn dossier_folder_below_the_work_tree_works() {
    let folder = Folder::unborn();
    let root = folder.path.join("kantoor/klachten");
    std::fs::create_dir_all(root.join("dossiers/2026")).unwrap();
    std::fs::write(root.join("dossiers/regeling.yaml"), "schema: 1\n").unwrap();
    let repository = Repository::discover(&root.join("dossiers/2026")).unwrap().unwrap();
    assert_eq!(repository.root(), root);
    let content = text(7, "ontvangen");
    let path = root.join(dossier(7));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, &content).unwrap();
    repository.recorder(PATIENCE).unwrap().record(&recording(&repository, 7, &content)).unwrap();
    folder.assert_git_says(&["ls-tree", "-r", "--name-only", "HEAD"], &format!("kantoor/klachten/{}", dossier(7)));
    folder.assert_git_says(&["status", "--porcelain"], "?? kantoor/klachten/dossiers/regeling.yaml");
    folder.assert_sound();
    let id = DossierId::new(2026, 7).unwrap();
    assert_eq!(repository.head_files().unwrap().into_keys().collect::<Vec<_>>(), [TrackedPath::of_dossier(id)]);
    assert_eq!(repository.numbers_in_all_branches().unwrap().into_iter().collect::<Vec<_>>(), [id]);
}

#[test]
fn numbers_on_other_branches_count() {
    let folder = Folder::begun();
    if folder.git(&["switch", "-qc", "ander"]).is_none() {
        return;
    }
    folder.record(12, "melding").unwrap();
    folder.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    folder.git(&["switch", "-q", "main"]);
    folder.git(&["branch", "-qD", "ander"]);
    let numbers = folder.open().numbers_in_all_branches().unwrap();
    assert_eq!(numbers.into_iter().map(|id| id.serial()).collect::<Vec<_>>(), [7, 12]);
}

#[test]
fn unpushed_commits_are_counted_once_there_is_a_remote() {
    let folder = Folder::begun();
    assert_eq!(folder.open().unpushed_count().unwrap(), None);
    if folder.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]).is_none() {
        return;
    }
    let outcome = folder.record(7, "in_behandeling").unwrap();
    assert!(matches!(outcome, Outcome::Recorded { unpushed: Some(1), .. }), "{outcome:?}");
}

#[test]
fn folder_without_git_has_no_repository() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Repository::discover(folder.path()).unwrap().is_none());
}

#[test]
fn absent_identity_is_told_with_the_two_commands() {
    let folder = tempfile::tempdir().unwrap();
    let error = Repository::init_isolated(folder.path()).unwrap().identity().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::State);
    let help = error.help().unwrap();
    assert!(help.contains("git config --global user.name") && help.contains("git config --global user.email"));
}

#[test]
fn configured_identity_is_found() {
    let identity = Folder::begun().open().identity().unwrap();
    if std::env::var_os("GIT_AUTHOR_NAME").is_none() {
        assert_eq!(identity.name, "Sanne de Wit");
    }
}

#[cfg(unix)]
mod hooks {
    use super::*;

    fn hook(folder: &Folder, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt;

        let path = folder.path.join(".git/hooks").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Whether git is there to run a hook; said aloud when it is not.
    fn can_run(folder: &Folder) -> bool {
        folder.git(&["--version"]).is_some()
    }

    #[test]
    fn refusing_hook_stops_the_recording_and_is_quoted() {
        let folder = Folder::begun();
        hook(&folder, "pre-commit", "echo 'niet op zondag'; exit 1");
        if can_run(&folder) {
            folder.assert_refused(|error| matches!(error, RepositoryError::HookRefused { hook: "pre-commit", output } if output == "niet op zondag"));
        }
    }

    #[test]
    fn hook_sees_just_what_will_be_committed() {
        let folder = Folder::begun();
        folder.write("lijst.txt", "klaargezet\n");
        folder.git(&["add", "lijst.txt"]);
        hook(&folder, "pre-commit", "git diff --cached --name-only > gezien.txt; test ! -e .git/index.lock");
        if can_run(&folder) {
            folder.record(7, "in_behandeling").unwrap();
            assert_eq!(folder.read("gezien.txt"), format!("{}\n", dossier(7)));
            folder.assert_git_says(&["status", "--porcelain"], "A  lijst.txt\n?? gezien.txt");
        }
    }

    #[test]
    fn hook_without_the_git_program_is_refused() {
        /// Set in the run of this test that has no programs to find.
        const FOLDER: &str = "KLACHT_TEST_FOLDER_WITHOUT_GIT";
        if let Some(path) = std::env::var_os(FOLDER) {
            let repository = Repository::discover(Path::new(&path)).unwrap().unwrap();
            let error = repository.recorder(PATIENCE).unwrap().record(&recording(&repository, 7, &text(7, "gesloten"))).unwrap_err();
            assert!(matches!(error, RepositoryError::HookWithoutGit("pre-commit")), "{error:?}");
            assert_eq!(error.kind(), ErrorKind::State);
            return;
        }
        let folder = Folder::begun();
        hook(&folder, "pre-commit", "exit 0");
        let nowhere = tempfile::tempdir().unwrap();
        let again = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "recording::hooks::hook_without_the_git_program_is_refused"])
            .env("PATH", nowhere.path())
            .env(FOLDER, &folder.path)
            .output()
            .unwrap();
        assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stdout));
        assert!(String::from_utf8_lossy(&again.stdout).contains("1 passed"));
    }

    #[test]
    fn message_hook_may_add_to_the_message() {
        let folder = Folder::begun();
        hook(&folder, "commit-msg", "echo 'Ticket: 12' >> \"$1\"");
        if can_run(&folder) {
            folder.record(7, "in_behandeling").unwrap();
            folder.assert_git_says(&["show", "-s", "--format=%(trailers)"], "Dossier: K-2026-0007\nStatus: in_behandeling\nTicket: 12");
        }
    }

    #[test]
    fn hook_that_may_not_run_is_left_alone() {
        let folder = Folder::begun();
        let path: &Path = &folder.path.join(".git/hooks/pre-commit");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "#!/bin/sh\nexit 1\n").unwrap();
        folder.record(7, "in_behandeling").unwrap();
        folder.assert_clean();
    }
}
