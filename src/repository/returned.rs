//! Whether anything here leads back to what was destroyed or taken out: a merge, a rebase, a branch or a tag can bring it all back.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use gix::ObjectId;

use super::error::{Doing, RepositoryError};
use super::kept_out::{DESTROYED, KeptOut};
use super::open::Repository;
use super::reach::Leading;
use super::returning::Returning;
use crate::domain::DossierId;
use crate::source::read_destroyed;

/// What is being done when references cannot be read.
const READING: &str = "het lezen van branches en tags";
/// So many bytes of the register in the folder are read: far more than one of all complaints of a century.
const MOST_BYTES: u64 = 16 << 20;
/// What is known of what elsewhere is, as far as it was fetched.
const FETCHED: &str = "refs/remotes/";

impl Repository {
    /// The numbers that the register calls destroyed at the end of any branch here, fetched ones too, or in the folder.
    ///
    /// A copy from before a destruction has the line only in what it fetched since.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn destroyed_anywhere(&self) -> Result<BTreeSet<DossierId>, RepositoryError> {
        Ok(self.kept_out()?.destroyed)
    }

    /// What the registers at the end of any branch here, fetched ones too, keep out, and the one in the folder.
    pub(super) fn kept_out(&self) -> Result<KeptOut, RepositoryError> {
        let ends = self.references_to_commits(&["refs/heads/", FETCHED])?;
        let mut kept = KeptOut::at(&self.git, self.prefix(), ends.into_iter().map(|(_, end)| end))?;
        // What put old files back in git's folder may have left the register as it was.
        let register = beginning_of(&self.root().join(DESTROYED)).unwrap_or_default();
        kept.destroyed.extend(read_destroyed(&register).into_iter().map(|destroyed| destroyed.id));
        kept.redacted.dossiers.retain(|dossier| !kept.destroyed.contains(dossier));
        Ok(kept)
    }

    /// The references here that lead back to what was destroyed or taken out, also where it is only in an older commit. All is read anew.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn returned(&self) -> Result<Vec<Leading>, RepositoryError> {
        self.kept_out()?.leading(&self.git, &self.every_reference()?, &[], &self.offices_beside()?)
    }

    /// The same, believing of what was read before and found clean that it is.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn returned_since(&self) -> Result<Vec<Leading>, RepositoryError> {
        self.leading_back(&self.every_reference()?, &[])
    }

    /// Whether the branch in use leads back to what was destroyed or taken out.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn head_leading_back(&self) -> Result<Vec<Leading>, RepositoryError> {
        let head = self.head_commit()?.map(|head| ("HEAD".to_owned(), head.0));
        self.leading_back(head.as_slice(), &[])
    }

    /// What the commits that are being merged, the last one here among them, lead back to; nothing when there is no merge.
    ///
    /// # Errors
    /// When git's data cannot be read.
    fn merge_leading_back(&self) -> Result<Vec<Leading>, RepositoryError> {
        let merged = self.merged_commits()?.into_iter().map(|commit| ("MERGE_HEAD".to_owned(), commit));
        // Either side may be of the old history.
        let merged: Vec<_> = merged.chain(self.head_commit()?.map(|head| ("HEAD".to_owned(), head.0))).collect();
        if merged.len() < 2 { Ok(Vec::new()) } else { self.leading_back(&merged, &[]) }
    }

    /// What git is in the middle of and leads back to: a merge, or a commit that is picked or moved.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn unfinished_leading_back(&self) -> Result<Returning, RepositoryError> {
        let mut back = Returning::of(&self.merge_leading_back()?);
        back.redacted.extend(self.pick_leading_back()?);
        Ok(back)
    }

    /// What the commit that is being picked, or moved by a rebase, brings back of what was taken out of dossiers.
    ///
    /// # Errors
    /// When git's data cannot be read.
    fn pick_leading_back(&self) -> Result<BTreeSet<DossierId>, RepositoryError> {
        let path = self.git.git_dir().join("CHERRY_PICK_HEAD");
        let picked = std::fs::read_to_string(path).ok().and_then(|hex| ObjectId::from_hex(hex.trim().as_bytes()).ok());
        picked.map_or(Ok(BTreeSet::new()), |picked| self.kept_out()?.redacted.changed_by(&self.git, picked))
    }

    /// What a push, as git tells a hook of it, brings that leads back to what was destroyed or taken out: by the name it would have there.
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

    /// Which of these commits, each with the name it is told by, lead back to what was destroyed or taken out where those that are known elsewhere do not.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub(super) fn leading_back(&self, commits: &[(String, ObjectId)], known: &[ObjectId]) -> Result<Vec<Leading>, RepositoryError> {
        let kept_out = self.kept_out()?;
        if kept_out.is_empty() {
            return Ok(Vec::new());
        }
        let line = kept_out.in_line();
        let clean = self.recalled_clean(&line);
        let hidden: Vec<ObjectId> = clean.iter().chain(known).copied().collect();
        let leading = kept_out.leading(&self.git, commits, &hidden, &self.offices_beside()?)?;
        if leading.iter().all(|leading| leading.dossiers.is_empty()) && known.is_empty() {
            let ends = commits.iter().filter_map(|(_, target)| Some(self.git.find_object(*target).ok()?.peel_to_commit().ok()?.id));
            self.keep_clean(&line, &clean, ends.collect());
        }
        Ok(leading)
    }

    /// The commits that were found to lead to none of what this line says; none when another was looked for, or nothing was kept.
    fn recalled_clean(&self, line: &str) -> BTreeSet<ObjectId> {
        let kept = std::fs::read_to_string(self.clean_path()).unwrap_or_default();
        let mut lines = kept.lines();
        if lines.next() != Some(line) {
            return BTreeSet::new();
        }
        lines.filter_map(|line| ObjectId::from_hex(line.as_bytes()).ok()).filter(|commit| self.git.has_object(*commit)).collect()
    }

    /// Keeps which commits lead to none of it. It can always be found out again, so nothing that goes wrong here is an error.
    fn keep_clean(&self, line: &str, before: &BTreeSet<ObjectId>, ends: BTreeSet<ObjectId>) {
        let path = self.clean_path();
        if ends.is_subset(before) || self.git.git_dir_trust() != gix::sec::Trust::Full {
            return;
        }
        let lines: String = ends.iter().map(|commit| format!("{commit}\n")).collect();
        let write = |folder: &Path| {
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(format!("{line}\n{lines}").as_bytes())?;
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
    pub(super) fn references_to_commits(&self, below: &[&str]) -> Result<Vec<(String, ObjectId)>, RepositoryError> {
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

/// What a file of the folder holds, as far as a register is long; `None` when it is not there, or no file that ends.
fn beginning_of(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = path.metadata().ok().filter(std::fs::Metadata::is_file).and_then(|_| std::fs::File::open(path).ok())?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
