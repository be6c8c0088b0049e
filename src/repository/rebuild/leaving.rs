//! Which folders go with some dossiers: those under their numbers, and of a number that another dossier bore too only what was theirs.

use std::collections::{BTreeSet, HashMap, HashSet};

use gix::ObjectId;
use gix::oid;

use super::super::error::{Doing, RepositoryError};
use super::super::trees::Trees;
use super::lineage::Lineages;
use super::references::References;
use super::{READING, commit_behind};
use crate::domain::DossierId;
use crate::source::read_dossier;

/// The folders that go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaving {
    /// Names of folders that go whatever is in them: the number was these dossiers' alone.
    whole: BTreeSet<Vec<u8>>,
    /// Of numbers that another dossier bore too, or may have borne, the versions that were these dossiers'.
    versions: HashMap<Vec<u8>, HashSet<ObjectId>>,
    /// The numbers these dossiers had before, and of which something goes.
    pub(super) former: BTreeSet<DossierId>,
}

impl Leaving {
    /// What goes with these dossiers.
    ///
    /// # Errors
    /// When the history cannot be read, or it cannot be told of a former number which of its versions were these dossiers'.
    pub(super) fn of(git: &gix::Repository, prefix: &str, gone: &BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let names = Names::of(git, prefix, gone)?;
        // A number of their own that nobody else bore goes whole, and so does one that two of them bore.
        let shared: BTreeSet<DossierId> = names.former.iter().chain(&names.contested).copied().collect();
        let shared: BTreeSet<DossierId> = shared.into_iter().filter(|id| !gone.contains(id) || names.contested.contains(id)).collect();
        let whole = gone.difference(&shared).map(|id| id.to_string().into_bytes()).collect();
        let mut leaving = Self { whole, ..Self::default() };
        if shared.is_empty() {
            return Ok(leaving);
        }
        for (id, versions) in Lineages::of(git, prefix, &shared)?.of_these(gone)? {
            leaving.former.extend((!gone.contains(&id) && !versions.is_empty()).then_some(id));
            leaving.versions.insert(id.to_string().into_bytes(), versions);
        }
        Ok(leaving)
    }

    /// Whether a folder or file with this name and content goes.
    pub(super) fn goes(&self, name: &[u8], content: &oid) -> bool {
        self.whole.contains(name) || self.versions.get(name).is_some_and(|versions| versions.contains(content))
    }
}

/// Who bore which number, as far as the last commits tell.
#[derive(Default)]
struct Names {
    /// What these dossiers were called before.
    former: BTreeSet<DossierId>,
    /// Numbers of these dossiers that another one was called before.
    contested: BTreeSet<DossierId>,
}

impl Names {
    fn of(git: &gix::Repository, prefix: &str, gone: &BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let mut names = Self::default();
        let mut trees = Trees::new(git);
        let mut read = HashSet::new();
        for tip in tips(git)? {
            let tree = git.find_commit(tip).doing(READING)?.tree_id().doing(READING)?.detach();
            let top = trees.at(tree, &format!("{prefix}dossiers"))?;
            for change in trees.changed_dossiers(None, top)? {
                let Some(file) = trees.content(change.after)?.file.filter(|file| read.insert(*file)) else { continue };
                for former in formerly(git, file)? {
                    if gone.contains(&change.dossier) {
                        names.former.insert(former);
                    } else if gone.contains(&former) {
                        names.contested.insert(former);
                    }
                }
            }
        }
        Ok(names)
    }
}

/// What a dossier was called before, by this version of its file.
pub(super) fn formerly(git: &gix::Repository, file: ObjectId) -> Result<Vec<DossierId>, RepositoryError> {
    let bytes = git.find_blob(file).doing(READING)?.take_data();
    // Nearly no file says it, and reading one takes longer than looking for the word.
    let says_so = bytes.windows(VOORHEEN.len()).any(|part| part == VOORHEEN);
    Ok(if says_so { read_dossier(&bytes).dossier.map(|dossier| dossier.formerly).unwrap_or_default() } else { Vec::new() })
}

/// The key of a file that tells what the dossier was called before.
const VOORHEEN: &[u8] = b"voorheen";

/// The last commits of all branches and tags that are kept, and of HEAD.
pub(super) fn tips(git: &gix::Repository) -> Result<BTreeSet<ObjectId>, RepositoryError> {
    let kept = References::of(git)?.kept;
    let tips = kept.into_iter().map(|kept| commit_behind(git, kept.target)).collect::<Result<Vec<_>, _>>()?;
    let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach);
    Ok(tips.into_iter().flatten().chain(head).collect())
}
