//! How a store stands: whether anything was recorded, staged, fetched or put aside since.

use sha2::{Digest, Sha256};

use super::super::error::{Doing, RepositoryError};
use super::super::open::Repository;
use crate::source::hexadecimal;

/// What is being done when it cannot be told.
const LOOKING: &str = "het doorzien van de git-opslag";

impl Repository {
    /// A hash of every reference, of HEAD and of the index: another one tells that something was recorded, staged or fetched since.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn as_it_stands(&self) -> Result<String, RepositoryError> {
        as_it_stands(&self.git)
    }
}

/// The same of a store that need not be where it was.
pub(super) fn as_it_stands(git: &gix::Repository) -> Result<String, RepositoryError> {
    let mut told: Vec<String> = Vec::new();
    for reference in git.references().doing(LOOKING)?.all().doing(LOOKING)? {
        let reference = reference.doing(LOOKING)?;
        told.push(format!("{} {:?}", reference.name().as_bstr(), reference.target()));
    }
    told.sort();
    told.push(format!("{:?}", git.head_name().doing(LOOKING)?));
    let index = git.index_or_empty().doing(LOOKING)?;
    told.extend(index.entries().iter().map(|entry| format!("{} {} {:?}", entry.path(&index), entry.id, entry.flags)));
    let mut hasher = Sha256::new();
    told.iter().for_each(|line| hasher.update(format!("{line}\n")));
    Ok(hexadecimal(&hasher.finalize()))
}
