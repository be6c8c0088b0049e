//! What a push brings to a repository on a server, judged before it is taken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::str::FromStr;

use chrono::NaiveDate;
use gix::ObjectId;
use rayon::prelude::*;

use super::error::{AtPath, Doing, RepositoryError};
use super::foretold::Foretold;
use super::kept_out::KeptOut;
use super::lawful::{Offence, Versions, several, version_offences};
use super::message::Kind;
use super::names::CommitId;
use super::offices::offices_guarded;
use super::reach::{Leading, OtherOffices, Removal};
use super::trailers::Trailers;
use super::trees::Trees;
use crate::domain::DossierId;

/// What is being done when what comes in cannot be read.
const READING: &str = "het lezen van wat binnenkomt";

/// A branch or tag that is to move, as git tells a hook on the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefUpdate {
    /// Where it stood; `None` when it is new.
    pub(super) old: Option<ObjectId>,
    /// Where it is to stand; `None` when it goes.
    pub(super) new: Option<ObjectId>,
    /// Its full name.
    pub(super) name: String,
}

/// A line that is not of the shape «old new name».
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("git zegt niet op de bekende manier wat er binnenkomt")]
pub struct InvalidRefUpdate;

impl FromStr for RefUpdate {
    type Err = InvalidRefUpdate;

    fn from_str(line: &str) -> Result<Self, Self::Err> {
        let object = |hex: &str| ObjectId::from_hex(hex.as_bytes()).map_err(|_| InvalidRefUpdate);
        let there = |id: ObjectId| (!id.is_null()).then_some(id);
        match line.splitn(3, ' ').collect::<Vec<_>>()[..] {
            [old, new, name] => Ok(Self { old: there(object(old)?), new: there(object(new)?), name: name.to_owned() }),
            _ => Err(InvalidRefUpdate),
        }
    }
}

/// Why a push is refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The commit that does it; `None` for what the push as a whole does.
    pub commit: Option<CommitId>,
    /// What it does.
    pub offence: Offence,
}

impl Refusal {
    pub(super) fn of_push(offence: Offence) -> Self {
        Self { commit: None, offence }
    }
}

/// A repository on a server while a push is coming in.
pub struct Receiving {
    /// The repository as it stands: its branches and settings.
    pub(super) standing: gix::Repository,
    /// What stands there together with what comes in, as git keeps the two apart.
    pub(super) content: gix::Repository,
    _view: tempfile::TempDir,
}

/// A dossier file in each parent of a commit, and after it.
struct FileVersions {
    dossier: DossierId,
    before: Vec<Option<ObjectId>>,
    after: Option<ObjectId>,
}

/// A commit that comes in, with the dossiers it changes.
struct Incoming {
    commit: ObjectId,
    is_merge: bool,
    trailers: Trailers,
    dossiers: Vec<FileVersions>,
}

