//! `klacht diagnose` in folders where something is the matter: it is found, told without what is secret, and mended or left alone.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test breaks the folders it judges, and says aloud what it skips")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use serde_json::Value;

/// A dossier folder the program made, with one dossier recorded in it.
struct Folder {
    _temporary: tempfile::TempDir,
    path: PathBuf,
}

/// What `diagnose` answered.
struct Answer {
    exit: Option<i32>,
    found: Value,
    said: String,
}

impl Folder {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        let folder = Self { path: path.clone(), _temporary: temporary };
        assert_eq!(folder.klacht(&["begin", path.to_str().unwrap()]).status.code(), Some(0));
        let number = folder.klacht(&["--map", path.to_str().unwrap(), "--vandaag", "2026-11-23", "nieuw", "--melding"]);
        assert_eq!(number.status.code(), Some(0), "{}", String::from_utf8_lossy(&number.stderr));
        folder
    }

    fn klacht(&self, words: &[&str]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
        for (role, name) in [("AUTHOR", "M. Visser"), ("COMMITTER", "M. Visser")] {
            command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), "m.visser@kantoor.example");
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").args(words).output().unwrap()
    }

    fn diagnose(&self, more: &[&str]) -> Answer {
        let words = [&["--map", self.path.to_str().unwrap(), "diagnose", "--formaat", "json"], more].concat();
        let output = self.klacht(&words);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let found = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}"));
        Answer { exit: output.status.code(), found, said }
    }

    fn in_git(&self, path: &str) -> PathBuf {
        self.path.join(".git").join(path)
    }

    /// Adds to git's settings of this folder.
    fn configure(&self, settings: &str) {
        let config = self.in_git("config");
        let standing = fs::read_to_string(&config).unwrap();
        fs::write(config, standing + settings).unwrap();
    }

    fn dossier(&self) -> PathBuf {
        self.path.join("dossiers/2026/K-2026-0001/dossier.md")
    }
}

impl Answer {
    /// What was found of a check.
    fn of(&self, check: &str) -> &Value {
        self.found["bevindingen"].as_array().unwrap().iter().find(|found| found["onderdeel"] == check).expect("every check answers")
    }

    fn stand(&self, check: &str) -> &str {
        self.of(check)["stand"].as_str().unwrap()
    }
}

/// A file that was last written so long ago.
fn old_file(path: &Path, minutes: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = fs::File::create(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(minutes * 60)).unwrap();
}

#[test]
fn fresh_folder_is_usable_and_diagnosing_changes_nothing() {
    let folder = Folder::new();
    let before = fs::read(folder.in_git("config")).unwrap();
    let answer = folder.diagnose(&[]);
    assert_eq!(answer.exit, Some(0), "{}", answer.said);
    assert_eq!(answer.found["geteld"]["fout"], 0);
    assert_eq!((answer.stand("toestand"), answer.stand("inhoud"), answer.stand("stroomuitval")), ("goed", "goed", "aandacht"));
    assert_eq!(fs::read(folder.in_git("config")).unwrap(), before);
}

#[test]
fn mending_sets_what_power_cuts_ask_and_leaves_other_settings() {
    let folder = Folder::new();
    folder.configure("# eigen regel\n[core]\n\tfsync = none\n[klacht]\n\teigen = ja\n");
    let answer = folder.diagnose(&["--herstel"]);
    assert_eq!((answer.stand("stroomuitval"), &answer.of("stroomuitval")["hersteld"]), ("goed", &Value::Bool(true)), "{}", answer.said);
    let config = fs::read_to_string(folder.in_git("config")).unwrap();
    assert!(config.contains("# eigen regel") && config.contains("eigen = ja"), "{config}");
    assert!(!folder.in_git("config.lock").exists());
}

#[test]
fn old_lock_is_removed_and_a_young_one_left() {
    let folder = Folder::new();
    old_file(&folder.in_git("index.lock"), 2 * 24 * 60);
    old_file(&folder.in_git("refs/heads/main.lock"), 0);
    let before = folder.diagnose(&[]);
    assert_eq!((before.stand("vergrendelingen"), before.stand("toestand")), ("aandacht", "fout"));
    assert!(folder.in_git("index.lock").exists(), "only mended when asked");
    let answer = folder.diagnose(&["--herstel"]);
    assert!(!folder.in_git("index.lock").exists(), "{}", answer.said);
    assert!(folder.in_git("refs/heads/main.lock").exists(), "it may be held");
    assert_eq!(folder.diagnose(&[]).stand("toestand"), "goed");
}

