//! Putting other bytes in the place of a file, never over what someone saved meanwhile.

use std::io::{self, Write};
use std::path::Path;

use super::leftovers::TEMPORARY;

/// Puts new bytes in the place of the bytes that were read; the file appears whole or stays as it was.
///
/// Whether it was done: not when the file no longer holds `read`. It is looked at last of all, when nothing is left to do
/// but giving the new file its name.
///
/// # Errors
/// When it cannot be read or written.
pub fn replace_read(path: &Path, read: &[u8], new: &[u8]) -> io::Result<bool> {
    let permissions = std::fs::metadata(path)?.permissions();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if std::fs::read(path)? != read {
        return Ok(false);
    }
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    file.write_all(new)?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    if std::fs::read(path)? != read {
        return Ok(false);
    }
    file.persist(path)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_saved_meanwhile_keeps_what_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dossier.md");
        std::fs::write(&path, "van de collega").unwrap();
        assert!(!replace_read(&path, b"gelezen", b"nieuw").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"van de collega");
        assert!(replace_read(&path, b"van de collega", b"nieuw").unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"nieuw");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
