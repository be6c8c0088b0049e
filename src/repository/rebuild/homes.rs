//! Where a dossier of an office lies, and lay before it was moved: in one repository there may be other offices, each with its own numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use gix::ObjectId;
use gix::bstr::ByteSlice;
use gix::objs::{FindExt, TreeRefIter};

use super::super::error::{Doing, RepositoryError};
use super::super::trees::Trees;
use super::READING;
use super::leaving::tips;
use super::order::parents_first;
use crate::domain::DossierId;

/// How deep below the top a folder with dossiers may lie.
const DEPTH: usize = 3;

/// The folders named `dossiers` of a tree, each by the way to the folder it lies in: empty, or with a slash at its end.
pub(super) type Ways = Vec<(String, ObjectId)>;

/// A dossier that came to lie elsewhere: the way from where, and to where.
type Moves = BTreeSet<(String, String)>;

/// Of each of these dossiers the way to where it lies, and to every place where it lay before; all begin at the top.
///
/// It moved when its folder appears somewhere as it lay elsewhere just before. Where it still lies in HEAD it is another's, or a copy;
/// and of a place from which it went to another office too, it cannot be told whose it was.
pub(super) fn homes(
    git: &gix::Repository,
    prefix: &str,
    numbers: &BTreeSet<DossierId>,
) -> Result<BTreeMap<DossierId, BTreeSet<String>>, RepositoryError> {
    let moves = moves(git, prefix, numbers)?;
    let mut trees = Trees::new(git);
    let head = match git.head().doing(READING)?.try_peel_to_id().doing(READING)? {
        Some(head) => Some(git.find_commit(head).doing(READING)?.tree_id().doing(READING)?.detach()),
        None => None,
    };
    let mut homes = BTreeMap::new();
    for number in numbers {
        let mut moves = moves.get(number).cloned().unwrap_or_default();
        for way in moves.iter().map(|(from, _)| from.clone()).collect::<BTreeSet<_>>() {
            let stays = head.map_or(Ok(None), |head| trees.at(head, &format!("{way}{}", below(*number))))?.is_some();
            // What stays leads nowhere.
            moves.retain(|(from, _)| !stays || *from != way);
        }
        homes.insert(*number, lay(prefix, &moves));
    }
    Ok(homes)
}

/// The folder of a dossier, from the folder it and the others lie in.
fn below(number: DossierId) -> String {
    format!("dossiers/{}/{number}", number.year())
}

/// The ways from which everything came here in the end, and nothing went elsewhere.
fn lay(prefix: &str, moves: &Moves) -> BTreeSet<String> {
    let mut lay: BTreeSet<&str> = moves.iter().map(|(from, _)| from.as_str()).chain([prefix]).collect();
    let astray = |lay: &BTreeSet<&str>| moves.iter().find(|(from, to)| from != prefix && lay.contains(from.as_str()) && !lay.contains(to.as_str()));
    while let Some((from, _)) = astray(&lay) {
        lay.remove(from.as_str());
    }
    let mut here = BTreeSet::from([prefix.to_owned()]);
    while let Some((from, _)) = moves.iter().find(|(from, to)| here.contains(to) && lay.contains(from.as_str()) && !here.contains(from)) {
        here.insert(from.clone());
    }
    here
}

/// Where these dossiers went, in all branches and tags that are kept.
fn moves(git: &gix::Repository, prefix: &str, numbers: &BTreeSet<DossierId>) -> Result<BTreeMap<DossierId, Moves>, RepositoryError> {
    let mut offices = Offices::new(git, prefix);
    let mut walk = Vec::new();
    let mut all = BTreeSet::from([prefix.to_owned()]);
    for id in parents_first(git, tips(git)?)? {
        let mut buffer = Vec::new();
        let commit = git.objects.find_commit(&id, &mut buffer).doing(READING)?;
        let ways = offices.of(commit.tree())?;
        if ways.iter().any(|(way, _)| !all.contains(way)) {
            all.extend(ways.iter().map(|(way, _)| way.clone()));
        }
        walk.push((id, commit.parents().collect::<Vec<_>>(), ways));
    }
    let mut moves: BTreeMap<DossierId, Moves> = BTreeMap::new();
    if all.len() == 1 {
        return Ok(moves);
    }
    let mut trees = Trees::new(git);
    let mut before: HashMap<ObjectId, Rc<Ways>> = HashMap::new();
    for (id, parents, ways) in walk {
        let parents: Vec<Rc<Ways>> = parents.iter().filter_map(|parent| before.get(parent).cloned()).collect();
        for (way, folder) in ways.iter() {
            let was = parents.first().and_then(|ways| folder_at(ways, way));
            let came = trees.changed_dossiers(was, Some(*folder))?.into_iter().filter(|change| change.before.is_none());
            for change in came.filter(|change| numbers.contains(&change.dossier)) {
                let from = lay_elsewhere(&mut trees, &parents, way, (change.dossier, change.after))?;
                moves.entry(change.dossier).or_default().extend(from.into_iter().map(|from| (from, way.clone())));
            }
        }
        before.insert(id, ways);
    }
    Ok(moves)
}

