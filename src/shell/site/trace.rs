//! What the system tells of a file without reading it.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Some file systems count time in steps of this long: what was touched within it may be touched again unseen.
const STEP: Duration = Duration::from_secs(2);

/// What the system tells of a file without reading it; another trace means that it was written, or is another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trace {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last touched.
    pub touched: SystemTime,
    written: SystemTime,
    /// Its number on the disk, where the system tells.
    number: u64,
}

/// What tells a folder from another in the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FolderMark {
    /// Its number on the disk, where the system tells.
    number: u64,
    /// When it was made, where the system tells: a number is given out again.
    made: Option<SystemTime>,
}

impl FolderMark {
    /// Of this folder; nothing when there is none.
    pub fn of(folder: &Path) -> Option<Self> {
        let metadata = folder.metadata().ok().filter(Metadata::is_dir)?;
        Some(Self { number: number(&metadata), made: metadata.created().ok() })
    }
}

impl Trace {
    /// Of a file with this metadata.
    pub fn of(metadata: &Metadata) -> Self {
        let written = metadata.modified().unwrap_or(UNIX_EPOCH);
        Self { size: metadata.len(), touched: touched(metadata), written, number: number(metadata) }
    }

    /// Whether a change after this moment would show: the file had not been touched for a while.
    pub fn is_settled_at(&self, moment: SystemTime) -> bool {
        is_settled_at(self.touched, moment)
    }
}

/// Whether what was touched last then was settled at this moment.
pub(super) fn is_settled_at(touched: SystemTime, moment: SystemTime) -> bool {
    touched + STEP < moment
}

/// When a file was last written or, where the system tells, given its name or another's place.
pub(super) fn touched(metadata: &Metadata) -> SystemTime {
    let written = metadata.modified().unwrap_or(UNIX_EPOCH);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;

        let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
        let nanoseconds = u32::try_from(metadata.ctime_nsec()).unwrap_or(0);
        written.max(UNIX_EPOCH + Duration::new(seconds, nanoseconds))
    }
    // The time a file was written can be set; the one at which it was made shows when it came in its place.
    #[cfg(not(unix))]
    written.max(metadata.created().unwrap_or(UNIX_EPOCH))
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
