//! `klacht toon` as a process: what it says, and serves, while an officer works in the dossiers.
//!
//! Nothing is proved by waiting a while: what must come is waited for, far longer than it takes on any machine.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test saves files and runs the program itself")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// So long is waited for a line.
const PATIENCE: Duration = Duration::from_secs(120);

const FIRST: &str = "dossiers/2026/K-2026-0001/dossier.md";

/// A dossier folder with one recorded complaint.
struct Desk {
    _temporary: tempfile::TempDir,
    folder: PathBuf,
}

/// A site that is shown.
struct Toon {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
    heard: usize,
}

fn text(steps: &str) -> String {
    format!(
        "---\nschema: 1\nnummer: K-2026-0001\nstatus: ontvangen\n\ningediend_op: 2026-11-02\nontvangen_op: 2026-11-03\n\
         klachtindiener:\n  naam: Sanne de Wit\n  organisatie: geen\n  postadres: niet_opgegeven\n  email: s.dewit@roc-delinde.example\n  telefoon: niet_opgegeven\n---\n\
         ## Omschrijving\n\nDe uitslag kwam te laat.\n\n## Ondernomen stappen\n\n{steps}\n"
    )
}

impl Desk {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("klachten");
        std::fs::create_dir(&folder).unwrap();
        let desk = Self { _temporary: temporary, folder };
        desk.does(&["begin"]);
        desk.write(FIRST, &text("geen"));
        desk.does(&["leg-vast"]);
        desk
    }

    fn klacht(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_klacht"));
        command.current_dir(&self.folder).args(["--vandaag", "2026-11-04"]).args(words);
        command.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1")]);
        command.envs([("GIT_AUTHOR_NAME", "P. Jansen"), ("GIT_AUTHOR_EMAIL", "p.jansen@organisatie.example")]);
        command.envs([("GIT_COMMITTER_NAME", "P. Jansen"), ("GIT_COMMITTER_EMAIL", "p.jansen@organisatie.example")]);
        command
    }

    fn does(&self, words: &[&str]) {
        let output = self.klacht(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Shows the site, and tells where.
    fn toon(&self, words: &[&str]) -> (Toon, u16) {
        let mut toon = Toon::start(self.klacht(&[&["toon", "--niet-openen"], words].concat()));
        let address = toon.hears("In de browser: ");
        let port = address.rsplit(':').next().unwrap().trim_matches('/').parse().unwrap();
        (toon, port)
    }
}

impl Toon {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null()).spawn().unwrap();
        let (sender, lines) = channel();
        pass_on(child.stdout.take().unwrap(), sender.clone());
        pass_on(child.stderr.take().unwrap(), sender);
        Self { child, lines, said: Vec::new(), heard: 0 }
    }

    /// Waits for a line with this in it, after those already waited for.
    fn hears(&mut self, part: &str) -> String {
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

    /// How many lines had this in them so far.
    fn count(&self, part: &str) -> usize {
        self.said.iter().filter(|line| line.contains(part)).count()
    }
}

impl Drop for Toon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pass_on(from: impl Read + Send + 'static, sender: Sender<String>) {
    std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).for_each(|line| _ = sender.send(line)));
}

/// What an open page hears.
fn news(port: u16) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET /.klacht/nieuws.js HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().last().unwrap().to_owned()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn dossier_that_becomes_unreadable_is_named_once_and_told_when_it_is_mended() {
    let desk = Desk::new();
    let (mut toon, _) = desk.toon(&[]);
    desk.write(FIRST, "---\nschema: [\n");
    toon.hears(&format!("Niet op de site: {FIRST}. «klacht controleer» zegt waarom."));
    desk.write(FIRST, "---\nschema: [ nog steeds\n");
    desk.write("dossiers/2026/K-2026-0002/dossier.md", &text("geen").replace("0001", "0002"));
    toon.hears("Bijgewerkt: ");
    desk.write(FIRST, &text("gebeld"));
    toon.hears("Alle dossiers zijn weer te lezen.");
    assert_eq!(toon.count("Niet op de site"), 1, "{}", toon.said.join("\n"));
}

#[test]
fn folder_with_own_templates_made_later_is_taken_in_at_once() {
    let desk = Desk::new();
    let (mut toon, _) = desk.toon(&[]);
    let templates = desk.folder.join("site-templates");
    for _ in 0..2 {
        desk.write("site-templates/toets.js", "// niets\n");
        toon.hears("Bijgewerkt: ");
        desk.write("site-templates/toets.js", "// ook niets\n");
        toon.hears("Bijgewerkt: ");
        std::fs::remove_dir_all(&templates).unwrap();
        toon.hears("Bijgewerkt: ");
    }
}

#[test]
fn recording_is_heard_after_the_git_folder_was_exchanged() {
    let desk = Desk::new();
    let (mut toon, _) = desk.toon(&[]);
    let (git, new, old) = (desk.folder.join(".git"), desk.folder.join(".git-nieuw"), desk.folder.join(".git-oud"));
    copy(&git, &new);
    std::fs::rename(&git, &old).unwrap();
    std::fs::rename(&new, &git).unwrap();
    std::fs::remove_dir_all(&old).unwrap();
    desk.write(FIRST, &text("gebeld"));
    toon.hears("Bijgewerkt: ");
    desk.does(&["leg-vast"]);
    toon.hears("Bijgewerkt: ");
}

#[test]
fn page_that_stayed_open_hears_another_edition_of_the_next_process() {
    let desk = Desk::new();
    let (first, port) = desk.toon(&[]);
    let heard = news(port);
    assert_eq!(news(port), heard);
    drop(first);
    let (_second, again) = desk.toon(&["--poort", &port.to_string()]);
    assert_eq!(again, port);
    assert_ne!(news(port), heard);
}
