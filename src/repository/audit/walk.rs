//! The walk over all commits, newest first, that holds each against the procedure.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;

use super::changes::{Changes, Versioned};
use super::commit::{Commit, commits};
use super::finding::Finding;
use super::gone::Present;
use super::judge::{self, Beginning, Changed};
use super::manners::{self, Deed, Times};
use super::registers::KeptLines;
use super::version::Version;
use crate::domain::DossierId;
use crate::overview::CheckedFile;
use crate::pace::{self, Stage};
use crate::regulation::Rules;
use crate::repository::history::AttachmentChange;
use crate::repository::message::Kind;
use crate::repository::{Repository, RepositoryError};

/// What a history is held against.
#[derive(Clone, Copy, Debug)]
pub struct AuditTerms<'a> {
    /// The rules of today: its margin, its weights, and what was explained.
    pub rules: &'a Rules,
    /// The day it is, which no commit may lie behind.
    pub today: NaiveDate,
    /// The numbers of destroyed dossiers.
    pub destroyed: &'a BTreeSet<DossierId>,
}

/// What was found in a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Every finding as a remark on the version it is about, oldest first.
    pub findings: Vec<CheckedFile>,
    /// How many commits were looked at.
    pub commits: usize,
    /// The dossiers that are or were there.
    pub dossiers: BTreeSet<DossierId>,
}

impl Repository {
    /// Holds every commit of this branch against the procedure. Nothing that was read before is trusted: it is all derived anew.
    ///
    /// What came before the rule file was there is not held against it: the folder was not kept with this program then.
    ///
    /// # Errors
    /// [`RepositoryError::Shallow`] when it is not all here; when git's data cannot be read.
    pub fn audit(&self, terms: &AuditTerms<'_>) -> Result<Audit, RepositoryError> {
        self.whole_history()?;
        let Some(tip) = self.head_commit()? else { return Ok(Audit::default()) };
        let repository = self.as_recorded();
        let commits = commits(&repository, tip)?;
        let mut walk = Walk::new(&repository, &commits, terms)?;
        // Newest first: git keeps the newest version whole and older ones as differences from it.
        let _underway = pace::begin(Stage::History, commits.len());
        for index in (0..commits.len()).rev() {
            pace::step();
            walk.visit(index)?;
        }
        Ok(walk.told())
    }
}

/// A status whose predecessor could not be read, until an older version says from where the step came.
struct Pending {
    index: usize,
    version: Rc<Version>,
}

/// What is to be said of the beginning of a dossier, until it is sure that it was not there before.
struct Begun {
    index: usize,
    after: Rc<Version>,
    attachments: Vec<Vec<AttachmentChange>>,
    found: Vec<Finding>,
}

/// The walk under way.
struct Walk<'a> {
    commits: &'a [Commit],
    terms: &'a AuditTerms<'a>,
    changes: Changes<'a>,
    present: Present<'a>,
    kept_lines: KeptLines<'a>,
    /// Whether a commit came before the program was in use here.
    before_our_time: Vec<bool>,
    pending: BTreeMap<DossierId, Pending>,
    begun: BTreeMap<DossierId, Begun>,
    dossiers: BTreeSet<DossierId>,
    found: Vec<Finding>,
}

impl<'a> Walk<'a> {
    fn new(repository: &'a Repository, commits: &'a [Commit], terms: &'a AuditTerms<'a>) -> Result<Self, RepositoryError> {
        let mut walk = Self {
            commits,
            terms,
            changes: Changes::new(repository, commits.len()),
            present: Present::in_head(repository, terms.destroyed)?,
            kept_lines: KeptLines::in_head(repository, commits)?,
            before_our_time: Vec::new(),
            pending: BTreeMap::new(),
            begun: BTreeMap::new(),
            dossiers: BTreeSet::new(),
            found: Vec::new(),
        };
        walk.before_our_time = walk.changes.before_our_time(commits)?;
        Ok(walk)
    }

