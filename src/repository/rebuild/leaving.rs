//! Which folders go with some dossiers: those under their numbers, and of a number that another dossier bore too only what was theirs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use gix::ObjectId;
use gix::oid;

use super::super::error::{Doing, RepositoryError};
use super::super::trees::Trees;
use super::homes::homes;
use super::lineage::Lineages;
use super::references::References;
use super::{READING, commit_behind};
use crate::domain::DossierId;
use crate::source::read_dossier;

/// The folders that go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaving {
    /// Names of folders that go whatever is in them, each with the ways to where: there the number was these dossiers' alone.
    whole: HashMap<Vec<u8>, BTreeSet<String>>,
    /// Of numbers that another dossier bore too, or may have borne, the versions that were these dossiers'.
    versions: HashMap<Vec<u8>, HashSet<ObjectId>>,
    /// The ways to all places where something goes.
    pub(super) ways: BTreeSet<String>,
    /// The numbers these dossiers had before, and of which something goes.
    pub(super) former: BTreeSet<DossierId>,
    /// What goes of other offices.
    beside: Vec<Self>,
}

impl Leaving {
    /// What goes with these dossiers of each office, by the way to it.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub(super) fn of_each(git: &gix::Repository, gone: &BTreeMap<String, BTreeSet<DossierId>>) -> Result<Self, RepositoryError> {
        let each = gone.iter().map(|(prefix, gone)| Self::of(git, prefix, gone)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { beside: each, ..Self::default() })
    }

    /// What goes with these dossiers.
    ///
    /// # Errors
    /// When the history cannot be read, or it cannot be told of a former number which of its versions were these dossiers'.
    pub(super) fn of(git: &gix::Repository, prefix: &str, gone: &BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let homes = homes(git, prefix, gone)?;
        let ways: BTreeSet<String> = homes.values().flatten().cloned().collect();
        // Where it lies now comes first.
        let in_order: Vec<&str> = std::iter::once(prefix).chain(ways.iter().map(String::as_str).filter(|way| *way != prefix)).collect();
        let names = Names::of(git, &in_order, gone)?;
        // A number of their own that nobody else bore goes whole, and so does one that two of them bore.
        let shared: BTreeSet<DossierId> = names.former.iter().chain(&names.contested).copied().collect();
        let shared: BTreeSet<DossierId> = shared.into_iter().filter(|id| !gone.contains(id) || names.contested.contains(id)).collect();
        let whole = homes.into_iter().filter(|(id, _)| !shared.contains(id)).map(|(id, ways)| (id.to_string().into_bytes(), ways)).collect();
        let lineages = if shared.is_empty() { None } else { Some(Lineages::of(git, &in_order, &shared)?) };
        let mut leaving = Self { whole, ways, ..Self::default() };
        for (id, versions) in lineages.map(|lineages| lineages.of_these(gone)).transpose()?.unwrap_or_default() {
            leaving.former.extend((!gone.contains(&id) && !versions.is_empty()).then_some(id));
            leaving.versions.insert(id.to_string().into_bytes(), versions);
        }
        Ok(leaving)
    }

    /// The folder of one dossier, whatever is in it, wherever it lies and lay.
    pub(super) fn whole_folder(git: &gix::Repository, prefix: &str, dossier: DossierId) -> Result<Self, RepositoryError> {
        let ways: BTreeSet<String> = homes(git, prefix, &BTreeSet::from([dossier]))?.into_values().flatten().collect();
        Ok(Self { whole: HashMap::from([(dossier.to_string().into_bytes(), ways.clone())]), ways, ..Self::default() })
    }

    /// Whether a folder or file with this name and content goes. `place` is the path of the folder it lies in, with a slash behind
    /// every name: elsewhere than where dossiers of the office lie nothing goes.
    pub(super) fn goes(&self, place: &[u8], name: &[u8], content: &oid) -> bool {
        let is_at = |ways: &BTreeSet<String>| ways.iter().any(|way| place.strip_prefix(way.as_bytes()).is_some_and(holds_dossiers));
        self.beside.iter().any(|other| other.goes(place, name, content))
            || self.whole.get(name).is_some_and(is_at)
            || self.versions.get(name).is_some_and(|versions| versions.contains(content) && is_at(&self.ways))
    }

    /// Whether something may go from this folder or from one below it.
    pub(super) fn is_on_the_way(&self, place: &[u8]) -> bool {
        let leads = |way: &String| match place.strip_prefix(way.as_bytes()) {
            Some(rest) => rest.is_empty() || rest == b"dossiers/" || holds_dossiers(rest),
            None => way.as_bytes().starts_with(place),
        };
        self.ways.iter().any(leads) || self.beside.iter().any(|other| other.is_on_the_way(place))
    }
}

/// Whether folders of dossiers, or what was handed over of them, lie in this folder of an office.
fn holds_dossiers(folder: &[u8]) -> bool {
    let is_year = |rest: &[u8]| rest.iter().position(|byte| *byte == b'/') == Some(rest.len().wrapping_sub(1));
    folder == b"inzage/" || folder.strip_prefix(b"dossiers/").is_some_and(is_year)
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
    fn of(git: &gix::Repository, ways: &[&str], gone: &BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let mut names = Self::default();
        let mut trees = Trees::new(git);
        let mut read = HashSet::new();
        for tip in tips(git)? {
            let tree = git.find_commit(tip).doing(READING)?.tree_id().doing(READING)?.detach();
            let top = trees.first_at(tree, ways)?;
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
