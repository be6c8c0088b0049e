//! A dossier folder, and `klacht volg` as a process beside it.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use klachtdossier::domain::DossierId;
use klachtdossier::repository::{Repository, TrackedPath};

/// So long is waited for a line; far longer than it takes on any machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// A dossier folder with recorded complaints.
pub struct Desk {
    _temporary: tempfile::TempDir,
    pub folder: PathBuf,
    /// The number of the next dossier that serves as a fence.
    next_fence: Cell<u32>,
}

/// A watch under way.
pub struct Volg {
    child: Child,
    lines: Receiver<String>,
    /// Everything it said so far.
    pub said: Vec<String>,
    /// How many of those lines were waited for.
    heard: usize,
}

/// The text of a dossier with this status and these steps taken.
pub fn text(serial: u32, status: &str, steps: &str) -> String {
    format!(
        "---\nschema: 1\nnummer: K-2026-{serial:04}\nstatus: {status}\n\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\n\
         klachtindiener:\n  naam: Sanne de Wit\n  organisatie: geen\n  postadres: niet_opgegeven\n  email: s.dewit@roc-delinde.example\n  telefoon: niet_opgegeven\n---\n\
         ## Omschrijving\n\nDe uitslag kwam te laat.\n\n## Ondernomen stappen\n\n{steps}\n"
    )
}

pub fn id(serial: u32) -> DossierId {
    DossierId::new(2026, serial).unwrap()
}

impl Desk {
    /// With two complaints.
    pub fn new() -> Self {
        Self::with(2)
    }

    /// With so many complaints, numbered from 1.
    pub fn with(count: u32) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("klachten");
        std::fs::create_dir(&folder).unwrap();
        let desk = Self { _temporary: temporary, folder, next_fence: Cell::new(9001) };
        desk.does(&["begin"]);
        let config = desk.folder.join(".git/config");
        let settings =
            "[user]\n\tname = P. Jansen\n\temail = p.jansen@organisatie.example\n[commit]\n\tgpgSign = false\n[core]\n\tautocrlf = false\n";
        File::options().append(true).open(config).unwrap().write_all(settings.as_bytes()).unwrap();
        (1..=count).for_each(|serial| desk.write(serial, &text(serial, "ontvangen", "geen")));
        desk.does(&["leg-vast"]);
        desk
    }

    pub fn klacht(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
        command.current_dir(&self.folder).args(["--vandaag", "2026-11-04"]).args(words);
        command.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
        command.envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@organisatie.example")]);
        command.envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@organisatie.example")]);
        command
    }

    pub fn does(&self, words: &[&str]) {
        let output = self.klacht(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Watches without a site.
    pub fn volg(&self, words: &[&str]) -> Volg {
        let mut volg = Volg::start(self.klacht(&[&["volg", "--zonder-site"], words].concat()));
        volg.hears("Stoppen met Ctrl-C");
        volg
    }

    /// Runs the git program; false, said aloud, when it is not installed.
    pub fn git(&self, words: &[&str]) -> bool {
        let output = Command::new("git").current_dir(&self.folder).args(words).env("LC_ALL", "C").output();
        match output {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                eprintln!("SKIPPED: the git program is not installed, so nothing was tried with `git {}`", words.join(" "));
                false
            }
            output => {
                let output = output.unwrap();
                assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
                true
            }
        }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    pub fn dossier(&self, serial: u32) -> PathBuf {
        self.path(&format!("dossiers/2026/K-2026-{serial:04}/dossier.md"))
    }

    pub fn write(&self, serial: u32, text: &str) {
        std::fs::create_dir_all(self.dossier(serial).parent().unwrap()).unwrap();
        std::fs::write(self.dossier(serial), text).unwrap();
    }

    pub fn repository(&self) -> Repository {
        Repository::discover(&self.folder).unwrap().expect("there is a repository")
    }

    /// How often a dossier was recorded.
    pub fn times(&self, serial: u32) -> usize {
        self.repository().history().unwrap().of(id(serial)).len()
    }

    pub fn recorded(&self, serial: u32) -> Option<String> {
        self.head(&format!("dossiers/2026/K-2026-{serial:04}/dossier.md"))
    }

    pub fn head(&self, path: &str) -> Option<String> {
        let bytes = self.repository().head_file(&TrackedPath::new(path).unwrap()).unwrap();
        bytes.map(|bytes| String::from_utf8(bytes).unwrap())
    }

    /// The names of everything recorded of a dossier.
    pub fn pieces(&self, serial: u32) -> Vec<String> {
        let files = self.repository().head_files().unwrap();
        let of = files.into_keys().filter(|path| path.dossier() == Some(id(serial)));
        of.map(|path| Path::new(path.as_str()).file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    /// Saves another dossier and waits until it is recorded: whatever was to happen before has happened by then.
    pub fn fence(&self, volg: &mut Volg) {
        let serial = self.next_fence.replace(self.next_fence.get() + 1);
        self.write(serial, &text(serial, "ontvangen", "geen"));
        volg.hears(&format!("vastgelegd  K-2026-{serial:04}"));
    }
}

impl Volg {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).stdin(Stdio::null()).spawn().unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).for_each(|line| _ = sender.send(line)));
        Self { child, lines, said: Vec::new(), heard: 0 }
    }

    /// Waits for a line with this in it, after those already waited for.
    pub fn hears(&mut self, part: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.said[self.heard..].iter().position(|line| line.contains(part)) {
                self.heard += at + 1;
                return self.said[self.heard - 1].clone();
            }
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => self.said.push(line),
                Err(_) => panic!("«{part}» was not said, but:\n{}", self.said.join("\n")),
            }
        }
    }

    /// Waits for a line with each of these in it, in whatever order they are said.
    pub fn hears_in_any_order(&mut self, parts: &[&str]) {
        let from = self.heard;
        let mut last = from;
        for part in parts {
            self.heard = from;
            self.hears(part);
            last = last.max(self.heard);
        }
        self.heard = last;
    }

    /// How many lines have this in them.
    pub fn count(&self, part: &str) -> usize {
        self.said.iter().filter(|line| line.contains(part)).count()
    }

    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// The exit code, once it has ended; everything it still said is taken in.
    pub fn ended(&mut self) -> Option<i32> {
        let code = self.child.wait().unwrap().code();
        self.said.extend(self.lines.iter());
        code
    }

    /// Asks it to stop, as Ctrl-C does.
    pub fn stop(&mut self) {
        self.signal("-INT");
        assert_eq!(self.ended(), Some(0), "{}", self.said.join("\n"));
        assert!(self.said.last().is_some_and(|line| line.starts_with("Gestopt.")), "{}", self.said.join("\n"));
        let twice = self.said.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty());
        assert_eq!(twice, None, "said twice");
    }
}

impl Drop for Volg {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