    /// Every finding, oldest first.
    fn told(self) -> Audit {
        let (commits, rules) = (self.commits, self.terms.rules);
        let mut found = self.found;
        found.extend(self.begun.into_values().flat_map(|begun| begun.found));
        found.sort_by_key(|finding| (finding.index, finding.dossier));
        let told = |finding: Finding| {
            let commit = &commits[finding.index];
            finding.into_file(commit.id.to_string(), commit.made, rules)
        };
        Audit { findings: found.into_iter().map(told).collect(), commits: commits.len(), dossiers: self.dossiers }
    }

    fn visit(&mut self, index: usize) -> Result<(), RepositoryError> {
        if !self.before_our_time[index] && self.changes.touches_registers(self.commits, index)? {
            self.found.extend(self.kept_lines.judge(self.commits, index)?);
        }
        let changed = self.changes.of(self.commits, index)?;
        if changed.is_empty() {
            self.judge_empty(index);
            return Ok(());
        }
        self.dossiers.extend(changed.iter().map(|changed| changed.dossier));
        if !self.before_our_time[index] {
            self.judge(index, &changed)?;
        }
        for changed in changed.iter().filter(|changed| changed.before.is_empty()) {
            self.changes.forget(changed.dossier);
        }
        Ok(())
    }

    /// A commit that touches no dossier may still say it does.
    fn judge_empty(&mut self, index: usize) {
        if !self.before_our_time[index] && self.commits[index].parents.len() < 2 {
            self.judge_message(index, &[]);
        }
    }

    fn judge(&mut self, index: usize, changed: &[Versioned]) -> Result<(), RepositoryError> {
        let renumbered = self.renumbered(index, changed);
        for one in changed {
            match &one.after {
                Some(after) => {
                    if one.before.is_empty() {
                        self.present.came(one.dossier, after);
                    }
                    let before = renumbered.get(&one.dossier).map_or(&one.before, |old| &changed[*old].before);
                    let found = self.judge_version(index, one, before, after);
                    if before.is_empty() { self.began(one, index, found) } else { self.found.extend(found) }
                }
                None if one.before.is_empty() => {}
                None => {
                    self.put_back(one);
                    let has_another_number = renumbered.values().any(|old| changed[*old].dossier == one.dossier);
                    let remark = if has_another_number { None } else { self.present.taken_away(one.dossier, &one.before)? };
                    self.found.extend(remark.map(|diagnostic| Finding { index, dossier: Some(one.dossier), bytes: Vec::new(), diagnostic }));
                }
            }
        }
        self.judge_commit(index, changed, &renumbered);
        Ok(())
    }

    /// A dossier that begins here, with what is to be said of that; unless it was there before and is put back.
    fn began(&mut self, one: &Versioned, index: usize, found: Vec<Finding>) {
        if found.is_empty() {
            return;
        }
        let (dossier, after) = (one.dossier, one.after.clone().expect("what begins has a version"));
        let begun = Begun { index, after, attachments: one.attachments.clone(), found };
        if let Some(other) = self.begun.insert(dossier, begun) {
            self.found.extend(other.found);
        }
    }

    /// Holds a dossier that came back after a commit took it away against what was taken away.
    fn put_back(&mut self, one: &Versioned) {
        if let Some(Begun { index, after, attachments, .. }) = self.begun.remove(&one.dossier) {
            let back = Versioned { dossier: one.dossier, before: one.before.clone(), after: Some(after.clone()), attachments, parents_agree: true };
            let found = self.judge_version(index, &back, &back.before, &after);
            self.found.extend(found);
        }
    }

    /// What is to be said of the version a commit made of a dossier.
    fn judge_version(&mut self, index: usize, one: &Versioned, before: &[Rc<Version>], after: &Rc<Version>) -> Vec<Finding> {
        let taken_over = matches!(self.commits[index].claim.kind, Some(Kind::Import | Kind::Begin | Kind::Renumbering));
        let step = self.judge_step(index, one.dossier, before, after, taken_over);
        let changed = Changed {
            before: before.to_vec(),
            after,
            beginning: if taken_over { Beginning::TakenOver } else { Beginning::Here },
            attachments: one.attachments.clone(),
            on: self.commits[index].made.date_naive(),
        };
        let finding = |diagnostic| Finding { index, dossier: Some(one.dossier), bytes: after.bytes.clone(), diagnostic };
        step.into_iter().chain(changed.remarks(self.terms.rules).into_iter().map(finding)).collect()
    }