impl Receiving {
    /// The repository in this folder; `incoming` is where git keeps what comes in until it is taken, when it says so.
    ///
    /// # Errors
    /// When there is no repository, or it cannot be read.
    pub fn open(folder: &Path, incoming: Option<&Path>) -> Result<Self, RepositoryError> {
        let standing = gix::open(folder).doing("het openen van de git-opslag")?;
        let view = tempfile::Builder::new().prefix("klacht-ontvangst").tempdir().at(READING, &std::env::temp_dir())?;
        let store = standing.common_dir().join("objects");
        let stores = incoming.map(|incoming| folder.join(incoming)).into_iter().chain([store]);
        let mut alternates = String::new();
        for store in stores {
            let store = std::path::absolute(&store).at(READING, &store)?;
            alternates.push_str(&format!("{}\n", store.to_string_lossy().replace('\\', "/")));
        }
        let files = [
            ("HEAD", "ref: refs/heads/main\n"),
            ("config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"),
            ("refs/heads/.keep", ""),
            ("objects/info/alternates", &alternates),
        ];
        for (name, text) in files {
            let path = view.path().join(name);
            let folder = path.parent().expect("every one lies in the view");
            std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, text)).at(READING, &path)?;
        }
        let content = gix::open_opts(view.path(), gix::open::Options::isolated()).doing(READING)?;
        Ok(Self { standing, content, _view: view })
    }

    /// Everything for which the push must be refused; nothing when it may be taken.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn judge(&self, updates: &[RefUpdate], today: NaiveDate) -> Result<BTreeSet<Refusal>, RepositoryError> {
        let mut found = BTreeSet::new();
        let foretold = self.foretold(updates, today)?;
        found.extend(self.losses(updates, &foretold)?.into_iter().map(Refusal::of_push));
        let mut known = self.known_tips()?;
        // What a destruction tells again was judged when it came.
        known.all.extend(foretold.ends().filter(|end| self.content.has_object(*end)));
        let tips = self.commits_of(updates.iter().filter_map(|update| update.new))?;
        let mut olds = self.commits_of(updates.iter().filter_map(|update| update.old).chain(known.head))?;
        let ends = self.ends(updates, known.head)?;
        // What they hold of registers counts for a branch that is new too.
        olds.extend(self.protected_ends()?);
        let offices = self.offices(olds.union(&tips))?;
        found.extend(self.lines_lost(updates, &known.all, &offices)?);
        self.tell_why_rewritten(updates, &foretold, &offices, &mut found)?;
        for office in offices.clone() {
            let kept_out = KeptOut::at(&self.content, &office, olds.union(&tips).copied())?;
            let destroyed = &kept_out.destroyed;
            let incoming = self.incoming(&tips, &known.all, &office)?;
            found.extend(self.judged(&incoming, destroyed)?);
            for (before, after) in &ends {
                found.extend(self.numbers_at((*before, *after), &office, destroyed)?);
            }
            found.extend(self.led_back(updates, &known.all, (&OtherOffices::beside(&office, offices.clone()), &kept_out), &found)?);
            found.extend(self.gone(updates, (&incoming, &foretold), destroyed, &office, &found)?);
        }
        Ok(found)
    }

    /// The commit among these refusals that holds no other of them: without it and what came after, all are gone. `None` when
    /// there is none, or nothing came before it.
    ///
    /// # Errors
    /// When git's data cannot be read.
    pub fn first_of(&self, refusals: &BTreeSet<Refusal>) -> Result<Option<CommitId>, RepositoryError> {
        let refused: BTreeSet<_> = refusals.iter().filter_map(|refusal| refusal.commit).map(|commit| commit.0).collect();
        let known = self.known_tips()?.all;
        for commit in &refused {
            let parents = self.content.find_commit(*commit).doing(READING)?.parent_ids().map(gix::Id::detach).collect::<Vec<_>>();
            let walk = self.content.rev_walk(parents.iter().copied()).with_hidden(known.iter().copied()).all().doing(READING)?;
            let mut before = walk.map(|step| step.doing(READING).map(|step| step.id));
            if !before.try_fold(false, |found, commit| Ok::<_, RepositoryError>(found || refused.contains(&commit?)))? {
                return Ok((!parents.is_empty()).then_some(CommitId(*commit)));
            }
        }
        Ok(None)
    }

    /// The commits at the ends of all that stands here.
    fn known_tips(&self) -> Result<KnownTips, RepositoryError> {
        let mut all = BTreeSet::new();
        for reference in self.standing.references().doing(READING)?.all().doing(READING)?.flatten() {
            all.extend(reference.into_fully_peeled_id().ok().map(gix::Id::detach));
        }
        let head = self.standing.head_id().ok().map(gix::Id::detach);
        Ok(KnownTips { all: self.commits_of(all)?, head })
    }

    /// The commits these objects are, or that the tags among them name; a tag of anything else has no dossiers.
    pub(super) fn commits_of(&self, objects: impl IntoIterator<Item = ObjectId>) -> Result<BTreeSet<ObjectId>, RepositoryError> {
        let mut commits = BTreeSet::new();
        for object in objects {
            let object = self.content.find_object(object).doing(READING)?;
            commits.extend(object.peel_to_commit().ok().map(|commit| commit.id));
        }
        Ok(commits)
    }

    fn offices<'a>(&self, commits: impl Iterator<Item = &'a ObjectId>) -> Result<BTreeSet<String>, RepositoryError> {
        let mut offices = BTreeSet::new();
        for commit in commits {
            offices.extend(offices_guarded(&self.content, self.tree(*commit)?)?);
        }
        Ok(offices)
    }

    pub(super) fn tree(&self, commit: ObjectId) -> Result<ObjectId, RepositoryError> {
        Ok(self.content.find_commit(commit).doing(READING)?.tree_id().doing(READING)?.detach())
    }

    /// The commits that are new here and change a dossier, with what they change.
    fn incoming(&self, tips: &BTreeSet<ObjectId>, known: &BTreeSet<ObjectId>, office: &str) -> Result<Vec<Incoming>, RepositoryError> {
        let mut trees = Trees::new(&self.content);
        let mut found = Vec::new();
        let walk = self.content.rev_walk(tips.iter().copied()).with_hidden(known.iter().copied()).all().doing(READING)?;
        for step in walk {
            let commit = self.content.find_commit(step.doing(READING)?.id).doing(READING)?;
            let mut tops = Vec::new();
            for parent in commit.parent_ids() {
                tops.push(trees.at(self.tree(parent.detach())?, &format!("{office}dossiers"))?);
            }
            let after = trees.at(commit.tree_id().doing(READING)?.detach(), &format!("{office}dossiers"))?;
            if tops.contains(&after) || (tops.is_empty() && after.is_none()) {
                continue;
            }
            let dossiers = changed_files(&mut trees, if tops.is_empty() { &[None] } else { &tops }, after)?;
            let trailers = Trailers::of(&commit.message_raw_sloppy().to_string());
            found.push(Incoming { commit: commit.id, is_merge: tops.len() > 1, trailers, dossiers });
        }
        Ok(found)
    }

    /// What the commits do that they may not.
    fn judged(&self, incoming: &[Incoming], destroyed: &BTreeSet<DossierId>) -> Result<Vec<Refusal>, RepositoryError> {
        let content = self.content.clone().into_sync();
        let judged = incoming.par_iter().map_init(
            || content.to_thread_local(),
            |git, incoming| {
                let found = incoming.offences(git, destroyed)?;
                Ok(found.into_iter().map(|offence| Refusal { commit: Some(CommitId(incoming.commit)), offence }).collect::<Vec<_>>())
            },
        );
        Ok(judged.collect::<Result<Vec<_>, RepositoryError>>()?.into_iter().flatten().collect())
    }

    /// What comes in leads to of destroyed dossiers by any other way (under another name, in another place, without a commit), and of
    /// dossiers as they were before something was taken out of them.
    fn led_back(
        &self,
        updates: &[RefUpdate],
        known: &BTreeSet<ObjectId>,
        (others, kept_out): (&OtherOffices, &KeptOut),
        found: &BTreeSet<Refusal>,
    ) -> Result<Vec<Refusal>, RepositoryError> {
        let coming: Vec<_> = updates.iter().filter_map(|update| Some((update.name.clone(), update.new?))).collect();
        let mut refusals = Vec::new();
        let known: Vec<_> = known.iter().copied().collect();
        for Leading { reference, dossiers, removal } in kept_out.leading(&self.content, &coming, &known, others)? {
            if dossiers.is_empty() {
                refusals.push(Refusal::of_push(Offence::Unseen(reference)));
            }
            for (dossier, commit) in dossiers {
                let offence = if removal == Removal::Destruction { Offence::Destroyed(dossier) } else { Offence::Unredacted(dossier) };
                if !found.iter().any(|refusal| refusal.offence == offence) {
                    refusals.push(Refusal { commit: self.content.find_commit(commit.0).is_ok().then_some(commit), offence });
                }
            }
        }
        Ok(refusals)
    }

    /// The dossiers that stood at the old end of a branch and at its new end are gone without a word, though no commit by itself took them.
    fn gone(
        &self,
        updates: &[RefUpdate],
        (incoming, foretold): (&[Incoming], &Foretold),
        destroyed: &BTreeSet<DossierId>,
        office: &str,
        found: &BTreeSet<Refusal>,
    ) -> Result<Vec<Refusal>, RepositoryError> {
        let taken = incoming.iter().filter(|incoming| incoming.trailers.kind.is_some_and(Kind::takes_dossiers_away));
        let mut explained: BTreeSet<_> = taken.flat_map(|incoming| incoming.dossiers.iter().map(|versions| versions.dossier)).collect();
        explained.extend(destroyed);
        explained.extend(found.iter().filter_map(|refusal| if let Offence::Gone(id) = refusal.offence { Some(id) } else { None }));
        let mut trees = Trees::new(&self.content);
        let mut gone = Vec::new();
        for (old, new) in updates.iter().filter_map(|update| Some((update.old?, update.new?))) {
            let mut tops = Vec::new();
            // What a destruction left of it is what must be there still.
            let left = |old: ObjectId| foretold.instead_of(old).filter(|end| self.content.has_object(*end)).unwrap_or(old);
            for commit in self.commits_of([old])?.into_iter().map(left).chain(self.commits_of([new])?) {
                tops.push(trees.at(self.tree(commit)?, &format!("{office}dossiers"))?);
            }
            let [before, after] = tops[..] else { continue };
            for change in trees.changed_dossiers(before, after)? {
                if !explained.contains(&change.dossier) && trees.content(change.before)?.file.is_some() && trees.content(change.after)?.file.is_none()
                {
                    gone.push(Refusal::of_push(Offence::Gone(change.dossier)));
                }
            }
        }
        Ok(gone)
    }
}

