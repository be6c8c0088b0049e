//! Our hooks, where git looks for them; a hook of someone else is never touched.

use std::io;
use std::path::Path;

use super::files::{self, WriteError};

/// The hooks of a dossier folder.
pub const AT_HOME: &[&str] = &["pre-commit", "prepare-commit-msg", "commit-msg", "post-merge", "post-rewrite", "pre-push"];
/// The hooks of a repository on a server.
pub const ON_A_SERVER: &[&str] = &["pre-receive"];

/// What stands in the place of a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Absent,
    /// Ours.
    Ours,
    /// Ours, but it may not be run, so git passes it over.
    Idle,
    /// Ours with something of someone else added.
    Added,
    /// Something of someone else.
    Foreign,
}

/// The line by which a hook is known as ours.
const SIGN: &str = "# Klachtdossier: «klacht git-hooks verwijder» haalt deze hook weer weg.";
/// What stands before the place of the program.
const FALLBACK: &str = "command -v \"$klacht\" >/dev/null 2>&1 || klacht=";

/// How a hook is called: with what behind its name.
#[must_use]
pub fn call(hook: &str, strict: bool) -> String {
    let strict = if strict && hook == "pre-commit" { " --streng" } else { "" };
    format!("klacht git-hooks {hook}{strict} \"$@\"")
}

/// Our hook as a script for `sh`; the program is the one on the search path, else the one that lies at this place.
fn body(hook: &str, strict: bool, program: &str) -> String {
    let call = call(hook, strict).replacen("klacht", "\"$klacht\"", 1);
    let quoted = program.replace('\'', r"'\''");
    format!(
        "#!/bin/sh
{SIGN}
klacht=klacht
{FALLBACK}'{quoted}'
command -v \"$klacht\" >/dev/null 2>&1 || {{
    echo 'Het programma klacht is hier niet te vinden. Er is niets gekeurd, en daarom gaat dit niet door.' >&2
    exit 1
}}
exec {call}
"
    )
}

/// What stands in the place of this hook.
///
/// # Errors
/// When it cannot be read.
pub fn standing(path: &Path, hook: &str) -> io::Result<Standing> {
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return Ok(Standing::Absent) };
    if !metadata.is_file() {
        return Ok(Standing::Foreign);
    }
    let bytes = std::fs::read(path)?;
    let Some(text) = std::str::from_utf8(&bytes).ok().filter(|text| text.contains(SIGN)) else { return Ok(Standing::Foreign) };
    Ok(match program_of(text) {
        Some(program) if [false, true].iter().any(|strict| body(hook, *strict, &program) == text) => {
            if may_be_run(&metadata) {
                Standing::Ours
            } else {
                Standing::Idle
            }
        }
        _ => Standing::Added,
    })
}

/// Puts our hook in its place, in that of one of ours too.
///
/// # Errors
/// When it cannot be written, or someone put another there meanwhile.
pub fn install(path: &Path, hook: &str, strict: bool, program: &str) -> Result<(), WriteError> {
    let text = body(hook, strict, program);
    match files::read_if_there(path).map_err(|error| WriteError::System(path.to_owned(), error))? {
        Some(there) => files::replace(path, &there, text.as_bytes())?,
        None => files::create(path, text.as_bytes())?,
    }
    make_runnable(path).map_err(|error| WriteError::System(path.to_owned(), error))
}

/// Takes our hook away.
///
/// # Errors
/// When it cannot be taken away.
pub fn remove(path: &Path) -> Result<(), WriteError> {
    files::take_away(path).map(drop)
}

/// The place of the program in one of our hooks.
fn program_of(text: &str) -> Option<String> {
    let quoted = text.lines().find_map(|line| line.strip_prefix(FALLBACK))?;
    Some(quoted.strip_prefix('\'')?.strip_suffix('\'')?.replace(r"'\''", "'"))
}

#[cfg(unix)]
fn may_be_run(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;

    metadata.permissions().mode() & 0o100 != 0
}

#[cfg(not(unix))]
fn may_be_run(_: &std::fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn make_runnable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_runnable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Standing {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pre-commit");
        std::fs::write(&path, text).unwrap();
        make_runnable(&path).unwrap();
        standing(&path, "pre-commit").unwrap()
    }

    #[test]
    fn installed_hook_is_known_as_ours_wherever_the_program_lies() {
        for program in ["/usr/bin/klacht", "C:/Program Files/d'Arc/klacht.exe"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("hooks/pre-commit");
            assert_eq!(standing(&path, "pre-commit").unwrap(), Standing::Absent);
            install(&path, "pre-commit", true, program).unwrap();
            assert_eq!(standing(&path, "pre-commit").unwrap(), Standing::Ours);
            install(&path, "pre-commit", false, "/elders/klacht").unwrap();
            assert!(std::fs::read_to_string(&path).unwrap().ends_with("exec \"$klacht\" git-hooks pre-commit \"$@\"\n"));
            remove(&path).unwrap();
            assert_eq!(standing(&path, "pre-commit").unwrap(), Standing::Absent);
        }
    }

    #[test]
    fn hook_of_someone_else_is_told_from_ours() {
        let ours = body("pre-commit", false, "/usr/bin/klacht");
        assert_eq!(of(&ours), Standing::Ours);
        assert_eq!(of("#!/bin/sh\nmake lint\n"), Standing::Foreign);
        assert_eq!(of(&format!("{ours}make lint\n")), Standing::Added);
        assert_eq!(of(&body("commit-msg", false, "/usr/bin/klacht")), Standing::Added);
    }
}
