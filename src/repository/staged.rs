//! What a plain `git commit` would record: the index against the last commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::index::Entry;
use gix::index::entry::{Flags, Mode, Stage};
use rayon::prelude::*;

use super::error::{AtPath, Doing, RepositoryError};
use super::lawful::register_entry;
use super::names::BlobId;
use super::offices::{dossier_at, office_of, offices_in};
use super::open::Repository;
use super::path::{TrackedPath, dossier_folder};
use super::registers::{LostLine, Registers, lost_after};
use crate::domain::DossierId;
use crate::source::RegisterEntry;

/// What is being done when the index cannot be read.
const READING: &str = "het lezen van wat klaarstaat";

/// What is staged in one dossier folder.
#[derive(Clone, Debug, Default)]
pub struct Staged {
    /// From the work tree to the dossier folder: empty, or with a slash at its end.
    pub office: String,
    /// Whether a merge is being finished.
    pub merging: bool,
    /// The dossiers of which anything differs, by number.
    pub changed: Vec<StagedDossier>,
    /// Every dossier file that is staged, by its path from the dossier folder and the number its folder bears.
    pub dossiers: Vec<(String, DossierId, BlobId)>,
    /// The rule file; empty when there is none.
    pub rule_file: Vec<u8>,
    /// The register of destroyed dossiers; empty when there is none.
    pub destroyed: Vec<u8>,
    /// The lines of registers that were recorded and are not staged as they were.
    pub lines_lost: BTreeSet<LostLine>,
}

/// A dossier of which something is staged.
#[derive(Clone, Debug)]
pub struct StagedDossier {
    /// Its number, by its folder.
    pub id: DossierId,
    /// Its file in the last commit, and in each commit that is being merged.
    pub before: Vec<Option<Vec<u8>>>,
    /// Its file as it is staged; `None` when it goes.
    pub after: Option<Vec<u8>>,
    /// The stored pieces beside it as they are staged, by their path from its folder.
    pub pieces: BTreeSet<String>,
    /// The stored pieces that go.
    pub pieces_gone: Vec<String>,
}

/// Files by their path in the tree.
type Files = BTreeMap<String, ObjectId>;

