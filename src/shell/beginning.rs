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

/// Makes the folder and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
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
