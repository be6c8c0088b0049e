//! Whose a folder was through time, where more than one dossier bore its number.
//!
//! A line is one dossier under one number: it begins where the folder appears, goes on where it is changed, and ends where it is
//! removed. Where it ends and a dossier appears that names the number as its former one, that dossier is the same complaint.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use gix::ObjectId;

use super::super::error::{Doing, RepositoryError};
use super::super::trees::{FolderChange, Trees};
use super::READING;
use super::leaving::{formerly, tips};
use super::order::parents_first;
use crate::domain::DossierId;
use crate::pace::{self, Stage};

/// What lies under the numbers that are looked at, at one commit: the folder, and its line.
type State = BTreeMap<DossierId, (ObjectId, usize)>;

/// Every line under some numbers.
pub(super) struct Lineages {
    lines: Vec<Line>,
    /// Lines of one dossier, by pairs.
    same: Vec<(usize, usize)>,
    /// Numbers of which it cannot be told how one line went on in another.
    unclear: BTreeSet<DossierId>,
    /// The lines that HEAD has, by number.
    in_head: BTreeMap<DossierId, usize>,
    /// The lines that the end of some branch or tag has.
    at_an_end: BTreeSet<usize>,
}

/// One dossier under one number.
struct Line {
    number: DossierId,
    /// Every version of its folder.
    versions: HashSet<ObjectId>,
    /// The number it went on under, when that is not looked at itself.
    became: BTreeSet<DossierId>,
}

impl Lineages {
    /// The lines under these numbers in all branches and tags that are kept. Of each commit the first of these ways that is there leads to them.
    pub(super) fn of(git: &gix::Repository, ways: &[&str], numbers: &BTreeSet<DossierId>) -> Result<Self, RepositoryError> {
        let lineages = Self { lines: Vec::new(), same: Vec::new(), unclear: BTreeSet::new(), in_head: BTreeMap::new(), at_an_end: BTreeSet::new() };
        let mut walk = Walk { git, numbers, trees: Trees::new(git), folders: HashMap::new(), states: HashMap::new(), lineages };
        let ends = tips(git)?;
        let commits = parents_first(git, ends.iter().copied())?;
        let _underway = pace::begin(Stage::Tracing, commits.len());
        for id in commits {
            pace::step();
            walk.commit(id, ways)?;
        }
        let Walk { states, mut lineages, .. } = walk;
        lineages.at_an_end = ends.iter().filter_map(|end| states.get(end)).flat_map(|state| state.values().map(|(_, line)| *line)).collect();
        let head = git.head().doing(READING)?.try_peel_to_id().doing(READING)?.map(gix::Id::detach);
        let state = head.and_then(|head| states.get(&head).cloned()).unwrap_or_default();
        lineages.in_head = state.iter().map(|(number, (_, line))| (*number, *line)).collect();
        Ok(lineages)
    }

    /// The versions under each number that were these dossiers'.
    ///
    /// # Errors
    /// When of a number that cannot be told.
    pub(super) fn of_these(&self, gone: &BTreeSet<DossierId>) -> Result<BTreeMap<DossierId, HashSet<ObjectId>>, RepositoryError> {
        if let Some(number) = self.unclear.first() {
            return Err(RepositoryError::Untold(*number));
        }
        let went_on = |line: &Line, in_gone: bool| line.became.iter().any(|number| gone.contains(number) == in_gone);
        let in_head = |at: &usize, in_gone: bool| self.in_head.iter().any(|(number, line)| line == at && gone.contains(number) == in_gone);
        let all = || 0..self.lines.len();
        let theirs = self.with_same(all().filter(|at| went_on(&self.lines[*at], true) || in_head(at, true)).collect());
        let others = self.with_same(all().filter(|at| went_on(&self.lines[*at], false) || in_head(at, false)).collect());
        let elsewhere = self.with_same(self.at_an_end.clone());
        let mut found: BTreeMap<DossierId, HashSet<ObjectId>> = BTreeMap::new();
        let mut stays: BTreeMap<DossierId, HashSet<ObjectId>> = BTreeMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            let versions = match (theirs.contains(&at), others.contains(&at) || elsewhere.contains(&at)) {
                // Of the same complaint something lies under a number that stays.
                (true, _) if others.contains(&at) => return Err(RepositoryError::Untold(line.number)),
                (true, _) => &mut found,
                (false, true) => &mut stays,
                // It ended, and nothing says which dossier it was.
                (false, false) => return Err(RepositoryError::Untold(line.number)),
            };
            versions.entry(line.number).or_default().extend(&line.versions);
        }
        match found.iter().find(|(number, versions)| stays.get(number).is_some_and(|stays| !stays.is_disjoint(versions))) {
            Some((number, _)) => Err(RepositoryError::Untold(*number)),
            None => Ok(found),
        }
    }

    /// These lines with every line of the same dossiers.
    fn with_same(&self, mut lines: BTreeSet<usize>) -> BTreeSet<usize> {
        loop {
            let before = lines.len();
            for (one, other) in &self.same {
                if lines.contains(one) || lines.contains(other) {
                    lines.extend([one, other]);
                }
            }
            if lines.len() == before {
                return lines;
            }
        }
    }

    fn begin(&mut self, number: DossierId) -> usize {
        self.lines.push(Line { number, versions: HashSet::new(), became: BTreeSet::new() });
        self.lines.len() - 1
    }
}