/// What stands in the repository.
struct KnownTips {
    all: BTreeSet<ObjectId>,
    head: Option<ObjectId>,
}

impl Incoming {
    fn offences(&self, git: &gix::Repository, destroyed: &BTreeSet<DossierId>) -> Result<Vec<Offence>, RepositoryError> {
        let kind = self.trailers.kind;
        let numbers: BTreeSet<_> = self.dossiers.iter().map(|versions| versions.dossier).collect();
        // A merge brings together what was judged by itself, and touches what both sides touched.
        let mut found: Vec<_> = if self.is_merge { None } else { several(numbers, kind) }.into_iter().collect();
        let read = |blob: &Option<ObjectId>| blob.map(|blob| Ok(git.find_blob(blob).doing(READING)?.take_data())).transpose();
        for FileVersions { dossier, before, after } in &self.dossiers {
            let before = before.iter().map(read).collect::<Result<Vec<Option<Vec<u8>>>, RepositoryError>>()?;
            let before: Vec<_> = before.iter().map(Option::as_deref).collect();
            let after = read(after)?;
            if after.is_some() && destroyed.contains(dossier) {
                found.push(Offence::Destroyed(*dossier));
            }
            found.extend(version_offences(Versions { dossier: *dossier, before: &before, after: after.as_deref() }, kind));
        }
        Ok(found)
    }
}

/// The dossiers that differ from every parent and of which the file itself differs, with that file in each parent and after.
fn changed_files(trees: &mut Trees<'_>, before: &[Option<ObjectId>], after: Option<ObjectId>) -> Result<Vec<FileVersions>, RepositoryError> {
    let mut by_dossier: BTreeMap<DossierId, FileVersions> = BTreeMap::new();
    for parent in before {
        for change in trees.changed_dossiers(*parent, after)? {
            let before = trees.content(change.before)?.file;
            let after = trees.content(change.after)?.file;
            let dossier = change.dossier;
            by_dossier.entry(dossier).or_insert(FileVersions { dossier, before: Vec::new(), after }).before.push(before);
        }
    }
    Ok(by_dossier.into_values().filter(|versions| versions.before.len() == before.len()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_of_git_is_read() {
        let line = format!("{} {} refs/heads/main", "0".repeat(40), "1".repeat(40));
        let update: RefUpdate = line.parse().unwrap();
        assert_eq!((update.old, update.new.is_some(), update.name.as_str()), (None, true, "refs/heads/main"));
        assert_eq!("iets anders".parse::<RefUpdate>(), Err(InvalidRefUpdate));
    }
}
