//! Which commits a destruction put others in the place of: what a place elsewhere may still hand out to who knows their names.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use gix::ObjectId;

use super::super::error::{AtPath, Doing, RepositoryError};
use super::super::names::CommitId;
use super::super::open::Repository;
use super::order::parents_first;
use super::pack::WRITING;

/// The list, in git's folder and never recorded: on each line an old commit or annotated tag, a space and what came in its place, nought for nothing.
pub(super) const LIST: &str = "klacht-oude-vastleggingen";
/// The addresses of places that were found clean since, one a line.
pub(super) const CLEAN: &str = "klacht-nagekeken";
/// So many commits may have been made on an old history that lies here again for it to be known.
const RECORDED_SINCE: usize = 100;
/// What is being done when the list cannot be read.
const READING: &str = "het lezen van de lijst van oude vastleggingen";

/// Old commits and annotated tags with what came in their place; `None` when nothing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced(BTreeMap<CommitId, Option<CommitId>>);

impl Replaced {
    /// What came in the place of each of these, as far as it is another commit.
    pub(super) fn of(told: impl Iterator<Item = (ObjectId, Option<ObjectId>)>) -> Self {
        Self(told.filter(|(old, new)| Some(*old) != *new).map(|(old, new)| (CommitId(old), new.map(CommitId))).collect())
    }

    /// Adds the commits of an earlier destruction; what came in their place may have been replaced by this one.
    pub(super) fn after(mut self, earlier: Self) -> Self {
        for (old, became) in earlier.0 {
            let now = became.and_then(|became| self.0.get(&became).copied().unwrap_or(Some(became)));
            self.0.entry(old).or_insert(now);
        }
        self
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether this commit or annotated tag is of the old history.
    #[must_use]
    pub fn holds(&self, commit: CommitId) -> bool {
        self.0.contains_key(&commit)
    }

    /// The old commits and tags, in order of name; those first in the place of which nothing came, or what came in another's place too.
    pub fn old(&self) -> Vec<CommitId> {
        let mut times: BTreeMap<CommitId, usize> = BTreeMap::new();
        self.0.values().flatten().for_each(|new| *times.entry(*new).or_default() += 1);
        // So are those that touched the dossier, and what only something left behind leads to.
        let is_likely = |old: &CommitId| self.0[old].is_none_or(|new| times[&new] > 1);
        let (mut likely, others): (Vec<_>, Vec<_>) = self.0.keys().partition(|old| is_likely(old));
        likely.extend(others);
        likely
    }

    fn to_text(&self) -> String {
        let none = ObjectId::null(gix::hash::Kind::Sha1);
        self.0.iter().map(|(old, new)| format!("{old} {}\n", new.map_or(none, |new| new.0))).collect()
    }

    fn from_text(text: &str) -> Self {
        let object = |hex: &str| ObjectId::from_hex(hex.as_bytes()).ok();
        let line = |line: &str| {
            let (old, new) = line.split_once(' ')?;
            Some((CommitId(object(old)?), object(new).filter(|new| !new.is_null()).map(CommitId)))
        };
        Self(text.lines().filter_map(line).collect())
    }
}

impl Repository {
    /// The commits that destructions replaced here, as long as not every place elsewhere was found clean.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn replaced(&self) -> Result<Replaced, RepositoryError> {
        Ok(Replaced::from_text(&self.noted(LIST)?))
    }

    /// Refuses a history that was replaced here and lies here again: what was destroyed would be recorded and shared anew.
    ///
    /// # Errors
    /// [`RepositoryError::OldHistory`] when that is so; when the branch cannot be read.
    pub fn not_put_back(&self) -> Result<(), RepositoryError> {
        // A list that cannot be read tells of none: nobody is kept from recording for it.
        let list = std::fs::read(self.replaced_list()).unwrap_or_default();
        let Some(head) = self.head_commit()?.filter(|_| !list.is_empty()) else { return Ok(()) };
        // Something may have been recorded on it with git alone.
        let walk = self.git.rev_walk([head.0]).first_parent_only().all().doing(READING)?;
        let last: BTreeSet<String> = walk.take(RECORDED_SINCE).map_while(|step| Some(step.ok()?.id.to_string())).collect();
        let is_old = |line: &[u8]| line.get(..40).and_then(|name| std::str::from_utf8(name).ok()).is_some_and(|name| last.contains(name));
        // It may be of many thousands of lines, and this is asked at every recording.
        if list.split(|byte| *byte == b'\n').any(is_old) { Err(RepositoryError::OldHistory) } else { Ok(()) }
    }