impl Repository {
    /// What is staged in each dossier folder; `index` when git says it is to be read from elsewhere.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn staged(&self, index: Option<&Path>) -> Result<Vec<Staged>, RepositoryError> {
        let staged = self.staged_files(index)?;
        let head = self.head_commit()?.map(|commit| self.git.find_commit(commit.0).and_then(|commit| commit.tree_id())).transpose().doing(READING)?;
        let mut offices: BTreeSet<String> = staged.keys().filter_map(|path| office_of(path)).map(str::to_owned).collect();
        if let Some(head) = head {
            offices.extend(offices_in(&self.git, head.detach())?);
        }
        let merged = self.merged_commits()?;
        offices.into_iter().map(|office| self.staged_in(office, &staged, &merged)).collect()
    }

    /// What the register keeps of every dossier that is staged.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn register_of(&self, staged: &Staged) -> Result<Vec<RegisterEntry>, RepositoryError> {
        let git = self.git.clone().into_sync();
        let entries = staged.dossiers.par_iter().map_init(
            || git.to_thread_local(),
            |git, (path, folder, blob)| Ok(register_entry(path.clone(), *folder, &git.find_blob(blob.0).doing(READING)?.data)),
        );
        entries.collect()
    }

    fn staged_in(&self, office: String, staged: &Files, merged: &[ObjectId]) -> Result<Staged, RepositoryError> {
        let here = self.with_office(&office);
        let recorded = here.head_files()?.into_iter().map(|(path, blob)| (path.to_string(), blob.0));
        let recorded: Files = recorded.collect();
        let within: Files = staged.iter().filter_map(|(path, blob)| Some((path.strip_prefix(&office)?.to_owned(), *blob))).collect();
        let differing = recorded.keys().chain(within.keys()).filter(|path| recorded.get(*path) != within.get(*path));
        let touched: BTreeSet<_> = differing.filter_map(|path| TrackedPath::new(path.as_str()).ok()?.dossier()).collect();
        let changed = touched.into_iter().map(|id| here.staged_dossier(id, &recorded, &within, merged)).collect::<Result<_, _>>()?;
        let dossiers = within.iter().filter_map(|(path, blob)| Some((path.clone(), dossier_at(path)?, BlobId(*blob)))).collect();
        let file = |path: &str| within.get(path).map_or(Ok(Vec::new()), |blob| self.content(*blob));
        let (rule_file, destroyed) = (file("dossiers/regeling.yaml")?, file("register/vernietigd.yaml")?);
        let parents: Vec<ObjectId> = self.head_commit()?.map(|head| head.0).into_iter().chain(merged.iter().copied()).collect();
        let lines_lost = lost_after(&self.git, &office, &parents, &Registers::read(file)?)?;
        Ok(Staged { office, merging: !merged.is_empty(), changed, dossiers, rule_file, destroyed, lines_lost })
    }

    fn staged_dossier(&self, id: DossierId, recorded: &Files, staged: &Files, merged: &[ObjectId]) -> Result<StagedDossier, RepositoryError> {
        let file = TrackedPath::of_dossier(id);
        let read = |blob: Option<&ObjectId>| blob.map(|blob| self.content(*blob)).transpose();
        let mut before = vec![read(recorded.get(file.as_str()))?];
        for commit in merged {
            let entry = self.entry_at(Some(*commit), &self.in_tree(&file))?;
            before.push(read(entry.map(|(_, blob)| blob.0).as_ref())?);
        }
        let folder = format!("{}/", dossier_folder(id));
        let gone = recorded.keys().filter(|path| **path != file.as_str() && !staged.contains_key(*path));
        let pieces_gone = gone.filter_map(|path| path.strip_prefix(&folder)).map(str::to_owned).collect();
        let beside = staged.keys().filter(|path| **path != file.as_str());
        let pieces = beside.filter_map(|path| path.strip_prefix(&folder)).map(str::to_owned).collect();
        Ok(StagedDossier { id, before, after: read(staged.get(file.as_str()))?, pieces, pieces_gone })
    }

    /// Every file of the index that a commit would have; neither what was only announced nor a link, which is never followed.
    fn staged_files(&self, index: Option<&Path>) -> Result<Files, RepositoryError> {
        let path = index.map_or_else(|| self.git.index_path(), |index| self.work_dir().join(index));
        let index = gix::index::File::at_or_default(&path, self.git.object_hash(), false, gix::index::decode::Options::default()).doing(READING)?;
        if index.is_sparse() {
            return Err(RepositoryError::Sparse);
        }
        let is_file = |entry: &&Entry| matches!(entry.mode, Mode::FILE | Mode::FILE_EXECUTABLE);
        let entries = index.entries().iter().filter(|entry| entry.stage() == Stage::Unconflicted).filter(is_file);
        let entries = entries.filter(|entry| !entry.flags.contains(Flags::INTENT_TO_ADD));
        Ok(entries.map(|entry| (entry.path(&index).to_str_lossy().into_owned(), entry.id)).collect())
    }

    /// The commits that are being merged into the last one.
    pub(super) fn merged_commits(&self) -> Result<Vec<ObjectId>, RepositoryError> {
        let path = self.git.git_dir().join("MERGE_HEAD");
        let named = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            named => named.at(READING, &path)?,
        };
        named.lines().map(|line| ObjectId::from_hex(line.trim().as_bytes()).doing(READING)).collect()
    }

    fn content(&self, blob: ObjectId) -> Result<Vec<u8>, RepositoryError> {
        Ok(self.git.find_blob(blob).doing(READING)?.take_data())
    }
}
