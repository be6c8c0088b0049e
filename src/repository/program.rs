//! Another program, run to its end or to a limit.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long to sleep between two looks.
const PAUSE: Duration = Duration::from_millis(10);
/// The longest output that is passed on, in characters.
const OUTPUT: usize = 2000;

/// What a process started by git inherits and that would lead another git astray.
const INHERITED: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_QUARANTINE_PATH",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
];

/// Whether someone is there to answer what a program asks, such as the password of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Someone sits at a terminal, and may take the time.
    Attended,
    /// Nobody is there: a program may ask nothing, and has to be done within this time.
    Unattended(Duration),
}

impl Attendance {
    /// Nobody is there. A key on a card may still ask to be touched, so a program gets some time.
    pub const NOBODY: Self = Self::Unattended(Duration::from_secs(20));

    /// How long a program may take; `None` when someone is there who can end it.
    pub(super) fn limit(self) -> Option<Duration> {
        match self {
            Self::Attended => None,
            Self::Unattended(limit) => Some(limit),
        }
    }
}

/// What a program said and how it ended.
pub(super) struct Ran {
    /// How it ended.
    pub(super) status: ExitStatus,
    /// Its answer.
    pub(super) stdout: Vec<u8>,
    /// What it said beside it.
    pub(super) stderr: Vec<u8>,
}

/// Why a program was not run to its end.
pub(super) enum NotRun {
    /// It is not there, or may not be run.
    NotFound,
    /// It took too long and was ended.
    TimedOut,
    /// The system would not let it run.
    System(std::io::Error),
}

impl From<std::io::Error> for NotRun {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::PermissionDenied => Self::NotFound,
            _ => Self::System(error),
        }
    }
}

/// Runs a program with this input; one that is not done within the limit is ended.
///
/// What it says goes to files and not to pipes: a program it leaves behind keeps nobody waiting.
pub(super) fn run(command: &mut Command, input: &[u8], limit: Option<Duration>) -> Result<Ran, NotRun> {
    let (mut stdout, mut stderr) = (spool()?, spool()?);
    let stdin = if input.is_empty() { Stdio::null() } else { Stdio::from(filled(input)?) };
    command.stdin(stdin).stdout(stdout.try_clone().map_err(NotRun::System)?).stderr(stderr.try_clone().map_err(NotRun::System)?);
    let mut child = command.spawn()?;
    let status = wait(&mut child, limit)?;
    Ok(Ran { status, stdout: content(&mut stdout)?, stderr: content(&mut stderr)? })
}

/// The git program in a folder, with nothing of what a git that started us left in the environment.
pub(super) fn git(folder: &std::path::Path) -> Command {
    let mut git = Command::new("git");
    for variable in INHERITED {
        git.env_remove(variable);
    }
    git.current_dir(folder);
    git
}

/// What a program said, for a reader: no control characters, and not without end.
pub(super) fn legible(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    let plain = |letter: &char| *letter == '\n' || !letter.is_control();
    text.trim().chars().filter(plain).take(OUTPUT).collect()
}

fn wait(child: &mut Child, limit: Option<Duration>) -> Result<ExitStatus, NotRun> {
    let Some(limit) = limit else { return child.wait().map_err(NotRun::System) };
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(NotRun::System)? {
            return Ok(status);
        }
        if started.elapsed() >= limit {
            let _ = child.kill();
            let _ = child.wait();
            return Err(NotRun::TimedOut);
        }
        std::thread::sleep(PAUSE);
    }
}

/// A file without a name.
fn spool() -> Result<File, NotRun> {
    tempfile::tempfile().map_err(NotRun::System)
}

/// A file without a name that holds this, to be read from its beginning.
fn filled(input: &[u8]) -> Result<File, NotRun> {
    let mut file = spool()?;
    file.write_all(input).and_then(|()| file.rewind()).map_err(NotRun::System)?;
    Ok(file)
}

fn content(file: &mut File) -> Result<Vec<u8>, NotRun> {
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(NotRun::System)?;
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", script]);
        shell
    }

    #[test]
    fn answer_and_remarks_are_kept_apart() {
        let ran = run(&mut shell("cat; echo anders >&2; exit 3"), b"invoer", None).ok().unwrap();
        assert_eq!((ran.stdout.as_slice(), ran.stderr.as_slice(), ran.status.code()), (&b"invoer"[..], &b"anders\n"[..], Some(3)));
    }

    #[test]
    fn program_that_takes_too_long_is_ended() {
        let started = Instant::now();
        let outcome = run(&mut shell("exec sleep 60"), b"", Some(Duration::from_millis(50)));
        assert!(matches!(outcome, Err(NotRun::TimedOut)));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn absent_program_is_told_from_one_that_fails() {
        assert!(matches!(run(&mut Command::new("/er/is/geen/programma"), b"", None), Err(NotRun::NotFound)));
    }

    #[test]
    fn what_a_program_says_cannot_paint_the_screen() {
        assert_eq!(legible(b"\x1b[31mrood\x07\nregel\n"), "[31mrood\nregel");
    }
}
