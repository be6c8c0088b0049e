//! Whether anything here leads to a dossier that was destroyed: a merge, a rebase, a branch or a tag can bring it all back.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::offices::file_at;
use super::open::Repository;
use super::reach::{Leading, leading_to};
use crate::domain::DossierId;
use crate::source::read_destroyed;

/// What is being done when references cannot be read.
const READING: &str = "het lezen van branches en tags";
/// The register of destroyed dossiers.
const REGISTER: &str = "register/vernietigd.yaml";
/// What is known of what elsewhere is, as far as it was fetched.
const FETCHED: &str = "refs/remotes/";

impl Repository {
    /// The numbers that the register calls destroyed at the end of any branch here, fetched ones too.
    ///
    /// A copy from before a destruction has the line only in what it fetched since.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn destroyed_anywhere(&self) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let mut registers = BTreeSet::new();
        let path = format!("{}{REGISTER}", self.prefix());
        for (_, target) in self.references_to_commits(&["refs/heads/", FETCHED])? {
            let tree = self.git.find_object(target).doing(READING)?.peel_to_tree().doing(READING)?.id;
            let entry = self.git.find_tree(tree).doing(READING)?.lookup_entry(path.split('/')).doing(READING)?;
            registers.extend(entry.map(|entry| (entry.object_id(), tree)));
        }
        let mut seen = BTreeSet::new();
        let mut destroyed = BTreeSet::new();
        for (register, tree) in registers {
            if seen.insert(register) {
                destroyed.extend(read_destroyed(&file_at(&self.git, tree, &path)?).into_iter().map(|destroyed| destroyed.id));
            }
        }
        Ok(destroyed)
    }

    /// The numbers that the register calls destroyed at this commit.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub(super) fn destroyed_at(&self, commit: ObjectId) -> Result<BTreeSet<DossierId>, RepositoryError> {
        destroyed_in(&self.git, self.prefix(), commit)
    }

    /// The references here that lead to a destroyed dossier, also where it was only in an older commit. All is read anew.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn returned(&self) -> Result<Vec<Leading>, RepositoryError> {
        leading_to(&self.git, &self.every_reference()?, [], &self.offices_beside()?, &self.destroyed_anywhere()?)
    }

    /// The same, believing of what was read before and found clean that it is.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn returned_since(&self) -> Result<Vec<Leading>, RepositoryError> {
        self.leading_back(&self.every_reference()?, &[])
    }

    /// Whether the branch in use leads to a destroyed dossier.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_leading_back(&self) -> Result<Vec<Leading>, RepositoryError> {
        let head = self.head_commit()?.map(|head| ("HEAD".to_owned(), head.0));
        self.leading_back(head.as_slice(), &[])
    }

    /// What the commits that are being merged lead to of the destroyed dossiers.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn merge_leading_back(&self) -> Result<Vec<Leading>, RepositoryError> {
        let merged = self.merged_commits()?.into_iter().map(|commit| ("MERGE_HEAD".to_owned(), commit));
        self.leading_back(&merged.collect::<Vec<_>>(), &[])
    }

    /// What a push, as git tells a hook of it, brings that leads to a destroyed dossier: by the name it would have there.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn push_leading_back(&self, said: &str) -> Result<Vec<Leading>, RepositoryError> {
        let mut leading = Vec::new();
        for line in said.lines() {
            let [_, here, name, there] = line.split(' ').collect::<Vec<_>>()[..] else { continue };
            let object = |hex: &str| ObjectId::from_hex(hex.as_bytes()).ok().filter(|id| self.git.has_object(*id));
            if let Some(here) = object(here) {
                leading.extend(self.leading_back(&[(name.to_owned(), here)], object(there).as_slice())?);
            }
        }
        Ok(leading)
    }

    /// Which of these commits, each with the name it is told by, lead to a destroyed dossier that those that are known elsewhere do not.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub(super) fn leading_back(&self, commits: &[(String, ObjectId)], known: &[ObjectId]) -> Result<Vec<Leading>, RepositoryError> {
        let destroyed = self.destroyed_anywhere()?;
        if destroyed.is_empty() {
            return Ok(Vec::new());
        }
        let clean = self.recalled_clean(&destroyed);
        let leading = leading_to(&self.git, commits, clean.iter().chain(known).copied(), &self.offices_beside()?, &destroyed)?;
        if leading.iter().all(|leading| leading.dossiers.is_empty()) && known.is_empty() {
            let ends = commits.iter().filter_map(|(_, target)| Some(self.git.find_object(*target).ok()?.peel_to_commit().ok()?.id));
            self.keep_clean(&destroyed, &clean, ends.collect());
        }
        Ok(leading)
    }

    /// The commits that were found to lead to none of these; none when others were looked for, or nothing was kept.
    fn recalled_clean(&self, destroyed: &BTreeSet<DossierId>) -> BTreeSet<ObjectId> {
        let kept = std::fs::read_to_string(self.clean_path()).unwrap_or_default();
        let mut lines = kept.lines();
        if lines.next() != Some(line_of(destroyed).as_str()) {
            return BTreeSet::new();
        }
        lines.filter_map(|line| ObjectId::from_hex(line.as_bytes()).ok()).filter(|commit| self.git.has_object(*commit)).collect()
    }

    /// Keeps which commits lead to none of these. It can always be found out again, so nothing that goes wrong here is an error.
    fn keep_clean(&self, destroyed: &BTreeSet<DossierId>, before: &BTreeSet<ObjectId>, ends: BTreeSet<ObjectId>) {
        let path = self.clean_path();
        if ends.is_subset(before) || self.git.git_dir_trust() != gix::sec::Trust::Full {
            return;
        }
        let lines: String = ends.iter().map(|commit| format!("{commit}\n")).collect();
        let write = |folder: &Path| {
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(format!("{}\n{lines}", line_of(destroyed)).as_bytes())?;
            file.persist(&path).map_err(std::io::Error::from).map(drop)
        };
        let _ = path.parent().map(write);
    }

    fn clean_path(&self) -> PathBuf {
        self.git.git_dir().join("klacht/zonder-vernietigde")
    }

    /// Where a branch of a place elsewhere was when it was fetched last.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub(super) fn fetched(&self, remote: &str, branch: &str) -> Result<Option<ObjectId>, RepositoryError> {
        let short = branch.trim_start_matches("refs/heads/");
        let reference = self.git.try_find_reference(format!("{FETCHED}{remote}/{short}").as_str()).doing(READING)?;
        Ok(reference.and_then(|reference| reference.into_fully_peeled_id().ok()).map(gix::Id::detach))
    }

    /// The references below one of these names that lead to a commit, with what they point at.
    fn references_to_commits(&self, below: &[&str]) -> Result<Vec<(String, ObjectId)>, RepositoryError> {
        let mut found = self.every_reference()?;
        let leads = |target: ObjectId| self.git.find_object(target).ok().is_some_and(|object| object.peel_to_commit().is_ok());
        found.retain(|(name, target)| below.iter().any(|below| name.starts_with(below)) && leads(*target));
        Ok(found)
    }

    /// Every reference, with what it points at.
    pub(super) fn every_reference(&self) -> Result<Vec<(String, ObjectId)>, RepositoryError> {
        let mut found = Vec::new();
        for reference in self.git.references().doing(READING)?.all().doing(READING)?.flatten() {
            found.extend(reference.target().try_id().map(|target| (reference.name().as_bstr().to_string(), target.to_owned())));
        }
        found.sort();
        Ok(found)
    }
}

/// The numbers that the register of the office at this prefix calls destroyed at a commit, of whichever store.
pub(super) fn destroyed_in(git: &gix::Repository, prefix: &str, commit: ObjectId) -> Result<BTreeSet<DossierId>, RepositoryError> {
    let tree = git.find_commit(commit).doing(READING)?.tree_id().doing(READING)?.detach();
    let register = file_at(git, tree, &format!("{prefix}{REGISTER}"))?;
    Ok(read_destroyed(&register).into_iter().map(|destroyed| destroyed.id).collect())
}

fn line_of(destroyed: &BTreeSet<DossierId>) -> String {
    destroyed.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