    /// What is to be said of a step; when the status before cannot be read, the last one that could be counts.
    fn judge_step(&mut self, index: usize, dossier: DossierId, before: &[Rc<Version>], after: &Rc<Version>, taken_over: bool) -> Option<Finding> {
        let later = self.pending.remove(&dossier);
        let target = match after.status() {
            Some(_) => Pending { index, version: after.clone() },
            None => later?,
        };
        let remark = match before {
            [] if taken_over => None,
            [] => judge::begin(&target.version),
            [only] if only.status().is_none() => {
                self.pending.insert(dossier, target);
                return None;
            }
            before => judge::step(before, &target.version),
        };
        remark.map(|diagnostic| Finding { index: target.index, dossier: Some(dossier), bytes: target.version.bytes.clone(), diagnostic })
    }

    /// What is to be said of the commit as a whole.
    fn judge_commit(&mut self, index: usize, changed: &[Versioned], renumbered: &BTreeMap<DossierId, usize>) {
        let commit = &self.commits[index];
        let only = if let [only] = changed { Some(only.dossier) } else { None };
        let parent_committed = commit.parents.iter().map(|parent| self.commits[*parent].committed).max();
        let times = Times { made: commit.made, committed: self.commits[index].committed, parent_committed };
        let remark = times.remark(self.terms.today, self.terms.rules);
        self.found.extend(remark.map(|diagnostic| Finding { index, dossier: only, bytes: Vec::new(), diagnostic }));

        let is_merge = commit.parents.len() > 1;
        let without_reason = self.commits[index].claim.kind.is_none();
        // A merge that mends the conflicts of several dossiers cannot be split; one that touches what was no conflict can.
        let needless = !is_merge || changed.iter().any(|changed| changed.parents_agree);
        let moved = changed.len() == 2 && renumbered.len() == 1;
        if without_reason && changed.len() > 1 && needless && !moved {
            let dossiers: Vec<_> = changed.iter().map(|changed| changed.dossier).collect();
            self.found.push(Finding { index, dossier: None, bytes: Vec::new(), diagnostic: manners::several(&dossiers) });
        }
        if !is_merge {
            self.judge_message(index, changed);
        }
    }

    fn judge_message(&mut self, index: usize, changed: &[Versioned]) {
        let deed = |changed: &Versioned| Deed {
            dossier: changed.dossier,
            was_there: !changed.before.is_empty(),
            from: changed.before.first().and_then(|before| before.status()),
            to: changed.after.as_ref().and_then(|after| after.status()),
        };
        let deeds: Vec<_> = changed.iter().map(deed).collect();
        let differs = manners::message_differs(&self.commits[index].claim, &deeds, |dossier| self.present.may_be_named(dossier));
        if let Some((dossier, diagnostic)) = differs {
            let after = changed.iter().find(|changed| Some(changed.dossier) == dossier).and_then(|changed| changed.after.as_ref());
            let bytes = after.map(|after| after.bytes.clone()).unwrap_or_default();
            self.found.push(Finding { index, dossier, bytes, diagnostic });
        }
    }

    /// Every dossier that came while another went whose number it names as its former one, with the place of that other.
    fn renumbered(&self, index: usize, changed: &[Versioned]) -> BTreeMap<DossierId, usize> {
        let mut found = BTreeMap::new();
        if !changed.iter().any(|changed| changed.after.is_none()) && self.commits[index].claim.kind != Some(Kind::Renumbering) {
            return found;
        }
        for one in changed.iter().filter(|changed| changed.before.is_empty()) {
            let former = one.after.as_ref().and_then(|after| after.dossier()).map(|dossier| dossier.formerly).unwrap_or_default();
            let is_it = |other: &Versioned| other.after.is_none() && former.contains(&other.dossier);
            found.extend(changed.iter().position(is_it).map(|place| (one.dossier, place)));
        }
        found
    }
}
