//! Whether a destroyed dossier is in the repository again.

use std::collections::BTreeSet;

use super::super::error::{Doing, RepositoryError};
use super::super::names::CommitId;
use super::super::open::Repository;
use super::super::path::dossier_folder;
use super::super::reach::leading_to;
use super::READING;
use crate::domain::DossierId;

/// A destroyed dossier that is there again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Back {
    /// The dossier.
    pub dossier: DossierId,
    /// Where, in Dutch.
    pub place: String,
}

impl Repository {
    /// Which of these dossiers can be reached from a branch, a tag or the index; what led to `since` is known to hold none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn back(&self, gone: &BTreeSet<DossierId>, since: Option<CommitId>) -> Result<Vec<Back>, RepositoryError> {
        let git = self.itself();
        let (others, since) = (self.offices_beside()?, since.map(|since| since.0));
        let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(|head| ("HEAD".to_owned(), head.detach()));
        let mut found = BTreeSet::new();
        // HEAD where no branch leads to it.
        for references in [self.every_reference()?, head.into_iter().collect()] {
            for leading in leading_to(&git, &references, since, &others, &absent(&found, gone))? {
                let place = told_place(&leading.reference);
                found.extend(leading.dossiers.into_keys().map(|dossier| Back { dossier, place: place.clone() }));
            }
        }
        let index = git.index_or_empty().doing(READING)?;
        for dossier in absent(&found, gone) {
            let folder = format!("{}{}/", self.prefix(), dossier_folder(dossier));
            if index.prefixed_entries(folder.as_str().into()).is_some() {
                found.insert(Back { dossier, place: "wat klaargezet is".to_owned() });
            }
        }
        Ok(found.into_iter().collect())
    }
}

/// Those that were not found.
fn absent(found: &BTreeSet<Back>, gone: &BTreeSet<DossierId>) -> BTreeSet<DossierId> {
    gone.iter().copied().filter(|id| found.iter().all(|back| back.dossier != *id)).collect()
}

fn told_place(reference: &str) -> String {
    match (reference.strip_prefix("refs/heads/"), reference.strip_prefix("refs/tags/")) {
        (Some(branch), _) => format!("tak {branch}"),
        (_, Some(tag)) => format!("label {tag}"),
        _ if reference == "HEAD" => "de geschiedenis".to_owned(),
        _ => reference.to_owned(),
    }
}
