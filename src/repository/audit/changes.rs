//! What each commit changed, with the versions before and after.

use std::collections::BTreeMap;
use std::rc::Rc;

use gix::ObjectId;

use super::commit::Commit;
use super::version::{Version, Versions};
use crate::domain::DossierId;
use crate::repository::history::AttachmentChange;
use crate::repository::trees::{FolderContent, Trees};
use crate::repository::walk::changed_attachments;
use crate::repository::{Repository, RepositoryError};

/// Folders of dossiers: in each parent of a commit, and in the commit itself.
pub(in crate::repository) type Folders = BTreeMap<DossierId, (Vec<Option<ObjectId>>, Option<ObjectId>)>;

/// A dossier that a commit touched, by its folders and files.
struct Touched {
    dossier: DossierId,
    /// In each parent that has the folder.
    before: Vec<FolderContent>,
    after: FolderContent,
    /// Whether the parents had the same of it, so that a merge had no reason to touch it.
    parents_agree: bool,
}

/// The versions of a dossier before and after a commit.
pub(in crate::repository) struct Versioned {
    /// The dossier.
    pub(in crate::repository) dossier: DossierId,
    /// The version in each parent that has one.
    pub(in crate::repository) before: Vec<Rc<Version>>,
    /// The version the commit made of it; `None` when it took the file away.
    pub(in crate::repository) after: Option<Rc<Version>>,
    /// What became of the files beside it, against each parent that has its folder.
    pub(in crate::repository) attachments: Vec<Vec<AttachmentChange>>,
    /// Whether the parents had the same of it, so that a merge had no reason to touch it.
    pub(in crate::repository) parents_agree: bool,
}

/// Compares commits with their parents.
pub(in crate::repository) struct Changes<'repo> {
    trees: Trees<'repo>,
    versions: Versions<'repo>,
    dossiers: Followed,
    registers: Followed,
}

/// One folder through the commits.
struct Followed {
    /// From the work tree to it.
    path: String,
    /// It in each commit that was looked at; within, `None` where there is no such folder.
    known: Vec<Option<Option<ObjectId>>>,
}

impl Followed {
    /// A folder of the repository's dossier folder, in so many commits.
    fn new(repository: &Repository, name: &str, commits: usize) -> Self {
        Self { path: format!("{}{name}", repository.prefix()), known: vec![None; commits] }
    }

    /// It in this commit; `None` where there is no such folder.
    fn at(&mut self, trees: &mut Trees<'_>, commits: &[Commit], index: usize) -> Result<Option<ObjectId>, RepositoryError> {
        if let Some(known) = self.known[index] {
            return Ok(known);
        }
        let found = trees.at(commits[index].tree, &self.path)?;
        self.known[index] = Some(found);
        Ok(found)
    }
}

impl<'repo> Changes<'repo> {
    /// Nothing compared yet, of this many commits.
    pub(in crate::repository) fn new(repository: &'repo Repository, commits: usize) -> Self {
        let (dossiers, registers) = (Followed::new(repository, "dossiers", commits), Followed::new(repository, "register", commits));
        Self { trees: Trees::new(&repository.git), versions: Versions::new(repository), dossiers, registers }
    }

    /// The dossiers in which a commit differs from all its parents, by number.
    pub(in crate::repository) fn of(&mut self, commits: &[Commit], index: usize) -> Result<Vec<Versioned>, RepositoryError> {
        let touched = self.touched(commits, index)?;
        touched.into_iter().map(|touched| self.versioned(touched)).collect()
    }

    /// Forgets what is remembered of a dossier that does not go further back.
    pub(in crate::repository) fn forget(&mut self, dossier: DossierId) {
        self.versions.forget(dossier);
    }

    /// Of every commit whether it is the one that brought the rule file, or one that leads to it.
    pub(in crate::repository) fn before_our_time(&mut self, commits: &[Commit]) -> Result<Vec<bool>, RepositoryError> {
        let mut before = vec![false; commits.len()];
        let mut first = None;
        for index in 0..commits.len() {
            let top = self.dossiers.at(&mut self.trees, commits, index)?;
            if top.map_or(Ok(false), |top| self.trees.holds(top, "regeling.yaml"))? {
                first = Some(index);
                break;
            }
        }
        let mut leading: Vec<usize> = first.into_iter().collect();
        if first.is_none() {
            leading.extend((0..commits.len()).filter(|index| commits[*index].parents.is_empty()));
        }
        while let Some(index) = leading.pop() {
            if !std::mem::replace(&mut before[index], true) {
                leading.extend(&commits[index].parents);
            }
        }
        Ok(before)
    }

    /// The folders of the dossiers in which a commit differs from all its parents: in each parent, and in the commit.
    pub(in crate::repository) fn folders(&mut self, commits: &[Commit], index: usize) -> Result<Folders, RepositoryError> {
        let after = self.dossiers.at(&mut self.trees, commits, index)?;
        let mut before = Vec::with_capacity(1);
        for parent in &commits[index].parents {
            before.push(self.dossiers.at(&mut self.trees, commits, *parent)?);
        }
        if before.contains(&after) {
            return Ok(Folders::new());
        }
        let first = before.first().copied().flatten();
        let mut folders = Folders::new();
        for change in self.trees.changed_dossiers(first, after)? {
            folders.insert(change.dossier, (vec![change.before], change.after));
        }
        for (place, other) in before.iter().enumerate().skip(1) {
            for change in self.trees.changed_dossiers(*other, after)? {
                if let Some((before, _)) = folders.get_mut(&change.dossier) {
                    before.push(change.before);
                }
            }
            folders.retain(|_, (before, _)| before.len() > place);
        }
        Ok(folders)
    }

    /// The dossiers in which a commit differs from all its parents, with what their folders hold.
    fn touched(&mut self, commits: &[Commit], index: usize) -> Result<Vec<Touched>, RepositoryError> {
        let folders = self.folders(commits, index)?;
        let mut touched = Vec::with_capacity(folders.len());
        for (dossier, (before, after)) in folders {
            let parents_agree = before.windows(2).all(|pair| pair[0] == pair[1]);
            let mut contents = Vec::with_capacity(before.len());
            for folder in before.into_iter().flatten() {
                contents.push(self.trees.content(Some(folder))?);
            }
            touched.push(Touched { dossier, before: contents, after: self.trees.content(after)?, parents_agree });
        }
        Ok(touched)
    }

    fn versioned(&mut self, touched: Touched) -> Result<Versioned, RepositoryError> {
        // The later one first, which is at hand from the change after it.
        let after = self.versions.of(touched.dossier, touched.after.file)?;
        let mut before = Vec::with_capacity(touched.before.len());
        for content in &touched.before {
            before.extend(self.versions.of(touched.dossier, content.file)?);
        }
        let changes = |content: &FolderContent| changed_attachments(content, &touched.after).into_values().collect();
        let attachments = touched.before.iter().map(changes).collect();
        Ok(Versioned { dossier: touched.dossier, before, after, attachments, parents_agree: touched.parents_agree })
    }

    /// Whether a commit has the registers otherwise than one of its parents that had any.
    pub(in crate::repository) fn touches_registers(&mut self, commits: &[Commit], index: usize) -> Result<bool, RepositoryError> {
        let after = self.registers.at(&mut self.trees, commits, index)?;
        for parent in &commits[index].parents {
            let before = self.registers.at(&mut self.trees, commits, *parent)?;
            if before.is_some() && before != after {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
