//! Mails as common mail programs write them, taken in by the program: what the officer reads, and what is in the dossier to
//! the last field. Beside each `tests/mail/<name>.eml` or `.msg` stands `<name>.md` with both.
//!
//! `KLACHT_MAILS=schrijf cargo test --test mails` writes them anew; read the difference before you keep it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    clippy::unwrap_used,
    reason = "a test makes the folders it judges, and says aloud what it skips"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crate::suite::outlook;
use outlook::Value;

/// A mail that answers to another is taken in after it.
const AFTER: &[(&str, &str)] = &[("antwoord", "gmail")];

/// Mails that need a word from the officer.
const WITH: &[(&str, &[&str])] = &[("scanner", &["--kanaal", "post", "--ontvangen", "2026-11-19"])];

/// A dossier folder whose complaints arrive at `bureau.example`.
struct Folder {
    _temporary: tempfile::TempDir,
    path: PathBuf,
}

/// The folder every test begins with, made once.
static BEGUN: LazyLock<Folder> = LazyLock::new(Folder::made);

impl Folder {
    /// A folder of its own to work in.
    fn begun() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        copy(&BEGUN.path, &path);
        Self { _temporary: temporary, path }
    }

    fn made() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("klachten");
        let folder = Self { _temporary: temporary, path: path.clone() };
        assert!(klacht(&["begin", path.to_str().unwrap()]).status.success());
        let rules = path.join("dossiers/regeling.yaml");
        let text = std::fs::read_to_string(&rules).unwrap();
        let own = |line: &str| match line.trim_start().split(':').next() {
            Some("klacht_email") => "  klacht_email: klachten@bureau.example".to_owned(),
            Some("bezwaar_email") => "  bezwaar_email: bezwaar@bureau.example".to_owned(),
            Some("klacht_post") => "  klacht_post: Bureau, Postbus 1, 9999 ZZ Elders".to_owned(),
            _ => line.to_owned(),
        };
        std::fs::write(&rules, text.lines().map(own).collect::<Vec<_>>().join("\n") + "\n").unwrap();
        assert!(folder.run(&["leg-vast"]).status.success());
        folder
    }

    /// Runs the program here, on 22 November 2026.
    fn run(&self, words: &[&str]) -> Output {
        let place = ["--map", self.path.to_str().unwrap(), "--vandaag", "2026-11-22"];
        klacht(&[&place, words].concat())
    }

    fn import(&self, file: &Path, more: &[&str]) -> Output {
        self.run(&[&["importeer", file.to_str().unwrap()], more].concat())
    }

    /// Every file of the dossiers, by its path under `dossiers/`.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let top = self.path.join("dossiers");
        let mut folders = vec![top.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                    found.insert(name, std::fs::read(path).unwrap());
                }
            }
        }
        found.remove("regeling.yaml");
        found
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs the program with nobody's git configuration.
fn klacht(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
    command.args(words).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "P. Jansen").env(format!("GIT_{role}_EMAIL"), "p.jansen@bureau.example");
    }
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn mails() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut mails: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "eml" || extension == "msg")).collect();
    mails.sort();
    assert!(mails.len() > 20, "the mails are not where they were");
    mails
}

/// What became of a mail, as the page beside it has it.
fn page(mail: &Path) -> String {
    let name = mail.file_stem().unwrap().to_str().unwrap();
    let folder = Folder::begun();
    if let Some((_, first)) = AFTER.iter().find(|(after, _)| *after == name) {
        assert!(folder.import(&mail.with_file_name(format!("{first}.eml")), &[]).status.success());
    }
    let before = folder.files();
    let more = WITH.iter().find(|(with, _)| *with == name).map_or(&[][..], |(_, words)| words);
    let output = folder.import(mail, more);
    let mut page = format!("# {name}\n\n```text\n");
    for line in told(&output).lines().take_while(|line| !line.starts_with("Het dossier staat in")) {
        // The number of a commit differs from run to run.
        let line = if line.starts_with("vastgelegd ") { line.rsplit_once("  (").unwrap().0 } else { line };
        writeln!(page, "{}", line.trim_end()).unwrap();
    }
    writeln!(page, "```\n\nUitgang: {}\n", output.status.code().unwrap()).unwrap();
    let after = folder.files();
    assert!(!output.status.success() || after.values().any(|stored| *stored == std::fs::read(mail).unwrap()), "{name} is not stored as it came");
    for (path, bytes) in after.into_iter().filter(|(path, bytes)| before.get(path) != Some(bytes)) {
        if path.ends_with("dossier.md") {
            let text = String::from_utf8(bytes).unwrap();
            writeln!(page, "`{path}`\n\n````markdown\n{}````\n", without_help(&text)).unwrap();
        } else {
            writeln!(page, "`{path}`: {} bytes\n", bytes.len()).unwrap();
        }
    }
    page.trim_end().to_owned() + "\n"
}

/// A dossier without the lines of help in its front matter.
fn without_help(text: &str) -> String {
    let (head, body) = text.split_at(text[4..].find("\n---\n").unwrap() + 4);
    let head = head.lines().filter(|line| !line.trim_start().starts_with('#'));
    head.fold(String::new(), |text, line| text + line + "\n") + &body[1..]
}