#[cfg(target_os = "linux")]
#[test]
fn lock_of_a_git_at_work_in_another_work_tree_is_left() {
    let folder = Folder::new();
    let beside = folder.path.with_file_name("ernaast");
    let git = |at: &Path, words: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(at).args(words);
        git
    };
    let added = git(&folder.path, &["worktree", "add", "-q", "-b", "ernaast", beside.to_str().unwrap()]).status();
    if !added.is_ok_and(|status| status.success()) {
        return eprintln!("SKIPPED: no git that adds a work tree");
    }
    let lock = folder.in_git("worktrees/ernaast/index.lock");
    old_file(&lock, 60);
    let mut at_work = git(&beside, &["cat-file", "--batch"]);
    let mut at_work = at_work.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).spawn().unwrap();
    let while_at_work = folder.diagnose(&["--herstel"]);
    assert!(lock.exists(), "{}", while_at_work.said);
    drop(at_work.stdin.take());
    at_work.wait().unwrap();
    let answer = folder.diagnose(&["--herstel"]);
    assert!(!lock.exists(), "{}", answer.said);
}

#[test]
fn password_in_an_address_is_found_and_never_told() {
    let folder = Folder::new();
    folder.configure("[remote \"origin\"]\n\turl = https://visser:geheim-woord@github.com/kantoor/klachten.git\n");
    for format in [&[][..], &["--herstel"], &["--grondig"]] {
        let answer = folder.diagnose(format);
        assert_eq!(answer.stand("opslag-elders"), "aandacht");
        assert!(answer.of("opslag-elders")["bericht"].as_str().unwrap().contains("wachtwoord"));
        assert!(!answer.said.contains("geheim-woord") && !answer.said.contains("visser:"), "{}", answer.said);
    }
}

#[test]
fn key_as_a_user_name_is_a_password_too() {
    let folder = Folder::new();
    folder.configure("[remote \"origin\"]\n\turl = https://ghp_0123456789abcdef0123456789@git.kantoor.example/klachten.git\n");
    let answer = folder.diagnose(&[]);
    assert!(answer.of("opslag-elders")["bericht"].as_str().unwrap().contains("wachtwoord"), "{}", answer.said);
    assert!(!answer.said.contains("ghp_"), "{}", answer.said);
}

#[test]
fn merge_that_is_not_finished_makes_the_folder_unusable() {
    let folder = Folder::new();
    let tip = fs::read_to_string(folder.in_git("refs/heads/main")).unwrap();
    fs::write(folder.in_git("MERGE_HEAD"), tip).unwrap();
    let answer = folder.diagnose(&["--herstel"]);
    assert_eq!((answer.exit, answer.stand("toestand")), (Some(3), "fout"), "{}", answer.said);
    assert!(folder.in_git("MERGE_HEAD").exists(), "nobody's merge is ended for them");
}

#[test]
fn damaged_object_is_named_by_its_dossier() {
    let folder = Folder::new();
    let mut objects = Vec::new();
    let store = folder.in_git("objects");
    for below in fs::read_dir(store).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.file_name().unwrap().len() == 2) {
        objects.extend(fs::read_dir(below).unwrap().map(|entry| entry.unwrap().path()));
    }
    // Each is spoiled in turn; one of them is the dossier.
    let mut told = Vec::new();
    for object in &objects {
        let whole = fs::read(object).unwrap();
        fs::remove_file(object).unwrap();
        fs::write(object, &whole[..whole.len() / 2]).unwrap();
        let answer = folder.diagnose(&["--grondig"]);
        assert_eq!((answer.exit, answer.stand("inhoud")), (Some(3), "fout"), "{}: {}", object.display(), answer.said);
        told.push(answer.of("inhoud")["bericht"].as_str().unwrap().to_owned());
        fs::remove_file(object).unwrap();
        fs::write(object, whole).unwrap();
    }
    assert!(told.iter().any(|message| message.contains("K-2026-0001/dossier.md")), "{told:?}");
    assert_eq!(folder.diagnose(&["--grondig"]).exit, Some(0));
}

#[test]
fn what_editors_left_is_told_and_never_removed_and_ours_is_removed() {
    let folder = Folder::new();
    let swap = folder.dossier().with_file_name(".dossier.md.swp");
    old_file(&swap, 60);
    let own = folder.dossier().with_file_name(".klacht-a1b2c3");
    old_file(&own, 60);
    let young = folder.dossier().with_file_name(".klacht-d4e5f6");
    old_file(&young, 0);
    let before = fs::read(folder.dossier()).unwrap();
    let answer = folder.diagnose(&["--herstel"]);
    assert!(!own.exists() && young.exists() && swap.exists(), "{}", answer.said);
    assert!(answer.of("achtergebleven")["bericht"].as_str().unwrap().contains(".dossier.md.swp"));
    assert_eq!(fs::read(folder.dossier()).unwrap(), before);
}

