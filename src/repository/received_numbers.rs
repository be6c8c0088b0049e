//! The numbers at the end of a push: one that would stand twice, and a destroyed one that would stand again.

use std::collections::BTreeSet;

use gix::ObjectId;
use rayon::prelude::*;

use super::error::{Doing, RepositoryError};
use super::lawful::{Offence, register_entry, states_just, twice};
use super::offices::{dossier_file, dossier_folders, offices_guarded};
use super::received::{Receiving, RefUpdate, Refusal};
use super::trees::Trees;
use crate::domain::DossierId;

/// What is being done when a dossier cannot be read.
const READING: &str = "het lezen van de nummers";

impl Receiving {
    /// The commits these references are to stand at, each with the one to hold it against: where the reference stands now, or the head of
    /// the repository for a new one.
    pub(super) fn ends(&self, updates: &[RefUpdate], head: Option<ObjectId>) -> Result<BTreeSet<(Option<ObjectId>, ObjectId)>, RepositoryError> {
        let mut ends = BTreeSet::new();
        for update in updates {
            let before = match update.old {
                Some(old) => self.commits_of([old])?.first().copied(),
                None => head,
            };
            ends.extend(self.commits_of(update.new)?.into_iter().map(|after| (before, after)));
        }
        Ok(ends)
    }

    /// The numbers that stand twice in a commit, or that were destroyed and stand in it. What stands here already was judged when it came,
    /// if this was an office then: every dossier is read only where the commit gives a folder another number than it has `before`.
    pub(super) fn numbers_at(
        &self,
        (before, commit): (Option<ObjectId>, ObjectId),
        office: &str,
        destroyed: &BTreeSet<DossierId>,
    ) -> Result<Vec<Refusal>, RepositoryError> {
        let folders = dossier_folders(&self.content, self.tree(commit)?, office)?;
        let mut found = Vec::new();
        for folder in folders.iter().filter(|folder| destroyed.contains(&folder.number)) {
            found.extend(dossier_file(&self.content, folder)?.map(|_| Offence::Destroyed(folder.number)));
        }
        let are_judged = match before {
            Some(before) => self.was_judged(before, office)? && !self.numbers_differ((before, commit), office)?,
            None => false,
        };
        if !are_judged {
            let content = self.content.clone().into_sync();
            let entry = |git: &mut gix::Repository, folder: &_| {
                let file = dossier_file(git, folder)?;
                file.map(|file| Ok(register_entry(folder.path(), folder.number, &git.find_blob(file).doing(READING)?.data))).transpose()
            };
            let entries = folders.par_iter().map_init(|| content.to_thread_local(), entry).filter_map(Result::transpose);
            found.extend(twice(entries.collect::<Result<_, RepositoryError>>()?));
        }
        Ok(found.into_iter().map(Refusal::of_push).collect())
    }

    /// Whether what stands at this commit was held to be an office: before it has a rule file or a register a folder is none.
    fn was_judged(&self, commit: ObjectId, office: &str) -> Result<bool, RepositoryError> {
        Ok(offices_guarded(&self.content, self.tree(commit)?)?.iter().any(|guarded| guarded == office))
    }

    /// Whether a folder has another number in one commit than in the other: a dossier came, went, or does not state just that of its folder.
    fn numbers_differ(&self, (before, after): (ObjectId, ObjectId), office: &str) -> Result<bool, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let path = format!("{office}dossiers");
        let (before, after) = (trees.at(self.tree(before)?, &path)?, trees.at(self.tree(after)?, &path)?);
        for (_, before, after) in trees.changed_folders(before, after)? {
            for (name, before, after) in trees.changed_folders(before, after)? {
                let Some(number) = std::str::from_utf8(&name).ok().and_then(|name| name.parse().ok()) else { continue };
                let (before, after) = (trees.content(before)?.file, trees.content(after)?.file);
                if before != after && !(self.states_just(number, before)? && self.states_just(number, after)?) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether there is a file, and it states this number plainly and no former one.
    fn states_just(&self, number: DossierId, file: Option<ObjectId>) -> Result<bool, RepositoryError> {
        let file = file.map(|file| self.content.find_blob(file).doing(READING)).transpose()?;
        Ok(file.is_some_and(|file| states_just(number, &file.data)))
    }
}