    /// How many of the replaced commits and annotated tags lie here again.
    #[must_use]
    pub fn replaced_here(&self) -> usize {
        // A list that cannot be read tells of none.
        let replaced = self.replaced().unwrap_or_default();
        replaced.0.keys().filter(|old| self.git.has_object(old.0)).count()
    }

    /// Where the list of them lies, for who administers the place elsewhere.
    #[must_use]
    pub fn replaced_list(&self) -> PathBuf {
        self.git.git_dir().join(LIST)
    }

    /// Notes of these addresses whether they were found clean, and drops the list once all of the remotes' were; whether it did.
    ///
    /// Without a remote nothing says which places there are, so the list stays.
    pub(in super::super) fn note_looked_at(&self, looked: &[(&str, bool)], all: &[String]) -> Result<bool, RepositoryError> {
        let mut clean: BTreeSet<String> = self.noted(CLEAN)?.lines().map(str::to_owned).collect();
        for (address, is_clean) in looked {
            if *is_clean {
                clean.insert((*address).to_owned());
            } else {
                clean.remove(*address);
            }
        }
        let is_last = looked.iter().any(|(address, _)| all.iter().any(|known| known == address));
        if is_last && all.iter().all(|address| clean.contains(address)) {
            [LIST, CLEAN].iter().try_for_each(|note| self.remove_note(note))?;
            return Ok(true);
        }
        let path = self.git.git_dir().join(CLEAN);
        let lines: String = clean.iter().map(|address| format!("{address}\n")).collect();
        std::fs::write(&path, lines).at(WRITING, &path)?;
        Ok(false)
    }

    /// Writes into a new store which commits and tags it has others in the place of; those of an earlier destruction too.
    ///
    /// `told` says what became of each commit that was told again. One that builds on an old commit and
    /// that only something left behind leads to has nothing in its place.
    pub(super) fn note_replaced(&self, folder: &Path, told: impl Iterator<Item = (ObjectId, Option<ObjectId>)>) -> Result<(), RepositoryError> {
        let told: BTreeMap<ObjectId, Option<ObjectId>> = told.collect();
        let git = self.itself();
        let mut tips = Vec::new();
        for reference in git.references().doing(READING)?.all().doing(READING)?.flatten() {
            let commit = reference.into_fully_peeled_id().ok().and_then(|id| id.object().ok()?.peel_to_commit().ok());
            tips.extend(commit.map(|commit| commit.id).filter(|id| !told.contains_key(id)));
        }
        let mut left: BTreeMap<ObjectId, Option<ObjectId>> = BTreeMap::new();
        for id in parents_first(&git, tips)? {
            let mut parents = git.find_commit(id).doing(READING)?.parent_ids().map(gix::Id::detach).collect::<Vec<_>>().into_iter();
            let is_old = |parent: ObjectId| left.contains_key(&parent) || told.get(&parent).is_some_and(|new| *new != Some(parent));
            if !told.contains_key(&id) && parents.any(is_old) {
                left.insert(id, None);
            }
        }
        let replaced = Replaced::of(told.into_iter().chain(left)).after(self.replaced()?);
        if replaced.is_empty() {
            return Ok(());
        }
        let path = folder.join(LIST);
        std::fs::write(&path, replaced.to_text()).at(WRITING, &path)
    }

    fn noted(&self, name: &str) -> Result<String, RepositoryError> {
        let path = self.git.git_dir().join(name);
        match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
            read => read.at(READING, &path),
        }
    }

    fn remove_note(&self, name: &str) -> Result<(), RepositoryError> {
        let path = self.git.git_dir().join(name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done.at(WRITING, &path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> ObjectId {
        ObjectId::from_hex(digit.to_string().repeat(40).as_bytes()).unwrap()
    }

    #[test]
    fn list_is_read_as_it_was_written() {
        let replaced = Replaced::of([(id('a'), Some(id('b'))), (id('c'), None), (id('d'), Some(id('d')))].into_iter());
        assert_eq!(replaced.to_text(), format!("{} {}\n{} {}\n", id('a'), id('b'), id('c'), id('0')));
        assert_eq!(Replaced::from_text(&replaced.to_text()), replaced);
    }

    #[test]
    fn second_destruction_says_what_came_in_the_place_of_the_first_of_all() {
        let first = Replaced::of([(id('a'), Some(id('b'))), (id('c'), Some(id('d'))), (id('e'), None)].into_iter());
        let second = Replaced::of([(id('b'), Some(id('f'))), (id('d'), None)].into_iter());
        let both = second.after(first);
        let expected = [(id('a'), Some(id('f'))), (id('b'), Some(id('f'))), (id('c'), None), (id('d'), None), (id('e'), None)];
        assert_eq!(both, Replaced::of(expected.into_iter()));
    }
}