/// Where a folder that appears lay just before; nowhere when one of the parents had its dossier in the same place already.
fn lay_elsewhere(
    trees: &mut Trees<'_>,
    parents: &[Rc<Ways>],
    way: &str,
    (number, folder): (DossierId, Option<ObjectId>),
) -> Result<BTreeSet<String>, RepositoryError> {
    let below = below(number);
    let below = below.trim_start_matches("dossiers/");
    let mut from = BTreeSet::new();
    for (other, dossiers) in parents.iter().flat_map(|ways| ways.iter()) {
        let lay = trees.at(*dossiers, below)?;
        if other == way && lay.is_some() {
            return Ok(BTreeSet::new());
        }
        if lay.is_some() && lay == folder {
            from.insert(other.clone());
        }
    }
    Ok(from)
}

/// The folder with dossiers at a way.
pub(super) fn folder_at(ways: &Ways, way: &str) -> Option<ObjectId> {
    ways.iter().find(|(one, _)| one == way).map(|(_, folder)| *folder)
}

/// Finds the folders with dossiers of trees, and remembers what lies below each folder.
pub(super) struct Offices<'repo> {
    git: &'repo gix::Repository,
    depth: usize,
    known: HashMap<(ObjectId, usize), Rc<Ways>>,
}

impl<'repo> Offices<'repo> {
    /// No trees yet; at least as deep as the office in use lies.
    pub(super) fn new(git: &'repo gix::Repository, prefix: &str) -> Self {
        Self { git, depth: prefix.matches('/').count().max(DEPTH), known: HashMap::new() }
    }

    /// Those of a tree.
    pub(super) fn of(&mut self, tree: ObjectId) -> Result<Rc<Ways>, RepositoryError> {
        self.below(tree, self.depth)
    }

    fn below(&mut self, tree: ObjectId, depth: usize) -> Result<Rc<Ways>, RepositoryError> {
        if let Some(known) = self.known.get(&(tree, depth)) {
            return Ok(known.clone());
        }
        let mut buffer = Vec::new();
        self.git.objects.find_tree_iter(&tree, &mut buffer).doing(READING)?;
        let mut ways = Ways::new();
        for entry in TreeRefIter::from_bytes(&buffer, gix::hash::Kind::Sha1) {
            let entry = entry.doing(READING)?;
            if !entry.mode.is_tree() {
                continue;
            }
            if entry.filename == "dossiers" {
                ways.push((String::new(), entry.oid.to_owned()));
            } else if let Ok(name) = entry.filename.to_str().map(str::to_owned)
                && depth > 0
            {
                let within = self.below(entry.oid.to_owned(), depth - 1)?;
                ways.extend(within.iter().map(|(way, folder)| (format!("{name}/{way}"), *folder)));
            }
        }
        let ways = Rc::new(ways);
        self.known.insert((tree, depth), ways.clone());
        Ok(ways)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(moves: &[(&str, &str)]) -> Vec<String> {
        let moves = moves.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        lay("a/", &moves).into_iter().collect()
    }

    #[test]
    fn every_place_on_the_way_here_is_a_former_home() {
        assert_eq!(here(&[("", "oud/"), ("oud/", "a/"), ("b/", "c/")]), ["", "a/", "oud/"]);
        assert_eq!(here(&[("a/", "oud/"), ("oud/", "a/")]), ["a/", "oud/"]);
    }

    #[test]
    fn place_that_another_office_came_from_too_is_nobodys() {
        assert_eq!(here(&[("", "a/"), ("", "b/")]), ["a/"]);
    }
}