#[test]
fn every_mail_becomes_what_its_page_says() {
    let writes = std::env::var_os("KLACHT_MAILS").is_some_and(|word| word == "schrijf");
    let mut wrong = Vec::new();
    for mail in mails() {
        let (path, page) = (mail.with_extension("md"), page(&mail));
        if writes {
            std::fs::write(&path, &page).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != page {
            wrong.push(format!("{}:\n{page}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A mail of these fields, beside the dossiers.
fn written(folder: &Folder, name: &str, fields: &str) -> PathBuf {
    let path = folder.path.with_file_name(name);
    let first = "Received: from a by mx.bureau.example; Tue, 3 Nov 2026 09:00:00 +0100\nTo: klachten@bureau.example\n";
    std::fs::write(&path, format!("{first}Date: Tue, 3 Nov 2026 08:59:00 +0100\n{fields}\n\nTe laat.\n")).unwrap();
    path
}

/// The exit of taking in a mail, and what was said.
fn outcome(folder: &Folder, mail: &Path, more: &[&str]) -> (i32, String) {
    let output = folder.import(mail, more);
    (output.status.code().unwrap(), told(&output))
}

fn dossier(folder: &Folder, number: &str) -> String {
    String::from_utf8(folder.files()[&format!("2026/{number}/dossier.md")].clone()).unwrap()
}

#[test]
fn file_of_outlook_and_the_same_mail_as_it_travelled_are_one() {
    let folder = Folder::begun();
    let properties = vec![
        (0x001a, Value::Text("IPM.Note")),
        (0x007d, Value::Text("From: Sanne de Wit <s@klant.example>\r\nDate: Tue, 3 Nov 2026 08:59:00 +0100\r\nMessage-ID: <een@klant.example>\r\n")),
        (0x1000, Value::Text("Te laat.")),
    ];
    let outlook = outlook::Folder { properties, ..outlook::Folder::default() }.bytes();
    let file = folder.path.with_file_name("klacht.msg");
    std::fs::write(&file, &outlook).unwrap();
    assert_eq!(outcome(&folder, &file, &[]).0, 0);
    assert_eq!(folder.files()["2026/K-2026-0001/bijlagen/2026-11-03-klacht.msg"], outlook);
    let (exit, said) = outcome(&folder, &written(&folder, "klacht.eml", "Message-ID: <een@klant.example>"), &[]);
    assert!(exit == 5 && said.contains("zit al in K-2026-0001, als bijlagen/2026-11-03-klacht.msg"), "{said}");
}

#[test]
fn mail_with_two_complaints_becomes_two_dossiers_that_name_each_other() {
    let folder = Folder::begun();
    let mail = written(&folder, "twee.eml", "From: Sanne <s@klant.example>\nMessage-ID: <twee@klant.example>");
    assert_eq!((outcome(&folder, &mail, &[]).0, outcome(&folder, &mail, &["--nog-een"]).0), (0, 0));
    assert!(dossier(&folder, "K-2026-0001").contains("gerelateerd:\n  - K-2026-0002\n"));
    assert!(dossier(&folder, "K-2026-0002").contains("gerelateerd:\n  - K-2026-0001\n"));
    let answer = written(&folder, "antwoord.eml", "From: Sanne <s@klant.example>\nIn-Reply-To: <twee@klant.example>\nSubject: Re: beide");
    let before = folder.files();
    let (exit, said) = outcome(&folder, &answer, &[]);
    assert!(exit == 2 && said.contains("K-2026-0001, K-2026-0002") && said.contains("--bij"), "{said}");
    assert_eq!(folder.files(), before);
    assert_eq!(outcome(&folder, &answer, &["--bij", "K-2026-0002"]).0, 0);
    assert!(dossier(&folder, "K-2026-0002").contains("bijlage: bijlagen/2026-11-03-bericht.eml"));
}

#[test]
fn one_mail_that_fails_does_not_stop_the_rest() {
    let folder = Folder::begun();
    let good = written(&folder, "goed.eml", "From: Sanne <s@klant.example>\nMessage-ID: <goed@klant.example>");
    let (good, gone) = (good.to_str().unwrap().to_owned(), folder.path.with_file_name("weg.eml"));
    let output = folder.run(&["importeer", gone.to_str().unwrap(), &good, &good]);
    let said = told(&output);
    assert_eq!(output.status.code(), Some(5), "{said}");
    for line in ["  weg.eml   geweigerd    ", "  goed.eml  K-2026-0001  nieuw", "  goed.eml  geweigerd    deze mail zit al in K-2026-0001"] {
        assert!(said.contains(line), "{said}");
    }
}

#[test]
fn what_we_sent_ourselves_is_no_complaint() {
    let folder = Folder::begun();
    let sent = folder.path.with_file_name("verzonden.eml");
    let text = "From: klachten@bureau.example\nTo: Sanne <s@klant.example>\nDate: Tue, 3 Nov 2026 08:59:00 +0100\n\nBedankt.\n";
    std::fs::write(&sent, text).unwrap();
    let (exit, said) = outcome(&folder, &sent, &[]);
    assert!(exit == 2 && said.contains("--bij"), "{said}");
    assert_eq!(folder.files(), BTreeMap::new());
}

#[test]
fn number_of_a_dossier_that_is_not_here_is_asked_about() {
    let folder = Folder::begun();
    let (exit, said) = outcome(&folder, &written(&folder, "a.eml", "From: Sanne <s@klant.example>\nSubject: Over K-2025-0012"), &[]);
    assert!(exit == 2 && said.contains("K-2025-0012") && said.contains("--nieuw"), "{said}");
    assert_eq!(outcome(&folder, &folder.path.with_file_name("a.eml"), &["--nieuw"]).0, 0);
}

#[cfg(unix)]
#[test]
fn dossier_that_cannot_be_recorded_leaves_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::begun();
    std::fs::create_dir_all(folder.path.join("dossiers/2026/.klacht-nieuw/bijlagen")).unwrap();
    let hook = folder.path.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mail = written(&folder, "a.eml", "From: Sanne <s@klant.example>");
    assert_ne!(outcome(&folder, &mail, &[]).0, 0);
    assert_eq!(folder.files(), BTreeMap::new());
    std::fs::remove_file(hook).unwrap();
    assert_eq!(outcome(&folder, &mail, &[]).0, 0);
}

/// Mails that others collected, well-formed, odd and broken, below the folder named in `KLACHT_MATERIAAL`.
fn collected() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("KLACHT_MATERIAAL") else {
        // Straight to standard error: the test harness would keep what a macro prints to itself.
        let said = writeln!(std::io::stderr(), "SKIPPED: KLACHT_MATERIAAL is not set, so the collected mails are not taken in");
        said.unwrap();
        return Vec::new();
    };
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::from(folder).join("eml")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What became of a collected mail: the reason when it was refused, and how long the command took.
fn taken_in_or_refused(mail: &Path) -> (Option<String>, Duration) {
    let folder = Folder::begun();
    let started = Instant::now();
    let output = folder.import(mail, &[]);
    let took = started.elapsed();
    let said = told(&output);
    assert!(!said.contains("panicked"), "{}: {said}", mail.display());
    if output.status.success() {
        let bytes = std::fs::read(mail).unwrap();
        assert!(folder.files().values().any(|stored| *stored == bytes), "{} is not stored as it came", mail.display());
        return (None, took);
    }
    assert_eq!(output.status.code(), Some(5), "{}: {said}", mail.display());
    (Some(said.lines().find_map(|line| line.strip_prefix("fout: ")).unwrap().to_owned()), took)
}

/// How long reading takes where nothing else is done; the clock of a busy computer tells of the others on it, too, so the
/// fastest of some counts.
fn reading(mail: &Path) -> Duration {
    let bytes = std::fs::read(mail).unwrap();
    let tries = (0..5).map(|_| {
        let started = Instant::now();
        let _ = klachtdossier::source::mail::read_mail(&bytes);
        started.elapsed()
    });
    tries.min().unwrap()
}

#[test]
fn every_collected_mail_is_read_in_less_than_a_second() {
    for mail in collected() {
        let took = reading(&mail);
        assert!(took < Duration::from_secs(1), "{} took {took:?}", mail.display());
    }
}

#[test]
fn every_collected_mail_is_taken_in_or_refused_with_the_reason() {
    let mails = collected();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let halves = mails
            .chunks(mails.len().div_ceil(4).max(1))
            .map(|some| scope.spawn(|| some.iter().map(|mail| taken_in_or_refused(mail)).collect::<Vec<_>>()));
        halves.collect::<Vec<_>>().into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    outcomes.iter().filter_map(|(reason, _)| reason.as_deref()).for_each(|reason| *refused.entry(reason).or_default() += 1);
    let taken_in = outcomes.iter().filter(|(reason, _)| reason.is_none()).count();
    let slowest = outcomes.iter().map(|(_, took)| *took).max().unwrap_or_default();
    let said = writeln!(std::io::stderr(), "{taken_in} of {} taken in, slowest {slowest:?}; refused: {refused:#?}", mails.len());
    said.unwrap();
    assert!(taken_in * 4 >= mails.len() * 3, "far too many are refused");
}

#[test]
fn mail_that_is_taken_in_four_times_at_once_becomes_one_dossier() {
    let folder = Folder::begun();
    let mail = mails().into_iter().find(|mail| mail.ends_with("gmail.eml")).unwrap();
    let exits: Vec<_> = std::thread::scope(|scope| {
        let imports: Vec<_> = (0..4).map(|_| scope.spawn(|| folder.import(&mail, &[]).status.code())).collect();
        imports.into_iter().map(|import| import.join().unwrap()).collect()
    });
    assert_eq!(folder.files().keys().filter(|path| path.ends_with("dossier.md")).count(), 1, "{exits:?}");
    assert_eq!(exits.iter().filter(|exit| **exit == Some(5)).count(), 3, "{exits:?}");
}