#[test]
fn copies_of_a_synchronising_program_are_told_in_the_folder_and_in_that_of_git() {
    let folder = Folder::new();
    assert_eq!(folder.diagnose(&[]).stand("achtergebleven"), "goed");
    let copy = folder.dossier().with_file_name("dossier (conflicted copy 2026-11-30).md");
    fs::copy(folder.dossier(), &copy).unwrap();
    fs::copy(folder.in_git("index"), folder.in_git("index-PC-VISSER")).unwrap();
    fs::copy(folder.in_git("refs/heads/main"), folder.in_git("refs/heads/main-PC-VISSER")).unwrap();
    let answer = folder.diagnose(&["--herstel"]);
    assert_eq!(answer.stand("achtergebleven"), "aandacht");
    for name in ["dossier (conflicted copy 2026-11-30).md", ".git/index-PC-VISSER", ".git/refs/heads/main-PC-VISSER", "main-PC-VISSER\\\" --not HEAD"]
    {
        assert!(answer.said.contains(name), "{name}: {}", answer.said);
    }
    assert!(copy.exists());
}

#[test]
fn lines_that_protect_dossiers_are_missed() {
    let folder = Folder::new();
    fs::write(folder.path.join(".gitignore"), "*.swp\n").unwrap();
    let answer = folder.diagnose(&[]);
    assert!(answer.of("instellingen")["bericht"].as_str().unwrap().contains("/site/"), "{}", answer.said);
}

#[test]
fn spoiled_memory_of_the_history_is_forgotten() {
    let folder = Folder::new();
    fs::create_dir_all(folder.in_git("klacht")).unwrap();
    fs::write(folder.in_git("klacht/geschiedenis"), "onzin").unwrap();
    assert_eq!(folder.diagnose(&[]).stand("geheugen"), "aandacht");
    assert_eq!(folder.diagnose(&["--herstel"]).stand("geheugen"), "goed");
}

#[test]
fn folder_in_a_synchronised_one_deserves_a_look() {
    let folder = Folder::new();
    fs::create_dir(folder.path.parent().unwrap().join(".dropbox.cache")).unwrap();
    let answer = folder.diagnose(&[]);
    assert!(answer.of("synchronisatie")["bericht"].as_str().unwrap().contains("Dropbox"), "{}", answer.said);
    assert_eq!(answer.exit, Some(0));
}

#[cfg(unix)]
#[test]
fn folder_is_closed_to_others_without_touching_what_is_in_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(&folder.path, 0o755);
    set(folder.path.parent().unwrap(), 0o700);
    assert_eq!(folder.diagnose(&[]).stand("afscherming"), "goed", "the folder above it is closed");
    set(folder.path.parent().unwrap(), 0o755);
    let dossier = mode(&folder.dossier());
    let opened = folder.diagnose(&[]);
    if opened.stand("afscherming") == "goed" {
        return eprintln!("SKIPPED: the folder for temporary files is closed to others here already");
    }
    assert_eq!(folder.diagnose(&["--herstel"]).stand("afscherming"), "goed");
    assert_eq!((mode(&folder.path), mode(&folder.dossier())), (0o700, dossier));
}

#[cfg(unix)]
#[test]
fn new_folder_is_closed_to_others_and_one_that_was_there_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let folder = Folder::new();
    assert_eq!((mode(&folder.path), mode(&folder.in_git(""))), (0o700, 0o700));
    assert_eq!((mode(&folder.path.join("README.md")), mode(&folder.dossier())), (0o600, 0o600));
    let there = folder.path.parent().unwrap().join("gedeeld");
    fs::create_dir(&there).unwrap();
    fs::set_permissions(&there, fs::Permissions::from_mode(0o750)).unwrap();
    assert_eq!(folder.klacht(&["begin", there.to_str().unwrap()]).status.code(), Some(0));
    assert_eq!((mode(&there), mode(&there.join(".git")) & 0o007), (0o750, 0));
}

#[cfg(unix)]
#[test]
fn folder_shared_on_purpose_stays_open_to_the_group() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.configure("[core]\n\tsharedRepository = group\n");
    fs::set_permissions(folder.path.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&folder.path, fs::Permissions::from_mode(0o2770)).unwrap();
    let answer = folder.diagnose(&["--herstel"]);
    assert_eq!(answer.stand("afscherming"), "goed", "{}", answer.said);
    assert_eq!(folder.path.metadata().unwrap().permissions().mode() & 0o7777, 0o2770);
}

#[test]
fn outside_git_there_is_nothing_to_diagnose() {
    let folder = Folder::new();
    fs::rename(folder.in_git(""), folder.path.join("weg")).unwrap();
    let output = folder.klacht(&["--map", folder.path.to_str().unwrap(), "diagnose"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("geen git"));
}

#[test]
fn store_that_was_never_put_in_place_is_named_and_removed() {
    let folder = Folder::new();
    old_file(&folder.in_git("klacht-nieuw/objects/pack/half.pack"), 0);
    let before = folder.diagnose(&[]);
    assert!(before.stand("achtergebleven") == "aandacht" && before.said.contains(".git/klacht-nieuw"), "{}", before.said);
    assert!(folder.in_git("klacht-nieuw").exists(), "only mended when asked");
    assert_eq!(folder.diagnose(&["--herstel"]).stand("achtergebleven"), "goed");
    assert!(!folder.in_git("klacht-nieuw").exists() && folder.dossier().exists());
}
