//! Where a chronicle is kept between two readings: in git's own folder of this work tree, closed to others.
//!
//! It can always be made again, so nothing that goes wrong here is an error.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use gix::ObjectId;
use sha2::{Digest, Sha256};

use super::chronicle::Chronicle;
use super::chronicle_bytes::{from_bytes, to_bytes, told_of};
use super::history::Revision;
use super::open::Repository;
use crate::domain::DossierId;
use crate::source::hexadecimal;

/// The folder in git's folder.
const FOLDER: &str = "klacht";
/// What the file is called.
const NAME: &str = "geschiedenis";
/// What the name of a file begins with that is being written.
const UNFINISHED: &str = "nieuw-";
/// The most that is read: some millions of commits.
const MOST_BYTES: u64 = 512 << 20;

impl Repository {
    /// What the last reading in this work tree kept; `None` when that is nothing whole.
    pub(super) fn recalled_chronicle(&self) -> Option<Chronicle> {
        from_bytes(&read(&self.chronicle_path()).ok()??, self.prefix())
    }

    /// What the last reading in this work tree kept of one dossier; `None` when that is nothing whole, or it goes up to another commit.
    pub(super) fn recalled_revisions(&self, tip: ObjectId, dossier: DossierId) -> Option<Vec<Revision>> {
        told_of(&read(&self.chronicle_path()).ok()??, self.prefix(), tip, dossier)
    }

    /// Keeps a chronicle for the next reading, in place of the last one, where that is possible.
    pub(super) fn keep_chronicle(&self, chronicle: &Chronicle) {
        let path = self.chronicle_path();
        // In the folder of another user, a file of ours would stand in that one's way.
        if self.git.git_dir_trust() == gix::sec::Trust::Full
            && let Some(folder) = path.parent()
        {
            // Without it the next reading takes longer, and that is all.
            let _ = write(folder, &path, &to_bytes(chronicle, self.prefix()));
        }
    }

    /// The file of this dossier folder: a repository may hold more than one, and each work tree has its own.
    pub(super) fn chronicle_path(&self) -> PathBuf {
        let folder = self.git.git_dir().join(FOLDER);
        if self.prefix().is_empty() {
            return folder.join(NAME);
        }
        let place = hexadecimal(&Sha256::digest(self.prefix())[..8]);
        folder.join(format!("{NAME}-{place}"))
    }
}

/// The bytes of the file; `None` when it is no file, or too large.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let metadata = path.symlink_metadata()?;
    if !metadata.is_file() || metadata.len() > MOST_BYTES {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Writes the file whole or not at all. It is not brought safely to disk: what a power cut leaves of it is not whole, and not read.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_closed_folder(folder)?;
    remove_unfinished(folder);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

/// Removes what a killed program was writing. If it is another's that still writes, that one keeps nothing this time.
fn remove_unfinished(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn make_closed_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
