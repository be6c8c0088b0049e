//! The git program, as an invented officer runs it: none of the user's settings, and a time of its own for every day.

use std::path::Path;
use std::process::Command;

/// What git says, run in this folder on a day of November 2026; it must succeed.
pub fn git(folder: &Path, arguments: &[&str], day: u32) -> String {
    let when = format!("2026-11-{:02}T10:00:00+01:00", day % 28 + 1);
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A. Vermeer", "-c", "user.email=a.vermeer@leverancier.example", "-c", "commit.gpgsign=false", "-c", "gc.auto=0"])
        .args(arguments)
        .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_AUTHOR_DATE", &when), ("GIT_COMMITTER_DATE", &when)])
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// Writes a file below a folder, and the folders above it.
pub fn put(top: &Path, path: &str, text: &str) {
    let path = top.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