/// A walk through the history, each commit after its parents.
struct Walk<'a> {
    git: &'a gix::Repository,
    numbers: &'a BTreeSet<DossierId>,
    trees: Trees<'a>,
    folders: HashMap<ObjectId, Option<ObjectId>>,
    states: HashMap<ObjectId, Rc<State>>,
    lineages: Lineages,
}

impl Walk<'_> {
    fn commit(&mut self, id: ObjectId, ways: &[&str]) -> Result<(), RepositoryError> {
        let commit = self.git.find_commit(id).doing(READING)?;
        let parents: Vec<ObjectId> = commit.parent_ids().map(gix::Id::detach).collect();
        let after = self.trees.first_at(commit.tree_id().doing(READING)?.detach(), ways)?;
        self.folders.insert(id, after);
        let before: Vec<_> = parents.iter().map(|parent| self.folders.get(parent).copied().flatten()).collect();
        let before = if before.is_empty() { vec![None] } else { before };
        let changes = before.iter().map(|before| self.trees.changed_dossiers(*before, after)).collect::<Result<Vec<_>, _>>()?;
        let states: Vec<Rc<State>> = parents.iter().map(|parent| self.states[parent].clone()).collect();
        let is_of_these = |change: &FolderChange| self.numbers.contains(&change.dossier);
        if let [state] = states.as_slice()
            && !changes[0].iter().any(|change| is_of_these(change) || change.before.is_none())
        {
            self.states.insert(id, state.clone());
            return Ok(());
        }
        let state = self.went_on(&states, &changes);
        self.renumbered(&states, &changes, &state)?;
        self.states.insert(id, Rc::new(state));
        Ok(())
    }

    /// What lies under the numbers now, each folder with the line it goes on with.
    fn went_on(&mut self, states: &[Rc<State>], changes: &[Vec<FolderChange>]) -> State {
        let mut state = State::new();
        for number in self.numbers {
            let changed = changes[0].iter().find(|change| change.dossier == *number);
            let unchanged = || states.first().and_then(|state| state.get(number)).map(|(folder, _)| *folder);
            let Some(folder) = changed.map_or_else(unchanged, |change| change.after) else { continue };
            let known: Vec<(ObjectId, usize)> = states.iter().filter_map(|state| state.get(number)).copied().collect();
            let alike: BTreeSet<usize> = known.iter().filter(|(before, _)| *before == folder).map(|(_, line)| *line).collect();
            let all: BTreeSet<usize> = known.iter().map(|(_, line)| *line).collect();
            let line = match (alike.first(), all.first()) {
                (Some(line), _) => *line,
                // Two dossiers of one number made into one folder: whose that is cannot be told.
                (None, Some(_)) if all.len() > 1 => self.mixed(*number, &all),
                (None, Some(line)) => *line,
                (None, None) => self.lineages.begin(*number),
            };
            // What is the same to the byte on two sides is one dossier.
            self.lineages.same.extend(alike.iter().map(|other| (line, *other)).filter(|(one, other)| one != other));
            self.lineages.lines[line].versions.insert(folder);
            state.insert(*number, (folder, line));
        }
        state
    }

    /// A line that came of several.
    fn mixed(&mut self, number: DossierId, of: &BTreeSet<usize>) -> usize {
        let line = self.lineages.begin(number);
        // As one of each they all go or all stay; when some go and others stay, that is refused.
        self.lineages.same.extend(of.iter().map(|other| (line, *other)));
        line
    }

    /// Joins the lines that ended here with the dossiers that appear here and name their number as their former one.
    fn renumbered(&mut self, states: &[Rc<State>], changes: &[Vec<FolderChange>], state: &State) -> Result<(), RepositoryError> {
        let appears = |number: &DossierId| changes.iter().all(|changes| changes.iter().any(|one| one.dossier == *number && one.before.is_none()));
        for change in changes[0].iter().filter(|change| change.after.is_some() && appears(&change.dossier)) {
            let Some(file) = self.trees.content(change.after)?.file else { continue };
            for former in formerly(self.git, file)?.into_iter().filter(|former| self.numbers.contains(former)) {
                let now = state.get(&former);
                let before: BTreeSet<(ObjectId, usize)> = states.iter().filter_map(|state| state.get(&former)).copied().collect();
                let ended: BTreeSet<usize> = before.iter().map(|(_, line)| *line).filter(|line| now.is_none_or(|(_, now)| now != line)).collect();
                let was_changed = now.is_some_and(|(now, _)| !before.is_empty() && before.iter().all(|(before, _)| before != now));
                match (ended.first(), ended.len()) {
                    (Some(line), 1) => self.became(*line, change.dossier, state),
                    (None, _) if !was_changed => {}
                    // One dossier taken away and another put under its number in one go, or two that ended at once.
                    _ => drop(self.lineages.unclear.insert(former)),
                }
            }
        }
        Ok(())
    }

    fn became(&mut self, line: usize, number: DossierId, state: &State) {
        match state.get(&number) {
            Some((_, under)) => self.lineages.same.push((line, *under)),
            None => drop(self.lineages.lines[line].became.insert(number)),
        }
    }
}
