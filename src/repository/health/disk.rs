//! What the folder lies on.

use std::path::Path;

use crate::overview::health::Disk;
use crate::repository::Repository;

impl Repository {
    /// What is known of the disk the folder lies on.
    #[must_use]
    pub fn disk(&self) -> Disk {
        // The folder `dossiers` in other letters is the same one where letters are folded.
        Disk { network: network(self.root()), folds_case: self.root().join("DOSSIERS").is_dir(), free: free(self.root()) }
    }
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

/// How much is free: not to be seen without a library for it.
#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// Kinds of file systems behind a network, by the number Linux gives them.
#[cfg(target_os = "linux")]
const NETWORKS: [(u64, &str); 7] =
    [(0x6969, "NFS"), (0xff53_4d42, "SMB"), (0xfe53_4d42, "SMB"), (0x517b, "SMB"), (0x0102_1997, "9P"), (0x5346_414f, "AFS"), (0x00c3_6400, "Ceph")];

#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<&'static str> {
    // The number has another width on other machines; it is one of 32 bits.
    let kind = u64::try_from(rustix::fs::statfs(folder).ok()?.f_type).ok()? & 0xffff_ffff;
    NETWORKS.iter().find(|(number, _)| *number == kind).map(|row| row.1)
}

/// What network the disk is behind: not to be seen elsewhere.
#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}
