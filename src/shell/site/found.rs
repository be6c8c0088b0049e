//! What lies in the folder of a site, told without a time, so that the same site is the same to the byte.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::folder::MARKER;
use super::gather::{Parts, hexadecimal};

/// The files of a site as they lie there, the marker left out.
pub(super) struct FoundFiles {
    /// Their names and sizes.
    parts: Parts,
    /// How many there are.
    pub count: usize,
    /// When the youngest was last touched.
    pub newest: SystemTime,
}

impl FoundFiles {
    /// The files below a folder.
    pub fn of(site: &Path) -> io::Result<Self> {
        let mut found = Self { parts: Parts::default(), count: 0, newest: UNIX_EPOCH };
        add_files(site, &mut found)?;
        Ok(found)
    }

    /// A hash of names and sizes.
    pub fn hash(&self) -> String {
        hexadecimal(&self.parts.clone().digest())
    }
}

/// Adds every file below the folder but the marker.
fn add_files(folder: &Path, found: &mut FoundFiles) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let metadata = entry.metadata()?;
        if entry.file_name() == MARKER {
            continue;
        }
        found.parts.add(entry.file_name().as_encoded_bytes());
        if metadata.is_dir() {
            add_files(&entry.path(), found)?;
        } else {
            found.parts.add(&metadata.len().to_le_bytes());
            found.newest = found.newest.max(touched(&metadata));
            found.count += 1;
        }
    }
    Ok(())
}

/// When a file was last written or, where the system tells, given its name or another's place.
pub(super) fn touched(metadata: &fs::Metadata) -> SystemTime {
    let written = metadata.modified().unwrap_or(UNIX_EPOCH);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        use std::time::Duration;

        let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
        let nanoseconds = u32::try_from(metadata.ctime_nsec()).unwrap_or(0);
        written.max(UNIX_EPOCH + Duration::new(seconds, nanoseconds))
    }
    #[cfg(not(unix))]
    written
}
