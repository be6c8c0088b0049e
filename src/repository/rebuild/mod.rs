//! Building the repository again without some dossiers (design: destruction).
//!
//! Filtering a repository in place leaves what it replaced lying about in a dozen corners. What is copied into a new store, object by
//! object, holds nothing that was not asked for.

mod back;
mod closing;
mod delta;
mod foreseen;
mod fresh;
mod headers;
mod homes;
mod leaving;
mod lineage;
mod numbers;
mod order;
mod pack;
mod pack_file;
mod place;
mod proof;
mod redaction;
mod references;
mod remembered;
mod replaced;
mod retold;
mod standing;
mod store;
mod survey;
mod versions;
mod without;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gix::ObjectId;
use gix::bstr::BString;
use gix::objs::Kind;

use super::error::{Doing, RepositoryError};
use super::open::Repository;
use crate::domain::DossierId;
use crate::pace::{self, Stage};
use leaving::Leaving;
use order::parents_first;
use pack::{PackWriter, WRITING};
use references::References;

pub use back::Back;
pub use closing::Closing;
pub(super) use foreseen::foreseen;
pub(super) use place::LOOKOUT;
pub use place::{HeldGit, InPlace};
pub use proof::Proof;
pub use redaction::{Becomes, Redaction};
pub use remembered::{Memory, Remembered};
pub use replaced::Replaced;
pub use survey::{Obstacle, RemoteStanding, Survey};
pub use versions::{EveryVersion, Said};
use without::Without;

/// What is being done when a history cannot be read.
const READING: &str = "het lezen van de geschiedenis";
/// So many bytes of read objects are remembered: what one commit has, its neighbours mostly have too.
const CACHE: usize = 64 << 20;

/// A repository that was built again, still beside the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many commits the old history has.
    pub commits: usize,
    /// How many of them were about the dossiers that are gone alone, and are no more.
    pub fallen_away: usize,
    /// How many objects the new store holds.
    pub objects: usize,
    /// References that are not in the new store, by name: of others, put aside, or left by something unfinished.
    pub left_behind: Vec<String>,
}

impl Repository {
    /// Builds into `folder` a store with every local branch and tag as it would be had these dossiers never been there.
    ///
    /// Every other dossier keeps its content and its history: author, times and message of each commit that is about it. A commit
    /// that is about these dossiers alone falls away. Signatures are left out: they hold for the commits as they were.
    /// The old store is only read.
    ///
    /// # Errors
    /// When something cannot be read or written; the folder may then hold half a store.
    pub fn rebuild_without(&self, gone: &BTreeSet<DossierId>, folder: &Path) -> Result<Rebuilt, RepositoryError> {
        self.rebuild(gone, None, folder)
    }

    /// Builds into `folder` a store with every local branch and tag as it would be had one dossier always been otherwise.
    ///
    /// Every commit stays, also one that changes nothing any more, with its author, times and message.
    ///
    /// # Errors
    /// As [`Self::rebuild_without`].
    pub fn rebuild_redacted(&self, redaction: &Redaction<'_>, folder: &Path) -> Result<Rebuilt, RepositoryError> {
        self.rebuild(&BTreeSet::new(), Some(redaction), folder)
    }

    fn rebuild(&self, gone: &BTreeSet<DossierId>, redaction: Option<&Redaction<'_>>, folder: &Path) -> Result<Rebuilt, RepositoryError> {
        let git = self.itself();
        let references = References::of(&git)?;
        store::make(folder)?;
        let leaving = Leaving::of(&git, self.prefix(), gone)?;
        let redaction = match redaction {
            Some(redaction) => Some((*redaction, Leaving::whole_folder(&git, self.prefix(), redaction.dossier)?)),
            None => None,
        };
        let mut without = Without::new(&git, leaving, Some(PackWriter::new(folder.join("objects/pack")))).with(redaction);
        let commits = references.kept.iter().map(|kept| commit_behind(&git, kept.target)).collect::<Result<Vec<_>, _>>()?;
        tell_all(&mut without, &parents_first(&git, commits.into_iter().flatten())?)?;
        let mut told: Vec<(BString, ObjectId)> = Vec::new();
        for kept in &references.kept {
            let target = match git.find_header(kept.target).doing(WRITING)?.kind() {
                Kind::Tag => without.tell_tag(kept.target)?,
                _ => without.became(&kept.target),
            };
            told.extend(target.map(|target| (kept.name.clone(), target)));
        }
        self.note_replaced(folder, without.what_became())?;
        let (commits, fallen_away) = (without.commits_told(), without.fallen_away);
        let objects = without.finish()?;
        store::copy_settings(self.git.common_dir(), folder)?;
        let head = self.git.head_name().doing(WRITING)?.ok_or(RepositoryError::Detached)?;
        store::write_references(folder, &head.as_bstr().to_owned(), &told, &references.others)?;
        Ok(Rebuilt { commits, fallen_away, objects, left_behind: references.left_behind })
    }

    /// The files of a store that was built again that were copied as they are: settings, hooks, what is ignored.
    #[must_use]
    pub fn copied_files(&self, folder: &Path) -> Vec<PathBuf> {
        store::copied_files(folder)
    }

    /// Reads a store that was built again without these dossiers, and judges it against this one.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn prove_rebuilt(&self, gone: &BTreeSet<DossierId>, folder: &Path) -> Result<Proof, RepositoryError> {
        proof::prove(&self.itself(), folder, gone, self.prefix())
    }

    /// Reads a store in which one dossier is told otherwise, and judges it against this one.
    ///
    /// # Errors
    /// When something cannot be read.
    pub fn prove_redacted(&self, dossier: DossierId, folder: &Path) -> Result<Proof, RepositoryError> {
        proof::prove_redacted(&self.itself(), folder, dossier, self.prefix())
    }

    /// The store as it is, without what someone put in the place of another object: the history itself is told.
    fn itself(&self) -> gix::Repository {
        let mut git = self.git.clone();
        git.objects.ignore_replacements = true;
        git.object_cache_size_if_unset(CACHE);
        git
    }
}

/// Tells all these commits, each after its parents.
fn tell_all(without: &mut Without<'_>, commits: &[ObjectId]) -> Result<(), RepositoryError> {
    let _underway = pace::begin(Stage::Rebuilding, commits.len());
    commits.iter().try_for_each(|commit| without.tell_commit(*commit).inspect(|()| pace::step()))
}

/// The commit a reference leads to; `None` when it leads to something else.
fn commit_behind(git: &gix::Repository, target: ObjectId) -> Result<Option<ObjectId>, RepositoryError> {
    let peeled = git.find_object(target).doing(WRITING)?.peel_tags_to_end().doing(WRITING)?;
    Ok((peeled.kind == Kind::Commit).then_some(peeled.id))
}
