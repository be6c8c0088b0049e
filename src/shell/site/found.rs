//! What lies in the folder of a site, told without a time, so that the same site is the same to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::folder::MARKER;
use super::gather::Parts;
use super::trace::Trace;
use crate::source::hexadecimal;

/// What lies in the folder of a site, the marker left out.
#[derive(Debug, Default)]
pub(super) struct FoundFiles {
    /// The files by address.
    pub files: BTreeMap<String, Trace>,
    /// The folders below it, those above before those inside them.
    pub folders: Vec<String>,
}

impl FoundFiles {
    /// What lies below a folder; links are told of and not followed.
    pub fn of(site: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        add_files(site, "", &mut found)?;
        Ok(found)
    }

    /// A hash of names and sizes.
    pub fn hash(&self) -> String {
        hash_of(self.files.iter().map(|(address, trace)| (address.as_str(), trace.size)))
    }

    /// When the youngest was last touched.
    pub fn newest(&self) -> SystemTime {
        self.files.values().map(|trace| trace.touched).max().unwrap_or(UNIX_EPOCH)
    }
}

/// A hash of addresses and sizes, in order of address.
pub(super) fn hash_of<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> String {
    let mut parts = Parts::default();
    for (address, size) in files {
        parts.add(address.as_bytes());
        parts.add(&size.to_le_bytes());
    }
    hexadecimal(&parts.digest())
}

fn add_files(folder: &Path, prefix: &str, found: &mut FoundFiles) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == MARKER {
            continue;
        }
        let address = format!("{prefix}{}", name.to_string_lossy());
        let metadata = entry.metadata()?;
        if metadata.is_dir() {
            found.folders.push(address.clone());
            add_files(&entry.path(), &format!("{address}/"), found)?;
        } else {
            found.files.insert(address, Trace::of(&metadata));
        }
    }
    Ok(())
}
