//! The dossiers as a repository, every step a commit, through git's own fast-import.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{NaiveDate, NaiveTime};

use super::RULES;
use super::dossier::Invented;

/// One step of one dossier.
struct Commit<'a> {
    /// In seconds since 1970, so that they stand in the order of time.
    when: i64,
    /// Whose.
    dossier: &'a Invented,
    /// The how-manieth of its steps, from 0.
    step: usize,
}

/// Makes the repository, with the newest state checked out.
///
/// # Errors
/// If git is not there, or refuses.
pub fn make(folder: &Path, dossiers: &[Invented], today: NaiveDate) -> io::Result<()> {
    let mut commits: Vec<Commit<'_>> = dossiers.iter().flat_map(|dossier| commits_of(dossier, today)).collect();
    commits.sort_by_key(|commit| (commit.when, commit.dossier.serial));
    run(Command::new("git").args(["init", "-q", "-b", "main"]).arg(folder))?;
    let mut import = Command::new("git").arg("-C").arg(folder).args(["fast-import", "--quiet", "--done"]).stdin(Stdio::piped()).spawn()?;
    let mut stream = BufWriter::with_capacity(1 << 20, import.stdin.take().expect("it is piped"));
    let first = commits.first().map_or(0, |commit| commit.when - 60);
    put(&mut stream, first, "Regeling en inrichting bijgewerkt\n", "dossiers/regeling.yaml", RULES)?;
    for commit in &commits {
        put(&mut stream, commit.when, &message(commit), &commit.dossier.path(), &commit.dossier.text(commit.step))?;
    }
    stream.write_all(b"done\n")?;
    drop(stream);
    if !import.wait()?.success() {
        return Err(io::Error::other("git fast-import failed"));
    }
    run(Command::new("git").arg("-C").arg(folder).args(["checkout", "-q", "-f", "main"]))
}

/// The commits of one dossier until this day.
fn commits_of(dossier: &Invented, today: NaiveDate) -> impl Iterator<Item = Commit<'_>> {
    (0..dossier.steps_until(today)).map(|step| {
        let minute = 9 * 60 + (dossier.serial.wrapping_mul(7) % 480);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60 + dossier.serial % 60, 0).expect("within a day");
        Commit { when: dossier.day(step).and_time(time).and_utc().timestamp(), dossier, step }
    })
}

/// The message, in the form of a recording.
fn message(commit: &Commit<'_>) -> String {
    let number = commit.dossier.number();
    let status = commit.dossier.status(commit.step);
    let Some(before) = commit.step.checked_sub(1).map(|step| commit.dossier.status(step)) else {
        return format!("{number}: nieuw, status {status}\n\nDossier: {number}\nStatus: {status}\n");
    };
    if before == status {
        return format!("{number}: correspondentie\n\nDossier: {number}\n");
    }
    format!("{number}: status {before} -> {status}\n\nDossier: {number}\nStatus: {before} -> {status}\n")
}

/// One commit that puts one file.
fn put(stream: &mut impl Write, when: i64, message: &str, path: &str, text: &str) -> io::Result<()> {
    writeln!(stream, "commit refs/heads/main\ncommitter De klachtenfunctionaris <klachten@kantoor.example> {when} +0100")?;
    write!(stream, "data {}\n{message}\nM 100644 inline {path}\ndata {}\n{text}\n", message.len(), text.len())
}

/// Runs git, and holds it to its exit code.
fn run(command: &mut Command) -> io::Result<()> {
    if command.status()?.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?} failed"))) }
}
