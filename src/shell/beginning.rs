//! What a new dossier folder begins with.

use std::io;
use std::path::Path;

use super::files;
use super::office::RULE_FILE;

/// A file of the beginning: its path below the folder, with `/`, and its bytes.
pub type FirstFile = (&'static str, &'static str);

/// The files every dossier folder begins with; the rules are given, since they come from another floor.
#[must_use]
pub fn first_files(rules: &'static str) -> Vec<FirstFile> {
    vec![
        (".gitattributes", include_str!("begin/gitattributes")),
        (".gitignore", include_str!("begin/gitignore")),
        ("README.md", include_str!("begin/README.md")),
        (RULE_FILE, rules),
        ("register/.gitkeep", ""),
    ]
}

/// The workflow that checks the dossiers at a host.
#[must_use]
pub fn workflow() -> FirstFile {
    (".github/workflows/klachtdossiers.yml", include_str!("begin/controle.yml"))
}

/// Whether the folder is a dossier folder already, or lies in one.
#[must_use]
pub fn is_taken(folder: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().any(|folder| folder.join(RULE_FILE).is_file())
}

/// Makes the folder, closed to everyone else, and those above it; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    folder.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    closed().create(folder)
}

/// Makes folders that only their owner may enter.
#[cfg(unix)]
fn closed() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;

    let mut closed = std::fs::DirBuilder::new();
    closed.mode(0o700);
    closed
}

/// Makes folders; who may enter them follows from the folder above on this system.
#[cfg(not(unix))]
fn closed() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}

/// Writes a file of the beginning; one that is there already stays as it is. Returns whether it is ours.
///
/// # Errors
/// When it cannot be written.
pub fn write_unless_there(folder: &Path, file: FirstFile) -> Result<bool, files::WriteError> {
    let path = file.0.split('/').fold(folder.to_owned(), |path, part| path.join(part));
    if path.exists() {
        return Ok(std::fs::read(&path).is_ok_and(|there| there == file.1.as_bytes()));
    }
    files::create(&path, file.1.as_bytes()).map(|()| true)
}
