//! Looking at what changed: one reading for the check and for what is recorded.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::print::Print;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::regulation::Rules;
use crate::repository::{Repository, RepositoryError};
use crate::shell::changes::{ChangesError, Comparison};
use crate::shell::office::{Office, OfficeError, dossier_path};

/// From so many dossiers on, all that is recorded is read at once.
const MANY: usize = 100;

/// What a look at a dossier told.
#[derive(Debug)]
pub struct Looked {
    /// Which.
    pub id: DossierId,
    /// Its file with its remarks; `None` when it is gone or closed to us, or there are no rules to check it by.
    pub checked: Option<CheckedFile>,
    /// What differs from what was recorded last; `None` when nothing does, or there is no history.
    pub differs: Option<Print>,
    /// Why it cannot be read.
    pub closed: Option<OfficeError>,
}

/// A dossier as it was read.
struct Read {
    differs: Option<Print>,
    /// The bytes of its file; `None` when it is gone.
    bytes: Option<Vec<u8>>,
}

/// What a look is done with.
#[derive(Clone, Copy)]
pub struct Eye<'a> {
    /// The folder.
    pub office: &'a Office,
    /// Its history.
    pub repository: Option<&'a Repository>,
    /// Its rules, while they are sound.
    pub rules: Option<&'a Rules>,
    /// The day it is.
    pub today: NaiveDate,
}

impl Eye<'_> {
    /// Looks at these dossiers.
    ///
    /// # Errors
    /// When git cannot be read. What keeps one dossier from being read stands in what the look at it told.
    pub fn look(&self, dossiers: &[DossierId]) -> Result<Vec<Looked>, RepositoryError> {
        let with = if dossiers.len() > MANY { Comparison::with_all } else { Comparison::with_head };
        let with = self.repository.map(with).transpose()?;
        let read: Result<Vec<_>, RepositoryError> = dossiers.iter().map(|id| Ok((*id, self.read(*id, with.as_ref())?))).collect();
        let (office, rules, today) = (self.office, self.rules, self.today);
        let check = |(id, read): (DossierId, Result<Read, OfficeError>)| {
            let looked = read.and_then(|Read { differs, bytes }| {
                let checked = bytes.zip(rules).map(|(bytes, rules)| office.check_bytes(id, bytes, rules, today));
                Ok(Looked { id, checked: checked.transpose()?, differs, closed: None })
            });
            looked.unwrap_or_else(|error| Looked { id, checked: None, differs: None, closed: Some(error) })
        };
        Ok(read?.into_par_iter().map(check).collect())
    }

    /// What differs of a dossier, and the bytes of its file as they were read for it.
    fn read(&self, id: DossierId, with: Option<&Comparison<'_>>) -> Result<Result<Read, OfficeError>, RepositoryError> {
        let path = dossier_path(id);
        match with.map(|with| self.office.changed_from(with, id)).transpose() {
            Ok(Some(Some(changed))) => Ok(Ok(Read { differs: Some(Print::of(&changed.changes)), bytes: changed.now })),
            Ok(_) => Ok(match self.office.read(&path) {
                Ok(bytes) => Ok(Read { differs: None, bytes: Some(bytes) }),
                Err(OfficeError::Unreadable { cause, .. }) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Read { differs: None, bytes: None }),
                Err(error) => Err(error),
            }),
            Err(ChangesError::Office(error)) => Ok(Err(error)),
            // A name that git would not take, or a filter that would not have it.
            Err(ChangesError::Repository(error @ (RepositoryError::InvalidPath(_) | RepositoryError::Filtered { .. }))) => {
                Ok(Err(OfficeError::Unreadable { path: self.office.on_disk(&path), cause: std::io::Error::other(error.to_string()) }))
            }
            Err(ChangesError::Repository(error)) => Err(error),
        }
    }
}
